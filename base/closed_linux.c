/* closed_linux.c - doors that libraries bring along, shut when the program is linked.
 *
 * The released program carries its libraries and the C library itself (Makefile). For each SHUT
 * below the linker puts our function where a library calls the other one (--wrap): that one, and
 * all that it needs, is not linked at all. So the program holds no way to a socket, asks no name
 * service, and loads nothing while it runs. Each call fails as if the system had no such thing. */
#include <stddef.h>

/* ---- functions ------------------------------------------------------------------------------ */

#define SHUT(name, type, value) \
    type __wrap_##name(void);   \
    type __wrap_##name(void)    \
    {                           \
        return value;           \
    }

/* The logs of libgpg-error and libgcrypt, which may go to a socket. */
SHUT(socket, int, -1)
SHUT(connect, int, -1)
SHUT(openlog, void, )
SHUT(closelog, void, )
SHUT(__syslog_chk, void, )

/* Home folders, from whatever name service a machine is set up with. */
SHUT(getpwnam, void *, NULL)
SHUT(getpwuid, void *, NULL)

/* Extensions of SQLite, modules of the C library's conversions. */
SHUT(dlopen, void *, NULL)
SHUT(dlsym, void *, NULL)
SHUT(dlclose, int, -1)
SHUT(dlerror, void *, NULL)
SHUT(__libc_dlopen_mode, void *, NULL)
SHUT(__libc_dlsym, void *, NULL)
SHUT(__libc_dlclose, int, -1)

/* ---- data: ours of the same name is found first, and theirs stays out ----------------------- */

static int refuse(void)
{
    return -1;
}

#define REFUSALS(name, count)              \
    extern int (*const name[count])(void); \
    int (*const name[count])(void) = {[0 ...(count) - 1] = refuse};

/* libarchive's ciphers and hashes, each a table of functions: what is under a password is withheld,
 * and formats with hashes of their own are neither read nor written. */
REFUSALS(__archive_cryptor, 7)
REFUSALS(__archive_hmac, 4)
REFUSALS(__archive_digest, 18)

/* Each new thread is told where its state of the resolver lies; with the C library's variable for
 * it comes all of the resolver. Nobody reads ours. */
extern _Thread_local void *__libc_resp;
_Thread_local void *__libc_resp;
