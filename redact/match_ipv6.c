/* match_ipv6.c - "fe80::1%eth0", "[2001:db8::1]:443", "::ffff:10.0.0.5"; not "12:34:56",
 * "Foo::Bar", "22:15:29:606", "a::b". */
#include "redact/chars.h"
#include "redact/match.h"

#define RUN_MAX 48 /* longer rows of groups are dumps and fingerprints */

static bool in_run(uint8_t c)
{
    return is_hex(c) || c == ':' || c == '.';
}

/* Enough to be told from C++ names and counters: eight groups that are no row of pairs, or "::"
 * with a digit somewhere and a group of at least three digits, or three groups. */
static bool looks_like_address(struct str s)
{
    size_t groups = 0, longest = 0, run = 0, pairs = 0;
    bool digit = false, gap = false;

    for (size_t i = 0; i <= s.n; i++) {
        uint8_t c = i < s.n ? (uint8_t)s.p[i] : ':';
        if (c != ':' && c != '.') {
            digit |= is_digit(c);
            run++;
            continue;
        }
        groups += run > 0;
        pairs += run == 2;
        longest = run > longest ? run : longest;
        gap |= run == 0 && i > 0 && i < s.n;
        run = 0;
    }
    if (!gap)
        return pairs < groups;
    return digit && groups > 0 && (longest >= 3 || groups >= 3);
}

static bool try_run(const struct text *t, size_t from, size_t to, struct hit *hit)
{
    struct str s = text_str(t, from, to);
    uint8_t v[16];

    if (!ipv6_parse(s, v) || !looks_like_address(s) || value_is_common(ENTITY_IPV6, s))
        return false;
    *hit = (struct hit){.kind = ENTITY_IPV6, .at = from, .n = to - from};
    return true;
}

unsigned match_ipv6(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t from = x, to = x;
    unsigned colons = 0;
    bool gap = false;

    while (from > t->lo && x - from <= 5 && in_run(t->p[from - 1])) {
        if (t->p[--from] == ':')
            return 0; /* not the first colon */
    }
    for (; to < t->hi && to - from <= RUN_MAX && in_run(t->p[to]); to++) {
        colons += t->p[to] == ':';
        gap |= t->p[to] == ':' && text_at(t, to + 1) == ':';
    }
    if ((!gap && colons < 6) || to - from > RUN_MAX)
        return 0;
    while (to > from && (t->p[to - 1] == '.' || (t->p[to - 1] == ':' && t->p[to - 2] != ':')))
        to--; /* the end of a sentence, a label's colon */
    if (is_word(text_at(t, to)))
        return 0;
    bool joined = from > t->lo && is_word(t->p[from - 1]);
    if (!joined && try_run(t, from, to, hits))
        return 1;
    /* "ip:fe80::1": what stands before this colon is a label */
    return text_at(t, x + 1) != ':' && try_run(t, x + 1, to, hits);
}
