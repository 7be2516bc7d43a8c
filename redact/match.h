/* match.h - typed matchers: is the byte at x the anchor of an address, a name, a path?
 *
 * A matcher looks at t->p[t->lo .. t->hi) only, which the scanner cuts to SCAN_BACK bytes
 * before and SCAN_AHEAD after the anchor. Its answer therefore depends on the text alone, never
 * on how the text came in. Each has one anchor byte: where several in a row would give the same
 * hit, it answers at the first. */
#ifndef CASEPACK_REDACT_MATCH_H
#define CASEPACK_REDACT_MATCH_H

#include "redact/known.h"

#define SCAN_BACK 512
#define SCAN_AHEAD 512
#define MATCH_HITS 2 /* at most, of one matcher at one anchor */

struct text {
    const uint8_t *p;
    size_t lo, hi;
    const struct known *known;
};

struct hit {
    enum entity_kind kind;
    bool rest; /* the end of a hit that another one overlaps: masked */
    size_t at; /* index into text.p */
    size_t n;
};

/* Returns the number of hits written. */
typedef unsigned match_at(const struct text *t, size_t x, struct hit hits[MATCH_HITS]);

match_at match_ipv4;       /* anchor '.' */
match_at match_mac_dotted; /* '.' */
match_at match_domain;     /* '.' */
match_at match_ipv6;       /* ':' */
match_at match_mac;        /* ':' or '-' */
match_at match_mac_bare;   /* ':' or '=' after a label */
match_at match_stock_host; /* '-' */
match_at match_email;      /* '@' */
match_at match_unc;        /* '\' */
match_at match_home;       /* '/' */
match_at match_users;      /* '/' or '\' */

/* 0 outside the text. */
static inline uint8_t text_at(const struct text *t, size_t i)
{
    return i >= t->lo && i < t->hi ? t->p[i] : 0;
}

static inline struct str text_str(const struct text *t, size_t from, size_t to)
{
    return (struct str){(const char *)t->p + from, to - from};
}

/* Does literal (ASCII letters in any case) stand at i, or end right before i? */
bool text_has(const struct text *t, size_t i, const char *literal);
bool text_ends(const struct text *t, size_t i, const char *literal);

#endif
