/* system_disk.h - which whole disks hold the file system mounted at "/".
 *
 * From mountinfo down to disks: a partition belongs to its disk, dm and md devices stand on
 * their slaves, a loop device on the file system of its file, an overlay on those of its
 * layers, a btrfs on all its devices. What stands on several disks gives them all. A pool of
 * ZFS, a network file system and a disk made of memory lead nowhere: then nothing is known. */
#ifndef CASEPACK_COLLECT_LINUX_SYSTEM_DISK_H
#define CASEPACK_COLLECT_LINUX_SYSTEM_DISK_H

#include "collect/linux/sysfs.h"

#define SYSTEM_DISKS_MAX 64

struct system_disks {
    const char *names[SYSTEM_DISKS_MAX]; /* as in /sys/block */
    const char *ways[SYSTEM_DISKS_MAX];  /* "/ (ext4) -> dm-0 -> sda2 -> sda" */
    size_t n;                            /* 0: nothing on this machine tells */
    const char *lost;                    /* then the way as far as it goes: "/ (zfs)" */
    const char *path;                    /* the mount table that was read */
};

void system_disks_find(const struct sysfs *s, struct system_disks *out);

/* The way that leads to that disk; NULL when none does. */
const char *system_disks_way(const struct system_disks *disks, const char *name);

#endif
