/* name.h - the names that a bundle may hold: ours, harmless on every system.
 *
 * Segments of [a-z0-9._-] with '/' between, at most PLAN_NAME_MAX bytes, no segment that begins
 * or ends with a dot or is a DOS device, and the three names in capitals that people look for.
 */
#ifndef CASEPACK_BUNDLE_NAME_H
#define CASEPACK_BUNDLE_NAME_H

#include "base/str.h"

/* NULL when the name is allowed, otherwise what is wrong with it (msgid). */
const char *name_fault(struct str name);

/* Whether the manifest leaves the file out: itself, release.txt and sig/. */
bool name_is_outside_manifest(struct str name);

#endif
