/* dict.h - thousands of exact words at the cost of one: where does a known form begin?
 *
 *   dict_new() -> dict_add() each form -> dict_find() at each byte that dict_may() lets pass
 *
 * ASCII letters match in any case. A filter over the first four bytes (two for shorter words)
 * sends most bytes on after one look; what passes is looked up by hash, once for each length
 * that words with these first bytes have. Read-only after the last dict_add(). */
#ifndef CASEPACK_REDACT_DICT_H
#define CASEPACK_REDACT_DICT_H

#include <string.h>

#include "redact/known.h"
#include "redact/look.h"

#define DICT_WORD_MIN 2
#define DICT_HEAD 4 /* bytes that dict_may() reads */
#define DICT_FILTER_BITS 18

struct dict {
    uint64_t *filter; /* 1 << DICT_FILTER_BITS bits, by hash of four folded bytes */
    uint64_t *pairs;  /* 65536 bits, by the first two folded bytes of shorter words */
    bool has_short;
    struct look_heads heads; /* of words that may begin inside others, or with a sign */
    struct dict_index *index;
};

struct dict *dict_new(void);
void dict_free(struct dict *d);
void dict_add(struct dict *d, const struct form *form); /* shorter than two bytes: ignored */

/* dict_may() is true where text (of two bytes at least) begins, which is no word, also inside of
 * others. */
void dict_let_pass(struct dict *d, struct str text);

/* Of the first DICT_HEAD bytes, letters in any case. */
static inline uint32_t dict_hash(const uint8_t *p)
{
    uint32_t v;

    memcpy(&v, p, DICT_HEAD);
    v |= 0x20202020u; /* folds letters, and merges a few other bytes: it is a filter */
    return v * 0x9E3779B1u >> (32 - DICT_FILTER_BITS);
}

static inline bool dict_may_short(const struct dict *d, const uint8_t *p)
{
    uint32_t pair = (uint32_t)(p[0] | 0x20) << 8 | (uint32_t)(p[1] | 0x20);

    return d->pairs[pair >> 6] >> (pair & 63) & 1;
}

/* May a form begin at p? DICT_HEAD bytes must be readable. */
static inline bool dict_may(const struct dict *d, const uint8_t *p)
{
    uint32_t h = dict_hash(p);

    return (d->filter[h >> 6] >> (h & 63) & 1) || (d->has_short && dict_may_short(d, p));
}

struct dict_match {
    enum entity_kind kind;
    size_t n;
};

/* The longest form at p[x] with right edges; p[lo..hi) may be looked at. */
bool dict_find(const struct dict *d, const uint8_t *p, size_t x, size_t lo, size_t hi,
               struct dict_match *out);

#endif
