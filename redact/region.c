/* region.c - three small machines over bytes. */
#include "redact/region.h"

#define DASHES 5
#define END_SEEN 4

static bool in_pem(uint8_t c)
{
    return is_alnum(c) || (c && strchr("+/=-\r\n\t \\:,._\"'", c));
}

static bool in_token(uint8_t c)
{
    return is_alnum(c) || (c && strchr("+/=-_.~%", c));
}

/* True: the byte ends the region and still belongs to it. */
static bool pem_ends(struct region *r, uint8_t c)
{
    static const char word[] = "END";

    if (c == '-') {
        r->dashes++;
        return r->ending == END_SEEN && r->dashes == DASHES;
    }
    if (r->ending < END_SEEN - 1 && (r->ending || r->dashes >= DASHES) &&
        c == (uint8_t)word[r->ending])
        r->ending++;
    else if (r->ending < END_SEEN - 1)
        r->ending = 0;
    if (r->ending == END_SEEN - 1)
        r->ending = END_SEEN;
    r->dashes = 0;
    return false;
}

static bool goes_on(const struct region *r, uint8_t c)
{
    switch (r->kind) {
    case REGION_PEM:
        return r->used < REGION_MAX && in_pem(c);
    case REGION_TOKEN:
        return in_token(c);
    default:
        return c != '\n' && c != '\r';
    }
}

size_t region_take(struct region *region, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!goes_on(region, p[i])) {
            *region = (struct region){.kind = REGION_NONE};
            return i;
        }
        region->used++;
        if (region->kind == REGION_PEM && pem_ends(region, p[i])) {
            *region = (struct region){.kind = REGION_NONE};
            return i + 1;
        }
    }
    return n;
}
