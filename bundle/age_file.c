/* age_file.c - a file through age_reader() onto the medium. */
#include "bundle/age_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/file.h"

#define PART_SUFFIX ".part"
#define PART_BYTES (64 * 1024)

struct file_reader {
    struct reader base;
    const char *path;
    int fd;
    uint64_t at, size_bytes;
};

static bool file_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct file_reader *f = (struct file_reader *)r;
    size_t n = f->size_bytes - f->at < cap ? (size_t)(f->size_bytes - f->at) : cap;

    if (n > 0 && !file_read_at(f->fd, f->path, p, n, f->at, err))
        return false;
    f->at += n;
    *got = n;
    return true;
}

static void file_close(struct reader *r)
{
    struct file_reader *f = (struct file_reader *)r;

    close(f->fd);
    free(f);
}

static const struct reader_ops file_ops = {file_read, file_close};

static struct reader *open_file(const char *path, uint64_t *size_bytes, struct err *err)
{
    int fd = file_open(path, size_bytes, err);

    if (fd < 0)
        return NULL;
    struct file_reader *f = mem_new(sizeof *f);
    *f = (struct file_reader){{&file_ops}, path, fd, 0, *size_bytes};
    return &f->base;
}

static bool copy(struct reader *from, int to, const char *path, uint64_t size_bytes,
                 const struct progress *progress, struct err *err)
{
    char part[PART_BYTES];
    uint64_t done = 0;
    size_t got = 0;

    do {
        if (!reader_read(from, part, sizeof part, &got, err) ||
            !file_write(to, path, (struct str){part, got}, err))
            return false;
        done += got;
        if (!progress_step(progress, "seal", done, size_bytes))
            return err_set(err, E_STOPPED, "%s", path);
    } while (got > 0);
    return file_sync(to, path, err);
}

static bool write_part(struct reader *from, const char *part, uint64_t size_bytes,
                       const struct progress *progress, struct err *err)
{
    int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);

    if (fd < 0)
        return file_write_failed(err, errno, part);
    bool ok = copy(from, fd, part, size_bytes, progress, err);
    if (close(fd) != 0 && ok)
        ok = file_write_failed(err, errno, part);
    return ok;
}

bool age_file(const char *path, const uint8_t *recipient, const struct progress *progress,
              char *out, struct err *err)
{
    char part[FILE_PATH_MAX];
    uint64_t size_bytes = 0;
    int n = snprintf(part, sizeof part, "%s" AGE_SUFFIX PART_SUFFIX, path);

    if (n < 0 || n >= (int)sizeof part)
        return err_set(err, E_VALUE, "%s", path);
    snprintf(out, FILE_PATH_MAX, "%s" AGE_SUFFIX, path);
    struct reader *plain = open_file(path, &size_bytes, err);
    struct reader *sealed = plain ? age_reader(plain, recipient, err) : NULL;
    bool ok = sealed && write_part(sealed, part, size_bytes, progress, err);
    reader_close(sealed);
    if (ok && rename(part, out) != 0)
        ok = file_write_failed(err, errno, out);
    if (!ok)
        (void)unlink(part);
    return ok && file_sync_folder(out, err);
}
