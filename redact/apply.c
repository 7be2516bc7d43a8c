/* apply.c - the two passes: scan and count, then give the same bytes again or fail. */
#include "redact/around.h"
#include "redact/encoding_name.h"
#include "redact/stream.h"

#define TEXT_MAX (1024 * 1024)

/* ---- pass 1 -------------------------------------------------------------------------------*/

struct pass1 {
    struct redactor *r;
    struct scan_result *out;
    scan_told *told; /* may be NULL */
    void *ctx;
    uint64_t nth;
    struct guard *guard; /* may be NULL */
    bool masked;         /* see stream.h */
};

static void count_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at,
                      uint64_t line)
{
    struct pass1 *pass = ctx;

    if (hit->rest)
        return; /* the end of a place that was counted */
    pass->out->hits[hit->kind]++;
    if (pass->told)
        pass->told(pass->ctx, &(struct scan_hit){hit->kind, pass->nth++, at, line},
                   text_str(around, hit->at, hit->at + hit->n));
}

/* One run; the plan says whether it was worth something. */
static bool run_once(struct pass1 *pass, struct stream_job *job,
                     const struct artifact *artifact, struct fs_root *root,
                     const struct progress *progress, struct err *err)
{
    struct stream *s = stream_open(job, artifact, root, err);
    struct digest *d = NULL;
    struct str piece;
    bool ok = false;

    if (!s)
        return false;
    d = digest_new(DIGEST_SHA256 | DIGEST_SM3);
    do {
        if (!stream_next(s, &piece, err))
            goto out;
        digest_add(d, piece.p, piece.n);
        pass->out->redacted_bytes += piece.n;
        if (!progress_step(progress, artifact->stored, stream_original_bytes(s),
                           artifact->size_bytes)) {
            err_set(err, E_STOPPED, "%s", "");
            goto out;
        }
    } while (piece.n);
    pass->out->original_bytes = stream_original_bytes(s);
    pass->out->lines = job->lines;
    digest_get(d, DIGEST_SHA256, pass->out->sha256);
    digest_get(d, DIGEST_SM3, pass->out->sm3);
    ok = true;
out:
    digest_free(d);
    stream_close(s);
    return ok;
}

static bool run_pass1(struct pass1 *pass, struct arena *a, const struct artifact *artifact,
                      struct fs_root *root, const struct progress *progress, struct err *err)
{
    struct container_members *plan = members_new(a);
    bool ok;

    do {
        struct stream_job job = {.r = pass->r,
                                 .seen = count_hit,
                                 .ctx = pass,
                                 .plan = plan,
                                 .guard = pass->guard,
                                 .masked = pass->masked,
                                 .mark_overridden = artifact->mark_overridden};

        *pass->out = (struct scan_result){0};
        pass->nth = 0;
        if (pass->told)
            pass->told(pass->ctx, NULL, STR(""));
        members_rerun(plan);
        ok = run_once(pass, &job, artifact, root, progress, err);
    } while (ok && plan->is_void);
    if (ok)
        members_result(plan, pass->out);
    members_free(plan);
    return ok;
}

/* A file whose name bears a marking is treated as if its text did. */
static enum withheld withheld_by_name(struct redactor *r, const struct artifact *artifact)
{
    struct buf name = BUF_INIT(TEXT_MAX);
    enum withheld mark = WITHHELD_NO;
    bool is_gb;

    if (artifact->origin && name_to_utf8(str_of(artifact->origin), &is_gb, &name))
        mark = redact_text_mark(r, buf_str(&name));
    buf_done(&name);
    return mark == WITHHELD_MARK_OVERRIDABLE && artifact->mark_overridden ? WITHHELD_NO : mark;
}

/* What the guard found came about by what was replaced, or by how the result is read: with a mask in
 * each place nothing is left. Else the engine is blind for it. */
static bool is_clean_masked(const struct pass1 *pass, struct arena *a,
                            const struct artifact *artifact, struct fs_root *root,
                            const struct progress *progress, struct err *err)
{
    struct scan_result ignored;
    struct pass1 masked = {.r = pass->r, .out = &ignored, .guard = pass->guard, .masked = true};

    return run_pass1(&masked, a, artifact, root, progress, err);
}

bool redact_scan_tell(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                      struct guard *guard, scan_told *told, void *ctx, struct arena *a,
                      struct scan_result *out, const struct progress *progress, struct err *err)
{
    struct scan_result result = {.withheld = artifact->withheld};
    struct pass1 pass = {.r = r, .out = &result, .told = told, .ctx = ctx, .guard = guard};
    struct err why = ERR_NONE;

    if (result.withheld == WITHHELD_NO)
        result.withheld = withheld_by_name(r, artifact);
    if (result.withheld == WITHHELD_NO) {
        bool ok = run_pass1(&pass, a, artifact, root, progress, &why);
        if (!ok) {
            result = (struct scan_result){.withheld = WITHHELD_AGAIN};
            if (why.code == E_SURVIVOR) {
                why = ERR_NONE;
                ok = is_clean_masked(&pass, a, artifact, root, progress, &why);
            }
            if (!ok && !stream_withheld_by(why.code, &result.withheld))
                return err_set(err, why.code, "%s", why.detail);
        }
    }
    if (result.withheld != WITHHELD_NO)
        result.original_bytes = artifact->size_bytes;
    *out = result;
    return true;
}

bool redact_scan(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                 struct arena *a, struct scan_result *out, const struct progress *progress,
                 struct err *err)
{
    return redact_scan_tell(r, artifact, root, NULL, NULL, NULL, a, out, progress, err);
}

/* ---- pass 2 -------------------------------------------------------------------------------*/

struct redact_reader {
    struct reader base;
    struct stream_job job;
    struct stream *stream;
    struct str left; /* of the stream's piece */
    bool ended;
    char name[ARTIFACT_NAME_MAX + 1];

    struct digest *digest; /* reviewed: the output must be what it was */
    uint8_t want[SHA256_BYTES];
    uint64_t want_bytes, given;

    struct pass1 count; /* learned: the input must be what it was */
    uint64_t fingerprint;
};

static bool changed(const struct redact_reader *r, struct err *err)
{
    return err_set(err, E_REVIEW_CHANGED, "%s", r->name);
}

static bool same_as_reviewed(struct redact_reader *r)
{
    uint8_t got[SHA256_BYTES];

    digest_get(r->digest, DIGEST_SHA256, got);
    return bytes_equal(got, r->want, sizeof got);
}

static bool review_holds(struct redact_reader *r)
{
    digest_add(r->digest, r->left.p, r->left.n);
    r->given += r->left.n;
    if (r->given > r->want_bytes)
        return false; /* no need to wait for the end */
    return !r->ended || same_as_reviewed(r);
}

static bool same_as_learned(struct redact_reader *r)
{
    r->count.out->redacted_bytes += r->left.n;
    if (!r->ended)
        return true;
    r->count.out->original_bytes = stream_original_bytes(r->stream);
    r->count.out->lines = r->job.lines;
    return stream_fingerprint(r->stream) == r->fingerprint;
}

/* Not because the artifact has changed? What was learned from may be read otherwise with all that is
 * known by now. */
static bool is_own_fault(struct redact_reader *r, enum err_code code)
{
    return code == E_MEMORY || code == E_SURVIVOR || code == E_MIXED_TEXT ||
           (!r->digest && stream_is(r->stream, r->fingerprint));
}

static bool next_piece(struct redact_reader *r, struct err *err)
{
    struct err why = ERR_NONE;

    if (!stream_next(r->stream, &r->left, &why))
        return is_own_fault(r, why.code) ? err_set(err, why.code, "%s", why.detail)
                                         : changed(r, err);
    r->ended = r->left.n == 0;
    return (r->digest ? review_holds(r) : same_as_learned(r)) || changed(r, err);
}

static bool redact_read(struct reader *base, void *p, size_t cap, size_t *got, struct err *err)
{
    struct redact_reader *r = (struct redact_reader *)base;

    if (r->left.n == 0 && !r->ended && !next_piece(r, err))
        return false;
    size_t n = r->left.n < cap ? r->left.n : cap;
    if (n)
        memcpy(p, r->left.p, n);
    r->left = str_sub(r->left, n, r->left.n);
    *got = n;
    return true;
}

static void redact_close(struct reader *base)
{
    struct redact_reader *r = (struct redact_reader *)base;

    stream_close(r->stream);
    members_free(r->job.plan);
    digest_free(r->digest);
    free(r);
}

static const struct reader_ops redact_reader_ops = {redact_read, redact_close};

static struct redact_reader *new_reader(struct redactor *r, const struct artifact *artifact)
{
    struct redact_reader *reader = mem_new(sizeof *reader);

    reader->base.ops = &redact_reader_ops;
    reader->job = (struct stream_job){.r = r, .mark_overridden = artifact->mark_overridden};
    memcpy(reader->name, artifact->stored, sizeof reader->name);
    return reader;
}

static struct reader *start_reader(struct redact_reader *reader,
                                   const struct artifact *artifact, struct fs_root *root,
                                   struct err *err)
{
    struct err why = ERR_NONE;

    reader->stream = stream_open(&reader->job, artifact, root, &why);
    if (reader->stream)
        return &reader->base;
    redact_close(&reader->base);
    return err_null(err, E_REVIEW_CHANGED, "%s", artifact->stored);
}

struct reader *redact_open(struct redactor *r, const struct artifact *artifact,
                           struct fs_root *root, const struct scan_result *reviewed,
                           struct err *err)
{
    if (reviewed->withheld != WITHHELD_NO)
        return err_null(err, E_REVIEW_CHANGED, "%s", artifact->stored);
    struct redact_reader *reader = new_reader(r, artifact);
    reader->job.plan = members_of_result(reviewed);
    reader->digest = digest_new(DIGEST_SHA256);
    memcpy(reader->want, reviewed->sha256, SHA256_BYTES);
    reader->want_bytes = reviewed->redacted_bytes;
    return start_reader(reader, artifact, root, err);
}

struct reader *redact_open_learned(struct redactor *r, const struct artifact *artifact,
                                   struct fs_root *root, const struct redact_learned *learned,
                                   struct scan_result *out, struct err *err)
{
    if (!learned->is_text)
        return err_null(err, E_REVIEW_CHANGED, "%s", artifact->stored);
    struct redact_reader *reader = new_reader(r, artifact);
    *out = (struct scan_result){0};
    reader->count = (struct pass1){.r = r, .out = out};
    reader->job.plan = members_of_result(out); /* of none: an archive is another file */
    reader->job.seen = count_hit;
    reader->job.ctx = &reader->count;
    reader->fingerprint = learned->fingerprint;
    reader->job.finds = learned->finds;
    return start_reader(reader, artifact, root, err);
}

void redact_watch(struct reader *base, struct guard *g)
{
    ((struct redact_reader *)base)->job.guard = g;
}

/* ---- short texts --------------------------------------------------------------------------*/

struct text_sink {
    struct redactor *r;
    struct buf *out;
};

static void text_gap(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(((struct text_sink *)ctx)->out, p, n);
}

static void text_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct text_sink *sink = ctx;

    (void)at;
    if (sink->r->scan_actions[hit->kind] != REDACT_KEEP)
        redactor_replace(sink->r, hit, text_str(around, hit->at, hit->at + hit->n), sink->out);
}

bool redact_text(struct redactor *r, struct str in, struct buf *out, struct err *err)
{
    struct text_sink ctx = {r, out};
    struct scan_sink sink = {text_gap, text_hit, &ctx, NULL};
    struct scan_source source;
    struct scanner *s;

    if (in.n > TEXT_MAX)
        return err_set(err, E_TOO_LARGE, "a text of %zu bytes", in.n);
    redactor_ready(r);
    source = redactor_source(r);
    s = scanner_new(&source, &sink);
    scanner_feed(s, (const uint8_t *)in.p, in.n);
    scanner_end(s);
    const char *gave_up = scanner_gave_up(s);
    scanner_free(s);
    if (gave_up)
        return err_set(err, E_PATTERN, "%s", gave_up);
    return !buf_failed(out) || err_set(err, E_TOO_LARGE, "a text of %zu bytes", in.n);
}

static void no_gap(void *ctx, const uint8_t *p, size_t n)
{
    (void)ctx;
    (void)p;
    (void)n;
}

static void no_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    (void)ctx;
    (void)hit;
    (void)around;
    (void)at;
}

enum withheld redact_text_mark(struct redactor *r, struct str in)
{
    static const enum withheld reasons[] = {[MARK_NONE] = WITHHELD_NO,
                                            [MARK_SECOND_PERSON] = WITHHELD_MARK_OVERRIDABLE,
                                            [MARK_NEVER] = WITHHELD_MARK};
    struct scan_source source;
    struct scan_sink sink = {no_gap, no_hit, NULL, NULL};
    struct scanner *s;

    redactor_ready(r);
    source = redactor_source(r);
    s = scanner_new(&source, &sink);
    scanner_feed(s, (const uint8_t *)in.p, in.n);
    scanner_end(s);
    enum mark mark = scanner_mark(s);
    scanner_free(s);
    return reasons[mark];
}

void redactor_known_words(struct redactor *r, struct str in, struct buf *out)
{
    const uint8_t *p = (const uint8_t *)in.p;
    size_t done = 0;

    redactor_ready(r);
    for (size_t x = 0; x < in.n; x++) {
        struct dict_match m;

        if (!dict_find(r->dict, p, x, 0, in.n, &m) ||
            redactor_action_of(r, m.kind, str_sub(in, x, m.n)) == REDACT_KEEP)
            continue;
        struct hit hit = {.kind = m.kind, .at = x, .n = m.n};
        buf_add(out, p + done, x - done);
        redactor_replace(r, &hit, str_sub(in, x, m.n), out);
        done = x + m.n;
        x = done - 1;
    }
    buf_add(out, p + done, in.n - done);
}
