/* stream.c - reader -> UTF-8 check -> scanner -> writer of aliases, masks and dropped lines. */
#include "redact/stream.h"

#include "base/secret.h"
#include "facts/smbios_table.h"
#include "redact/encoding.h"

#define READ_BYTES (64 * 1024)
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
    struct utf8_check check;
    struct buf out;
    hit_seen *seen;
    void *ctx;
    uint64_t original, newlines;
    uint8_t last_read;
    bool ended;
    bool holds; /* some kind drops lines */
    bool dropping;
    uint8_t last; /* byte dropped */
    struct buf line;
    uint8_t in[READ_BYTES];
};

/* ---- writing ------------------------------------------------------------------------------*/

static void flush_line(struct stream *s)
{
    buf_add_str(&s->out, buf_str(&s->line));
    buf_clear(&s->line);
}

static void put_held(struct stream *s, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool ends = p[i] == '\n';

        if (s->dropping && !ends) {
            s->last = (uint8_t)p[i];
            continue;
        }
        if (s->dropping && s->last == '\r')
            buf_putc(&s->line, '\r');
        s->last = (uint8_t)p[i];
        s->dropping = false;
        buf_putc(&s->line, p[i]);
        if (ends || s->line.n >= LINE_HELD)
            flush_line(s);
    }
}

static void put(struct stream *s, struct str text)
{
    if (s->holds)
        put_held(s, text.p, text.n);
    else
        buf_add_str(&s->out, text);
}

static void drop_line(struct stream *s)
{
    if (s->dropping)
        return;
    buf_clear(&s->line);
    buf_puts(&s->line, DROPPED_TEXT);
    s->dropping = true;
    s->last = 0;
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
    put(s, (struct str){(const char *)p, n});
}

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct stream *s = ctx;
    struct str text = text_str(around, hit->at, hit->at + hit->n);
    enum redact_action action = s->r->scan_actions[hit->kind];

    if (s->seen)
        s->seen(s->ctx, hit, around, at, s->newlines + 1);
    if (action == REDACT_KEEP)
        return;
    if (!hit->rest)
        action = redactor_action_of(s->r, hit->kind, text);
    s->newlines += count_newlines(around->p + hit->at, hit->n); /* a span may hold some */
    if (action == REDACT_DROP_LINE) {
        drop_line(s);
    } else if (!s->holds) {
        redactor_replace(s->r, hit, text, &s->out);
    } else {
        struct buf alias = BUF_INIT(8 * VALUE_MAX);
        redactor_replace(s->r, hit, text, &alias);
        put(s, buf_str(&alias));
        buf_done(&alias);
    }
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
    s->line = BUF_INIT(2 * LINE_HELD);
    s->holds = drops_lines(r);
    if (artifact->kind == ARTIFACT_TEXT) {
        struct scan_source source = redactor_source(r);
        struct scan_sink sink = {on_gap, on_hit, s};

        source.spans = artifact->spans;
        source.spans_n = artifact->spans_n;
        s->scanner = scanner_new(&source, &sink);
    }
    return s;
}

void stream_close(struct stream *s)
{
    if (!s)
        return;
    reader_close(s->reader);
    scanner_free(s->scanner);
    buf_done(&s->out);
    buf_done(&s->line);
    secret_wipe(s->in, sizeof s->in);
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

static bool end_of_text(struct stream *s, struct err *err)
{
    if (!utf8_check_end(&s->check))
        return err_set(err, E_TEXT_FORM, "%s", s->artifact->stored);
    scanner_end(s->scanner);
    flush_line(s);
    s->ended = true;
    return true;
}

static bool next_of_text(struct stream *s, struct err *err)
{
    size_t got = 0;

    while (s->out.n == 0 && !s->ended) {
        if (!reader_read(s->reader, s->in, sizeof s->in, &got, err))
            return false;
        if (got == 0) {
            if (!end_of_text(s, err))
                return false;
            break;
        }
        if (!utf8_check_feed(&s->check, s->in, got))
            return err_set(err, E_TEXT_FORM, "%s", s->artifact->stored);
        s->original += got;
        s->last_read = s->in[got - 1];
        scanner_feed(s->scanner, s->in, got);
    }
    return true;
}

bool stream_next(struct stream *s, struct str *piece, struct err *err)
{
    buf_clear(&s->out);
    if (!s->ended && !(s->scanner ? next_of_text(s, err) : next_of_table(s, err)))
        return false;
    if (buf_failed(&s->out) || buf_failed(&s->line))
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
    return s->newlines + (s->original > 0 && s->last_read != '\n');
}
