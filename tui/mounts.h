/* mounts.h - which mounted file systems are drives that somebody put in. */
#ifndef CASEPACK_TUI_MOUNTS_H
#define CASEPACK_TUI_MOUNTS_H

#include "base/arena.h"

/* Mount points, in the form of /proc/self/mounts (fstab(5)), that a user can take out: devices
 * mounted below /media, /run/media or /mnt. At most max, in the order of the file; strings live
 * in the arena. Returns how many. */
size_t mounts_of_drives(struct str mounts, struct arena *a, const char **out, size_t max);

#endif
