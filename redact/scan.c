/* scan.c - one pass: filter, anchors, matchers, a short list of hits that are not settled yet.
 *
 *   buf:  [ kept for looking back | hits may still change | not examined yet | look-ahead ]
 *         0 ............... done .......................... pos ............... n
 *
 * Anchors before pos have been examined. Hits that begin before pos - SCAN_BACK are settled,
 * because a later anchor gives no hit that begins there. */
#include "redact/scan.h"

#include "base/secret.h"
#include "redact/hash.h"
#include "redact/label.h"
#include "redact/settle.h"
#include "redact/siterule.h"

#define SAMPLE_BACK 160 /* bytes before a settled hit that stay for its sample */
#define KEEP_BACK (2 * SCAN_BACK + SAMPLE_BACK)
#define BUFFER_BYTES (128 * 1024)
#define LOOK_ALL ((size_t)LOOK_BLOCKS * LOOK_BYTES)

struct scanner {
    struct scan_source source;
    struct scan_sink sink;
    uint64_t base; /* offset of buf[0] in the stream */
    size_t n;      /* bytes in buf */
    size_t pos;    /* the next anchor */
    size_t next_span, span_used;
    enum mark mark;       /* the gravest so far */
    const char *gave_up;  /* a site rule */
    struct settling hits; /* those that may still change */
    const struct looker *look;
    struct look_heads heads, known_heads; /* of all words, of known ones */
    size_t step;                          /* bytes that are examined at a time */
    uint64_t page_at; /* offset in the stream of the page that is examined */
    bool asked;       /* a matcher wanted to know what is known */
    uint8_t *buf;     /* in room, behind zeros that stand for what is before the stream */
    uint8_t room[LOOK_BEFORE + BUFFER_BYTES + LOOK_ALL + LOOK_BEYOND];
};

struct scanner *scanner_new(const struct scan_source *source, const struct scan_sink *sink)
{
    struct scanner *s = mem_new_room(sizeof *s, offsetof(struct scanner, room) + LOOK_BEFORE);

    label_start();
    s->source = *source;
    s->sink = *sink;
    s->hits.sink = &s->sink;
    s->hits.actions = s->source.actions;
    s->look = source->look ? source->look : look_way(LOOK_BEST);
    s->step = source->taker || source->finds ? FINDS_PAGE : LOOK_ALL;
    s->buf = s->room + LOOK_BEFORE;
    look_join_heads(&label_heads, &source->dict->heads, &s->heads);
    look_join_heads(&source->dict->heads, &source->dict->heads, &s->known_heads);
    return s;
}

enum mark scanner_mark(const struct scanner *s)
{
    return s->mark;
}

const char *scanner_gave_up(const struct scanner *s)
{
    return s->gave_up;
}

void scanner_free(struct scanner *s)
{
    if (!s)
        return;
    settle_done(&s->hits);
    secret_wipe(s->buf, s->n);
    free(s);
}

/* ---- anchors ------------------------------------------------------------------------------*/

#define WHO_LABEL ANCHOR_COUNT /* asks match_label() */

static match_at *const matchers[ANCHOR_COUNT + 1] = {
#define ANCHOR(name, matcher, cls, around) match_##matcher,
#include "redact/look.def"
    [WHO_LABEL] = match_label,
};

_Static_assert(WHO_LABEL <= FINDS_WHO_MAX, "a number for each matcher");

static struct text window(struct scanner *s, size_t x)
{
    size_t lo = x > SCAN_BACK ? x - SCAN_BACK : 0;

    return (struct text){
        .p = s->buf,
        .lo = lo,
        .hi = s->n - x > SCAN_AHEAD ? x + SCAN_AHEAD : s->n,
        .first = s->base + lo == 0,
        .known = s->source.known,
        .met = s->source.met,
        .asked = &s->asked,
    };
}

static void try_matcher(struct scanner *s, const struct text *t, size_t x, unsigned who)
{
    struct hit hits[MATCH_HITS];
    unsigned n = matchers[who](t, x, hits);

    if (s->source.taker && (n || s->asked))
        finds_place(s->source.taker, (size_t)(s->base + x - s->page_at), who);
    s->asked = false;
    for (unsigned k = 0; k < n; k++)
        if (hits[k].mark == MARK_NONE)
            settle_add(&s->hits, &hits[k]);
        else if (hits[k].mark > s->mark)
            s->mark = hits[k].mark;
}

/* A line is met from each place of a literal in it. */
static void on_rule_hit(void *ctx, const struct hit *hit)
{
    struct scanner *s = ctx;

    if (!settle_has(&s->hits, hit))
        settle_add(&s->hits, hit);
}

static void try_rules(struct scanner *s, const struct text *t, size_t x)
{
    const char *name = site_rules_at(s->source.rules, t, x, on_rule_hit, s);

    if (name)
        s->gave_up = name;
}

static void try_word(struct scanner *s, const struct text *t, size_t x)
{
    struct dict_match m;

    if (s->source.rules)
        try_rules(s, t, x);
    if (dict_find(s->source.dict, s->buf, x, t->lo, t->hi, &m))
        settle_add(&s->hits, &(struct hit){.kind = m.kind, .at = x, .n = m.n});
}

/* ---- words --------------------------------------------------------------------------------*/

struct words { /* of a look: where a label or a known word begins, a bit for each byte */
    uint64_t labels[LOOK_BLOCKS], known[LOOK_BLOCKS];
};

/* Of the n starts in the list those whose heads the map has; returns how many. Without a branch:
 * nobody could foretell it. */
static inline size_t keep_heads(const uint8_t *map, uint8_t wanted, const uint8_t *p,
                                uint16_t *list, size_t n)
{
    size_t kept = 0;

    for (size_t k = 0; k < n; k++) {
        uint16_t at = list[k];

        list[kept] = at;
        kept += (head_look_up(map, p + at) & wanted) != 0;
    }
    return kept;
}

static void find_short(const struct dict *dict, const uint8_t *p, const uint16_t *list,
                       size_t n, struct words *words)
{
    for (size_t k = 0; k < n; k++) {
        size_t at = list[k];
        uint64_t may = dict_may_short(dict, p + at);

        words->known[at / LOOK_BYTES] |= may << at % LOOK_BYTES;
    }
}

/* Words that begin at starts; p is the first byte of the look. Of wanted heads only. */
static inline void find_words(const struct scanner *s, uint8_t wanted, const uint64_t *starts,
                              struct words *words)
{
    const struct dict *dict = s->source.dict;
    const uint8_t *p = s->buf + s->pos;
    uint16_t list[LOOK_LIST];
    size_t n = s->look->list(starts, list);

    *words = (struct words){.labels = {0}};
    if (dict->has_short)
        find_short(dict, p, list, n, words);
    n = keep_heads(dict->map, wanted, p, list, n);
    for (size_t k = 0; k < n; k++) {
        size_t b = list[k] / LOOK_BYTES, i = list[k] % LOOK_BYTES;
        const uint8_t *at = p + list[k];

        if (wanted & HEAD_LABEL && label_may(at))
            words->labels[b] |= (uint64_t)label_begins(at) << i;
        words->known[b] |= (uint64_t)dict_may_long(dict, at) << i;
    }
}

/* ---- what was not scanned before ----------------------------------------------------------*/

static void try_place(struct scanner *s, size_t at, const struct look *look,
                      const struct words *words)
{
    size_t x = s->pos + at, b = at / LOOK_BYTES, i = at % LOOK_BYTES;
    struct text t = window(s, x);
    struct look_range anchors = look_anchors[s->buf[x]];

    for (unsigned a = anchors.from; a < anchors.to; a++)
        if (look->may[a][b] >> i & 1)
            try_matcher(s, &t, x, a);
    if (words->labels[b] >> i & 1)
        try_matcher(s, &t, x, WHO_LABEL);
    if (words->known[b] >> i & 1)
        try_word(s, &t, x);
}

/* Of a look that only left bytes are wanted of. */
static void cut(uint64_t masks[LOOK_BLOCKS], size_t left)
{
    for (size_t b = 0; b < LOOK_BLOCKS; b++) {
        size_t from = b * LOOK_BYTES;

        if (left < from + LOOK_BYTES)
            masks[b] &= left > from ? (UINT64_C(1) << (left - from)) - 1 : 0;
    }
}

static void examine(struct scanner *s, size_t to)
{
    for (; s->pos < to; s->pos += LOOK_ALL) {
        uint16_t list[LOOK_LIST];
        struct look look;
        struct words words;

        s->look->all(s->buf + s->pos, &s->heads, &look);
        if (to - s->pos < LOOK_ALL) {
            cut(look.any, to - s->pos);
            cut(look.starts, to - s->pos);
        }
        find_words(s, HEAD_LABEL | HEAD_KNOWN, look.starts, &words);
        for (size_t b = 0; b < LOOK_BLOCKS; b++)
            look.any[b] |= words.labels[b] | words.known[b];
        size_t n = s->look->list(look.any, list);
        for (size_t k = 0; k < n; k++)
            try_place(s, list[k], &look, &words);
    }
    s->pos = to;
}

/* ---- a text that was scanned before -------------------------------------------------------*/

/* Matchers that found something before are asked again, up to byte to. */
static void try_finds(struct scanner *s, struct finds_reader *finds, size_t to)
{
    size_t page = (size_t)(s->page_at - s->base), at;
    unsigned who;

    while (finds_next(finds, to - page, &at, &who)) {
        struct text t = window(s, page + at);
        try_matcher(s, &t, page + at, who);
    }
}

static void try_known(struct scanner *s, size_t x, uint64_t known, struct finds_reader *finds)
{
    for (; known; known &= known - 1) {
        size_t at = x + (unsigned)__builtin_ctzll(known);
        struct text t = window(s, at);

        try_finds(s, finds, at + 1);
        try_word(s, &t, at);
    }
}

/* The same as examine(), but only known words are looked for. */
static void examine_again(struct scanner *s, size_t to, struct finds_reader *finds)
{
    for (; s->pos < to; s->pos += LOOK_ALL) {
        struct look look;
        struct words words;

        s->look->words(s->buf + s->pos, &s->known_heads, &look);
        if (to - s->pos < LOOK_ALL)
            cut(look.starts, to - s->pos);
        find_words(s, HEAD_KNOWN, look.starts, &words);
        for (size_t b = 0; b < LOOK_BLOCKS; b++)
            try_known(s, s->pos + b * LOOK_BYTES, words.known[b], finds);
    }
    try_finds(s, finds, to);
    s->pos = to;
}

/* Of all that a matcher may look at that is asked between pos and to. */
static uint64_t page_hash(const struct scanner *s, size_t to)
{
    size_t from = s->pos > SCAN_BACK ? s->pos - SCAN_BACK : 0;
    size_t end = s->n - to > SCAN_AHEAD ? to + SCAN_AHEAD : s->n;
    struct fingerprint f = {0};

    fingerprint_add(&f, s->buf + from, end - from);
    return fingerprint_get(&f);
}

static void examine_page(struct scanner *s, size_t to)
{
    uint64_t hash = page_hash(s, to);
    struct finds_reader finds;

    s->page_at = s->base + s->pos;
    if (finds_open(&s->source.finds, hash, &finds))
        examine_again(s, to, &finds);
    else
        examine(s, to);
    if (s->source.taker)
        finds_page(s->source.taker, hash);
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
            settle_add(&s->hits, &(struct hit){.kind = kind, .at = at, .n = n});
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
    size_t cut = s->hits.done < s->pos ? s->hits.done : s->pos;

    cut = cut > KEEP_BACK ? cut - KEEP_BACK : 0;
    memmove(s->buf, s->buf + cut, s->n - cut);
    s->base += cut;
    s->n -= cut;
    s->pos -= cut;
    settle_slide(&s->hits, cut);
}

/* Everything before limit goes to the sink. */
static void settle_to(struct scanner *s, size_t limit)
{
    struct text around = {.p = s->buf, .lo = 0, .hi = s->n};

    settle(&s->hits, &around, s->base, limit);
}

static void advance(struct scanner *s, size_t to)
{
    take_spans(s, to);
    if (s->step == LOOK_ALL)
        examine(s, to);
    while (s->pos < to)
        examine_page(s, to - s->pos < FINDS_PAGE ? to : s->pos + FINDS_PAGE);
    if (s->pos > SCAN_BACK)
        settle_to(s, s->pos - SCAN_BACK);
}

void scanner_feed(struct scanner *s, const uint8_t *p, size_t n)
{
    while (n) {
        size_t room = BUFFER_BYTES - s->n, part = n < room ? n : room;

        memcpy(s->buf + s->n, p, part);
        s->n += part;
        p += part;
        n -= part;
        size_t ready = s->n > s->pos + SCAN_AHEAD ? s->n - SCAN_AHEAD - s->pos : 0;
        if (ready >= s->step) /* a look costs the same for a byte as for all of its blocks */
            advance(s, s->pos + ready - ready % s->step);
        if (s->n > BUFFER_BYTES / 2)
            slide(s);
    }
}

void scanner_end(struct scanner *s)
{
    memset(s->buf + s->n, 0, LOOK_ALL + LOOK_BEYOND);
    advance(s, s->n);
    settle_to(s, s->n);
}
