/* container_name_linux.c - names in archives are bytes, as everywhere. */
#include "redact/container_name.h"

#include <archive_entry.h>

const char *container_name_get(struct archive_entry *e, struct buf *keep)
{
    (void)keep;
    return archive_entry_pathname(e);
}

void container_name_set(struct archive_entry *e, const char *name)
{
    archive_entry_set_pathname(e, name);
    archive_entry_set_pathname_utf8(e, name);
}
