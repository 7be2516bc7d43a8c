/* sink.c - where a container goes: a part file, or several of a fixed size. */
#include "bundle/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/lang.h"
#include "bundle/file.h"

#define FILE_MODE 0644

struct sink {
    char path[FILE_PATH_MAX];
    uint64_t split_bytes;
    uint64_t size;
    size_t pieces;
    int fd;         /* the last piece; -1: none is open */
    bool has_names; /* of a published one */
};

struct sink *sink_new(const char *path, uint64_t split_bytes)
{
    struct sink *s = mem_new(sizeof *s);

    snprintf(s->path, sizeof s->path, "%s", path);
    s->split_bytes = split_bytes;
    s->fd = -1;
    return s;
}

void sink_free(struct sink *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    free(s);
}

uint64_t sink_size(const struct sink *s)
{
    return s->size;
}

size_t sink_pieces(const struct sink *s)
{
    return s->pieces;
}

bool sink_is_split(const struct sink *s)
{
    return s->split_bytes > 0;
}

void sink_piece_path(const struct sink *s, size_t i, bool published, char *out)
{
    char number[24] = "";

    if (sink_is_split(s))
        snprintf(number, sizeof number, PIECE_SUFFIX_FORMAT, i + 1);
    /* bundle_write() found room for every suffix. */
    if (snprintf(out, FILE_PATH_MAX, "%s%s%s", s->path, number, published ? "" : PART_SUFFIX) >=
        FILE_PATH_MAX)
        out[0] = '\0';
}

/* ---- writing -------------------------------------------------------------------------------- */

bool sink_sync(struct sink *s, struct err *err)
{
    char path[FILE_PATH_MAX];
    int fd = s->fd;

    if (fd < 0)
        return true;
    sink_piece_path(s, s->pieces - 1, false, path);
    bool ok = file_sync(fd, path, err);
    s->fd = -1;
    if (close(fd) != 0 && ok)
        ok = file_write_failed(err, errno, path);
    return ok;
}

/* Mode 0644 whatever the umask; FAT keeps no modes and says so with EPERM. */
static bool next_piece(struct sink *s, struct err *err)
{
    char path[FILE_PATH_MAX];

    if (s->pieces == PIECES_MAX)
        return err_set(err, E_TOO_LARGE, "%s: --split", s->path);
    if (!sink_sync(s, err))
        return false;
    sink_piece_path(s, s->pieces, false, path);
    s->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    if (s->fd < 0)
        return file_write_failed(err, errno, path);
    s->pieces++;
    return fchmod(s->fd, FILE_MODE) == 0 || errno == EPERM
               ? true
               : file_write_failed(err, errno, path);
}

/* How much of n bytes at offset at goes into one piece. */
static size_t within_piece(const struct sink *s, uint64_t at, size_t n)
{
    uint64_t room = s->split_bytes > 0 ? s->split_bytes - at % s->split_bytes : UINT64_MAX;

    return n < room ? n : (size_t)room;
}

bool sink_add(struct sink *s, const void *p, size_t n, struct err *err)
{
    const char *from = p;

    while (n > 0) {
        bool full = s->split_bytes > 0 && s->size == s->pieces * s->split_bytes;
        size_t some = within_piece(s, s->size, n);

        if ((full || s->pieces == 0) && !next_piece(s, err))
            return false;
        if (!file_write(s->fd, s->path, (struct str){from, some}, err))
            return false;
        s->size += some;
        from += some;
        n -= some;
    }
    return true;
}

static bool write_at(int fd, const char *path, const char *p, size_t n, uint64_t at,
                     struct err *err)
{
    while (n > 0) {
        ssize_t done = pwrite(fd, p, n, (off_t)at);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return file_write_failed(err, errno, path);
        p += done;
        at += (uint64_t)done;
        n -= (size_t)done;
    }
    return true;
}

/* A piece that was finished before is opened once more. */
static bool patch_piece(struct sink *s, uint64_t at, const char *p, size_t n, struct err *err)
{
    size_t piece = s->split_bytes > 0 ? (size_t)(at / s->split_bytes) : 0;
    uint64_t within = s->split_bytes > 0 ? at % s->split_bytes : at;
    char path[FILE_PATH_MAX];

    if (piece + 1 == s->pieces)
        return write_at(s->fd, s->path, p, n, within, err);
    sink_piece_path(s, piece, false, path);
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return file_write_failed(err, errno, path);
    bool ok = write_at(fd, path, p, n, within, err) && file_sync(fd, path, err);
    close(fd);
    return ok;
}

bool sink_patch(struct sink *s, uint64_t at, const void *p, size_t n, struct err *err)
{
    const char *from = p;

    while (n > 0) {
        size_t some = within_piece(s, at, n);

        if (!patch_piece(s, at, from, some, err))
            return false;
        at += some;
        from += some;
        n -= some;
    }
    return true;
}

/* ---- names ---------------------------------------------------------------------------------- */

bool sink_publish(struct sink *s, struct err *err)
{
    char part[FILE_PATH_MAX], path[FILE_PATH_MAX];

    for (size_t i = 0; i < s->pieces; i++) {
        sink_piece_path(s, i, false, part);
        sink_piece_path(s, i, true, path);
        if (rename(part, path) != 0)
            return file_write_failed(err, errno, path);
        s->has_names = true;
    }
    return file_sync_folder(s->path, err);
}

bool sink_has_names(const struct sink *s)
{
    return s->has_names;
}

void sink_discard(struct sink *s)
{
    char part[FILE_PATH_MAX];

    for (size_t i = 0; i < s->pieces; i++) {
        sink_piece_path(s, i, false, part);
        (void)unlink(part);
    }
}
