/* guard.c - a second look by other means: plain comparison of every form of every known word,
 * found by the four of its bytes that the fewest other words have. Shares with the engine the
 * list of forms only. */
#include "redact/engine.h"

#define GRAM 4       /* bytes */
#define GRAMS_OF 32  /* the last bytes of a word, of which one gram is chosen */
#define GRAM_BITS 18 /* of a gram's hash */
#define GRAMS ((size_t)1 << GRAM_BITS)
#define PAIRS 65536
#define LOOK_AHEAD (GRAMS_OF + 16) /* bytes behind a gram that a word and its edges may need */
#define LOOK_BACK (VALUE_MAX + 8)
#define BUFFER_BYTES (64 * 1024)
#define NAME_MAX_BYTES 128

struct trace {
    struct str text; /* lower case */
    enum entity_kind kind;
    enum form_edge edge;
    bool own;      /* stands in texts of ours for any machine */
    uint8_t tail;  /* bytes behind its gram */
    uint32_t next; /* 1 + index of the next with the same gram, or last two bytes */
};

/* What came of the artifact and is not yet searched. */
struct view {
    uint8_t buf[LOOK_BACK + BUFFER_BYTES];
    size_t buf_n, pos; /* grams that begin at pos or later are still to be looked at */
};

struct guard {
    struct arena *arena;
    const struct redactor *r;
    struct trace *traces;
    size_t n, cap;
    uint32_t *by_gram; /* GRAMS, 1 + index of a trace */
    uint32_t *by_pair; /* PAIRS, by the last two bytes of traces shorter than a gram */
    uint64_t *grams;   /* a bit for each place of by_gram that is taken */
    uint64_t *pairs;   /* the same of by_pair */
    bool has_short;
    char name[NAME_MAX_BYTES];
    struct view text, raw;
    struct view *v; /* the one that is searched */
    bool marking;   /* guard_own() */
    bool is_own;    /* what comes was written by us */
    bool found;
    enum entity_kind found_kind;
    char found_name[NAME_MAX_BYTES];
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

/* In lower case, more or less: it sends to the right place, comparison decides. */
static uint32_t gram_of(const uint8_t *p)
{
    uint32_t v;

    memcpy(&v, p, GRAM);
    return (v | 0x20202020u) * 0x85EBCA6Bu >> (32 - GRAM_BITS);
}

static uint32_t pair_of(const uint8_t *p)
{
    return (uint32_t)(p[0] | 0x20) << 8 | (uint32_t)(p[1] | 0x20);
}

static void add_trace(void *ctx, const struct form *form)
{
    struct guard *g = ctx;
    size_t n = form->text.n;

    if (redactor_action_of(g->r, form->kind, form->text) == REDACT_KEEP || n < 2 ||
        n > VALUE_MAX)
        return;
    uint8_t *text = arena_take(g->arena, n);
    for (size_t i = 0; i < n; i++)
        text[i] = lower((uint8_t)form->text.p[i]);
    g->traces = mem_grow(g->traces, &g->cap, g->n + 1, sizeof *g->traces);
    g->traces[g->n++] =
        (struct trace){.text = {(char *)text, n}, .kind = form->kind, .edge = form->edge};
}

/* Where a gram of the trace may begin, and its last one. */
static size_t first_gram(const struct trace *t)
{
    return t->text.n > GRAMS_OF ? t->text.n - GRAMS_OF : 0;
}

/* How many traces have each gram; more than a byte can say are as good as a byte's most. */
static uint8_t *count_grams(const struct guard *g)
{
    uint8_t *counts = mem_new(GRAMS);

    for (size_t i = 0; i < g->n; i++) {
        const struct trace *t = &g->traces[i];
        for (size_t at = first_gram(t); at + GRAM <= t->text.n; at++) {
            uint8_t *count = &counts[gram_of((const uint8_t *)t->text.p + at)];
            *count = (uint8_t)(*count + (*count < UINT8_MAX));
        }
    }
    return counts;
}

/* Words of one net, domain or maker share most of their bytes: each goes by its rarest gram. */
static void choose_gram(struct guard *g, size_t i, const uint8_t *counts)
{
    struct trace *t = &g->traces[i];
    const uint8_t *p = (const uint8_t *)t->text.p;
    size_t best = t->text.n - GRAM;

    for (size_t at = first_gram(t); at + GRAM < t->text.n; at++)
        if (counts[gram_of(p + at)] < counts[gram_of(p + best)])
            best = at;
    uint32_t gram = gram_of(p + best);
    t->tail = (uint8_t)(t->text.n - GRAM - best);
    t->next = g->by_gram[gram];
    g->by_gram[gram] = (uint32_t)(i + 1);
    g->grams[gram / 64] |= UINT64_C(1) << gram % 64;
}

static void choose_pair(struct guard *g, size_t i)
{
    struct trace *t = &g->traces[i];
    uint32_t pair = pair_of((const uint8_t *)t->text.p + t->text.n - 2);

    t->next = g->by_pair[pair];
    g->by_pair[pair] = (uint32_t)(i + 1);
    g->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
    g->has_short = true;
}

struct guard *guard_new(const struct redactor *r)
{
    struct guard *g = mem_new(sizeof *g);
    uint8_t *counts;

    g->arena = arena_new();
    g->r = r;
    g->v = &g->text;
    g->by_gram = mem_new(GRAMS * sizeof *g->by_gram);
    g->by_pair = mem_new(PAIRS * sizeof *g->by_pair);
    g->grams = mem_new(GRAMS / 8);
    g->pairs = mem_new(PAIRS / 8);
    known_forms(r->known, add_trace, g);
    counts = count_grams(g);
    for (size_t i = 0; i < g->n; i++)
        if (g->traces[i].text.n < GRAM)
            choose_pair(g, i);
        else
            choose_gram(g, i, counts);
    free(counts);
    return g;
}

void guard_free(struct guard *g)
{
    if (!g)
        return;
    arena_free(g->arena);
    free(g->traces);
    free(g->by_gram);
    free(g->by_pair);
    free(g->grams);
    free(g->pairs);
    free(g);
}

/* ---- edges --------------------------------------------------------------------------------*/

static uint8_t at(const struct guard *g, size_t i) /* 0 outside, also for i before the start */
{
    return i < g->v->buf_n ? lower(g->v->buf[i]) : 0;
}

static bool digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool letter_or_digit(uint8_t c)
{
    return digit(c) || (c >= 'a' && c <= 'z');
}

static bool hex(uint8_t c)
{
    return digit(c) || (c >= 'a' && c <= 'f');
}

/* ":1c" and no more: a pair of hex digits beyond a separator; step 1 to the right, -1 to the
 * left of i. */
static bool pair_beyond(const struct guard *g, size_t i, size_t step)
{
    uint8_t sep = at(g, i);

    return (sep == ':' || sep == '-') && hex(at(g, i + step)) && hex(at(g, i + 2 * step)) &&
           !letter_or_digit(at(g, i + 3 * step));
}

static bool in_pairs(const struct guard *g, size_t from, size_t end)
{
    size_t left = (size_t)0 - 1; /* unsigned -1: steps to the left */

    return (pair_beyond(g, end, 1) && at(g, end) == at(g, end + 3) &&
            pair_beyond(g, end + 3, 1)) ||
           (pair_beyond(g, from - 1, left) && at(g, from - 1) == at(g, from - 4) &&
            pair_beyond(g, from - 4, left));
}

/* Two groups of an IPv6 address or its "::" beyond i; step as above. */
static bool groups_beyond(const struct guard *g, size_t i, size_t step)
{
    for (int groups = 0; groups < 2; groups++) {
        size_t digits = 0;

        if (at(g, i) != ':')
            return false;
        for (i += step; hex(at(g, i)) && digits < 5; i += step)
            digits++;
        if (digits == 0)
            return at(g, i) == ':';
        if (digits == 5 || letter_or_digit(at(g, i)))
            return false;
    }
    return true;
}

static bool in_groups(const struct guard *g, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (!hex(at(g, i)))
            return false;
    return groups_beyond(g, end, 1) || groups_beyond(g, from - 1, (size_t)0 - 1);
}

/* The n, r or t before i belongs to a written-out "\n". */
static bool spelled_end(const struct guard *g, size_t i)
{
    uint8_t c = at(g, i - 1);

    return (c == 'n' || c == 'r' || c == 't') && at(g, i - 2) == '\\';
}

static bool stands_alone(const struct guard *g, const struct trace *t, size_t from, size_t end)
{
    uint8_t before = at(g, from - 1), after = at(g, end);

    switch (t->edge) {
    case EDGE_NONE:
        return true;
    case EDGE_NUMBER:
        return !digit(before) && !digit(after) && !(before == '.' && digit(at(g, from - 2))) &&
               !(after == '.' && digit(at(g, end + 1)));
    case EDGE_HEX:
        return !letter_or_digit(before) && !letter_or_digit(after) && before != ':' &&
               !(after == ':' && letter_or_digit(at(g, end + 1)));
    default:
        if (letter_or_digit(at(g, from)) && letter_or_digit(before) && !spelled_end(g, from))
            return false;
        if (letter_or_digit(at(g, end - 1)) && letter_or_digit(after))
            return false;
        return t->edge != EDGE_SHORT || (!in_pairs(g, from, end) && !in_groups(g, from, end));
    }
}

/* ---- searching ----------------------------------------------------------------------------*/

static bool is_at(const struct guard *g, const struct trace *t, size_t end)
{
    if (end < t->text.n || end > g->v->buf_n)
        return false;
    const uint8_t *p = g->v->buf + end - t->text.n;
    for (size_t i = 0; i < t->text.n; i++)
        if (lower(p[i]) != (uint8_t)t->text.p[i])
            return false;
    return stands_alone(g, t, end - t->text.n, end);
}

static void found(struct guard *g, struct trace *t)
{
    if (g->marking) {
        t->own = true;
        return;
    }
    g->found = true;
    g->found_kind = t->kind;
    memcpy(g->found_name, g->name, sizeof g->name);
}

/* Traces from head on whose gram, or last two bytes, end at end. */
static void look(struct guard *g, uint32_t head, size_t end)
{
    for (; head && !g->found; head = g->traces[head - 1].next) {
        struct trace *t = &g->traces[head - 1];
        if (!(g->is_own && t->own) && is_at(g, t, end + t->tail))
            found(g, t);
    }
}

/* A bit for each of the n grams from p on that some trace has. */
static uint64_t taken_grams(const struct guard *g, const uint8_t *p, size_t n)
{
    uint64_t taken = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t gram = gram_of(p + i);
        taken |= (g->grams[gram / 64] >> gram % 64 & 1) << i;
    }
    return taken;
}

static void search_grams(struct guard *g, size_t to)
{
    if (to + GRAM > g->v->buf_n + 1)
        to = g->v->buf_n < GRAM ? 0 : g->v->buf_n - GRAM + 1;
    for (size_t i = g->v->pos; i < to && !g->found; i += 64)
        for (uint64_t taken = taken_grams(g, g->v->buf + i, to - i < 64 ? to - i : 64); taken;
             taken &= taken - 1) {
            size_t at = i + (size_t)__builtin_ctzll(taken);
            look(g, g->by_gram[gram_of(g->v->buf + at)], at + GRAM);
        }
}

/* Short words have nothing joined to them: where the letters go on, none ends. */
static void search_pairs(struct guard *g, size_t to)
{
    for (size_t i = g->v->pos; i < to && i + 2 <= g->v->buf_n && !g->found; i++) {
        uint32_t pair = pair_of(g->v->buf + i);

        if ((g->pairs[pair / 64] >> pair % 64 & 1) &&
            !(letter_or_digit(at(g, i + 1)) && letter_or_digit(at(g, i + 2))))
            look(g, g->by_pair[pair], i + 2);
    }
}

/* For grams that begin before to. */
static void search(struct guard *g, size_t to)
{
    if (to <= g->v->pos)
        return;
    search_grams(g, to);
    if (g->has_short && g->v == &g->text) /* two bytes of a raw text are any character */
        search_pairs(g, to);
    g->v->pos = to;
}

static void slide(struct guard *g)
{
    if (g->v->pos <= LOOK_BACK)
        return;
    size_t cut = g->v->pos - LOOK_BACK;
    memmove(g->v->buf, g->v->buf + cut, g->v->buf_n - cut);
    g->v->buf_n -= cut;
    g->v->pos -= cut;
}

static bool verdict(const struct guard *g, struct err *err)
{
    return !g->found ||
           err_set(err, E_SURVIVOR, "%s (%s)", g->found_name, entity_row(g->found_kind)->name);
}

static void end_view(struct guard *g, struct view *v)
{
    g->v = v;
    search(g, v->buf_n);
    v->buf_n = v->pos = 0;
}

static void end_artifact(struct guard *g)
{
    end_view(g, &g->raw);
    end_view(g, &g->text);
}

static void add(struct guard *g, struct view *v, struct str bytes)
{
    g->v = v;
    while (bytes.n && !g->found) {
        struct str part = str_sub(bytes, 0, sizeof v->buf - v->buf_n);

        memcpy(v->buf + v->buf_n, part.p, part.n);
        v->buf_n += part.n;
        bytes = str_sub(bytes, part.n, bytes.n);
        if (v->buf_n > LOOK_AHEAD)
            search(g, v->buf_n - LOOK_AHEAD);
        slide(g);
    }
}

void guard_own(struct guard *g, struct str text)
{
    struct err none = ERR_NONE;

    g->marking = true;
    if (guard_add(g, text, &none)) /* nothing can be found while marking */
        end_artifact(g);
    g->marking = false;
}

void guard_next(struct guard *g, const char *name, bool is_own)
{
    end_artifact(g);
    g->is_own = is_own;
    size_t n = strlen(name) < NAME_MAX_BYTES ? strlen(name) : NAME_MAX_BYTES - 1;
    memcpy(g->name, name, n);
    g->name[n] = 0;
}

bool guard_add(struct guard *g, struct str redacted, struct err *err)
{
    if (redacted.n == 0)
        end_artifact(g);
    add(g, &g->text, redacted);
    return verdict(g, err);
}

bool guard_add_raw(struct guard *g, struct str bytes, struct err *err)
{
    add(g, &g->raw, bytes);
    return verdict(g, err);
}

/* The value's own written forms are let pass, as they will be when it is kept. */
static void allow_value(struct guard *g, enum entity_kind kind, struct str value)
{
    uint8_t want[VALUE_TAG_BYTES], tag[VALUE_TAG_BYTES];

    redactor_tag(g->r, kind, value, want);
    for (size_t i = 0; i < g->n; i++) {
        if (g->traces[i].kind != kind)
            continue;
        redactor_tag(g->r, kind, g->traces[i].text, tag);
        g->traces[i].own = memcmp(tag, want, sizeof tag) == 0;
    }
}

bool guard_finds_inside(const struct redactor *r, enum entity_kind kind, struct str value,
                        enum entity_kind *inner)
{
    struct guard *g = guard_new(r);
    struct err err = ERR_NONE;

    allow_value(g, kind, value);
    guard_next(g, "", true);
    bool is_clean = guard_add(g, value, &err) && guard_add(g, STR(""), &err);
    if (!is_clean)
        *inner = g->found_kind;
    guard_free(g);
    return !is_clean;
}
