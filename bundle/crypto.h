/* crypto.h - Ed25519, Argon2id, ChaCha20-Poly1305 over libgcrypt, with its traps closed.
 *
 * libgcrypt aborts the process on public keys y = 0, 1, -1 and accepts S + L: ed25519_verify
 * checks canonical y, small order and S < L first (RFC 8032 5.1.7, C2SP CCTV). Seeds live in
 * secret memory. */
#ifndef CASEPACK_BUNDLE_CRYPTO_H
#define CASEPACK_BUNDLE_CRYPTO_H

#include "base/digest.h"
#include "base/err.h"

#define ED25519_SEED_BYTES 32
#define ED25519_PUBLIC_BYTES 32
#define ED25519_SIGNATURE_BYTES 64

bool ed25519_public(const uint8_t *seed, uint8_t *public_key, struct err *err) MUST_USE;
bool ed25519_sign(const uint8_t *seed, const uint8_t *public_key, const void *message, size_t n,
                  uint8_t *signature, struct err *err) MUST_USE;
bool ed25519_verify(const uint8_t *public_key, const void *message, size_t n,
                    const uint8_t *signature);

/* RFC 9106; memory in KiB, one lane. */
bool argon2id(struct str password, const uint8_t *salt, size_t salt_n, unsigned memory_kib,
              unsigned passes, uint8_t *out, size_t n, struct err *err) MUST_USE;

/* RFC 8439; key 32, nonce 12, tag 16 bytes; in place. */
bool aead_seal(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, uint8_t *tag, struct err *err) MUST_USE;
bool aead_open(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, const uint8_t *tag, struct err *err) MUST_USE;

/* RFC 4648 with padding, one line; decoding is strict (canonical, no blanks). */
void base64_from(const void *p, size_t n, struct buf *out);
bool base64_to(struct str text, uint8_t *out, size_t n) MUST_USE; /* exactly n bytes */

#endif
