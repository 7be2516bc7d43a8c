/* crypto_ed25519.c - Ed25519 over libgcrypt. */
#include "bundle/crypto_ed25519.h"

#include <limits.h>
#include <string.h>

#include <gcrypt.h>

#include "base/digest.h"

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

/* ---- numbers of 32 bytes, little-endian -------------------------------------------------------- */

static void reverse(const uint8_t *from, size_t n, uint8_t *to)
{
    for (size_t i = 0; i < n; i++)
        to[n - 1 - i] = from[i];
}

/* False when it does not fit. */
static bool number_bytes(gcry_mpi_t number, uint8_t *out)
{
    uint8_t big_endian[FIELD_BYTES] = {0}, digits[FIELD_BYTES];
    size_t n = 0;

    if (gcry_mpi_print(GCRYMPI_FMT_USG, digits, sizeof digits, &n, number))
        return false;
    memcpy(big_endian + sizeof big_endian - n, digits, n);
    reverse(big_endian, sizeof big_endian, out);
    return true;
}

/* ---- verifying -------------------------------------------------------------------------------- */

#define WINDOW_BITS 4
#define WINDOW_MULTIPLES (1 << WINDOW_BITS)

/* The curve with a public key on it, and what the equation needs of them. */
struct verifier {
    gcry_ctx_t curve;
    gcry_mpi_point_t base, key; /* B and A */
    gcry_mpi_t order;           /* L */
};

static void verifier_done(struct verifier *v)
{
    gcry_mpi_release(v->order);
    gcry_mpi_point_release(v->base);
    gcry_mpi_point_release(v->key);
    gcry_ctx_release(v->curve);
}

/* False for a key that is no point. */
static bool verifier_init(struct verifier *v, const uint8_t *public_key)
{
    gcry_sexp_t key = NULL;

    *v = (struct verifier){NULL, NULL, NULL, NULL};
    if (gcry_sexp_build(&key, NULL, "(public-key(ecc(curve Ed25519)(flags eddsa)(q %b)))",
                        ED25519_PUBLIC_BYTES, public_key) == 0 &&
        gcry_mpi_ec_new(&v->curve, key, NULL) == 0) {
        v->base = gcry_mpi_ec_get_point("g", v->curve, 1);
        v->key = gcry_mpi_ec_get_point("q", v->curve, 1);
        v->order = gcry_mpi_ec_get_mpi("n", v->curve, 1);
    }
    gcry_sexp_release(key);
    if (v->base && v->key && v->order)
        return true;
    verifier_done(v);
    return false;
}

/* y and the lowest bit of x (RFC 8032, 5.1.2). */
static bool encode_point(const struct verifier *v, gcry_mpi_point_t point, uint8_t *out)
{
    gcry_mpi_t x = gcry_mpi_new(0), y = gcry_mpi_new(0);
    bool ok = gcry_mpi_ec_get_affine(x, y, point, v->curve) == 0 && number_bytes(y, out);

    if (ok && gcry_mpi_test_bit(x, 0))
        out[FIELD_BYTES - 1] |= SIGN_BIT;
    gcry_mpi_release(x);
    gcry_mpi_release(y);
    return ok;
}

/* Keys of prime order that this thread has met: a desk verifies thousands of signatures by a few
 * keys, and to look at the key is a third of that work. Where nothing was met yet stands the key 0,
 * which has small order. */
#define MET_KEYS 64
static _Thread_local uint8_t met[MET_KEYS][ED25519_PUBLIC_BYTES];

/* Whether L times the public key is the neutral point (0, 1): its order is L, not 2L, 4L or 8L. With
 * another order it depends on the program whether a signature is good, because the hash is
 * reduced mod L by some and not by others. */
static bool has_prime_order(const struct verifier *v, const uint8_t *public_key)
{
    static const uint8_t neutral[FIELD_BYTES] = {1};
    uint8_t *known = met[public_key[0] % MET_KEYS], product[FIELD_BYTES];

    if (memcmp(known, public_key, ED25519_PUBLIC_BYTES) == 0)
        return true;
    gcry_mpi_point_t point = gcry_mpi_point_new(0);
    gcry_mpi_ec_mul(point, v->order, v->key, v->curve);
    bool ok = encode_point(v, point, product) && memcmp(product, neutral, sizeof neutral) == 0;
    gcry_mpi_point_release(point);
    if (ok)
        memcpy(known, public_key, ED25519_PUBLIC_BYTES);
    return ok;
}

/* L less the SHA-512 of R, A and the message mod L: with it the equation needs no subtraction. */
static bool challenge(const struct verifier *v, const uint8_t *r, const uint8_t *public_key,
                      struct str message, uint8_t *out)
{
    struct digest *d = digest_new(DIGEST_SHA512);
    uint8_t hash[SHA512_BYTES], big_endian[SHA512_BYTES];
    gcry_mpi_t h = NULL;

    digest_add(d, r, FIELD_BYTES);
    digest_add(d, public_key, ED25519_PUBLIC_BYTES);
    digest_add(d, message.p, message.n);
    digest_get(d, DIGEST_SHA512, hash);
    digest_free(d);
    reverse(hash, sizeof hash, big_endian);
    if (gcry_mpi_scan(&h, GCRYMPI_FMT_USG, big_endian, sizeof big_endian, NULL))
        return false;
    gcry_mpi_mod(h, h, v->order);
    gcry_mpi_sub(h, v->order, h);
    bool ok = number_bytes(h, out);
    gcry_mpi_release(h);
    return ok;
}

/* 1 to 15 times the point; the place of 0 stays empty. */
static void multiples_of(const struct verifier *v, gcry_mpi_point_t point,
                         gcry_mpi_point_t *multiples)
{
    multiples[0] = NULL;
    multiples[1] = gcry_mpi_point_copy(point);
    for (size_t i = 2; i < WINDOW_MULTIPLES; i++) {
        multiples[i] = gcry_mpi_point_new(0);
        gcry_mpi_ec_add(multiples[i], multiples[i - 1], point, v->curve);
    }
}

static void multiples_done(gcry_mpi_point_t *multiples)
{
    for (size_t i = 0; i < WINDOW_MULTIPLES; i++)
        gcry_mpi_point_release(multiples[i]);
}

static unsigned window_at(const uint8_t *number, size_t i)
{
    return number[i / 2] >> (i % 2 * WINDOW_BITS) & (WINDOW_MULTIPLES - 1);
}

/* out = s B + h A, four bits of both at a time (Straus): half the work of two multiplications.
 * Nothing in it is secret. */
static void add_multiples(const struct verifier *v, const uint8_t *s, const uint8_t *h,
                          gcry_mpi_point_t out)
{
    gcry_mpi_point_t of_base[WINDOW_MULTIPLES], of_key[WINDOW_MULTIPLES];

    multiples_of(v, v->base, of_base);
    multiples_of(v, v->key, of_key);
    gcry_mpi_point_snatch_set(out, NULL, gcry_mpi_set_ui(NULL, 1), gcry_mpi_set_ui(NULL, 1));
    for (size_t i = 2 * FIELD_BYTES; i-- > 0;) {
        gcry_mpi_point_t b = of_base[window_at(s, i)], a = of_key[window_at(h, i)];

        for (size_t bit = 0; bit < WINDOW_BITS; bit++)
            gcry_mpi_ec_dup(out, out, v->curve);
        if (b)
            gcry_mpi_ec_add(out, out, b, v->curve);
        if (a)
            gcry_mpi_ec_add(out, out, a, v->curve);
    }
    multiples_done(of_base);
    multiples_done(of_key);
}

/* R = S B - h A, compared as bytes (RFC 8032, 5.1.7, without the cofactor). */
static bool equation_holds(const struct verifier *v, const uint8_t *public_key,
                           struct str message, const uint8_t *signature)
{
    gcry_mpi_point_t sum = gcry_mpi_point_new(0);
    uint8_t h[FIELD_BYTES], r[FIELD_BYTES];
    bool ok = challenge(v, signature, public_key, message, h);

    if (ok) {
        add_multiples(v, signature + FIELD_BYTES, h, sum);
        ok = encode_point(v, sum, r) && memcmp(r, signature, sizeof r) == 0;
    }
    gcry_mpi_point_release(sum);
    return ok;
}

bool ed25519_verify(const uint8_t *public_key, const void *message, size_t n,
                    const uint8_t *signature)
{
    struct verifier v;

    if (!point_is_sound(public_key) || !point_is_sound(signature) ||
        !is_below(signature + FIELD_BYTES, group_order) || !verifier_init(&v, public_key))
        return false;
    bool ok = has_prime_order(&v, public_key) &&
              equation_holds(&v, public_key, (struct str){message, n}, signature);
    verifier_done(&v);
    return ok;
}
