/* sample.c - cuts the line around a hit and shows it before and after; a value once a file. */
#include "redact/sample.h"

#define CONTEXT_BYTES 60

struct sample_set {
    struct redactor *r;
    struct arena *arena;
    struct scan_sample *samples;
    size_t n, cap;
    unsigned of_kind[ENTITY_COUNT];
};

struct sample_set *sample_set_new(struct redactor *r, struct arena *a)
{
    struct sample_set *set = mem_new(sizeof *set);

    set->r = r;
    set->arena = a;
    return set;
}

static bool is_inside_char(uint8_t c)
{
    return (c & 0xc0) == 0x80;
}

static size_t cut_before(const struct text *t, size_t at)
{
    size_t from = at;

    while (from > t->lo && at - from < CONTEXT_BYTES && t->p[from - 1] != '\n')
        from--;
    while (from < at && is_inside_char(t->p[from]))
        from++;
    return from;
}

static size_t cut_after(const struct text *t, size_t end)
{
    size_t to = end;

    while (to < t->hi && to - end < CONTEXT_BYTES && t->p[to] != '\n' && t->p[to] != '\r')
        to++;
    while (to > end && to < t->hi && is_inside_char(t->p[to]))
        to--;
    return to;
}

/* The rest of the line goes through the engine as well: it may hold other values. */
static void add_context(struct redactor *r, struct str text, struct buf *out)
{
    struct err err = ERR_NONE;

    if (!redact_text(r, text, out, &err))
        buf_puts(out, MASK_TEXT);
}

/* A value is shown once: the places left are for others. */
static bool is_shown(const struct sample_set *set, enum entity_kind kind, struct str value)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct scan_sample *s = &set->samples[i];

        if (s->hit.kind == kind && str_eq(str_sub(s->before, s->before_at, s->before_n), value))
            return true;
    }
    return false;
}

void sample_add(struct sample_set *set, const struct hit *hit, const struct text *around,
                uint64_t at, uint64_t line)
{
    if (set->of_kind[hit->kind] == SCAN_SAMPLES ||
        is_shown(set, hit->kind, text_str(around, hit->at, hit->at + hit->n)))
        return;
    set->of_kind[hit->kind]++;
    set->samples = mem_grow(set->samples, &set->cap, set->n + 1, sizeof *set->samples);
    struct scan_sample *s = &set->samples[set->n++];
    struct buf after = BUF_INIT(16 * VALUE_MAX);
    size_t end = hit->at + hit->n, from = cut_before(around, hit->at);
    size_t to = cut_after(around, end);

    *s = (struct scan_sample){.hit = {hit->kind, at, (uint32_t)hit->n, line}};
    s->before = arena_str(set->arena, text_str(around, from, to));
    s->before_at = hit->at - from;
    s->before_n = hit->n;
    add_context(set->r, text_str(around, from, hit->at), &after);
    s->after_at = after.n;
    redactor_replace(set->r, hit, text_str(around, hit->at, end), &after);
    s->after_n = after.n - s->after_at;
    add_context(set->r, text_str(around, end, to), &after);
    s->after = arena_str(set->arena, buf_str(&after));
    buf_done(&after);
}

void sample_set_end(struct sample_set *set, struct scan_sample **samples, size_t *n)
{
    *n = set->n;
    *samples =
        set->n ? arena_copy(set->arena, set->samples, set->n * sizeof *set->samples) : NULL;
    free(set->samples);
    free(set);
}
