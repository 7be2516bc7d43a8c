/* stream.c - looks at the first bytes and chooses what the stream is. */
#include "redact/stream_inside.h"

#include "base/secret.h"
#include "facts/smbios_table.h"
#include "redact/content.h"

#define TABLE_FILE_MAX (SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT)

bool stream_withheld_by(enum err_code code, enum withheld *reason)
{
    static const struct row {
        enum err_code code;
        enum withheld reason;
    } rows[] = {
        {E_TEXT_FORM, WITHHELD_ENCODING},
        {E_MIXED_TEXT, WITHHELD_ENCODING},
        {E_FS_DENIED, WITHHELD_DENIED},
        {E_FS_KIND, WITHHELD_KIND},
        {E_FS_TOO_LARGE, WITHHELD_TOO_LARGE},
        {E_TOO_LARGE, WITHHELD_TOO_LARGE},
        {E_FS_CHANGED, WITHHELD_CHANGED},
        {E_FS_ABSENT, WITHHELD_UNREADABLE},
        {E_FS_IO, WITHHELD_UNREADABLE},
        {E_SMBIOS_FORM, WITHHELD_UNREADABLE},
        {E_FILE_TYPE, WITHHELD_TYPE},
        {E_ARCHIVE, WITHHELD_ARCHIVE},
        {E_MARK, WITHHELD_MARK},
        {E_MARK_JUDGE, WITHHELD_MARK_OVERRIDABLE},
        {E_HELD_BACK, WITHHELD_POLICY},
        {E_PATTERN, WITHHELD_PATTERN},
    };

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].code == code) {
            *reason = rows[i].reason;
            return true;
        }
    return false;
}

void redactor_read_tables(struct redactor *r, table_spans *spans)
{
    r->table_spans = spans;
}

/* ---- input: what was read ahead, then the rest --------------------------------------------*/

static bool read_more(struct stream *s, void *p, size_t cap, size_t *got, struct err *err)
{
    if (!reader_read(s->reader, p, cap, got, err))
        return false;
    s->original += *got;
    if (s->owns_reader) { /* the file itself */
        s->job->budget.packed += *got;
        fingerprint_add(&s->fingerprint, p, *got);
    }
    return true;
}

static bool input_read(struct reader *base, void *p, size_t cap, size_t *got, struct err *err)
{
    struct stream *s = (struct stream *)(void *)((char *)base - offsetof(struct stream, input));
    struct str ahead = str_sub(buf_str(&s->head), s->head_at, cap);

    if (ahead.n == 0)
        return read_more(s, p, cap, got, err);
    memcpy(p, ahead.p, ahead.n);
    s->head_at += ahead.n;
    *got = ahead.n;
    return true;
}

static void input_close(struct reader *base)
{
    (void)base; /* the stream's */
}

static const struct reader_ops input_ops = {input_read, input_close};

/* Until there are n bytes in head, or the end. */
static bool read_ahead(struct stream *s, size_t n, struct err *err)
{
    while (s->head.n < n) {
        char *to = buf_room(&s->head, n - s->head.n);
        size_t got;

        if (!to)
            return err_set(err, E_MEMORY, "%s", s->name);
        if (!read_more(s, to, n - s->head.n, &got, err))
            return false;
        if (got == 0)
            return true;
        buf_grew(&s->head, got);
    }
    return true;
}

/* ---- tables -------------------------------------------------------------------------------*/

static void on_table_hit(void *ctx, const struct hit *hit, const struct text *around,
                         uint64_t at, uint64_t line)
{
    struct stream *s = ctx;

    if (s->job->seen)
        s->job->seen(s->job->ctx, hit, around, at, line);
}

static bool table_next(struct stream *s, struct err *err)
{
    struct guard *guard = s->job->guard;

    s->ended = true;
    if (!table_redact(s->job->r, buf_str(&s->head), s->spans, s->spans_n, &s->out, on_table_hit,
                      s, err))
        return false;
    if (!guard)
        return true;
    guard_next(guard, s->name, false);
    bool ok = guard_add(guard, buf_str(&s->out), err) && guard_add(guard, STR(""), err);
    guard_forget(guard);
    return ok;
}

/* Nothing but a table, from its first byte to its last structure: what lies around one in other
 * files would not be looked at. */
static bool is_only_table(struct str file, const struct smbios_table *t)
{
    size_t at = str_starts(file, "_SM") ? SMBIOS_DUMP_TABLE_AT : 0;

    if (t->n < 2 || at + t->table_n != file.n || memcmp(t->table, file.p + at, t->table_n) != 0)
        return false;
    for (size_t i = t->structures[t->n - 1].next; i < t->table_n; i++)
        if (t->table[i])
            return false;
    return true;
}

bool redactor_find_spans(const struct redactor *r, struct str file, struct arena *a,
                         const struct span **spans, size_t *n)
{
    struct smbios_table t;
    struct err ignored = ERR_NONE;

    if (!r->table_spans || !smbios_table_from_dump(file, a, &t, &ignored) ||
        !is_only_table(file, &t))
        return false;
    r->table_spans(&t, a, spans, n);
    if (str_starts(file, "_SM") || *n == 0)
        return true;
    struct span *moved = arena_copy(a, *spans, *n * sizeof *moved);
    for (size_t i = 0; i < *n; i++) /* they are of the form with an entry point */
        moved[i].at -= SMBIOS_DUMP_TABLE_AT;
    *spans = moved;
    return true;
}

static bool find_spans(struct stream *s)
{
    s->arena = arena_new();
    return redactor_find_spans(s->job->r, buf_str(&s->head), s->arena, &s->spans, &s->spans_n);
}

/* ---- what it is ---------------------------------------------------------------------------*/

static bool open_container(struct stream *s, enum content content, struct err *err)
{
    static const enum container_type types[] = {
        [CONTENT_GZIP] = CONTAINER_GZIP, [CONTENT_BZIP2] = CONTAINER_BZIP2,
        [CONTENT_XZ] = CONTAINER_XZ,     [CONTENT_ZSTD] = CONTAINER_ZSTD,
        [CONTENT_ZIP] = CONTAINER_ZIP,   [CONTENT_TAR] = CONTAINER_TAR};

    if (content != CONTENT_TAR || !s->in_single)
        s->level++;
    if (s->level > STREAM_LEVEL_MAX)
        return err_set(err, E_ARCHIVE, "%s", s->name);
    return box_stream_open(s, types[content], err);
}

static bool choose(struct stream *s, struct err *err)
{
    enum content content;

    if (!read_ahead(s, CONTENT_HEAD, err))
        return false;
    content = content_of(buf_str(&s->head));
    if (content == CONTENT_TABLE) {
        if (!read_ahead(s, TABLE_FILE_MAX + 1, err))
            return false;
        s->table = s->head.n <= TABLE_FILE_MAX && find_spans(s);
        if (s->table)
            return true;
        content = CONTENT_TEXT;
    }
    if (content == CONTENT_BINARY)
        return err_set(err, E_FILE_TYPE, "%s", s->name);
    if (content != CONTENT_TEXT)
        return open_container(s, content, err);
    text_stream_open(s);
    return true;
}

static struct stream *new_stream(struct stream_job *job, struct reader *reader)
{
    struct stream *s = mem_new(sizeof *s);

    s->job = job;
    s->name = "";
    s->reader = reader;
    s->input.ops = &input_ops;
    s->head = BUF_INIT(TABLE_FILE_MAX + 1);
    s->out = BUF_INIT(STREAM_OUT_MAX);
    return s;
}

struct stream *stream_inside(struct stream_job *job, struct reader *reader, struct str path,
                             unsigned level, bool in_single)
{
    struct stream *s = new_stream(job, reader);

    s->path = path;
    s->level = level;
    s->in_single = in_single;
    return s;
}

struct stream *stream_open(struct stream_job *job, const struct artifact *artifact,
                           struct fs_root *root, struct err *err)
{
    struct reader *reader = artifact_open(artifact, root, err);
    struct stream *s;

    if (!reader)
        return NULL;
    redactor_ready(job->r);
    s = new_stream(job, reader);
    s->owns_reader = true;
    s->name = artifact->stored;
    s->spans = artifact->spans;
    s->spans_n = artifact->spans_n;
    s->table = artifact->kind == ARTIFACT_TABLE;
    if (!s->table && s->spans_n)
        text_stream_open(s);
    return s;
}

void stream_close(struct stream *s)
{
    if (!s)
        return;
    text_stream_close(s->text);
    box_stream_close(s->box);
    if (s->owns_reader)
        reader_close(s->reader);
    arena_free(s->arena);
    secret_wipe(s->head.p, s->head.n);
    buf_done(&s->head);
    buf_done(&s->out);
    free(s);
}

static bool run(struct stream *s, struct err *err)
{
    if (s->table && s->head.n == 0 && !read_ahead(s, TABLE_FILE_MAX + 1, err))
        return false;
    if (!s->table && !s->text && !s->box && !choose(s, err))
        return false;
    if (s->table)
        return table_next(s, err);
    return s->text ? text_stream_next(s, err) : box_stream_next(s, err);
}

bool stream_next(struct stream *s, struct str *piece, struct err *err)
{
    buf_clear(&s->out);
    if (!s->ended && !run(s, err))
        return false;
    if (buf_failed(&s->out))
        return err_set(err, E_MEMORY, "%s", s->name);
    *piece = buf_str(&s->out);
    return true;
}

uint64_t stream_original_bytes(const struct stream *s)
{
    return s->original;
}

uint64_t stream_fingerprint(const struct stream *s)
{
    return fingerprint_get(&s->fingerprint);
}

bool stream_is(struct stream *s, uint64_t fingerprint)
{
    uint8_t part[16 * 1024];
    struct err ignored = ERR_NONE;
    size_t got;

    do {
        if (!read_more(s, part, sizeof part, &got, &ignored))
            return false;
    } while (got);
    return stream_fingerprint(s) == fingerprint;
}
