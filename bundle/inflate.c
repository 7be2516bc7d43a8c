/* inflate.c - a deflate stream (RFC 1951) as a reader; zlib without trust. */
#include "bundle/inflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/lang.h"

#define WINDOW_BYTES (64 * 1024)

/* zlib.h, inflate(), on Z_BLOCK: what data_type holds on return. */
#define UNUSED_BITS 7
#define IN_LAST_BLOCK 64
#define AT_BLOCK_END 128

struct inflater {
    struct reader base;
    struct source *source;
    const char *name;
    struct deflated data;
    z_stream z;
    uint64_t taken; /* packed bytes read from the file */
    uint64_t given; /* unpacked bytes */
    uLong crc;
    uint8_t last; /* packed byte that was consumed last */
    bool ended;
    const char *fault;
    uint8_t window[WINDOW_BYTES];
};

static bool refill(struct inflater *f, struct err *err)
{
    const struct deflated *data = &f->data;
    uint64_t left = data->packed_bytes - f->taken;
    size_t n = left < sizeof f->window ? (size_t)left : sizeof f->window;

    if (f->z.avail_in > 0 || n == 0)
        return true;
    if (!source_read(f->source, f->window, n, data->at + f->taken, err))
        return false;
    f->taken += n;
    f->z.next_in = f->window;
    f->z.avail_in = (uInt)n;
    return true;
}

/* Bits behind the end of the last block mean nothing, so they could hold anything. */
static bool has_loose_bits(const struct inflater *f)
{
    int unused = f->z.data_type & UNUSED_BITS;

    return (f->z.data_type & AT_BLOCK_END) && (f->z.data_type & IN_LAST_BLOCK) &&
           f->last >> (8 - unused) != 0;
}

static const char *end_fault(const struct inflater *f)
{
    if (f->z.avail_in > 0 || f->taken < f->data.packed_bytes)
        return N_("bytes after the packed data");
    if (f->given != f->data.size_bytes)
        return N_("less data than stated");
    return f->crc == f->data.crc ? NULL : N_("the check sum");
}

/* One call of inflate(); NULL or what is wrong. */
static const char *step(struct inflater *f)
{
    const uint8_t *in = f->z.next_in;
    uint8_t *out = f->z.next_out;
    int result = inflate(&f->z, Z_BLOCK);

    if (f->z.next_in > in)
        f->last = f->z.next_in[-1];
    f->given += (uint64_t)(f->z.next_out - out);
    f->crc = crc32(f->crc, out, (uInt)(f->z.next_out - out));
    if (f->given > f->data.size_bytes)
        return N_("more data than stated");
    if (result == Z_STREAM_END) {
        f->ended = true;
        return end_fault(f);
    }
    if (result != Z_OK)
        return N_("the packed data is broken");
    return has_loose_bits(f) ? N_("bits after the packed data") : NULL;
}

static bool inflate_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct inflater *f = (struct inflater *)r;
    uInt room = cap < WINDOW_BYTES ? (uInt)cap : WINDOW_BYTES;

    f->z.next_out = p;
    f->z.avail_out = room;
    while (!f->fault && !f->ended && f->z.avail_out == room) {
        if (!refill(f, err))
            return false;
        f->fault = step(f);
    }
    if (f->fault)
        return err_set(err, E_BUNDLE_FORM, "%s: %s", f->name, f->fault);
    *got = room - f->z.avail_out;
    return true;
}

static void inflate_close(struct reader *r)
{
    struct inflater *f = (struct inflater *)r;

    inflateEnd(&f->z);
    free(f);
}

static const struct reader_ops ops = {inflate_read, inflate_close};

struct reader *inflate_open(struct source *source, const char *name,
                            const struct deflated *data, struct err *err)
{
    struct inflater *f = mem_new(sizeof *f);

    f->base.ops = &ops;
    f->source = source;
    f->name = name;
    f->data = *data;
    if (inflateInit2(&f->z, -MAX_WBITS) != Z_OK) {
        free(f);
        return err_null(err, E_MEMORY, "%s", name);
    }
    return &f->base;
}
