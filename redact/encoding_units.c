/* encoding_units.c - UTF-16 of either byte order; what is broken, and 8-bit text inside. */
#include "redact/encoding_codec.h"

/* Bytes of 8-bit text inside UTF-16 look like Chinese; in so long a row nothing else does. */
#define PAIRS_MAX 16
#define STRANGE_MAX 3 /* of such a row, that no Chinese text is made of */
#define SHIFTED_MAX 8
#define WORD_SURE 5 /* bytes of a known word; shorter ones come about in Chinese by chance */

static unsigned unit_at(const uint8_t *p, bool big)
{
    return big ? (unsigned)(p[0] << 8 | p[1]) : (unsigned)(p[1] << 8 | p[0]);
}

static bool is_text_byte(unsigned b)
{
    return (b >= 0x20 && b < 0x7f) || (b >= '\t' && b <= '\r');
}

static bool may_begin_word(const uint8_t *p, size_t n)
{
    return n > 3 &&
           ((is_text_byte(p[0]) && is_text_byte(p[1])) || (p[0] >= 0xe0 && utf8_one(p, n) > 2));
}

/* No character that Chinese is made of. */
static bool is_strange(unsigned unit)
{
    uint8_t gb[CHAR_BYTES_MAX];

    return gb_set(unit, gb) != 2 || !gb_is_common(gb);
}

/* A known word of 8-bit text begins at the unit or in its middle; of four bytes only where they make
 * bad Chinese. */
static bool is_word(const struct codec *c, const uint8_t *p, size_t n, bool big)
{
    for (size_t x = 0; x < 2; x++) {
        size_t word = may_begin_word(p + x, n - x) ? codec_word(c, p, x, n) : 0;

        if (word >= WORD_SURE)
            return true;
        if (word == WORD_SURE - 1 &&
            (is_strange(unit_at(p, big)) || is_strange(unit_at(p + 2, big))))
            return true;
    }
    return false;
}

/* 8-bit text that somebody appended, and what follows an odd number of such bytes. */
static bool is_mixed(struct codec *c, unsigned unit, const uint8_t *p, size_t n, bool big)
{
    bool low = is_text_byte(unit & 0xff), high = is_text_byte(unit >> 8), pair = low && high;

    c->pairs = pair ? c->pairs + 1 : 0;
    c->strange = pair ? c->strange + is_strange(unit) : 0;
    c->shifted = high && !(unit & 0xff) ? c->shifted + 1 : 0;
    return c->pairs > PAIRS_MAX || c->strange > STRANGE_MAX || c->shifted > SHIFTED_MAX ||
           is_word(c, p, n, big);
}

#define AT_ONCE 16

/* Nothing but comparisons, and out is no part of p: the compiler makes vectors of it. */
static bool copy_ascii(const uint8_t *restrict p, bool big, uint8_t *restrict out)
{
    uint8_t high = 0, most = 0;

    for (size_t i = 0; i < AT_ONCE; i++) {
        uint8_t even = p[2 * i], odd = p[2 * i + 1], low = big ? odd : even;
        uint8_t below = (uint8_t)(low - 1); /* NUL becomes the largest */
        high |= big ? even : odd;
        most = most > below ? most : below;
        out[i] = low;
    }
    return !high && most < 0x7f;
}

/* Units at the start of p that are ASCII without NUL. */
static size_t ascii_units(const uint8_t *p, size_t units, bool big, uint8_t *out)
{
    size_t i = 0;

    while (i + AT_ONCE <= units && copy_ascii(p + 2 * i, big, out + i))
        i += AT_ONCE;
    for (unsigned unit; i < units && (unit = unit_at(p + 2 * i, big)) && unit < 0x80; i++)
        out[i] = (uint8_t)unit;
    return i;
}

/* Characters of the basic plane, up to the first unit that is a surrogate, U+0000, or U+FFFE;
 * out holds three bytes a unit, of n bytes may be looked at. Returns how many units; *out_n bytes of UTF-8. */
static size_t plain_units(struct codec *c, const uint8_t *p, size_t n, size_t units, bool big,
                          uint8_t *out, size_t *out_n)
{
    uint8_t *to = out;
    size_t i = 0;

    for (; i < units; i++) {
        unsigned unit = unit_at(p + 2 * i, big);
        if (unit == 0 || (unit & 0xf800) == 0xd800 || unit == 0xfffe ||
            is_mixed(c, unit, p + 2 * i, n - 2 * i, big))
            break;
        if (unit >= 0x800) {
            utf8_set_three(unit, to);
            to += 3;
            continue;
        }
        to += utf8_set(unit, to);
        if (unit < 0x80 && units - i > 1 && p[2 * i + 2 + !big] == 0)
            return *out_n = (size_t)(to - out), i + 1; /* ASCII has a faster way */
    }
    *out_n = (size_t)(to - out);
    return i;
}

/* What plain_units() stopped at: a pair, or half of one. False: no text. */
static bool put_pair(struct codec *c, const uint8_t *p, size_t n, bool big, size_t *used)
{
    unsigned unit = unit_at(p, big), next = n >= 4 ? unit_at(p + 2, big) : 0;
    uint8_t utf8[CHAR_BYTES_MAX];

    if ((unit & 0xf800) != 0xd800)
        return false;
    *used = 2;
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) {
        codec_put_broken(c, c->guess.encoding, p, 2);
        return !codec_is_too_broken(c);
    }
    uint32_t ch = 0x10000 + ((unit - 0xd800u) << 10) + (next - 0xdc00u);
    codec_put(c, c->guess.encoding, utf8, utf8_set(ch, utf8));
    *used = 4;
    return true;
}

#define STEP_UNITS 4096

/* The last ahead of the n bytes are only there to be looked at. */
static bool take_some(struct codec *c, const uint8_t *p, size_t n, size_t ahead, bool big,
                      size_t *used)
{
    size_t units = (n - ahead) / 2 < STEP_UNITS ? (n - ahead) / 2 : STEP_UNITS, out_n;
    uint8_t *to = codec_text_room(c, 3 * STEP_UNITS + 8);
    size_t i = ascii_units(p, units, big, to);

    codec_text_grew(c, c->guess.encoding, i);
    if (i)
        c->pairs = c->strange = c->shifted = 0;
    size_t more = plain_units(c, p + 2 * i, n - 2 * i, units - i, big, to + i, &out_n);
    codec_text_grew(c, c->guess.encoding, out_n);
    *used = 2 * (i + more);
    return *used > 0 || put_pair(c, p, n, big, used);
}

bool codec_take_units(struct codec *c, bool all, size_t *used)
{
    bool big = c->guess.encoding == ENCODING_UTF16BE;
    size_t i = 0, step, ahead = all ? 0 : VALUE_MAX;

    while (c->in_n - i >= ahead + 2) {
        if (!take_some(c, c->in + i, c->in_n - i, ahead, big, &step))
            return false;
        i += step;
        c->seen += step;
    }
    if (all && i < c->in_n) {
        c->odd = c->in[i++];
        c->odd_due = true;
    }
    *used = i;
    return true;
}
