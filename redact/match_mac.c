/* match_mac.c - "00:1b:21:61:9d:4f", "00-1B-21-61-9D-4F", "001b.2161.9d4f", "001b-2161-9d4f" (H3C,
 * Huawei), "MAC=001b21619d4f", the end of a DUID;
 * not "00-00-00-00-00-00-00-E0" (EUI-64), "24-03-05-10-11-12" (a date), fingerprints. */
#include "redact/chars.h"
#include "redact/match.h"

#define MAC_CHARS 17
#define DOTTED_CHARS 14
#define BARE_CHARS 12

static bool is_known(const struct text *t, size_t at, size_t n)
{
    return text_knows(t, ENTITY_MAC, text_str(t, at, at + n));
}

static unsigned give(const struct text *t, size_t at, size_t n, struct hit *hit)
{
    if (value_is_common(ENTITY_MAC, text_str(t, at, at + n)))
        return 0;
    *hit = (struct hit){.kind = ENTITY_MAC, .at = at, .n = n};
    return 1;
}

static unsigned two_digits(const uint8_t *p)
{
    return (p[0] - (unsigned)'0') * 10 + p[1] - '0';
}

/* yy-mm-dd-hh-mm-ss, all decimal and a possible time. */
static bool is_date(const uint8_t *p)
{
    for (size_t i = 0; i < MAC_CHARS; i++)
        if (i % 3 == 2 ? p[i] != '-' : !is_digit(p[i]))
            return false;
    unsigned month = two_digits(p + 3), day = two_digits(p + 6);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && two_digits(p + 9) < 24 &&
           two_digits(p + 12) < 60 && two_digits(p + 15) < 61;
}

/* Six pairs with one separator begin at i. */
static bool is_row(const struct text *t, size_t i, uint8_t sep)
{
    if (i < t->lo || i + MAC_CHARS > t->hi)
        return false;
    for (size_t k = 0; k < MAC_CHARS; k++)
        if (k % 3 == 2 ? t->p[i + k] != sep : !is_hex(t->p[i + k]))
            return false;
    return true;
}

static bool pair_before(const struct text *t, size_t at, uint8_t sep)
{
    return at >= t->lo + 3 && t->p[at - 1] == sep && is_hex(t->p[at - 2]) &&
           is_hex(t->p[at - 3]) && !(at > t->lo + 3 && is_word(t->p[at - 4]));
}

static bool pair_after(const struct text *t, size_t end, uint8_t sep)
{
    return text_at(t, end) == sep && is_hex(text_at(t, end + 1)) &&
           is_hex(text_at(t, end + 2)) && !is_word(text_at(t, end + 3));
}

/* The head of a frame in logs of netfilter: "MAC=" to, from, and two octets of the type. */
static unsigned frame_head(const struct text *t, size_t at, struct hit *hits)
{
    size_t from = at + MAC_CHARS + 1;

    if (!text_ends(t, at, "mac=") || !is_row(t, from, ':') ||
        !pair_after(t, from + MAC_CHARS, ':'))
        return 0;
    unsigned n = give(t, at, MAC_CHARS, hits);
    return n + give(t, from, MAC_CHARS, hits + n);
}

/* RFC 8415, 11: a DUID of an address on the link, with a time ("00-01-00-01", four octets) or
 * without ("00-03-00-01"), ends in that address. */
static unsigned client_duid(const struct text *t, size_t at, uint8_t sep, struct hit *hits)
{
    static const struct duid {
        const char *octets;
        size_t before; /* of the address */
    } duids[] = {{"00-01-00-01", 8 * 3}, {"00-03-00-01", 4 * 3}};

    for (size_t i = 0; i < COUNT_OF(duids); i++) {
        size_t mac = at + duids[i].before;
        bool same = true;
        for (size_t k = 0; duids[i].octets[k]; k++)
            same &= k % 3 == 2 || t->p[at + k] == (uint8_t)duids[i].octets[k];
        if (same && is_row(t, mac, sep) && !is_word(text_at(t, mac + MAC_CHARS)) &&
            !pair_after(t, mac + MAC_CHARS, sep))
            return give(t, mac, MAC_CHARS, hits);
    }
    return frame_head(t, at, hits);
}

unsigned match_mac(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    uint8_t sep = t->p[x];

    if (text_at(t, x + 3) != sep || text_at(t, x + 6) != sep || x < t->lo + 2)
        return 0;
    size_t at = x - 2;
    if (!is_row(t, at, sep) || alnum_before(t->p, at, t->lo) || pair_before(t, at, sep))
        return 0;
    if (pair_after(t, at + MAC_CHARS, sep)) {
        /* A seventh octet: a DHCP client id, "01" for Ethernet before the address itself. */
        bool client_id = t->p[at] == '0' && t->p[at + 1] == '1' && is_row(t, at + 3, sep) &&
                         !pair_after(t, at + 3 + MAC_CHARS, sep);
        if (!client_id)
            return client_duid(t, at, sep, hits);
        at += 3;
    }
    if (is_alnum(text_at(t, at + MAC_CHARS)) ||
        (sep == '-' && is_date(t->p + at) && !is_known(t, at, MAC_CHARS)))
        return 0;
    return give(t, at, MAC_CHARS, hits);
}

unsigned match_mac_dotted(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    uint8_t sep = t->p[x];
    bool letter = false, digit = false;

    if (text_at(t, x + 5) != sep || x < t->lo + 4 || x + 10 > t->hi)
        return 0;
    size_t at = x - 4;
    for (size_t i = 0; i < DOTTED_CHARS; i++) {
        if (i % 5 == 4 ? t->p[at + i] != sep : !is_hex(t->p[at + i]))
            return 0;
        letter |= is_alpha(t->p[at + i]);
        digit |= is_digit(t->p[at + i]);
    }
    uint8_t before = at > t->lo ? t->p[at - 1] : 0, after = text_at(t, at + DOTTED_CHARS);
    if (is_word(before) || before == sep || is_word(after) ||
        (after == sep && is_word(text_at(t, at + DOTTED_CHARS + 1))))
        return 0;
    if (!(letter && (digit || sep == '.')) && !is_known(t, at, DOTTED_CHARS))
        return 0;
    return give(t, at, DOTTED_CHARS, hits);
}

static bool is_mixed(const struct text *t, size_t at)
{
    bool digit = false, letter = false;

    for (size_t i = at; i < at + BARE_CHARS; i++) {
        digit |= is_digit(t->p[i]);
        letter |= is_alpha(t->p[i]);
    }
    return digit && letter;
}

/* "mac=8C-16-45-.. raw=8c1645......": another form of an address beside it. */
static bool mac_before(const struct text *t, size_t x)
{
    for (size_t i = x; i > t->lo + 3 && x - i < 64 && t->p[i - 1] != '\n'; i--)
        if (text_ends(t, i, "mac=") || text_ends(t, i, "mac:") || text_ends(t, i, "mac\":"))
            return true;
    return false;
}

unsigned match_mac_bare(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    static const char *const labels[] = {"mac", "bssid", "hwaddr", "mac address", "\"mac\""};
    size_t at = x + 1, n = 0;

    while (at - x <= 3 && (is_blank(text_at(t, at)) || text_at(t, at) == '"'))
        at++;
    while (n <= BARE_CHARS && is_hex(text_at(t, at + n)))
        n++;
    if (n != BARE_CHARS || is_word(text_at(t, at + n)))
        return 0;
    for (size_t i = 0; i < COUNT_OF(labels); i++) {
        size_t before = x - strlen(labels[i]) - 1; /* "hmac" is none */
        if (text_ends(t, x, labels[i]) && !is_word(text_at(t, before)))
            return give(t, at, BARE_CHARS, hits);
    }
    if (is_mixed(t, at) && mac_before(t, x))
        return give(t, at, BARE_CHARS, hits);
    return 0;
}
