/* judge_words.c - placeholders told by the lists of placeholders.yaml. */
#include "check/judge_rules.h"

#define LOOSE_PART_MIN 10
#define PROSE_SMALL_MIN 3 /* small letters that no serial without a digit has */

bool word_list_has(const struct word_list *list, struct str word)
{
    for (unsigned i = 0; i < list->n; i++)
        if (str_is(word, list->words[i]))
            return true;
    return false;
}

bool word_differs_by_one(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n, longer = a.n < b.n ? b.n : a.n;
    size_t head = 0, tail = 0;

    while (head < shorter && a.p[head] == b.p[head])
        head++;
    while (tail < shorter - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    if (longer - shorter <= 1 && longer - head - tail <= 1)
        return true;
    return a.n == b.n && a.n - head - tail == 2 && a.p[head] == b.p[head + 1] &&
           a.p[head + 1] == b.p[head];
}

bool words_are_whole(const struct judge *j, const struct subject *s)
{
    if (word_list_has(&j->whole, s->key))
        return true;
    if ((s->kind & KIND_NUMBER) &&
        (word_list_has(&j->whole_serial, s->key) || word_list_has(&j->maker, s->key)))
        return true;
    return s->kind != KIND_PRODUCT && word_list_has(&j->whole_not_product, s->key);
}

/* A long word may have one wrong letter: "Default srting". */
static bool has_part(struct str key, struct str part)
{
    for (size_t at = 0; at < key.n; at++) {
        if (str_eq(str_sub(key, at, part.n), part))
            return true;
        for (size_t n = part.n - 1; part.n >= LOOSE_PART_MIN && n <= part.n + 1; n++)
            if (at + n <= key.n && key.p[at] == part.p[0] &&
                word_differs_by_one(str_sub(key, at, n), part))
                return true;
    }
    return false;
}

bool words_have_part(const struct judge *j, const struct subject *s)
{
    for (unsigned i = 0; i < j->part.n; i++)
        if (has_part(s->key, str_of(j->part.words[i])))
            return true;
    return false;
}

/* "to be" and what is to be done, whoever is to do it: "To be defined by Vendor", "PLEASE SET".
 */
bool words_promise(const struct judge *j, const struct subject *s)
{
    for (unsigned i = 0; i < j->promise.n; i++) {
        struct str rest = s->key, promise = str_of(j->promise.words[i]);
        size_t at;
        while (str_find(rest, j->promise.words[i], &at)) {
            rest = str_sub(rest, at + promise.n, rest.n);
            for (unsigned k = 0; k < j->fill.n; k++)
                if (str_starts(rest, j->fill.words[k]))
                    return true;
        }
    }
    return false;
}

/* Cuts the next run of letters and digits off *rest. */
static bool next_token(struct str *rest, struct str *token)
{
    size_t from = 0, to;

    while (from < rest->n && !ascii_is_alnum(rest->p[from]))
        from++;
    for (to = from; to < rest->n && ascii_is_alnum(rest->p[to]);)
        to++;
    *token = str_sub(*rest, from, to - from);
    *rest = str_sub(*rest, to, rest->n);
    return token->n > 0;
}

static bool list_has_nocase(const struct word_list *list, struct str word)
{
    for (unsigned i = 0; i < list->n; i++)
        if (str_eq_nocase(word, str_of(list->words[i])))
            return true;
    return false;
}

bool words_have_word(const struct judge *j, const struct subject *s)
{
    struct str rest = s->value, token;

    while (next_token(&rest, &token))
        if (list_has_nocase(&j->word, token))
            return true;
    return false;
}

bool words_are_template(const struct judge *j, const struct subject *s)
{
    for (unsigned i = 0; i < j->template.n; i++) {
        size_t n = str_of(j->template.words[i]).n;
        if (str_starts(s->key, j->template.words[i]) && n + 1 < s->key.n &&
            ascii_is_digit(s->key.p[n]) && !ascii_is_digit(s->key.p[n + 1]) &&
            !str_starts(s->value, "Type ") && !str_starts(s->value, "TYPE "))
            return true;
    }
    return false;
}

/* "Tulip Computers", "burn in later", "localhost" in a serial: words, and not one digit. Capitals
 * alone may be a serial: "PBKGNED". */
bool words_are_prose(const struct judge *j, const struct subject *s)
{
    struct str rest = s->value, token;
    unsigned n = 0, small = 0;

    (void)j;
    for (size_t i = 0; i < s->value.n; i++) {
        if (!ascii_is_letter(s->value.p[i]) && s->value.p[i] != ' ')
            return false;
        small += s->value.p[i] >= 'a' && s->value.p[i] <= 'z';
    }
    if (small >= PROSE_SMALL_MIN)
        return true;
    while (next_token(&rest, &token)) {
        if (token.n < 3)
            return false;
        n++;
    }
    return n >= 2;
}

/* " Computer Corporation": the kind of company is left, its name is not. */
bool words_lack_name(const struct judge *j, const struct subject *s)
{
    struct str rest = s->value, token;
    unsigned n = 0;

    if (s->raw.p[0] != ' ')
        return false;
    while (next_token(&rest, &token)) {
        if (!list_has_nocase(&j->company, token))
            return false;
        n++;
    }
    return n >= 2;
}

/* Types 01h and 02h are "Other" and "Unknown" (SMBIOS 3.7, 7.4.1). */
bool words_are_no_enclosure(const struct judge *j, const struct subject *s)
{
    return str_is(s->key, "other") || str_is(s->key, "1") || str_is(s->key, "2") ||
           str_is(s->key, "0") || words_say_nothing(j, s) || words_name_field(j, s) ||
           words_promise(j, s) || words_have_part(j, s);
}
