/* match.h - typed matchers: is the byte at x the anchor of an address, a name, a path?
 *
 * A matcher looks at t->p[t->lo .. t->hi) only, which the scanner cuts to SCAN_BACK bytes
 * before and SCAN_AHEAD after the anchor. Its answer therefore depends on the text alone, never
 * on how the text came in. Each has one kind of anchor: where several in a row would give the
 * same hit, it answers at the first. A hit begins at most SCAN_BACK bytes before its anchor. */
#ifndef CASEPACK_REDACT_MATCH_H
#define CASEPACK_REDACT_MATCH_H

#include <string.h>

#include "redact/chars.h"
#include "redact/known.h"
#include "redact/mark.h"

#define SCAN_BACK 512
#define SCAN_AHEAD 512
#define MATCH_HITS 4 /* at most, of one matcher at one anchor */

struct text {
    const uint8_t *p;
    size_t lo, hi;
    bool first; /* nothing stands before lo */
    const struct known *known;
    const struct known *met; /* addresses that stand as such in some artifact; may be NULL */
    bool *asked;             /* set when known or met is asked; may be NULL */
};

/* What is longer than a matcher can see: the hit goes on behind its end (region.h). */
enum region_kind {
    REGION_NONE,
    REGION_PEM,   /* to the END line */
    REGION_TOKEN, /* as long as bytes of a token follow */
    REGION_LINE,  /* to the end of the line */
};

struct hit {
    enum entity_kind kind;
    bool rest;  /* the end of a hit that another one overlaps: masked */
    bool learn; /* a name where names stand: it counts wherever else it stands */
    enum region_kind region;
    enum mark mark; /* not MARK_NONE: no value, but a classification marking */
    size_t at;      /* index into text.p */
    size_t n;
};

/* Returns the number of hits written. */
typedef unsigned match_at(const struct text *t, size_t x, struct hit hits[MATCH_HITS]);

match_at match_ipv4;         /* anchor '.' */
match_at match_mac_dotted;   /* '.' or '-' */
match_at match_ipv6;         /* ':' */
match_at match_mac;          /* ':' or '-' */
match_at match_mac_bare;     /* ':' or '=' after a label */
match_at match_url;          /* ':' of "://" */
match_at match_syslog;       /* ':' of a time of day */
match_at match_dump;         /* ':' between the hashes of a password dump */
match_at match_stock_host;   /* '-' */
match_at match_groups;       /* '-' between the groups of a key or serial */
match_at match_email;        /* '@' */
match_at match_unc;          /* '\' */
match_at match_account;      /* '\' */
match_at match_exchange_dn;  /* '/' */
match_at match_number;       /* the first digit of a row: see number_may() */
match_at match_label;        /* the first byte of a label: see label_may() */
match_at match_star;         /* '*' and the stars of markings */
match_at match_house_number; /* a digit; for match_number() */
match_at match_wide;         /* the first full-width letter or digit of a row */

/* Worth a look by match_number()? p[-1] and seven bytes from p on must be readable; p[0] is a
 * digit and p[-1] none. Rows of less than seven digits count only with groups behind them. */
static inline bool number_may(const uint8_t *p)
{
    if (!is_digit(p[1]) && p[1] < 0x80)
        return false;
    if (is_digit(p[2]) && is_digit(p[3]) && is_digit(p[4]) && is_digit(p[5]) && is_digit(p[6]))
        return true;
    /* "138 0013 8000", "010-6234", "6222-0210", "86-10", "(010)", "12号" */
    for (int i = 1; i < 5; i++)
        if (!is_digit(p[i]))
            return p[i] >= 0x80 || p[i] == ')' || p[i] == ' ' || p[i] == '-';
    return false;
}

static inline bool wide_may(const uint8_t *p) /* U+FF10..19, FF21..3A, FF41..5A; p[0] is EF */
{
    return (p[1] == 0xbc &&
            ((p[2] >= 0x90 && p[2] <= 0x99) || (p[2] >= 0xa1 && p[2] <= 0xba))) ||
           (p[1] == 0xbd && p[2] >= 0x81 && p[2] <= 0x9a);
}

static inline bool star_may(const uint8_t *p) /* U+2605, U+2606, U+FF0A */
{
    return p[0] == '*' || (p[0] == 0xe2 && p[1] == 0x98 && (p[2] == 0x85 || p[2] == 0x86)) ||
           (p[0] == 0xef && p[1] == 0xbc && p[2] == 0x8a);
}

static inline unsigned hit_give(struct hit *hit, enum entity_kind kind, size_t at, size_t end)
{
    *hit = (struct hit){.kind = kind, .at = at, .n = end - at};
    return 1;
}

/* 0 outside the text. */
static inline uint8_t text_at(const struct text *t, size_t i)
{
    return i >= t->lo && i < t->hi ? t->p[i] : 0;
}

static inline struct str text_str(const struct text *t, size_t from, size_t to)
{
    return (struct str){(const char *)t->p + from, to - from};
}

/* Is the value known, or an address that was met? */
bool text_knows(const struct text *t, enum entity_kind kind, struct str value);
bool text_met(const struct text *t, enum entity_kind kind, struct str value);

/* An element of a table of struct str. */
#define TEXT(literal)               \
    {                               \
        literal, sizeof literal - 1 \
    }

/* Does literal (ASCII letters in any case, in lower case there) stand at i, or end right before i?
 * Most often its first, or last, byte says no. */
bool text_has_all(const struct text *t, size_t i, const char *literal, size_t n);

static inline bool text_has(const struct text *t, size_t i, const char *literal)
{
    if (literal[0] && to_lower(text_at(t, i)) != (uint8_t)literal[0])
        return false;
    return text_has_all(t, i, literal, strlen(literal));
}

static inline bool text_ends_str(const struct text *t, size_t i, struct str literal)
{
    return literal.n == 0 ||
           (i >= t->lo + literal.n &&
            to_lower(text_at(t, i - 1)) == (uint8_t)literal.p[literal.n - 1] &&
            text_has_all(t, i - literal.n, literal.p, literal.n));
}

static inline bool text_ends(const struct text *t, size_t i, const char *literal)
{
    return text_ends_str(t, i, (struct str){literal, strlen(literal)});
}

/* The end of the bytes from i on, at most most of them, that belong to a class. */
static inline size_t text_run(const struct text *t, size_t i, size_t most,
                              bool (*in)(uint8_t c))
{
    size_t from = i;

    while (i < t->hi && i - from < most && in(t->p[i]))
        i++;
    return i;
}

#endif
