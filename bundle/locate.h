/* locate.h - from the path a user names to the files of a bundle.
 *
 *   NAME.zip  NAME.tar.zst  NAME.iso    the container itself
 *   NAME                                a folder
 *   NAME.zip.001 ...                    pieces; the seal NAME.zip.ok says how many
 *   NAME.zip.ok  NAME.ok                the seal, for what it is beside */
#ifndef CASEPACK_BUNDLE_LOCATE_H
#define CASEPACK_BUNDLE_LOCATE_H

#include "base/arena.h"
#include "bundle/seal.h"

struct located {
    const char *path; /* the container, also when only pieces of it are there */
    const char *seal_path;
    bool is_folder;
    bool is_sealed; /* seal holds what the seal says */
    struct seal seal;
    const char *const *pieces; /* paths in order; NULL: in one piece */
    size_t pieces_n;
};

/* E_SEAL when there is a seal that is broken, or pieces without one; E_FS_*. All lives in the
 * arena. Whether pieces are there is not looked at. */
bool locate(const char *path, struct arena *a, struct located *out, struct err *err) MUST_USE;

#endif
