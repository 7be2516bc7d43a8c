/* source.c - the bytes of a container: one file, or pieces that are joined by reading. */
#include "bundle/source.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/lang.h"
#include "bundle/file.h"

#define READ_BYTES (64 * 1024)

struct piece {
    const char *path;
    uint64_t at; /* in the container */
    uint64_t size_bytes;
};

struct source {
    struct arena *arena;
    const char *name;
    struct piece *pieces;
    size_t n;
    uint64_t size_bytes;
    int fd; /* of the piece that was read last; -1: none */
    size_t open;
};

void source_close(struct source *s)
{
    if (!s)
        return;
    if (s->fd >= 0)
        close(s->fd);
    arena_free(s->arena);
    free(s);
}

/* Opens a piece in the place of the one that was open. */
static bool switch_to(struct source *s, size_t i, uint64_t *size_bytes, struct err *err)
{
    if (s->fd >= 0)
        close(s->fd);
    s->open = i;
    s->fd = file_open(s->pieces[i].path, size_bytes, err);
    return s->fd >= 0;
}

struct source *source_join(const char *name, const char *const *paths, size_t n,
                           struct err *err)
{
    struct source *s = mem_new(sizeof *s);

    s->fd = -1;
    s->arena = arena_new();
    s->name = arena_cstr(s->arena, str_of(name));
    s->pieces = arena_take(s->arena, n * sizeof *s->pieces);
    s->n = n;
    for (size_t i = 0; i < n; i++) {
        struct piece *piece = &s->pieces[i];

        piece->path = arena_cstr(s->arena, str_of(paths[i]));
        piece->at = s->size_bytes;
        if (!switch_to(s, i, &piece->size_bytes, err)) {
            source_close(s);
            return NULL;
        }
        s->size_bytes += piece->size_bytes;
    }
    return s;
}

struct source *source_open(const char *path, struct err *err)
{
    return source_join(path, &path, 1, err);
}

uint64_t source_size(const struct source *s)
{
    return s->size_bytes;
}

const char *source_name(const struct source *s)
{
    return s->name;
}

size_t source_pieces(const struct source *s)
{
    return s->n;
}

void source_piece(const struct source *s, size_t i, uint64_t *at, uint64_t *size_bytes)
{
    *at = s->pieces[i].at;
    *size_bytes = s->pieces[i].size_bytes;
}

static size_t piece_at(const struct source *s, uint64_t at)
{
    size_t low = 0, high = s->n;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (s->pieces[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

bool source_read(struct source *s, void *p, size_t n, uint64_t at, struct err *err)
{
    char *to = p;
    uint64_t size;

    if (at > s->size_bytes || n > s->size_bytes - at)
        return err_set(err, E_BUNDLE_FORM, "%s", N_("the file ends too early"));
    while (n > 0) {
        size_t i = piece_at(s, at);
        const struct piece *piece = &s->pieces[i];
        uint64_t left = piece->size_bytes - (at - piece->at);
        size_t some = n < left ? n : (size_t)left;

        if (i != s->open && !switch_to(s, i, &size, err))
            return false;
        if (!file_read_at(s->fd, piece->path, to, some, at - piece->at, err))
            return false;
        to += some;
        at += some;
        n -= some;
    }
    return true;
}

bool source_hash(struct source *s, uint64_t at, uint64_t n, uint8_t *sha256, struct err *err)
{
    struct digest *digest = digest_new(DIGEST_SHA256);
    uint8_t part[READ_BYTES];
    bool ok = true;

    while (ok && n > 0) {
        size_t some = n < sizeof part ? (size_t)n : sizeof part;

        ok = source_read(s, part, some, at, err);
        if (ok)
            digest_add(digest, part, some);
        at += some;
        n -= some;
    }
    if (ok)
        digest_get(digest, DIGEST_SHA256, sha256);
    digest_free(digest);
    return ok;
}
