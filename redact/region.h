/* region.h - what goes on behind a hit for longer than a matcher can see: keys over many lines,
 * tokens of any length. Fed byte by byte, so that it does not depend on pieces. */
#ifndef CASEPACK_REDACT_REGION_H
#define CASEPACK_REDACT_REGION_H

#include "redact/match.h"

#define REGION_MAX (64 * 1024) /* bytes of a key without an end */

struct region {
    enum region_kind kind; /* REGION_NONE: not inside one */
    size_t used;
    unsigned dashes; /* in a row */
    unsigned ending; /* letters of "END" seen behind five dashes; 4: to the next five */
};

/* How many of the n bytes belong to the region; less than n when it has ended. */
size_t region_take(struct region *region, const uint8_t *p, size_t n);

#endif
