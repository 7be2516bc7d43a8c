/* take_secret.c - passwords, tokens, keys: what a label says is secret, and what shows by its
 * maker's prefix. */
#include "redact/take.h"

#include "redact/names.h"

#define SECRET_MAX 128
#define TOKEN_MIN 8
#define KEY_MIN 16

/* Words that stand where a password would and say something about it. */
static const char *const no_secrets[] = {
    "(null)",     "***",     "xxx",       "required", "expires", "last",    "age",
    "length",     "compat",  "sss",       "nis",      "ldap",    "prompt",  "optional",
    "sufficient", "ask",     "hidden",    "redacted", "removed", "omitted", "wrong",
    "incorrect",  "correct", "encrypted", "plain",    "manual",  "check",   "ok,",
    "<",          "$",       "{",         "%",
};

static bool ends_secret(uint8_t c)
{
    return c <= ' ' || c == '"' || c == '\'' || c == ';' || c == ',' || c == '<' || c == '>' ||
           c == '|';
}

static bool starts_with_any(struct str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s.n >= strlen(list[i]) &&
            str_eq_nocase(str_sub(s, 0, strlen(list[i])), str_of(list[i])))
            return true;
    return false;
}

static bool is_masked(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != s.p[0] ||
            (s.p[i] != '*' && s.p[i] != 'x' && s.p[i] != 'X' && s.p[i] != '.'))
            return false;
    return true;
}

static bool is_full_stop(const struct text *t, size_t i) /* of wide width, or a comma or such */
{
    return (t->p[i] == 0xef && text_at(t, i + 1) == 0xbc && text_at(t, i + 2) != 0x80) ||
           (t->p[i] == 0xe3 && text_at(t, i + 1) == 0x80);
}

/* "?secret=x&page=2" */
static bool is_parameter(const struct text *t, size_t label_at)
{
    uint8_t before = label_at > t->lo ? t->p[label_at - 1] : 0;

    return before == '?' || before == '&';
}

static size_t secret_end(const struct text *t, const struct place *v)
{
    size_t end = v->at;

    while (end < t->hi && end - v->at < SECRET_MAX) {
        uint8_t c = t->p[end];
        if (c == '&' && is_parameter(t, v->label_at))
            break;
        if (v->quote ? c == v->quote || c < ' ' : ends_secret(c) || is_full_stop(t, end))
            break;
        if (v->quote && c == '\\' && text_at(t, end + 1) == '"')
            break;
        if (!v->quote && (text_has(t, end, "&quot;") || text_has(t, end, "%22")))
            break;
        end++;
    }
    return end;
}

/* "(using password: YES)" */
static bool is_word_in_brackets(struct str s)
{
    return s.n > 1 && s.p[s.n - 1] == ')' && name_is_word(str_sub(s, 0, s.n - 1));
}

unsigned take_secret(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = secret_end(t, v);
    struct str text = text_str(t, v->at, end);

    if (text.n < 2 || is_masked(text) || text.p[0] == '/' || text.p[0] == ':' ||
        text.p[0] == '=' || name_is_word(text) || is_word_in_brackets(text) ||
        starts_with_any(text, no_secrets, COUNT_OF(no_secrets)))
        return 0;
    if (!v->quote && (uint8_t)text.p[0] >= 0x80)
        return 0; /* "密码策略", "密码：已启用" */
    if (!v->sign && (text.n < 4 || !(v->quote || name_is_telling(text))))
        return 0;
    return hit_give(hits, ENTITY_PASSWORD, v->at, end);
}

static size_t word_end(const struct text *t, size_t i)
{
    while (i < t->hi && t->p[i] > ' ' && t->p[i] != '"' && t->p[i] != '\'' && t->p[i] != ';')
        i++;
    return i;
}

/* "mysql -u root -pSECRET": nothing stands between the option and its value. */
unsigned take_joined_option(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->label_at;

    while (i < t->hi && t->p[i] >= ' ' &&
           !(t->p[i] == ' ' && text_at(t, i + 1) == '-' && text_at(t, i + 2) == 'p'))
        i++;
    size_t at = i + 3 + (text_at(t, i + 3) == '\'' || text_at(t, i + 3) == '"');
    size_t end = word_end(t, at);
    if (i >= t->hi || t->p[i] != ' ' || end < at + 3 || is_masked(text_str(t, at, end)))
        return 0;
    return hit_give(hits, ENTITY_PASSWORD, at, end);
}

/* "IDENTIFIED BY 'SECRET'" of SQL, which is written in capitals; others are identified too. */
unsigned take_identified(const struct text *t, const struct place *v, struct hit *hits)
{
    return is_upper(t->p[v->label_at]) && v->quote ? take_secret(t, v, hits) : 0;
}

/* "net user NAME PASSWORD /add" */
unsigned take_net_user(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = word_end(t, v->at), at = end + 1, stop = word_end(t, at);
    struct str name = text_str(t, v->at, end);
    unsigned n = 0;

    if (name.n < 2 || name.p[0] == '/' || text_at(t, end) != ' ' || stop < at + 3 ||
        t->p[at] == '/' || t->p[at] == '*' || !name_is_telling(text_str(t, at, stop)))
        return 0;
    if (!value_is_common(ENTITY_USER, name) && !name_is_word(name)) {
        n = hit_give(hits, ENTITY_USER, v->at, end);
        hits->learn = true;
    }
    return n + hit_give(&hits[n], ENTITY_PASSWORD, at, stop);
}

unsigned take_user_pass(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = v->at, colon = 0;

    for (; end < t->hi && end - v->at < SECRET_MAX && !ends_secret(t->p[end]); end++)
        if (t->p[end] == ':' && !colon)
            colon = end;
    if (!colon || colon == v->at || end - colon < 4 || t->p[colon + 1] == '/' ||
        !is_alpha(text_at(t, v->at)))
        return 0;
    hit_give(&hits[0], ENTITY_USER, v->at, colon);
    hits[0].learn = true;
    return 1 + hit_give(&hits[1], ENTITY_PASSWORD, colon + 1, end);
}

unsigned take_pin(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 16, is_digit);

    if (end - v->at < 4 || is_word(text_at(t, end)))
        return 0;
    return hit_give(hits, ENTITY_PASSWORD, v->at, end);
}

/* ---- tokens -------------------------------------------------------------------------------*/

static bool in_token(uint8_t c)
{
    return is_word(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '.' || c == '~' ||
           c == '%';
}

static unsigned give_token(const struct text *t, size_t at, size_t end, struct hit *hit)
{
    hit_give(hit, ENTITY_TOKEN, at, end);
    if (end == t->hi)
        hit->region = REGION_TOKEN;
    return 1;
}

/* Shannon's measure over the bytes, in sixteenths of a bit, from a table of log2. */
static unsigned entropy16(struct str s)
{
    unsigned count[256] = {0};
    double bits = 0;

    for (size_t i = 0; i < s.n; i++)
        count[(uint8_t)s.p[i]]++;
    for (int c = 0; c < 256; c++) {
        double p = (double)count[c] / (double)s.n, log2p = 0;
        if (!count[c])
            continue;
        for (double x = 1 / p; x >= 2; x /= 2)
            log2p += 1;
        double x = 1 / p;
        while (x >= 2)
            x /= 2;
        log2p += (x - 1) * (1.3465 - 0.3465 * x); /* log2 on [1, 2), within 0.01 */
        bits += p * log2p;
    }
    return (unsigned)(bits * 16);
}

static bool has_digit_and_letter(struct str s)
{
    bool digit = false, letter = false;

    for (size_t i = 0; i < s.n; i++) {
        digit |= is_digit((uint8_t)s.p[i]);
        letter |= is_alpha((uint8_t)s.p[i]);
    }
    return digit && letter;
}

/* Public key tokens of assemblies name makers, not secrets. */
static bool is_public_token(struct str s)
{
    static const char *const makers[] = {"31bf3856ad364e35", "b77a5c561934e089",
                                         "b03f5f7f11d50a3a", "6595b64144ccf1df",
                                         "89845dcd8080cc91", "cc7b13ffcd2ddd51"};

    for (size_t i = 0; i < COUNT_OF(makers); i++)
        if (str_eq_nocase(s, str_of(makers[i])))
            return true;
    return s.n > 2 && s.p[0] == '0' && to_lower((uint8_t)s.p[1]) == 'x' && s.n <= 18;
}

unsigned take_token(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SCAN_AHEAD, in_token);
    struct str text = text_str(t, v->at, end);

    if (text.n < TOKEN_MIN || is_masked(text) || name_is_word(text) || is_public_token(text) ||
        text.p[0] == '/' || text.p[0] == '-' || !has_digit_and_letter(text) ||
        text_ends(t, v->label_at, "public key "))
        return 0;
    if (text_ends(t, v->label_at, "publickey") || text_ends(t, v->label_at, "public"))
        return 0;
    return give_token(t, v->at, end, hits);
}

/* "密钥：...": product keys and ids, in groups, have kinds of their own. */
unsigned take_secret_key(const struct text *t, const struct place *v, struct hit *hits)
{
    unsigned groups = 0;

    for (size_t i = v->at; i < t->hi && in_token(t->p[i]); i++)
        groups += t->p[i] == '-';
    return groups < 3 ? take_token(t, v, hits) : 0;
}

/* REDACTION.md: generic key=value with an entropy of 3.5 bits a byte. */
unsigned take_key(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SCAN_AHEAD, in_token);
    struct str text = text_str(t, v->at, end);
    bool upper = false, lower = false;

    for (size_t i = 0; i < text.n; i++) {
        upper |= is_upper((uint8_t)text.p[i]);
        lower |= is_lower((uint8_t)text.p[i]);
    }
    if (text.n < KEY_MIN || !upper || !lower || !has_digit_and_letter(text) ||
        text.p[0] == '/' || memchr(text.p, '.', text.n) || is_public_token(text) ||
        entropy16(text) < 56)
        return 0;
    return give_token(t, v->at, end, hits);
}

static bool in_parameter(uint8_t c)
{
    return c > ' ' && c < 0x7f && !strchr("&#\"'<>()[]{}\\,;|", c);
}

/* ?token=VALUE: the key stays. */
unsigned take_parameter(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SCAN_AHEAD, in_parameter);
    struct str text = text_str(t, v->at, end);
    bool short_names = text_ends(t, v->at, "code=") || text_ends(t, v->at, "key=") ||
                       text_ends(t, v->at, "session=") || text_ends(t, v->at, "sign=");

    if (text.n < (short_names ? TOKEN_MIN : 4u) || is_masked(text) || is_public_token(text) ||
        (short_names && !has_digit_and_letter(text)))
        return 0;
    if (v->kind == ENTITY_TOKEN)
        return give_token(t, v->at, end, hits);
    return hit_give(hits, v->kind, v->at, end);
}

unsigned take_bearer(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SCAN_AHEAD, in_token);

    if (end - v->at < KEY_MIN || !has_digit_and_letter(text_str(t, v->at, end)))
        return 0;
    return give_token(t, v->at, end, hits);
}

/* "Authorization: Basic dXNlcjpwYXNz"; Bearer has a label of its own. */
unsigned take_authorization(const struct text *t, const struct place *v, struct hit *hits)
{
    static const char *const schemes[] = {"basic ",     "digest ", "ntlm ",
                                          "negotiate ", "token ",  "apikey "};
    size_t at = v->at, end;

    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (text_has(t, at, schemes[i]))
            at += strlen(schemes[i]);
    end = text_run(t, at, SCAN_AHEAD, in_token);
    if (at == v->at && (end - at < KEY_MIN || !has_digit_and_letter(text_str(t, at, end))))
        return 0;
    return end - at >= 4 ? give_token(t, at, end, hits) : 0;
}

static bool in_cookie(uint8_t c)
{
    return c >= ' ' && c != '"' && c != '\'';
}

unsigned take_cookie(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, SCAN_AHEAD, in_cookie);

    if (!memchr(t->p + v->at, '=', end - v->at))
        return 0;
    hit_give(hits, ENTITY_TOKEN, v->at, end);
    if (end == t->hi)
        hits->region = REGION_LINE;
    return 1;
}

/* In JSON; without quotes it is a number of some protocol. */
unsigned take_quoted_cookie(const struct text *t, const struct place *v, struct hit *hits)
{
    return v->quote ? take_cookie(t, v, hits) : 0;
}

/* Hashes of passwords: 16 bytes in hex. */
unsigned take_hash(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t end = text_run(t, v->at, 33, is_hex);

    if (end - v->at != 32 || is_word(text_at(t, end)))
        return 0;
    return hit_give(hits, ENTITY_TOKEN, v->at, end);
}

static bool in_crypt(uint8_t c)
{
    return is_alnum(c) || c == '.' || c == '/' || c == '$' || c == '=' || c == ',';
}

/* crypt(5): "zhang:$6$salt$hash:19000:", "zhang:$y$j9T$salt$hash:"; the label begins with the colon. */
unsigned take_crypted(const struct text *t, const struct place *v, struct hit *hits)
{
    enum { CRYPT_MIN = 20 };
    size_t at = v->label_at + 1, end = text_run(t, at, SCAN_AHEAD, in_crypt);

    return end - at >= CRYPT_MIN ? hit_give(hits, ENTITY_TOKEN, at, end) : 0;
}

/* "name:1001:LM:NT:::" as dumps of accounts hold them; anchor: the colon between the hashes. */
unsigned match_dump(const struct text *t, size_t x, struct hit hits[MATCH_HITS])
{
    if (!is_hex(text_at(t, x - 1)) || !is_hex(text_at(t, x + 1)) || x < t->lo + 33 ||
        text_at(t, x + 33) != ':' || t->p[x - 33] != ':')
        return 0;
    if (text_run(t, x - 32, 33, is_hex) != x || text_run(t, x + 1, 33, is_hex) != x + 33)
        return 0;
    hit_give(&hits[0], ENTITY_TOKEN, x - 32, x);
    return 1 + hit_give(&hits[1], ENTITY_TOKEN, x + 1, x + 33);
}

/* ---- keys ---------------------------------------------------------------------------------*/

/* RFC 7468; "\n" may be written out. Public keys and certificates stay. */
unsigned take_pem(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->label_at + strlen("-----begin");

    for (size_t from = i; i - from < 40 && text_at(t, i) && t->p[i] != '-' && t->p[i] != '\n';)
        i++;
    if (!text_has(t, i, "-----") ||
        (!text_ends(t, i, "private key") && !text_ends(t, i, "private key block")))
        return 0;
    hit_give(hits, ENTITY_PRIVATE_KEY, v->label_at, i + 5);
    hits->region = REGION_PEM;
    return 1;
}

static bool in_base64url(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_';
}

/* RFC 7519: three parts, the first a JSON object, which begins with {" in base64: "eyJ". */
unsigned take_jwt(const struct text *t, const struct place *v, struct hit *hits)
{
    size_t i = v->label_at, end = text_run(t, i, SCAN_AHEAD, in_base64url);
    unsigned dots = 0;

    if (t->p[i] != 'e' || t->p[i + 1] != 'y' || t->p[i + 2] != 'J' ||
        (i > t->lo && is_word(t->p[i - 1])))
        return 0;
    while (dots < 4 && text_at(t, end) == '.' && in_base64url(text_at(t, end + 1))) {
        dots++;
        end = text_run(t, end + 1, SCAN_AHEAD, in_base64url);
    }
    if (dots < 2 && end < t->hi)
        return 0;
    return end - i >= KEY_MIN ? give_token(t, i, end, hits) : 0;
}

struct maker {
    const char *prefix;
    uint8_t least; /* bytes behind it */
};

unsigned take_maker_token(const struct text *t, const struct place *v, struct hit *hits)
{
    static const struct maker makers[] = {
        {"AKIA", 16},  {"ASIA", 16},        {"LTAI", 12},   {"AKID", 13},
        {"ghp_", 20},  {"gho_", 20},        {"ghu_", 20},   {"ghs_", 20},
        {"ghr_", 20},  {"github_pat_", 20}, {"glpat-", 16}, {"xoxb-", 10},
        {"xoxp-", 10}, {"xoxa-", 10},       {"AIza", 30},   {"npm_", 30}};
    size_t i = v->label_at, end = text_run(t, i, SCAN_AHEAD, in_base64url);

    if (i > t->lo && is_word(t->p[i - 1]))
        return 0;
    for (size_t k = 0; k < COUNT_OF(makers); k++) {
        size_t n = strlen(makers[k].prefix);
        if (end - i >= n + makers[k].least && memcmp(t->p + i, makers[k].prefix, n) == 0 &&
            has_digit_and_letter(text_str(t, i, end)))
            return give_token(t, i, end, hits);
    }
    return 0;
}
