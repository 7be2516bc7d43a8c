/* memfile_linux.c - memfd_create(2), sealed when it is full. */
#include "base/memfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

static bool start(struct memfile *out, struct err *err)
{
    out->fd = memfd_create("casepack", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (out->fd < 0)
        return err_set(err, E_FS_IO, "memory: %s", strerror(errno));
    snprintf(out->path, sizeof(out->path), "/proc/self/fd/%d", out->fd);
    return true;
}

static bool add(struct memfile *out, const char *p, size_t n, struct err *err)
{
    while (n > 0) {
        ssize_t written = write(out->fd, p, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return err_set(err, E_FS_IO, "memory: %s", strerror(errno));
        p += written;
        n -= (size_t)written;
    }
    return true;
}

static bool settle(struct memfile *out, bool good, struct err *err)
{
    if (good && fcntl(out->fd, F_ADD_SEALS,
                      F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        good = err_set(err, E_FS_IO, "memory: %s", strerror(errno));
    if (!good)
        memfile_done(out);
    return good;
}

static bool copy(struct reader *from, struct memfile *out, struct err *err)
{
    char part[64 * 1024];
    size_t got;

    do
        if (!reader_read(from, part, sizeof(part), &got, err) || !add(out, part, got, err))
            return false;
    while (got > 0);
    return true;
}

bool memfile_open(struct fs_root *root, const char *path, uint64_t max_bytes,
                  struct memfile *out, struct err *err)
{
    struct memfile fresh;
    struct fs_info info;

    if (!fs_stat(root, path, FS_NO_LINKS, &info, err))
        return false;
    if (info.size_bytes > max_bytes)
        return err_set(err, E_FS_TOO_LARGE, "%s", path);
    struct reader *from = fs_open(root, path, info.size_bytes, err);
    bool good = from && start(&fresh, err) && settle(&fresh, copy(from, &fresh, err), err);

    reader_close(from);
    if (good)
        *out = fresh;
    return good;
}

bool memfile_of(struct str bytes, struct memfile *out, struct err *err)
{
    struct memfile fresh;
    bool good = start(&fresh, err) && settle(&fresh, add(&fresh, bytes.p, bytes.n, err), err);

    if (good)
        *out = fresh;
    return good;
}

void memfile_done(struct memfile *file)
{
    close(file->fd);
}
