/* look.h - the first look: which bytes of a text could begin something?
 *
 * Bytes are looked at in blocks of 64, one bit of a mask for each. There is one answer and there
 * are several ways to it: byte by byte, with SSE2, AVX2, AVX-512. What counts is said in look.def.
 *
 *   look_start() -> way = look_way(LOOK_BEST) -> way->all(p, heads, out) */
#ifndef CASEPACK_REDACT_LOOK_H
#define CASEPACK_REDACT_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LOOK_BYTES 64  /* of a block */
#define LOOK_BLOCKS 16 /* of one look */
#define LOOK_BEFORE 64 /* bytes before the first block that are read too */
#define LOOK_HEAD 3    /* bytes of a word that are looked at */
#define LOOK_BEYOND 64 /* and behind the last; 0 where the text is over */

enum look_anchor {
#define ANCHOR(name, matcher, cls, around) ANCHOR_##name,
#include "redact/look.def"
    ANCHOR_COUNT
};

struct look { /* a mask a block */
    uint64_t may[ANCHOR_COUNT][LOOK_BLOCKS];
    uint64_t any[LOOK_BLOCKS];    /* of all anchors */
    uint64_t starts[LOOK_BLOCKS]; /* where a word may begin: a label's or the dictionary's */
};

/* ---- how words begin ------------------------------------------------------------------------*/

/* A letter or digit behind another one starts no word, nor does an ASCII sign, unless they are
 * the head of a word that was added. Nibbles of its first bytes, a bit for one of eight sets: a
 * filter, which lets other bytes pass too. */
struct look_heads { /* all zero to begin */
    uint8_t low[LOOK_HEAD][16], high[LOOK_HEAD][16];
    uint8_t both[LOOK_HEAD][256]; /* made by look_join_heads() */
    bool any;
    bool digits; /* words begin with digits: otherwise no digit starts one */
};

/* A word of at least one byte, its ASCII letters in any case; inside: also inside of others. */
void look_add_word(struct look_heads *heads, const uint8_t *word, size_t n, bool inside);
void look_join_heads(const struct look_heads *a, const struct look_heads *b,
                     struct look_heads *out);

/* ---- looking --------------------------------------------------------------------------------*/

typedef void look_at(const uint8_t *p, const struct look_heads *heads, struct look *out);

enum look_way { LOOK_PLAIN, LOOK_SSE2, LOOK_AVX2, LOOK_AVX512, LOOK_BEST };

/* Makes the tables; before any other call, as often as one likes. */
void look_start(void);

/* Where the bits of masks are, in rising order; returns how many there are. LOOK_LIST numbers must
 * have room: some behind the last are written too. */
typedef size_t look_list(const uint64_t masks[LOOK_BLOCKS], uint16_t *list);
#define LOOK_LIST (LOOK_BLOCKS * LOOK_BYTES + 8)

struct looker {
    look_at *all;
    look_at *words; /* where words may begin and nothing else: the rest of out stays as it is */
    look_list *list;
};

/* NULL when this processor has no such way; LOOK_BEST is the fastest one it has. */
const struct looker *look_way(enum look_way way);

struct look_range { /* of anchors */
    uint8_t from, to;
};
extern struct look_range look_anchors[256]; /* those of a byte */

#endif
