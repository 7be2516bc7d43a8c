/* encoding_back.c - the codec's way back: text by its trails to the bytes it was read from. */
#include "redact/encoding_codec.h"

static size_t char_bytes(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static void put_utf16(uint32_t ch, bool big, struct buf *out)
{
    unsigned units[2] = {ch, 0};
    size_t n = 1;

    if (ch >= 0x10000) {
        units[0] = 0xd800 + ((ch - 0x10000) >> 10);
        units[1] = 0xdc00 + (ch & 0x3ff);
        n = 2;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t bytes[2] = {(uint8_t)units[i], (uint8_t)(units[i] >> 8)};
        if (big)
            bytes[0] = (uint8_t)(units[i] >> 8), bytes[1] = (uint8_t)units[i];
        buf_add(out, bytes, 2);
    }
}

static void put_char(const uint8_t *p, enum encoding form, struct buf *out)
{
    uint8_t bytes[CHAR_BYTES_MAX];
    uint32_t ch;

    utf8_get(p, &ch);
    if (form == ENCODING_GB18030) {
        size_t n = gb_set(ch, bytes);
        buf_add(out, n ? (const char *)bytes : "?", n ? n : 1);
    } else {
        put_utf16(ch, form == ENCODING_UTF16BE, out);
    }
}

static void put_ascii(const uint8_t *p, size_t n, enum encoding form, struct buf *out)
{
    if (form == ENCODING_GB18030) {
        buf_add(out, p, n);
        return;
    }
    char *to = buf_room(out, 2 * n);
    size_t low = form == ENCODING_UTF16BE;
    for (size_t i = 0; to && i < n; i++) {
        to[2 * i + low] = (char)p[i];
        to[2 * i + !low] = 0;
    }
    if (to)
        buf_grew(out, 2 * n);
}

/* UTF-8 as that form; a character that is cut at the end waits in part. */
static void encode(struct codec *c, enum encoding form, const uint8_t *p, size_t n,
                   struct buf *out)
{
    if (form == ENCODING_UTF8 || form == ENCODING_ANY8) {
        buf_add(out, p, n);
        return;
    }
    for (; c->part_n && n; n--) {
        c->part[c->part_n++] = *p++;
        if (c->part_n == char_bytes(c->part[0])) {
            put_char(c->part, form, out);
            c->part_n = 0;
        }
    }
    while (n) {
        size_t plain = ascii_run(p, n);
        put_ascii(p, plain, form, out);
        p += plain;
        n -= plain;
        if (n == 0)
            break;
        size_t bytes = char_bytes(p[0]);
        if (bytes > n) {
            memcpy(c->part, p, n);
            c->part_n = n;
            break;
        }
        put_char(p, form, out);
        p += bytes;
        n -= bytes;
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void keep_written(struct codec *c, const uint8_t *p, size_t n, struct buf *out)
{
    const struct trail_piece *front;

    while (n && (front = trail_front(&c->written)) != NULL) {
        size_t part = smaller(n, front->n);

        if (!front->raw_n)
            encode(c, front->form, p, part, out);
        else if (part == front->n)
            buf_add(out, front->raw, front->raw_n);
        trail_take(&c->written, part);
        p += part;
        n -= part;
    }
}

static void come_back(struct codec *c, const uint8_t *p, size_t n, struct buf *out)
{
    const struct trail_piece *front;
    size_t before = out->n;

    while (n && (front = trail_front(&c->spelled)) != NULL) {
        size_t part = smaller(n, front->n);

        if (!front->raw_n) {
            keep_written(c, p, part, out);
        } else if (part == front->n) {
            struct trail_piece escape = *front;
            keep_written(c, escape.raw, escape.raw_n, out);
        }
        trail_take(&c->spelled, part);
        p += part;
        n -= part;
    }
    c->at += out->n - before;
}

static void put_mark(struct codec *c, struct buf *out)
{
    if (!c->mark_due)
        return;
    buf_add(out, c->mark, c->guess.bom_n);
    c->at += c->guess.bom_n;
    c->mark_due = false;
}

void codec_keep(struct codec *c, const uint8_t *p, size_t n, struct buf *out)
{
    put_mark(c, out);
    come_back(c, p, n, out);
}

void codec_replace(struct codec *c, const uint8_t *p, size_t n, struct str with,
                   struct buf *out)
{
    const struct trail_piece *front = trail_front(&c->written);

    put_mark(c, out);
    c->part_n = 0; /* of a character that goes as a whole */
    encode(c, front ? front->form : c->guess.encoding, (const uint8_t *)with.p, with.n, out);
    c->part_n = 0;
    buf_clear(&c->dropped);
    come_back(c, p, n, &c->dropped);
    c->part_n = 0;
}

void codec_finish(struct codec *c, struct buf *out)
{
    put_mark(c, out);
    if (c->odd_due)
        buf_add(out, &c->odd, 1);
    c->at += c->odd_due;
    c->odd_due = false;
}

uint64_t codec_at(const struct codec *c)
{
    return c->at + (c->mark_due ? c->guess.bom_n : 0);
}

void codec_forget(struct codec *c)
{
    c->written.head = c->written.tail = 0;
    c->spelled.head = c->spelled.tail = 0;
}
