/* encoding_escape.c - a quick look for what may be an escape, then one reader a kind. */
#include "redact/encoding_escape.h"

#include <string.h>

#include "redact/chars.h"
#include "redact/encoding_char.h"
#include "redact/encoding_trail.h"

#define BLOCK 64
#define NO_CHAR 0xffffffffu

/* Nothing but comparisons and no branch: the compiler makes vectors of them. */
static uint8_t is_sign(uint8_t c)
{
    return (uint8_t)((c == '\\') | (c == '&') | (c == '%'));
}

static uint8_t may_begin(uint8_t a, uint8_t b)
{
    return (uint8_t)(((a == '\\') & ((b == 'u') | (b == 'x'))) | ((a == '&') & (b == '#')) |
                     ((a == '%') & (b >= '2')));
}

static bool has_sign(const uint8_t *p) /* BLOCK bytes */
{
    uint8_t any = 0;

    for (size_t i = 0; i < BLOCK; i++)
        any |= is_sign(p[i]);
    return any;
}

static bool may_begin_in(const uint8_t *p) /* BLOCK + 1 bytes */
{
    uint8_t any = 0;

    for (size_t i = 0; i < BLOCK; i++)
        any |= may_begin(p[i], p[i + 1]);
    return any;
}

size_t escape_find(const uint8_t *p, size_t i, size_t n)
{
    while (n - i > BLOCK && !(has_sign(p + i) && may_begin_in(p + i)))
        i += BLOCK;
    for (; i + 1 < n; i++)
        if (may_begin(p[i], p[i + 1]))
            return i;
    return i < n && is_sign(p[i]) ? i : n;
}

/* ---- numbers ------------------------------------------------------------------------------*/

static uint32_t hex_of(const uint8_t *p, size_t digits)
{
    uint32_t v = 0;

    for (size_t i = 0; i < digits; i++) {
        if (!is_hex(p[i]))
            return NO_CHAR;
        v = v << 4 | hex_value(p[i]);
    }
    return v;
}

static bool is_high(uint32_t c)
{
    return c >= 0xd800 && c <= 0xdbff;
}

static bool is_low(uint32_t c)
{
    return c >= 0xdc00 && c <= 0xdfff;
}

static bool is_text(uint32_t c)
{
    return c >= 0xa0 && c <= 0x10ffff && !is_high(c) && !is_low(c);
}

/* ---- \u5f20, \\u5f20 ----------------------------------------------------------------------*/

struct spelling {
    const uint8_t *p;
    size_t n;
    size_t slashes; /* 1, or 2 in JSON inside JSON */
};

static uint32_t unit_at(const struct spelling *s, size_t at)
{
    size_t need = s->slashes + 5;

    if (s->n < need || at > s->n - need || memcmp(s->p + at, "\\\\", s->slashes) != 0 ||
        s->p[at + s->slashes] != 'u')
        return NO_CHAR;
    return hex_of(s->p + at + s->slashes + 1, 4);
}

static bool stays_with(uint8_t before)
{
    return is_alnum(before) || before == '_' || before == ':' || before == '.' ||
           before == ')' || before == '\\';
}

static bool read_u(const struct spelling *s, uint8_t before, bool behind_one,
                   struct escape *out)
{
    size_t unit = s->slashes + 5;
    uint32_t c = unit_at(s, out->at), next = unit_at(s, out->at + unit);

    out->n = unit;
    if (is_high(c) && is_low(next)) {
        c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
        out->n = 2 * unit;
        behind_one = true; /* that is no path */
    }
    out->c = c;
    if (c < 0x80)
        return c && strchr("&<>'=+@/", (int)c); /* what encoders of HTML-safe JSON spell */
    return c != NO_CHAR && is_text(c) && (behind_one || next != NO_CHAR || !stays_with(before));
}

/* ---- bytes: %E5%BC%A0, \xe5\xbc\xa0 -------------------------------------------------------*/

static bool bytes_at(const uint8_t *p, size_t n, const char *prefix, size_t count,
                     uint8_t *bytes)
{
    size_t prefix_n = strlen(prefix), step = prefix_n + 2;

    if (n < count * step)
        return false;
    for (size_t i = 0; i < count; i++, p += step) {
        uint32_t v = memcmp(p, prefix, prefix_n) == 0 ? hex_of(p + prefix_n, 2) : NO_CHAR;
        if (v == NO_CHAR)
            return false;
        bytes[i] = (uint8_t)v;
    }
    return true;
}

static bool is_spelled_mark(uint8_t c)
{
    return c >= ' ' && c < 0x7f && !is_alnum(c) && c != '"' && c != '%' && c != '_';
}

static bool read_bytes(const uint8_t *p, size_t n, const char *prefix, struct escape *out)
{
    size_t step = strlen(prefix) + 2;
    uint8_t bytes[CHAR_BYTES_MAX];

    if (!bytes_at(p, n, prefix, 1, bytes))
        return false;
    out->n = step;
    out->c = bytes[0];
    if (bytes[0] < 0x80)
        return is_spelled_mark(bytes[0]);
    for (size_t count = 2; count <= CHAR_BYTES_MAX; count++)
        if (bytes_at(p, n, prefix, count, bytes) && utf8_run(bytes, count) == count &&
            utf8_get(bytes, &out->c) == count) {
            out->n = count * step;
            return is_text(out->c);
        }
    out->n = 2 * step;
    return bytes_at(p, n, prefix, 2, bytes) && gb_is_common(bytes) &&
           gb_get(bytes, 2, &out->c) == 2;
}

/* ---- &#24352; &#x5f20; --------------------------------------------------------------------*/

static bool read_entity(const uint8_t *p, size_t n, struct escape *out)
{
    bool hex = n > 2 && (p[2] | 0x20) == 'x';
    size_t i = hex ? 3 : 2, first = i;
    uint32_t c = 0;

    for (; i < n && i - first < 7 && (hex ? is_hex(p[i]) : is_digit(p[i])); i++)
        c = c * (hex ? 16 : 10) + hex_value(p[i]);
    out->n = i + 1;
    out->c = c;
    return i > first && i < n && p[i] == ';' && (is_text(c) || (c < 0x80 && c >= ' '));
}

bool escape_at(const uint8_t *p, size_t from, size_t x, size_t n, uint8_t before,
               bool behind_one, struct escape *out)
{
    out->at = x;
    if (x + 1 >= n)
        return false;
    switch (p[x]) {
    case '%':
        return read_bytes(p + x, n - x, "%", out);
    case '&':
        return read_entity(p + x, n - x, out);
    default:
        if (p[x + 1] == 'x')
            return read_bytes(p + x, n - x, "\\x", out);
        bool two = x > from && p[x - 1] == '\\';
        struct spelling s = {p, n, two ? 2 : 1};
        out->at = x - two;
        return read_u(&s, out->at ? p[out->at - 1] : before, behind_one && out->at == from,
                      out);
    }
}
