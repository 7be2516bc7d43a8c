/* write_zip.c - the default form of a bundle: a zip that depends on its content alone.
 *
 * The only file that includes zip.h. libzip pulls each file through a source of ours, which
 * hashes what passes and fails at the end when it is not what the plan says. Time, attributes
 * and order are fixed, so the same plan gives the same bytes whoever writes it, when and where.
 * libzip writes to a temporary file beside part_path and renames it; on failure it removes it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zip.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/formats.h"

#define DEFLATE_LEVEL 6
#define DOS_TIME_FIXED 0
#define DOS_DATE_FIXED 0x0021 /* 1980-01-01, the first day of DOS */
#define UNIX_FILE_0644 (UINT32_C(0100644) << 16)
#define FILE_MODE 0644

struct job {
    const struct progress *progress;
    uint64_t done, total;
    struct err *err;
};

/* One file on its way into the zip; owned by its zip_source. */
struct source {
    const struct plan_file *file;
    struct job *job;
    struct reader *reader;
    struct digest *digest;
    uint64_t passed;
    zip_error_t error;
};

static void source_close(struct source *s)
{
    reader_close(s->reader);
    digest_free(s->digest);
    s->reader = NULL;
    s->digest = NULL;
}

static bool source_open(struct source *s)
{
    const struct plan_file *file = s->file;

    source_close(s);
    s->reader = file->open ? file->open(file->ctx, s->job->err) : reader_of_mem(file->bytes);
    s->digest = digest_new(DIGEST_SHA256);
    s->passed = 0;
    return s->reader != NULL;
}

static bool is_as_reviewed(struct source *s)
{
    uint8_t hash[SHA256_BYTES];

    digest_get(s->digest, DIGEST_SHA256, hash);
    return s->passed == s->file->size_bytes && memcmp(hash, s->file->sha256, sizeof hash) == 0;
}

static zip_int64_t source_read(struct source *s, void *data, zip_uint64_t cap)
{
    struct job *job = s->job;
    size_t got = 0;

    if (!progress_step(job->progress, "write", job->done, job->total)) {
        err_set(job->err, E_STOPPED, "%s", s->file->name);
        return -1;
    }
    if (!reader_read(s->reader, data, (size_t)cap, &got, job->err))
        return -1;
    digest_add(s->digest, data, got);
    s->passed += got;
    job->done += got;
    if (s->passed > s->file->size_bytes || (got == 0 && !is_as_reviewed(s))) {
        err_set(job->err, E_REVIEW_CHANGED, "%s", s->file->name);
        return -1;
    }
    return (zip_int64_t)got;
}

static zip_int64_t source_stat(const struct source *s, zip_stat_t *out)
{
    zip_stat_init(out);
    out->valid = ZIP_STAT_SIZE;
    out->size = s->file->size_bytes;
    return sizeof *out;
}

static zip_int64_t source_call(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t command)
{
    struct source *s = ctx;
    zip_int64_t result = 0;

    switch (command) {
    case ZIP_SOURCE_OPEN:
        result = source_open(s) ? 0 : -1;
        break;
    case ZIP_SOURCE_READ:
        result = source_read(s, data, n);
        break;
    case ZIP_SOURCE_CLOSE:
        source_close(s);
        break;
    case ZIP_SOURCE_STAT:
        result = source_stat(s, data);
        break;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&s->error, data, n);
    case ZIP_SOURCE_FREE:
        source_close(s);
        free(s);
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
                                              ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
    default:
        zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
    if (result < 0)
        zip_error_set(&s->error, ZIP_ER_READ, 0);
    return result;
}

/* What libzip says, unless one of our own callbacks said it first. */
static bool zip_failed(zip_t *zip, const char *path, struct err *err)
{
    zip_error_t *error = zip_get_error(zip);

    if (zip_error_system_type(error) == ZIP_ET_SYS)
        return file_write_failed(err, zip_error_code_system(error), path);
    return err_set(err, E_WRITE, "%s: %s", path, zip_error_strerror(error));
}

static bool add_file(zip_t *zip, const struct plan_file *file, struct job *job,
                     const char *path)
{
    struct source *s = mem_new(sizeof *s);

    s->file = file;
    s->job = job;
    zip_error_init(&s->error);
    zip_source_t *source = zip_source_function(zip, source_call, s);
    if (!source) {
        free(s);
        return zip_failed(zip, path, job->err);
    }
    zip_int64_t index = zip_file_add(zip, file->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return zip_failed(zip, path, job->err);
    }
    zip_uint64_t i = (zip_uint64_t)index;
    if (zip_set_file_compression(zip, i, ZIP_CM_DEFLATE, DEFLATE_LEVEL) != 0 ||
        zip_file_set_dostime(zip, i, DOS_TIME_FIXED, DOS_DATE_FIXED, 0) != 0 ||
        zip_file_set_external_attributes(zip, i, 0, ZIP_OPSYS_UNIX, UNIX_FILE_0644) != 0)
        return zip_failed(zip, path, job->err);
    return true;
}

/* libzip does not fsync. */
static bool make_durable(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    if (fd < 0)
        return file_write_failed(err, errno, path);
    bool ok = (fchmod(fd, FILE_MODE) == 0 || errno == EPERM) && fsync(fd) == 0;
    int number = errno;
    close(fd);
    return ok ? true : file_write_failed(err, number, path);
}

static bool zip_write(const struct plan *plan, const char *part_path,
                      const struct progress *progress, struct err *err)
{
    struct job job = {progress, 0, plan_bytes(plan), err};
    int code = 0;
    zip_t *zip = zip_open(part_path, ZIP_CREATE | ZIP_EXCL, &code);

    if (!zip)
        return file_write_failed(err, errno, part_path);
    for (size_t i = 0; i < plan_count(plan); i++) {
        if (!add_file(zip, plan_at(plan, i), &job, part_path)) {
            zip_discard(zip);
            return false;
        }
    }
    if (zip_close(zip) != 0) {
        zip_failed(zip, part_path, err);
        zip_discard(zip);
        return false;
    }
    return make_durable(part_path, err);
}

const struct bundle_format format_zip = {"zip", ".zip", zip_write};
