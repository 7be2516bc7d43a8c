/* mark.h - classification markings: they hold back the whole artifact.
 *
 *   tier 1  LEVEL STAR                            never leaves
 *   tier 2  "level: LEVEL", a line that is one,   leaves only when a second person lets it
 *           work secrets, trade secrets
 *
 * LEVEL is one of three words, blanks may stand inside; STAR is U+2605, U+2606, U+FF0A, or *
 * when a period follows. Rules: order 3 of 1990 on marks of state secrets; GB/T 9704-2012,
 * 7.2. What the site itself calls sensitive are its keywords, shown in the review. */
#ifndef CASEPACK_REDACT_MARK_H
#define CASEPACK_REDACT_MARK_H

#include <stdbool.h>
#include <stddef.h>

enum mark { MARK_NONE, MARK_SECOND_PERSON, MARK_NEVER };

struct text;

/* The end of a LEVEL that begins at i, or 0; blanks inside count. */
size_t mark_level(const struct text *t, size_t i);

#endif
