/* crypto_x25519.h - Diffie-Hellman on Curve25519 (RFC 7748) over libgcrypt. */
#ifndef CASEPACK_BUNDLE_CRYPTO_X25519_H
#define CASEPACK_BUNDLE_CRYPTO_X25519_H

#include "base/err.h"

#define X25519_BYTES 32

/* X25519(scalar, point); point NULL is the base point. E_VALUE when the result is all zeros: the
 * point has small order and the secret would be known to everybody (RFC 7748, 6.1). */
bool x25519(const uint8_t *scalar, const uint8_t *point, uint8_t *out,
            struct err *err) MUST_USE;

#endif
