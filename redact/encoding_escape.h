/* encoding_escape.h - characters that are spelled in ASCII: \u5f20  %E5%BC%A0  \xe5  &#x5f20;
 *
 * The scanner sees the character, so names and marks are found behind escapes of JSON, URLs,
 * logs of byte strings and XML. Control characters, quotes, backslashes, letters and digits stay
 * spelled, since they are part of the syntax around them. C:\Users\u512345 is a path: one
 * \uXXXX right behind a letter, digit, ':' or '.' stays too. */
#ifndef CASEPACK_REDACT_ENCODING_ESCAPE_H
#define CASEPACK_REDACT_ENCODING_ESCAPE_H

#include "base/str.h"

#define ESCAPE_AHEAD 32 /* bytes behind the first of an escape that its reading depends on */

struct escape {
    size_t at, n; /* the spelling, at most TRAIL_RAW_MAX */
    uint32_t c;   /* the character it means */
};

/* Where in p an escape may begin, from i on; n when nowhere. */
size_t escape_find(const uint8_t *p, size_t i, size_t n);

/* The escape that escape_find() stopped at. before: the byte ahead of p, 0 for none; behind_one:
 * another escape ends at from, where what was not given on yet begins. */
bool escape_at(const uint8_t *p, size_t from, size_t x, size_t n, uint8_t before,
               bool behind_one, struct escape *out);

#endif
