/* table.c - an SMBIOS table in dump form: the same length, the same structures, other strings.
 *
 *   entry point 32 bytes | structure: header 4, formatted area | strings, each NUL | NUL | ...
 *
 * Spans say where values lie. In a string set only bytes of strings change and none becomes
 * NUL, so the walk stays the same; in a formatted area headers stay, a UUID becomes its alias,
 * other spans become zeros. Then known words go from all strings, at equal length, and known
 * UUIDs from all formatted areas. The entry point holds no checksum over the table (SMBIOS 3.7,
 * 5.2). */
#include "facts/smbios_table.h"

#include "redact/engine.h"

#define HEADER_BYTES 4

struct job {
    struct redactor *r;
    struct smbios_table table;
    size_t table_at; /* of the table in the file: 0 for a bare one */
    uint8_t *p;      /* the file, changed in place */
    size_t n;
    uint8_t *touched; /* 1: a hit covered this byte already */
    hit_seen *seen;
    void *ctx;
    bool held_back; /* by a kind that leaves in no file */
};

static void report(const struct job *job, enum entity_kind kind, size_t at, size_t n)
{
    struct hit hit = {.kind = kind, .at = at, .n = n};
    struct text around = {.p = job->p, .lo = at, .hi = at + n};

    job->seen(job->ctx, &hit, &around, at, 1);
}

static void touch(struct job *job, size_t at, size_t n)
{
    memset(job->touched + at, 1, n);
}

static bool is_touched(const struct job *job, size_t at, size_t n)
{
    return memchr(job->touched + at, 1, n) != NULL;
}

/* Same length, no byte becomes NUL and NULs stay. */
static void replace_string(struct job *job, enum entity_kind kind, size_t at, size_t n)
{
    struct str text = {(const char *)job->p + at, n};
    struct buf alias = BUF_INIT(job->n + 1);

    enum redact_action action = redactor_action_of(job->r, kind, text);

    job->held_back |= action == REDACT_DROP_FILE;
    if (action == REDACT_ALIAS)
        alias_same_length(job->r->book, kind, text, &alias);
    report(job, kind, at, n);
    if (alias.n == n)
        memcpy(job->p + at, alias.p, n);
    else
        for (size_t i = at; i < at + n; i++)
            job->p[i] = job->p[i] ? '*' : 0;
    buf_done(&alias);
}

static void replace_string_unless_kept(struct job *job, enum entity_kind kind, size_t at,
                                       size_t n)
{
    struct str text = {(const char *)job->p + at, n};

    touch(job, at, n);
    if (redactor_action_of(job->r, kind, text) == REDACT_KEEP)
        report(job, kind, at, n);
    else
        replace_string(job, kind, at, n);
}

static bool uuid_leaves(const struct redactor *r, const uint8_t v[UUID_BYTES],
                        enum redact_action *action)
{
    struct buf text = BUF_INIT(64);

    hex_print_as(v, STR("00000000000000000000000000000000"), &text);
    bool leaves = redactor_leaves(r, ENTITY_UUID, buf_str(&text));
    *action = redactor_action_of(r, ENTITY_UUID, buf_str(&text));
    buf_done(&text);
    return leaves;
}

static void replace_bytes(struct job *job, enum entity_kind kind, size_t at, size_t n)
{
    bool uuid = kind == ENTITY_UUID && n == UUID_BYTES;
    enum redact_action action = job->r->actions[kind];

    touch(job, at, n);
    if (uuid && uuid_leaves(job->r, job->p + at, &action))
        return;
    report(job, kind, at, n);
    if (action == REDACT_KEEP)
        return;
    job->held_back |= action == REDACT_DROP_FILE;
    uint8_t alias[UUID_BYTES];
    if (uuid && action == REDACT_ALIAS) {
        alias_uuid_bytes(job->r->book, job->p + at, alias);
        memcpy(job->p + at, alias, n);
    } else {
        memset(job->p + at, 0, n);
    }
}

/* ---- spans --------------------------------------------------------------------------------*/

static void take_string_span(struct job *job, enum entity_kind kind, size_t at, size_t end)
{
    struct str text = {(const char *)job->p + at, end - at};

    if (end > at && !redactor_leaves_span(job->r, kind, text) && str_trim(text).n)
        replace_string_unless_kept(job, kind, at, end - at);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void take_strings(struct job *job, enum entity_kind kind, size_t from, size_t to)
{
    while (from < to) {
        size_t end = from;
        while (end < to && job->p[end])
            end++;
        take_string_span(job, kind, from, end);
        from = end + 1;
    }
}

/* The part of a span that lies in one structure; string spans are cut at NULs. */
static void take_span_in(struct job *job, const struct smbios_structure *s,
                         enum entity_kind kind, size_t from, size_t to)
{
    size_t area = job->table_at + s->at + HEADER_BYTES;
    size_t strings = job->table_at + s->strings_at, next = job->table_at + s->next;
    size_t a = larger(from, area), b = smaller(to, strings);

    if (a < b)
        replace_bytes(job, kind, a, b - a);
    take_strings(job, kind, larger(from, strings), smaller(to, next));
}

/* Where the walk broke off: behind the header at which it did, so that it does so again. */
static size_t rest_at(const struct job *job)
{
    size_t n = job->table.n;

    return job->table_at + (n ? job->table.structures[n - 1].next : 0);
}

static void take_spans(struct job *job, const struct span *spans, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum entity_kind kind;
        size_t from = spans[i].at;

        if (!entity_of_class(spans[i].cls, &kind) || from >= job->n)
            continue;
        size_t to = from + smaller(spans[i].n, job->n - from);
        for (size_t k = 0; k < job->table.n; k++)
            take_span_in(job, &job->table.structures[k], kind, from, to);
        take_strings(job, kind, larger(from, rest_at(job) + HEADER_BYTES), to);
    }
}

/* ---- known values -------------------------------------------------------------------------*/

static void take_words(struct job *job, size_t from, size_t to)
{
    for (size_t x = from; x < to; x++) {
        struct dict_match m;

        if (!dict_find(job->r->dict, job->p, x, from, to, &m) || is_touched(job, x, m.n))
            continue;
        replace_string_unless_kept(job, m.kind, x, m.n);
        x += m.n - 1;
    }
}

static void take_known_uuids(struct job *job, size_t from, size_t to)
{
    for (size_t x = from; x + UUID_BYTES <= to; x++) {
        uint8_t canonical[UUID_BYTES];

        uuid_canonical(job->p + x, canonical);
        if (known_has(job->r->known, ENTITY_UUID, canonical, UUID_BYTES) &&
            !is_touched(job, x, UUID_BYTES))
            replace_bytes(job, ENTITY_UUID, x, UUID_BYTES);
    }
}

static void take_known(struct job *job)
{
    for (size_t i = 0; i < job->table.n; i++) {
        const struct smbios_structure *s = &job->table.structures[i];
        size_t strings = job->table_at + s->strings_at;

        take_known_uuids(job, job->table_at + s->at + HEADER_BYTES, strings);
        take_words(job, strings, job->table_at + s->next);
    }
    take_words(job, smaller(rest_at(job), job->n), job->n);
}

bool table_redact(struct redactor *r, struct str file, const struct span *spans, size_t spans_n,
                  struct buf *out, hit_seen *seen, void *ctx, struct err *err)
{
    struct arena *a = arena_new();
    struct job job = {.r = r, .seen = seen, .ctx = ctx, .n = file.n};
    bool ok = smbios_table_from_dump(file, a, &job.table, err);

    if (ok) {
        job.p = arena_copy(a, file.p, file.n);
        job.touched = arena_take(a, file.n);
        job.table_at = str_starts(file, "_SM") ? SMBIOS_DUMP_TABLE_AT : 0;
        take_spans(&job, spans, spans_n);
        take_known(&job);
        buf_add(out, job.p, job.n);
        if (job.held_back)
            ok = err_set(err, E_HELD_BACK, "SMBIOS");
    }
    arena_free(a);
    return ok;
}
