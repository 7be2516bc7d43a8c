/* age.c - files that only the desk can open. */
#include "bundle/age.h"

#include <string.h>

#include "base/secret.h"
#include "bundle/crypto.h"
#include "bundle/hkdf.h"

/* ---- recipient (BIP 173) ---------------------------------------------------------------------- */

#define PREFIX "age1"
#define RECIPIENT_CHARS (sizeof(PREFIX) - 1 + 52 + CHECKSUM_CHARS)
#define CHECKSUM_CHARS 6

static const char bech32_letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t polymod(uint32_t sum, uint8_t value)
{
    static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                         0x2a1462b3};
    uint32_t top = sum >> 25;

    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (size_t i = 0; i < COUNT_OF(generator); i++)
        if (top >> i & 1)
            sum ^= generator[i];
    return sum;
}

static uint32_t prefix_sum(void)
{
    uint32_t sum = 1;

    for (const char *c = "age"; *c; c++)
        sum = polymod(sum, (uint8_t)*c >> 5);
    sum = polymod(sum, 0);
    for (const char *c = "age"; *c; c++)
        sum = polymod(sum, *c & 31);
    return sum;
}

/* 52 letters of 5 bits are 32 bytes and 4 bits of zero; 6 letters of checksum follow. */
static bool bech32_to(struct str text, uint8_t *out)
{
    uint32_t sum = prefix_sum(), bits = 0;
    unsigned held = 0;
    size_t n = 0;

    if (text.n != RECIPIENT_CHARS || !str_starts(text, PREFIX))
        return false;
    for (size_t i = sizeof(PREFIX) - 1; i < text.n; i++) {
        const char *at = memchr(bech32_letters, text.p[i], sizeof bech32_letters - 1);

        if (!at)
            return false;
        sum = polymod(sum, (uint8_t)(at - bech32_letters));
        if (i >= RECIPIENT_CHARS - CHECKSUM_CHARS)
            continue;
        bits = (bits << 5 | (uint32_t)(at - bech32_letters)) & 0xfff;
        held += 5;
        if (held >= 8) {
            held -= 8;
            out[n++] = (uint8_t)(bits >> held);
        }
    }
    return sum == 1 && n == X25519_BYTES;
}

bool age_recipient(struct str text, uint8_t *recipient, struct err *err)
{
    /* Any scalar finds a point of small order. */
    static const uint8_t scalar[X25519_BYTES] = {8};
    uint8_t point[X25519_BYTES], product[X25519_BYTES];
    struct err ignored = ERR_NONE;

    if (!bech32_to(text, point) || !x25519(scalar, point, product, &ignored))
        return err_set(err, E_VALUE, "%.*s (age1...)", STR_ARG(str_sub(text, 0, 80)));
    memcpy(recipient, point, sizeof point);
    return true;
}

/* ---- header ----------------------------------------------------------------------------------- */

#define FILE_KEY_BYTES 16
#define NONCE_BYTES 16
#define CHUNK_BYTES 65536
#define HEADER_MAX 512
#define LAST_CHUNK_AT (AEAD_NONCE_BYTES - 1)

struct age_reader {
    struct reader base;
    struct reader *plain;
    uint8_t file_key[FILE_KEY_BYTES];
    uint8_t ephemeral[X25519_BYTES];
    uint8_t payload_key[HKDF_BYTES];
    uint8_t chunk_nonce[AEAD_NONCE_BYTES]; /* 11 bytes of counter, 1 for the last chunk */
    uint8_t ahead;                         /* the first byte of the next chunk */
    bool has_ahead;
    bool ended;
    bool failed;
    size_t at, n; /* what of out was given */
    uint8_t out[CHUNK_BYTES + AEAD_TAG_BYTES];
};

static struct str bytes(const uint8_t *p, size_t n)
{
    return (struct str){(const char *)p, n};
}

/* base64 without padding. */
static void put_base64(const uint8_t *p, size_t n, struct buf *out)
{
    base64_from(p, n, out);
    while (out->n > 0 && out->p[out->n - 1] == '=')
        out->n--;
}

/* The file key, sealed for the recipient under a key from share and product. */
static bool wrap(const struct age_reader *r, const uint8_t *recipient, const uint8_t *share,
                 uint8_t *body, struct err *err)
{
    static const uint8_t zero_nonce[AEAD_NONCE_BYTES] = {0};
    uint8_t product[X25519_BYTES], key[HKDF_BYTES], salt[2 * X25519_BYTES];
    bool ok = x25519(r->ephemeral, recipient, product, err);

    if (ok) {
        memcpy(salt, share, X25519_BYTES);
        memcpy(salt + X25519_BYTES, recipient, X25519_BYTES);
        hkdf(bytes(product, sizeof product), bytes(salt, sizeof salt),
             STR("age-encryption.org/v1/X25519"), key);
        memcpy(body, r->file_key, FILE_KEY_BYTES);
        ok = aead_seal(key, zero_nonce, (struct str){NULL, 0}, body, FILE_KEY_BYTES,
                       body + FILE_KEY_BYTES, err);
    }
    secret_wipe(product, sizeof product);
    secret_wipe(key, sizeof key);
    return ok;
}

static void put_header(const struct age_reader *r, const uint8_t *share, const uint8_t *body,
                       struct buf *out)
{
    uint8_t key[HKDF_BYTES], mac[SHA256_BYTES];

    buf_puts(out, "age-encryption.org/v1\n-> X25519 ");
    put_base64(share, X25519_BYTES, out);
    buf_putc(out, '\n');
    put_base64(body, FILE_KEY_BYTES + AEAD_TAG_BYTES, out);
    buf_puts(out, "\n---");
    hkdf(bytes(r->file_key, sizeof r->file_key), (struct str){NULL, 0}, STR("header"), key);
    digest_mac(key, sizeof key, out->p, out->n, mac);
    buf_putc(out, ' ');
    put_base64(mac, sizeof mac, out);
    buf_putc(out, '\n');
    secret_wipe(key, sizeof key);
}

/* Header and nonce into r->out, the key of the payload beside it. */
static bool start(struct age_reader *r, const uint8_t *recipient, struct err *err)
{
    uint8_t share[X25519_BYTES], body[FILE_KEY_BYTES + AEAD_TAG_BYTES], nonce[NONCE_BYTES];
    struct buf header = BUF_INIT(HEADER_MAX);

    digest_random(r->file_key, sizeof r->file_key);
    digest_random(r->ephemeral, sizeof r->ephemeral);
    digest_random(nonce, sizeof nonce);
    if (!x25519(r->ephemeral, NULL, share, err) || !wrap(r, recipient, share, body, err))
        return false;
    put_header(r, share, body, &header);
    buf_add(&header, nonce, sizeof nonce);
    hkdf(bytes(r->file_key, sizeof r->file_key), bytes(nonce, sizeof nonce), STR("payload"),
         r->payload_key);
    bool ok = !buf_failed(&header);
    if (ok) {
        memcpy(r->out, header.p, header.n);
        r->n = header.n;
    }
    buf_done(&header);
    return ok || err_set(err, E_INTERNAL, "%s", "age");
}

/* ---- payload ---------------------------------------------------------------------------------- */

static bool fill(struct age_reader *r, uint8_t *p, size_t cap, size_t *n, struct err *err)
{
    size_t got = 1;

    for (*n = 0; *n < cap && got > 0; *n += got)
        if (!reader_read(r->plain, p + *n, cap - *n, &got, err))
            return false;
    return true;
}

static bool count_chunk(struct age_reader *r, struct err *err)
{
    for (size_t i = LAST_CHUNK_AT; i-- > 0;)
        if (++r->chunk_nonce[i] != 0)
            return true;
    return err_set(err, E_TOO_LARGE, "%s", "age");
}

/* A chunk is the last one when not one byte follows; the last may be empty only if it is the
 * first. */
static bool next_chunk(struct age_reader *r, struct err *err)
{
    size_t held = r->has_ahead ? 1 : 0, n = 0, more = 0;

    r->out[0] = r->ahead;
    if (!fill(r, r->out + held, CHUNK_BYTES - held, &n, err))
        return false;
    n += held;
    if (n == CHUNK_BYTES && !fill(r, &r->ahead, 1, &more, err))
        return false;
    r->has_ahead = more == 1;
    r->ended = !r->has_ahead;
    r->chunk_nonce[LAST_CHUNK_AT] = r->ended;
    if (!aead_seal(r->payload_key, r->chunk_nonce, (struct str){NULL, 0}, r->out, n, r->out + n,
                   err))
        return false;
    r->at = 0;
    r->n = n + AEAD_TAG_BYTES;
    return r->ended || count_chunk(r, err);
}

static bool age_read(struct reader *base, void *p, size_t cap, size_t *got, struct err *err)
{
    struct age_reader *r = (struct age_reader *)base;

    if (r->failed)
        return err_set(err, E_FS_IO, "%s", "age");
    if (r->at == r->n && !r->ended && !next_chunk(r, err)) {
        r->failed = true;
        return false;
    }
    *got = r->n - r->at < cap ? r->n - r->at : cap;
    memcpy(p, r->out + r->at, *got);
    r->at += *got;
    return true;
}

static void age_close(struct reader *base)
{
    struct age_reader *r = (struct age_reader *)base;

    reader_close(r->plain);
    secret_free(r, sizeof *r);
}

struct reader *age_reader(struct reader *plain, const uint8_t *recipient, struct err *err)
{
    static const struct reader_ops ops = {age_read, age_close};
    struct age_reader *r = secret_new(sizeof *r);

    r->base.ops = &ops;
    r->plain = plain;
    if (start(r, recipient, err))
        return &r->base;
    age_close(&r->base);
    return NULL;
}
