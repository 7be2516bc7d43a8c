/* encoding_utf8.c - well-formed byte sequences of Unicode 15, table 3-7. */
#include "redact/encoding_char.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

/* Bytes 01..7F only: no high bit, and no byte that a subtraction of 1 borrows from. */
static bool eight_ascii(const uint8_t *p)
{
    uint64_t v;

    memcpy(&v, p, 8);
    return !((v | (v - LOW_BITS)) & HIGH_BITS);
}

#define BLOCK 64
#define SHORT_RUN 32
#define WIDEN BLOCK

/* Nothing but the largest of so many bytes: the compiler makes vectors of it. */
static bool block_is_ascii(const uint8_t *p)
{
    uint8_t most = 0;

    for (size_t i = 0; i < BLOCK; i++) {
        uint8_t below = (uint8_t)(p[i] - 1); /* NUL becomes the largest */
        most = most > below ? most : below;
    }
    return most < 0x7f;
}

static size_t words_run(const uint8_t *p, size_t n)
{
    size_t i = 0;

    while (n - i >= 8 && eight_ascii(p + i))
        i += 8;
    return i;
}

/* Most runs between Chinese are short, most others long. */
size_t ascii_run_on(const uint8_t *p, size_t n)
{
    size_t i = words_run(p, n < SHORT_RUN ? n : SHORT_RUN);

    if (i == SHORT_RUN) {
        while (n - i >= BLOCK && block_is_ascii(p + i))
            i += BLOCK;
        i += words_run(p + i, n - i);
    }
    while (i < n && p[i] && p[i] < 0x80)
        i++;
    return i;
}

bool ascii_only(const uint8_t *p, size_t n)
{
    return ascii_run(p, n) == n;
}

static bool is_more(uint8_t c)
{
    return (c & 0xc0) == 0x80;
}

size_t utf8_one(const uint8_t *p, size_t n)
{
    uint8_t lead = p[0];

    if (lead < 0x80)
        return lead ? 1 : 0;
    if (lead >= 0xc2 && lead <= 0xdf)
        return n >= 2 && is_more(p[1]) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        if (n < 3 || !is_more(p[1]) || !is_more(p[2]))
            return 0;
        if ((lead == 0xe0 && p[1] < 0xa0) || (lead == 0xed && p[1] > 0x9f))
            return 0; /* overlong, surrogate */
        return 3;
    }
    if (lead < 0xf0 || lead > 0xf4 || n < 4 || !is_more(p[1]) || !is_more(p[2]) ||
        !is_more(p[3]))
        return 0;
    if ((lead == 0xf0 && p[1] < 0x90) || (lead == 0xf4 && p[1] > 0x8f))
        return 0; /* overlong, beyond U+10FFFF */
    return 4;
}

size_t utf8_run(const uint8_t *p, size_t n)
{
    size_t i = 0;

    for (;;) {
        i += ascii_run(p + i, n - i);
        /* common Chinese: E4..E9 and two more */
        while (n - i >= 3 && p[i] >= 0xe4 && p[i] <= 0xe9 && is_more(p[i + 1]) &&
               is_more(p[i + 2]))
            i += 3;
        if (i == n)
            return i;
        size_t more = utf8_one(p + i, n - i);
        if (more == 0)
            return i;
        i += more;
    }
}

size_t utf8_get(const uint8_t *p, uint32_t *c)
{
    if (p[0] < 0x80) {
        *c = p[0];
        return 1;
    }
    if (p[0] < 0xe0) {
        *c = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
        return 2;
    }
    if (p[0] < 0xf0) {
        *c = utf8_get_three(p);
        return 3;
    }
    *c = (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    return 4;
}

size_t utf8_set(uint32_t c, uint8_t out[CHAR_BYTES_MAX])
{
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (uint8_t)(0xc0 | c >> 6);
        out[1] = (uint8_t)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        utf8_set_three(c, out);
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | c >> 18);
    out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (c & 0x3f));
    return 4;
}

static uint8_t *put_unit(unsigned unit, bool big, uint8_t *out)
{
    out[big] = (uint8_t)unit;
    out[!big] = (uint8_t)(unit >> 8);
    return out + 2;
}

/* out is no part of p: the compiler makes vectors of it. */
static void widen(const uint8_t *restrict p, bool big, uint8_t *restrict out)
{
    for (size_t i = 0; i < WIDEN; i++) {
        out[2 * i] = big ? 0 : p[i];
        out[2 * i + 1] = big ? p[i] : 0;
    }
}

size_t utf16_encode(const uint8_t *utf8, size_t n, bool big, uint8_t *out)
{
    uint8_t *to = out;

    for (size_t i = 0; i < n;) {
        uint32_t c;

        for (; n - i >= WIDEN && block_is_ascii(utf8 + i); i += WIDEN, to += (size_t)2 * WIDEN)
            widen(utf8 + i, big, to);
        while (i < n && utf8[i] < 0x80)
            to = put_unit(utf8[i++], big, to);
        for (; n - i >= 3 && utf8_is_three(utf8 + i); i += 3)
            to = put_unit(utf8_get_three(utf8 + i), big, to);
        if (i == n)
            break;
        i += utf8_get(utf8 + i, &c);
        if (c >= 0x10000) {
            to = put_unit(0xd800 + ((c - 0x10000) >> 10), big, to);
            c = 0xdc00 + (c & 0x3ff);
        }
        to = put_unit(c, big, to);
    }
    return (size_t)(to - out);
}
