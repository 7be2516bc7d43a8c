/* marks.h - a set of keyed hashes: what was looked at, without telling what it was. */
#ifndef CASEPACK_FLOW_MARKS_H
#define CASEPACK_FLOW_MARKS_H

#include "base/str.h"

#define MARK_BYTES 16

struct marks;

struct marks *marks_new(void);
void marks_free(struct marks *m);
void marks_clear(struct marks *m);

bool marks_has(const struct marks *m, const uint8_t mark[MARK_BYTES]);
void marks_add(struct marks *m, const uint8_t mark[MARK_BYTES]); /* again does nothing */

size_t marks_count(const struct marks *m);
const uint8_t *marks_at(const struct marks *m, size_t i); /* in the order of adding */

#endif
