/* ip.c - IP addresses between bytes and text. */
#include "base/ip.h"

#include <stdio.h>
#include <string.h>

#define GROUPS (IPV6_BYTES / 2)

bool ipv4_of_text(struct str text, uint8_t out[IPV4_BYTES])
{
    struct str part;
    uint64_t value;
    size_t n = 0;

    while (str_next(&text, '.', &part)) {
        if (n == IPV4_BYTES || part.n > 3 || (part.n > 1 && part.p[0] == '0') ||
            !str_number(part, &value) || value > 255)
            return false;
        out[n++] = (uint8_t)value;
    }
    return n == IPV4_BYTES;
}

static unsigned group_of(const uint8_t *in, int i)
{
    return (unsigned)in[2 * i] << 8 | in[2 * i + 1];
}

/* The longest run of at least two groups of zero, the first of equals; *n 0: none. */
static void zero_run(const uint8_t *in, int *from, int *n)
{
    *from = -1;
    *n = 0;
    for (int i = 0; i < GROUPS; i++) {
        int end = i;
        while (end < GROUPS && group_of(in, end) == 0)
            end++;
        if (end - i > 1 && end - i > *n) {
            *from = i;
            *n = end - i;
        }
        if (end > i)
            i = end;
    }
}

void ipv6_to_text(const uint8_t in[IPV6_BYTES], char out[IPV6_TEXT_MAX])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    int from, n;
    size_t at = 0;

    if (memcmp(in, mapped, sizeof mapped) == 0) {
        snprintf(out, IPV6_TEXT_MAX, "::ffff:%u.%u.%u.%u", in[12], in[13], in[14], in[15]);
        return;
    }
    zero_run(in, &from, &n);
    for (int i = 0; i < GROUPS; i++) {
        bool is_run = i == from, wants_colon = i > 0 && i != from + n;

        at += (size_t)(is_run ? snprintf(out + at, IPV6_TEXT_MAX - at, "::")
                              : snprintf(out + at, IPV6_TEXT_MAX - at, "%s%x",
                                         wants_colon ? ":" : "", group_of(in, i)));
        if (is_run)
            i += n - 1;
    }
}
