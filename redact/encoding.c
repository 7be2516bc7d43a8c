/* encoding.c - the well-formed byte sequences of Unicode 15, table 3-7, as a small machine. */
#include "redact/encoding.h"

#include <string.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

struct lead {
    uint8_t from, to, more, lo, hi;
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 1, 0x80, 0xbf}, {0xe0, 0xe0, 2, 0xa0, 0xbf}, {0xe1, 0xec, 2, 0x80, 0xbf},
    {0xed, 0xed, 2, 0x80, 0x9f}, {0xee, 0xef, 2, 0x80, 0xbf}, {0xf0, 0xf0, 3, 0x90, 0xbf},
    {0xf1, 0xf3, 3, 0x80, 0xbf}, {0xf4, 0xf4, 3, 0x80, 0x8f},
};

static bool begin(struct utf8_check *c, uint8_t byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
        if (byte >= leads[i].from && byte <= leads[i].to) {
            *c = (struct utf8_check){leads[i].more, leads[i].lo, leads[i].hi};
            return true;
        }
    return false;
}

/* Bytes 01..7F only: no high bit, and no byte that a subtraction of 1 borrows from. */
static bool eight_ascii(const uint8_t *p)
{
    uint64_t v;

    memcpy(&v, p, 8);
    return !((v | (v - LOW_BITS)) & HIGH_BITS);
}

bool utf8_check_feed(struct utf8_check *c, const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (c->more) {
            if (p[i] < c->lo || p[i] > c->hi)
                return false;
            *c = (struct utf8_check){(uint8_t)(c->more - 1), 0x80, 0xbf};
            continue;
        }
        while (n - i > 8 && eight_ascii(p + i))
            i += 8;
        if (p[i] == 0 || (p[i] >= 0x80 && !begin(c, p[i])))
            return false;
    }
    return true;
}

bool utf8_check_end(const struct utf8_check *c)
{
    return c->more == 0;
}
