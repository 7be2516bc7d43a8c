/* disk_serial.h - the serial of a disk, from the place where its kind keeps it. */
#ifndef CASEPACK_COLLECT_LINUX_DISK_SERIAL_H
#define CASEPACK_COLLECT_LINUX_DISK_SERIAL_H

#include "collect/linux/sysfs.h"

struct disk {
    const char *name; /* "sda" */
    const char *path; /* "/sys/block/sda" */
    const char *real; /* the same with links resolved: tells the buses on the way */
    const char *bus;  /* "sata", "usb", "nvme" ... */
};

/* The bytes as they were read, not trimmed, in the arena; state and path of the place that
 * decided. */
struct attr disk_serial(const struct sysfs *s, const struct disk *d);

/* Without the padding of disks: blanks and NULs at both ends. */
struct str serial_trim(struct str serial);

#endif
