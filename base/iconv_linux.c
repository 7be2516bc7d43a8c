/* iconv_linux.c - iconv(3) for the released program: what libhivex decodes, to UTF-8.
 *
 * The C library's own would load a module for each encoding, from wherever the machine has them,
 * if it has them; the released program is linked with these instead (--wrap, Makefile). Names
 * in a registry are Latin-1 or UTF-16LE. libarchive does UTF-8 and UTF-16 by itself. */
#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"

iconv_t __wrap_iconv_open(const char *to, const char *from);
size_t __wrap_iconv(iconv_t cd, char **in, size_t *in_n, char **out, size_t *out_n);
int __wrap_iconv_close(iconv_t cd);

/* The first character of n bytes, n > 0: returns how many are its own, or 0 with errno EINVAL
 * when the rest of it is missing, EILSEQ when it is none. */
typedef size_t next_char(const uint8_t *p, size_t n, uint32_t *out);

static size_t next_latin1(const uint8_t *p, size_t n, uint32_t *out)
{
    (void)n;
    *out = p[0];
    return 1;
}

static size_t none(int why)
{
    errno = why;
    return 0;
}

static size_t next_utf16le(const uint8_t *p, size_t n, uint32_t *out)
{
    if (n < 2)
        return none(EINVAL);
    uint32_t unit = p[0] | (uint32_t)p[1] << 8, low;
    if (unit < 0xD800 || unit > 0xDFFF) {
        *out = unit;
        return 2;
    }
    if (unit > 0xDBFF)
        return none(EILSEQ);
    if (n < 4)
        return none(EINVAL);
    low = p[2] | (uint32_t)p[3] << 8;
    if (low < 0xDC00 || low > 0xDFFF)
        return none(EILSEQ);
    *out = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

static struct decoder {
    const char *from;
    next_char *next;
} decoders[] = {{"LATIN1", next_latin1}, {"UTF-16LE", next_utf16le}};

iconv_t __wrap_iconv_open(const char *to, const char *from)
{
    for (size_t i = 0; i < COUNT_OF(decoders); i++)
        if (strcmp(to, "UTF-8") == 0 && strcmp(from, decoders[i].from) == 0)
            return &decoders[i];
    errno = EINVAL;
    return (iconv_t)-1;
}

int __wrap_iconv_close(iconv_t cd)
{
    (void)cd; /* a row of the table */
    return 0;
}

/* Moves one character, by way of a buf; its bytes, or 0 with errno set when it stays. */
static size_t move_char(const struct decoder *d, struct buf *one, char *in, size_t in_n,
                        char *out, size_t out_n)
{
    uint32_t c;
    size_t used = d->next((const uint8_t *)in, in_n, &c);

    buf_clear(one);
    if (used == 0)
        return 0;
    utf8_put(one, c);
    if (one->n > out_n)
        return none(E2BIG);
    memcpy(out, buf_cstr(one), one->n);
    return used;
}

size_t __wrap_iconv(iconv_t cd, char **in, size_t *in_n, char **out, size_t *out_n)
{
    struct buf one = BUF_INIT(4);
    size_t used = 1;

    while (in && *in && *in_n > 0) { /* without input: back to the start, where it always is */
        used = move_char(cd, &one, *in, *in_n, *out, *out_n);
        if (used == 0)
            break;
        *in += used, *in_n -= used;
        *out += one.n, *out_n -= one.n;
    }
    buf_done(&one);
    return used > 0 ? 0 : (size_t)-1;
}
