/* judge_words.c - placeholders told by the lists of placeholders.yaml. */
#include "check/judge_rules.h"

bool word_list_has(const struct word_list *list, struct str word)
{
    for (unsigned i = 0; i < list->n; i++)
        if (str_is(word, list->words[i]))
            return true;
    return false;
}

bool words_are_whole(const struct judge *j, const struct subject *s)
{
    return word_list_has(&j->whole, s->key) ||
           (s->kind == KIND_SERIAL && word_list_has(&j->whole_serial, s->key)) ||
           (s->kind != KIND_PRODUCT && word_list_has(&j->whole_not_product, s->key));
}

bool words_have_part(const struct judge *j, const struct subject *s)
{
    size_t at;

    for (unsigned i = 0; i < j->part.n; i++)
        if (str_find(s->key, j->part.words[i], &at))
            return true;
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
            ascii_is_digit(s->key.p[n]) && !ascii_is_digit(s->key.p[n + 1]))
            return true;
    }
    return false;
}

/* " Computer Corporation": the kind of company is left, its name is not. */
bool words_lack_name(const struct judge *j, const struct subject *s)
{
    struct str rest = s->value, token;
    unsigned n = 0;

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
           word_list_has(&j->nothing, s->key);
}
