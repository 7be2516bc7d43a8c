/* values.h - every different value of a review, once, and where it stands first in each file.
 *
 *   values_new() -> values_file() -> values_add() each hit of that file -> ... -> values_list()
 *
 * Holds the text of a value, its keyed tag and one place a file, never lines: about 150 bytes a
 * value, whatever the logs are. A file whose values find no room is told by values_are_full(); it
 * must not leave then. What files left out alone hold is not listed. */
#ifndef CASEPACK_FLOW_VALUES_H
#define CASEPACK_FLOW_VALUES_H

#include "flow/marks.h"
#include "redact/around.h"
#include "redact/decide.h"

#define VALUES_MAX 1500000      /* written forms, and places of them */
#define VALUES_FACTS UINT32_MAX /* in the place of a file: the facts; nth is the fact then */

struct value_place {
    uint64_t at;
    uint32_t value, file, nth, line;
};

struct value_row { /* a written form */
    struct str text;
    uint8_t tag[VALUE_TAG_BYTES];
    enum entity_kind kind;
    bool seen;
    uint32_t same;  /* the first form of the same value, maybe itself; what follows is its */
    uint32_t last;  /* 1 + its latest place */
    uint32_t first; /* its first place in what leaves */
    uint32_t files; /* in how many of those it stands */
};

struct value_list { /* the values of a kind that are to be shown */
    const uint32_t *rows;
    size_t n, seen;
};

struct values;

/* r gives the tags; what is in seen was looked at. Both must outlive it. */
struct values *values_new(const struct redactor *r, const struct marks *seen);
void values_free(struct values *v); /* wipes the texts */

/* From now on places are of that file; what it told before is forgotten. */
void values_file(struct values *v, uint32_t file);
void values_add(struct values *v, const struct scan_hit *hit, struct str text);
/* What the present file told is forgotten: it does not leave. */
void values_drop_file(struct values *v);
bool values_are_full(const struct values *v);

/* Lists what stands in files that leave, kind by kind, in the order of adding; again after that
 * changed. */
void values_list(struct values *v, bool (*leaves)(const void *ctx, uint32_t file),
                 const void *ctx);

const struct value_list *values_of(const struct values *v, enum entity_kind kind);
const struct value_row *value_at(const struct values *v, enum entity_kind kind, size_t i);
const struct value_place *value_place(const struct values *v, const struct value_row *row);
void value_see(struct values *v, enum entity_kind kind, size_t i);
void values_see_all(struct values *v, enum entity_kind kind);
void values_unsee(struct values *v);
/* One for all values of a kind, in any order: the same again when they are the same. */
void values_sum(const struct values *v, enum entity_kind kind, uint8_t sum[MARK_BYTES]);

#endif
