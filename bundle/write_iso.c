/* write_iso.c - a bundle for burning: an ISO 9660 image that holds the folder NAME/...
 *
 * With Rock Ridge for Linux and Joliet for Windows, which show the same names. The image carries
 * the time of its making, so it is not the same twice, and never the thing that is signed.
 *
 * libarchive collects the files in an unlinked temporary file before it lays them out. Nothing
 * may be written outside the destination, so TMPDIR is that folder meanwhile. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/write_archive.h"

#define VOLUME_NAME "CASEPACK"
#define NAME_BYTES 512

static bool add_folder(struct archive *a, const char *path)
{
    struct archive_entry *e = archive_entry_new();

    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, AE_IFDIR);
    archive_entry_set_perm(e, 0755);
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
    archive_entry_set_perm(e, 0644);
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

static bool set_up(struct archive *a, struct archive_out *out)
{
    return archive_write_set_format_iso9660(a) == ARCHIVE_OK &&
           archive_write_set_format_option(a, "iso9660", "volume-id", VOLUME_NAME) ==
               ARCHIVE_OK &&
           archive_start(a, out);
}

static bool write_in(struct write_job *job, struct err *err)
{
    struct archive_out out = {job, err, false};
    struct archive *a = archive_write_new();
    bool ok = a && set_up(a, &out) && add_files(a, &out);

    return archive_end(a, ok, &out);
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
