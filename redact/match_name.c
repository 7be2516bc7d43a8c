/* match_name.c - names that show by their form: e-mail addresses, internal domains, the host
 * names installers make up, users in paths. */
#include "redact/chars.h"
#include "redact/names.h"
#include "redact/take.h"

#define LOCAL_MAX 64
#define LABEL_MAX 63
#define DOMAIN_MAX 253
#define USER_MAX 64
#define SSH_KEY_BYTES 40 /* in a row: more than any word has */

/* ---- e-mail -------------------------------------------------------------------------------*/

static bool in_local(uint8_t c)
{
    return is_word(c) || c == '.' || c == '%' || c == '+' || c == '-';
}

static bool is_letters(const struct text *t, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (!is_alpha(t->p[i]))
            return false;
    return end >= from + 2;
}

/* The end of labels and dots from i on that end in a label of letters, which begins at *tld;
 * *tld 0 when there is none. */
static size_t labels_end(const struct text *t, size_t i, size_t *tld)
{
    size_t from = i, label = i;

    *tld = 0;
    while (i < t->hi && i - from < DOMAIN_MAX) {
        uint8_t c = t->p[i];
        if (is_alnum(c) || (c == '-' && i > label)) {
            if (i - label == LABEL_MAX)
                break;
            i++;
        } else if (c == '.' && i > label && is_alnum(text_at(t, i + 1))) {
            label = *tld = ++i;
        } else {
            break;
        }
    }
    while (i > from && t->p[i - 1] == '-')
        i--;
    while (*tld && !is_letters(t, *tld, i)) { /* "a@b.cn.2": back to "cn" */
        for (i = --*tld; *tld > from && t->p[*tld - 1] != '.';)
            --*tld;
        if (*tld == from)
            *tld = 0;
    }
    return i;
}

/* "getty@tty1.service", "user@1000.slice": instances of systemd units. */
static bool is_unit(struct str tld)
{
    static const char *const units[] = {"service", "socket", "timer",    "slice",
                                        "scope",   "mount",  "device",   "target",
                                        "path",    "swap",   "automount"};

    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_eq_nocase(tld, str_of(units[i])))
            return true;
    return false;
}

/* Addresses of projects that stand in every kernel log. */
static bool is_project(struct str domain)
{
    return str_eq_nocase(domain, STR("lists.debian.org")) ||
           str_eq_nocase(domain, STR("vger.kernel.org"));
}

/* "scheme://user:pass@host": the part at i belongs to match_url(). */
static bool in_authority(const struct text *t, size_t i)
{
    size_t from = i;

    while (i > t->lo && from - i < DOMAIN_MAX && t->p[i - 1] > ' ' && t->p[i - 1] != '"') {
        if (t->p[i - 1] == '/')
            return text_ends(t, i, "://");
        i--;
    }
    return false;
}

/* "ssh-rsa AAAAB3... zhang@pc7": the comment of a key; "zhang@pc7:~$": a prompt. */
static bool is_login(const struct text *t, size_t at, size_t end)
{
    size_t key = at - 1;

    if (text_has(t, end, ":~") || text_has(t, end, ":/home/") || text_has(t, end, " ~]"))
        return true;
    while (at > t->lo && t->p[at - 1] == ' ' && key > t->lo && at - key < SSH_KEY_BYTES &&
           (is_alnum(t->p[key - 1]) || strchr("+/=", t->p[key - 1])))
        key--;
    return at - key == SSH_KEY_BYTES;
}

/* A user at a host of no domain. */
static unsigned give_login(const struct text *t, size_t at, size_t x, size_t end,
                           struct hit *hits)
{
    struct str user = text_str(t, at, x), host = text_str(t, x + 1, end);
    unsigned n = 0;

    if (host.n < 2 || !is_login(t, at, end))
        return 0;
    if (!value_is_common(ENTITY_USER, user) && !name_is_word(user) && user.n >= 2) {
        n += hit_give(&hits[n], ENTITY_USER, at, x);
        hits[n - 1].learn = true;
    }
    if (!value_is_common(ENTITY_HOST, host) && !name_is_word(host)) {
        n += hit_give(&hits[n], ENTITY_HOST, x + 1, end);
        hits[n - 1].learn = true;
    }
    return n;
}

unsigned match_email(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x, tld;

    while (at > t->lo && x - at < LOCAL_MAX && in_local(t->p[at - 1]))
        at--;
    while (at < x && !is_alnum(t->p[at]) && t->p[at] != '_')
        at++;
    size_t end = labels_end(t, x + 1, &tld);
    if (at == x || in_authority(t, at))
        return 0;
    if (!tld)
        return give_login(t, at, x, end, hits);
    if (is_unit(text_str(t, tld, end)) || is_project(text_str(t, x + 1, end)))
        return 0;
    hits[0] = (struct hit){.kind = ENTITY_EMAIL, .at = at, .n = end - at};
    return 1;
}

/* ---- internal domains ---------------------------------------------------------------------*/

static bool is_reversed_package(struct str name)
{
    static const char *const firsts[] = {"com.", "org.", "net.", "java.", "javax.",
                                         "jdk.", "sun.", "io.",  "cn.",   "android."};

    for (size_t i = 0; i < COUNT_OF(firsts); i++)
        if (str_starts(name, firsts[i]))
            return true;
    return false;
}

/* "srv7.corp.local": host srv7, domain corp.local. The suffix alone says "internal". */
unsigned take_internal(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t x = v->label_at, at = x, end = text_run(t, x + 1, LABEL_MAX, is_alpha);

    if (is_word(text_at(t, end)) || text_at(t, end) == '-' ||
        (text_at(t, end) == '.' && is_word(text_at(t, end + 1))))
        return 0;
    while (at > t->lo && x - at < DOMAIN_MAX &&
           (is_alnum(t->p[at - 1]) || t->p[at - 1] == '-' || t->p[at - 1] == '.'))
        at--;
    uint8_t before = at > t->lo ? t->p[at - 1] : 0;
    bool path = before == '/' && !(at >= t->lo + 2 && t->p[at - 2] == '/');
    if (before == '_' || before == '$' || path || !is_alnum(text_at(t, at)) ||
        is_reversed_package(text_str(t, at, end)))
        return 0; /* "/etc/rc.local" is a file */
    size_t host = at;
    while (t->p[host] != '.')
        host++;
    hits[0] = (struct hit){.kind = ENTITY_HOST, .learn = true, .at = at, .n = host - at};
    if (value_is_common(ENTITY_HOST, text_str(t, at, host)))
        return 0;
    if (host == x)
        return 1;
    hits[1] =
        (struct hit){.kind = ENTITY_DOMAIN, .learn = true, .at = host + 1, .n = end - host - 1};
    return 2;
}

/* ---- made-up host names -------------------------------------------------------------------*/

unsigned match_stock_host(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    static const struct stock {
        const char *prefix;
        size_t tail;
    } stocks[] = {{"desktop", 7}, {"laptop", 8}, {"win", 11}};

    uint8_t last = to_lower(text_at(t, x - 1));
    if (last != 'p' && last != 'n')
        return 0; /* most hyphens end here */
    for (size_t i = 0; i < COUNT_OF(stocks); i++) {
        size_t n = strlen(stocks[i].prefix), end = x + 1;
        bool digit = false, lower = false;

        if (!text_ends(t, x, stocks[i].prefix) || (x - n > t->lo && is_alnum(t->p[x - n - 1])))
            continue;
        for (; end < t->hi && end - x <= stocks[i].tail + 1 && is_alnum(t->p[end]); end++) {
            digit |= is_digit(t->p[end]);
            lower |= is_lower(t->p[end]);
        }
        if (end - x - 1 != stocks[i].tail || (lower && !digit))
            continue;
        hits[0] =
            (struct hit){.kind = ENTITY_HOST, .learn = true, .at = x - n, .n = end - (x - n)};
        return 1;
    }
    return 0;
}

/* What may stand behind the name of a server: a share, or the end of a word. */
static bool ends_share(uint8_t c)
{
    return c == '\\' || c <= ' ' || c >= 0x80 || strchr("\"',;)]", c);
}

/* "\\fs-18\share": a digit, hyphen or dot tells it from "\\Device\\..." with doubled
 * backslashes. */
unsigned match_unc(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x + (text_has(t, x, "\\\\\\\\") ? 4 : 2), end = at; /* doubled in JSON */
    uint8_t before = text_at(t, x - 1);
    bool telling = false;

    if (text_at(t, x + 1) != '\\' || before == '\\' || before == ':' || is_word(before))
        return 0;
    for (; end < t->hi && end - at <= LABEL_MAX; end++) {
        uint8_t c = t->p[end];
        bool special = is_digit(c) || c == '-' || c == '.';
        if (!is_alnum(c) && c != '_' && !special)
            break;
        telling |= special;
    }
    uint8_t v4[4];
    if (!telling || !ends_share(text_at(t, end)) || !is_alnum(text_at(t, at)) ||
        ipv4_parse(text_str(t, at, end), v4) ||
        value_is_common(ENTITY_HOST, text_str(t, at, end)))
        return 0;
    hits[0] = (struct hit){.kind = ENTITY_HOST, .learn = true, .at = at, .n = end - at};
    return 1;
}

/* ---- users in paths -----------------------------------------------------------------------*/

static bool ends_name(uint8_t c)
{
    switch (c) {
    case '/':
    case '\\':
    case ':':
    case '*':
    case '?':
    case '"':
    case '<':
    case '>':
    case '|':
        return true;
    default:
        return c < ' ';
    }
}

static bool ends_word(uint8_t c)
{
    return ends_name(c) || strchr(" ';,()[]{}%$&`=", c);
}

/* A name of a user begins at i. Windows allows blanks: they count when the path goes on. */
static unsigned give_user(const struct text *t, size_t i, struct hit *hit)
{
    size_t end = i, word = i;

    while (end < t->hi && end - i <= USER_MAX && !ends_name(t->p[end]))
        end++;
    while (word < end && !ends_word(t->p[word]))
        word++;
    if (end - i > USER_MAX || text_at(t, end) != '\\' || t->p[i - 1] != '\\')
        end = word;
    while (end > i && (t->p[end - 1] == '.' || t->p[end - 1] == ' '))
        end--;
    if (end == i || ends_word(t->p[i]) || value_is_common(ENTITY_USER, text_str(t, i, end)))
        return 0;
    *hit = (struct hit){.kind = ENTITY_USER, .learn = true, .at = i, .n = end - i};
    return 1;
}

/* Inside "https://host/home/..." it is no folder of a user. */
static bool in_url(const struct text *t, size_t x)
{
    size_t i = x;

    while (i > t->lo && t->p[i - 1] > ' ' && !strchr("\"'<>()", t->p[i - 1])) {
        i--;
        if (text_has(t, i, "://"))
            return !text_ends(t, i, "file");
    }
    return false;
}

unsigned take_home(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t x = v->label_at;

    if (t->p[x + 1] != 'h' || in_url(t, x))
        return 0;
    return give_user(t, x + strlen("/home/"), hits);
}

/* "\Users\NAME", also with doubled backslashes as in JSON. */
unsigned take_users(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t x = v->label_at, at = x + 1;

    if (t->p[x] == '/' && (t->p[x + 1] != 'U' || in_url(t, x)))
        return 0;
    while (text_at(t, at) != t->p[x])
        at++;
    at += text_at(t, at + 1) == t->p[x] ? 2 : 1;
    return give_user(t, at, hits);
}
