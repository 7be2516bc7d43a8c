/* match_wide.c - full-width letters and digits (U+FF01..FF5E): the text around them is folded to
 * ASCII, the other matchers look at that, and what they find is mapped back. */
#include "redact/match.h"

#include "redact/label.h"

#define FOLD_MAX (SCAN_BACK + SCAN_AHEAD)
#define PADDING 8

struct folded {
    uint8_t p[FOLD_MAX + 2 * PADDING];
    uint16_t from[FOLD_MAX + 1]; /* index into the text, less its lo */
    size_t n;
};

static uint8_t fold_at(const struct text *t, size_t i)
{
    uint8_t a = text_at(t, i + 1), b = text_at(t, i + 2);

    if (text_at(t, i) != 0xef || b < 0x80)
        return 0;
    if (a == 0xbc && b >= 0x81)
        return (uint8_t)(b - 0x81 + '!');
    return a == 0xbd && b <= 0x9e ? (uint8_t)(b - 0x80 + '`') : 0;
}

static void fold(const struct text *t, struct folded *f)
{
    size_t i = t->lo;

    while (i < t->hi) {
        uint8_t c = fold_at(t, i);
        f->from[f->n] = (uint16_t)(i - t->lo);
        f->p[PADDING + f->n++] = c ? c : t->p[i];
        i += c ? 3 : 1;
    }
    f->from[f->n] = (uint16_t)(i - t->lo);
}

/* Wide text is rare: every matcher looks everywhere in it. */
static unsigned try_all(const struct text *t, size_t x, struct hit *hits)
{
    static match_at *const matchers[] = {match_ipv4,   match_mac_dotted, match_ipv6,
                                         match_mac,    match_groups,     match_email,
                                         match_number, match_label,      match_stock_host};
    static const char anchors[] = "..::-@0*-";
    uint8_t c = t->p[x];

    for (size_t i = 0; i < COUNT_OF(matchers); i++) {
        bool at = anchors[i] == '0' ? is_digit(c) && (x == t->lo || !is_digit(t->p[x - 1])) &&
                                          number_may(t->p + x)
                  : anchors[i] == '*'        ? label_may(t->p + x)
                  : matchers[i] == match_mac ? c == ':' || c == '-'
                                             : c == (uint8_t)anchors[i];
        unsigned n = at ? matchers[i](t, x, hits) : 0;
        if (n)
            return n;
    }
    return 0;
}

unsigned match_wide(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    struct folded f = {.n = 0};
    unsigned found = 0;

    if (!wide_may(t->p + x) ||
        (x >= t->lo + 3 && fold_at(t, x - 3) && is_alnum(fold_at(t, x - 3))))
        return 0; /* not the first of its row */
    fold(t, &f);
    struct text narrow = {.p = f.p,
                          .lo = PADDING,
                          .hi = PADDING + f.n,
                          .known = t->known,
                          .met = t->met,
                          .asked = t->asked};
    for (size_t i = PADDING; i < narrow.hi && found < MATCH_HITS; i++) {
        struct hit got[MATCH_HITS];
        unsigned n = try_all(&narrow, i, got);
        for (unsigned k = 0; k < n && found < MATCH_HITS; k++) {
            size_t at = t->lo + f.from[got[k].at - PADDING];
            size_t end = t->lo + f.from[got[k].at + got[k].n - PADDING];
            if (at > x || end <= x || got[k].mark || got[k].region)
                continue; /* another row's */
            hits[found] = got[k];
            hits[found].at = at;
            hits[found++].n = end - at;
        }
    }
    return found;
}
