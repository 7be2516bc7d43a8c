/* settle.c - of hits that overlap the first wins; what sticks out of the others is masked. */
#include "redact/settle.h"

static bool goes_before(const struct hit *a, const struct hit *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->n != b->n)
        return a->n > b->n;
    return a->kind < b->kind;
}

void settle_add(struct settling *s, const struct hit *hit)
{
    size_t i = s->hits_n;

    if (i == s->hits_cap)
        s->hits = mem_grow(s->hits, &s->hits_cap, i + 1, sizeof *s->hits);
    for (; i > 0 && goes_before(hit, &s->hits[i - 1]); i--)
        s->hits[i] = s->hits[i - 1];
    s->hits[i] = *hit;
    s->hits_n++;
}

bool settle_has(const struct settling *s, const struct hit *hit)
{
    for (size_t i = 0; i < s->hits_n; i++)
        if (s->hits[i].at == hit->at && s->hits[i].n == hit->n && s->hits[i].kind == hit->kind)
            return true;
    return false;
}

static void forget_hits(struct settling *s, size_t n)
{
    s->hits_n -= n;
    if (n)
        memmove(s->hits, s->hits + n, s->hits_n * sizeof *s->hits);
}

static void give_gap(struct settling *s, const uint8_t *buf, size_t to)
{
    if (to > s->done) {
        s->sink->gap(s->sink->ctx, buf + s->done, to - s->done);
        s->done = to;
    }
}

/* A line, or the end of one. */
static void pass_part(struct settling *s, const uint8_t *buf, size_t end)
{
    const uint8_t *p = buf + s->done;
    size_t n = 0, most = end - s->done;

    while (n < most && p[n] != '\n' && p[n] != '\r')
        n++;
    if (n == 0)
        s->sink->gap(s->sink->ctx, p, 1);
    else if (s->sink->drop)
        s->sink->drop(s->sink->ctx, p, n);
    s->done += n ? n : 1;
}

/* Of a region only the ends of its lines are given on. */
static void pass_region(struct settling *s, const uint8_t *buf, size_t limit)
{
    while (s->region.kind != REGION_NONE && s->done < limit) {
        size_t n = region_take(&s->region, buf + s->done, limit - s->done);

        for (size_t end = s->done + n; s->done < end;)
            pass_part(s, buf, end);
    }
}

static void give_hit(struct settling *s, const struct hit *hit, const struct text *around,
                     uint64_t base)
{
    give_gap(s, around->p, hit->at);
    s->sink->hit(s->sink->ctx, hit, around, base + hit->at);
    if (s->actions[hit->kind] == REDACT_KEEP)
        return;
    s->done = hit->at + hit->n;
    s->region = (struct region){.kind = hit->region};
}

void settle(struct settling *s, const struct text *around, uint64_t base, size_t limit)
{
    size_t used = 0;

    pass_region(s, around->p, limit);
    while (used < s->hits_n && s->hits[used].at < limit) {
        struct hit hit = s->hits[used++];
        size_t end = hit.at + hit.n;

        if (hit.at >= s->done) {
            give_hit(s, &hit, around, base);
            pass_region(s, around->p, limit);
        } else if (end > s->done && s->actions[hit.kind] != REDACT_KEEP) {
            forget_hits(s, used);
            used = 0;
            settle_add(s, &(struct hit){.kind = hit.kind,
                                        .rest = true,
                                        .region = hit.region,
                                        .at = s->done,
                                        .n = end - s->done});
        }
    }
    forget_hits(s, used);
    give_gap(s, around->p, limit);
}

void settle_slide(struct settling *s, size_t cut)
{
    s->done -= cut;
    for (size_t i = 0; i < s->hits_n; i++)
        s->hits[i].at -= cut;
}

void settle_done(struct settling *s)
{
    free(s->hits);
}
