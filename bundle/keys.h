/* keys.h - the key folder: signing keys, the alias key, the sequence ledger.
 *
 *   KEYDIR/NAME.key       secret of NAME ("site", "officer"), 0600, sealed with a passphrase
 *   KEYDIR/NAME.pub       minisign public key
 *   KEYDIR/NAME.sm2.key   the same for SM2, only where it is asked for
 *   KEYDIR/NAME.sm2.pub   SM2 public key as PEM
 *   KEYDIR/NAME.rotation  the old key's signature over NAME.pub, after a rotation
 *   KEYDIR/alias.key      32 bytes, 0600: the redaction's site key, never in a bundle
 *   KEYDIR/trust/         trusted public keys and what is demanded of them: trust.h
 *   KEYDIR/ledger.txt     case, machine, seq, content, bundle id
 *
 * Files are written whole: part file, fsync, rename. */
#ifndef CASEPACK_BUNDLE_KEYS_H
#define CASEPACK_BUNDLE_KEYS_H

#include "base/digest.h"
#include "base/err.h"
#include "bundle/crypto_ed25519.h"
#include "bundle/sm2.h"

#define KEY_ID_BYTES 8
#define KEY_NAME_MAX 32

struct public_key {
    uint8_t id[KEY_ID_BYTES];
    uint8_t key[ED25519_PUBLIC_BYTES];
    char name[KEY_NAME_MAX];
};

struct sm2_public {
    uint8_t id[KEY_ID_BYTES]; /* the first bytes of the SM3 of key */
    uint8_t key[SM2_PUBLIC_BYTES];
    char name[KEY_NAME_MAX]; /* that of the signing key it belongs to */
};

struct signing_key; /* in secret memory */

struct keyring;

/* dir NULL: $XDG_DATA_HOME/casepack, else $HOME/.local/share/casepack. Does not create
 * anything. */
struct keyring *keyring_open(const char *dir, struct err *err) MUST_USE;
void keyring_free(struct keyring *k);
const char *keyring_dir(const struct keyring *k);

/* KEYDIR/NAME, what the files of a key begin with; out holds 4096 bytes. */
bool keyring_stem(const struct keyring *k, const char *name, char *out,
                  struct err *err) MUST_USE;
bool keyring_has(const struct keyring *k, const char *name);
/* Whether NAME's secret is sealed with a passphrase. */
bool keyring_is_sealed(const struct keyring *k, const char *name, bool *sealed,
                       struct err *err) MUST_USE;

/* Makes NAME; passphrase {NULL,0} leaves the secret unsealed (0600 only). E_KEY_EXISTS. */
bool keyring_new_key(struct keyring *k, const char *name, struct str passphrase,
                     struct err *err) MUST_USE;
/* The same in two steps: a key that is not on any medium yet, and its files. */
struct signing_key *signing_key_new(const char *name, struct err *err) MUST_USE;
bool keyring_store_key(struct keyring *k, const char *name, const struct signing_key *key,
                       struct str passphrase, struct err *err) MUST_USE;
/* E_KEY_ABSENT, E_PASSPHRASE_NEEDED, E_PASSPHRASE, E_KEY_FORM. */
struct signing_key *keyring_open_key(const struct keyring *k, const char *name,
                                     struct str passphrase, struct err *err) MUST_USE;
/* The same from a key file anywhere (--key FILE; the .pub must stand beside it). */
struct signing_key *signing_key_open(const char *file, struct str passphrase,
                                     struct err *err) MUST_USE;
void signing_key_free(struct signing_key *key);
const struct public_key *signing_key_public(const struct signing_key *key);
bool signing_key_sign(const struct signing_key *key, const void *message, size_t n,
                      uint8_t *signature, struct err *err) MUST_USE;

bool keyring_public(const struct keyring *k, const char *name, struct public_key *out,
                    struct err *err) MUST_USE;
bool public_key_read(const char *file, struct public_key *out, struct err *err) MUST_USE;
void public_key_text(const struct public_key *key, struct buf *out); /* minisign .pub form */

/* A key id as minisign prints it: 16 upper-case hex digits of the little-endian number. */
#define KEY_ID_TEXT (2 * KEY_ID_BYTES + 1)
void key_id_text(const uint8_t *id, char *out);
bool key_id_of(struct str text, uint8_t *id) MUST_USE;

/* SM2 keys stand beside the signing key whose files begin with stem. */
bool sm2_files_are_there(const char *stem);
bool sm2_files_make(const char *stem, struct str passphrase, struct err *err) MUST_USE;
struct sm2_key *sm2_files_open(const char *stem, struct str passphrase,
                               struct err *err) MUST_USE;
/* STEM.sm2.pub for STEM.pub; out holds 4096 bytes. */
bool sm2_public_beside(const char *pub_file, char *out, struct err *err) MUST_USE;
bool sm2_public_read(const char *file, struct sm2_public *out, struct err *err) MUST_USE;

/* A new key in the place of NAME, under the same passphrase. The old secret is removed; its public
 * half stays trusted as NAME-ID, and its signature over the new one is NAME.rotation. */
bool keyring_rotate(struct keyring *k, const char *name, struct str passphrase,
                    struct err *err) MUST_USE;

/* "30218 40716 ...": Argon2id over the public key, 24 digits in 6 groups, each with its check
 * digit; 64 MiB, about half a second: on request only. */
bool public_key_fingerprint(const struct public_key *key, struct buf *out,
                            struct err *err) MUST_USE;
bool sm2_public_fingerprint(const struct sm2_public *key, struct buf *out,
                            struct err *err) MUST_USE;

/* The alias key, made on first use. out holds SITE_KEY_BYTES (32). */
bool keyring_alias_key(struct keyring *k, uint8_t *out, struct err *err) MUST_USE;

/* The number of a bundle within its case and machine: the same content keeps its number (so two
 * runs over the same inputs give the same bundle), new content counts on. previous is the hex
 * id of the bundle before, "" for the first. Nothing is recorded until ledger_commit(). */
struct ledger_entry {
    unsigned seq; /* 1.. */
    char previous[2 * SHA256_BYTES + 1];
};
bool ledger_next(const struct keyring *k, const char *case_number, unsigned machine,
                 const uint8_t *content, struct ledger_entry *out, struct err *err) MUST_USE;
bool ledger_commit(struct keyring *k, const char *case_number, unsigned machine,
                   const uint8_t *content, unsigned seq, const char *bundle_id,
                   struct err *err) MUST_USE;

#endif
