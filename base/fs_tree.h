/* fs_tree.h - a recorded machine that is one text file, NAME.tree; opened by fs_root_open().
 *
 * The same on every system, with links also where a folder cannot hold them: on a USB drive, on
 * Windows. A line each, at most TREE_MAX_BYTES in all:
 *   # comment
 *   in /sys/devices/pci0000:00     where the paths below that do not begin with "/" stand
 *   net/eth0/flags = 0x1003        a line of a file, with its end; again: one line more
 *   vpd_pg80 := \x00\x80\x00\x02AB bytes of a file, without
 *   /sys/block/sda -> ../devices   a link
 *   /sys/class/net/                an empty folder
 *   /etc/secret !denied            what may not be read; also !io
 * \xHH is a byte. Folders on the way are made. */
#ifndef CASEPACK_BASE_FS_TREE_H
#define CASEPACK_BASE_FS_TREE_H

#include "base/fs.h"

#define TREE_MAX_BYTES (4 * 1024 * 1024)
#define TREE_SUFFIX ".tree"

/* Whether path names such a file, by its suffix. */
bool fs_tree_is_named(const char *path);

/* E_FS_ABSENT and its kin for the file; E_FS_FORM names the line that is none. */
struct fs_root *fs_tree_open(const char *path, struct err *err) MUST_USE;

/* A root from the text itself; name is for messages. */
struct fs_root *fs_tree_of(struct str text, const char *name, struct err *err) MUST_USE;

#endif
