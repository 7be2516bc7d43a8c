/* digest.c - the only place besides bundle/crypto*.c that knows libgcrypt. */
#include "base/digest.h"

#include <gcrypt.h>

#include "base/arena.h"
#include "base/secret.h"

#define GCRYPT_OLDEST "1.10.0" /* the first with Argon2id */

struct digest {
    gcry_md_hd_t md;
};

static const struct hash {
    enum digest_kind kind;
    int algorithm;
    size_t bytes;
} hashes[] = {
    {DIGEST_SHA256, GCRY_MD_SHA256, SHA256_BYTES},
    {DIGEST_SM3, GCRY_MD_SM3, SM3_BYTES},
    {DIGEST_BLAKE2B, GCRY_MD_BLAKE2B_512, BLAKE2B_BYTES},
    {DIGEST_SHA512, GCRY_MD_SHA512, SHA512_BYTES},
};

/* libgcrypt would write to stderr, over the screen; what matters comes back as a result. */
static void ignore_log(void *ctx, int level, const char *format, va_list args)
{
    (void)ctx;
    (void)level;
    (void)format;
    (void)args;
}

static _Noreturn void refused(const char *what)
{
    fprintf(stderr, "casepack: E6005 The crypto library refused: %s\n", what);
    exit(6);
}

static void end_on_fatal(void *ctx, int error, const char *text)
{
    (void)ctx;
    (void)error;
    refused(text ? text : "fatal error");
}

/* libgcrypt leaves copies of keys in memory that it gives back. Here it gives back to us, and what
 * it gives back is wiped; the length stands before each block. */
union block {
    size_t bytes;
    max_align_t align;
};

static void *block_new(size_t bytes)
{
    union block *b = bytes < SIZE_MAX - sizeof *b ? malloc(sizeof *b + bytes) : NULL;

    if (!b)
        return NULL;
    b->bytes = bytes;
    return b + 1;
}

static void block_free(void *p)
{
    union block *b = p;

    if (!b)
        return;
    b--;
    secret_wipe(p, b->bytes);
    free(b);
}

static void *block_grow(void *p, size_t bytes)
{
    const union block *b = p;
    void *grown = block_new(bytes);

    if (!grown || !b)
        return grown;
    memcpy(grown, p, b[-1].bytes < bytes ? b[-1].bytes : bytes);
    block_free(p);
    return grown;
}

static int is_secure(const void *p)
{
    (void)p;
    return 0;
}

static bool started;

static void must_be_started(void)
{
    if (!started)
        refused("not started");
}

bool digest_start(struct err *err)
{
    if (started)
        return true;
    gcry_set_allocation_handler(block_new, block_new, is_secure, block_grow, block_free);
    gcry_set_log_handler(ignore_log, NULL);
    gcry_set_fatalerror_handler(end_on_fatal, NULL);
    /* A machine in FIPS mode must still give SM3 and BLAKE2b. */
    gcry_control(GCRYCTL_NO_FIPS_MODE);
    gcry_control(GCRYCTL_SET_PREFERRED_RNG_TYPE, GCRY_RNG_TYPE_SYSTEM);
    if (!gcry_check_version(GCRYPT_OLDEST))
        return err_set(err, E_CRYPTO, "libgcrypt is older than %s", GCRYPT_OLDEST);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0); /* base/secret.h does this for us */
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    for (size_t i = 0; i < COUNT_OF(hashes); i++)
        if (gcry_md_test_algo(hashes[i].algorithm))
            return err_set(err, E_CRYPTO, "%s", gcry_md_algo_name(hashes[i].algorithm));
    started = true;
    return true;
}

static const struct hash *hash_of(enum digest_kind kind)
{
    for (size_t i = 0; i < COUNT_OF(hashes); i++)
        if (hashes[i].kind == kind)
            return &hashes[i];
    refused("unknown hash");
}

struct digest *digest_new(unsigned kinds)
{
    struct digest *d = mem_new(sizeof *d);

    must_be_started();
    if (gcry_md_open(&d->md, 0, 0))
        refused("hash");
    for (size_t i = 0; i < COUNT_OF(hashes); i++)
        if ((kinds & hashes[i].kind) && gcry_md_enable(d->md, hashes[i].algorithm))
            refused(gcry_md_algo_name(hashes[i].algorithm));
    return d;
}

void digest_add(struct digest *d, const void *p, size_t n)
{
    if (n > 0)
        gcry_md_write(d->md, p, n);
}

void digest_get(struct digest *d, enum digest_kind kind, uint8_t *out)
{
    const struct hash *hash = hash_of(kind);
    const unsigned char *result = gcry_md_read(d->md, hash->algorithm);

    if (!result)
        refused("hash was not asked for");
    memcpy(out, result, hash->bytes);
}

void digest_free(struct digest *d)
{
    if (!d)
        return;
    gcry_md_close(d->md);
    free(d);
}

void digest_once(enum digest_kind kind, const void *p, size_t n, uint8_t *out)
{
    must_be_started();
    gcry_md_hash_buffer(hash_of(kind)->algorithm, out, n > 0 ? p : "", n);
}

void digest_mac(const void *key, size_t key_bytes, const void *p, size_t n, uint8_t *out)
{
    gcry_buffer_t parts[] = {
        {.data = (void *)(uintptr_t)key, .len = key_bytes}, /* the first one is the key */
        {.data = (void *)(uintptr_t)p, .len = n},
    };

    must_be_started();
    if (gcry_md_hash_buffers(GCRY_MD_SHA256, GCRY_MD_FLAG_HMAC, out, parts, COUNT_OF(parts)))
        refused("HMAC");
}

void digest_random(void *p, size_t n)
{
    must_be_started();
    gcry_randomize(p, n, GCRY_STRONG_RANDOM);
}

static const char hex_digits[] = "0123456789abcdef";

void hex_from(const uint8_t *p, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = hex_digits[p[i] >> 4];
        out[2 * i + 1] = hex_digits[p[i] & 15];
    }
    out[2 * n] = '\0';
}

static unsigned hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 16;
}

bool hex_to(struct str hex, uint8_t *out, size_t n)
{
    if (hex.n % 2 != 0 || hex.n / 2 != n)
        return false;
    for (size_t i = 0; i < hex.n; i++)
        if (hex_value(hex.p[i]) > 15)
            return false;
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)(hex_value(hex.p[2 * i]) << 4 | hex_value(hex.p[2 * i + 1]));
    return true;
}

bool bytes_equal(const void *a, const void *b, size_t n)
{
    const volatile uint8_t *x = a, *y = b;
    uint8_t differ = 0;

    for (size_t i = 0; i < n; i++)
        differ = (uint8_t)(differ | (x[i] ^ y[i]));
    return differ == 0;
}
