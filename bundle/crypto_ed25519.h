/* crypto_ed25519.h - Ed25519 (RFC 8032) over libgcrypt, with its traps closed.
 *
 * libgcrypt aborts the process on public keys y = 0, 1, -1 and on those that are no point, and
 * accepts S + L: ed25519_verify() checks canonical y, small order and S < L first (RFC 8032 5.1.7,
 * C2SP CCTV), and that the order of the public key is prime: what is accepted here is accepted by
 * every other program. Seeds live in secret memory. */
#ifndef CASEPACK_BUNDLE_CRYPTO_ED25519_H
#define CASEPACK_BUNDLE_CRYPTO_ED25519_H

#include "base/err.h"

#define ED25519_SEED_BYTES 32
#define ED25519_PUBLIC_BYTES 32
#define ED25519_SIGNATURE_BYTES 64

bool ed25519_public(const uint8_t *seed, uint8_t *public_key, struct err *err) MUST_USE;
bool ed25519_sign(const uint8_t *seed, const uint8_t *public_key, const void *message, size_t n,
                  uint8_t *signature, struct err *err) MUST_USE;
bool ed25519_verify(const uint8_t *public_key, const void *message, size_t n,
                    const uint8_t *signature);

#endif
