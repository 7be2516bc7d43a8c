/* key_file.h - secret files of the key folder: one form for every kind of key.
 *
 *   untrusted comment: casepack secret key          ("casepack SM2 secret key" for SM2)
 *   kdf: argon2id 65536 KiB 3 passes                ("kdf: none" without a passphrase)
 *   key id: 8 bytes as hex
 *   public: 32 bytes as hex                         (65 for SM2)
 *   salt: 16 bytes as hex                           (zeros with "kdf: none")
 *   nonce: 12 bytes as hex                          (zeros with "kdf: none")
 *   seed: 32 bytes as hex, sealed by ChaCha20-Poly1305 under the Argon2id key; plain with none
 *   tag: 16 bytes as hex                            (zeros with "kdf: none")
 *   checksum: first 8 bytes of the SHA-256 of all lines above, as hex
 *
 * The lines up to "nonce" are authenticated with the seed. The checksum tells a damaged file
 * from a wrong passphrase. Everything that holds a seed lies in secret memory. */
#ifndef CASEPACK_BUNDLE_KEY_FILE_H
#define CASEPACK_BUNDLE_KEY_FILE_H

#include "base/err.h"
#include "bundle/keys.h"

#define KEY_SEED_BYTES 32
#define KEY_PUBLIC_MAX 65

struct key_kind {
    const char *first_line;
    size_t public_bytes;
};
extern const struct key_kind key_kind_ed25519, key_kind_sm2;

struct key_secret { /* only in secret memory */
    uint8_t id[KEY_ID_BYTES];
    uint8_t public_key[KEY_PUBLIC_MAX];
    uint8_t seed[KEY_SEED_BYTES];
};

/* 0600, sealed when there is a passphrase. E_KEY_EXISTS when path is there. */
bool key_file_put(const char *path, const struct key_kind *kind, const struct key_secret *key,
                  struct str passphrase, struct err *err) MUST_USE;
/* E_KEY_ABSENT, E_KEY_FORM, E_PASSPHRASE_NEEDED, E_PASSPHRASE. */
bool key_file_get(const char *path, const struct key_kind *kind, struct str passphrase,
                  struct key_secret *out, struct err *err) MUST_USE;
/* What is not sealed in it. */
bool key_file_is_sealed(const char *path, bool *sealed, struct err *err) MUST_USE;
bool key_file_id(const char *path, uint8_t *id, struct err *err) MUST_USE;

/* STEM.pub, then STEM.key. E_KEY_EXISTS. */
bool signing_key_store(const struct signing_key *key, const char *stem, struct str passphrase,
                       struct err *err) MUST_USE;

/* stem and suffix into out (FILE_PATH_MAX bytes), and a key file without its ".key". E_VALUE. */
bool key_path_of(const char *stem, const char *suffix, char *out, struct err *err) MUST_USE;
bool key_stem(const char *file, char *out, struct err *err) MUST_USE;

/* Letters that the name of a key may have: [a-z0-9_-], 1 to 31 of them. */
bool key_name_is_valid(struct str name);
/* The name of the key in a file that ends in suffix: its stem, or the key id where the stem is no
 * name for a key. out holds KEY_NAME_MAX bytes. */
void key_name_of_file(const char *file, const char *suffix, const uint8_t *id, char *out);

#endif
