/* fs_ops.h - what a kind of root must be able to do; fs.c makes the rest of fs.h of it.
 *
 * fs_linux.c and fs_windows.c read folders of the running system, fs_tree.c a recorded machine
 * that is one text file. Each fails with the errors that fs.h names. */
#ifndef CASEPACK_BASE_FS_OPS_H
#define CASEPACK_BASE_FS_OPS_H

#include "base/fs.h"

/* Called for each name of a folder; false with err ends the listing. */
typedef bool fs_each_name(void *ctx, const char *name, struct err *err);

struct fs_ops {
    bool (*stat)(struct fs_root *root, const char *path, enum fs_links links,
                 struct fs_info *out, struct err *err);
    /* Without "." and "..", in any order. */
    bool (*list)(struct fs_root *root, const char *path, enum fs_links links,
                 fs_each_name *each, void *ctx, struct err *err);
    bool (*real)(struct fs_root *root, const char *path, struct arena *a, const char **out,
                 struct err *err);
    bool (*link)(struct fs_root *root, const char *path, struct arena *a, const char **out,
                 struct err *err);
    /* A regular file from that byte to its end. */
    struct reader *(*open)(struct fs_root *root, const char *path, enum fs_links links,
                           uint64_t from, struct err *err);
    void (*free)(struct fs_root *root);
};

struct fs_root {
    const struct fs_ops *ops; /* first member of each kind of root */
    bool live;
};

/* A folder of this system; the platform's own file has it. */
struct fs_root *fs_folder_open(const char *dir, struct err *err) MUST_USE;

/* Always false: the error of a path, made visible. */
bool fs_fail(struct err *err, enum err_code code, const char *path);

#endif
