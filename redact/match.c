/* match.c - what all matchers share. */
#include "redact/match.h"

bool text_has_all(const struct text *t, size_t i, const char *literal, size_t n)
{
    if (i < t->lo || i > t->hi || t->hi - i < n)
        return n == 0;
    for (size_t k = 0; k < n; k++)
        if (to_lower(t->p[i + k]) != (uint8_t)literal[k])
            return false;
    return true;
}
