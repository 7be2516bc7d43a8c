/* scratch.c - a fresh folder for a test, and its removal. */
#include "tests/support/check.h"

#include "tests/support/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NUMBERS 1000000u

void scratch_new(const char *base, const char *name, char *out, size_t size)
{
    const char *tmp = getenv("TMPDIR");
    unsigned number = (unsigned)getpid() * 1009u;
    int rc;

    if (!base)
        base = tmp ? tmp : "/tmp";
    do {
        int n = snprintf(out, size, "%s/casepack-%s-%06u", base, name, number++ % NUMBERS);
        assert_in_range(n, 1, size - 1);
        rc = mkdir(out, 0700);
    } while (rc != 0 && errno == EEXIST);
    assert_int_equal(rc, 0);
}

static void remove_inside(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    char inside[4096];

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        scratch_remove(inside);
    }
    closedir(folder);
}

void scratch_remove(const char *path)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return;
    if (!S_ISDIR(info.st_mode)) {
        (void)unlink(path);
        return;
    }
    (void)chmod(path, 0700); /* a test may have closed it */
    remove_inside(path);
    (void)rmdir(path);
}
