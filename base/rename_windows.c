/* rename_windows.c - Windows has no call that exchanges two names. */
#include "base/rename.h"

#include <errno.h>

bool rename_exchange(const char *a, const char *b, bool *cannot)
{
    (void)a;
    (void)b;
    *cannot = true;
    errno = ENOSYS;
    return false;
}
