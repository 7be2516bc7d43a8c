/* encoding_back.c - the codec's way back: text by its trails to the bytes it was read from. */
#include "redact/encoding_codec.h"

static size_t char_bytes(uint8_t lead)
{
    if (lead < 0x80)
        return 1;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static void put_encoded(enum encoding form, const uint8_t *p, size_t n, struct buf *out)
{
    uint8_t *to = (uint8_t *)buf_room(out, 2 * n);

    if (!to)
        return; /* out says so */
    if (form == ENCODING_GB18030)
        buf_grew(out, gb_encode(p, n, to));
    else
        buf_grew(out, utf16_encode(p, n, form == ENCODING_UTF16BE, to));
}

/* Bytes of p without a character that is cut at its end. */
static size_t whole_chars(const uint8_t *p, size_t n)
{
    size_t last = n;

    while (last && n - last < CHAR_BYTES_MAX && (p[last - 1] & 0xc0) == 0x80)
        last--;
    if (last == 0 || last + char_bytes(p[last - 1]) - 1 <= n)
        return n;
    return last - 1;
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
            put_encoded(form, c->part, c->part_n, out);
            c->part_n = 0;
        }
    }
    size_t whole = whole_chars(p, n);
    put_encoded(form, p, whole, out);
    memcpy(c->part + c->part_n, p + whole, n - whole);
    c->part_n += n - whole;
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

static bool is_plain(const struct trail *t)
{
    const struct trail_piece *front = trail_front(t);

    return !front || (t->tail - t->head == 1 && front->raw_n == 0 &&
                      (front->form == ENCODING_UTF8 || front->form == ENCODING_ANY8));
}

bool codec_is_verbatim(const struct codec *c)
{
    return c->guess.bom_n == 0 && is_plain(&c->written) && is_plain(&c->spelled);
}
