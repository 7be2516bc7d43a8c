/* guard.c - a second look by other means: plain comparison of every form of every known word,
 * found by a few of its bytes (guard_net.h). Shares with the engine the list of forms only. */
#include "redact/engine.h"
#include "redact/guard_net.h"

#define LOOK_AHEAD \
    (NET_WORD_END + 16) /* bytes behind a gram that a word and its edges may need */
#define LOOK_BACK (VALUE_MAX + 8)
#define BUFFER_BYTES (64 * 1024)
#define NAME_MAX_BYTES 128
#define RAW_WORD_MIN 5 /* bytes; shorter ones come about in other encodings by chance */

struct trace {
    enum entity_kind kind;
    enum form_edge edge;
    bool own; /* stands in texts of ours for any machine */
};

/* What came of the artifact and is not yet searched. */
struct view {
    uint8_t buf[LOOK_BACK + BUFFER_BYTES + NET_STEP_MAX + NET_GRAM_MAX];
    size_t buf_n, pos; /* grams that begin at pos or later are still to be looked at */
};

struct guard {
    struct arena *arena;
    const struct redactor *r;
    struct trace *traces;
    struct str *texts; /* of the traces, in lower case */
    size_t n, traces_cap, texts_cap;
    struct net *nets[NET_COUNT]; /* NULL: no trace is of that length */
    char name[NAME_MAX_BYTES];
    struct view text, raw;
    struct view *v; /* the one that is searched */
    bool marking;   /* guard_own() */
    bool is_own;    /* what comes was written by us */
    bool found;
    bool mixed; /* found in raw */
    enum entity_kind found_kind;
    char found_name[NAME_MAX_BYTES];
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

static void add_trace(void *ctx, const struct form *form)
{
    struct guard *g = ctx;
    size_t n = form->text.n;

    if (redactor_action_of(g->r, form->kind, form->text) == REDACT_KEEP ||
        net_of(n) == NET_COUNT || n > VALUE_MAX)
        return;
    uint8_t *text = arena_take(g->arena, n);
    for (size_t i = 0; i < n; i++)
        text[i] = lower((uint8_t)form->text.p[i]);
    g->traces = mem_grow(g->traces, &g->traces_cap, g->n + 1, sizeof *g->traces);
    g->texts = mem_grow(g->texts, &g->texts_cap, g->n + 1, sizeof *g->texts);
    g->traces[g->n] = (struct trace){.kind = form->kind, .edge = form->edge};
    g->texts[g->n++] = (struct str){(char *)text, n};
}

struct guard *guard_new(const struct redactor *r)
{
    struct guard *g = mem_new(sizeof *g);

    g->arena = arena_new();
    g->r = r;
    g->v = &g->text;
    known_forms(r->known, add_trace, g);
    for (int kind = 0; kind < NET_COUNT; kind++)
        g->nets[kind] = net_new((enum net_kind)kind, g->texts, g->n);
    return g;
}

void guard_free(struct guard *g)
{
    if (!g)
        return;
    for (int kind = 0; kind < NET_COUNT; kind++)
        net_free(g->nets[kind]);
    arena_free(g->arena);
    free(g->traces);
    free(g->texts);
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

static bool is_at(const struct guard *g, size_t i, size_t end)
{
    struct str text = g->texts[i];

    if (end < text.n || end > g->v->buf_n)
        return false;
    const uint8_t *p = g->v->buf + end - text.n;
    for (size_t k = 0; k < text.n; k++)
        if (lower(p[k]) != (uint8_t)text.p[k])
            return false;
    return stands_alone(g, &g->traces[i], end - text.n, end);
}

static void found(struct guard *g, struct trace *t)
{
    if (g->marking) {
        t->own = true;
        return;
    }
    *(g->v == &g->raw ? &g->mixed : &g->found) = true;
    g->found_kind = t->kind;
    memcpy(g->found_name, g->name, sizeof g->name);
}

/* Traces that have the gram at byte i. */
static void look(struct guard *g, const struct net *net, size_t i)
{
    for (const struct net_place *p = net_first(net, g->v->buf + i); p && !g->found;
         p = net_next(net, p)) {
        struct trace *t = &g->traces[p->word];
        if (g->v == &g->raw && g->texts[p->word].n < RAW_WORD_MIN)
            continue;
        if (!(g->is_own && t->own) && is_at(g, p->word, i + p->rest))
            found(g, t);
    }
}

static void search_net(struct guard *g, const struct net *net, size_t to)
{
    size_t step = net_step(net);

    for (size_t i = g->v->pos; i < to && !g->found; i += 64 * step) {
        size_t n = (to - i) / step < 64 ? (to - i) / step : 64;
        for (uint64_t taken = net_taken(net, g->v->buf + i, n); taken; taken &= taken - 1)
            look(g, net, i + (size_t)__builtin_ctzll(taken) * step);
    }
}

/* For grams that begin before to, which is whole steps away. */
static void search(struct guard *g, size_t to)
{
    for (int kind = 0; kind < NET_COUNT; kind++)
        if (g->nets[kind] && (kind != NET_SHORTEST || g->v == &g->text))
            search_net(g, g->nets[kind], to);
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

static bool verdict(const struct guard *g, bool ended, struct err *err)
{
    if (!g->found && !(ended && g->mixed))
        return true;
    return err_set(err, g->found ? E_SURVIVOR : E_MIXED_TEXT, "%s (%s)", g->found_name,
                   entity_row(g->found_kind)->name);
}

static void end_view(struct guard *g, struct view *v)
{
    size_t left = v->buf_n - v->pos;

    g->v = v;
    search(g, v->pos + (left + NET_STEP_MAX - 1) / NET_STEP_MAX * NET_STEP_MAX);
    v->buf_n = v->pos = 0;
}

static void end_artifact(struct guard *g)
{
    end_view(g, &g->text);
    end_view(g, &g->raw);
}

/* Not yet examined, but for what a later word may begin with. */
static size_t ready(const struct view *v)
{
    size_t left = v->buf_n - v->pos;

    return left > LOOK_AHEAD ? (left - LOOK_AHEAD) / NET_STEP_MAX * NET_STEP_MAX : 0;
}

/* The first skip of the bytes only stand before those that are searched. */
static void add(struct guard *g, struct view *v, struct str bytes, size_t skip)
{
    g->v = v;
    while (bytes.n && !g->found) {
        struct str part = str_sub(bytes, 0, LOOK_BACK + BUFFER_BYTES - v->buf_n);

        if (skip && part.n > skip)
            part.n = skip;
        memcpy(v->buf + v->buf_n, part.p, part.n);
        v->buf_n += part.n;
        bytes = str_sub(bytes, part.n, bytes.n);
        if (skip)
            v->pos += ready(v);
        else
            search(g, v->pos + ready(v));
        skip -= skip ? part.n : 0;
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
    add(g, &g->text, redacted, 0);
    return verdict(g, redacted.n == 0, err);
}

void guard_add_raw(struct guard *g, struct str bytes, size_t text_n)
{
    if (!g->mixed)
        add(g, &g->raw, bytes, text_n);
}

void guard_forget(struct guard *g)
{
    g->raw.buf_n = g->raw.pos = 0;
    g->text.buf_n = g->text.pos = 0;
    g->found = g->mixed = false;
}

/* The value's own written forms are let pass, as they will be when it is kept. */
static void allow_value(struct guard *g, enum entity_kind kind, struct str value)
{
    uint8_t want[VALUE_TAG_BYTES], tag[VALUE_TAG_BYTES];

    redactor_tag(g->r, kind, value, want);
    for (size_t i = 0; i < g->n; i++) {
        if (g->traces[i].kind != kind)
            continue;
        redactor_tag(g->r, kind, g->texts[i], tag);
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
