/* query_words.h - what stands in the database as a word of JSON, in the words of people. Private to
 * desk/queries.c. */
#ifndef CASEPACK_DESK_QUERY_WORDS_H
#define CASEPACK_DESK_QUERY_WORDS_H

#include "base/arena.h"
#include "base/lang.h"

/* A cell as it is shown; one that is not known as it is. */
typedef const char *query_words(enum lang lang, const char *cell, struct arena *a);

query_words words_of_role, words_of_kind, words_of_verdict, words_of_call;
query_words words_of_digit;  /* "2" as "2 empty" */
query_words words_of_reason; /* why it was not taken in */

#endif
