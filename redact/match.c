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

/* Eight bytes at a time, capitals made small: 0x80 in each byte that is one. */
static bool has_eight(const uint8_t *p, const char *literal)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t text, want;

    memcpy(&text, p, sizeof text);
    memcpy(&want, literal, sizeof want);
    uint64_t low = text & 0x7f * ones;
    uint64_t capitals = (low + (0x80 - 'A') * ones) & ~(low + (0x80 - 'Z' - 1) * ones) & ~text;
    return (text | (capitals & 0x80 * ones) >> 2) == want;
}

bool text_has_all(const struct text *t, size_t i, const char *literal, size_t n)
{
    if (i < t->lo || i > t->hi || t->hi - i < n)
        return n == 0;
    size_t k = 0;
    for (; n - k >= 8; k += 8)
        if (!has_eight(t->p + i + k, literal + k))
            return false;
    if (n >= 8) /* the last ones, some of them again */
        return k == n || has_eight(t->p + i + n - 8, literal + n - 8);
    for (; k < n; k++)
        if (to_lower(t->p[i + k]) != (uint8_t)literal[k])
            return false;
    return true;
}
