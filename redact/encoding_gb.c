/* encoding_gb.c - GB18030 by tables that are asked from iconv(3) once.
 *
 *   1 byte   00..7F
 *   2 bytes  81..FE  40..7E 80..FE            GBK and GB2312
 *   4 bytes  81..FE  30..39  81..FE  30..39   in one row: index 0 up for the rest of the BMP,
 *                                             189000 (90308130) up for U+10000 up */
#include "redact/encoding_char.h"

#include <iconv.h>
#include <pthread.h>
#include <string.h>

#include "base/arena.h"

#define LEADS 126
#define TRAILS 191 /* 40..FE, 7F unused */
#define BMP_ROW 39420u
#define HIGH_ROW 189000u
#define BMP 0x10000u

struct tables {
    uint16_t two[LEADS * TRAILS]; /* to code points; 0: none */
    uint16_t four[BMP_ROW];
    uint16_t back_two[BMP];  /* the two bytes; 0: none */
    uint16_t back_four[BMP]; /* 1 + index; 0: none */
};

static struct tables *tables; /* of the process; NULL: no GB18030 here */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* ---- asking iconv -------------------------------------------------------------------------*/

/* A code point of the BMP that is these bytes and whose bytes are these again; 0: none. */
static uint16_t ask(iconv_t there, iconv_t back, const uint8_t *bytes, size_t n)
{
    uint8_t utf8[8], again[8];
    char *in = (char *)(uintptr_t)bytes, *out = (char *)utf8;
    size_t in_n = n, out_n = sizeof utf8;
    uint32_t c;

    iconv(there, NULL, NULL, NULL, NULL);
    if (iconv(there, &in, &in_n, &out, &out_n) != 0 || in_n)
        return 0;
    size_t utf8_n = sizeof utf8 - out_n;
    if (utf8_n < 2 || utf8_run(utf8, utf8_n) != utf8_n || utf8_get(utf8, &c) != utf8_n ||
        c >= BMP)
        return 0;
    in = (char *)utf8;
    out = (char *)again;
    in_n = utf8_n;
    out_n = sizeof again;
    iconv(back, NULL, NULL, NULL, NULL);
    if (iconv(back, &in, &in_n, &out, &out_n) != 0 || sizeof again - out_n != n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (again[i] != bytes[i])
            return 0;
    return (uint16_t)c;
}

static void ask_two(struct tables *t, iconv_t there, iconv_t back)
{
    for (unsigned i = 0; i < LEADS * TRAILS; i++) {
        const uint8_t bytes[2] = {(uint8_t)(0x81 + i / TRAILS), (uint8_t)(0x40 + i % TRAILS)};
        uint16_t c = bytes[1] == 0x7f ? 0 : ask(there, back, bytes, 2);

        t->two[i] = c;
        if (c)
            t->back_two[c] = (uint16_t)(bytes[0] << 8 | bytes[1]);
    }
}

static void four_of(uint32_t index, uint8_t out[CHAR_BYTES_MAX])
{
    out[3] = (uint8_t)(0x30 + index % 10);
    out[2] = (uint8_t)(0x81 + index / 10 % 126);
    out[1] = (uint8_t)(0x30 + index / 1260 % 10);
    out[0] = (uint8_t)(0x81 + index / 12600);
}

static void ask_four(struct tables *t, iconv_t there, iconv_t back)
{
    for (uint32_t i = 0; i < BMP_ROW; i++) {
        uint8_t bytes[CHAR_BYTES_MAX];
        four_of(i, bytes);
        uint16_t c = ask(there, back, bytes, CHAR_BYTES_MAX);

        t->four[i] = c;
        if (c)
            t->back_four[c] = (uint16_t)(i + 1);
    }
}

static void make_tables(void)
{
    iconv_t there = iconv_open("UTF-8", "GB18030"), back = iconv_open("GB18030", "UTF-8");
    const iconv_t none = (iconv_t)-1;

    if (there != none && back != none) {
        struct tables *t = mem_new(sizeof *t);
        ask_two(t, there, back);
        ask_four(t, there, back);
        tables = t;
    }
    if (there != none)
        iconv_close(there);
    if (back != none)
        iconv_close(back);
}

bool gb_ready(void)
{
    pthread_once(&once, make_tables);
    return tables != NULL;
}

/* ---- characters ---------------------------------------------------------------------------*/

static bool in(uint8_t c, uint8_t from, uint8_t to)
{
    return c >= from && c <= to;
}

static size_t get_four(const uint8_t *p, uint32_t *c)
{
    if (!in(p[1], 0x30, 0x39) || !in(p[2], 0x81, 0xfe) || !in(p[3], 0x30, 0x39))
        return 0;
    uint32_t index = ((uint32_t)(p[0] - 0x81) * 10 + (uint32_t)(p[1] - 0x30)) * 1260 +
                     (uint32_t)(p[2] - 0x81) * 10 + (uint32_t)(p[3] - 0x30);
    if (index < BMP_ROW)
        *c = tables->four[index];
    else if (index >= HIGH_ROW && index - HIGH_ROW < 0x100000)
        *c = BMP + (index - HIGH_ROW);
    else
        return 0;
    return *c ? 4 : 0;
}

/* Bytes of the character beyond ASCII at p; 0 when it is broken or cut. */
static size_t get_wide(const uint8_t *p, size_t n, uint32_t *c)
{
    if (n < 2 || !in(p[0], 0x81, 0xfe))
        return 0;
    if (p[1] < 0x40)
        return n < 4 ? 0 : get_four(p, c);
    if (p[1] == 0xff)
        return 0;
    *c = tables->two[(p[0] - 0x81) * TRAILS + p[1] - 0x40];
    return *c ? 2 : 0;
}

size_t gb_get(const uint8_t *p, size_t n, uint32_t *c)
{
    if (n && p[0] && p[0] < 0x80) {
        *c = p[0];
        return 1;
    }
    return gb_ready() ? get_wide(p, n, c) : 0;
}

static size_t set_wide(uint32_t c, uint8_t out[CHAR_BYTES_MAX])
{
    if (c >= BMP) {
        four_of(HIGH_ROW + (c - BMP), out);
        return 4;
    }
    if (tables->back_two[c]) {
        out[0] = (uint8_t)(tables->back_two[c] >> 8);
        out[1] = (uint8_t)tables->back_two[c];
        return 2;
    }
    if (!tables->back_four[c])
        return 0;
    four_of(tables->back_four[c] - 1u, out);
    return 4;
}

size_t gb_set(uint32_t c, uint8_t out[CHAR_BYTES_MAX])
{
    if (c < 0x80) {
        out[0] = (uint8_t)c;
        return 1;
    }
    return gb_ready() ? set_wide(c, out) : 0;
}

/* ---- runs ---------------------------------------------------------------------------------*/

size_t gb_run(const uint8_t *p, size_t n)
{
    bool ready = gb_ready();

    for (size_t i = 0;;) {
        uint32_t c;
        i += ascii_run(p + i, n - i);
        size_t more = ready && i < n ? get_wide(p + i, n - i, &c) : 0;
        if (more == 0)
            return i;
        i += more;
    }
}

void gb_decode(const uint8_t *p, size_t n, uint8_t *out, struct gb_run *run)
{
    bool ready = gb_ready();
    uint8_t *to = out;
    size_t i = 0;

    *run = (struct gb_run){0};
    for (;;) {
        size_t plain = ascii_run(p + i, n - i), more;
        uint32_t c;

        memcpy(to, p + i, plain);
        to += plain;
        i += plain;
        while (ready && i < n && p[i] >= 0x80 && (more = get_wide(p + i, n - i, &c)) > 0) {
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
    bool ready = gb_ready();
    uint8_t *to = out;

    for (size_t i = 0; i < n;) {
        size_t plain = ascii_run(utf8 + i, n - i);

        memcpy(to, utf8 + i, plain);
        to += plain;
        i += plain;
        while (i < n && utf8[i] >= 0x80) {
            uint32_t c;
            i += utf8_get(utf8 + i, &c);
            size_t put = ready ? set_wide(c, to) : 0;
            if (put == 0)
                *to = '?';
            to += put ? put : 1;
        }
        if (i < n && utf8[i] == 0)
            *to++ = utf8[i++];
    }
    return (size_t)(to - out);
}
