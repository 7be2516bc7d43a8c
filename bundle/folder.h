/* folder.h - a bundle as a folder: made, taken away again, put in the place of an older one. */
#ifndef CASEPACK_BUNDLE_FOLDER_H
#define CASEPACK_BUNDLE_FOLDER_H

#include "base/err.h"

/* Removes what a run left that was stopped: everything in dir that is named STEM.*part*. Of a
 * folder only files that a bundle can have, so that nothing else is ever lost. An older folder
 * that was on its way out, with no new one in its place yet, comes back first. */
bool folder_clean(const char *dir, const char *stem, struct err *err) MUST_USE;

/* Whether path is free, or a folder that holds nothing but files that a bundle can have:
 * E_OUT_EXISTS when it is something else. */
bool folder_may_replace(const char *path, struct err *err) MUST_USE;

/* Removes the folder when it holds nothing but files that a bundle can have, otherwise nothing
 * (E_OUT_EXISTS). A folder that is not there is no failure. */
bool folder_remove(const char *path, struct err *err) MUST_USE;

/* part becomes path; an older bundle there goes, anything else stays (E_OUT_EXISTS). In one step
 * where the file system can exchange names. On failure the older one is at path. */
bool folder_publish(const char *part, const char *path, struct err *err) MUST_USE;

#endif
