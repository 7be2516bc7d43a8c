/* write.c - a sealed plan onto a medium. */
#include "bundle/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/formats.h"
#include "bundle/read.h"
#include "bundle/seal.h"

#define PART_SUFFIX ".part"
#define READ_BYTES (64 * 1024)
#define FILE_MODE 0644

const struct bundle_format *const bundle_formats[] = {&format_zip};
const size_t bundle_formats_n = COUNT_OF(bundle_formats);

const struct bundle_format *bundle_format_of(struct str name)
{
    for (size_t i = 0; i < bundle_formats_n; i++)
        if (str_is(name, bundle_formats[i]->name))
            return bundle_formats[i];
    return NULL;
}

bool bundle_space(const char *dir, uint64_t *free_bytes, struct err *err)
{
    struct stat info;
    struct statvfs space;

    if (stat(dir, &info) != 0)
        return file_write_failed(err, errno, dir);
    if (!S_ISDIR(info.st_mode))
        return err_set(err, E_NO_DESTINATION, "%s", dir);
    if (statvfs(dir, &space) != 0)
        return file_write_failed(err, errno, dir);
    if (space.f_flag & ST_RDONLY)
        return err_set(err, E_READ_ONLY, "%s", dir);
    if (access(dir, W_OK | X_OK) != 0)
        return file_write_failed(err, errno, dir);
    *free_bytes = (uint64_t)space.f_bavail * space.f_frsize;
    return true;
}

/* ---- read back ------------------------------------------------------------------------------ */

struct check {
    const struct plan *plan;
    const struct progress *progress;
    uint64_t done;
};

/* What the medium gives for one entry is what the plan says. */
static bool check_entry(struct check *c, struct bundle *b, size_t i, struct err *err)
{
    const struct plan_file *file = plan_at(c->plan, i);
    const struct bundle_entry *entry = bundle_entry_at(b, i);
    struct digest *digest = digest_new(DIGEST_SHA256);
    struct reader *reader = bundle_read(b, i, err);
    uint8_t part[READ_BYTES], hash[SHA256_BYTES];
    size_t got = 0;
    bool ok = reader != NULL;

    while (ok && (ok = reader_read(reader, part, sizeof part, &got, err)) && got > 0) {
        digest_add(digest, part, got);
        c->done += got;
        ok = progress_step(c->progress, "read-back", c->done, plan_bytes(c->plan)) ||
             err_set(err, E_STOPPED, "%s", file->name);
    }
    digest_get(digest, DIGEST_SHA256, hash);
    if (ok && (strcmp(file->name, entry->name) != 0 || entry->size_bytes != file->size_bytes ||
               memcmp(hash, file->sha256, sizeof hash) != 0))
        ok = err_set(err, E_READ_BACK, "%s", file->name);
    reader_close(reader);
    digest_free(digest);
    return ok;
}

static bool check_all(struct check *c, const char *path, struct bundle_written *out,
                      struct err *err)
{
    struct bundle *b = bundle_open_headers(path, err);
    bool ok = b != NULL;

    if (ok && bundle_entries(b) != plan_count(c->plan))
        ok = err_set(err, E_READ_BACK, "%s", path);
    for (size_t i = 0; ok && i < plan_count(c->plan); i++)
        ok = check_entry(c, b, i, err);
    ok = ok && bundle_hash(b, out->outer_sha256, err);
    if (ok)
        out->size_bytes = bundle_size(b);
    bundle_close(b);
    return ok;
}

/* The pages leave the cache first, so that it is the medium that answers. */
static void drop_cache(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

static bool read_back(const struct plan *plan, const char *path,
                      const struct progress *progress, struct bundle_written *out,
                      struct err *err)
{
    struct check c = {plan, progress, 0};
    struct err cause = ERR_NONE;

    drop_cache(path);
    if (check_all(&c, path, out, &cause))
        return true;
    /* Whatever a reader may call it: here it means that the medium does not hold what we wrote.
     */
    if (cause.code == E_STOPPED || cause.code == E_READ_BACK)
        return err_set(err, cause.code, "%s", cause.detail);
    return err_set(err, E_READ_BACK, "%s", cause.detail);
}

/* ---- write ---------------------------------------------------------------------------------- */

static bool put_seal(const struct plan *plan, const struct bundle_written *written,
                     const char *path, struct err *err)
{
    struct seal seal = {.size_bytes = written->size_bytes};
    struct buf text = BUF_INIT(SEAL_MAX_BYTES);

    snprintf(seal.bundle_id, sizeof seal.bundle_id, "%s", plan_bundle_id(plan));
    memcpy(seal.sha256, written->outer_sha256, sizeof seal.sha256);
    seal_text(&seal, &text);
    bool ok = file_put(path, FILE_REPLACE, buf_str(&text), FILE_MODE, err);
    buf_done(&text);
    return ok;
}

/* The part file gets its name, and then the seal. */
static bool publish(const struct plan *plan, const char *part, const char *seal,
                    const struct bundle_written *written, struct err *err)
{
    if (rename(part, written->path) != 0)
        return file_write_failed(err, errno, written->path);
    if (file_sync_folder(written->path, err) && put_seal(plan, written, seal, err))
        return true;
    /* The seal of an older bundle would call the new one altered. */
    (void)unlink(seal);
    return false;
}

bool bundle_write(const struct plan *plan, const struct bundle_format *format,
                  const char *out_dir, const char *stem, const struct progress *progress,
                  struct bundle_written *out, struct err *err)
{
    struct bundle_written written = {.path = ""};
    char part[FILE_PATH_MAX], seal[FILE_PATH_MAX], name[256];
    uint64_t space;

    if (plan_bundle_id(plan)[0] == '\0')
        return err_set(err, E_INTERNAL, "%s", "the plan is not sealed");
    if (strchr(stem, '/') ||
        snprintf(name, sizeof name, "%s%s", stem, format->suffix) >= (int)sizeof name)
        return err_set(err, E_VALUE, "%s", stem);
    if (!bundle_space(out_dir, &space, err) ||
        !file_path(written.path, out_dir, name, "", err) ||
        !file_path(part, out_dir, name, PART_SUFFIX, err) ||
        !file_path(seal, out_dir, name, SEAL_SUFFIX, err))
        return false;
    (void)unlink(part); /* left by a run that was killed */
    bool ok = format->write(plan, part, progress, err) &&
              read_back(plan, part, progress, &written, err) &&
              publish(plan, part, seal, &written, err);
    if (ok)
        *out = written;
    else
        (void)unlink(part);
    return ok;
}
