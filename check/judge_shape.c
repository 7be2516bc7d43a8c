/* judge_shape.c - placeholders and broken text told by their shape alone. */
#include "check/judge_rules.h"

#define RUN_ANYWHERE 7        /* consecutive digits that no real value holds */
#define LETTER_RUN_ANYWHERE 6 /* ABCDEF */

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

/* A byte at p, or one written as \xHH; *n is how much text it takes. */
static unsigned byte_at(struct str s, size_t at, size_t *n)
{
    const char *p = s.p + at;

    *n = 1;
    if (s.n - at >= 4 && p[0] == '\\' && p[1] == 'x' && is_hex(p[2]) && is_hex(p[3])) {
        *n = 4;
        return hex_value(p[2]) * 16 + hex_value(p[3]);
    }
    return (unsigned char)*p;
}

/* Erased flash: nothing but FFh, perhaps with blanks or points. */
bool shape_is_all_ff(const struct judge *j, const struct subject *s)
{
    bool seen = false;
    size_t n;

    (void)j;
    for (size_t i = 0; i < s->value.n; i += n) {
        unsigned byte = byte_at(s->value, i, &n);
        if (byte != 0xff && byte != ' ' && byte != '.')
            return false;
        seen = seen || byte == 0xff;
    }
    return seen;
}

bool shape_is_unprintable(const struct judge *j, const struct subject *s)
{
    size_t n;

    (void)j;
    for (size_t i = 0; i < s->value.n; i += n) {
        unsigned byte = byte_at(s->value, i, &n);
        if (byte < 0x20 || byte > 0x7e)
            return true;
    }
    return false;
}

/* A name that the maker's tool should have replaced: "$(SKU)", "Order Number %s", "<cut out>".
 */
bool shape_is_unexpanded(const struct judge *j, const struct subject *s)
{
    size_t at;

    (void)j;
    if (str_find(s->value, "$(", &at) || str_find(s->value, "${", &at))
        return true;
    if (str_starts(s->value, "<") && str_ends(s->value, ">"))
        return true;
    return (str_find(s->value, "%s", &at) || str_find(s->value, "%d", &at)) &&
           (at + 2 == s->value.n || !ascii_is_letter(s->value.p[at + 2]));
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
    if (s->kind == KIND_SERIAL && s->key.n == 2)
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

bool shape_is_zero_or_x(const struct judge *j, const struct subject *s)
{
    (void)j;
    if (s->key.n < 2)
        return false;
    for (size_t i = 0; i < s->key.n; i++)
        if (s->key.p[i] != '0' && s->key.p[i] != 'x')
            return false;
    return true;
}

/* "1111111", "NNNNNNN", "y.y" */
bool shape_is_one_character(const struct judge *j, const struct subject *s)
{
    size_t at, least;

    (void)j;
    for (size_t i = 1; i < s->key.n; i++)
        if (s->key.p[i] != s->key.p[0])
            return false;
    if (ascii_is_digit(s->key.p[0]))
        least = s->kind == KIND_SERIAL ? 4 : 6;
    else
        least = str_find(s->value, ".", &at) ? 2 : 3;
    return s->key.n >= least;
}

/* A serial or asset tag that reads "1.0", "V2.01" or "Rev 1.02A". */
bool shape_is_version(const struct judge *j, const struct subject *s)
{
    static const char *const leads[] = {"version", "ver", "rev", "v", "r"};
    struct str rest = s->value;
    size_t points = 0;

    (void)j;
    for (size_t i = 0; i < COUNT_OF(leads); i++) {
        size_t n = str_of(leads[i]).n;
        if (str_eq_nocase(str_sub(rest, 0, n), str_of(leads[i]))) {
            rest = str_trim(str_sub(rest, n, rest.n));
            break;
        }
    }
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

static bool follows(char a, char b)
{
    if (ascii_is_digit(a) && ascii_is_digit(b))
        return b == a + 1 || (a == '9' && (b == '0' || b == '1'));
    return ascii_is_letter(a) && ascii_is_letter(b) && b == a + 1;
}

static bool precedes(char a, char b)
{
    return ascii_is_digit(a) && ascii_is_digit(b) && (b + 1 == a || (a == '0' && b == '9'));
}

size_t shape_run(struct str s)
{
    size_t up = 1, down = 1;

    if (s.n == 0)
        return 0;
    while (up < s.n && follows(s.p[up - 1], s.p[up]))
        up++;
    while (down < s.n && precedes(s.p[down - 1], s.p[down]))
        down++;
    return up > down ? up : down;
}

/* A run that is all of the value, but for zeros after it: "12345", "123456789000". */
static bool is_nothing_but_run(const struct subject *s)
{
    size_t least = s->kind == KIND_SERIAL ? 3 : s->kind & (KIND_PRODUCT | KIND_SKU) ? 5 : 4;
    size_t run = shape_run(s->key);

    if (run < least)
        return false;
    while (run < s->key.n && s->key.p[run] == '0')
        run++;
    return run == s->key.n;
}

/* A serial of a few letters, a sign and a run: "SN-12345", "NB_123456". */
static bool is_tagged_run(const struct subject *s)
{
    size_t lead = 0;

    while (lead < s->value.n && ascii_is_letter(s->value.p[lead]))
        lead++;
    if (lead < 1 || lead > 5 || lead + 6 > s->value.n || ascii_is_digit(s->value.p[lead]))
        return false;
    struct str rest = str_sub(s->value, lead + 1, s->value.n);
    size_t run = shape_run(rest);
    return run >= 6 || (run == 5 && run == rest.n);
}

bool shape_is_sequence(const struct judge *j, const struct subject *s)
{
    (void)j;
    if (is_nothing_but_run(s) || (s->kind == KIND_SERIAL && is_tagged_run(s)))
        return true;
    for (size_t i = 0; i < s->value.n; i++) {
        struct str rest = str_sub(s->value, i, s->value.n);
        size_t least = ascii_is_digit(rest.p[0]) ? RUN_ANYWHERE : LETTER_RUN_ANYWHERE;
        if (shape_run(rest) >= least)
            return true;
    }
    return false;
}

/* HP writes real models as "15-db0xxx", "GT12-0xxx", "24-k0xxx": a sign, letters, digits, then
 * the mask at the end of the word. */
static bool is_hp_model(struct str value, size_t at, size_t run)
{
    size_t i = at;

    if (run != 3 || value.p[at] != 'x' || (at + run < value.n && value.p[at + run] != ' '))
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
    size_t least = s->kind == KIND_SERIAL ? 4 : 3;

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
