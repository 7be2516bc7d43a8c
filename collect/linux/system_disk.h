/* system_disk.h - which whole disks hold the file system mounted at "/".
 *
 * From mountinfo down to disks: a partition belongs to its disk, dm and md devices stand on
 * their slaves, a loop device on the file system of its file, an overlay on those of its
 * layers. A file system on several disks gives them all. */
#ifndef CASEPACK_COLLECT_LINUX_SYSTEM_DISK_H
#define CASEPACK_COLLECT_LINUX_SYSTEM_DISK_H

#include "collect/linux/sysfs.h"

#define SYSTEM_DISKS_MAX 64

struct system_disks {
    const char *names[SYSTEM_DISKS_MAX]; /* as in /sys/block */
    size_t n;                            /* 0: nothing on this machine tells */
    const char *path;                    /* the mount table that was read */
};

void system_disks_find(const struct sysfs *s, struct system_disks *out);
bool system_disks_has(const struct system_disks *disks, const char *name);

#endif
