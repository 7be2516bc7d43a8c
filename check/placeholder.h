/* placeholder.h - does a fact hold anything that tells this machine apart? */
#ifndef CASEPACK_CHECK_PLACEHOLDER_H
#define CASEPACK_CHECK_PLACEHOLDER_H

#include "check/judge.h"
#include "facts/fact.h"

/* True when the judge calls the value a placeholder or empty: it says nothing about the machine
 * and need not be redacted. judge is a struct judge; the shape is that of redact/'s callback. */
bool check_is_placeholder(void *judge, const struct fact *f);

/* The same of a text in a place of serials or asset tags that no fact holds (a battery's, a memory
 * module's): only what would be one in either place. */
bool check_is_no_number(void *judge, struct str text);

/* The judge's name of the field of a key ("system.serial"); empty for keys it does not judge.
 */
struct str check_field_of(enum fact_key key);

#endif
