/* scan_ways.h - one text through the scanner in every way that may change nothing: the fast looks
 * and the plain one, whole and in pieces. For a fuzz target and for a unit test. */
#ifndef CASEPACK_TESTS_FUZZ_SCAN_WAYS_H
#define CASEPACK_TESTS_FUZZ_SCAN_WAYS_H

#include <string.h>

#include "redact/engine.h"
#include "redact/label.h"

#define SCAN_WAYS_TEXT_MAX (64 * 1024 * 1024)

struct scan_said { /* everything that a scan says */
    struct buf bytes, hits;
    struct redactor *r;
};

static inline void scan_said_gap(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(&((struct scan_said *)ctx)->bytes, p, n);
}

static inline void scan_said_hit(void *ctx, const struct hit *hit, const struct text *around,
                                 uint64_t at)
{
    struct scan_said *said = ctx;

    buf_printf(&said->hits, "%d %d %d %llu %zu\n", (int)hit->kind, (int)hit->rest,
               (int)hit->learn, (unsigned long long)at, hit->n);
    redactor_replace(said->r, hit, text_str(around, hit->at, hit->at + hit->n), &said->bytes);
}

static inline void scan_with(struct redactor *r, const struct scan_source *source, size_t piece,
                             struct str text, struct scan_said *said)
{
    struct scan_sink sink = {scan_said_gap, scan_said_hit, said, NULL};
    struct scanner *s = scanner_new(source, &sink);

    *said = (struct scan_said){BUF_INIT(SCAN_WAYS_TEXT_MAX), BUF_INIT(SCAN_WAYS_TEXT_MAX), r};
    while (text.n) {
        struct str part = str_sub(text, 0, piece);
        scanner_feed(s, (const uint8_t *)part.p, part.n);
        text = str_sub(text, part.n, text.n);
    }
    scanner_end(s);
    buf_printf(&said->hits, "mark %d\n", (int)scanner_mark(s));
    scanner_free(s);
}

/* In pieces of that size; the end of what was said is the marking. */
static inline void scan_in_way(struct redactor *r, const struct looker *look, size_t piece,
                               struct str text, struct scan_said *said)
{
    redactor_ready(r);
    struct scan_source source = redactor_source(r);
    source.look = look;
    scan_with(r, &source, piece, text, said);
}

/* Where `first` finds something in a text, r is asked again in another one, most often the same. */
static inline void scan_again(struct redactor *first, struct str was, struct redactor *r,
                              const struct looker *look, size_t piece, struct str text,
                              struct scan_said *said)
{
    struct finds_room *room = finds_room_new(SCAN_WAYS_TEXT_MAX);

    redactor_ready(first);
    redactor_ready(r);
    struct scan_source source = redactor_source(first);
    source.look = look;
    source.taker = finds_start(room);
    scan_with(first, &source, piece, was, said);
    buf_done(&said->bytes);
    buf_done(&said->hits);
    const struct finds_page *finds = finds_end(source.taker);
    source = redactor_source(r);
    source.look = look;
    source.finds = finds;
    scan_with(r, &source, piece, text, said);
    finds_room_free(room);
}

static inline bool scan_said_same(const struct scan_said *a, const struct scan_said *b)
{
    return str_eq(buf_str(&a->hits), buf_str(&b->hits)) &&
           str_eq(buf_str(&a->bytes), buf_str(&b->bytes));
}

static inline void scan_said_done(struct scan_said *said)
{
    buf_done(&said->bytes);
    buf_done(&said->hits);
}

/* ---- does the look see all that the matchers would find? ------------------------------------*/

static match_at *const scan_ways_matchers[ANCHOR_COUNT] = {
#define ANCHOR(name, matcher, cls, around) match_##matcher,
#include "redact/look.def"
};

/* match_number() must be asked at the first digit of a row, and number_may() says of which. */
static inline bool scan_ways_asks(unsigned anchor, const uint8_t *p)
{
    return anchor != ANCHOR_number || (!is_digit(p[-1]) && number_may(p));
}

/* At the byte at x, which is bit `bit` of a look's block. */
static inline bool scan_ways_missed(const struct look *look, size_t block, size_t bit,
                                    const struct text *t, size_t x, const struct dict *dict)
{
    struct look_range anchors = look_anchors[t->p[x]];
    struct hit hits[MATCH_HITS];
    struct dict_match m;

    for (unsigned a = anchors.from; a < anchors.to; a++)
        if (!(look->may[a][block] >> bit & 1) && scan_ways_asks(a, t->p + x) &&
            scan_ways_matchers[a](t, x, hits))
            return true;
    bool start = look->starts[block] >> bit & 1;
    if (!(start && label_may(t->p + x) && label_begins(t->p + x)) && match_label(t, x, hits))
        return true;
    return !(start && dict_may(dict, t->p + x)) && dict_find(dict, t->p, x, t->lo, t->hi, &m);
}

/* The first place where a matcher, asked at every byte of its class, finds what a look does not
 * let pass; text.n when there is none. */
static inline size_t scan_ways_first_missed(struct redactor *r, const struct looker *way,
                                            struct str text)
{
    const size_t step = (size_t)LOOK_BLOCKS * LOOK_BYTES;
    uint8_t *room = mem_new(LOOK_BEFORE + text.n + step + LOOK_BEYOND);
    uint8_t *p = room + LOOK_BEFORE;
    struct look_heads heads;
    struct look look;
    size_t x = 0;
    bool missed = false;

    redactor_ready(r);
    label_start();
    look_join_heads(&label_heads, &r->dict->heads, &heads);
    memcpy(p, text.p, text.n);
    for (; x < text.n && !missed; x += !missed) {
        size_t at = x % step;
        struct text t = {.p = p,
                         .lo = x > SCAN_BACK ? x - SCAN_BACK : 0,
                         .hi = text.n - x > SCAN_AHEAD ? x + SCAN_AHEAD : text.n,
                         .first = x <= SCAN_BACK,
                         .known = r->known,
                         .met = r->met};
        if (at == 0)
            way->all(p + x, &heads, &look);
        missed = scan_ways_missed(&look, at / LOOK_BYTES, at % LOOK_BYTES, &t, x, r->dict);
    }
    free(room);
    return x;
}

#endif
