/* embed.h - templates and catalogues compiled into the program (tools/embed.c makes the table).
 */
#ifndef CASEPACK_BASE_EMBED_H
#define CASEPACK_BASE_EMBED_H

#include "base/str.h"

struct embed_file {
    const char *path; /* "profiles/cmge/checks.yaml", "po/zh_CN.mo" */
    const unsigned char *data;
    size_t n;
};

extern const struct embed_file embed_files[];
extern const size_t embed_count;

/* The bytes of an embedded file; false when there is none of that name. */
bool embed_find(const char *path, struct str *out);

#endif
