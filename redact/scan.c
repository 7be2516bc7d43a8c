/* scan.c - one pass: filter, anchors, matchers, a short list of hits that are not settled yet.
 *
 *   buf:  [ kept for looking back | hits may still change | not examined yet | look-ahead ]
 *         0 ............... done .......................... pos ............... n
 *
 * Anchors before pos have been examined. Hits that begin before pos - SCAN_BACK are settled,
 * because a later anchor gives no hit that begins there. */
#include "redact/scan.h"

#include "base/secret.h"

#define SAMPLE_BACK 160 /* bytes before a settled hit that stay for its sample */
#define KEEP_BACK (2 * SCAN_BACK + SAMPLE_BACK)
#define BUFFER_BYTES (128 * 1024)
#define PADDING 4 /* dict_may() reads four bytes */

struct scanner {
    struct scan_source source;
    struct scan_sink sink;
    uint64_t base; /* offset of buf[0] in the stream */
    size_t n;      /* bytes in buf */
    size_t pos;    /* the next anchor */
    size_t done;   /* given to the sink */
    size_t next_span, span_used;
    struct hit *hits; /* not settled: sorted, may overlap */
    size_t hits_n, hits_cap;
    uint8_t buf[BUFFER_BYTES + PADDING];
};

struct scanner *scanner_new(const struct scan_source *source, const struct scan_sink *sink)
{
    struct scanner *s = mem_new(sizeof *s);

    s->source = *source;
    s->sink = *sink;
    return s;
}

void scanner_free(struct scanner *s)
{
    if (!s)
        return;
    free(s->hits);
    secret_wipe(s->buf, s->n);
    free(s);
}

/* ---- the list of hits ---------------------------------------------------------------------*/

static bool goes_before(const struct hit *a, const struct hit *b)
{
    if (a->at != b->at)
        return a->at < b->at;
    if (a->n != b->n)
        return a->n > b->n;
    return a->kind < b->kind;
}

static void add_hit(struct scanner *s, struct hit hit)
{
    size_t i = s->hits_n;

    s->hits = mem_grow(s->hits, &s->hits_cap, s->hits_n + 1, sizeof *s->hits);
    for (; i > 0 && goes_before(&hit, &s->hits[i - 1]); i--)
        s->hits[i] = s->hits[i - 1];
    s->hits[i] = hit;
    s->hits_n++;
}

static void forget_hits(struct scanner *s, size_t n)
{
    s->hits_n -= n;
    if (n)
        memmove(s->hits, s->hits + n, s->hits_n * sizeof *s->hits);
}

static void give_gap(struct scanner *s, size_t to)
{
    if (to > s->done) {
        s->sink.gap(s->sink.ctx, s->buf + s->done, to - s->done);
        s->done = to;
    }
}

static void give_hit(struct scanner *s, const struct hit *hit)
{
    struct text around = {.p = s->buf, .lo = 0, .hi = s->n};
    bool kept = s->source.actions[hit->kind] == REDACT_KEEP;

    give_gap(s, hit->at);
    s->sink.hit(s->sink.ctx, hit, &around, s->base + hit->at);
    if (!kept)
        s->done = hit->at + hit->n;
}

/* Gives everything before limit to the sink. */
static void settle(struct scanner *s, size_t limit)
{
    size_t used = 0;

    while (used < s->hits_n && s->hits[used].at < limit) {
        struct hit hit = s->hits[used++];
        size_t end = hit.at + hit.n;
        bool kept = s->source.actions[hit.kind] == REDACT_KEEP;

        if (hit.at >= s->done) {
            give_hit(s, &hit);
        } else if (end > s->done && !kept) {
            forget_hits(s, used);
            used = 0;
            add_hit(s, (struct hit){hit.kind, true, s->done, end - s->done});
        }
    }
    forget_hits(s, used);
    give_gap(s, limit);
}

/* ---- anchors ------------------------------------------------------------------------------*/

struct anchor {
    uint8_t byte;
    match_at *matchers[3];
};

static const struct anchor anchors[] = {
    {'.', {match_ipv4, match_mac_dotted, match_domain}},
    {':', {match_ipv6, match_mac, match_mac_bare}},
    {'-', {match_mac, match_stock_host, NULL}},
    {'=', {match_mac_bare, NULL, NULL}},
    {'@', {match_email, NULL, NULL}},
    {'/', {match_home, match_users, NULL}},
    {'\\', {match_users, match_unc, NULL}},
};

static const uint8_t anchor_of[256] = {
    ['.'] = 1, [':'] = 2, ['-'] = 3, ['='] = 4, ['@'] = 5, ['/'] = 6, ['\\'] = 7};

static struct text window(const struct scanner *s, size_t x)
{
    return (struct text){
        .p = s->buf,
        .lo = x > SCAN_BACK ? x - SCAN_BACK : 0,
        .hi = s->n - x > SCAN_AHEAD ? x + SCAN_AHEAD : s->n,
        .known = s->source.known,
    };
}

static void try_anchor(struct scanner *s, size_t x, const struct anchor *anchor)
{
    struct text t = window(s, x);
    struct hit hits[MATCH_HITS];

    for (size_t i = 0; i < COUNT_OF(anchor->matchers) && anchor->matchers[i]; i++) {
        unsigned n = anchor->matchers[i](&t, x, hits);
        for (unsigned k = 0; k < n; k++)
            add_hit(s, (struct hit){hits[k].kind, false, hits[k].at, hits[k].n});
    }
}

static void try_word(struct scanner *s, size_t x)
{
    struct text t = window(s, x);
    struct dict_match m;

    if (dict_find(s->source.dict, s->buf, x, t.lo, t.hi, &m))
        add_hit(s, (struct hit){m.kind, false, x, m.n});
}

static void examine(struct scanner *s, size_t to)
{
    const uint8_t *p = s->buf;

    for (size_t x = s->pos; x < to; x++) {
        if (anchor_of[p[x]])
            try_anchor(s, x, &anchors[anchor_of[p[x]] - 1]);
        if (dict_may(s->source.dict, p + x))
            try_word(s, x);
    }
    if (to > s->pos)
        s->pos = to;
}

/* ---- spans --------------------------------------------------------------------------------*/

static bool stays(const struct scanner *s, enum entity_kind kind, struct str text)
{
    struct value v;

    return value_is_common(kind, text) || (s->source.stays && value_of(kind, text, &v) &&
                                           known_has(s->source.stays, kind, v.p, v.n));
}

/* Spans that begin before to become hits, long ones in pieces of SCAN_AHEAD bytes, which are in
 * the buffer as a whole. */
static void take_spans(struct scanner *s, size_t to)
{
    while (s->next_span < s->source.spans_n) {
        const struct span *span = &s->source.spans[s->next_span];
        uint64_t from = (uint64_t)span->at + s->span_used;
        enum entity_kind kind;

        if (from >= s->base + to)
            return;
        size_t at = (size_t)(from - s->base), n = span->n - s->span_used;
        if (n > SCAN_AHEAD)
            n = SCAN_AHEAD;
        if (n > s->n - at) /* the stream ended inside the span */
            n = s->n - at;
        if (entity_of_class(span->cls, &kind) && n &&
            !stays(s, kind, (struct str){(const char *)s->buf + at, n}))
            add_hit(s, (struct hit){kind, false, at, n});
        s->span_used += SCAN_AHEAD;
        if (s->span_used >= span->n) {
            s->span_used = 0;
            s->next_span++;
        }
    }
}

/* ---- feeding ------------------------------------------------------------------------------*/

static void slide(struct scanner *s)
{
    size_t cut = s->done < s->pos ? s->done : s->pos;

    cut = cut > KEEP_BACK ? cut - KEEP_BACK : 0;
    memmove(s->buf, s->buf + cut, s->n - cut);
    s->base += cut;
    s->n -= cut;
    s->pos -= cut;
    s->done -= cut;
    for (size_t i = 0; i < s->hits_n; i++)
        s->hits[i].at -= cut;
}

static void advance(struct scanner *s, size_t to)
{
    take_spans(s, to);
    examine(s, to);
    if (s->pos > SCAN_BACK)
        settle(s, s->pos - SCAN_BACK);
}

void scanner_feed(struct scanner *s, const uint8_t *p, size_t n)
{
    while (n) {
        size_t room = BUFFER_BYTES - s->n, part = n < room ? n : room;

        memcpy(s->buf + s->n, p, part);
        s->n += part;
        p += part;
        n -= part;
        if (s->n > SCAN_AHEAD)
            advance(s, s->n - SCAN_AHEAD);
        if (s->n > BUFFER_BYTES / 2)
            slide(s);
    }
}

void scanner_end(struct scanner *s)
{
    memset(s->buf + s->n, 0, PADDING);
    take_spans(s, s->n);
    examine(s, s->n);
    settle(s, s->n);
}
