/* secret_linux.c - own pages for secrets, so that locking and wiping touch nothing else. */
#include "base/secret.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static size_t whole_pages(size_t bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    return (bytes / page + 1) * page;
}

void *secret_new(size_t bytes)
{
    size_t n = whole_pages(bytes);
    void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (p == MAP_FAILED) {
        fputs("casepack: E9002 Out of memory (Close other programs and start again.)\n",
              stderr);
        exit(6);
    }
    /* Both may be refused, by the lock limit or an old kernel: then wiping still happens. */
    (void)mlock(p, n);
    (void)madvise(p, n, MADV_DONTDUMP);
    return p;
}

void secret_free(void *p, size_t bytes)
{
    if (!p)
        return;
    secret_wipe(p, bytes);
    munmap(p, whole_pages(bytes)); /* unlocks too */
}

void secret_wipe(void *p, size_t n)
{
    if (n > 0)
        explicit_bzero(p, n);
}

void secret_no_core_dumps(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* a dump into a pipe heeds no limit */
}
