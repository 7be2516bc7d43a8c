/* rename_linux.c - renameat2() with RENAME_EXCHANGE: Linux 3.15, and FAT from 6.0 on. */
#include "base/rename.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

bool rename_exchange(const char *a, const char *b, bool *cannot)
{
    *cannot = false;
    if (renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0)
        return true;
    *cannot = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
    return false;
}
