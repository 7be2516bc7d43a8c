/* special_linux.c - links and pipes as files. */
#include "tests/support/check.h"

#include "tests/support/special.h"

#include <sys/stat.h>
#include <unistd.h>

void special_needed(void)
{
}

void special_link(const char *path, const char *to)
{
    assert_int_equal(symlink(to, path), 0);
}

void special_pipe(const char *path)
{
    assert_int_equal(mkfifo(path, 0600), 0);
}
