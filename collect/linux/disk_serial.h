/* disk_serial.h - the serial of a disk, from the places where its kind keeps it. */
#ifndef CASEPACK_COLLECT_LINUX_DISK_SERIAL_H
#define CASEPACK_COLLECT_LINUX_DISK_SERIAL_H

#include "collect/linux/sysfs.h"
#include "collect/serial_form.h"

struct disk {
    const char *name; /* "sda" */
    const char *path; /* "/sys/block/sda" */
    const char *real; /* the same with links resolved: tells the buses on the way */
    const char *bus;  /* "sata", "usb", "nvme" ... */
};

struct disk_serial {
    struct attr best;  /* bytes as read, not trimmed; state and path of the deciding place */
    struct attr other; /* what another place says; absent unless it says something else */
    enum serial_form form; /* of best */
};

void disk_serial(const struct sysfs *s, const struct disk *d, struct disk_serial *out);

#endif
