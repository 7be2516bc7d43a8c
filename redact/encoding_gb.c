/* encoding_gb.c - GB18030 by the tables of base/gb18030.h, and back by two of our own. */
#include "redact/encoding_char.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"
#include "base/gb18030.h"

#define BMP 0x10000u

struct back {
    uint16_t two[BMP];  /* the two bytes; 0: none */
    uint16_t four[BMP]; /* 1 + index; 0: none */
};

/* Pairs of bytes from 0x80 up that are three bytes in UTF-8: these, the first lowest, and
 * PAIR_COMMON; 0: another one, or none. */
#define PAIR_COMMON (1u << 24)
static uint32_t pairs_utf8[128][128];

static struct back *back; /* of the process */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_pairs(void)
{
    for (unsigned i = 0; i < GB18030_TWO; i++) {
        uint8_t pair[2] = {(uint8_t)(0x81 + i / GB18030_TRAILS),
                           (uint8_t)(0x40 + i % GB18030_TRAILS)};
        uint8_t utf8[CHAR_BYTES_MAX];

        if (gb18030_two[i] < 0x800 || pair[1] < 0x80)
            continue;
        utf8_set_three(gb18030_two[i], utf8);
        pairs_utf8[pair[0] & 127][pair[1] & 127] = utf8[0] | (uint32_t)utf8[1] << 8 |
                                                   (uint32_t)utf8[2] << 16 |
                                                   (gb_is_common(pair) ? PAIR_COMMON : 0);
    }
}

static void make_tables(void)
{
    struct back *b = mem_new(sizeof *b);

    make_pairs();

    for (unsigned i = 0; i < GB18030_TWO; i++)
        if (gb18030_two[i])
            b->two[gb18030_two[i]] =
                (uint16_t)((0x81 + i / GB18030_TRAILS) << 8 | (0x40 + i % GB18030_TRAILS));
    for (unsigned i = 0; i < GB18030_FOUR; i++)
        if (gb18030_four[i])
            b->four[gb18030_four[i]] = (uint16_t)(i + 1);
    back = b;
}

static void start(void)
{
    pthread_once(&once, make_tables);
}

static void four_of(uint32_t index, uint8_t out[CHAR_BYTES_MAX])
{
    out[3] = (uint8_t)(0x30 + index % 10);
    out[2] = (uint8_t)(0x81 + index / 10 % 126);
    out[1] = (uint8_t)(0x30 + index / 1260 % 10);
    out[0] = (uint8_t)(0x81 + index / 12600);
}

/* ---- characters ---------------------------------------------------------------------------*/

size_t gb_get(const uint8_t *p, size_t n, uint32_t *c)
{
    if (n && p[0] && p[0] < 0x80) {
        *c = p[0];
        return 1;
    }
    return gb18030_next(p, n, c);
}

/* start() must have run. */
static size_t set_wide(uint32_t c, uint8_t out[CHAR_BYTES_MAX])
{
    if (c >= BMP) {
        four_of(GB18030_HIGH + (c - BMP), out);
        return 4;
    }
    if (back->two[c]) {
        out[0] = (uint8_t)(back->two[c] >> 8);
        out[1] = (uint8_t)back->two[c];
        return 2;
    }
    if (!back->four[c])
        return 0;
    four_of(back->four[c] - 1u, out);
    return 4;
}

size_t gb_set(uint32_t c, uint8_t out[CHAR_BYTES_MAX])
{
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    start();
    return set_wide(c, out);
}

/* ---- runs ---------------------------------------------------------------------------------*/

size_t gb_run(const uint8_t *p, size_t n)
{
    for (size_t i = 0;;) {
        uint32_t c;
        i += ascii_run(p + i, n - i);
        size_t more = i < n ? gb18030_next(p + i, n - i, &c) : 0;
        if (more == 0)
            return i;
        i += more;
    }
}

/* Pairs of bytes beyond ASCII that are three in UTF-8, as nearly all are: most of a Chinese text.
 * Returns how many. */
static size_t decode_pairs(const uint8_t *p, size_t n, uint8_t *to, size_t *common)
{
    size_t pairs = 0, seen = 0;

    for (; n >= 2 && p[0] & p[1] & 0x80; pairs++) {
        uint32_t pair = pairs_utf8[p[0] & 127][p[1] & 127];

        if (!pair)
            break;
        to[0] = (uint8_t)pair;
        to[1] = (uint8_t)(pair >> 8);
        to[2] = (uint8_t)(pair >> 16);
        seen += pair / PAIR_COMMON;
        to += 3;
        p += 2;
        n -= 2;
    }
    *common += seen;
    return pairs;
}

void gb_decode(const uint8_t *p, size_t n, uint8_t *out, struct gb_run *run)
{
    uint8_t *to = out;
    size_t i = 0;

    start();
    *run = (struct gb_run){0};
    for (;;) {
        size_t plain = ascii_run(p + i, n - i), more;
        uint32_t c;

        memcpy(to, p + i, plain);
        to += plain;
        i += plain;
        for (;;) {
            size_t pairs = decode_pairs(p + i, n - i, to, &run->common);
            run->wide += pairs;
            i += 2 * pairs;
            to += 3 * pairs;
            if (i == n || p[i] < 0x80 || (more = gb18030_next(p + i, n - i, &c)) == 0)
                break;
            if (p[i + more - 1] < 0x80) {
                run->doubt = more;
                break;
            }
            run->wide++;
            run->common += more == 2 && gb_is_common(p + i);
            to += utf8_set(c, to);
            i += more;
        }
        if (i == n || p[i] >= 0x80 || p[i] == 0)
            break;
    }
    run->n = i;
    run->utf8_n = (size_t)(to - out);
}

/* The way back: characters of three bytes that are pairs. Returns how many. */
static size_t encode_pairs(const uint8_t *utf8, size_t n, uint8_t *to)
{
    size_t pairs = 0;

    for (; n >= 3 && utf8_is_three(utf8); pairs++) {
        uint32_t c = utf8_get_three(utf8);

        if (!back->two[c])
            break;
        to[0] = (uint8_t)(back->two[c] >> 8);
        to[1] = (uint8_t)back->two[c];
        to += 2;
        utf8 += 3;
        n -= 3;
    }
    return pairs;
}

size_t gb_encode(const uint8_t *utf8, size_t n, uint8_t *out)
{
    uint8_t *to = out;

    start();
    for (size_t i = 0; i < n;) {
        size_t plain = ascii_run(utf8 + i, n - i);

        memcpy(to, utf8 + i, plain);
        to += plain;
        i += plain;
        for (;;) {
            size_t pairs = encode_pairs(utf8 + i, n - i, to);
            uint32_t c;

            i += 3 * pairs;
            to += 2 * pairs;
            if (i == n || utf8[i] < 0x80)
                break;
            i += utf8_get(utf8 + i, &c);
            size_t put = set_wide(c, to);
            if (put == 0)
                *to = '?';
            to += put ? put : 1;
        }
        if (i < n && utf8[i] == 0)
            *to++ = utf8[i++];
    }
    return (size_t)(to - out);
}
