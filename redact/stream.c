/* stream.c - reader -> codec -> scanner -> aliases, masks, dropped lines -> codec. */
#include "redact/stream.h"

#include "base/secret.h"
#include "facts/smbios_table.h"
#include "redact/encoding.h"

#define OUT_MAX (64 * 1024 * 1024)
/* A line is held back to be dropped as a whole; of a longer one, the part from the last
 * multiple of this on. */
#define LINE_HELD (64 * 1024)
#define DROPPED_TEXT "[line removed]"

struct stream {
    struct redactor *r;
    const struct artifact *artifact;
    struct reader *reader;
    struct scanner *scanner; /* NULL for a table */
    struct codec *codec;
    struct buf out;
    hit_seen *seen;
    void *ctx;
    uint64_t original, newlines;
    uint8_t last_text;
    bool ended;
    bool holds; /* some kind drops lines */
    bool dropping;
    size_t returns; /* at the end of what was dropped */
    struct buf line, alias;
};

/* ---- writing ------------------------------------------------------------------------------*/

static void flush_line(struct stream *s)
{
    buf_add_str(&s->out, buf_str(&s->line));
    buf_clear(&s->line);
}

static void drop(struct stream *s, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s->returns = p[i] == '\r' ? s->returns + 1 : 0;
    codec_replace(s->codec, p, n, STR(""), &s->line);
}

/* The newline of a dropped line at end, with the returns ahead of it. */
static void end_dropped(struct stream *s, const uint8_t *end)
{
    static const char returns[] = "\r\r\r\r";
    size_t n = s->returns < sizeof returns ? s->returns : sizeof returns - 1;

    codec_replace(s->codec, NULL, 0, (struct str){returns, n}, &s->line);
    codec_keep(s->codec, end, 1, &s->line);
    flush_line(s);
    s->dropping = false;
}

static void put_held(struct stream *s, const uint8_t *p, size_t n)
{
    while (n) {
        const uint8_t *end = memchr(p, '\n', n);
        size_t part = end ? (size_t)(end - p) : n;

        if (s->dropping)
            drop(s, p, part);
        else
            codec_keep(s->codec, p, part, &s->line);
        if (end && s->dropping)
            end_dropped(s, end);
        else if (end)
            codec_keep(s->codec, end, 1, &s->line);
        if (end || s->line.n >= LINE_HELD)
            flush_line(s);
        part += end != NULL;
        p += part;
        n -= part;
    }
}

static void put(struct stream *s, const uint8_t *p, size_t n)
{
    if (s->holds)
        put_held(s, p, n);
    else
        codec_keep(s->codec, p, n, &s->out);
}

static void drop_line(struct stream *s)
{
    if (s->dropping)
        return;
    buf_clear(&s->line);
    codec_replace(s->codec, NULL, 0, STR(DROPPED_TEXT), &s->line);
    s->dropping = true;
    s->returns = 0;
}

/* A hit in a line that is dropped; of one over several lines, each of them is. */
static void drop_hit(struct stream *s, const uint8_t *p, size_t n)
{
    const uint8_t *end;

    while ((end = memchr(p, '\n', n)) != NULL) {
        size_t part = (size_t)(end - p);

        drop_line(s);
        drop(s, p, part);
        end_dropped(s, end);
        p += part + 1;
        n -= part + 1;
    }
    if (n)
        drop_line(s);
    drop(s, p, n);
}

static uint64_t count_newlines(const uint8_t *p, size_t n)
{
    uint64_t newlines = 0;

    for (const uint8_t *end = p + n; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        newlines++;
    return newlines;
}

static void on_gap(void *ctx, const uint8_t *p, size_t n)
{
    struct stream *s = ctx;

    s->newlines += count_newlines(p, n);
    put(s, p, n);
}

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct stream *s = ctx;
    struct str text = text_str(around, hit->at, hit->at + hit->n);
    enum redact_action action = s->r->scan_actions[hit->kind];

    (void)at; /* in decoded text */
    if (s->seen)
        s->seen(s->ctx, hit, around, codec_at(s->codec), s->newlines + 1);
    if (action == REDACT_KEEP)
        return;
    if (!hit->rest)
        action = redactor_action_of(s->r, hit->kind, text);
    s->newlines += count_newlines(around->p + hit->at, hit->n); /* a span may hold some */
    if (action == REDACT_DROP_LINE || s->dropping) {
        drop_hit(s, around->p + hit->at, hit->n);
        return;
    }
    buf_clear(&s->alias);
    redactor_replace(s->r, hit, text, &s->alias);
    codec_replace(s->codec, around->p + hit->at, hit->n, buf_str(&s->alias),
                  s->holds ? &s->line : &s->out);
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
    struct stream *s = ctx;

    s->last_text = p[n - 1];
    scanner_feed(s->scanner, p, n);
}

struct stream *stream_open(struct redactor *r, const struct artifact *artifact,
                           struct fs_root *root, hit_seen *seen, void *ctx, struct err *err)
{
    struct reader *reader = artifact_open(artifact, root, err);
    struct stream *s;

    if (!reader)
        return NULL;
    redactor_ready(r);
    s = mem_new(sizeof *s);
    s->r = r;
    s->artifact = artifact;
    s->reader = reader;
    s->seen = seen;
    s->ctx = ctx;
    s->out = BUF_INIT(OUT_MAX);
    s->line = BUF_INIT(OUT_MAX);
    s->alias = BUF_INIT(8 * VALUE_MAX);
    s->holds = drops_lines(r);
    if (artifact->kind == ARTIFACT_TEXT) {
        struct scan_source source = redactor_source(r);
        struct scan_sink sink = {on_gap, on_hit, s};

        source.spans = artifact->spans;
        source.spans_n = artifact->spans_n;
        s->scanner = scanner_new(&source, &sink);
        s->codec = codec_new(artifact->spans_n > 0, on_text, s);
    }
    return s;
}

void stream_close(struct stream *s)
{
    if (!s)
        return;
    reader_close(s->reader);
    scanner_free(s->scanner);
    codec_free(s->codec);
    buf_done(&s->out);
    buf_done(&s->line);
    buf_done(&s->alias);
    free(s);
}

static void on_table_hit(void *ctx, const struct hit *hit, const struct text *around,
                         uint64_t at, uint64_t line)
{
    struct stream *s = ctx;

    if (s->seen)
        s->seen(s->ctx, hit, around, at, line);
}

static bool next_of_table(struct stream *s, struct err *err)
{
    struct buf file = BUF_INIT(SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT);
    bool ok = reader_all(s->reader, &file, err) &&
              table_redact(s->r, buf_str(&file), s->artifact->spans, s->artifact->spans_n,
                           &s->out, on_table_hit, s, err);

    s->original = file.n;
    s->ended = true;
    buf_done(&file);
    return ok;
}

static bool is_no_text(const struct stream *s, struct err *err)
{
    return err_set(err, E_TEXT_FORM, "%s", s->artifact->stored);
}

static bool end_of_text(struct stream *s, struct err *err)
{
    if (!codec_end(s->codec))
        return is_no_text(s, err);
    scanner_end(s->scanner);
    flush_line(s);
    codec_finish(s->codec, &s->out);
    s->ended = true;
    return true;
}

static bool next_of_text(struct stream *s, struct err *err)
{
    while (s->out.n == 0 && !s->ended) {
        size_t room, got;
        uint8_t *to = codec_room(s->codec, &room);

        if (!reader_read(s->reader, to, room, &got, err))
            return false;
        if (got == 0)
            return end_of_text(s, err);
        s->original += got;
        if (!codec_filled(s->codec, got))
            return is_no_text(s, err);
    }
    return true;
}

bool stream_next(struct stream *s, struct str *piece, struct err *err)
{
    buf_clear(&s->out);
    if (!s->ended && !(s->scanner ? next_of_text(s, err) : next_of_table(s, err)))
        return false;
    if (buf_failed(&s->out) || buf_failed(&s->line) || buf_failed(&s->alias))
        return err_set(err, E_MEMORY, "%s", s->artifact->stored);
    *piece = buf_str(&s->out);
    return true;
}

uint64_t stream_original_bytes(const struct stream *s)
{
    return s->original;
}

uint64_t stream_lines(const struct stream *s)
{
    return s->newlines + (s->original > 0 && s->last_text != '\n');
}
