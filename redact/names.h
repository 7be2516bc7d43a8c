/* names.h - what may be a name: of a user, a host, a domain, a person. */
#ifndef CASEPACK_REDACT_NAMES_H
#define CASEPACK_REDACT_NAMES_H

#include "base/str.h"

/* Words of logs that follow labels and are no names: "none", "session", "x86_64". */
bool name_is_word(struct str text);

/* Has a digit, a hyphen, an underscore or an inner dot, or is written in capitals: not a word of
 * a sentence. */
bool name_is_telling(struct str text);

/* Labels joined by dots, the last of letters: "pc7.corp.example.cn". */
bool name_is_dotted(struct str text);

/* Below a domain that everybody's logs name: makers, standards, mail for all. */
bool name_is_public(struct str domain);

/* How many labels at the end are nobody's own: "com.cn" 2, "cn" 1; 0 when unknown. */
unsigned name_suffix_labels(struct str domain);

/* Bytes of the surname that text begins with, 0 for none; the longest one. */
size_t name_surname(struct str text);

#endif
