/* write_iso.c - a bundle for burning: an ISO 9660 image that holds the folder NAME/...
 *
 * With Rock Ridge for Linux and Joliet for Windows, which show the same names. Its head passes
 * through iso_head.c, which takes time and maker out of it.
 *
 * libarchive collects the files in an unlinked temporary file before it lays them out. Nothing
 * may be written outside the destination, so TMPDIR is that folder meanwhile. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/iso_head.h"
#include "bundle/write_archive.h"

/* Modes as they are given: what libarchive thinks useful is another thing on each system. */
#define OPTIONS "volume-id=CASEPACK,application-id=CASEPACK,rockridge=strict"
#define NAME_BYTES 512
#define HEAD_BYTES_MAX (64 * 1024 * 1024)

struct iso_out {
    struct archive_out out; /* first: whom libarchive calls gets this one */
    struct buf head;
    bool has_head; /* it went out */
};

static bool add_folder(struct archive *a, const char *path)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, AE_IFDIR);
    archive_entry_set_perm(e, 0555);
    archive_entry_set_mtime(e, ARCHIVE_TIME, 0);
    bool ok = archive_write_header(a, e) == ARCHIVE_OK;
    archive_entry_free(e);
    return ok;
}

/* The folders of path that the file before did not have. */
static bool add_folders(struct archive *a, const char *path, const char *before)
{
    char folder[NAME_BYTES];

    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        size_t n = (size_t)(slash - path);

        if (strncmp(path, before, n + 1) == 0)
            continue;
        snprintf(folder, sizeof folder, "%.*s", (int)n, path);
        if (!add_folder(a, folder))
            return false;
    }
    return true;
}

static bool add_file(struct archive *a, struct archive_out *out, const struct plan_file *file,
                     const char *path)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, path);
    archive_entry_set_size(e, (la_int64_t)file->size_bytes);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0444);
    archive_entry_set_mtime(e, ARCHIVE_TIME, 0);
    bool ok = archive_put(a, e, out, file);
    archive_entry_free(e);
    return ok;
}

static bool add_files(struct archive *a, struct archive_out *out)
{
    char path[NAME_BYTES] = "", before[NAME_BYTES];
    const struct plan *plan = out->job->plan;
    bool ok = true;

    for (size_t i = 0; ok && i < plan_count(plan); i++) {
        const struct plan_file *file = plan_at(plan, i);

        memcpy(before, path, sizeof before);
        snprintf(path, sizeof path, "%s/%s", out->job->stem, file->name);
        ok = add_folders(a, path, before) && add_file(a, out, file, path);
    }
    return ok;
}

static bool put(struct archive_out *out, const void *p, size_t n)
{
    struct iso_out *iso = (struct iso_out *)out;
    struct sink *sink = out->job->sink;
    size_t end;

    if (iso->has_head)
        return sink_add(sink, p, n, out->err);
    buf_add(&iso->head, p, n);
    if (buf_failed(&iso->head))
        return err_set(out->err, E_TOO_LARGE, "ISO");
    end = iso_head_end(buf_str(&iso->head));
    if (end == 0)
        return true;
    iso_head_settle(iso->head.p, end);
    iso->has_head = true;
    return sink_add(sink, iso->head.p, iso->head.n, out->err);
}

static bool set_up(struct archive *a, struct archive_out *out)
{
    return archive_write_set_format_iso9660(a) == ARCHIVE_OK &&
           archive_write_set_options(a, OPTIONS) == ARCHIVE_OK && archive_start(a, out);
}

static bool write_in(struct write_job *job, struct err *err)
{
    struct iso_out iso = {
        {.job = job, .err = err, .put = put}, BUF_INIT(HEAD_BYTES_MAX), false};
    struct archive *a = archive_write_new();
    bool ok = a && set_up(a, &iso.out) && add_files(a, &iso.out);

    ok = archive_end(a, ok, &iso.out);
    if (ok && !iso.has_head)
        ok = err_set(err, E_INTERNAL, "ISO");
    buf_done(&iso.head);
    return ok;
}

static bool iso_write(struct write_job *job, struct err *err)
{
    const char *was = getenv("TMPDIR");
    char *kept = was ? strdup(was) : NULL;

    setenv("TMPDIR", job->out_dir, 1);
    bool ok = write_in(job, err);
    if (kept)
        setenv("TMPDIR", kept, 1);
    else
        unsetenv("TMPDIR");
    free(kept);
    return ok;
}

const struct bundle_format format_iso = {
    .name = "iso", .suffix = ".iso", .write = iso_write, .takes = 2};
