/* dict.h - thousands of exact words at the cost of one: where does a known form begin?
 *
 *   dict_new() -> dict_add() each form -> dict_find() at each byte that dict_may() lets pass
 *
 * ASCII letters match in any case. A filter over the first four bytes (two for shorter words)
 * sends most bytes on after one look; what passes is looked up by hash, once for each length
 * that words with these first bytes have. Read-only after the last dict_add(). */
#ifndef CASEPACK_REDACT_DICT_H
#define CASEPACK_REDACT_DICT_H

#include "redact/head.h"
#include "redact/known.h"
#include "redact/look.h"

#define DICT_WORD_MIN 2
#define DICT_FILTER_BITS 18

struct dict {
    uint8_t *map;     /* what begins with a head: the labels, and words of four bytes or more */
    uint64_t *filter; /* 1 << DICT_FILTER_BITS bits, by hash of the head of such words */
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

static inline bool dict_may_short(const struct dict *d, const uint8_t *p)
{
    uint32_t pair = (uint32_t)(p[0] | 0x20) << 8 | (uint32_t)(p[1] | 0x20);

    return d->pairs[pair >> 6] >> (pair & 63) & 1;
}

static inline bool dict_may_long(const struct dict *d, const uint8_t *p)
{
    uint32_t h = head_hash(head_of(p), DICT_FILTER_BITS);

    return d->filter[h >> 6] >> (h & 63) & 1;
}

/* May a form begin at p? HEAD_BYTES must be readable. */
static inline bool dict_may(const struct dict *d, const uint8_t *p)
{
    return dict_may_long(d, p) || (d->has_short && dict_may_short(d, p));
}

struct dict_match {
    enum entity_kind kind;
    size_t n;
};

/* The longest form at p[x] with right edges; p[lo..hi) may be looked at. */
bool dict_find(const struct dict *d, const uint8_t *p, size_t x, size_t lo, size_t hi,
               struct dict_match *out);

#endif
