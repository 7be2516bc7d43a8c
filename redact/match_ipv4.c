/* match_ipv4.c - "10.0.0.5", "10.0.0.5:80", "10.0.0.0/8", "5.0.0.10.in-addr.arpa"; not
 * "Version 8.1.8.0", "1.2.3.4.5", "255.255.255.0", "1.2.3.4-5". */
#include "redact/chars.h"
#include "redact/match.h"
#include "redact/names.h"

#define OCTETS 4
#define NAME_BEFORE_MAX 64

/* The end of four octets that begin at i, or 0. */
static size_t quad_end(const struct text *t, size_t i)
{
    for (int octet = 0; octet < OCTETS; octet++) {
        unsigned value = 0;
        size_t from = i;

        while (i < t->hi && i - from < 4 && is_digit(t->p[i]))
            value = value * 10 + t->p[i++] - '0';
        if (i == from || i - from > 3 || value > 255 || (i - from > 1 && t->p[from] == '0'))
            return 0;
        if (octet + 1 < OCTETS && text_at(t, i++) != '.')
            return 0;
    }
    return i;
}

/* "10.0.0.1-10.0.0.9" is a range; any other digit beyond a hyphen makes it a version. */
static bool range_before(const struct text *t, size_t at)
{
    size_t i = at - 1;

    while (i > t->lo && at - i <= 16 && (is_digit(t->p[i - 1]) || t->p[i - 1] == '.'))
        i--;
    return quad_end(t, i) == at - 1;
}

/* "wqTGd83k.1.0.0.2": a vector of counters behind an id in mixed case. */
static bool is_counted(const struct text *t, size_t end)
{
    bool upper = false, lower = false;
    size_t i = end;

    for (; i > t->lo && end - i < 32 && (is_alnum(t->p[i - 1]) || strchr("+/", t->p[i - 1]));
         i--) {
        upper |= is_upper(t->p[i - 1]);
        lower |= is_lower(t->p[i - 1]);
    }
    return upper && lower && end - i >= 4;
}

/* "IP_10.0.0.5": how Windows names the port of a printer. */
static bool is_printer_port(const struct text *t, size_t at)
{
    return text_ends(t, at, "ip_") && !alnum_before(t->p, at - 3, t->lo);
}

/* "10.0.0.5_pc7.log": '_' parts the words of a file's name; but "libx_1.2.3.4_amd64.deb" and
 * "msil_y_10.0.0.0_none" are packages. Addresses of private nets alone are told (RFC 1918). */
static bool is_in_name(const struct text *t, size_t at, size_t end)
{
    static const char *const packages[] = {"_amd64", "_arm",  "_x86",     "_i386",
                                           "_all",   "_none", "_neutral", "_noarch"};
    uint8_t v[OCTETS];

    if (!ipv4_parse(text_str(t, at, end), v) || v[1] + v[2] + v[3] == 0)
        return false;
    for (size_t i = 0; i < COUNT_OF(packages); i++)
        if (text_has(t, end, packages[i]))
            return false;
    return v[0] == 10 || (v[0] == 172 && v[1] >> 4 == 1) || (v[0] == 192 && v[1] == 168);
}

static bool edges_ok(const struct text *t, size_t at, size_t end)
{
    uint8_t before = at > t->lo ? t->p[at - 1] : 0, after = text_at(t, end);

    if ((before == '_' || after == '_') && !is_printer_port(t, at) && !is_in_name(t, at, end))
        return false;
    if (alnum_before(t->p, at, t->lo) || is_alnum(after) || after == '+' ||
        (after == '~' && is_alnum(text_at(t, end + 1))))
        return false;
    if (text_ends(t, at, ".so.")) /* "libx.so.1.2.3.4" */
        return false;
    if (after == '.' && is_digit(text_at(t, end + 1)))
        return false;
    if (before == '.' && is_counted(t, at - 1))
        return false;
    if (before == '-' && at >= t->lo + 2 && is_digit(t->p[at - 2]) && !range_before(t, at))
        return false;
    return !(after == '-' && is_digit(text_at(t, end + 1)) && !quad_end(t, end + 1));
}

/* RFC 9110, 10.1.5: "Chrome/120.1.2.3". "pc7/10.0.0.5" is a host with its address. */
static bool product_before(const struct text *t, size_t at)
{
    static const struct str products[] = {
        TEXT("chrome"),      TEXT("chromium"), TEXT("crios"),     TEXT("edge"),
        TEXT("edg"),         TEXT("edga"),     TEXT("safari"),    TEXT("firefox"),
        TEXT("opr"),         TEXT("opera"),    TEXT("msie"),      TEXT("trident"),
        TEXT("applewebkit"), TEXT("version"),  TEXT("electron"),  TEXT("mozilla"),
        TEXT("okhttp"),      TEXT("curl"),     TEXT("qqbrowser"), TEXT("micromessenger"),
        TEXT("metasr"),      TEXT("360se"),    TEXT("lbbrowser")};

    if (text_at(t, at - 1) != '/')
        return false;
    for (size_t i = 0; i < COUNT_OF(products); i++)
        if (text_ends_str(t, at - 1, products[i]))
            return true;
    return false;
}

/* What may stand between a label and its value. */
static bool is_label_sign(uint8_t c)
{
    return is_blank(c) || c == ':' || c == '=' || c == '"' || c == '\'' || c == '>' ||
           c == '(' || c == ',';
}

/* The label right before a number says that it counts builds, not hosts. */
static bool version_label(const struct text *t, size_t at)
{
    static const struct str labels[] = {
        TEXT("version"),
        TEXT("ver"),
        TEXT("v"),
        TEXT("build"),
        TEXT("driver"),
        TEXT("revision"),
        TEXT("rev"),
        TEXT("release"),
        TEXT("firmware"),
        TEXT("fw"),
        TEXT("bios"),
        TEXT(".dll"),
        TEXT(".exe"),
        TEXT(".sys"),
        TEXT("x server"), /* of products; TEXT("DNS server 8.8.8.8") is none */
        TEXT("sql server"),
        TEXT("exchange server"),
        TEXT("\xe7\x89\x88\xe6\x9c\xac"),
        TEXT("\xe7\x89\x88\xe6\x9c\xac\xe5\x8f\xb7"),
        TEXT("\xe5\x9b\xba\xe4\xbb\xb6"),
        TEXT("\xe9\xa9\xb1\xe5\x8a\xa8")}; /* edition, its number, firmware, driver */
    static const char wide_colon[] = "\xef\xbc\x9a";
    size_t i = at, most = at - t->lo < 12 ? at - t->lo : 12;

    for (bool more = true; more && at - i < most;) {
        more = is_label_sign(t->p[i - 1]);
        if (more)
            i--;
        else if ((more = text_ends(t, i, wide_colon)))
            i -= sizeof wide_colon - 1;
    }
    if (i == at)
        return false;
    for (size_t k = 0; k < COUNT_OF(labels); k++) {
        size_t n = labels[k].n;
        if (text_ends_str(t, i, labels[k]) &&
            (n > 3 || labels[k].p[0] == '.' || i - n == t->lo || !is_alnum(t->p[i - n - 1])))
            return true;
    }
    return false;
}

/* "2.36.9.14": such addresses are in use, such versions too. */
static bool could_be_version(const uint8_t v[4])
{
    return v[0] < 10 && v[1] < 100 && v[2] < 100 && v[3] < 100;
}

/* "/usr/lib/pppd/2.4.9.1/pppol2tp.so": a folder of a version, no "//2.4.9.1/x" of a URL. */
static bool is_folder(const struct text *t, size_t at, size_t end)
{
    return at >= t->lo + 2 && t->p[at - 1] == '/' && is_alnum(t->p[at - 2]) &&
           text_at(t, end) == '/' && is_alpha(text_at(t, end + 1));
}

/* A port, a prefix length, brackets, or a word of nets on the same line shortly before. */
static bool address_context(const struct text *t, size_t at, size_t end)
{
    static const char *const words[] = {
        "ip",      "addr",   "host", "from",    " to ", "src",    "dst",  "server", "dns",
        "gateway", "client", "peer", "connect", "ping", "route",  "inet", "net",    "arp",
        "dhcp",    "->",     "://",  "地址",    "网关", "服务器", "掩码", "来自",   "主机"};
    uint8_t after = text_at(t, end), before = text_at(t, at - 1);

    if (((after == ':' || after == '/') && is_digit(text_at(t, end + 1))) || before == '@' ||
        before == '/' || before == '[' || before == '(' || text_has(t, end, ".in-addr"))
        return true;
    for (size_t i = at; i > t->lo && at - i < 32 && t->p[i - 1] != '\n'; i--)
        for (size_t k = 0; k < COUNT_OF(words); k++)
            if (text_has(t, i - 1, words[k]))
                return true;
    return false;
}

/* "251.202.168.192.in-addr.arpa" is of 192.168.202.251. */
static bool is_common(const struct text *t, size_t end, const uint8_t v[OCTETS])
{
    const uint8_t back[OCTETS] = {v[3], v[2], v[1], v[0]};

    return ipv4_is_common(text_has(t, end, ".in-addr") ? back : v);
}

static bool in_name(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* "HIER_DIRECT/10.0.0.5" of squid: a word of a program. */
static bool is_constant(struct str name)
{
    bool low_line = false;

    for (size_t i = 0; i < name.n; i++) {
        low_line |= name.p[i] == '_';
        if (name.p[i] != '_' && !is_upper((uint8_t)name.p[i]))
            return false;
    }
    return low_line;
}

/* "zhang@10.0.0.5", and "pc7/10.0.0.5" as Java writes an address that it looked up. */
static unsigned name_before(const struct text *t, size_t at, struct hit *hit)
{
    size_t end = at - 1, from = end;
    bool is_user = text_at(t, end) == '@';

    if (at == t->lo || (!is_user && t->p[end] != '/'))
        return 0;
    while (from > t->lo && end - from < NAME_BEFORE_MAX && in_name(t->p[from - 1]))
        from--;
    uint8_t before = from > t->lo ? t->p[from - 1] : ' ';
    struct str name = text_str(t, from, end);
    enum entity_kind kind = is_user ? ENTITY_USER : ENTITY_HOST;
    if (name.n < 3 || strchr("/\\.:@", before) || name_is_word(name) ||
        value_is_common(kind, name) || !name_is_telling(name) || is_constant(name) ||
        !is_alpha(t->p[from]))
        return 0;
    hit_give(hit, kind, from, end);
    hit->learn = true;
    return 1;
}

/* hosts(5): "10.0.0.5  pc7.corp.lan  oa-server": another name behind the full one. */
static unsigned alias_after(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    bool begins_line = at == t->lo ? t->first : t->p[at - 1] == '\n';
    size_t full = end, full_end, from, to;

    while (is_blank(text_at(t, full)))
        full++;
    full_end = text_run(t, full, NAME_BEFORE_MAX, in_name);
    for (from = full_end; is_blank(text_at(t, from));)
        from++;
    to = text_run(t, from, NAME_BEFORE_MAX, in_name);
    struct str name = text_str(t, from, to);
    if (!begins_line || full == end || from == full_end || text_at(t, to) > ' ' ||
        !name_is_dotted(text_str(t, full, full_end)) || name.n < 3 || name_is_word(name) ||
        memchr(name.p, '.', name.n) || !name_is_telling(name) || !is_alpha(t->p[from]))
        return 0;
    hit_give(hit, ENTITY_HOST, from, to);
    hit->learn = true;
    return 1;
}

unsigned match_ipv4(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t at = x;
    uint8_t v[OCTETS];

    while (at > t->lo && x - at < 4 && is_digit(t->p[at - 1]))
        at--;
    if (at == x || x - at > 3)
        return 0;
    if (at >= t->lo + 2 && t->p[at - 1] == '.' && is_digit(t->p[at - 2]))
        return 0; /* not the first dot */
    size_t end = quad_end(t, at);
    if (!end || !edges_ok(t, at, end))
        return 0;
    struct str text = text_str(t, at, end);
    if (!ipv4_parse(text, v) || is_common(t, end, v))
        return 0;
    if ((version_label(t, at) || product_before(t, at)) && !text_knows(t, ENTITY_IPV4, text))
        return 0;
    if (could_be_version(v) && (is_folder(t, at, end) || !address_context(t, at, end)) &&
        !text_knows(t, ENTITY_IPV4, text) && !text_met(t, ENTITY_IPV4, text))
        return 0;
    hits[0] = (struct hit){.kind = ENTITY_IPV4, .at = at, .n = end - at};
    unsigned n = 1 + name_before(t, at, hits + 1);
    return n + alias_after(t, at, end, hits + n);
}
