/* judge_rules.h - what judge.c, judge_shape.c and judge_words.c share; nobody else includes it.
 *
 * A value under judgement is looked at in two forms: as it stands without blanks at both ends,
 * and as its key, the letters and digits in lower case: "To Be Filled By O.E.M." is
 * "tobefilledbyoem". */
#ifndef CASEPACK_CHECK_JUDGE_RULES_H
#define CASEPACK_CHECK_JUDGE_RULES_H

#include "check/judge.h"

#define JUDGE_KEY_MAX 256

/* Kinds of field as bits: a rule names those it is meant for. */
enum field_kind {
    KIND_NAME = 1,    /* of a maker */
    KIND_PRODUCT = 2, /* of a model */
    KIND_VERSION = 4,
    KIND_SERIAL = 8, /* and asset tags */
    KIND_SKU = 16,
    KIND_FAMILY = 32,
    KIND_UUID = 64,
    KIND_ENCLOSURE = 128, /* the word or number of an enclosure type */
    KIND_TEXT = 63,       /* all but the last two */
};

struct subject {
    struct str raw;   /* as read */
    struct str value; /* without blanks at both ends, never empty */
    struct str key;   /* at most JUDGE_KEY_MAX bytes */
    enum field_kind kind;
};

/* The lists of placeholders.yaml, in its order. */
struct word_list {
    const char **words;
    unsigned n;
};

struct judge {
    struct word_list nothing, field, frame, maker;
    struct word_list whole, whole_serial, whole_not_product;
    struct word_list part, word, template, company, uuid;
};

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ascii_is_alnum(char c)
{
    return ascii_is_digit(c) || ascii_is_letter(c);
}

bool word_list_has(const struct word_list *list, struct str word);

/* judge_shape.c: rules that need no words. */
bool shape_is_marker(const struct judge *j, const struct subject *s);
bool shape_is_all_ff(const struct judge *j, const struct subject *s);
bool shape_is_unprintable(const struct judge *j, const struct subject *s);
bool shape_is_unexpanded(const struct judge *j, const struct subject *s);
bool shape_is_punctuation(const struct judge *j, const struct subject *s);
bool shape_is_too_short(const struct judge *j, const struct subject *s);
bool shape_is_zero_or_x(const struct judge *j, const struct subject *s);
bool shape_is_one_character(const struct judge *j, const struct subject *s);
bool shape_is_version(const struct judge *j, const struct subject *s);
bool shape_is_sequence(const struct judge *j, const struct subject *s);
bool shape_is_mask(const struct judge *j, const struct subject *s);
bool shape_is_cut_off(const struct judge *j, const struct subject *s);

/* Length of the run of consecutive digits or letters that begins at s: "12345x" gives 5,
 * "987" 3, "abc" 3, "9012" 4. */
size_t shape_run(struct str s);

/* judge_uuid.c */
bool uuid_is_broken(const struct judge *j, const struct subject *s);
bool uuid_is_shared(const struct judge *j, const struct subject *s);

/* judge_segment.c: the value is made of nothing but known words. */
bool words_name_field(const struct judge *j, const struct subject *s);
bool words_say_nothing(const struct judge *j, const struct subject *s);

/* judge_words.c: rules over the lists. */
bool words_are_whole(const struct judge *j, const struct subject *s);
bool words_have_part(const struct judge *j, const struct subject *s);
bool words_have_word(const struct judge *j, const struct subject *s);
bool words_are_template(const struct judge *j, const struct subject *s);
bool words_lack_name(const struct judge *j, const struct subject *s);
bool words_are_no_enclosure(const struct judge *j, const struct subject *s);

#endif
