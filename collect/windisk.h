/* windisk.h - what the driver of a disk told Windows, and what is made of it.
 *
 * Apart from the calls (collect/windows/disks.c), so that tests can say what a driver says. */
#ifndef CASEPACK_COLLECT_WINDISK_H
#define CASEPACK_COLLECT_WINDISK_H

#include "facts/fact.h"

/* DEVPKEY_Device_InLocalMachineContainer; Device Manager shows it as 在根容器中. */
enum in_container { CONTAINER_SILENT, CONTAINER_INSIDE, CONTAINER_OUTSIDE };

struct windows_disk {
    unsigned number;       /* of \\.\PhysicalDriveN */
    enum fact_state state; /* of the answer; not ok: all below is zero */
    struct str descriptor; /* STORAGE_DEVICE_DESCRIPTOR with what follows it, as it came */
    uint64_t size_bytes;   /* 0: not told */
    enum in_container container;
};

/* Everything but what lies on the disk. */
void windows_disk_facts(struct fact_list *facts, unsigned instance,
                        const struct windows_disk *disk);

#endif
