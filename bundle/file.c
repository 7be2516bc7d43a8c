/* file.c - our own files, written whole. */
#include "bundle/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

static const struct {
    int number;
    enum err_code code;
} write_codes[] = {
    {ENOSPC, E_NO_SPACE},       {EDQUOT, E_NO_SPACE},        {EFBIG, E_NO_SPACE},
    {EROFS, E_READ_ONLY},       {EACCES, E_WRITE_DENIED},    {EPERM, E_WRITE_DENIED},
    {EIO, E_MEDIUM_GONE},       {ENODEV, E_MEDIUM_GONE},     {ENXIO, E_MEDIUM_GONE},
    {ENOENT, E_NO_DESTINATION}, {ENOTDIR, E_NO_DESTINATION},
};

static const struct {
    int number;
    enum err_code code;
} read_codes[] = {
    {ENOENT, E_FS_ABSENT}, {ENOTDIR, E_FS_ABSENT}, {EACCES, E_FS_DENIED},
    {EPERM, E_FS_DENIED},  {ELOOP, E_FS_KIND},     {EISDIR, E_FS_KIND},
};

bool file_write_failed(struct err *err, int number, const char *path)
{
    for (size_t i = 0; i < COUNT_OF(write_codes); i++)
        if (write_codes[i].number == number)
            return err_set(err, write_codes[i].code, "%s", path);
    return err_set(err, E_WRITE, "%s: %s", path, strerror(number));
}

static bool read_failed(struct err *err, int number, const char *path)
{
    for (size_t i = 0; i < COUNT_OF(read_codes); i++)
        if (read_codes[i].number == number)
            return err_set(err, read_codes[i].code, "%s", path);
    return err_set(err, E_FS_IO, "%s: %s", path, strerror(number));
}

bool file_path(char *out, const char *folder, const char *name, const char *suffix,
               struct err *err)
{
    int n = snprintf(out, FILE_PATH_MAX, "%s/%s%s", folder, name, suffix);

    return (n > 0 && n < FILE_PATH_MAX) || err_set(err, E_VALUE, "%s", name);
}

/* A full file of a random name beside path; on failure errno says why and nothing is left. */
static bool write_part(const char *path, struct str text, mode_t mode, char *part)
{
    int n = snprintf(part, FILE_PATH_MAX, "%s.part-XXXXXX", path);

    if (n < 0 || n >= FILE_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    int fd = mkstemp(part);
    if (fd < 0)
        return false;
    bool ok = fd_write(fd, text);
    /* FAT keeps no modes and says so with EPERM. */
    ok = ok && (fchmod(fd, mode) == 0 || errno == EPERM) && fsync(fd) == 0;
    int number = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        number = errno;
    }
    if (!ok)
        (void)unlink(part);
    errno = number;
    return ok;
}

/* link() refuses to replace; where there are no links, a look before has to do. */
static bool rename_new(const char *part, const char *path)
{
    struct stat there;

    if (link(part, path) == 0) {
        (void)unlink(part);
        return true;
    }
    if (errno == EEXIST)
        return false;
    if (lstat(path, &there) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(part, path) == 0;
}

bool file_put(const char *path, enum file_put how, struct str text, mode_t mode,
              struct err *err)
{
    char part[FILE_PATH_MAX];

    if (!write_part(path, text, mode, part))
        return file_write_failed(err, errno, path);
    bool ok = how == FILE_NEW ? rename_new(part, path) : rename(part, path) == 0;
    if (!ok) {
        int number = errno;

        (void)unlink(part);
        return number == EEXIST ? err_set(err, E_KEY_EXISTS, "%s", path)
                                : file_write_failed(err, number, path);
    }
    return file_sync_folder(path, err);
}

int file_open(const char *path, uint64_t *size_bytes, struct err *err)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0) {
        read_failed(err, errno, path);
        return -1;
    }
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        err_set(err, E_FS_KIND, "%s", path);
        close(fd);
        return -1;
    }
    *size_bytes = (uint64_t)info.st_size;
    return fd;
}

bool file_read_at(int fd, const char *path, void *p, size_t n, uint64_t at, struct err *err)
{
    char *to = p;

    while (n > 0) {
        ssize_t got = pread(fd, to, n, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return read_failed(err, errno, path);
        if (got == 0)
            return err_set(err, E_FS_CHANGED, "%s", path);
        to += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    return true;
}

bool file_get(const char *path, void *p, size_t cap, size_t *got, struct err *err)
{
    uint64_t size;
    int fd = file_open(path, &size, err);

    if (fd < 0)
        return false;
    bool ok = size <= cap ? file_read_at(fd, path, p, (size_t)size, 0, err)
                          : err_set(err, E_FS_TOO_LARGE, "%s", path);
    if (ok)
        *got = (size_t)size;
    close(fd);
    return ok;
}

bool file_text(const char *path, size_t max, struct buf *out, struct err *err)
{
    uint64_t size;
    int fd = file_open(path, &size, err);
    bool ok = false;

    if (fd < 0)
        return false;
    char *room = size <= max ? buf_room(out, (size_t)size) : NULL;
    if (!room) {
        err_set(err, E_FS_TOO_LARGE, "%s", path);
        goto out;
    }
    ok = file_read_at(fd, path, room, (size_t)size, 0, err);
    if (ok)
        buf_grew(out, (size_t)size);
out:
    close(fd);
    return ok;
}

bool file_write(int fd, const char *path, struct str bytes, struct err *err)
{
    return fd_write(fd, bytes) ? true : file_write_failed(err, errno, path);
}

bool file_sync(int fd, const char *path, struct err *err)
{
    if (fsync(fd) != 0)
        return file_write_failed(err, errno, path);
    (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    return true;
}

bool file_sync_folder(const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    char folder[FILE_PATH_MAX];
    size_t n = slash ? (size_t)(slash - path) : 0;

    if (n >= sizeof folder)
        return file_write_failed(err, ENAMETOOLONG, path);
    snprintf(folder, sizeof folder, "%.*s", (int)n, n > 0 ? path : "");
    if (n == 0)
        snprintf(folder, sizeof folder, "%s", slash ? "/" : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) /* a folder may be writable and yet not readable */
        return errno == EACCES ? true : file_write_failed(err, errno, folder);
    bool ok = fsync(fd) == 0 || errno == EINVAL || errno == EBADF;
    int number = errno;
    close(fd);
    return ok ? true : file_write_failed(err, number, folder);
}

bool file_make_folder(const char *path, struct err *err)
{
    char part[FILE_PATH_MAX];
    size_t n = strlen(path);

    if (n >= sizeof part)
        return err_set(err, E_VALUE, "%s", path);
    for (size_t at = 1; at <= n; at++) {
        if (path[at] != '/' && path[at] != '\0')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)at, path);
        if (mkdir(part, 0700) != 0 && errno != EEXIST && errno != EROFS)
            return file_write_failed(err, errno, part);
    }
    struct stat info;
    if (stat(path, &info) != 0)
        return file_write_failed(err, errno, path);
    return S_ISDIR(info.st_mode) ? true : err_set(err, E_NO_DESTINATION, "%s", path);
}
