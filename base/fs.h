/* fs.h - the only door to the machine's files: a root that reads cannot leave.
 *
 * A root is the live machine ("/"), a recorded machine (a folder with sys/, proc/, etc/ ...) or
 * a mounted volume. Paths are absolute inside the root ("/sys/class/dmi/id/board_serial");
 * "..", and links, never lead out of it: each component is opened by itself, links are followed
 * by us and start again at the root. Nothing is ever written through a root.
 *
 * Errors: E_FS_ABSENT, E_FS_DENIED, E_FS_IO, E_FS_TOO_LARGE, E_FS_KIND (a link where none is
 * followed, a FIFO, a device, a folder). Collectors turn them into states of a fact. */
#ifndef CASEPACK_BASE_FS_H
#define CASEPACK_BASE_FS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/reader.h"

struct fs_root;

/* dir NULL or "/" is the live machine. The folder must exist. */
struct fs_root *fs_root_open(const char *dir, struct err *err) MUST_USE;
void fs_root_free(struct fs_root *root);
bool fs_root_is_live(const struct fs_root *root);

/* Where the live root has what a user calls path: "/home/u/x" for "x", "/E:/x" for "E:\x". */
bool fs_live_path(const char *path, struct buf *out, struct err *err) MUST_USE;

/* Whether what will be made at path lies in the folder dir, by whatever links either is named;
 * both as a user calls them. Nothing is there yet: its folder counts. */
bool fs_will_be_inside(const char *path, const char *dir);

enum fs_links {
    FS_NO_LINKS, /* a link anywhere in the path is E_FS_KIND: for folders that users can write
                  */
    FS_LINKS_INSIDE, /* links are followed, never out of the root: for sysfs and procfs */
};

enum fs_type { FS_REGULAR, FS_FOLDER, FS_LINK, FS_FIFO, FS_DEVICE, FS_SOCKET };

struct fs_info {
    enum fs_type type;
    uint64_t size_bytes;
    int64_t mtime_s;
    uint64_t device;
    uint64_t inode;
    uint32_t mode;
    unsigned dev_major; /* of the file system that holds it */
    unsigned dev_minor;
};

/* The last component itself is not followed with FS_NO_LINKS, so a link is reported as FS_LINK.
 */
bool fs_stat(struct fs_root *root, const char *path, enum fs_links links, struct fs_info *out,
             struct err *err) MUST_USE;

/* The whole of a small file, at most max bytes; also sysfs files whose size reads 0. */
bool fs_read(struct fs_root *root, const char *path, size_t max, enum fs_links links,
             struct buf *out, struct err *err) MUST_USE;

/* First line without its end, in the arena. For sysfs attributes; at most 4096 bytes. */
bool fs_line(struct fs_root *root, const char *path, struct arena *a, struct str *out,
             struct err *err) MUST_USE;

/* Names in a folder, sorted bytewise, without "." and ".."; at most max_names (E_FS_TOO_LARGE).
 */
struct fs_names {
    const char **names;
    size_t n;
};
bool fs_list(struct fs_root *root, const char *path, size_t max_names, struct arena *a,
             struct fs_names *out, struct err *err) MUST_USE;

/* The path with all links resolved inside the root. */
bool fs_real(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err) MUST_USE;

/* The text of a link, unresolved. */
bool fs_link(struct fs_root *root, const char *path, struct arena *a, const char **out,
             struct err *err) MUST_USE;

/* Files that match a pattern such as "/var/log/uos/x-*.log": '*' and '?' in any component, no
 * links followed, regular files only, sorted; more than max_names is E_FS_TOO_LARGE. No match is
 * an empty result; no match and a folder we may not look into is E_FS_DENIED. */
bool fs_glob(struct fs_root *root, const char *pattern, size_t max_names, struct arena *a,
             struct fs_names *out, struct err *err) MUST_USE;

/* A regular file, no links, opened without blocking; gives at most limit bytes then ends, and
 * fails with E_FS_CHANGED when the file ends before limit: a log that shrank is not the one
 * reviewed. */
struct reader *fs_open(struct fs_root *root, const char *path, uint64_t limit,
                       struct err *err) MUST_USE;
/* The same without the first `from` of its limit bytes. */
struct reader *fs_open_from(struct fs_root *root, const char *path, uint64_t from,
                            uint64_t limit, struct err *err) MUST_USE;

#endif
