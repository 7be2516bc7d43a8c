/* crypto_sm2.h - SM2 (GM/T 0003, curve sm2p256v1) over libgcrypt: numbers only, see sm2.h.
 *
 * A hash here is SM3(Z || message), 32 bytes. Numbers are big-endian, 32 bytes. */
#ifndef CASEPACK_BUNDLE_CRYPTO_SM2_H
#define CASEPACK_BUNDLE_CRYPTO_SM2_H

#include "base/digest.h"
#include "base/err.h"

#define SM2_SECRET_BYTES 32
#define SM2_PUBLIC_BYTES 65    /* 04h, x, y */
#define SM2_SIGNATURE_BYTES 64 /* r, s */

/* 1 <= secret <= n - 2. */
bool sm2_secret_is_valid(const uint8_t *secret);
bool sm2_public_of(const uint8_t *secret, uint8_t *public_key, struct err *err) MUST_USE;
bool sm2_sign_hash(const uint8_t *secret, const uint8_t *public_key, const uint8_t *hash,
                   uint8_t *signature, struct err *err) MUST_USE;
/* Checks that the point is on the curve before libgcrypt works with it. */
bool sm2_verify_hash(const uint8_t *public_key, const uint8_t *hash, const uint8_t *signature);

#endif
