/* container_name_windows.c - names in archives by way of UTF-16: libarchive asks the code page of
 * this Windows for any other form, and has none for what that lacks. */
#include "redact/container_name.h"

#include <archive_entry.h>

#include "base/wide_windows.h"

const char *container_name_get(struct archive_entry *e, struct buf *keep)
{
    const char *name = archive_entry_pathname(e);
    const wchar_t *wide = name ? NULL : archive_entry_pathname_w(e);

    if (!wide)
        return name;
    char *utf8 = wide_to_utf8(wide);
    buf_clear(keep);
    buf_puts(keep, utf8);
    free(utf8);
    return buf_cstr(keep);
}

void container_name_set(struct archive_entry *e, const char *name)
{
    wchar_t *wide = wide_of(name);

    archive_entry_copy_pathname_w(e, wide);
    free(wide);
}
