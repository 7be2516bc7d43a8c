/* encoding_guess.c - byte order mark, NUL parity, rhythm of newlines, planes of characters. */
#include "redact/encoding.h"

#include <string.h>

#include "redact/encoding_char.h"

/* UTF-16 by NULs: in a fifth of the units at one side, at the other a twentieth of those. */
#define NUL_SHARE 5
#define NUL_OTHER 20
#define SMALLEST 4      /* bytes that may be UTF-16 without a mark */
#define GOOD_PERCENT 90 /* units that Chinese logs are made of */
#define CHINESE_BYTES \
    (8 * 1024)            /* that are enough to tell whether they are Chinese in GB18030 */
#define LINES_ENOUGH 64   /* of one sort, of those that can be nothing else */
#define COMMON_PERCENT 70 /* two-byte characters of GB2312 in Chinese text */

static const struct mark {
    enum encoding encoding;
    const char *bytes;
    size_t n;
} marks[] = {
    {ENCODING_UTF8, "\xef\xbb\xbf", 3},
    {ENCODING_UTF16LE, "\xff\xfe", 2},
    {ENCODING_UTF16BE, "\xfe\xff", 2},
};

static bool is_whole(size_t run, size_t n, bool whole)
{
    return run == n || (!whole && n - run < CHAR_BYTES_MAX);
}

struct units {             /* read as UTF-16 of one byte order */
    size_t n, good, pairs; /* pairs: of two ASCII bytes, which 8-bit text is made of */
};

static bool is_good(unsigned u)
{
    return (u >= 0x20 && u < 0x7f) || u == '\n' || u == '\r' || u == '\t' ||
           (u >= 0x3000 && u <= 0x303f) || (u >= 0x4e00 && u <= 0x9fa5) ||
           (u >= 0xff00 && u <= 0xffef) || (u >= 0x2010 && u <= 0x2027);
}

static struct units count_units(const uint8_t *p, size_t n, bool big)
{
    struct units u = {.n = n / 2};

    for (size_t i = 0; i + 1 < n; i += 2) {
        unsigned unit =
            big ? (unsigned)(p[i] << 8 | p[i + 1]) : (unsigned)(p[i + 1] << 8 | p[i]);
        u.good += is_good(unit);
        u.pairs += p[i] >= ' ' && p[i] < 0x7f && p[i + 1] >= ' ' && p[i + 1] < 0x7f;
    }
    return u;
}

static bool by_nuls(const uint8_t *p, size_t n, enum encoding *out)
{
    size_t nuls[2] = {0, 0};

    if (n < SMALLEST || !memchr(p, 0, n))
        return false;
    for (size_t i = 0; i < n; i++)
        nuls[i & 1] += p[i] == 0;
    for (int side = 0; side < 2; side++)
        if (nuls[side] * NUL_SHARE * 2 >= n && nuls[!side] * NUL_OTHER <= nuls[side]) {
            *out = side ? ENCODING_UTF16LE : ENCODING_UTF16BE;
            return true;
        }
    return false;
}

struct gb_count {
    size_t broken, common, rare;
};

static struct gb_count count_gb(const uint8_t *p, size_t n)
{
    struct gb_count count = {0, 0, 0};

    for (size_t i = ascii_run(p, n); i < n; i += ascii_run(p + i, n - i)) {
        uint32_t c;
        size_t more = gb_get(p + i, n - i, &c);

        count.broken += more == 0;
        count.common += more == 2 && gb_is_common(p + i);
        count.rare += more == 4 || (more == 2 && !gb_is_common(p + i));
        i += more ? more : 1;
    }
    return count;
}

static bool is_chinese_gb(const uint8_t *p, size_t n)
{
    struct gb_count count = count_gb(p, n);

    return count.broken <= 1 &&
           count.common * 100 >= (count.common + count.rare) * COMMON_PERCENT;
}

/* Hardly a NUL, as in dense Chinese: what the units are, when 8-bit text it is not. */
static bool by_units(const uint8_t *p, size_t n, enum encoding *out)
{
    size_t some = n < CHINESE_BYTES ? n : CHINESE_BYTES;

    if (n < SMALLEST || (!memchr(p, 0, n) && (is_whole(utf8_run(p, n), n, n < ENCODING_SNIFF) ||
                                              is_chinese_gb(p, some))))
        return false;
    struct units little = count_units(p, n, false), big = count_units(p, n, true);
    const struct units *best = big.good > little.good ? &big : &little;
    if (best->good * 100 < best->n * GOOD_PERCENT || best->pairs * 2 > best->n)
        return false;
    *out = best == &big ? ENCODING_UTF16BE : ENCODING_UTF16LE;
    return true;
}

/* ---- 8-bit lines --------------------------------------------------------------------------*/

struct count { /* of a line that is not all well-formed UTF-8 */
    size_t broken, wide;
};

/* Characters of three bytes and more: in well-formed UTF-8 they are hardly ever an accident. */
static bool has_wide(const uint8_t *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        i += ascii_run(p + i, n - i);
        if (i < n && p[i] >= 0xe0)
            return true;
    }
    return false;
}

#define BLOCK 32

struct seen { /* of leads with bytes behind them that may follow one; of bytes beyond ASCII */
    uint8_t wide, two, high;
};

/* p[i + 2] is read. Nothing but comparisons: the compiler makes vectors of a loop of them. */
static inline void see(struct seen *seen, const uint8_t *p, size_t i)
{
    uint8_t more = (p[i + 1] & 0xc0) == 0x80;
    uint8_t wide = (p[i] >= 0xe0) & more & ((p[i + 2] & 0xc0) == 0x80);
    uint8_t two = (p[i] >= 0xc2) & (p[i] < 0xe0) & more;

    seen->wide = (uint8_t)(seen->wide + wide);
    seen->two = (uint8_t)(seen->two + two);
    seen->high = (uint8_t)(seen->high + (p[i] >= 0x80));
}

/* What count_utf8() would say, quickly: no fewer wide ones and no more broken bytes than it. */
static struct count estimate_utf8(const uint8_t *p, size_t n)
{
    size_t wide = 0, two = 0, high = 0, i = 0;

    while (i + 2 < n) {
        struct seen seen = {0, 0, 0};
        if (n - i >= BLOCK + 2)
            for (size_t k = 0; k < BLOCK; k++)
                see(&seen, p + i, k);
        else
            for (size_t k = 0; k < BLOCK && i + k + 2 < n; k++)
                see(&seen, p + i, k);
        wide += seen.wide;
        two += seen.two;
        high += seen.high;
        i += BLOCK;
    }
    size_t whole = 4 * wide + 2 * two;
    return (struct count){high > whole ? high - whole : 0, wide};
}

static struct count count_utf8(const uint8_t *p, size_t n)
{
    struct count count = {0, 0};

    for (size_t i = ascii_run(p, n); i < n; i += ascii_run(p + i, n - i)) {
        size_t more = utf8_one(p + i, n - i);

        count.wide += more > 2;
        count.broken += more == 0;
        i += more ? more : 1;
    }
    return count;
}

/* Nothing but characters of GB2312's first level, two in a row: Chinese that happens to be
 * well-formed UTF-8 too. */
static bool reads_chinese(const uint8_t *p, size_t n)
{
    bool row = false;

    for (size_t i = 0; i < n;) {
        size_t start = i += ascii_run(p + i, n - i);
        for (; i + 1 < n && p[i] >= 0xb0 && p[i] <= 0xd7 && p[i + 1] >= 0xa1; i += 2)
            row = row || i > start;
        if (i == start && i < n)
            return false;
    }
    return row;
}

/* A line of UTF-8 with a character cut in half is often well-formed GB18030. Whole characters
 * beside few broken bytes tell, or that it would be strange Chinese: then its ASCII is scanned. */
static bool is_cut_utf8(const struct count *utf8, const struct gb_count *gb, enum encoding file)
{
    if (gb->rare + gb->broken > gb->common && (utf8->wide > 0 || file != ENCODING_GB18030))
        return true;
    return utf8->wide >= utf8->broken && utf8->wide > (file == ENCODING_UTF8 ? 0 : 1);
}

static bool is_hardly_utf8(struct count utf8)
{
    return utf8.wide < 2 || utf8.wide * 2 < utf8.broken;
}

enum encoding encoding_of_line(const uint8_t *p, size_t n, bool whole, enum encoding file,
                               bool *sure)
{
    *sure = false;
    if (is_whole(utf8_run(p, n), n, whole)) {
        *sure = has_wide(p, n);
        if (*sure || !is_whole(gb_run(p, n), n, whole))
            return ENCODING_UTF8;
        bool chinese =
            file == ENCODING_GB18030 || (file == ENCODING_ANY8 && reads_chinese(p, n));
        return chinese ? ENCODING_GB18030 : ENCODING_UTF8;
    }
    if (file == ENCODING_GB18030 && is_hardly_utf8(estimate_utf8(p, n)))
        return ENCODING_GB18030;
    struct count utf8 = count_utf8(p, n);
    if (file == ENCODING_GB18030 && is_hardly_utf8(utf8))
        return ENCODING_GB18030;
    struct gb_count chinese = count_gb(p, n);
    if (is_cut_utf8(&utf8, &chinese, file))
        return ENCODING_UTF8;
    bool gb = is_whole(gb_run(p, n), n, whole);
    *sure = gb && chinese.common > 1 + chinese.rare;
    return gb || chinese.broken < utf8.broken ? ENCODING_GB18030 : ENCODING_UTF8;
}

/* What most of the lines are that can be nothing else; so many of one sort and none of the other are
 * enough. */
static enum encoding by_lines(const uint8_t *p, size_t n)
{
    size_t lines[2] = {0, 0};

    while (n && !(lines[0] >= LINES_ENOUGH && !lines[1]) &&
           !(lines[1] >= LINES_ENOUGH && !lines[0])) {
        const uint8_t *end = memchr(p, '\n', n);
        size_t line = end ? (size_t)(end - p) + 1 : n;
        bool sure;
        enum encoding e = encoding_of_line(p, line, end != NULL, ENCODING_ANY8, &sure);
        lines[e] += sure;
        p += line;
        n -= line;
    }
    if (lines[ENCODING_UTF8] == lines[ENCODING_GB18030])
        return ENCODING_ANY8;
    return lines[ENCODING_UTF8] > lines[ENCODING_GB18030] ? ENCODING_UTF8 : ENCODING_GB18030;
}

struct encoding_guess encoding_guess(const uint8_t *p, size_t n)
{
    struct encoding_guess guess = {ENCODING_ANY8, 0};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (n >= marks[i].n && memcmp(p, marks[i].bytes, marks[i].n) == 0)
            return (struct encoding_guess){marks[i].encoding, marks[i].n};
    if (!by_nuls(p, n, &guess.encoding) && !ascii_only(p, n) &&
        !by_units(p, n, &guess.encoding))
        guess.encoding = by_lines(p, n);
    return guess;
}
