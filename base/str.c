/* str.c - looking at text. */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *cstring)
{
    return cstring ? (struct str){cstring, strlen(cstring)} : (struct str){NULL, 0};
}

struct str str_sub(struct str s, size_t from, size_t len)
{
    if (from > s.n)
        from = s.n;
    if (len > s.n - from)
        len = s.n - from;
    return (struct str){s.p ? s.p + from : NULL, len};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n > 0 && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool str_is(struct str s, const char *cstring)
{
    return str_eq(s, str_of(cstring));
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool str_starts(struct str s, const char *prefix)
{
    return str_is(str_sub(s, 0, strlen(prefix)), prefix);
}

bool str_ends(struct str s, const char *suffix)
{
    size_t n = strlen(suffix);

    return s.n >= n && str_is(str_sub(s, s.n - n, n), suffix);
}

bool str_find(struct str s, const char *needle, size_t *at)
{
    size_t n = strlen(needle);

    for (size_t i = 0; i + n <= s.n; i++) {
        if (memcmp(s.p + i, needle, n) == 0) {
            *at = i;
            return true;
        }
    }
    return false;
}

int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_like(struct str s, struct str pattern)
{
    size_t at = 0, p = 0, star = SIZE_MAX, star_at = 0;

    while (at < s.n) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = p++;
            star_at = at;
        } else if (p < pattern.n && (pattern.p[p] == '?' || pattern.p[p] == s.p[at])) {
            p++;
            at++;
        } else if (star != SIZE_MAX) { /* let the last star take one byte more */
            p = star + 1;
            at = ++star_at;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*')
        p++;
    return p == pattern.n;
}

bool str_next(struct str *rest, char sep, struct str *part)
{
    if (!rest->p)
        return false;
    const char *end = rest->n > 0 ? memchr(rest->p, sep, rest->n) : NULL;
    if (!end) {
        *part = *rest;
        *rest = (struct str){NULL, 0};
        return true;
    }
    size_t n = (size_t)(end - rest->p);
    *part = (struct str){rest->p, n};
    *rest = (struct str){end + 1, rest->n - n - 1};
    return true;
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

bool str_number(struct str s, uint64_t *out)
{
    unsigned base = str_starts(s, "0x") ? 16 : 10;
    uint64_t value = 0;

    if (base == 16)
        s = str_sub(s, 2, s.n);
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned)digit_value(s.p[i]);
        if (digit >= base || value > (UINT64_MAX - digit) / base)
            return false;
        value = value * base + digit;
    }
    *out = value;
    return true;
}

const char *path_last(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}
