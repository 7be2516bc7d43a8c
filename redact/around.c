/* around.c - near the hit, or by a scan up to it. */
#include "redact/around.h"

#include "redact/stream.h"

static bool changed(const struct artifact *artifact, struct err *err)
{
    return err_set(err, E_REVIEW_CHANGED, "%s", artifact->stored);
}

/* ---- near ---------------------------------------------------------------------------------*/

/* False when the value does not stand there as it is: then the bytes are not the text. */
static bool near_hit(const struct artifact *artifact, struct fs_root *root,
                     const struct scan_hit *hit, struct str text, struct arena *a,
                     struct around *out)
{
    uint64_t from = hit->at > AROUND_BYTES ? hit->at - AROUND_BYTES : 0;
    size_t at = (size_t)(hit->at - from), most = at + text.n + AROUND_BYTES;
    struct err err = ERR_NONE; /* what cannot be read here cannot be read by a scan either */
    struct reader *r = artifact_open_from(artifact, root, from, &err);
    struct buf near = BUF_INIT(most);
    size_t got = 1;

    while (r && got > 0 && near.n < most) {
        char *room = buf_room(&near, most - near.n);

        if (!room || !reader_read(r, room, most - near.n, &got, &err))
            break;
        buf_grew(&near, got);
    }
    reader_close(r);
    bool ok = near.n >= at + text.n && str_eq(str_sub(buf_str(&near), at, text.n), text);
    if (ok)
        *out = (struct around){arena_str(a, buf_str(&near)), at, text.n};
    buf_done(&near);
    return ok;
}

/* ---- by a scan ----------------------------------------------------------------------------*/

struct search {
    uint64_t left; /* hits before the one */
    struct arena *arena;
    struct around *out;
    bool is_found;
};

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at,
                   uint64_t line)
{
    struct search *s = ctx;

    (void)at;
    (void)line;
    if (s->is_found || hit->rest || s->left-- > 0)
        return;
    size_t from = hit->at - around->lo > AROUND_BYTES ? hit->at - AROUND_BYTES : around->lo;
    size_t end = hit->at + hit->n;
    size_t to = around->hi - end > AROUND_BYTES ? end + AROUND_BYTES : around->hi;

    *s->out = (struct around){arena_str(s->arena, text_str(around, from, to)), hit->at - from,
                              hit->n};
    s->is_found = true;
}

/* As pass 2 runs: the same members of an archive in the same order. */
static bool far_hit(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                    const struct scan_result *scan, const struct scan_hit *hit, struct arena *a,
                    struct around *out, struct err *err)
{
    struct search s = {.left = hit->nth, .arena = a, .out = out};
    struct stream_job job = {.r = r,
                             .seen = on_hit,
                             .ctx = &s,
                             .plan = members_of_result(scan),
                             .mark_overridden = artifact->mark_overridden};
    struct stream *stream = stream_open(&job, artifact, root, err);
    struct str piece = STR("x");
    bool ok = stream != NULL;

    while (ok && piece.n > 0 && !s.is_found)
        ok = stream_next(stream, &piece, err);
    stream_close(stream);
    members_free(job.plan);
    return s.is_found || (ok && changed(artifact, err));
}

bool redact_around(struct redactor *r, const struct artifact *artifact, struct fs_root *root,
                   const struct scan_result *scan, const struct scan_hit *hit, struct str text,
                   struct arena *a, struct around *out, struct err *err)
{
    if (near_hit(artifact, root, hit, text, a, out))
        return true;
    if (!far_hit(r, artifact, root, scan, hit, a, out, err))
        return false;
    return str_eq(str_sub(out->text, out->at, out->n), text) || changed(artifact, err);
}
