/* str.h - a look at text that somebody else owns: pointer and length, no NUL needed.
 *
 * A str never owns memory. STR("literal") and str_of(cstring) make one; {NULL, 0} is the empty
 * str. */
#ifndef CASEPACK_BASE_STR_H
#define CASEPACK_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#ifndef PRINTF_KIND
#define PRINTF_KIND printf
#endif
#define PRINTF_LIKE(fmt, args) __attribute__((format(PRINTF_KIND, fmt, args)))
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf's %.*s: STR_ARG(s) gives the two arguments; texts here are far below INT_MAX. */
#define STR_ARG(s) (int)(s).n, (s).p

struct str str_of(const char *cstring);                    /* NULL gives the empty str */
struct str str_sub(struct str s, size_t from, size_t len); /* clamped to s */
struct str str_trim(struct str s); /* without ASCII white space at both ends */
bool str_is(struct str s, const char *cstring);
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
bool str_find(struct str s, const char *needle, size_t *at);
int str_compare(struct str a, struct str b); /* bytewise, like memcmp then length */

/* The whole of s matches the pattern: '*' stands for any bytes, '?' for one. */
bool str_like(struct str s, struct str pattern);

/* Cuts the part before the first sep off *rest. False when *rest is used up (p NULL). */
bool str_next(struct str *rest, char sep, struct str *part);

/* What stands behind the last '/' of a path: the file's own name. */
const char *path_last(const char *path);

/* Whole s is a decimal (or with 0x a hexadecimal) number that fits: no sign, no blanks. */
bool str_number(struct str s, uint64_t *out) MUST_USE;

#endif
