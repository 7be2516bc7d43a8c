/* write_archive.c - what the formats that libarchive writes have in common. */
#include "bundle/write_archive.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/arena.h"

#define READ_BYTES (128 * 1024)

static la_ssize_t put_out(struct archive *a, void *ctx, const void *p, size_t n)
{
    struct archive_out *out = ctx;
    struct outgoing_count *count = &out->job->count;

    (void)a;
    if (out->is_ending)
        return -1;
    if (!progress_step(count->progress, "write", count->done, count->total))
        err_set(out->err, E_STOPPED, "%s", "");
    else if (out->put ? out->put(out, p, n) : sink_add(out->job->sink, p, n, out->err))
        return (la_ssize_t)n;
    return -1;
}

/* No padding: the archive ends where its format says. */
bool archive_start(struct archive *a, struct archive_out *out)
{
    return archive_write_set_bytes_per_block(a, READ_BYTES) == ARCHIVE_OK &&
           archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK &&
           archive_write_open(a, out, NULL, put_out, NULL) == ARCHIVE_OK;
}

static bool put_bytes(struct archive *a, struct outgoing *o, struct archive_out *out)
{
    char *part = mem_new(READ_BYTES);
    bool ok = true, last = false;
    size_t got;

    while (ok && !last) {
        ok = outgoing_fill(o, part, READ_BYTES, &got, &last, &out->job->count, out->err) &&
             archive_write_data(a, part, got) == (la_ssize_t)got;
    }
    free(part);
    return ok;
}

bool archive_put(struct archive *a, struct archive_entry *e, struct archive_out *out,
                 const struct plan_file *file)
{
    struct outgoing o;
    bool ok = outgoing_open(&o, file, out->err) && archive_write_header(a, e) == ARCHIVE_OK &&
              put_bytes(a, &o, out);

    outgoing_close(&o);
    return ok;
}

bool archive_end(struct archive *a, bool ok, struct archive_out *out)
{
    ok = ok && archive_write_close(a) == ARCHIVE_OK;
    if (!ok) /* unless it was said already */
        err_set(out->err, E_WRITE, "%s", a ? archive_error_string(a) : "libarchive");
    out->is_ending = !ok;
    archive_write_free(a);
    return ok;
}
