/* sys/statvfs.h - the room on a volume, on Windows; see base/posix_windows.h. */
#ifndef CASEPACK_BASE_WINDOWS_SYS_STATVFS_H
#define CASEPACK_BASE_WINDOWS_SYS_STATVFS_H

#include <stdint.h>

#define ST_RDONLY 1

typedef uint64_t fsblkcnt_t;

struct statvfs {
    fsblkcnt_t f_bavail; /* in f_frsize bytes */
    unsigned long f_frsize;
    unsigned long f_flag;
};

int statvfs(const char *path, struct statvfs *out);

#endif
