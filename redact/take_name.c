/* take_name.c - users, hosts, domains, networks, security ids, names of a mail system. */
#include "redact/names.h"
#include "redact/take.h"

#define USER_MAX 64
#define LABEL_MAX 63
#define NAME_MAX_BYTES 253
#define SSID_MAX 32

static bool in_user(uint8_t c)
{
    return is_word(c) || c == '.' || c == '$' || c == '+' || c == '-';
}

static bool in_host(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

static size_t without_tail(const struct text *t, size_t at, size_t end, const char *tail)
{
    while (end > at && strchr(tail, t->p[end - 1]))
        end--;
    return end;
}

static bool has_letter(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_alpha((uint8_t)s.p[i]))
            return true;
    return false;
}

/* ---- users --------------------------------------------------------------------------------*/

static bool is_user(struct str name)
{
    if (str_starts(name, "S-1-")) /* a security id; match_label() has others for those */
        return false;
    return name.n >= 2 && has_letter(name) && !name_is_word(name) &&
           !value_is_common(ENTITY_USER, name);
}

static unsigned give_user(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    hit_give(hit, ENTITY_USER, at, end);
    hit->learn = true;
    return is_user(text_str(t, at, end));
}

/* "CORP\zhang", "CORP\\zhang": the host or domain, then the user. */
static unsigned give_pair(const struct text *t, size_t at, size_t end, struct hit *hits)
{
    size_t user = text_at(t, end + 1) == '\\' ? end + 2 : end + 1;
    size_t user_end = without_tail(t, user, text_run(t, user, USER_MAX, in_user), ".-");
    struct str domain = text_str(t, at, end);
    unsigned n = 0;

    if (!value_is_common(ENTITY_HOST, domain) && !name_is_word(domain) && has_letter(domain)) {
        hit_give(&hits[n], ENTITY_HOST, at, end);
        hits[n++].learn = true;
    }
    return n + give_user(t, user, user_end, &hits[n]);
}

/* "user zhang on PC7": what follows says that a name stands before it. */
static bool follows_user(const struct text *t, size_t end)
{
    static const char *const after[] = {" from ", " on ",    " by ",     " at ",
                                        " sid ",  " logged", " with uid"};

    for (size_t i = 0; i < COUNT_OF(after); i++)
        if (text_has(t, end, after[i]))
            return true;
    return false;
}

unsigned take_named_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, USER_MAX, in_user);

    if (text_at(t, end) == '\\' && end > v->at)
        return give_pair(t, v->at, end, hits);
    end = without_tail(t, v->at, end, ".-");
    if (end == v->at || text_has(t, end, "://"))
        return 0;
    return give_user(t, v->at, end, hits);
}

/* "gid=1000(zhang)": a user has a group of his own name. */
unsigned take_numbered_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t open = text_run(t, v->at, 11, is_digit),
           end = text_run(t, open + 1, USER_MAX, in_user);

    return open > v->at && text_at(t, open) == '(' && text_at(t, end) == ')'
               ? give_user(t, open + 1, end, hits)
               : 0;
}

unsigned take_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end;

    if (text_at(t, v->at) >= 0x80)
        return v->chinese || v->sign ? take_person(t, v, hits) : 0;
    if (text_ends(t, v->label_at, "last ")) /* "Last login: Mon Mar  3" */
        return 0;
    end = text_run(t, v->at, USER_MAX, in_user);
    if (text_at(t, end) == '(' && is_digit(text_at(t, v->at)))
        return take_numbered_user(t, v, hits);
    if (end == v->at || text_at(t, end) == '(' || (text_at(t, end) == '/' && !v->sign))
        return 0;
    size_t name_end = without_tail(t, v->at, end, ".-");
    if (!v->sign && text_at(t, end) != '\\' && !follows_user(t, end) &&
        !(v->chinese ? name_end - v->at >= 3 : name_is_telling(text_str(t, v->at, name_end))))
        return 0;
    return take_named_user(t, v, hits);
}

static unsigned user_ending_at(const struct text *t, size_t end, struct hit *hit)
{
    size_t at = end;

    while (at > t->lo && end - at < USER_MAX && in_user(t->p[at - 1]))
        at--;
    if (at == end || at == t->lo || t->p[at - 1] != ' ' || t->p[at] == '-')
        return 0;
    return give_user(t, at, end, hit);
}

unsigned take_user_before(const struct text *t, const struct place *v, struct hit *hits)
{
    return user_ending_at(t, v->label_at, hits);
}

/* login(1): "FAILED LOGIN (1) on '/dev/tty1' FOR 'zhang'", "LOGIN ON tty1 BY zhang". */
unsigned take_login(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const before[] = {" for '", " by "};

    for (size_t i = v->label_at; i < t->hi && i - v->label_at < 64 && t->p[i] >= ' '; i++)
        for (size_t k = 0; k < COUNT_OF(before); k++) {
            size_t at = i + strlen(before[k]);
            if (text_has(t, i, before[k]))
                return give_user(t, at, text_run(t, at, USER_MAX, in_user), hits);
        }
    return 0;
}

/* Event 307: "Document 4, x owned by zhang on \\\\PC7 was printed". */
unsigned take_owner(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, USER_MAX, in_user);

    return text_has(t, end, " on \\\\") ||
                   (end > v->at && name_is_telling(text_str(t, v->at, end)))
               ? take_named_user(t, v, hits)
               : 0;
}

/* "/var/mail/zhang" */
unsigned take_mailbox(const struct text *t, const struct place *v, struct hit *hits)
{
    return give_user(t, v->at, text_run(t, v->at, USER_MAX, in_user), hits);
}

/* "10.0.0.5 - zhang [03/Mar/2025:10:00:02": the label is "/mar/". */
unsigned take_access_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t open = v->label_at - 3;

    if (v->label_at < t->lo + 5 || t->p[open] != '[' || t->p[open - 1] != ' ' ||
        !is_digit(t->p[open + 1]))
        return 0;
    return user_ending_at(t, open - 1, hits);
}

/* "net use Z: \\\\PC7\\x /user:zhang SECRET"; behind "runas /user:zhang" stands a program. */
unsigned take_net_use(const struct text *t, const struct place *v, struct hit *hits)
{
    unsigned n = take_named_user(t, v, hits);
    size_t at, end;

    if (!n || text_ends(t, v->label_at, "runas "))
        return n;
    at = hits[n - 1].at + hits[n - 1].n;
    if (text_at(t, at) != ' ' || text_at(t, at + 1) <= ' ' || text_at(t, at + 1) == '/')
        return n;
    for (end = ++at; end < t->hi && t->p[end] > ' ';)
        end++;
    return n + hit_give(&hits[n], ENTITY_PASSWORD, at, end);
}

/* ---- hosts --------------------------------------------------------------------------------*/

static bool is_host(struct str name)
{
    uint8_t v[16];

    if (name.n < 2 || !has_letter(name) || name_is_word(name) ||
        value_is_common(ENTITY_HOST, name) || ipv6_parse(name, v))
        return false;
    if (!memchr(name.p, '.', name.n))
        return name.n <= LABEL_MAX;
    return name_is_dotted(name) && !name_is_public(name);
}

static unsigned take_host_if(const struct text *t, const struct place *v, struct hit *hits,
                             bool telling)
{
    size_t at = v->at, end;

    while (text_at(t, at) == '\\' && at - v->at < 4)
        at++;
    if (text_has(t, at, "http")) /* an address of its own: match_url() */
        return 0;
    end = without_tail(t, at, text_run(t, at, NAME_MAX_BYTES, in_host), ".-_");
    struct str name = text_str(t, at, end);
    if (!is_host(name) || (telling && !(name_is_telling(name) && name.n >= 4)))
        return 0;
    if (text_at(t, end) == ':' && text_run(t, at, 5, is_hex) == end)
        return 0; /* a group of an IPv6 address */
    if ((text_at(t, end) == '/' && is_digit(text_at(t, end + 1))) || text_at(t, end) == '@')
        return 0; /* "Server: lighttpd/1.4" */
    if (v->quote && text_at(t, end) == ' ')
        return 0; /* "'PulseAudio (on PipeWire) 15.0'": the first word of more */
    hit_give(hits, ENTITY_HOST, at, end);
    hits->learn = true;
    return 1;
}

unsigned take_host(const struct text *t, const struct place *v, struct hit *hits)
{
    return take_host_if(t, v, hits, !v->sign && !v->chinese);
}

unsigned take_named_host(const struct text *t, const struct place *v, struct hit *hits)
{
    return take_host_if(t, v, hits, true);
}

/* "Node: worker-1": words of programs stand there as well, in capitals too. */
unsigned take_node(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, LABEL_MAX, in_host);

    for (size_t i = v->at; i < end; i++)
        if (is_digit(t->p[i]))
            return take_host_if(t, v, hits, true);
    return 0;
}

/* dhcpd(8): "DHCPOFFER on 10.0.0.5 to 00:1b:21:61:9d:4f (pc7) via eth0": it stands before. */
unsigned take_lease_host(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place host = *v;

    host.at = v->label_at;
    while (host.at > t->lo && v->label_at - host.at < LABEL_MAX && in_host(t->p[host.at - 1]))
        host.at--;
    if (host.at == t->lo || t->p[host.at - 1] != '(')
        return 0;
    return take_host_if(t, &host, hits, false);
}

/* Event 6011 and its translations: the name before and the name after. */
unsigned take_renamed(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const between[] = {" to ", " 更改为 ", "更改为", " 改为 ", "改为"};
    struct place next = *v;
    unsigned n = take_host_if(t, v, hits, true);

    for (size_t i = 0; n && i < COUNT_OF(between); i++) {
        next.at = hits[0].at + hits[0].n;
        next.at += text_at(t, next.at) == '"' || text_at(t, next.at) == '\'';
        if (!text_has(t, next.at, between[i]))
            continue;
        next.at += strlen(between[i]);
        next.at += text_at(t, next.at) == '"' || text_at(t, next.at) == '\'';
        return n + take_host_if(t, &next, hits + 1, true);
    }
    return n;
}

unsigned take_uname(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, NAME_MAX_BYTES, in_host);
    uint8_t before = v->label_at > t->lo ? t->p[v->label_at - 1] : '\n';

    if (v->sign || (before != '\n' && before != ':' && before != '"') ||
        text_at(t, end) != ' ' || !is_digit(text_at(t, end + 1)) || text_at(t, end + 2) != '.')
        return 0;
    return take_host_if(t, v, hits, false);
}

unsigned take_domain(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = without_tail(t, v->at, text_run(t, v->at, NAME_MAX_BYTES, in_host), ".-_");
    struct str name = text_str(t, v->at, end), rest = name, first;

    if (!is_host(name) || value_is_common(ENTITY_DOMAIN, name) || text_at(t, end) == '(' ||
        text_at(t, end) == '@')
        return 0;
    bool dotted = memchr(name.p, '.', name.n);
    if (!dotted && !(v->sign && name_is_telling(name) && name.n >= 3))
        return 0;
    bool of_host = dotted && str_next(&rest, '.', &first) && text_knows(t, ENTITY_HOST, first);
    hit_give(hits, of_host ? ENTITY_HOST : ENTITY_DOMAIN, v->at, end);
    hits->learn = true;
    return 1;
}

/* resolv.conf(5): "search corp.lan corp.cn" */
unsigned take_search(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place next = *v;
    unsigned n = 0;

    while (n < MATCH_HITS && take_domain(t, &next, hits + n)) {
        next.at = hits[n].at + hits[n].n;
        n++;
        if (text_at(t, next.at) != ' ')
            break;
        next.at++;
    }
    return n;
}

/* RFC 4514: "OU=x,DC=corp,DC=cn" */
unsigned take_components(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, LABEL_MAX, in_host);

    while (text_has(t, end, ",dc=") && end - v->at < NAME_MAX_BYTES)
        end = text_run(t, end + 4, LABEL_MAX, in_host);
    return end > v->at ? hit_give(hits, ENTITY_DOMAIN, v->at, end) : 0;
}

/* "CN=zhang.san,OU=x", "uid=zhang7,ou=x": it stands before. */
unsigned take_directory_user(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place name = *v;
    size_t at = v->label_at;

    while (at > t->lo && v->label_at - at < USER_MAX && !strchr(",=\"'", t->p[at - 1]))
        at--;
    if (!text_ends(t, at, "cn=") && !text_ends(t, at, "uid="))
        return 0;
    name.at = at;
    if (text_at(t, at) >= 0x80)
        return take_signer(t, &name, hits);
    return text_run(t, at, USER_MAX, in_user) == v->label_at &&
                   name_is_telling(text_str(t, at, v->label_at))
               ? give_user(t, at, v->label_at, hits)
               : 0;
}

/* A label of nothing else: "域: YFZX". */
unsigned take_named_domain(const struct text *t, const struct place *v, struct hit *hits)
{
    struct place named = *v;

    named.sign = true;
    return take_domain(t, &named, hits);
}

/* "ip-10-0-0-5", as a cloud calls its machines. */
unsigned take_cloud_host(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->label_at + strlen("ip-"), from = i;

    for (unsigned part = 0; part < 4; part++) {
        size_t end = text_run(t, i, 4, is_digit);
        if (end == i || end - i > 3 || (part < 3 && text_at(t, end) != '-'))
            return 0;
        i = end + (part < 3);
    }
    if (is_word(text_at(t, i)) || i == from)
        return 0;
    hit_give(hits, ENTITY_HOST, v->label_at, i);
    hits->learn = true;
    return 1;
}

/* ---- wireless networks --------------------------------------------------------------------*/

/* "AP_F2 密码：x", "lab freq=5180": behind the blank at i stands the label of something else. */
static bool field_follows(const struct text *t, size_t i)
{
    size_t end = i + 1;

    if (text_has(t, end, "bssid"))
        return true;
    while (end < t->hi && end - i <= SSID_MAX && t->p[end] > ' ') {
        if (t->p[end] == ':' || t->p[end] == '=' || text_has(t, end, "："))
            return true;
        end++;
    }
    return end == i + 1; /* another blank, or the end */
}

static bool ends_ssid(const struct text *t, size_t i, uint8_t quote)
{
    uint8_t c = t->p[i];

    if (quote)
        return c == quote || c < ' ';
    return c < ' ' || c == '"' || c == ',' || c == ';' || c == ')' || text_has(t, i, "，") ||
           text_has(t, i, "；") || (c == ' ' && field_follows(t, i));
}

unsigned take_ssid(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->at;

    while (end < t->hi && end - v->at <= SSID_MAX && !ends_ssid(t, end, v->quote))
        end++;
    end = without_tail(t, v->at, end, " ");
    struct str name = text_str(t, v->at, end);
    if (name.n == 0 || name.n > SSID_MAX || name.p[0] == '<' || name_is_word(name))
        return 0;
    hit_give(hits, ENTITY_SSID, v->at, end);
    hits->learn = name.n >= 6;
    return 1;
}

/* ---- security ids -------------------------------------------------------------------------*/

/* [MS-DTYP] 2.4.2.1; S-1-5-21-a-b-c with or without RID; S-1-12-1-a-b-c-d. */
unsigned take_sid(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->at;
    unsigned parts = 0;

    if (v->sign || v->quote)
        return 0;
    while (parts < 4) {
        size_t end = text_run(t, i, 11, is_digit);
        if (end == i)
            break;
        parts++;
        i = end;
        if (text_at(t, i) != '-' || !is_digit(text_at(t, i + 1)) || parts == 4)
            break;
        i++;
    }
    if (parts < 3 || is_word(text_at(t, i)))
        return 0;
    return hit_give(hits, ENTITY_SID, v->label_at, i);
}

/* ---- names of a mail system ---------------------------------------------------------------*/

static bool in_dn(uint8_t c)
{
    return c >= ' ' && c != '"' && c != '\'' && c != '<' && c != '>' && c != ';' && c != ',' &&
           c != '|' && c != ']';
}

/* [MS-OXOABK] 2.2.1.1: /o=ORG/ou=ADMIN GROUP (FYDIBOHF23SPDLT)/cn=Recipients/cn=USER. A blank
 * belongs to it only before the last "/cn=". */
unsigned match_exchange_dn(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    size_t end, last = 0;

    if (!text_has(t, x, "/o="))
        return 0;
    end = text_run(t, x + 1, SCAN_AHEAD, in_dn);
    for (size_t i = x + 3; i + 4 <= end; i++)
        if (text_has(t, i, "/cn=") || text_has(t, i, "/ou="))
            last = i + 4;
    if (!last)
        return 0;
    while (last < end && t->p[last] > ' ' && t->p[last] < 0x80 && t->p[last] != ')')
        last++;
    return hit_give(hits, ENTITY_EXCHANGE_DN, x, last);
}

static bool in_encapsulated(uint8_t c)
{
    return is_alnum(c) || (c && strchr("_=+-.@%", c));
}

unsigned take_imceaex(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = without_tail(t, v->at, text_run(t, v->at, SCAN_AHEAD, in_encapsulated), ".-");

    return end > v->at ? hit_give(hits, ENTITY_EXCHANGE_DN, v->label_at, end) : 0;
}
