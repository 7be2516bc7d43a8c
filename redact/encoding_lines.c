/* encoding_lines.c - 8-bit text: each line is UTF-8, or GB18030, or the one that breaks less. */
#include "redact/encoding_codec.h"

#define FEW_BYTES (4 * 1024)
#define GB_STRETCH_MIN 4 /* bytes */

/* A character of GB18030 that ends in an ASCII byte; false when that byte begins a known word. */
static bool put_doubtful(struct codec *c, const uint8_t *p, size_t n, size_t i, size_t bytes)
{
    uint8_t utf8[CHAR_BYTES_MAX];
    uint32_t ch;

    if (codec_word(c, p, i + bytes - 1, n))
        return false;
    gb_get(p + i, bytes, &ch);
    codec_put(c, ENCODING_GB18030, utf8, utf8_set(ch, utf8));
    c->gb_all++;
    return true;
}

/* Puts the whole characters at the start of p; returns their bytes. *waits: the next one would
 * be a doubtful one whose word may go on behind the piece. */
static size_t put_run(struct codec *c, enum encoding e, const uint8_t *p, size_t n, bool whole,
                      bool *waits)
{
    struct gb_run run = {0};
    size_t i = 0;

    if (e == ENCODING_UTF8) {
        i = utf8_run(p, n);
        codec_put(c, e, p, i);
        return i;
    }
    do {
        i += run.doubt;
        gb_decode(p + i, n - i, codec_text_room(c, 3 * (n - i)), &run);
        codec_text_grew(c, e, run.utf8_n);
        c->gb_all += run.wide;
        c->gb_common += run.common;
        i += run.n;
        *waits = run.doubt && !whole && n - i < VALUE_MAX;
    } while (run.doubt && !*waits && put_doubtful(c, p, n, i, run.doubt));
    return i;
}

/* A stretch of GB18030 that another program put into a line of UTF-8: all that is not ASCII from the
 * first byte on is Chinese, two characters at least, and no known word is in it as UTF-8. */
static size_t gb_stretch(const struct codec *c, const uint8_t *p, size_t n, bool whole)
{
    size_t i = 0;
    uint32_t ch;

    while (n - i >= 2 && gb_is_common(p + i) && gb_get(p + i, n - i, &ch) == 2)
        i += 2;
    if (i < GB_STRETCH_MIN || (i < n && p[i] >= 0x80) || (i == n && !whole))
        return 0;
    for (size_t x = 0; x < i; x++)
        if (p[x] >= 0xe0 && utf8_one(p + x, n - x) > 2 && codec_word(c, p, x, n))
            return 0;
    return i;
}

/* Returns how much was taken: a character that is cut waits for its end. */
static size_t take_part(struct codec *c, enum encoding e, const uint8_t *p, size_t n,
                        bool whole)
{
    bool waits = false;
    size_t i = put_run(c, e, p, n, whole, &waits);

    if (!whole && n - i < CHAR_BYTES_MAX)
        return i;
    while (i < n && !waits) {
        size_t gb = e == ENCODING_UTF8 ? gb_stretch(c, p + i, n - i, whole) : 0;

        if (gb) {
            i += put_run(c, ENCODING_GB18030, p + i, gb, true, &waits);
        } else {
            codec_put_broken(c, e, p + i, 1);
            i++;
        }
        i += put_run(c, e, p + i, n - i, whole, &waits);
    }
    return i;
}

/* May one of eight bytes begin a character of three bytes or more in UTF-8, by the first three of
 * them? Ten bytes are looked at. */
static bool eight_have_wide(const uint8_t *p)
{
    uint64_t first, second, third;

    memcpy(&first, p, sizeof first);
    memcpy(&second, p + 1, sizeof second);
    memcpy(&third, p + 2, sizeof third);
    first &= first << 1 & first << 2;              /* 111..... */
    second &= third & ~(second << 1 | third << 1); /* 10...... */
    return first & second & UINT64_C(0x8080808080808080);
}

/* Where from i on a known word stands in UTF-8, as in a path that another program put into a line
 * of GB18030; n: nowhere. */
static size_t next_utf8_word(const struct codec *c, const uint8_t *p, size_t i, size_t n,
                             size_t *bytes)
{
    for (; i + 2 < n; i++) {
        while (n - i >= 8 + 2 && !eight_have_wide(p + i))
            i += 8;
        if (p[i] >= 0xe0 && utf8_one(p + i, n - i) > 2 &&
            (*bytes = codec_word(c, p, i, n)) > 0 && utf8_run(p + i, *bytes) == *bytes)
            return i;
    }
    return n;
}

static size_t take_line(struct codec *c, const uint8_t *p, size_t n, bool whole)
{
    size_t i = 0, word = 0;
    bool sure;
    enum encoding e = encoding_of_line(p, n, whole, c->eight, &sure);

    if (sure && c->eight == ENCODING_ANY8)
        c->eight = e;
    for (size_t at = 0; e == ENCODING_GB18030; i = at + word) {
        at = next_utf8_word(c, p, i, n, &word);
        if (at == n)
            break;
        take_part(c, e, p + i, at - i, true);
        codec_put(c, ENCODING_UTF8, p + at, word);
    }
    return i + take_part(c, e, p + i, n - i, whole);
}

static size_t line_end(const uint8_t *p, size_t n)
{
    const uint8_t *end = memchr(p, '\n', n);

    return end ? (size_t)(end - p) + 1 : 0;
}

/* Bytes of whole lines at the start of p that need no look at each: nothing but ASCII, or UTF-8 in
 * a file of it. all: nothing comes behind p. */
static size_t easy_lines(const struct codec *c, const uint8_t *p, size_t n, bool all)
{
    size_t run = c->eight == ENCODING_UTF8 ? utf8_run(p, n) : ascii_run(p, n);

    if (all && run == n)
        return n;
    while (run && p[run - 1] != '\n')
        run--;
    return run;
}

/* A few lines are given on with their neighbours. */
static void put_easy(struct codec *c, const uint8_t *p, size_t n)
{
    enum encoding form = c->eight == ENCODING_GB18030 ? ENCODING_GB18030 : ENCODING_UTF8;

    if (n < FEW_BYTES)
        codec_put(c, form, p, n);
    else
        codec_put_block(c, form, p, n);
    c->seen += n;
}

/* Takes whole lines from the front of in; all: what is left as well. */
bool codec_take_lines(struct codec *c, bool all, size_t *used)
{
    for (*used = 0; *used < c->in_n;) {
        const uint8_t *p = c->in + *used;
        size_t rest = c->in_n - *used, easy = easy_lines(c, p, rest, all);

        if (easy) {
            put_easy(c, p, easy);
            *used += easy;
            continue;
        }
        size_t line = line_end(p, rest);
        bool whole = line || all;
        if (!line)
            line = rest;
        if (line > LINE_PIECE) {
            line = LINE_PIECE;
            whole = false;
        } else if (!whole) {
            break;
        }
        if (memchr(p, 0, line) || (c->plain && utf8_run(p, line) + (whole ? 0 : 3) < line))
            return false;
        size_t taken = take_line(c, p, line, whole);
        c->seen += taken;
        *used += taken;
        if (codec_is_too_broken(c))
            return false;
    }
    return true;
}
