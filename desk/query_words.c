/* query_words.c - words of the database for people. */
#include "desk/query_words.h"

#include <string.h>

#include "check/check.h"
#include "desk/evidence.h"

struct word {
    const char *name, *text;
};

static const char *look_up(enum lang lang, const char *cell, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].name, cell) == 0)
            return lang_text_in(lang, words[i].text);
    return cell;
}

const char *words_of_role(enum lang lang, const char *cell, struct arena *a)
{
    static const struct word words[] = {
        {"good", N_("good")}, {"failing", N_("failing")}, {"unknown", N_("not known")}};

    (void)a;
    return look_up(lang, cell, words, COUNT_OF(words));
}

const char *words_of_kind(enum lang lang, const char *cell, struct arena *a)
{
    static const struct word words[] = {
        {"system-serial", N_("system serial")},   {"board-serial", N_("board serial")},
        {"chassis-serial", N_("chassis serial")}, {"uuid", N_("UUID")},
        {"disk-serial", N_("disk serial")},       {"mac", N_("network address")}};

    (void)a;
    return look_up(lang, cell, words, COUNT_OF(words));
}

const char *words_of_call(enum lang lang, const char *cell, struct arena *a)
{
    static const struct word words[] = {{"report", N_("Report code")},
                                        {"receipt", N_("Receipt code")},
                                        {"request", N_("Request to the user")},
                                        {"bundle", N_("Bundle code")},
                                        {"fingerprint", N_("Key fingerprint")}};

    (void)a;
    return look_up(lang, cell, words, COUNT_OF(words));
}

const char *words_of_verdict(enum lang lang, const char *cell, struct arena *a)
{
    enum verdict verdict;

    (void)a;
    return verdict_of_name(str_of(cell), &verdict) ? verdict_word(verdict, lang) : cell;
}

const char *words_of_digit(enum lang lang, const char *cell, struct arena *a)
{
    uint64_t digit;

    if (!str_number(str_of(cell), &digit) || digit > 9)
        return cell;
    return arena_printf(a, "%s %s", cell, lang_text_in(lang, reason_text((unsigned)digit)));
}

const char *words_of_reason(enum lang lang, const char *cell, struct arena *a)
{
    return evidence_reason_in(lang, cell, a);
}
