/* keep_linux.c - a copy of what a test made, by cp. */
#include "tests/support/check.h"

#include "tests/support/keep.h"

#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>

#include "base/str.h"

void keep_copy(const char *dir, const char *path)
{
    static unsigned n;
    static char *const none[] = {NULL};
    char to[2048];
    int status = -1;
    pid_t child;

    (void)snprintf(to, sizeof to, "%s/%04u-%s", dir, ++n, path_last(path));
    const char *const command[] = {"cp", "-a", "--", path, to, NULL};
    assert_int_equal(
        posix_spawnp(&child, "cp", NULL, NULL, (char *const *)(uintptr_t)command, none), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}
