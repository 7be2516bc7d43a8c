/* keyed.c - HMAC-SHA256 as the one primitive: tags, Feistel networks, prefix trees. */
#include "redact/keyed.h"

#include "base/secret.h"

#define ROUNDS 8

struct keyed {
    uint8_t kind_key[ENTITY_COUNT][TAG_BYTES];
};

struct keyed *keyed_new(const uint8_t *site_key, const char *case_number)
{
    struct keyed *k = secret_new(sizeof *k);
    struct buf label = BUF_INIT(4096);
    uint8_t case_key[TAG_BYTES];

    buf_printf(&label, "casepack case %s", case_number);
    digest_mac(site_key, SITE_KEY_BYTES, buf_cstr(&label), label.n, case_key);
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        struct str name = str_of(entity_row((enum entity_kind)kind)->name);
        digest_mac(case_key, TAG_BYTES, name.p, name.n, k->kind_key[kind]);
    }
    secret_wipe(case_key, sizeof case_key);
    buf_done(&label);
    return k;
}

void keyed_free(struct keyed *k)
{
    if (k)
        secret_free(k, sizeof *k);
}

static void tag_of(const struct keyed *k, enum entity_kind kind, const void *p, size_t n,
                   uint8_t tag[TAG_BYTES])
{
    digest_mac(k->kind_key[kind], TAG_BYTES, p, n, tag);
}

void keyed_tag(const struct keyed *k, enum entity_kind kind, struct str canonical,
               uint8_t tag[TAG_BYTES])
{
    tag_of(k, kind, canonical.p, canonical.n, tag);
}

uint64_t keyed_number(const struct keyed *k, enum entity_kind kind, uint64_t x, unsigned bits)
{
    unsigned half = bits / 2;
    uint64_t mask = (UINT64_C(1) << half) - 1;
    uint64_t left = x >> half & mask, right = x & mask;
    uint8_t in[11] = {'n', (uint8_t)bits}, tag[TAG_BYTES];

    for (uint8_t round = 0; round < ROUNDS; round++) {
        uint64_t f = 0, was_right = right;

        in[2] = round;
        for (int i = 0; i < 8; i++)
            in[3 + i] = (uint8_t)(right >> 8 * i);
        tag_of(k, kind, in, sizeof in, tag);
        for (int i = 0; i < 8; i++)
            f = f << 8 | tag[i];
        right = left ^ (f & mask);
        left = was_right;
    }
    return left << half | right;
}

/* Adds a keyed value, made from the digits of the other half, to each digit of one half. */
static void feistel_half(const struct keyed *k, enum entity_kind kind, uint8_t *in, size_t in_n,
                         const uint8_t *radix, uint8_t *digits, size_t n)
{
    uint8_t tag[TAG_BYTES];

    for (size_t i = 0; i < n; i++) {
        size_t at = i % (TAG_BYTES / 2);
        if (at == 0) {
            in[1] = (uint8_t)(i / (TAG_BYTES / 2));
            tag_of(k, kind, in, in_n, tag);
        }
        unsigned f = (unsigned)tag[2 * at] << 8 | tag[2 * at + 1];
        digits[i] = (uint8_t)((digits[i] + f) % radix[i]);
    }
}

void keyed_digits(const struct keyed *k, enum entity_kind kind, unsigned tweak,
                  const uint8_t *radix, uint8_t *digits, size_t n)
{
    /* 'd', block, round, tweak, all radices, the digits of the other half */
    uint8_t in[4 + 2 * KEYED_DIGITS_MAX];
    size_t left_n = n / 2, right_n = n - left_n;

    in[0] = 'd';
    in[3] = (uint8_t)tweak;
    memcpy(in + 4, radix, n);
    for (uint8_t round = 0; round < ROUNDS; round++) {
        in[2] = round;
        if (round % 2) {
            memcpy(in + 4 + n, digits, left_n);
            feistel_half(k, kind, in, 4 + n + left_n, radix + left_n, digits + left_n, right_n);
        } else {
            memcpy(in + 4 + n, digits + left_n, right_n);
            feistel_half(k, kind, in, 4 + n + right_n, radix, digits, left_n);
        }
    }
}

/* The tree of the octet behind n others. */
static void branch_at(const struct keyed *k, struct keyed_branch *branch, enum entity_kind kind,
                      const uint8_t *before, size_t n)
{
    uint8_t in[2 + KEYED_DEPTH] = {'p', (uint8_t)n};

    if (branch->used && branch->kind == kind && memcmp(branch->before, before, n) == 0)
        return;
    *branch = (struct keyed_branch){.used = true, .kind = kind};
    memcpy(branch->before, before, n);
    memcpy(in + 2, before, n);
    tag_of(k, kind, in, 2 + n, branch->tag);
}

uint8_t keyed_octet(const struct keyed *k, struct keyed_memo *memo, enum entity_kind kind,
                    const uint8_t *before, size_t n, uint8_t octet, unsigned keep)
{
    struct keyed_branch own = {.used = false}, *branch = memo ? &memo->branches[n] : &own;
    const uint8_t *tag = branch->tag;
    unsigned out = 0;

    branch_at(k, branch, kind, before, n);
    for (unsigned i = 0; i < 8; i++) {
        unsigned node = 1u << i | (unsigned)octet >> (8 - i); /* 1..255: the path so far */
        unsigned flip = i < keep ? 0u : (unsigned)tag[node / 8] >> node % 8 & 1u;
        out = out << 1 | (((unsigned)octet >> (7 - i) & 1u) ^ flip);
    }
    return (uint8_t)out;
}
