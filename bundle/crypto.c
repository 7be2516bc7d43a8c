/* crypto.c - with crypto_*.c and base/digest.c the only files that know libgcrypt. */
#include "bundle/crypto.h"

#include <gcrypt.h>

#include "base/secret.h"

static bool refused(struct err *err, const char *what, gcry_error_t error)
{
    return err_set(err, E_CRYPTO, "%s: %s", what, gcry_strerror(error));
}

/* ---- Argon2id (RFC 9106) -------------------------------------------------------------------- */

bool argon2id(const struct argon2id *how, struct str password, struct str salt, uint8_t *out,
              size_t n, struct err *err)
{
    const unsigned long params[] = {(unsigned long)n, how->passes, how->memory_kib, how->lanes};
    gcry_kdf_hd_t kdf;

    gcry_error_t error =
        gcry_kdf_open(&kdf, GCRY_KDF_ARGON2, GCRY_KDF_ARGON2ID, params, COUNT_OF(params),
                      password.n > 0 ? password.p : "", password.n, salt.p, salt.n,
                      how->secret.n > 0 ? how->secret.p : NULL, how->secret.n,
                      how->extra.n > 0 ? how->extra.p : NULL, how->extra.n);
    if (error)
        return refused(err, "Argon2id", error);
    error = gcry_kdf_compute(kdf, NULL);
    if (!error)
        error = gcry_kdf_final(kdf, n, out);
    gcry_kdf_close(kdf);
    return error ? refused(err, "Argon2id", error) : true;
}

/* ---- ChaCha20-Poly1305 (RFC 8439) ----------------------------------------------------------- */

static gcry_error_t aead_start(gcry_cipher_hd_t *cipher, const uint8_t *key,
                               const uint8_t *nonce, struct str extra)
{
    gcry_error_t error = gcry_cipher_open(cipher, GCRY_CIPHER_CHACHA20,
                                          GCRY_CIPHER_MODE_POLY1305, GCRY_CIPHER_SECURE);

    if (!error)
        error = gcry_cipher_setkey(*cipher, key, AEAD_KEY_BYTES);
    if (!error)
        error = gcry_cipher_setiv(*cipher, nonce, AEAD_NONCE_BYTES);
    if (!error && extra.n > 0)
        error = gcry_cipher_authenticate(*cipher, extra.p, extra.n);
    if (!error)
        error = gcry_cipher_final(*cipher);
    return error;
}

bool aead_seal(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, uint8_t *tag, struct err *err)
{
    gcry_cipher_hd_t cipher = NULL;
    gcry_error_t error = aead_start(&cipher, key, nonce, extra);

    if (!error)
        error = gcry_cipher_encrypt(cipher, data, n, NULL, 0);
    if (!error)
        error = gcry_cipher_gettag(cipher, tag, AEAD_TAG_BYTES);
    gcry_cipher_close(cipher);
    return error ? refused(err, "ChaCha20-Poly1305", error) : true;
}

bool aead_open(const uint8_t *key, const uint8_t *nonce, struct str extra, uint8_t *data,
               size_t n, const uint8_t *tag)
{
    gcry_cipher_hd_t cipher = NULL;
    gcry_error_t error = aead_start(&cipher, key, nonce, extra);

    if (!error)
        error = gcry_cipher_decrypt(cipher, data, n, NULL, 0);
    if (!error)
        error = gcry_cipher_checktag(cipher, tag, AEAD_TAG_BYTES);
    gcry_cipher_close(cipher);
    if (error)
        secret_wipe(data, n);
    return !error;
}
