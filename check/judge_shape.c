/* judge_shape.c - placeholders and broken text told by their shape alone. */
#include "check/judge_rules.h"

#include <string.h>

static bool is_hex(char c)
{
    return ascii_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static unsigned hex_value(char c)
{
    return (unsigned)(ascii_is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* dmidecode's words for a broken table, kept by people who copy its output. */
bool shape_is_marker(const struct judge *j, const struct subject *s)
{
    (void)j;
    return str_is(s->value, "<BAD INDEX>") || str_is(s->value, "<OUT OF SPEC>");
}

/* A byte at p, one written as \xHH, or FFh that was made UTF-8; *n is how much text it takes. */
static unsigned byte_at(struct str s, size_t at, size_t *n)
{
    const char *p = s.p + at;

    *n = 1;
    if (s.n - at >= 4 && p[0] == '\\' && p[1] == 'x' && is_hex(p[2]) && is_hex(p[3])) {
        *n = 4;
        return hex_value(p[2]) * 16 + hex_value(p[3]);
    }
    if (s.n - at >= 2 && p[0] == '\xc3' && p[1] == '\xbf') {
        *n = 2;
        return 0xff;
    }
    return (unsigned char)*p;
}

/* Erased flash: nothing but FFh, perhaps with blanks or points. */
bool shape_is_all_ff(const struct judge *j, const struct subject *s)
{
    struct str raw = str_trim(s->raw);
    bool seen = false;
    size_t n;

    (void)j;
    for (size_t i = 0; i < raw.n; i += n) {
        unsigned byte = byte_at(raw, i, &n);
        if (byte != 0xff && byte != ' ' && byte != '.')
            return false;
        seen = seen || byte == 0xff;
    }
    return seen;
}

/* Control characters, and bytes beyond ASCII that are neither UTF-8 nor GBK. */
bool shape_is_unprintable(const struct judge *j, const struct subject *s)
{
    struct str raw = str_trim(s->raw);
    size_t n;

    (void)j;
    for (size_t i = 0; i < raw.n; i += n) {
        unsigned byte = byte_at(raw, i, &n);
        if (byte < 0x20 || byte == 0x7f || (byte > 0x7f && n == 4))
            return true;
    }
    return !s->is_text;
}

/* Whole words in Chinese and the like: clear to people, but clients compare ASCII. */
bool shape_is_not_ascii(const struct judge *j, const struct subject *s)
{
    (void)j;
    for (size_t i = 0; i < s->raw.n; i++)
        if ((unsigned char)s->raw.p[i] >= 0x80)
            return true;
    return false;
}

/* "%s", "%08X": printf was never called. "LAN%%LMBC08S" is a real serial. */
static bool has_conversion(struct str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        size_t at = i + 1;
        if (s.p[i] != '%')
            continue;
        while (at < s.n && (ascii_is_digit(s.p[at]) || s.p[at] == '.' || s.p[at] == '-'))
            at++;
        if (at < s.n && memchr("sducxX", s.p[at], 6) &&
            (at + 1 == s.n || !ascii_is_letter(s.p[at + 1])))
            return true;
    }
    return false;
}

/* "%SERIAL%", "@SN@", "__UUID__", "#SKU#": a name between equal signs. */
static bool is_between_signs(struct str s)
{
    size_t lead = 0, letters = 0;

    if (s.n < 4 || !memchr("%@#_~^&*$", s.p[0], 9) || s.p[s.n - 1] != s.p[0])
        return false;
    while (lead < s.n / 2 && s.p[lead] == s.p[0] && s.p[s.n - 1 - lead] == s.p[0])
        lead++;
    for (size_t i = lead; i < s.n - lead; i++) {
        if (!ascii_is_letter(s.p[i]) && s.p[i] != '_' && s.p[i] != ' ' && s.p[i] != '-')
            return false;
        letters += ascii_is_letter(s.p[i]);
    }
    return letters >= 2;
}

/* A name that the maker's tool should have replaced: "$(SKU)", "Order Number %s", "<cut out>".
 */
bool shape_is_unexpanded(const struct judge *j, const struct subject *s)
{
    static const char *const anywhere[] = {"$(", "${", "{{", "<%"};
    static const char *const around[] = {"<>", "{}"};
    size_t at;

    (void)j;
    for (size_t i = 0; i < COUNT_OF(anywhere); i++)
        if (str_find(s->value, anywhere[i], &at))
            return true;
    for (size_t i = 0; i < COUNT_OF(around); i++)
        if (s->value.p[0] == around[i][0] && s->value.p[s->value.n - 1] == around[i][1])
            return true;
    return has_conversion(s->value) || is_between_signs(s->value);
}

bool shape_is_punctuation(const struct judge *j, const struct subject *s)
{
    (void)j;
    return s->key.n == 0;
}

/* One letter or digit: real as a version or a family (ASUS "K"), never as a name. */
bool shape_is_too_short(const struct judge *j, const struct subject *s)
{
    (void)j;
    if (str_is(s->value, "-1"))
        return true;
    if ((s->kind & KIND_NUMBER) && s->key.n == 2)
        return true;
    if (s->key.n != 1)
        return false;
    if (s->key.p[0] == '0')
        return true;
    switch (s->kind) {
    case KIND_FAMILY:
        return ascii_is_digit(s->key.p[0]);
    case KIND_SKU:
        return !ascii_is_digit(s->key.p[0]);
    case KIND_VERSION:
        return false;
    default:
        return true;
    }
}

static bool has_only(struct str key, char a, char b)
{
    for (size_t i = 0; i < key.n; i++)
        if (key.p[i] != a && key.p[i] != b)
            return false;
    return true;
}

/* "0x00", "x.xx"; a serial of 0 and 1 is a counter that never counted. */
bool shape_is_zero_or_x(const struct judge *j, const struct subject *s)
{
    (void)j;
    return s->key.n >= 2 &&
           (has_only(s->key, '0', 'x') ||
            ((s->kind & KIND_NUMBER) && s->key.n >= 4 && has_only(s->key, '0', '1')));
}

/* "PC-0000", "AMI00000" in a serial. */
bool shape_is_zeros(const struct judge *j, const struct subject *s)
{
    size_t letters = 0;

    (void)j;
    while (letters < s->key.n && ascii_is_letter(s->key.p[letters]))
        letters++;
    struct str zeros = str_sub(s->key, letters, s->key.n);
    return letters <= 4 && zeros.n >= 4 && has_only(zeros, '0', '0');
}

/* "1111111", "NNNNNNN", "0xFFFFFFFF", "y.y" */
bool shape_is_one_character(const struct judge *j, const struct subject *s)
{
    struct str key = str_starts(s->key, "0x") ? str_sub(s->key, 2, s->key.n) : s->key;
    size_t at, least;

    (void)j;
    if (key.n == 0 || !has_only(key, key.p[0], key.p[0]))
        return false;
    if (ascii_is_digit(key.p[0]))
        least = s->kind & KIND_NUMBER ? 4 : 6;
    else
        least = str_find(s->value, ".", &at) ? 2 : 3;
    return key.n >= least;
}

/* A serial or asset tag that reads "1.0", "V2.01" or "Rev 1.02A". */
bool shape_is_version(const struct judge *j, const struct subject *s)
{
    static const char *const leads[] = {"version", "revision", "ver", "rev", "v", "r"};
    struct str rest = s->value;
    size_t points = 0;
    bool named = false; /* by a whole word */

    (void)j;
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        size_t n = str_of(leads[i]).n;
        if (str_eq_nocase(str_sub(rest, 0, n), str_of(leads[i]))) {
            rest = str_trim(str_sub(rest, n, rest.n));
            named = n >= 3;
            break;
        }
    }
    while (named && rest.n > 0 && (rest.p[0] == '.' || rest.p[0] == ':' || rest.p[0] == ' '))
        rest = str_sub(rest, 1, rest.n);
    if (named && rest.n <= 2)
        return true;
    if (rest.n < 3 || rest.n > 8 || !ascii_is_digit(rest.p[0]))
        return false;
    for (size_t i = 0; i < rest.n; i++) {
        bool last = i + 1 == rest.n;
        if (rest.p[i] == '.' && !last)
            points++;
        else if (!ascii_is_digit(rest.p[i]) && !(last && ascii_is_letter(rest.p[i])))
            return false;
    }
    return points > 0;
}

/* "2015-01-01", "01/01/2010": a date with its signs is no serial and no maker. */
bool shape_is_date(const struct judge *j, const struct subject *s)
{
    static const char *const forms[] = {"dddd-dd-dd", "dd-dd-dddd", "dddd-d-d", "dd-dd-dd"};

    (void)j;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct str form = str_of(forms[i]);
        size_t at = 0;
        while (at < form.n && form.n == s->value.n &&
               (form.p[at] == 'd' ? ascii_is_digit(s->value.p[at])
                                  : memchr("-/.", s->value.p[at], 3) != NULL))
            at++;
        if (at == form.n)
            return true;
    }
    return false;
}

/* HP writes real models as "15-db0xxx", "GT12-0xxx", "24-k0xxx": a sign, letters, digits, then
 * the mask at the end of the word. */
static bool is_hp_model(struct str value, size_t at, size_t run)
{
    size_t i = at;

    if (run != 3 || (at + run < value.n && value.p[at + run] != ' '))
        return false;
    while (i > 0 && ascii_is_digit(value.p[i - 1]))
        i--;
    if (i == at)
        return false;
    while (i > 0 && ascii_is_letter(value.p[i - 1]))
        i--;
    return i > 0 && value.p[i - 1] == '-';
}

/* Places left to fill in: "S26361-Kxxx-Vyyy", "GW-XXXXXX-XXX". */
bool shape_is_mask(const struct judge *j, const struct subject *s)
{
    size_t least = s->kind & KIND_NUMBER ? 4 : 3;

    (void)j;
    for (size_t i = 0; i < s->value.n; i++) {
        char x = s->value.p[i];
        size_t run = 0;
        if (x != 'x' && x != 'X')
            continue;
        while (i + run < s->value.n && s->value.p[i + run] == x)
            run++;
        if (run >= least && !is_hp_model(s->value, i, run))
            return true;
        i += run - 1;
    }
    return false;
}

/* Text whose start was lost: ", Inc.", "; 9k", "....Intel Corporation", ".ell Inc.". Serials may
 * begin with points (Dell board serials "..CN13740..."). */
bool shape_is_cut_off(const struct judge *j, const struct subject *s)
{
    size_t points = 0;

    (void)j;
    if (s->value.p[0] == ',' || s->value.p[0] == ';')
        return true;
    while (points < s->value.n && s->value.p[points] == '.')
        points++;
    if (points == s->value.n || !ascii_is_letter(s->value.p[points]))
        return false;
    return points >= 3 || (points > 0 && s->kind == KIND_NAME && s->value.p[points] >= 'a');
}
