/* judge_segment.c - does a value fall apart completely into words that name a field or nothing?
 *
 * "Type2 - Board Product Name1" is type, 2, board, product, name, 1: nobody's product. The key
 * is walked from left to right; each place keeps the set of all ways to get there, a way being
 * the few bits below. */
#include "check/judge_rules.h"

#define WAY_FIELD 1u   /* a field name was among the words */
#define WAY_NOTHING 2u /* a word that says "nothing" was */
#define WAY_EXACT 4u   /* a word was met letter by letter */
#define WAY_LOOSE 8u   /* one word was misspelt or cut: once a value */
#define WAY_CUT 16u    /* that word was cut */
#define WAYS 32u

#define SHORT_MAX 3       /* letters of a word that must stand alone: "Nano" is no "na", "no" */
#define SPAN_MIN 6        /* letters of a word that may have a sign inside: "base-board" */
#define LOOSE_MIN 7       /* letters of a word that may be misspelt: "Serval" is no "serial" */
#define LOOSE_SHORT_MIN 5 /* the same beside a word that is right: "Sytem Version" */
#define CUT_MIN 4         /* letters that must be left of a cut word */
#define NEGATED_MIN 2     /* letters of a word behind "no" */
#define CODE_MAX 6        /* of the code in "Array1_PartNumber0" */
#define COUNTER_MAX 4     /* digits of a counter after a word */
#define RUN_MIN 4         /* digits of a run after a word */
#define FILL_MIN 3        /* x after a word */
#define ACRONYM_MIN 3     /* capitals that small letters of the next word may follow */

/* What lies between two neighbours of the key in the value itself. */
enum edge {
    EDGE_NONE,
    EDGE_SOFT, /* "SkuNumber", "sku0" */
    EDGE_SIGN, /* "SKU Number", "O.E.M." */
};

struct places {
    struct str key;
    uint8_t edge[JUDGE_KEY_MAX + 1];  /* before this place; EDGE_SIGN at both ends */
    uint32_t ways[JUDGE_KEY_MAX + 1]; /* bit w: way w leads here */
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* "TBD" of "TBDbyOEM", at its last letter */
static bool ends_acronym(struct str value, size_t at)
{
    size_t capitals = 0;

    while (capitals <= at && is_upper(value.p[at - capitals]))
        capitals++;
    return capitals >= ACRONYM_MIN;
}

/* Between the letter or digit at and the next one, which touch: "SkuNumber", "OEMString". */
static enum edge edge_behind(struct str value, size_t at)
{
    char a = value.p[at], b = value.p[at + 1];
    char after = at + 2 < value.n ? value.p[at + 2] : '\0';
    bool is_small = ascii_is_letter(b) && !is_upper(b);

    if (ascii_is_digit(a) != ascii_is_digit(b) || is_ascii(a) != is_ascii(b))
        return EDGE_SOFT;
    if (is_upper(b) && (!is_upper(a) || (ascii_is_letter(after) && !is_upper(after))))
        return EDGE_SOFT;
    return is_small && ends_acronym(value, at) ? EDGE_SOFT : EDGE_NONE;
}

static void find_edges(struct places *p, struct str value)
{
    size_t n = 0, last = 0; /* the value's index of the key's last byte */

    for (size_t i = 0; i < value.n && n < p->key.n; i++) {
        if (!is_key_byte(value.p[i]))
            continue;
        if (n == 0 || last + 1 != i)
            p->edge[n] = EDGE_SIGN;
        else
            p->edge[n] = (uint8_t)edge_behind(value, last);
        last = i;
        n++;
    }
    p->edge[p->key.n] = EDGE_SIGN;
}

static bool has_sign_inside(const struct places *p, size_t at, size_t n)
{
    for (size_t i = at + 1; i < at + n; i++)
        if (p->edge[i] == EDGE_SIGN)
            return true;
    return false;
}

/* "O.E.M", "N/A": a sign between all letters. */
static bool is_spelled(const struct places *p, size_t at, size_t n)
{
    for (size_t i = at + 1; i < at + n; i++)
        if (p->edge[i] != EDGE_SIGN)
            return false;
    return true;
}

static bool may_stand(const struct places *p, size_t at, size_t n)
{
    if (n <= SHORT_MAX && is_ascii(p->key.p[at]) && (!p->edge[at] || !p->edge[at + n]))
        return false;
    return n >= SPAN_MIN || !has_sign_inside(p, at, n) || is_spelled(p, at, n);
}

/* Adds flags to every way of from and puts them at to. A loose step is taken once. */
static void step(struct places *p, size_t from, size_t to, unsigned flags)
{
    for (unsigned way = 0; way < WAYS; way++) {
        if (!(p->ways[from] & (1u << way)) || (flags & way & WAY_LOOSE))
            continue;
        p->ways[to] |= 1u << (way | flags);
    }
}

/* "Manufactture"; a shorter word stands between signs and proves nothing: "Sytem". */
static void try_misspelt(struct places *p, size_t at, struct str word, unsigned flags)
{
    bool is_long = word.n >= LOOSE_MIN && flags;

    if (word.n < LOOSE_SHORT_MIN || (!is_long && !p->edge[at]))
        return;
    for (size_t n = word.n - 1; n <= word.n + 1 && at + n <= p->key.n; n++)
        if (word_differs_by_one(str_sub(p->key, at, n), word) && !has_sign_inside(p, at, n) &&
            (is_long || p->edge[at + n]))
            step(p, at, at + n, (is_long ? flags | WAY_EXACT : 0) | WAY_LOOSE);
}

/* "stem manufacturer", "SystemSerialNumb" */
static void try_cut(struct places *p, size_t at, struct str word, unsigned flags)
{
    struct str rest = str_sub(p->key, at, p->key.n);

    if (rest.n >= CUT_MIN && rest.n < word.n && str_eq(rest, str_sub(word, 0, rest.n)))
        step(p, at, p->key.n, flags | WAY_LOOSE | WAY_CUT);
    if (at > 0)
        return;
    for (size_t n = CUT_MIN; n < word.n && n <= p->key.n; n++)
        if (str_eq(str_sub(p->key, 0, n), str_sub(word, word.n - n, n)))
            step(p, 0, n, flags | WAY_LOOSE | WAY_CUT);
}

/* Short words of other languages hide in English ones: "vide" in "VideoServer". */
static void try_abroad(struct places *p, size_t at, const struct word_list *list,
                       unsigned flags)
{
    for (unsigned i = 0; i < list->n; i++) {
        struct str word = str_of(list->words[i]);
        if (str_eq(str_sub(p->key, at, word.n), word) &&
            (!is_ascii(word.p[0]) || (p->edge[at] && p->edge[at + word.n])))
            step(p, at, at + word.n, flags | WAY_EXACT);
    }
}

static void try_list(struct places *p, size_t at, const struct word_list *list, unsigned flags)
{
    for (unsigned i = 0; i < list->n; i++) {
        struct str word = str_of(list->words[i]);
        if (str_eq(str_sub(p->key, at, word.n), word) && may_stand(p, at, word.n))
            step(p, at, at + word.n, flags | WAY_EXACT);
        try_misspelt(p, at, word, flags);
        try_cut(p, at, word, flags);
    }
}

/* What follows a negation without a sign between them: "NotSpecified", "noserial", "unset". */
static void try_negated(struct places *p, size_t at, size_t from, const struct word_list *list)
{
    for (unsigned i = 0; i < list->n; i++) {
        struct str word = str_of(list->words[i]);
        size_t to = from + word.n;
        if (word.n < NEGATED_MIN || !is_ascii(word.p[0]))
            continue;
        if (str_eq(str_sub(p->key, from, word.n), word) &&
            (word.n > SHORT_MAX || p->edge[to] != EDGE_NONE))
            step(p, at, to, WAY_NOTHING | WAY_EXACT);
        for (size_t n = word.n - 1; word.n >= LOOSE_MIN && n <= word.n + 1; n++)
            if (from + n <= p->key.n && word_differs_by_one(str_sub(p->key, from, n), word))
                step(p, at, from + n, WAY_NOTHING | WAY_EXACT | WAY_LOOSE);
    }
}

static void try_negation(struct places *p, size_t at, const struct judge *j)
{
    for (unsigned i = 0; i < j->negation.n; i++) {
        struct str word = str_of(j->negation.words[i]);
        if (!str_eq(str_sub(p->key, at, word.n), word) || p->edge[at] == EDGE_NONE)
            continue;
        try_negated(p, at, at + word.n, &j->state);
        try_negated(p, at, at + word.n, &j->state_abroad);
        try_negated(p, at, at + word.n, &j->field);
        try_negated(p, at, at + word.n, &j->field_abroad);
        try_negated(p, at, at + word.n, &j->frame);
    }
}

/* "A1_AssetTagNum0": a short code before a field name, joined by a low line. */
static size_t code_before(const struct places *p, struct str value)
{
    size_t n = 0;

    while (n < value.n && ascii_is_alnum(value.p[n]))
        n++;
    bool is_code = n >= 2 && n <= CODE_MAX && n < value.n && value.p[n] == '_' &&
                   ascii_is_letter(value.p[0]) && ascii_is_digit(value.p[n - 1]);
    return is_code && n < p->key.n ? n : 0;
}

/* After a word a counter ("SerNum02", "string000"), a run ("SYS-1234567890") or nothing but
 * zeros. A number of two and more digits that does not begin with 0 is data: "sku33". */
static bool is_filler(struct str digits)
{
    size_t zeros = 0;

    while (zeros < digits.n && digits.p[zeros] == '0')
        zeros++;
    return digits.n == 1 || (digits.n <= COUNTER_MAX && zeros > 0) || zeros == digits.n ||
           (digits.n >= RUN_MIN && sequence_run(digits) == digits.n) || str_is(digits, "123");
}

static void try_filler(struct places *p, size_t at)
{
    size_t digits = 0, x = 0;

    while (at + digits < p->key.n && ascii_is_digit(p->key.p[at + digits]))
        digits++;
    while (at + x < p->key.n && p->key.p[at + x] == 'x')
        x++;
    if (digits > 0 && is_filler(str_sub(p->key, at, digits)))
        step(p, at, at + digits, 0);
    if (x >= FILL_MIN)
        step(p, at, at + x, 0);
}

/* All ways to take the whole key apart; 0 when there is none. */
static uint32_t segment(const struct judge *j, const struct subject *s)
{
    struct places p = {.key = s->key};

    find_edges(&p, s->value);
    p.ways[0] = 1;
    if (code_before(&p, s->value) > 0)
        p.ways[code_before(&p, s->value)] = 1;
    for (size_t at = 0; at < p.key.n; at++) {
        if (!p.ways[at])
            continue;
        try_list(&p, at, &j->nothing, WAY_NOTHING);
        try_list(&p, at, &j->state, WAY_NOTHING);
        try_abroad(&p, at, &j->nothing_abroad, WAY_NOTHING);
        try_abroad(&p, at, &j->state_abroad, WAY_NOTHING);
        try_abroad(&p, at, &j->field_abroad, WAY_FIELD);
        try_negation(&p, at, j);
        try_list(&p, at, &j->field, WAY_FIELD);
        try_list(&p, at, &j->frame, 0);
        try_list(&p, at, &j->maker, 0);
        if (at > 0)
            try_filler(&p, at);
    }
    return p.ways[p.key.n];
}

/* A way with that kind of word; a cut word counts only beside a whole one. */
static bool has_way(uint32_t ways, unsigned with)
{
    for (unsigned way = 0; way < WAYS; way++)
        if ((ways & (1u << way)) && (way & with) && (!(way & WAY_CUT) || (way & WAY_EXACT)))
            return true;
    return false;
}

/* "Version 2" is a version, not the name of the field. */
static bool is_numbered_version(const struct subject *s)
{
    struct str rest = str_sub(s->key, str_starts(s->key, "version") ? 7 : 3, s->key.n);

    if (s->kind != KIND_VERSION || !str_starts(s->key, "ver") || rest.n == 0)
        return false;
    for (size_t i = 0; i < rest.n; i++)
        if (!ascii_is_digit(rest.p[i]))
            return false;
    return true;
}

bool words_name_field(const struct judge *j, const struct subject *s)
{
    return !is_numbered_version(s) && has_way(segment(j, s), WAY_FIELD);
}

bool words_say_nothing(const struct judge *j, const struct subject *s)
{
    return has_way(segment(j, s), WAY_NOTHING);
}
