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

#define SHORT_MAX 3   /* letters of a word that must stand alone: "Nano" is no "na", "no" */
#define SPAN_MIN 6    /* letters of a word that may have a sign inside: "base-board" */
#define LOOSE_MIN 7   /* letters of a word that may be misspelt: "Serval" is no "serial" */
#define CUT_MIN 4     /* letters that must be left of a cut word */
#define COUNTER_MAX 3 /* digits of a counter after a word */
#define RUN_MIN 5     /* digits of a run after a word */
#define FILL_MIN 3    /* x after a word */

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

/* Between two letters or digits that touch; after is what follows them, 0 at the end. */
static enum edge edge_between(char a, char b, char after)
{
    if (ascii_is_digit(a) != ascii_is_digit(b))
        return EDGE_SOFT;
    if (is_upper(b) && (!is_upper(a) || (ascii_is_letter(after) && !is_upper(after))))
        return EDGE_SOFT;
    return EDGE_NONE;
}

static void find_edges(struct places *p, struct str value)
{
    size_t n = 0, last = 0; /* the value's index of the key's last byte */

    for (size_t i = 0; i < value.n && n < p->key.n; i++) {
        if (!ascii_is_alnum(value.p[i]))
            continue;
        char after = i + 1 < value.n ? value.p[i + 1] : '\0';
        if (n == 0 || last + 1 != i)
            p->edge[n] = EDGE_SIGN;
        else
            p->edge[n] = (uint8_t)edge_between(value.p[last], value.p[i], after);
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
    if (n <= SHORT_MAX && (!p->edge[at] || !p->edge[at + n]))
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

/* One letter more, less or other. */
static bool differs_by_one(struct str a, struct str b)
{
    size_t shorter = a.n < b.n ? a.n : b.n, longer = a.n < b.n ? b.n : a.n;
    size_t head = 0, tail = 0;

    while (head < shorter && a.p[head] == b.p[head])
        head++;
    while (tail < shorter - head && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    return longer - shorter <= 1 && longer - head - tail <= 1;
}

/* "Manufactture" */
static void try_misspelt(struct places *p, size_t at, struct str word, unsigned flags)
{
    if (word.n < LOOSE_MIN)
        return;
    for (size_t n = word.n - 1; n <= word.n + 1 && at + n <= p->key.n; n++)
        if (differs_by_one(str_sub(p->key, at, n), word) && !has_sign_inside(p, at, n))
            step(p, at, at + n, flags | WAY_EXACT | WAY_LOOSE);
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

/* After a word: a counter ("SerNum02", "string000"), a run ("SYS-1234567890"), an x filler. A
 * number of two and more digits that does not begin with 0 is data: "sku33". */
static void try_filler(struct places *p, size_t at)
{
    size_t digits = 0, x = 0;

    while (at + digits < p->key.n && ascii_is_digit(p->key.p[at + digits]))
        digits++;
    while (at + x < p->key.n && p->key.p[at + x] == 'x')
        x++;
    if (digits == 1 || (digits > 1 && digits <= COUNTER_MAX && p->key.p[at] == '0') ||
        (digits >= RUN_MIN && shape_run(str_sub(p->key, at, digits)) == digits))
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
    for (size_t at = 0; at < p.key.n; at++) {
        if (!p.ways[at])
            continue;
        try_list(&p, at, &j->nothing, WAY_NOTHING);
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
