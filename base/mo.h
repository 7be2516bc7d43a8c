/* mo.h - looks up texts in a gettext catalogue in memory (GNU gettext manual, 10.3).
 *
 * Either byte order; every offset is checked against the size, so a cut or altered catalogue
 * only has fewer texts. The bytes must outlive the catalogue. */
#ifndef CASEPACK_BASE_MO_H
#define CASEPACK_BASE_MO_H

#include "base/str.h"

struct mo {
    struct str bytes;
    bool big_endian;
    uint32_t count;
    uint32_t originals, translations; /* offsets of the two tables of (length, offset) */
};

/* False when bytes do not start like a catalogue or its tables do not fit. */
bool mo_init(struct mo *mo, struct str bytes) MUST_USE;

/* The translation, NUL-terminated, in the catalogue's bytes; NULL when there is none. */
const char *mo_find(const struct mo *mo, const char *msgid);

#endif
