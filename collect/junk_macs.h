/* junk_macs.h - is an adapter's address one that tells no machine apart?
 *
 *   junk_macs_load() -> junk_macs_has() many times -> junk_macs_free()
 * The list is data: templates/junk_macs.yaml. */
#ifndef CASEPACK_COLLECT_JUNK_MACS_H
#define CASEPACK_COLLECT_JUNK_MACS_H

#include "base/err.h"

struct junk_macs;

struct junk_macs *junk_macs_load(struct err *err) MUST_USE; /* the embedded list */
/* E_YAML with file, line and key for a mistake; file_name is for messages. */
struct junk_macs *junk_macs_parse(struct str yaml, const char *file_name,
                                  struct err *err) MUST_USE;
void junk_macs_free(struct junk_macs *list);

/* mac as sysfs writes it, "02:00:4c:4f:4f:50"; what is no address of 6 bytes is not junk. */
bool junk_macs_has(const struct junk_macs *list, struct str mac);

#endif
