/* role.h - what the site says of a PC: it works, it fails, or nobody said. */
#ifndef CASEPACK_FACTS_ROLE_H
#define CASEPACK_FACTS_ROLE_H

#include "base/str.h"

enum machine_role { ROLE_UNKNOWN, ROLE_GOOD, ROLE_FAILING };
#define ROLE_COUNT 3

const char *role_name(enum machine_role role); /* "failing": the word in case.txt and options */
const char *role_text(enum machine_role role); /* msgid: a few words for people */
bool role_of_name(struct str name, enum machine_role *out);

#endif
