/* crypto_x25519.c - X25519 over libgcrypt. */
#include "bundle/crypto_x25519.h"

#include <string.h>

#include <gcrypt.h>

#include "base/secret.h"

bool x25519(const uint8_t *scalar, const uint8_t *point, uint8_t *out, struct err *err)
{
    uint8_t result[X25519_BYTES], any = 0;
    gcry_error_t error = gcry_ecc_mul_point(GCRY_ECC_CURVE25519, result, scalar, point);

    if (error)
        return err_set(err, E_CRYPTO, "X25519: %s", gcry_strerror(error));
    for (size_t i = 0; i < sizeof result; i++)
        any |= result[i];
    if (any != 0)
        memcpy(out, result, sizeof result);
    secret_wipe(result, sizeof result);
    return any != 0 || err_set(err, E_VALUE, "%s", "X25519");
}
