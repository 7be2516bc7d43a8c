/* special_windows.c - Windows has no pipes as files, and links for administrators only. */
#include "tests/support/check.h"

#include "tests/support/special.h"

void special_needed(void)
{
    skip();
}

void special_link(const char *path, const char *to)
{
    fail_msg("no link %s to %s here", path, to);
}

void special_pipe(const char *path)
{
    fail_msg("no pipe %s here", path);
}
