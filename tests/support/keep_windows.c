/* keep_windows.c - nothing is kept here. */
#include "tests/support/keep.h"

void keep_copy(const char *dir, const char *path)
{
    (void)dir;
    (void)path;
}
