/* utf8.c - the only place that knows utf8proc. */
#include "base/utf8.h"

#include <utf8proc.h>

#include <stdlib.h>

#define REPLACEMENT 0xFFFD

/* Bytes of the character at s.p, which is not empty; 0 when the sequence is broken. */
static size_t decode(struct str s, uint32_t *code_point)
{
    utf8proc_int32_t c;

    if ((unsigned char)s.p[0] < 0x80) {
        *code_point = (unsigned char)s.p[0];
        return 1;
    }
    utf8proc_ssize_t n = s.n < 4 ? (utf8proc_ssize_t)s.n : 4;
    n = utf8proc_iterate((const utf8proc_uint8_t *)s.p, n, &c);
    if (n <= 0)
        return 0;
    *code_point = (uint32_t)c;
    return (size_t)n;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    uint32_t c = REPLACEMENT;
    size_t n = *at < s.n ? decode(str_sub(s, *at, s.n), &c) : 0;

    *at += n > 0 ? n : 1;
    return c;
}

void utf8_put(struct buf *out, uint32_t code_point)
{
    utf8proc_uint8_t bytes[4];

    if (!utf8proc_codepoint_valid((utf8proc_int32_t)code_point))
        code_point = REPLACEMENT;
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
    buf_add(out, bytes, (size_t)n);
}

size_t utf8_bad_at(struct str s)
{
    size_t at = 0;

    while (at < s.n && s.p[at] != '\0') {
        uint32_t c;
        size_t n = decode((struct str){s.p + at, s.n - at}, &c);
        if (n == 0)
            break;
        at += n;
    }
    return at;
}

bool utf8_is_valid(struct str s)
{
    return utf8_bad_at(s) == s.n;
}

int utf8_char_cols(uint32_t code_point)
{
    if (code_point < 0x80)
        return 1;
    int cols = utf8proc_charwidth((utf8proc_int32_t)code_point);
    if (cols > 0)
        return cols;
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_CC: /* what is no character still takes the place it is shown in */
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return 1;
    default:
        return 0;
    }
}

size_t utf8_cols(struct str s)
{
    size_t cols = 0;

    for (size_t at = 0; at < s.n;)
        cols += (size_t)utf8_char_cols(utf8_next(s, &at));
    return cols;
}

struct str utf8_cut(struct str s, size_t cols)
{
    size_t end = 0;

    for (size_t at = 0; at < s.n; end = at) {
        size_t wide = (size_t)utf8_char_cols(utf8_next(s, &at));
        if (wide > cols)
            break;
        cols -= wide;
    }
    return str_sub(s, 0, end);
}

/* Marks that must not begin a row: Chinese closing punctuation. */
static bool is_closing(uint32_t ch)
{
    static const uint32_t closing[] = {0x3001, 0x3002, 0x300D, 0xFF01, 0xFF09,
                                       0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F};

    for (size_t i = 0; i < COUNT_OF(closing); i++)
        if (ch == closing[i])
            return true;
    return false;
}

struct str utf8_line(struct str text, size_t cols)
{
    struct str fit = utf8_cut(text, cols);
    size_t at = 0, best = 0;
    uint32_t before = 0;

    if (fit.n == text.n)
        return fit;
    while (at <= fit.n && at < text.n) {
        size_t here = at;
        uint32_t ch = utf8_next(text, &at);
        bool is_wide = utf8_char_cols(ch) == 2 || utf8_char_cols(before) == 2;

        if (here > 0 && (ch == ' ' || (is_wide && before != ' ' && !is_closing(ch))))
            best = here;
        else if (here > 0 && before == ' ')
            best = here;
        before = ch;
    }
    return best ? str_sub(text, 0, best) : fit;
}

uint32_t utf8_fold_width(uint32_t c)
{
    static const struct {
        uint32_t from;
        uint32_t to;
    } forms[] = {
        {0x3000, ' '}, {0x3001, ','}, {0x3002, '.'}, {0xFF61, '.'}, {0xFF64, ','},
        {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2014, '-'},
        {0x2015, '-'}, {0x2212, '-'}, {0x2500, '-'},
    };

    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFF01 + '!';
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        if (forms[i].from == c)
            return forms[i].to;
    return c;
}

static bool fold_ascii(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    char *to = buf_room(out, s.n);
    if (!to)
        return true;
    for (size_t i = 0; i < s.n; i++)
        to[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
    buf_grew(out, s.n);
    return true;
}

void utf8_fold(struct str s, struct buf *out)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                      UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    struct buf whole = BUF_INIT(out->max <= SIZE_MAX / 3 ? out->max * 3 : out->max);
    utf8proc_uint8_t *folded = NULL;

    if (fold_ascii(s, out))
        return;
    for (size_t at = 0; at < s.n;) /* broken bytes become U+FFFD: utf8proc takes none */
        utf8_put(&whole, utf8_next(s, &at));
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)buf_cstr(&whole),
                                      (utf8proc_ssize_t)whole.n, &folded, options);
    if (buf_failed(&whole) || n < 0)
        out->failed = true;
    else
        buf_add(out, folded, (size_t)n);
    free(folded);
    buf_done(&whole);
}

bool utf8_may_act(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: /* bidi controls, zero-width joiners, tags */
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default: /* fillers and variation selectors, invisible though letters and marks by name */
        return utf8proc_get_property((utf8proc_int32_t)c)->ignorable;
    }
}

void utf8_visible(struct str s, struct buf *out)
{
    for (size_t at = 0; at < s.n;) {
        struct str rest = {s.p + at, s.n - at};
        uint32_t c;
        size_t n = decode(rest, &c);
        if (n == 0) {
            buf_printf(out, "<%02X>", (unsigned)(unsigned char)rest.p[0]);
            n = 1;
        } else if (utf8_may_act(c)) {
            buf_printf(out, "<U+%04X>", (unsigned)c);
        } else {
            buf_add(out, rest.p, n);
        }
        at += n;
    }
}
