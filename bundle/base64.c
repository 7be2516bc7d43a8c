/* base64.c - RFC 4648, strictly: one spelling for each run of bytes. */
#include <string.h>

#include "bundle/crypto.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_from(const void *p, size_t n, struct buf *out)
{
    const uint8_t *in = p;

    for (size_t i = 0; i < n; i += 3) {
        uint32_t three = (uint32_t)in[i] << 16;
        char four[4];

        if (i + 1 < n)
            three |= (uint32_t)in[i + 1] << 8;
        if (i + 2 < n)
            three |= in[i + 2];
        four[0] = alphabet[three >> 18];
        four[1] = alphabet[three >> 12 & 63];
        four[2] = i + 1 < n ? alphabet[three >> 6 & 63] : '=';
        four[3] = i + 2 < n ? alphabet[three & 63] : '=';
        buf_add(out, four, sizeof four);
    }
}

static bool six_bits(char c, uint32_t *out)
{
    const char *at = c == '\0' ? NULL : memchr(alphabet, c, sizeof alphabet - 1);

    if (!at)
        return false;
    *out = (uint32_t)(at - alphabet);
    return true;
}

/* Four characters, of which the last pad are '='; the bits that they would carry must be 0. */
static bool three_bytes(const char *four, size_t pad, uint8_t *out)
{
    uint32_t three = 0, bits;

    for (size_t i = 0; i < 4; i++) {
        if (i >= 4 - pad) {
            if (four[i] != '=')
                return false;
            bits = 0;
        } else if (!six_bits(four[i], &bits)) {
            return false;
        }
        three = three << 6 | bits;
    }
    if (three & ((UINT32_C(1) << 8 * pad) - 1))
        return false;
    for (size_t i = 0; i < 3 - pad; i++)
        out[i] = (uint8_t)(three >> (16 - 8 * i));
    return true;
}

bool base64_to(struct str text, uint8_t *out, size_t n)
{
    if (text.n != (n + 2) / 3 * 4)
        return false;
    for (size_t at = 0, i = 0; at < n; at += 3, i += 4)
        if (!three_bytes(text.p + i, n - at < 3 ? 3 - (n - at) : 0, out + at))
            return false;
    return true;
}
