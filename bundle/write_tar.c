/* write_tar.c - a bundle as tar.zst, for large logs.
 *
 * ustar headers (POSIX.1-1988), files only, names ascending, 0644, owner 0 without a name, time
 * 1980-01-01; one zstd frame (RFC 8878). The frame is the same for any number of threads from one
 * on, and another with none. read_tar.c accepts this form alone. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>

#include "base/arena.h"
#include "bundle/write_archive.h"

#define LEVEL "3"
/* Each costs 20 MiB, and two pack faster than a medium takes it. */
#define THREADS_MAX 2

static bool add_file(struct archive *a, struct archive_out *out, const struct plan_file *file)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, file->name);
    archive_entry_set_size(e, (la_int64_t)file->size_bytes);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_mtime(e, ARCHIVE_TIME, 0);
    bool ok = archive_put(a, e, out, file);
    archive_entry_free(e);
    return ok;
}

static bool set_up(struct archive *a, struct archive_out *out)
{
    unsigned threads = out->job->threads < THREADS_MAX ? out->job->threads : THREADS_MAX;
    char number[16];

    snprintf(number, sizeof number, "%u", threads > 1 ? threads : 1);
    return archive_write_set_format_pax_restricted(a) == ARCHIVE_OK &&
           archive_write_add_filter_zstd(a) == ARCHIVE_OK &&
           archive_write_set_filter_option(a, "zstd", "compression-level", LEVEL) ==
               ARCHIVE_OK &&
           archive_write_set_filter_option(a, "zstd", "threads", number) == ARCHIVE_OK &&
           archive_start(a, out);
}

static bool tar_write(struct write_job *job, struct err *err)
{
    struct archive_out out = {.job = job, .err = err};
    struct archive *a = archive_write_new();
    bool ok = a && set_up(a, &out);

    for (size_t i = 0; ok && i < plan_count(job->plan); i++)
        ok = add_file(a, &out, plan_at(job->plan, i));
    return archive_end(a, ok, &out);
}

const struct bundle_format format_tar = {
    .name = "tar.zst", .suffix = ".tar.zst", .write = tar_write, .packs = 20};
