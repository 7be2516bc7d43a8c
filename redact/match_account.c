/* match_account.c - who and where in addresses of the net and in log lines: URLs, the host
 * column of syslog, DOMAIN\user. */
#include "redact/match.h"
#include "redact/names.h"

#define SCHEME_MAX 16
#define NAME_MAX_BYTES 253
#define USER_MAX 64
#define AUTHORITY_MAX (NAME_MAX_BYTES + 2 * USER_MAX)

static bool in_host(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

static bool in_authority(uint8_t c)
{
    switch (c) {
    case '/':
    case '"':
    case '\'':
    case '<':
    case '>':
    case '\\':
    case '^':
    case '`':
    case '{':
    case '|':
    case '}':
    case '?':
    case '#':
        return false;
    default:
        return c > ' ' && c < 0x7f;
    }
}

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_alpha((uint8_t)s.p[i]))
            return true;
    return false;
}

/* ---- URLs ---------------------------------------------------------------------------------*/

/* A password may hold a '#' that nobody spelled as %23; then an '@' still follows. */
static size_t authority_end(const struct text *t, size_t at)
{
    size_t end = text_run(t, at, AUTHORITY_MAX, in_authority), more = end;

    if (text_at(t, end) != '#' || !memchr(t->p + at, ':', end - at))
        return end;
    while (text_at(t, more) == '#')
        more = text_run(t, more + 1, AUTHORITY_MAX, in_authority);
    return memchr(t->p + end, '@', more - end) ? more : end;
}

static size_t last_at_sign(const struct text *t, size_t from, size_t end)
{
    while (end > from && t->p[end - 1] != '@')
        end--;
    return end > from ? end - 1 : 0;
}

static unsigned give_host(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    struct str name = text_str(t, at, end);
    uint8_t v4[4];

    if (name.n < 2 || !has_letter(name) || ipv4_parse(name, v4) || name_is_public(name) ||
        value_is_common(ENTITY_HOST, name) || name_is_word(name))
        return 0;
    if (memchr(name.p, '.', name.n) ? !name_is_dotted(name) : !name_is_telling(name))
        return 0;
    hit_give(hit, ENTITY_HOST, at, end);
    hit->learn = true;
    return 1;
}

/* RFC 3986, 3.2: scheme://user:password@host:port. The anchor is the colon of "://". */
unsigned match_url(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x + 3, end, sign, colon = 0;
    unsigned n = 0;

    if (text_at(t, x + 1) != '/' || text_at(t, x + 2) != '/' || !is_alnum(text_at(t, x - 1)))
        return 0;
    end = authority_end(t, at);
    sign = last_at_sign(t, at, end);
    for (size_t i = at; sign && i < sign && !colon; i++)
        colon = t->p[i] == ':' ? i : 0;
    if (sign) {
        size_t user_end = colon ? colon : sign;
        struct str user = text_str(t, at, user_end);
        if (user.n && !value_is_common(ENTITY_USER, user) && !name_is_word(user)) {
            hit_give(&hits[n], ENTITY_USER, at, user_end);
            hits[n++].learn = true;
        }
        if (colon && sign > colon + 1)
            n += hit_give(&hits[n], ENTITY_PASSWORD, colon + 1, sign);
        at = sign + 1;
    }
    size_t host_end = text_run(t, at, NAME_MAX_BYTES, in_host);
    while (host_end > at && strchr(".-_", t->p[host_end - 1]))
        host_end--;
    return n + give_host(t, at, host_end, &hits[n]);
}

/* ---- syslog -------------------------------------------------------------------------------*/

static bool is_month(const struct text *t, size_t i)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};

    for (size_t k = 0; k < COUNT_OF(months); k++)
        if (text_has(t, i, months[k]))
            return true;
    return false;
}

/* RFC 3164, 4.1.2: "Mmm dd " right before the hours at i, at the beginning of a line or behind
 * a priority. */
static bool bsd_date(const struct text *t, size_t i)
{
    if (i < t->lo + 7 || t->p[i - 1] != ' ' || !is_digit(t->p[i - 2]) || t->p[i - 4] != ' ' ||
        !is_month(t, i - 7))
        return false;
    uint8_t before = i > t->lo + 7 ? t->p[i - 8] : '\n';
    return before == '\n' || before == '>' || before == '%' || before == 0xbf;
}

/* RFC 3339: "2026-01-31T" before the hours. */
static bool iso_date(const struct text *t, size_t i)
{
    return i >= t->lo + 11 && to_upper(t->p[i - 1]) == 'T' && is_digit(t->p[i - 2]) &&
           t->p[i - 4] == '-' && t->p[i - 7] == '-' &&
           (i == t->lo + 11 || !is_word(t->p[i - 12]));
}

/* "09:14:22:117 2025 HOST": switches of H3C say the year behind the time. */
static bool year_follows(const struct text *t, size_t i)
{
    return text_at(t, i) == ':' && text_run(t, i + 1, 4, is_digit) == i + 4 &&
           text_at(t, i + 4) == ' ' && text_run(t, i + 5, 5, is_digit) == i + 9;
}

static size_t past_fraction_and_zone(const struct text *t, size_t i)
{
    if (year_follows(t, i))
        return i + 9;
    if (text_at(t, i) == '.' || text_at(t, i) == ',')
        i = text_run(t, i + 1, 9, is_digit);
    if (to_upper(text_at(t, i)) == 'Z')
        return i + 1;
    if (text_at(t, i) == '+' || text_at(t, i) == '-')
        i = text_run(t, i + 1, 2, is_digit);
    return text_at(t, i) == ':' ? text_run(t, i + 1, 2, is_digit) : i;
}

/* "HOST program[12]: ..." or "HOST program: ..." */
static bool program_follows(const struct text *t, size_t i)
{
    size_t end = i + 1;

    while (end < t->hi && end - i < 64 && t->p[end] > ' ' && t->p[end] != ':' &&
           t->p[end] != '[')
        end++;
    return end > i + 1 && (text_at(t, end) == ':' || text_at(t, end) == '[');
}

/* The anchor is the first colon of a time of day. */
unsigned match_syslog(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x + 6, end;

    if (x < t->lo + 3 || !is_digit(t->p[x - 1]) || !is_digit(t->p[x - 2]) ||
        text_at(t, x + 3) != ':' || !is_digit(text_at(t, x + 4)))
        return 0;
    bool bsd = bsd_date(t, x - 2), iso = !bsd && iso_date(t, x - 2);
    if (!bsd && !iso)
        return 0;
    at = past_fraction_and_zone(t, at);
    if (text_at(t, at++) != ' ')
        return 0;
    end = text_run(t, at, NAME_MAX_BYTES, in_host);
    struct str name = text_str(t, at, end);
    uint8_t v4[4];
    if (name.n < 2 || text_at(t, end) != ' ' || !has_letter(name) || ipv4_parse(name, v4) ||
        value_is_common(ENTITY_HOST, name) || (!bsd && name_is_word(name)) ||
        !(program_follows(t, end) || (bsd && name_is_telling(name)) ||
          text_has(t, end, " last message")))
        return 0;
    hit_give(hits, ENTITY_HOST, at, end);
    hits->learn = true;
    return 1;
}

/* ---- DOMAIN\user --------------------------------------------------------------------------*/

static bool in_user(uint8_t c)
{
    return is_word(c) || c == '.' || c == '$' || c == '-';
}

/* Only beside a known host or domain, or a name that an installer made up: a backslash stands in
 * every path. Anchor: the backslash. */
unsigned match_account(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x, user = x + 1, end;

    while (at > t->lo && x - at < 64 && in_host(t->p[at - 1]))
        at--;
    if (text_at(t, user) == '\\')
        user++;
    uint8_t before = at > t->lo ? t->p[at - 1] : 0;
    if (x - at < 2 || before == '\\' || before == '/' || before == ':')
        return 0;
    struct str domain = text_str(t, at, x);
    bool stock = domain.n >= 11 && (str_eq_nocase(str_sub(domain, 0, 8), STR("desktop-")) ||
                                    str_eq_nocase(str_sub(domain, 0, 7), STR("laptop-")) ||
                                    str_eq_nocase(str_sub(domain, 0, 4), STR("win-")));
    if (!stock && !text_knows(t, ENTITY_HOST, domain) && !text_knows(t, ENTITY_DOMAIN, domain))
        return 0;
    end = text_run(t, user, USER_MAX, in_user);
    while (end > user && strchr(".-", t->p[end - 1]))
        end--;
    struct str name = text_str(t, user, end);
    if (name.n < 2 || text_at(t, end) == '\\' || !has_letter(name) || name_is_word(name) ||
        value_is_common(ENTITY_USER, name))
        return 0;
    hit_give(hits, ENTITY_USER, user, end);
    hits->learn = true;
    return 1;
}
