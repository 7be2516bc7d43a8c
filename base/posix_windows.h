/* posix_windows.h - the POSIX calls that casepack makes, on Windows.
 *
 * The Makefile includes this before every file of the Windows program, so that those files are
 * the same on every system. Paths are UTF-8 with either slash, of any length; errno says what
 * went wrong; files are binary; a name that is a link or another reparse point is S_IFLNK for
 * lstat() and ELOOP for open() with O_NOFOLLOW. Modes are ignored: NTFS inherits its own. What
 * has no meaning here (O_CLOEXEC, signals of a thread) is accepted and does nothing. */
#ifndef CASEPACK_BASE_POSIX_WINDOWS_H
#define CASEPACK_BASE_POSIX_WINDOWS_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* The formats of C11, not those of the old C runtime. */
#define PRINTF_KIND gnu_printf

/* ---- files ------------------------------------------------------------------------------ */

#undef stat
#undef fstat
#undef lstat

/* The flags of the C runtime lie in the low 16 bits. */
#define O_NOFOLLOW 0x100000
#define O_DIRECTORY 0x200000
#define O_CLOEXEC 0
#define O_NONBLOCK 0
#define O_NOCTTY 0
#define S_IFLNK 0xA000
#define S_ISLNK(mode) (((mode)&S_IFMT) == S_IFLNK)
#define S_IFSOCK 0xC000
#define EDQUOT 10069
#define POSIX_FADV_DONTNEED 4
#define _SC_NPROCESSORS_ONLN 84

struct posix_stat {
    uint32_t st_mode;
    uint64_t st_dev;
    uint64_t st_ino;
    int64_t st_size;
    int64_t st_mtime;
};

int posix_open(const char *path, int flags, ...);
ssize_t posix_read(int fd, void *p, size_t n);
ssize_t posix_write(int fd, const void *p, size_t n);
ssize_t pread(int fd, void *p, size_t n, int64_t at);
ssize_t pwrite(int fd, const void *p, size_t n, int64_t at);
int fsync(int fd);
/* Drops what the system keeps of the file: a later read comes from the medium. */
int posix_fadvise(int fd, int64_t at, int64_t n, int advice);
int posix_mkstemp(char *pattern);
int posix_stat(const char *path, struct posix_stat *out);
int posix_lstat(const char *path, struct posix_stat *out);
int posix_fstat(int fd, struct posix_stat *out);
int posix_chmod(const char *path, unsigned mode);
int posix_fchmod(int fd, unsigned mode);
int posix_access(const char *path, int mode);
int posix_mkdir(const char *path, unsigned mode);
int posix_rmdir(const char *path);
int posix_unlink(const char *path);
/* Replaces a file at to in one step; written through to the medium. */
int posix_rename(const char *from, const char *to);
int posix_link(const char *from, const char *to);
FILE *posix_fopen(const char *path, const char *mode);

/* With "/" between the folders. */
char *posix_getcwd(char *out, size_t n);

struct posix_dirent {
    char d_name[1024];
};
struct posix_dir;
struct posix_dir *posix_opendir(const char *path);
struct posix_dirent *posix_readdir(struct posix_dir *dir);
int posix_closedir(struct posix_dir *dir);

#define open posix_open
#define read posix_read
#define write posix_write
#define mkstemp posix_mkstemp
#define stat posix_stat
#define lstat posix_lstat
#define fstat posix_fstat
#define chmod posix_chmod
#define fchmod posix_fchmod
#define access posix_access
#define mkdir posix_mkdir
#define rmdir posix_rmdir
#define unlink posix_unlink
#define rename posix_rename
#define link posix_link
#define fopen posix_fopen
#define getcwd posix_getcwd
#define dirent posix_dirent
#define DIR struct posix_dir
#define opendir posix_opendir
#define readdir posix_readdir
#define closedir posix_closedir

/* ---- the process ------------------------------------------------------------------------ */

long sysconf(int name); /* _SC_NPROCESSORS_ONLN only */

/* In UTF-8; what it gives stays valid. TMPDIR is what Windows calls TMP. */
char *posix_getenv(const char *name);
int setenv(const char *name, const char *value, int overwrite);
int unsetenv(const char *name);
#define getenv posix_getenv

/* A console; not the null device, which the C runtime takes for one. */
int posix_isatty(int fd);
#define isatty posix_isatty

/* No signal is sent to a thread here. */
typedef int sigset_t;
#define sigfillset(set) (*(set) = 0)
#undef pthread_sigmask
#define pthread_sigmask(how, set, old) ((void)(set), (void)(old))

/* A thread's locale cannot be UTF-8 here: none is made, and who asked goes without. */
typedef struct posix_locale *locale_t;
#define LC_CTYPE_MASK 2
static inline locale_t newlocale(int mask, const char *name, locale_t base)
{
    (void)mask, (void)name;
    return base;
}

static inline locale_t uselocale(locale_t locale)
{
    return locale;
}

static inline void freelocale(locale_t locale)
{
    (void)locale;
}

#endif
