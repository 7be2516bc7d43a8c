/* judge_rules.h - what the files of the judge share; nobody else includes it.
 *
 * A value under judgement is looked at in two forms: folded and without blanks at both ends, and
 * as its key, the letters and digits in lower case: "To Be Filled By O.E.M." is
 * "tobefilledbyoem". Bytes beyond ASCII count as letters; folding has taken accents and
 * full-width forms away. */
#ifndef CASEPACK_CHECK_JUDGE_RULES_H
#define CASEPACK_CHECK_JUDGE_RULES_H

#include "check/judge.h"

#define JUDGE_KEY_MAX 256

/* Kinds of field as bits: a rule names those it is meant for. */
enum field_kind {
    KIND_NAME = 1,    /* of a maker */
    KIND_PRODUCT = 2, /* of a model */
    KIND_VERSION = 4,
    KIND_SERIAL = 8,
    KIND_SKU = 16,
    KIND_FAMILY = 32,
    KIND_UUID = 64,
    KIND_ENCLOSURE = 128, /* the word or number of an enclosure type */
    KIND_ASSET = 256,     /* people write these, and words are fine */
    KIND_NUMBER = KIND_SERIAL | KIND_ASSET,
    KIND_TEXT = 63 | KIND_ASSET, /* all but UUID and enclosure */
};

struct subject {
    struct str raw;   /* as read */
    struct str value; /* folded, without blanks at both ends, never empty */
    struct str key;   /* at most JUDGE_KEY_MAX bytes */
    bool is_text;     /* raw is UTF-8 or GBK */
    enum field_kind kind;
};

/* The lists of placeholders.yaml, in its order. */
struct word_list {
    const char **words;
    unsigned n;
};

struct judge {
    struct word_list nothing, state, negation, field, frame, maker;
    struct word_list nothing_abroad, state_abroad, field_abroad;
    struct word_list whole, whole_serial, whole_not_product;
    struct word_list part, promise, fill, word, template, company, row, uuid;
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

/* What goes into the key. */
static inline bool is_key_byte(char c)
{
    return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

bool word_list_has(const struct word_list *list, struct str word);
/* One letter more, less, other, or two neighbours swapped. */
bool word_differs_by_one(struct str a, struct str b);

typedef bool judge_rule(const struct judge *j, const struct subject *s);

/* judge_shape.c: rules that need no words. */
judge_rule shape_is_marker, shape_is_all_ff, shape_is_unprintable, shape_is_not_ascii,
    shape_is_unexpanded, shape_is_punctuation, shape_is_too_short, shape_is_zero_or_x,
    shape_is_zeros, shape_is_one_character, shape_is_version, shape_is_date, shape_is_mask,
    shape_is_cut_off;

/* judge_sequence.c: digits, letters or keys in a row, units that repeat. */
judge_rule sequence_is_value, sequence_repeats;
/* Length of the run of consecutive digits or letters that begins at s: "12345x" gives 5,
 * "987" 3, "abc" 3, "9012" 4. */
size_t sequence_run(struct str s);

/* judge_uuid.c */
judge_rule uuid_is_broken, uuid_is_shared;

/* judge_segment.c: the value is made of nothing but known words. */
judge_rule words_name_field, words_say_nothing;

/* judge_words.c: rules over the lists. */
judge_rule words_are_whole, words_have_part, words_promise, words_have_word, words_are_template,
    words_are_prose, words_lack_name, words_are_no_enclosure;

#endif
