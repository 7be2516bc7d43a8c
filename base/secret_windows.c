/* secret_windows.c - own pages for secrets, so that locking and wiping touch nothing else. */
#include "base/secret.h"

void *secret_new(size_t bytes)
{
    void *p = VirtualAlloc(NULL, bytes + !bytes, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);

    if (!p) {
        fputs("casepack: E9002 Out of memory (Close other programs and start again.)\n",
              stderr);
        exit(6);
    }
    (void)VirtualLock(p, bytes); /* may be refused: then wiping still happens */
    return p;
}

void secret_free(void *p, size_t bytes)
{
    if (!p)
        return;
    secret_wipe(p, bytes);
    VirtualUnlock(p, bytes);
    VirtualFree(p, 0, MEM_RELEASE);
}

void secret_wipe(void *p, size_t n)
{
    if (n > 0)
        SecureZeroMemory(p, n);
}

/* Error reporting writes memory to the system disk after a crash: no report, no window. */
void secret_no_core_dumps(void)
{
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}
