/* crypto_sm2.c - SM2 over libgcrypt. */
#include "bundle/crypto_sm2.h"

#include <string.h>

#include <gcrypt.h>

#define CURVE "sm2p256v1"
#define NUMBER_BYTES 32
#define UNCOMPRESSED 0x04

/* n - 1 of GM/T 0003.5; a secret is below it. */
static const uint8_t order_less_one[NUMBER_BYTES] = {
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6,
    0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x22};

bool sm2_secret_is_valid(const uint8_t *secret)
{
    uint8_t any = 0;

    for (size_t i = 0; i < NUMBER_BYTES; i++)
        any |= secret[i];
    return any != 0 && memcmp(secret, order_less_one, NUMBER_BYTES) < 0;
}

static bool refused(struct err *err, gcry_error_t error)
{
    return err_set(err, E_CRYPTO, "SM2: %s", error ? gcry_strerror(error) : "no result");
}

bool sm2_public_of(const uint8_t *secret, uint8_t *public_key, struct err *err)
{
    gcry_sexp_t key = NULL;
    gcry_ctx_t curve = NULL;
    gcry_mpi_t point = NULL;
    const uint8_t *p = NULL;
    unsigned bits = 0;

    gcry_error_t error = gcry_sexp_build(
        &key, NULL, "(private-key(ecc(curve " CURVE ")(d %b)))", SM2_SECRET_BYTES, secret);
    if (!error)
        error = gcry_mpi_ec_new(&curve, key, NULL);
    if (!error)
        point = gcry_mpi_ec_get_mpi("q", curve, 1);
    if (point)
        p = gcry_mpi_get_opaque(point, &bits);
    bool ok = p && bits == 8 * SM2_PUBLIC_BYTES && p[0] == UNCOMPRESSED;
    if (ok)
        memcpy(public_key, p, SM2_PUBLIC_BYTES);
    else
        refused(err, error);
    gcry_mpi_release(point);
    gcry_ctx_release(curve);
    gcry_sexp_release(key);
    return ok;
}

static gcry_error_t hash_sexp(gcry_sexp_t *out, const uint8_t *hash)
{
    return gcry_sexp_build(out, NULL, "(data(flags sm2)(hash sm3 %b))", SM3_BYTES, hash);
}

/* The number named half, led by zeros to 32 bytes. */
static bool half_signature(gcry_sexp_t signature, const char *half, uint8_t *out)
{
    gcry_sexp_t part = gcry_sexp_find_token(signature, half, 0);
    gcry_mpi_t number = part ? gcry_sexp_nth_mpi(part, 1, GCRYMPI_FMT_USG) : NULL;
    uint8_t bytes[NUMBER_BYTES];
    size_t n = 0;
    bool ok = number && !gcry_mpi_print(GCRYMPI_FMT_USG, bytes, sizeof bytes, &n, number) &&
              n <= NUMBER_BYTES;

    if (ok) {
        memset(out, 0, NUMBER_BYTES - n);
        memcpy(out + NUMBER_BYTES - n, bytes, n);
    }
    gcry_mpi_release(number);
    gcry_sexp_release(part);
    return ok;
}

bool sm2_sign_hash(const uint8_t *secret, const uint8_t *public_key, const uint8_t *hash,
                   uint8_t *signature, struct err *err)
{
    gcry_sexp_t key = NULL, data = NULL, made = NULL;
    uint8_t halves[SM2_SIGNATURE_BYTES];

    gcry_error_t error = gcry_sexp_build(
        &key, NULL, "(private-key(ecc(curve " CURVE ")(flags sm2)(q %b)(d %b)))",
        SM2_PUBLIC_BYTES, public_key, SM2_SECRET_BYTES, secret);
    if (!error)
        error = hash_sexp(&data, hash);
    if (!error)
        error = gcry_pk_sign(&made, data, key);
    bool ok = !error && half_signature(made, "r", halves) &&
              half_signature(made, "s", halves + NUMBER_BYTES);
    if (ok)
        memcpy(signature, halves, sizeof halves);
    else
        refused(err, error);
    gcry_sexp_release(made);
    gcry_sexp_release(data);
    gcry_sexp_release(key);
    return ok;
}

static bool is_on_curve(gcry_sexp_t key)
{
    gcry_ctx_t curve = NULL;
    gcry_mpi_point_t point = NULL;

    if (!gcry_mpi_ec_new(&curve, key, NULL))
        point = gcry_mpi_ec_get_point("q", curve, 1);
    bool ok = point && gcry_mpi_ec_curve_point(point, curve);
    gcry_mpi_point_release(point);
    gcry_ctx_release(curve);
    return ok;
}

bool sm2_verify_hash(const uint8_t *public_key, const uint8_t *hash, const uint8_t *signature)
{
    gcry_sexp_t key = NULL, data = NULL, sig = NULL;

    if (public_key[0] != UNCOMPRESSED)
        return false;
    gcry_error_t error =
        gcry_sexp_build(&key, NULL, "(public-key(ecc(curve " CURVE ")(flags sm2)(q %b)))",
                        SM2_PUBLIC_BYTES, public_key);
    if (!error)
        error = gcry_sexp_build(&sig, NULL, "(sig-val(sm2(r %b)(s %b)))", NUMBER_BYTES,
                                signature, NUMBER_BYTES, signature + NUMBER_BYTES);
    if (!error)
        error = hash_sexp(&data, hash);
    bool ok = !error && is_on_curve(key) && !gcry_pk_verify(sig, data, key);
    gcry_sexp_release(data);
    gcry_sexp_release(sig);
    gcry_sexp_release(key);
    return ok;
}
