/* container_name.h - names in archives, whatever this system can write them in. */
#ifndef CASEPACK_REDACT_CONTAINER_NAME_H
#define CASEPACK_REDACT_CONTAINER_NAME_H

#include "base/buf.h"

struct archive_entry;

/* The name in the archive's own bytes; on Windows in UTF-8, put into keep, when its code page lacks
 * a character. NULL when there is none. Valid until the next change of either. */
const char *container_name_get(struct archive_entry *e, struct buf *keep);

/* name is UTF-8. */
void container_name_set(struct archive_entry *e, const char *name);

#endif
