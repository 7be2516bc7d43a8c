/* look.c - classes by table, byte after byte: what the faster ways are measured against; the
 * heads of words. */
#include "redact/look_inside.h"

#include <pthread.h>

#include "base/system.h"
#include "redact/chars.h"

struct look_range look_anchors[256];

/* ---- classes and anchors ------------------------------------------------------------------*/

#define IN(first, last) (c >= (first) && c <= (last))
#define FOLD(first, last) ((c | 0x20) >= (first) && (c | 0x20) <= (last))
#define IS(byte) (c == (byte))

static uint64_t classes[256]; /* a bit for each class */

static uint64_t classes_of(unsigned c)
{
    uint64_t in = 0;

#define CLASS(name, bytes) in |= (uint64_t)(bytes) << CLASS_##name;
#define HIGH_CLASS CLASS
#define JOINED CLASS
#define OF(name) (in >> CLASS_##name & 1)
#include "redact/look.def"
#undef OF
    return in;
}

static const uint8_t class_of_anchor[ANCHOR_COUNT] = {
#define ANCHOR(name, matcher, cls, around) CLASS_##cls,
#include "redact/look.def"
};

static void make_tables(void)
{
    for (unsigned c = 0; c < 256; c++) {
        struct look_range *range = &look_anchors[c];

        classes[c] = classes_of(c);
        for (uint8_t a = 0; a < ANCHOR_COUNT; a++)
            if (classes[c] >> class_of_anchor[a] & 1) {
                range->from = range->to ? range->from : a;
                range->to = (uint8_t)(a + 1);
            }
    }
}

void look_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_tables);
}

/* ---- byte after byte ----------------------------------------------------------------------*/

static uint64_t has(const uint8_t *p, enum look_class cls)
{
    return classes[*p] >> cls & 1;
}

#define HAS(cls, k) has(p + (k), CLASS_##cls)
#define FOUR_OF(cls, k) (HAS(cls, k) & HAS(cls, k + 1) & HAS(cls, k + 2) & HAS(cls, k + 3))

static bool is_anchor(const uint8_t *p, enum look_anchor anchor)
{
    switch (anchor) {
#define ANCHOR(name, matcher, cls, around) \
    case ANCHOR_##name:                    \
        return (around)&1;
#include "redact/look.def"
    default:
        return false;
    }
}

static bool is_start(const uint8_t *p, const struct look_heads *heads)
{
    const uint64_t digits = heads->digits;

    return ((WORD_START)&1) || look_head(heads, p);
}

void look_plain(const uint8_t *p, const struct look_heads *heads, struct look *out)
{
    *out = (struct look){.any = {0}};
    for (size_t i = 0; i < LOOK_BLOCKS * LOOK_BYTES; i++, p++) {
        struct look_range range = look_anchors[*p];
        size_t block = i / LOOK_BYTES, bit = i % LOOK_BYTES;

        for (uint8_t a = range.from; a < range.to; a++) {
            uint64_t may = (uint64_t)is_anchor(p, (enum look_anchor)a) << bit;
            out->may[a][block] |= may;
            out->any[block] |= may;
        }
        out->starts[block] |= (uint64_t)is_start(p, heads) << bit;
    }
}

void words_plain(const uint8_t *p, const struct look_heads *heads, struct look *out)
{
    for (size_t block = 0; block < LOOK_BLOCKS; block++) {
        out->starts[block] = 0;
        for (size_t bit = 0; bit < LOOK_BYTES; bit++, p++)
            out->starts[block] |= (uint64_t)is_start(p, heads) << bit;
    }
}

size_t list_plain(const uint64_t masks[LOOK_BLOCKS], uint16_t *list)
{
    size_t n = 0;

    for (size_t b = 0; b < LOOK_BLOCKS; b++)
        for (uint64_t left = masks[b]; left; left &= left - 1)
            list[n++] = (uint16_t)(b * LOOK_BYTES + (unsigned)__builtin_ctzll(left));
    return n;
}

/* ---- heads --------------------------------------------------------------------------------*/

/* Does a look not see it without its head? */
static bool needs_head(uint8_t first, bool inside)
{
    return is_alnum(first) ? inside : first < 0xc0;
}

static void add_nibbles(struct look_heads *heads, int at, uint8_t c, uint8_t set)
{
    heads->low[at][c & 15] |= set;
    heads->high[at][c >> 4] |= set;
}

void look_add_word(struct look_heads *heads, const uint8_t *word, size_t n, bool inside)
{
    uint8_t set = (uint8_t)(1u << (to_lower(word[0]) % 8));

    heads->digits |= is_digit(word[0]);
    if (!needs_head(word[0], inside))
        return;
    heads->any = true;
    for (int i = 0; i < LOOK_HEAD; i++) {
        if ((size_t)i < n) {
            add_nibbles(heads, i, to_lower(word[i]), set);
            add_nibbles(heads, i, to_upper(word[i]), set);
            continue;
        }
        for (int k = 0; k < 16; k++) {
            heads->low[i][k] |= set;
            heads->high[i][k] |= set;
        }
    }
}

void look_join_heads(const struct look_heads *a, const struct look_heads *b,
                     struct look_heads *out)
{
    out->any = a->any || b->any;
    out->digits = a->digits || b->digits;
    for (int i = 0; i < LOOK_HEAD; i++) {
        for (int k = 0; k < 16; k++) {
            out->low[i][k] = a->low[i][k] | b->low[i][k];
            out->high[i][k] = a->high[i][k] | b->high[i][k];
        }
        for (int c = 0; c < 256; c++)
            out->both[i][c] = out->low[i][c & 15] & out->high[i][c >> 4];
    }
}

/* ---- ways ---------------------------------------------------------------------------------*/

static bool has_way(enum look_way way)
{
#ifdef __SSE2__
    switch (way) {
    case LOOK_AVX2:
        return system_has_avx2();
    case LOOK_AVX512:
        return system_has_avx512bw();
    default:
        return true;
    }
#else
    return way == LOOK_PLAIN;
#endif
}

const struct looker *look_way(enum look_way way)
{
    static const struct looker lookers[LOOK_BEST] = {
        [LOOK_PLAIN] = {look_plain, words_plain, list_plain},
#ifdef __SSE2__
        [LOOK_SSE2] = {look_sse2, words_sse2, list_plain},
        [LOOK_AVX2] = {look_avx2, words_avx2, list_bmi},
        [LOOK_AVX512] = {look_avx512, words_avx512, list_bmi},
#endif
    };
    bool best = way == LOOK_BEST;

    for (way -= best; best && !has_way(way);)
        way--;
    return has_way(way) ? &lookers[way] : NULL;
}
