/* enc.c - text in GB18030 that stands where ASCII belongs, UTF-16 by hand. */
#include "base/enc.h"

#include "base/gb18030.h"
#include "base/utf8.h"

enum { TEXT_MAX = 1024, UTF8_PER_BYTE = 3 };

/* Two bytes of a character that GB2312 had already: common Chinese is there. */
static bool has_gb2312(struct str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        unsigned char lead = (unsigned char)s.p[i], trail = (unsigned char)s.p[i + 1];

        if (lead < 0x80)
            continue;
        if (lead >= 0xB0 && lead <= 0xF7 && trail >= 0xA1 && trail <= 0xFE)
            return true;
        i++;
    }
    return false;
}

static bool is_cjk(uint32_t c)
{
    return (c >= 0x20 && c < 0x7F) || (c >= 0x3000 && c <= 0x303F) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF5E);
}

/* Appends s when all of it is ASCII and common Chinese. */
static bool decode(struct str s, struct buf *out)
{
    const uint8_t *p = (const uint8_t *)s.p;
    uint32_t c;

    for (size_t at = 0, n; at < s.n; at += n) {
        n = p[at] < 0x80 ? 1 : gb18030_next(p + at, s.n - at, &c);
        if (p[at] < 0x80)
            c = p[at];
        if (n == 0 || !is_cjk(c))
            return false;
        utf8_put(out, c);
    }
    return true;
}

bool enc_chinese(struct str s, struct buf *out)
{
    struct buf chinese = BUF_INIT(TEXT_MAX * UTF8_PER_BYTE);
    bool decoded;

    if (s.n > TEXT_MAX || utf8_is_valid(s) || !has_gb2312(s))
        return false;
    decoded = decode(s, &chinese);
    if (decoded)
        buf_add_str(out, buf_str(&chinese));
    buf_done(&chinese);
    return decoded;
}

static uint32_t unit_at(struct str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p + at;

    return at + 1 < s.n ? p[0] | (uint32_t)p[1] << 8 : 0xFFFD;
}

void enc_utf16le(struct str s, struct buf *out)
{
    uint32_t c;

    for (size_t at = 0; at < s.n && (c = unit_at(s, at)) != 0; at += 2) {
        uint32_t low = unit_at(s, at + 2);

        if (c >= 0xD800 && c <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        }
        utf8_put(out, c); /* a lone half becomes U+FFFD there */
    }
}
