/* label.h - words that tell what stands behind them: where one begins, how far the value is.
 *
 * The table is labels.def; a taker looks at the place behind a label and says what of it is a
 * value. label_may() is a filter over four bytes for the scanner's first look. */
#ifndef CASEPACK_REDACT_LABEL_H
#define CASEPACK_REDACT_LABEL_H

#include "redact/head.h"
#include "redact/look.h"
#include "redact/match.h"

struct place { /* where a value may begin */
    enum entity_kind kind;
    size_t label_at, at;
    uint8_t quote; /* that opened it, or 0 */
    bool sign;     /* : or = stands between */
    bool chinese;  /* the label is */
};

typedef unsigned label_take(const struct text *t, const struct place *v,
                            struct hit hits[MATCH_HITS]);

enum label_gap { GAP_SIGN, GAP_BLANK, GAP_JOINED, GAP_TAIL };

struct label {
    const char *text;
    size_t n;
    enum entity_kind kind;
    label_take *take;
    enum label_gap gap;
};

/* Makes the tables; before any other call, as often as one likes. */
void label_start(void);

extern uint8_t label_map[HEAD_MAP_SIZE]; /* what labels begin with */
extern struct look_heads label_heads;

/* May a label begin at p? HEAD_BYTES must be readable. */
static inline bool label_may(const uint8_t *p)
{
    return head_look_up(label_map, p) != 0;
}

/* The same by eight bytes, which must be readable, where label_may() is true. */
bool label_begins(const uint8_t *p);

/* The label that text is as a whole, blanks around it aside; NULL when it is none. */
const struct label *label_of(struct str text);

#endif
