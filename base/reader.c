/* reader.c - bytes pulled from somewhere. */
#include "base/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct mem_reader {
    struct reader base;
    struct str rest;
};

static bool mem_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct mem_reader *m = (struct mem_reader *)r;
    struct str part = str_sub(m->rest, 0, cap);

    (void)err;
    if (part.n > 0)
        memcpy(p, part.p, part.n);
    m->rest = str_sub(m->rest, part.n, m->rest.n);
    *got = part.n;
    return true;
}

static void mem_close(struct reader *r)
{
    free(r);
}

static const struct reader_ops mem_ops = {mem_read, mem_close};

struct reader *reader_of_mem(struct str data)
{
    struct mem_reader *m = mem_new(sizeof *m);

    m->base.ops = &mem_ops;
    m->rest = data;
    return &m->base;
}

bool reader_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    return r->ops->read(r, p, cap, got, err);
}

void reader_close(struct reader *r)
{
    if (r)
        r->ops->close(r);
}

bool reader_all(struct reader *r, struct buf *out, struct err *err)
{
    char part[16 * 1024];
    size_t got;

    do {
        if (!reader_read(r, part, sizeof part, &got, err))
            return false;
        buf_add(out, part, got);
        if (buf_failed(out))
            return err_set(err, E_TOO_LARGE, "%zu", out->max);
    } while (got > 0);
    return true;
}
