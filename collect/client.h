/* client.h - the activation client of CMGE on a disk: where it lies and which one it is. */
#ifndef CASEPACK_COLLECT_CLIENT_H
#define CASEPACK_COLLECT_CLIENT_H

#include "base/fs.h"
#include "facts/fact.h"

/* Adds client.path and client.version, an instance for each place that is known, and
 * client.generation: "V3" by the version of the program, "unknown" when none tells it. drive is
 * what stands for "C:" in paths of the root: "" on a mounted volume. */
void client_facts(struct fs_root *root, const char *drive, struct fact_list *facts);

/* The version in a program's resources, "3.1.2.0", into out; false when there is none.
 *
 *   "VS_VERSION_INFO" in UTF-16, NUL, up to the next multiple of 4 bytes, then VS_FIXEDFILEINFO:
 *   00h 0xFEEF04BD, 04h version of the structure, 08h upper and 0Ch lower half of the version */
bool client_version_find(struct str bytes, struct buf *out);

#endif
