/* encoding_char.h - characters of UTF-8, UTF-16 and GB18030, one at a time and in runs.
 *
 * GB18030 here is what iconv(3) of the C library says, less every code that does not come back
 * as itself: what was decoded is always encoded to the same bytes. GBK and GB2312 are part of
 * it. */
#ifndef CASEPACK_REDACT_ENCODING_CHAR_H
#define CASEPACK_REDACT_ENCODING_CHAR_H

#include "base/str.h"

#define CHAR_BYTES_MAX 4
#define CHAR_BROKEN 0xFFFDu
#define CHAR_BROKEN_UTF8 "\xef\xbf\xbd"

/* Bytes of p that are whole well-formed characters (Unicode 15, table 3-7); NUL is none. */
size_t utf8_run(const uint8_t *p, size_t n);
/* Bytes of the well-formed character at p; 0 when it is broken or cut. */
size_t utf8_one(const uint8_t *p, size_t n);
/* The character at p, of a run; its bytes. */
size_t utf8_get(const uint8_t *p, uint32_t *c);
size_t utf8_set(uint32_t c, uint8_t out[CHAR_BYTES_MAX]);

/* The two above where speed counts: Chinese text is characters of three bytes. */
static inline bool utf8_is_three(const uint8_t *p)
{
    return (p[0] & 0xf0) == 0xe0;
}

static inline uint32_t utf8_get_three(const uint8_t *p)
{
    return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

static inline void utf8_set_three(uint32_t c, uint8_t *out)
{
    out[0] = (uint8_t)(0xe0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3f));
    out[2] = (uint8_t)(0x80 | (c & 0x3f));
}

/* Whole characters as GB18030 ('?' for what it cannot say) or UTF-16; out holds 2 * n bytes. */
size_t gb_encode(const uint8_t *utf8, size_t n, uint8_t *out);
size_t utf16_encode(const uint8_t *utf8, size_t n, bool big, uint8_t *out);

/* Is there a byte from 0x80 up, or NUL, in p? */
bool ascii_only(const uint8_t *p, size_t n);
/* Bytes of p before the first such byte. */
size_t ascii_run_on(const uint8_t *p, size_t n);

static inline size_t ascii_run(const uint8_t *p, size_t n) /* quick where there is none */
{
    return n && p[0] && p[0] < 0x80 ? ascii_run_on(p, n) : 0;
}

/* Bytes of the character at p, 0 when it is broken or cut. */
size_t gb_get(const uint8_t *p, size_t n, uint32_t *c);
/* 0 for what GB18030 cannot say. */
size_t gb_set(uint32_t c, uint8_t out[CHAR_BYTES_MAX]);
size_t gb_run(const uint8_t *p, size_t n); /* bytes of p that are whole characters */

struct gb_run {
    size_t n;      /* bytes of p that are whole characters */
    size_t doubt;  /* bytes of the whole character behind them, the last of them ASCII; or 0 */
    size_t utf8_n; /* of them in UTF-8 */
    size_t wide;   /* characters beyond ASCII */
    size_t common; /* of them in GB2312's common half */
};
/* out holds 3 * n bytes. Stops at a character that ends in an ASCII byte: the caller takes it by
 * gb_get() or finds that it is none. */
void gb_decode(const uint8_t *p, size_t n, uint8_t *out, struct gb_run *run);

/* GB2312's common half: what Chinese text is made of. */
static inline bool gb_is_common(const uint8_t *p)
{
    return p[0] >= 0xa1 && p[0] <= 0xf7 && p[1] >= 0xa1 && !(p[0] > 0xa9 && p[0] < 0xb0);
}

#endif
