/* take_account.c - names and passwords in places that programs of the system give them: command
 * lines, ~/.netrc, ls, last, /etc/passwd, logs of servers. */
#include "redact/names.h"
#include "redact/take.h"
#include "redact/value.h"

#define LINE_BACK 128
#define WORD_MAX 64
#define SECRET_MIN 4

static bool in_name(uint8_t c)
{
    return is_word(c) || c == '.' || c == '-' || c == '$' || c == '+';
}

static bool in_word(uint8_t c)
{
    return c > ' ' && c != '"' && c != '\'' && c != ';';
}

static size_t skip_blanks(const struct text *t, size_t i)
{
    while (is_blank(text_at(t, i)))
        i++;
    return i;
}

/* Where the bytes of a class that end at end begin. */
static size_t run_back(const struct text *t, size_t end, bool (*in)(uint8_t c))
{
    size_t at = end;

    while (at > t->lo && end - at < WORD_MAX && in(t->p[at - 1]))
        at--;
    return at;
}

static bool begins_line(const struct text *t, size_t at)
{
    return at == t->lo ? t->first : t->p[at - 1] == '\n';
}

static unsigned give_password(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    return end >= at + SECRET_MIN && name_is_telling(text_str(t, at, end))
               ? hit_give(hit, ENTITY_PASSWORD, at, end)
               : 0;
}

/* ---- command lines ------------------------------------------------------------------------*/

/* Does one of the options that name a user stand before i on its line? */
static bool names_user_before(const struct text *t, size_t i)
{
    static const char *const options[] = {" -u ", " /u ", " /ru ", " -l "};

    for (size_t at = i; at > t->lo && i - at < LINE_BACK && t->p[at - 1] != '\n'; at--)
        for (size_t k = 0; k < COUNT_OF(options); k++)
            if (text_has(t, at - 1, options[k]))
                return true;
    return false;
}

/* "psexec \\PC7 -u zhang -p SECRET", "schtasks /create /ru zhang /rp SECRET" */
unsigned take_option_secret(const struct text *t, const struct place *v, struct hit *hits)
{
    if (!names_user_before(t, v->label_at) || text_at(t, v->at) == '/' ||
        text_at(t, v->at) == '-')
        return 0;
    return give_password(t, v->at, text_run(t, v->at, WORD_MAX, in_word), hits);
}

/* The user of such a line: "/ru zhang /rp", "-u zhang -p". */
unsigned take_option_user(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const next[] = {" -p ", " /p ", " /rp "};
    size_t end = text_run(t, v->at, WORD_MAX, in_word);

    for (size_t i = 0; i < COUNT_OF(next); i++)
        if (text_has(t, end, next[i]))
            return take_named_user(t, v, hits);
    return 0;
}

/* ~/.netrc: "machine x login zhang password SECRET" */
unsigned take_netrc(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = run_back(t, v->label_at, in_name);
    struct place user = {.kind = ENTITY_USER, .label_at = at, .at = at};
    unsigned n;

    if (!text_ends(t, at, "login "))
        return 0;
    n = take_named_user(t, &user, hits);
    return n + give_password(t, v->at, text_run(t, v->at, WORD_MAX, in_word), &hits[n]);
}

/* ---- logs of servers ----------------------------------------------------------------------*/

/* radiusd: "Login incorrect: [zhang/SECRET]" */
unsigned take_bracket_pair(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, WORD_MAX, in_name), stop = end;
    unsigned n = take_named_user(t, v, hits);

    if (text_at(t, end) != '/')
        return n;
    while (stop < t->hi && stop - end < WORD_MAX && t->p[stop] > ' ' && t->p[stop] != ']')
        stop++;
    return n + give_password(t, end + 1, stop, &hits[n]);
}

/* vsftpd: "[zhang] OK LOGIN"; the label begins with the bracket. */
unsigned take_bracket_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = run_back(t, v->label_at, in_name);
    struct place user = {.kind = ENTITY_USER, .label_at = at, .at = at};

    return at > t->lo && t->p[at - 1] == '[' ? take_named_user(t, &user, hits) : 0;
}

/* smbd: "pc7 (ipv4:10.0.0.5:52111) connect to service" */
unsigned take_host_before(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = run_back(t, v->label_at, is_blank), at = run_back(t, end, in_name);
    struct place host = {.kind = ENTITY_HOST, .label_at = at, .at = at};

    return at < end ? take_named_host(t, &host, hits) : 0;
}

static size_t next_word(const struct text *t, size_t i)
{
    return skip_blanks(t, text_run(t, i, WORD_MAX, in_word));
}

/* dnsmasq: "DHCPACK(br0) 10.0.0.5 00:1b:21:61:9d:4f pc7" */
unsigned take_leased_host(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t address = next_word(t, v->label_at), mac = next_word(t, address);
    struct place host = {.kind = ENTITY_HOST, .label_at = mac, .at = next_word(t, mac)};
    uint8_t bytes[6];

    return mac_parse(text_str(t, mac, text_run(t, mac, WORD_MAX, in_word)), bytes)
               ? take_named_host(t, &host, hits)
               : 0;
}

/* netsh wlan: "Profile Lab-2F on interface WLAN:" */
unsigned take_profile(const struct text *t, const struct place *v, struct hit *hits)
{
    enum { SSID_MAX = 32 };
    size_t end = v->at;

    while (end < t->hi && end - v->at <= SSID_MAX && !text_has(t, end, " on interface"))
        end++;
    if (end == v->at || end - v->at > SSID_MAX || end == t->hi)
        return 0;
    hit_give(hits, ENTITY_SSID, v->at, end);
    hits->learn = hits->n >= 6;
    return 1;
}

/* ---- files and listings -------------------------------------------------------------------*/

/* last, lastb, who: "zhang   pts/0   10.0.0.5   Mon Mar  3" */
unsigned take_terminal_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = run_back(t, v->label_at, is_blank), at = run_back(t, end, in_name);
    struct place user = {.kind = ENTITY_USER, .label_at = at, .at = at};

    return at < end && end < v->label_at && begins_line(t, at) ? take_named_user(t, &user, hits)
                                                               : 0;
}

static bool in_mode(uint8_t c)
{
    return c && strchr("drwxsStTl-", c);
}

/* Accounts of programs are words; people's have a digit or a dot, or are known otherwise. */
static unsigned give_owner(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    struct place user = {.kind = ENTITY_USER, .label_at = at, .at = at};
    bool has_digit = false;

    for (size_t i = at; i < end; i++)
        has_digit |= is_digit(t->p[i]) || t->p[i] == '.';
    return has_digit && !is_digit(t->p[at]) ? take_named_user(t, &user, hit) : 0;
}

/* ls -l: "drwx------ 14 zhang7 zhang7 4096 Mar  3 10:01 ." */
unsigned take_listing(const struct text *t, const struct place *v, struct hit *hits)
{
    enum { MODE = 10 };
    size_t i = text_run(t, v->label_at, MODE, in_mode), links, end;

    if (i != v->label_at + MODE || !begins_line(t, v->label_at))
        return 0;
    i += text_at(t, i) == '.' || text_at(t, i) == '+';
    links = skip_blanks(t, i);
    i = text_run(t, links, WORD_MAX, is_digit);
    if (i == links || !is_blank(text_at(t, i)))
        return 0;
    i = skip_blanks(t, i);
    end = text_run(t, i, WORD_MAX, in_name);
    unsigned n = give_owner(t, i, end, hits);
    i = skip_blanks(t, end);
    return n + give_owner(t, i, text_run(t, i, WORD_MAX, in_name), &hits[n]);
}

static bool in_field(uint8_t c)
{
    return c != ':' && c != '\n';
}

/* passwd(5): "zhang:x:1000:1000:张三,,,:/home/zhang:/bin/bash" */
unsigned take_gecos(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t at = run_back(t, v->label_at, in_field);
    struct place name = {
        .kind = ENTITY_PERSON, .label_at = at, .at = at, .sign = true, .chinese = true};

    return at > t->lo && t->p[at - 1] == ':' && at < v->label_at && t->p[at] >= 0x80
               ? take_person(t, &name, hits)
               : 0;
}
