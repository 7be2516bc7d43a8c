/* crypto_ed25519.c - Ed25519 over libgcrypt. */
#include "bundle/crypto_ed25519.h"

#include <limits.h>
#include <string.h>

#include <gcrypt.h>

#define FIELD_BYTES 32
#define SIGN_BIT 0x80

/* y of every point whose order divides 8; the sign bit of x does not matter. */
static const uint8_t small_order_y[][FIELD_BYTES] = {
    {0},
    {1},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
};

/* 2^255 - 19 and the order L of the base point, little-endian. */
static const uint8_t field_prime[FIELD_BYTES] = {
    0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
static const uint8_t group_order[FIELD_BYTES] = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
    0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

static bool is_below(const uint8_t *a, const uint8_t *limit)
{
    for (size_t i = FIELD_BYTES; i-- > 0;)
        if (a[i] != limit[i])
            return a[i] < limit[i];
    return false;
}

/* A point may enter libgcrypt: y in its shortest form and not of small order. */
static bool point_is_sound(const uint8_t *point)
{
    uint8_t y[FIELD_BYTES];

    memcpy(y, point, sizeof y);
    y[FIELD_BYTES - 1] &= (uint8_t)~SIGN_BIT;
    for (size_t i = 0; i < COUNT_OF(small_order_y); i++)
        if (memcmp(y, small_order_y[i], sizeof y) == 0)
            return false;
    return is_below(y, field_prime);
}

/* libgcrypt gives a point with or without its own prefix byte 40h. */
static bool point_bytes(gcry_mpi_t point, uint8_t *out)
{
    unsigned bits = 0;
    const uint8_t *p = gcry_mpi_get_opaque(point, &bits);
    size_t n = (bits + 7) / 8;

    if (p && n == ED25519_PUBLIC_BYTES + 1 && p[0] == 0x40) {
        p++;
        n--;
    }
    if (!p || n != ED25519_PUBLIC_BYTES)
        return false;
    memcpy(out, p, n);
    return true;
}

bool ed25519_public(const uint8_t *seed, uint8_t *public_key, struct err *err)
{
    gcry_sexp_t key = NULL;
    gcry_ctx_t curve = NULL;
    gcry_mpi_t point = NULL;
    bool ok = false;

    gcry_error_t error =
        gcry_sexp_build(&key, NULL, "(private-key(ecc(curve Ed25519)(flags eddsa)(d %b)))",
                        ED25519_SEED_BYTES, seed);
    if (!error)
        error = gcry_mpi_ec_new(&curve, key, NULL);
    if (error) {
        err_set(err, E_CRYPTO, "Ed25519: %s", gcry_strerror(error));
        goto out;
    }
    point = gcry_mpi_ec_get_mpi("q@eddsa", curve, 1);
    ok = (point && point_bytes(point, public_key)) ||
         err_set(err, E_CRYPTO, "%s", "Ed25519: no public key");
out:
    gcry_mpi_release(point);
    gcry_ctx_release(curve);
    gcry_sexp_release(key);
    return ok;
}

/* The message as libgcrypt wants it; its %b takes an int. */
static gcry_error_t message_sexp(gcry_sexp_t *out, const void *message, size_t n)
{
    if (n > INT_MAX)
        return gcry_error(GPG_ERR_TOO_LARGE);
    return gcry_sexp_build(out, NULL, "(data(flags eddsa)(hash-algo sha512)(value %b))", (int)n,
                           n > 0 ? message : "");
}

static bool half_signature(gcry_sexp_t signature, const char *half, uint8_t *out)
{
    gcry_sexp_t part = gcry_sexp_find_token(signature, half, 0);
    size_t n = 0;
    const char *p = part ? gcry_sexp_nth_data(part, 1, &n) : NULL;
    bool ok = p && n == ED25519_SIGNATURE_BYTES / 2;

    if (ok)
        memcpy(out, p, n);
    gcry_sexp_release(part);
    return ok;
}

bool ed25519_sign(const uint8_t *seed, const uint8_t *public_key, const void *message, size_t n,
                  uint8_t *signature, struct err *err)
{
    gcry_sexp_t key = NULL, data = NULL, made = NULL;
    uint8_t halves[ED25519_SIGNATURE_BYTES];
    bool ok = false;

    gcry_error_t error = gcry_sexp_build(
        &key, NULL, "(private-key(ecc(curve Ed25519)(flags eddsa)(q %b)(d %b)))",
        ED25519_PUBLIC_BYTES, public_key, ED25519_SEED_BYTES, seed);
    if (!error)
        error = message_sexp(&data, message, n);
    if (!error)
        error = gcry_pk_sign(&made, data, key);
    if (error) {
        err_set(err, E_CRYPTO, "Ed25519: %s", gcry_strerror(error));
        goto out;
    }
    if (!half_signature(made, "r", halves) ||
        !half_signature(made, "s", halves + sizeof halves / 2)) {
        err_set(err, E_CRYPTO, "%s", "Ed25519: no signature");
        goto out;
    }
    memcpy(signature, halves, sizeof halves);
    ok = true;
out:
    gcry_sexp_release(made);
    gcry_sexp_release(data);
    gcry_sexp_release(key);
    return ok;
}

/* ---- verifying -------------------------------------------------------------------------------- */

/* Whether L times the public key is the neutral point (0, 1): its order is L, not 2L, 4L or 8L. With
 * another order it depends on the program whether a signature is good, because the hash is
 * reduced mod L by some and not by others. */
static bool has_prime_order(gcry_sexp_t key)
{
    gcry_ctx_t curve = NULL;
    gcry_mpi_point_t q = NULL, multiple = gcry_mpi_point_new(0);
    gcry_mpi_t order = NULL, x = gcry_mpi_new(0), y = gcry_mpi_new(0);
    bool ok = false;

    if (gcry_mpi_ec_new(&curve, key, NULL))
        goto out;
    q = gcry_mpi_ec_get_point("q", curve, 1);
    order = gcry_mpi_ec_get_mpi("n", curve, 1);
    if (!q || !order)
        goto out;
    gcry_mpi_ec_mul(multiple, order, q, curve);
    ok = gcry_mpi_ec_get_affine(x, y, multiple, curve) == 0 && gcry_mpi_cmp_ui(x, 0) == 0 &&
         gcry_mpi_cmp_ui(y, 1) == 0;
out:
    gcry_mpi_release(x);
    gcry_mpi_release(y);
    gcry_mpi_release(order);
    gcry_mpi_point_release(q);
    gcry_mpi_point_release(multiple);
    gcry_ctx_release(curve);
    return ok;
}

/* Keys of prime order that this thread has met: a desk verifies thousands of signatures by a few
 * keys, and to look at the key is half of that work. Where nothing was met yet stands the key 0,
 * which has small order. */
#define MET_KEYS 64
static _Thread_local uint8_t met[MET_KEYS][ED25519_PUBLIC_BYTES];

static bool key_is_sound(const uint8_t *public_key, gcry_sexp_t key)
{
    uint8_t *known = met[public_key[0] % MET_KEYS];

    if (memcmp(known, public_key, ED25519_PUBLIC_BYTES) == 0)
        return true;
    if (!has_prime_order(key))
        return false;
    memcpy(known, public_key, ED25519_PUBLIC_BYTES);
    return true;
}

bool ed25519_verify(const uint8_t *public_key, const void *message, size_t n,
                    const uint8_t *signature)
{
    const uint8_t *r = signature, *s = signature + ED25519_SIGNATURE_BYTES / 2;
    gcry_sexp_t key = NULL, data = NULL, sig = NULL;

    if (!point_is_sound(public_key) || !point_is_sound(r) || !is_below(s, group_order))
        return false;
    gcry_error_t error =
        gcry_sexp_build(&key, NULL, "(public-key(ecc(curve Ed25519)(flags eddsa)(q %b)))",
                        ED25519_PUBLIC_BYTES, public_key);
    /* On a key that is no point at all gcry_pk_verify() would abort the process. */
    if (!error && !key_is_sound(public_key, key))
        error = gcry_error(GPG_ERR_BAD_PUBKEY);
    if (!error)
        error = gcry_sexp_build(&sig, NULL, "(sig-val(eddsa(r %b)(s %b)))",
                                ED25519_SIGNATURE_BYTES / 2, r, ED25519_SIGNATURE_BYTES / 2, s);
    if (!error)
        error = message_sexp(&data, message, n);
    if (!error)
        error = gcry_pk_verify(sig, data, key);
    gcry_sexp_release(data);
    gcry_sexp_release(sig);
    gcry_sexp_release(key);
    return !error;
}
