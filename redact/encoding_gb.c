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

static struct back *back; /* of the process */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_back(void)
{
    struct back *b = mem_new(sizeof *b);

    for (unsigned i = 0; i < GB18030_TWO; i++)
        if (gb18030_two[i])
            b->two[gb18030_two[i]] =
                (uint16_t)((0x81 + i / GB18030_TRAILS) << 8 | (0x40 + i % GB18030_TRAILS));
    for (unsigned i = 0; i < GB18030_FOUR; i++)
        if (gb18030_four[i])
            b->four[gb18030_four[i]] = (uint16_t)(i + 1);
    back = b;
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

/* make_back() must have run. */
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
    pthread_once(&once, make_back);
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

void gb_decode(const uint8_t *p, size_t n, uint8_t *out, struct gb_run *run)
{
    uint8_t *to = out;
    size_t i = 0;

    *run = (struct gb_run){0};
    for (;;) {
        size_t plain = ascii_run(p + i, n - i), more;
        uint32_t c;

        memcpy(to, p + i, plain);
        to += plain;
        i += plain;
        while (i < n && p[i] >= 0x80 && (more = gb18030_next(p + i, n - i, &c)) > 0) {
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

size_t gb_encode(const uint8_t *utf8, size_t n, uint8_t *out)
{
    uint8_t *to = out;

    pthread_once(&once, make_back);
    for (size_t i = 0; i < n;) {
        size_t plain = ascii_run(utf8 + i, n - i);

        memcpy(to, utf8 + i, plain);
        to += plain;
        i += plain;
        while (i < n && utf8[i] >= 0x80) {
            uint32_t c;
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
