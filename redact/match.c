/* match.c - what all matchers share. */
#include "redact/match.h"

static bool has(const struct text *t, const struct known *known, enum entity_kind kind,
                struct str value)
{
    struct value v;

    if (t->asked)
        *t->asked = true;
    return known && value_of(kind, value, &v) && known_has(known, kind, v.p, v.n);
}

bool text_knows(const struct text *t, enum entity_kind kind, struct str value)
{
    return has(t, t->known, kind, value);
}

bool text_met(const struct text *t, enum entity_kind kind, struct str value)
{
    return has(t, t->met, kind, value);
}

bool text_has_all(const struct text *t, size_t i, const char *literal, size_t n)
{
    if (i < t->lo || i > t->hi || t->hi - i < n)
        return n == 0;
    for (size_t k = 0; k < n; k++)
        if (to_lower(t->p[i + k]) != (uint8_t)literal[k])
            return false;
    return true;
}
