/* anycase.h - paths of a volume whose own system does not tell case apart.
 *
 * A mounted Windows volume has WINDOWS, Windows or windows, and here they are three names. */
#ifndef CASEPACK_BASE_ANYCASE_H
#define CASEPACK_BASE_ANYCASE_H

#include "base/fs.h"

/* The path as it is really written, component by component; a component that is there exactly is
 * taken, else the first in byte order that differs in case only. E_FS_ABSENT when there is none,
 * E_FS_KIND for a link (or reparse point) on the way. path is absolute, without "..". */
bool anycase_path(struct fs_root *root, const char *path, struct arena *a, const char **out,
                  struct err *err) MUST_USE;

/* Whether two names are one there: by simple case folding, as in UTF-8. */
bool anycase_eq(struct str a, struct str b);

#endif
