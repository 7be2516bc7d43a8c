/* found.h - the files that the log sources name on this machine, whether they can be carried or
 * not. */
#ifndef CASEPACK_COLLECT_FOUND_H
#define CASEPACK_COLLECT_FOUND_H

#include "base/fs.h"
#include "collect/sources.h"
#include "facts/artifact.h"

struct found {
    const char *origin;
    unsigned item; /* number of the source */
    uint64_t size_bytes;
    enum withheld withheld;
};

struct found_list {
    struct found *items; /* by origin, each once: under the source with the lowest number */
    size_t n;
};

/* Looks for the files of the chosen sources (a bit set by number): by their Linux patterns, or
 * with a system_drive (see provider.h) by those of Windows, where case does not count. A folder
 * that may not be listed stands in the result itself, withheld. All of out lives in the arena. E_TOO_LARGE when
 * there are more files than casepack looks at. */
bool found_look(struct fs_root *root, const char *system_drive, const struct sources *sources,
                uint64_t chosen, struct arena *a, struct found_list *out,
                struct err *err) MUST_USE;

#endif
