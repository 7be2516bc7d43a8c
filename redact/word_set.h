/* word_set.h - a fixed list of words as a set: is a text one of them, ASCII letters in any case?
 *
 * Made once from a table of a file and kept for good; read from any thread. */
#ifndef CASEPACK_REDACT_WORD_SET_H
#define CASEPACK_REDACT_WORD_SET_H

#include "base/str.h"

struct word_set;

/* Of n words in lower case, at most 16,000, which are used, not copied. */
const struct word_set *word_set_new(const char *const *words, size_t n);
bool word_set_has(const struct word_set *set, struct str text);

#endif
