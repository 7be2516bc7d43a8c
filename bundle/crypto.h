/* crypto.h - Argon2id and ChaCha20-Poly1305 over libgcrypt; base64. */
#ifndef CASEPACK_BUNDLE_CRYPTO_H
#define CASEPACK_BUNDLE_CRYPTO_H

#include "base/err.h"

/* RFC 9106. Zeroed members that are not given: no secret, no associated data. */
struct argon2id {
    unsigned memory_kib;
    unsigned passes;
    unsigned lanes;
    struct str secret;
    struct str extra;
};
#define ARGON2ID_USUAL ((struct argon2id){.memory_kib = 64 * 1024, .passes = 3, .lanes = 1})

bool argon2id(const struct argon2id *how, struct str password, struct str salt, uint8_t *out,
              size_t n, struct err *err) MUST_USE;

#define AEAD_KEY_BYTES 32
#define AEAD_NONCE_BYTES 12
#define AEAD_TAG_BYTES 16

/* ChaCha20-Poly1305, RFC 8439, in place. When the tag does not fit, aead_open() wipes data. */
bool aead_seal(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, uint8_t *tag, struct err *err) MUST_USE;
bool aead_open(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, const uint8_t *tag) MUST_USE;

/* RFC 4648 with padding, one line; decoding is strict (canonical, no blanks). */
void base64_from(const void *p, size_t n, struct buf *out);
bool base64_to(struct str text, uint8_t *out, size_t n) MUST_USE; /* exactly n bytes */

#endif
