/* gb18030.c - characters by the tables. */
#include "base/gb18030.h"

#include <stdbool.h>

static bool in(uint8_t c, uint8_t from, uint8_t to)
{
    return c >= from && c <= to;
}

static size_t next_four(const uint8_t *p, uint32_t *c)
{
    if (!in(p[1], 0x30, 0x39) || !in(p[2], 0x81, 0xfe) || !in(p[3], 0x30, 0x39))
        return 0;
    uint32_t index = ((uint32_t)(p[0] - 0x81) * 10 + (uint32_t)(p[1] - 0x30)) * 1260 +
                     (uint32_t)(p[2] - 0x81) * 10 + (uint32_t)(p[3] - 0x30);
    if (index < GB18030_FOUR)
        *c = gb18030_four[index];
    else if (index >= GB18030_HIGH && index - GB18030_HIGH < 0x100000)
        *c = 0x10000 + (index - GB18030_HIGH);
    else
        return 0;
    return *c ? 4 : 0;
}

size_t gb18030_next(const uint8_t *p, size_t n, uint32_t *c)
{
    if (n < 2 || !in(p[0], 0x81, 0xfe))
        return 0;
    if (p[1] < 0x40)
        return n < 4 ? 0 : next_four(p, c);
    if (p[1] == 0xff)
        return 0;
    *c = gb18030_two[(p[0] - 0x81) * GB18030_TRAILS + p[1] - 0x40];
    return *c ? 2 : 0;
}
