/* match.c - what all matchers share. */
#include "redact/match.h"

#include "redact/chars.h"

bool text_has(const struct text *t, size_t i, const char *literal)
{
    for (; *literal; literal++, i++)
        if (to_lower(text_at(t, i)) != (uint8_t)*literal)
            return false;
    return true;
}

bool text_ends(const struct text *t, size_t i, const char *literal)
{
    size_t n = strlen(literal);

    return i >= t->lo + n && text_has(t, i - n, literal);
}

size_t text_run(const struct text *t, size_t i, size_t most, bool (*in)(uint8_t c))
{
    size_t from = i;

    while (i < t->hi && i - from < most && in(t->p[i]))
        i++;
    return i;
}
