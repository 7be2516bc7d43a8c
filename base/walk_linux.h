/* walk_linux.h - the way from a root to a file, for fs_linux.c only.
 *
 * A walk keeps a descriptor for each component it came through, so ".." goes back the way it
 * came, whatever others do to the folders meanwhile, and never above the root. Only O_PATH
 * descriptors are used on the way: no device, pipe or automount is touched before its type is
 * known. Works without openat2(), for old kernels.
 *
 *   walk_to() -> look at st, real, fds[depth], walk_open_regular() -> walk_done() */
#ifndef CASEPACK_BASE_WALK_LINUX_H
#define CASEPACK_BASE_WALK_LINUX_H

#include <limits.h>
#include <sys/stat.h>

#include "base/fs.h"

#define WALK_DEPTH_MAX 128

struct walk {
    const char *path; /* as asked, for messages */
    enum fs_links links;
    bool keep_last; /* a link at the end is the result, not followed */
    unsigned followed;
    int fds[WALK_DEPTH_MAX]; /* [0] is the root's own */
    size_t depth;
    struct stat st;          /* of fds[depth] */
    char name[NAME_MAX + 1]; /* of fds[depth] in fds[depth - 1] */
    struct buf real;         /* "/sys/devices"; "" at the root */
    struct buf todo;
};

/* root is an O_PATH descriptor. walk_done() must follow, also after a failure. */
bool walk_to(struct walk *w, int root, const char *path, enum fs_links links, bool keep_last,
             struct err *err) MUST_USE;
void walk_done(struct walk *w);

/* A descriptor to read the regular file that was reached, and that very one; or -1. */
int walk_open_regular(struct walk *w, struct err *err) MUST_USE;

/* Always false: the error that stands for an errno, with path made visible. */
bool walk_fail_errno(struct err *err, int number, const char *path);

#endif
