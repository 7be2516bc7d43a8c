/* guard.c - a second look by other means: plain comparison of every form of every known word at
 * every place, found by its last bytes. Shares with the engine the list of forms only. */
#include "redact/engine.h"

#define HEADS 65536
#define LOOK_AHEAD 8 /* bytes after a word that its edges depend on */
#define LOOK_BACK (VALUE_MAX + LOOK_AHEAD)
#define BUFFER_BYTES (64 * 1024)
#define NAME_MAX_BYTES 128

struct trace {
    struct str text; /* lower case */
    enum entity_kind kind;
    enum form_edge edge;
    bool own;      /* stands in texts of ours for any machine */
    uint32_t next; /* 1 + index of the next with the same last bytes */
};

struct guard {
    struct arena *arena;
    const struct redactor *r;
    struct trace *traces;
    size_t n, cap;
    uint32_t *by_four, *by_two; /* HEADS each, by the last four or two bytes */
    char name[NAME_MAX_BYTES];
    uint8_t buf[LOOK_BACK + BUFFER_BYTES];
    size_t buf_n, pos; /* words that end at pos or later are still to be looked for */
    bool marking;      /* guard_own() */
    bool is_own;       /* what comes was written by us */
    bool found;
    enum entity_kind found_kind;
    char found_name[NAME_MAX_BYTES];
};

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
}

static uint32_t head_of(const uint8_t *last, size_t n)
{
    uint32_t h = 0;

    for (size_t i = 0; i < n; i++)
        h = h * 257 + lower(last[i]);
    return (h ^ h >> 16) % HEADS;
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
    uint32_t *head =
        n < 4 ? &g->by_two[head_of(text + n - 2, 2)] : &g->by_four[head_of(text + n - 4, 4)];
    g->traces = mem_grow(g->traces, &g->cap, g->n + 1, sizeof *g->traces);
    g->traces[g->n] = (struct trace){{(char *)text, n}, form->kind, form->edge, false, *head};
    *head = (uint32_t)++g->n;
}

struct guard *guard_new(const struct redactor *r)
{
    struct guard *g = mem_new(sizeof *g);

    g->arena = arena_new();
    g->r = r;
    g->by_four = mem_new(HEADS * sizeof *g->by_four);
    g->by_two = mem_new(HEADS * sizeof *g->by_two);
    known_forms(r->known, add_trace, g);
    return g;
}

void guard_free(struct guard *g)
{
    if (!g)
        return;
    arena_free(g->arena);
    free(g->traces);
    free(g->by_four);
    free(g->by_two);
    free(g);
}

/* ---- edges --------------------------------------------------------------------------------*/

static uint8_t at(const struct guard *g, size_t i) /* 0 outside, also for i before the start */
{
    return i < g->buf_n ? lower(g->buf[i]) : 0;
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
        if (letter_or_digit(at(g, from)) && letter_or_digit(before))
            return false;
        if (letter_or_digit(at(g, end - 1)) && letter_or_digit(after))
            return false;
        return t->edge != EDGE_SHORT || !in_pairs(g, from, end);
    }
}

/* ---- searching ----------------------------------------------------------------------------*/

static bool is_at(const struct guard *g, const struct trace *t, size_t end)
{
    if (end < t->text.n)
        return false;
    for (size_t i = 1; i <= t->text.n; i++)
        if (at(g, end - i) != (uint8_t)t->text.p[t->text.n - i])
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

static void look(struct guard *g, uint32_t head, size_t end)
{
    for (; head && !g->found; head = g->traces[head - 1].next) {
        struct trace *t = &g->traces[head - 1];
        if (!(g->is_own && t->own) && is_at(g, t, end))
            found(g, t);
    }
}

static void search(struct guard *g, size_t to)
{
    for (size_t end = g->pos; end <= to && !g->found; end++) {
        if (end >= 4)
            look(g, g->by_four[head_of(g->buf + end - 4, 4)], end);
        if (end >= 2)
            look(g, g->by_two[head_of(g->buf + end - 2, 2)], end);
    }
    if (to + 1 > g->pos)
        g->pos = to + 1;
}

static void slide(struct guard *g)
{
    if (g->pos <= LOOK_BACK)
        return;
    size_t cut = g->pos - LOOK_BACK;
    memmove(g->buf, g->buf + cut, g->buf_n - cut);
    g->buf_n -= cut;
    g->pos -= cut;
}

static bool verdict(const struct guard *g, struct err *err)
{
    return !g->found ||
           err_set(err, E_SURVIVOR, "%s (%s)", g->found_name, entity_row(g->found_kind)->name);
}

static void end_artifact(struct guard *g)
{
    search(g, g->buf_n);
    g->buf_n = g->pos = 0;
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
    while (redacted.n && !g->found) {
        size_t room = sizeof g->buf - g->buf_n;
        struct str part = str_sub(redacted, 0, room);

        memcpy(g->buf + g->buf_n, part.p, part.n);
        g->buf_n += part.n;
        redacted = str_sub(redacted, part.n, redacted.n);
        if (g->buf_n > LOOK_AHEAD)
            search(g, g->buf_n - LOOK_AHEAD);
        slide(g);
    }
    return verdict(g, err);
}
