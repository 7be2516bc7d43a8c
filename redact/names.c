/* names.c - lists of what is no name, and of what begins one. */
#include "redact/names.h"

#include <string.h>

#include "redact/chars.h"

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

static bool is_in(struct str text, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(text, str_of(list[i])))
            return true;
    return false;
}

bool name_is_word(struct str text)
{
    return is_in(text, words, COUNT_OF(words));
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

/* The domain itself, or a name below it. */
static bool is_below(struct str name, const char *domain)
{
    struct str d = str_of(domain);

    return name.n >= d.n && str_eq_nocase(str_sub(name, name.n - d.n, d.n), d) &&
           (name.n == d.n || name.p[name.n - d.n - 1] == '.');
}

bool name_is_public(struct str domain)
{
    for (size_t i = 0; i < COUNT_OF(public_domains); i++)
        if (is_below(domain, public_domains[i]) &&
            !(str_is(str_of(public_domains[i]), "gov.cn") && domain.n > 10))
            return true;
    return false;
}

unsigned name_suffix_labels(struct str domain)
{
    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (is_below(domain, suffixes[i]))
            return strchr(suffixes[i], '.') ? 2 : 1;
    return 0;
}

size_t name_surname(struct str text)
{
    for (size_t i = 0; text.n >= 6 && i + 6 < sizeof surnames_double; i += 6)
        if (memcmp(text.p, surnames_double + i, 6) == 0)
            return 6;
    for (size_t i = 0; text.n >= 3 && i + 3 < sizeof surnames_single; i += 3)
        if (memcmp(text.p, surnames_single + i, 3) == 0)
            return 3;
    return 0;
}
