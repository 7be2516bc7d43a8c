/* names.c - lists of what is no name, and of what begins one. */
#include "redact/names.h"

#include <pthread.h>
#include <string.h>

#include "redact/chars.h"
#include "redact/word_set.h"

static const char *const words[] = {
#define WORD(word) word,
#include "redact/words.def"
#undef WORD
};

static const char *const public_domains[] = {
#define PUBLIC_DOMAIN(name) name,
#define SUFFIX(name)
#include "redact/domains.def"
#undef PUBLIC_DOMAIN
#undef SUFFIX
};

static const char *const suffixes[] = {
#define PUBLIC_DOMAIN(name)
#define SUFFIX(name) name,
#include "redact/domains.def"
#undef PUBLIC_DOMAIN
#undef SUFFIX
};

static const char surnames_single[] =
#define SURNAMES_SINGLE(names) names
#define SURNAMES_DOUBLE(names)
#include "redact/surnames.def"
#undef SURNAMES_SINGLE
#undef SURNAMES_DOUBLE
    ;

static const char surnames_double[] =
#define SURNAMES_SINGLE(names)
#define SURNAMES_DOUBLE(names) names
#include "redact/surnames.def"
#undef SURNAMES_SINGLE
#undef SURNAMES_DOUBLE
    ;

/* All names in use are of ideographs that take three bytes: U+4E00..9FFF. */
#define IDEOGRAPH_FIRST 0x4e00u
#define IDEOGRAPHS 0x5200u

enum { BEGINS_SINGLE = 1, BEGINS_DOUBLE = 2 };

static struct sets {
    const struct word_set *words, *domains, *suffixes;
    uint8_t surnames[IDEOGRAPHS]; /* which of them an ideograph begins */
} sets;

/* IDEOGRAPHS and more for other bytes. */
static size_t ideograph_of(const char *p)
{
    const uint8_t *c = (const uint8_t *)p;

    if (c[0] >> 4 != 0xe)
        return IDEOGRAPHS;
    return ((c[0] & 15u) << 12 | (c[1] & 63u) << 6 | (c[2] & 63u)) - IDEOGRAPH_FIRST;
}

static void make_sets(void)
{
    for (size_t i = 0; i + 3 < sizeof surnames_single; i += 3)
        sets.surnames[ideograph_of(surnames_single + i)] |= BEGINS_SINGLE;
    for (size_t i = 0; i + 6 < sizeof surnames_double; i += 6)
        sets.surnames[ideograph_of(surnames_double + i)] |= BEGINS_DOUBLE;
    sets.words = word_set_new(words, COUNT_OF(words));
    sets.domains = word_set_new(public_domains, COUNT_OF(public_domains));
    sets.suffixes = word_set_new(suffixes, COUNT_OF(suffixes));
}

static const struct sets *all_sets(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_sets);
    return &sets;
}

bool name_is_word(struct str text)
{
    return word_set_has(all_sets()->words, text);
}

bool name_is_telling(struct str text)
{
    bool digit = false, mark = false, lower = false, upper = false;

    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = (uint8_t)text.p[i];
        digit |= is_digit(c);
        lower |= is_lower(c) || c >= 0x80;
        upper |= is_upper(c);
        mark |= i > 0 && i + 1 < text.n && (c == '-' || c == '_' || c == '.');
    }
    return (digit && (lower || upper)) || (mark && (lower || upper)) || (upper && !lower);
}

bool name_is_dotted(struct str text)
{
    size_t label = 0, dots = 0;
    bool letters = true;

    for (size_t i = 0; i <= text.n; i++) {
        uint8_t c = i < text.n ? (uint8_t)text.p[i] : '.';
        if (c != '.') {
            letters &= is_alpha(c);
            if (!is_alnum(c) && c != '-' && c != '_')
                return false;
            continue;
        }
        if (i == label || i - label > 63)
            return false;
        if (i < text.n) {
            dots++;
            label = i + 1;
            letters = true;
        }
    }
    return dots > 0 && letters && text.n - label >= 2;
}

/* The longest end of name, whole labels of it, that is in set; an empty str when none is. */
static struct str end_in_set(const struct word_set *set, struct str name)
{
    for (size_t at = 0; at < name.n; at++)
        if ((at == 0 || name.p[at - 1] == '.') && word_set_has(set, str_sub(name, at, name.n)))
            return str_sub(name, at, name.n);
    return STR("");
}

bool name_is_public(struct str domain)
{
    struct str end = end_in_set(all_sets()->domains, domain);

    return end.n > 0 && !(str_eq_nocase(end, STR("gov.cn")) && domain.n > 10);
}

unsigned name_suffix_labels(struct str domain)
{
    struct str end = end_in_set(all_sets()->suffixes, domain);

    if (end.n == 0)
        return 0;
    return memchr(end.p, '.', end.n) ? 2 : 1;
}

size_t name_surname(struct str text)
{
    size_t ideograph = text.n >= 3 ? ideograph_of(text.p) : IDEOGRAPHS;
    uint8_t begins = ideograph < IDEOGRAPHS ? all_sets()->surnames[ideograph] : 0;

    if (begins & BEGINS_DOUBLE && text.n >= 6)
        for (size_t i = 0; i + 6 < sizeof surnames_double; i += 6)
            if (memcmp(text.p, surnames_double + i, 6) == 0)
                return 6;
    return begins & BEGINS_SINGLE ? 3 : 0;
}
