/* age_file.h - a copy of a file that only the desk can open, beside it. */
#ifndef CASEPACK_BUNDLE_AGE_FILE_H
#define CASEPACK_BUNDLE_AGE_FILE_H

#include "base/task.h"
#include "bundle/age.h"

#define AGE_SUFFIX ".age"

/* path.age, through path.age.part: fsync, rename, fsync of the folder. out holds 4096 bytes.
 * progress item: "seal". On failure nothing of it is left and an older path.age stays. */
bool age_file(const char *path, const uint8_t *recipient, const struct progress *progress,
              char *out, struct err *err) MUST_USE;

#endif
