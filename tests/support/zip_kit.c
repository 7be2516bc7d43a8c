/* zip_kit.c - zips made by hand (PKWARE APPNOTE 6.3.9, 4.3). */
#include "tests/support/zip_kit.h"

#include <string.h>
#include <zlib.h>

#include "tests/support/check.h"

const struct zip zip_canonical = {
    .version = 20, .date = 0x21, .attributes = UINT32_C(0100644) << 16};

static void le(struct buf *out, uint32_t value, size_t bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        buf_putc(out, (char)(value & 0xff));
}

/* Fixed Huffman codes leave unused bits at the end of most streams. */
static void deflate_raw(struct str data, struct buf *out)
{
    z_stream z = {0};
    char *room;

    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    uLong bound = deflateBound(&z, (uLong)data.n);
    room = buf_room(out, bound);
    assert_non_null(room);
    z.next_in = (Bytef *)(uintptr_t)data.p;
    z.avail_in = (uInt)data.n;
    z.next_out = (Bytef *)room;
    z.avail_out = (uInt)bound;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_grew(out, z.total_out);
    deflateEnd(&z);
}

static void put_common(struct buf *out, const struct zip *z, const struct zip_file *f,
                       const struct zip_placed *p, const char *name, uint16_t extra)
{
    le(out, z->version, 2);
    le(out, z->flags, 2);
    le(out, f->store ? 0 : 8, 2);
    le(out, z->time, 2);
    le(out, z->date, 2);
    le(out, p->crc, 4);
    le(out, p->packed, 4);
    le(out, p->size, 4);
    le(out, (uint32_t)strlen(name), 2);
    le(out, extra, 2);
}

void zip_put_local(struct buf *out, const struct zip *z, const struct zip_file *f,
                   struct zip_placed *p)
{
    struct buf packed = BUF_INIT(ZIP_MAX);

    if (f->store)
        buf_add_str(&packed, f->data);
    else
        deflate_raw(f->data, &packed);
    if (f->loose_bits)
        packed.p[packed.n - 1] = (char)(packed.p[packed.n - 1] | 0x80);
    if (f->more_after)
        buf_puts(&packed, "hidden");
    p->at = (uint32_t)out->n;
    p->crc = (uint32_t)crc32(0, (const Bytef *)f->data.p, (uInt)f->data.n) + z->crc_off;
    p->packed = (uint32_t)packed.n;
    p->size = f->stated_size ? f->stated_size : (uint32_t)f->data.n;
    buf_puts(out, "PK\3\4");
    put_common(out, z, f, p, f->name, z->local_extra);
    buf_puts(out, f->name);
    buf_pad(out, 'e', z->local_extra);
    buf_add_str(out, buf_str(&packed));
    buf_done(&packed);
}

static void put_central(struct buf *out, const struct zip *z, const struct zip_file *f,
                        const struct zip_placed *p)
{
    const char *name = f->central_name ? f->central_name : f->name;

    buf_puts(out, "PK\1\2");
    le(out, 63 | 3 << 8, 2);
    put_common(out, z, f, p, name, z->central_extra);
    le(out, 0, 2 + 2 + 2);
    le(out, z->attributes, 4);
    le(out, p->at, 4);
    buf_puts(out, name);
    buf_pad(out, 'e', z->central_extra);
}

void zip_build(const struct zip *z, struct buf *out)
{
    struct zip_placed placed[ZIP_FILES_MAX];
    uint32_t listed = 0;

    buf_add_str(out, z->before);
    for (size_t i = 0; i < z->n; i++)
        zip_put_local(out, z, &z->files[i], &placed[i]);
    buf_add_str(out, z->between);
    uint32_t start = (uint32_t)out->n;
    for (size_t i = 0; i < z->n; i++) {
        size_t at = z->directory_reversed ? z->n - 1 - i : i;

        if (z->files[at].hidden)
            continue;
        put_central(out, z, &z->files[at], &placed[at]);
        listed++;
    }
    uint32_t bytes = (uint32_t)out->n - start;
    buf_puts(out, "PK\5\6");
    le(out, 0, 4);
    le(out, listed + (uint32_t)z->count_off, 2);
    le(out, listed + (uint32_t)z->count_off, 2);
    le(out, bytes, 4);
    le(out, start, 4);
    le(out, (uint32_t)z->comment.n, 2);
    buf_add_str(out, z->comment);
    buf_add_str(out, z->after);
    assert_false(buf_failed(out));
}
