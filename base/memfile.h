/* memfile.h - a file of another machine as a private copy in memory, for libraries that want a
 * name.
 *
 * What a library maps or reads twice must not change meanwhile, and a medium that is pulled out
 * must not kill the process. Nothing is written to a disk. */
#ifndef CASEPACK_BASE_MEMFILE_H
#define CASEPACK_BASE_MEMFILE_H

#include "base/fs.h"

struct memfile {
    int fd;
    char path[32]; /* "/proc/self/fd/5": good until memfile_done() */
};

/* Copies a file of the root, no links followed. E_FS_TOO_LARGE over max_bytes; the errors of
 * fs_open(). memfile_done() only after success. */
bool memfile_open(struct fs_root *root, const char *path, uint64_t max_bytes,
                  struct memfile *out, struct err *err) MUST_USE;
bool memfile_of(struct str bytes, struct memfile *out, struct err *err) MUST_USE;
void memfile_done(struct memfile *file);

#endif
