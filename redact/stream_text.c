/* stream_text.c - codec -> scanner -> aliases, masks, dropped lines -> codec. */
#include "redact/stream_inside.h"

#include "redact/encoding.h"
#include "redact/memo.h"

/* A line is held back to be dropped as a whole; of a longer one, the part from the last
 * multiple of this on. */
#define LINE_HELD (64 * 1024)
#define DROPPED_TEXT "[line removed]"

struct text_stream {
    struct stream *s;
    struct redactor *r;
    struct codec *codec;
    struct scanner *scanner;
    uint64_t newlines;
    uint8_t last_text;
    bool holds; /* some kind drops lines */
    bool dropping;
    size_t returns; /* at the end of what was dropped */
    bool held_back; /* by a kind that leaves in no file */
    struct buf line, alias;
    struct memo *aliases; /* of values as they are written */
    struct codec *again;  /* reads what was written, for the guard */
    bool raw_again;       /* it could not */
    bool differs;         /* its text is not the bytes that it was given */
    uint64_t out_n;       /* those */
    uint64_t text_n;      /* of them, from the first, that it gave as they are */
    bool survivor;
    struct err found;
};

/* ---- writing ------------------------------------------------------------------------------*/

static void flush_line(struct text_stream *t)
{
    buf_add_str(&t->s->out, buf_str(&t->line));
    buf_clear(&t->line);
}

static void drop(struct text_stream *t, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        t->returns = p[i] == '\r' ? t->returns + 1 : 0;
    codec_replace(t->codec, p, n, STR(""), &t->line);
}

/* The newline of a dropped line at end, with the returns ahead of it. */
static void end_dropped(struct text_stream *t, const uint8_t *end)
{
    static const char returns[] = "\r\r\r\r";
    size_t n = t->returns < sizeof returns ? t->returns : sizeof returns - 1;

    codec_replace(t->codec, NULL, 0, (struct str){returns, n}, &t->line);
    codec_keep(t->codec, end, 1, &t->line);
    flush_line(t);
    t->dropping = false;
}

static void put_held(struct text_stream *t, const uint8_t *p, size_t n)
{
    while (n) {
        const uint8_t *end = memchr(p, '\n', n);
        size_t part = end ? (size_t)(end - p) : n;

        if (t->dropping)
            drop(t, p, part);
        else
            codec_keep(t->codec, p, part, &t->line);
        if (end && t->dropping)
            end_dropped(t, end);
        else if (end)
            codec_keep(t->codec, end, 1, &t->line);
        if (end || t->line.n >= LINE_HELD)
            flush_line(t);
        part += end != NULL;
        p += part;
        n -= part;
    }
}

static void put(struct text_stream *t, const uint8_t *p, size_t n)
{
    if (t->holds)
        put_held(t, p, n);
    else
        codec_keep(t->codec, p, n, &t->s->out);
}

static void drop_line(struct text_stream *t)
{
    if (t->dropping)
        return;
    buf_clear(&t->line);
    codec_replace(t->codec, NULL, 0, STR(DROPPED_TEXT), &t->line);
    t->dropping = true;
    t->returns = 0;
}

/* A hit in a line that is dropped; of one over several lines, each of them is. */
static void drop_hit(struct text_stream *t, const uint8_t *p, size_t n)
{
    const uint8_t *end;

    while ((end = memchr(p, '\n', n)) != NULL) {
        size_t part = (size_t)(end - p);

        drop_line(t);
        drop(t, p, part);
        end_dropped(t, end);
        p += part + 1;
        n -= part + 1;
    }
    if (n)
        drop_line(t);
    drop(t, p, n);
}

static uint64_t count_newlines(const uint8_t *p, size_t n)
{
    uint64_t newlines = 0;

    for (const uint8_t *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        newlines++;
    return newlines;
}

static void to_guard(void *ctx, const uint8_t *p, size_t n)
{
    struct text_stream *t = ctx;

    t->text_n += n;
    if (n && !guard_add(t->s->job->guard, (struct str){(const char *)p, n}, &t->found))
        t->survivor = true;
}

static void on_gap(void *ctx, const uint8_t *p, size_t n)
{
    struct text_stream *t = ctx;

    if (t->s->job->text) {
        t->s->job->text(t->s->job->ctx, p, n);
        buf_add(&t->s->out, p, n);
        return;
    }
    t->newlines += count_newlines(p, n);
    if (t->s->job->masked)
        to_guard(t, p, n);
    put(t, p, n);
}

/* The rest of a hit that goes on. */
static void on_drop(void *ctx, const uint8_t *p, size_t n)
{
    struct text_stream *t = ctx;

    if (t->s->job->text)
        return;
    if (t->dropping)
        drop(t, p, n);
    else
        codec_replace(t->codec, p, n, STR(""), t->holds ? &t->line : &t->s->out);
}

/* What stands in for a hit; valid until the next one. */
static struct str stand_in(struct text_stream *t, const struct hit *hit, struct str text)
{
    struct str alias;

    if (!hit->rest && memo_get(t->aliases, (uint8_t)hit->kind, text, &alias))
        return alias;
    buf_clear(&t->alias);
    redactor_replace(t->r, hit, text, &t->alias);
    if (!hit->rest && !buf_failed(&t->alias))
        memo_put(t->aliases, (uint8_t)hit->kind, text, buf_str(&t->alias));
    return buf_str(&t->alias);
}

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct text_stream *t = ctx;
    struct str text = text_str(around, hit->at, hit->at + hit->n);
    enum redact_action action = t->r->scan_actions[hit->kind];

    (void)at; /* in decoded text */
    if (t->s->job->seen)
        t->s->job->seen(t->s->job->ctx, hit, around, codec_at(t->codec), t->newlines + 1);
    if (action == REDACT_KEEP)
        return;
    if (t->s->job->text) {
        on_gap(t, around->p + hit->at, hit->n);
        return;
    }
    if (!hit->rest)
        action = redactor_action_of(t->r, hit->kind, text);
    if (t->s->job->masked)
        to_guard(t, (const uint8_t *)"x", 1); /* makes no word of what stands beside it */
    t->held_back |= action == REDACT_DROP_FILE;
    t->newlines += count_newlines(around->p + hit->at, hit->n); /* a span may hold some */
    if (action == REDACT_DROP_LINE || t->dropping) {
        drop_hit(t, around->p + hit->at, hit->n);
        return;
    }
    codec_replace(t->codec, around->p + hit->at, hit->n, stand_in(t, hit, text),
                  t->holds ? &t->line : &t->s->out);
}

/* ---- a second look -------------------------------------------------------------------------*/

/* As anybody would read it. */
static void read_again(struct text_stream *t, struct str out)
{
    while (out.n && !t->raw_again) {
        size_t room;
        uint8_t *to = codec_room(t->again, &room);
        struct str part = str_sub(out, 0, room);

        memcpy(to, part.p, part.n);
        t->raw_again = !codec_filled(t->again, part.n);
        t->differs = t->differs || t->raw_again || !codec_is_verbatim(t->again);
        codec_forget(t->again);
        out = str_sub(out, part.n, out.n);
    }
    to_guard(t, (const uint8_t *)out.p, out.n);
}

/* What was written, as a text and as its bytes are, where those are not the text: a mark at its
 * beginning may lie, or another program have gone on in another encoding. */
static void look_again(struct text_stream *t, struct str out)
{
    uint64_t before = t->text_n;

    read_again(t, out);
    if (t->differs)
        t->text_n = before;
    uint64_t same = t->text_n > t->out_n ? t->text_n - t->out_n : 0;
    t->out_n += out.n;
    guard_add_raw(t->s->job->guard, out, same < out.n ? (size_t)same : out.n);
}

static bool end_look(struct text_stream *t, struct err *err)
{
    t->raw_again = t->raw_again || (t->again && !codec_end(t->again));
    return guard_add(t->s->job->guard, STR(""), err);
}

/* ---- reading ------------------------------------------------------------------------------*/

static bool drops_lines(const struct redactor *r)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (r->actions[kind] == REDACT_DROP_LINE)
            return true;
    for (size_t i = 0; i < r->values_n; i++)
        if (r->values[i].action == REDACT_DROP_LINE)
            return true;
    return false;
}

static void on_text(void *ctx, const uint8_t *p, size_t n)
{
    struct text_stream *t = ctx;

    t->last_text = p[n - 1];
    scanner_feed(t->scanner, p, n);
}

static size_t known_word(void *ctx, const uint8_t *p, size_t x, size_t n)
{
    const struct text_stream *t = ctx;
    struct dict_match m;

    if (n - x < HEAD_BYTES || !dict_may(t->r->dict, p + x) ||
        !dict_find(t->r->dict, p, x, x, n, &m) ||
        redactor_action_of(t->r, m.kind, (struct str){(const char *)p + x, m.n}) == REDACT_KEEP)
        return 0;
    return m.n;
}

void text_stream_open(struct stream *s)
{
    struct text_stream *t = mem_new(sizeof *t);
    struct scan_source source = redactor_source(s->job->r);
    struct scan_sink sink = {on_gap, on_hit, t, on_drop};

    source.spans = s->spans;
    source.spans_n = s->spans_n;
    if (s->owns_reader) {
        s->job->is_text = true;
        source.taker = s->job->taker;
        source.finds = s->job->finds;
    }
    t->s = s;
    t->r = s->job->r;
    t->scanner = scanner_new(&source, &sink);
    t->codec = codec_new(s->spans_n > 0, on_text, t);
    codec_ask(t->codec, known_word, t);
    t->line = BUF_INIT(STREAM_OUT_MAX);
    t->alias = BUF_INIT(8 * VALUE_MAX);
    t->aliases = memo_new();
    t->holds = drops_lines(t->r);
    if (s->job->guard) {
        t->again = s->job->masked ? NULL : codec_new(false, to_guard, t);
        guard_next(s->job->guard, s->name, false);
    }
    s->text = t;
}

void text_stream_close(struct text_stream *t)
{
    if (!t)
        return;
    if (t->s->job->guard)
        guard_forget(t->s->job->guard); /* it ended, or does not leave */
    scanner_free(t->scanner);
    codec_free(t->codec);
    codec_free(t->again);
    buf_done(&t->line);
    buf_done(&t->alias);
    memo_free(t->aliases);
    free(t);
}

static bool is_no_text(const struct stream *s, struct err *err)
{
    return err_set(err, E_TEXT_FORM, "%s", s->name);
}

/* A marking holds the text back; the second tier yields to the word of a second person, and tells
 * nothing that would hold it back all the same. */
static bool may_leave(const struct stream *s, struct err *err)
{
    enum mark mark = scanner_mark(s->text->scanner);
    const char *rule = scanner_gave_up(s->text->scanner);

    if (mark == MARK_NEVER)
        return err_set(err, E_MARK, "%s", s->name);
    if (s->text->held_back)
        return err_set(err, E_HELD_BACK, "%s", s->name);
    if (rule)
        return err_set(err, E_PATTERN, "%s: %s", rule, s->name);
    return mark == MARK_NONE || s->job->mark_overridden ||
           err_set(err, E_MARK_JUDGE, "%s", s->name);
}

static bool end_of_text(struct stream *s, struct err *err)
{
    struct text_stream *t = s->text;

    if (!codec_end(t->codec))
        return is_no_text(s, err);
    scanner_end(t->scanner);
    if (s->job->text)
        s->job->text(s->job->ctx, NULL, 0);
    if (s->job->is_text)
        s->job->mark = scanner_mark(t->scanner);
    if (!may_leave(s, err))
        return false;
    flush_line(t);
    if (!s->job->text)
        codec_finish(t->codec, &s->out);
    s->job->lines += t->newlines + (s->original > 0 && t->last_text != '\n');
    s->ended = true;
    return true;
}

static bool read_text(struct stream *s, struct err *err)
{
    struct codec *codec = s->text->codec;
    size_t room, got;
    uint8_t *to = codec_room(codec, &room);

    if (!reader_read(&s->input, to, room, &got, err))
        return false;
    if (got == 0)
        return end_of_text(s, err);
    if (!codec_filled(codec, got))
        return is_no_text(s, err);
    if (s->job->text)
        codec_forget(codec);
    return true;
}

bool text_stream_next(struct stream *s, struct err *err)
{
    struct text_stream *t = s->text;

    while (s->out.n == 0 && !s->ended)
        if (!read_text(s, err))
            return false;
    if (buf_failed(&s->out) || buf_failed(&t->line) || buf_failed(&t->alias))
        return err_set(err, E_MEMORY, "%s", s->name);
    if (t->again)
        look_again(t, buf_str(&s->out));
    if (s->job->guard && s->ended && !end_look(t, err))
        return false;
    return !t->survivor || err_set(err, t->found.code, "%s", t->found.detail);
}
