/* sm2.c - SM2 signatures with SM3 around the numbers of crypto_sm2.c. */
#include "bundle/sm2.h"

#include <string.h>

#include "base/secret.h"
#include "bundle/crypto.h"

#define IDENTITY "1234567812345678"
#define NUMBER_BYTES 32
#define DER_SEQUENCE 0x30
#define DER_INTEGER 0x02
#define DER_SIGN_BIT 0x80
#define PEM_BEGIN "-----BEGIN PUBLIC KEY-----\n"
#define PEM_END "-----END PUBLIC KEY-----\n"
#define PEM_LINE_CHARS 64

struct sm2_key {
    uint8_t secret[SM2_SECRET_BYTES];
    uint8_t public_key[SM2_PUBLIC_BYTES];
};

/* a, b, x and y of G: GM/T 0003.5, 2. */
static const uint8_t curve[4 * NUMBER_BYTES] = {
    0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xff, 0xfc, 0x28, 0xe9, 0xfa, 0x9e, 0x9d, 0x9f, 0x5e, 0x34, 0x4d, 0x5a, 0x9e, 0x4b, 0xcf,
    0x65, 0x09, 0xa7, 0xf3, 0x97, 0x89, 0xf5, 0x15, 0xab, 0x8f, 0x92, 0xdd, 0xbc, 0xbd, 0x41,
    0x4d, 0x94, 0x0e, 0x93, 0x32, 0xc4, 0xae, 0x2c, 0x1f, 0x19, 0x81, 0x19, 0x5f, 0x99, 0x04,
    0x46, 0x6a, 0x39, 0xc9, 0x94, 0x8f, 0xe3, 0x0b, 0xbf, 0xf2, 0x66, 0x0b, 0xe1, 0x71, 0x5a,
    0x45, 0x89, 0x33, 0x4c, 0x74, 0xc7, 0xbc, 0x37, 0x36, 0xa2, 0xf4, 0xf6, 0x77, 0x9c, 0x59,
    0xbd, 0xce, 0xe3, 0x6b, 0x69, 0x21, 0x53, 0xd0, 0xa9, 0x87, 0x7c, 0xc6, 0x2a, 0x47, 0x40,
    0x02, 0xdf, 0x32, 0xe5, 0x21, 0x39, 0xf0, 0xa0};

/* SubjectPublicKeyInfo { id-ecPublicKey, sm2p256v1 } up to the point. */
static const uint8_t spki_start[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                     0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x81, 0x1c,
                                     0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00};
#define SPKI_BYTES (sizeof spki_start + SM2_PUBLIC_BYTES)

/* ---- keys ------------------------------------------------------------------------------------- */

static struct sm2_key *with_public(struct sm2_key *key, struct err *err)
{
    if (sm2_public_of(key->secret, key->public_key, err))
        return key;
    sm2_key_free(key);
    return NULL;
}

struct sm2_key *sm2_key_new(struct err *err)
{
    struct sm2_key *key = secret_new(sizeof *key);

    do
        digest_random(key->secret, sizeof key->secret);
    while (!sm2_secret_is_valid(key->secret));
    return with_public(key, err);
}

struct sm2_key *sm2_key_of(const uint8_t *secret, struct err *err)
{
    struct sm2_key *key;

    if (!sm2_secret_is_valid(secret))
        return err_null(err, E_KEY_FORM, "%s", "SM2");
    key = secret_new(sizeof *key);
    memcpy(key->secret, secret, sizeof key->secret);
    return with_public(key, err);
}

void sm2_key_free(struct sm2_key *key)
{
    if (key)
        secret_free(key, sizeof *key);
}

const uint8_t *sm2_key_secret(const struct sm2_key *key)
{
    return key->secret;
}

const uint8_t *sm2_key_public(const struct sm2_key *key)
{
    return key->public_key;
}

void sm2_public_pem(const uint8_t *public_key, struct buf *out)
{
    uint8_t spki[SPKI_BYTES];
    struct buf base64 = BUF_INIT(256);

    memcpy(spki, spki_start, sizeof spki_start);
    memcpy(spki + sizeof spki_start, public_key, SM2_PUBLIC_BYTES);
    base64_from(spki, sizeof spki, &base64);
    buf_puts(out, PEM_BEGIN);
    for (size_t at = 0; at < base64.n; at += PEM_LINE_CHARS) {
        buf_add_str(out, str_sub(buf_str(&base64), at, PEM_LINE_CHARS));
        buf_putc(out, '\n');
    }
    buf_puts(out, PEM_END);
    buf_done(&base64);
}

/* Reads the letters without their lines; that it is the one form shows by writing it again. */
bool sm2_public_from_pem(struct str pem, uint8_t *public_key, struct err *err)
{
    struct buf base64 = BUF_INIT(256), again = BUF_INIT(512);
    struct str rest = str_sub(pem, strlen(PEM_BEGIN), pem.n), line;
    uint8_t spki[SPKI_BYTES];

    while (str_next(&rest, '\n', &line) && !str_starts(line, "-"))
        buf_add_str(&base64, line);
    bool ok = base64_to(buf_str(&base64), spki, sizeof spki);
    if (ok) {
        sm2_public_pem(spki + sizeof spki_start, &again);
        ok = str_eq(buf_str(&again), pem);
    }
    if (ok)
        memcpy(public_key, spki + sizeof spki_start, SM2_PUBLIC_BYTES);
    else
        err_set(err, E_KEY_FORM, "%s", "SM2");
    buf_done(&base64);
    buf_done(&again);
    return ok;
}

/* ---- signatures ------------------------------------------------------------------------------- */

void sm2_message_hash(const uint8_t *public_key, struct str message, uint8_t *hash)
{
    const unsigned bits = 8 * (sizeof(IDENTITY) - 1);
    const uint8_t entl[] = {(uint8_t)(bits >> 8), (uint8_t)bits};
    struct digest *d = digest_new(DIGEST_SM3);
    uint8_t z[SM3_BYTES];

    digest_add(d, entl, sizeof entl);
    digest_add(d, IDENTITY, sizeof(IDENTITY) - 1);
    digest_add(d, curve, sizeof curve);
    digest_add(d, public_key + 1, SM2_PUBLIC_BYTES - 1);
    digest_get(d, DIGEST_SM3, z);
    digest_free(d);
    d = digest_new(DIGEST_SM3);
    digest_add(d, z, sizeof z);
    digest_add(d, message.p, message.n);
    digest_get(d, DIGEST_SM3, hash);
    digest_free(d);
}

/* INTEGER of 32 bytes without leading zeros, with one where the first bit would be a sign. */
static size_t put_integer(const uint8_t *number, uint8_t *out)
{
    size_t skip = 0, at = 2;

    while (skip + 1 < NUMBER_BYTES && number[skip] == 0)
        skip++;
    if (number[skip] & DER_SIGN_BIT)
        out[at++] = 0;
    memcpy(out + at, number + skip, NUMBER_BYTES - skip);
    at += NUMBER_BYTES - skip;
    out[0] = DER_INTEGER;
    out[1] = (uint8_t)(at - 2);
    return at;
}

static size_t der_from(const uint8_t *signature, uint8_t *der)
{
    size_t n = 2;

    n += put_integer(signature, der + n);
    n += put_integer(signature + NUMBER_BYTES, der + n);
    der[0] = DER_SEQUENCE;
    der[1] = (uint8_t)(n - 2);
    return n;
}

/* The last 32 bytes of an INTEGER, led by zeros. */
static bool take_integer(struct str *rest, uint8_t *number)
{
    size_t n = rest->n >= 2 ? (uint8_t)rest->p[1] : 0;
    size_t skip = n > NUMBER_BYTES ? 1 : 0;

    if (n == 0 || n > NUMBER_BYTES + 1 || rest->n < 2 + n)
        return false;
    memset(number, 0, NUMBER_BYTES);
    memcpy(number + NUMBER_BYTES - (n - skip), rest->p + 2 + skip, n - skip);
    *rest = str_sub(*rest, 2 + n, rest->n);
    return true;
}

/* Cuts the numbers out; that it is the one form shows by writing it again. */
static bool der_to(struct str der, uint8_t *signature)
{
    struct str rest = str_sub(der, 2, der.n);
    uint8_t again[SM2_DER_MAX] = {0};

    if (!take_integer(&rest, signature) || !take_integer(&rest, signature + NUMBER_BYTES))
        return false;
    return str_eq(der, (struct str){(const char *)again, der_from(signature, again)});
}

bool sm2_sign(const struct sm2_key *key, struct str message, struct buf *out, struct err *err)
{
    uint8_t hash[SM3_BYTES], signature[SM2_SIGNATURE_BYTES], der[SM2_DER_MAX];

    sm2_message_hash(key->public_key, message, hash);
    if (!sm2_sign_hash(key->secret, key->public_key, hash, signature, err))
        return false;
    buf_add(out, der, der_from(signature, der));
    return buf_failed(out) ? err_set(err, E_TOO_LARGE, "%s", "signature") : true;
}

bool sm2_check(struct str der, struct str message, const uint8_t *public_key, struct err *err)
{
    uint8_t hash[SM3_BYTES], signature[SM2_SIGNATURE_BYTES];

    if (!der_to(der, signature))
        return err_set(err, E_BUNDLE_FORM, "%s", "SM2");
    sm2_message_hash(public_key, message, hash);
    return sm2_verify_hash(public_key, hash, signature) ||
           err_set(err, E_SIGNATURE, "%s", "SM2");
}
