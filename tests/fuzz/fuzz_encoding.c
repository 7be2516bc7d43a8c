/* fuzz_encoding.c - bytes as text of any encoding: seen alike in any pieces, and back again. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "redact/encoding.h"
#include "redact/encoding_char.h"

#define OUT_MAX (64 * 1024 * 1024)
#define UNMARKED 9 /* seeds that are told by what they are */

struct trip {
    struct codec *codec;
    struct buf seen, back;
    bool good;
};

static void on_text(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(&((struct trip *)ctx)->seen, p, n);
}

/* A few words are known: what is doubtful in GB18030 and UTF-16 depends on them. */
static size_t knows(void *ctx, const uint8_t *p, size_t x, size_t n)
{
    static const struct str words[] = {STR("zhangsan"), STR("pc7"), STR("\xe5\xbc\xa0")};

    (void)ctx;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts(str_sub((struct str){(const char *)p, n}, x, n), words[i].p))
            return words[i].n;
    return 0;
}

static void run(struct trip *t, const uint8_t *data, size_t n, size_t step, size_t back_step)
{
    *t = (struct trip){NULL, BUF_INIT(OUT_MAX), BUF_INIT(OUT_MAX), true};
    t->codec = codec_new(false, on_text, t);
    codec_ask(t->codec, knows, NULL);
    for (size_t at = 0; t->good && at < n;) {
        size_t room, part = n - at < step ? n - at : step;
        uint8_t *to = codec_room(t->codec, &room);
        FUZZ_REQUIRE(room > 0);
        part = part < room ? part : room;
        memcpy(to, data + at, part);
        t->good = codec_filled(t->codec, part);
        at += part;
    }
    t->good = t->good && codec_end(t->codec);
    for (size_t at = 0; t->good && at < t->seen.n; at += back_step) {
        struct str part = str_sub(buf_str(&t->seen), at, back_step);
        codec_keep(t->codec, (const uint8_t *)part.p, part.n, &t->back);
    }
    if (t->good)
        codec_finish(t->codec, &t->back);
}

static void done(struct trip *t)
{
    codec_free(t->codec);
    buf_done(&t->seen);
    buf_done(&t->back);
}

/* Of any encoding, as nobody says which. */
static void check_trips(const uint8_t *data, size_t n)
{
    struct trip whole, pieces;
    size_t step = n ? 1 + data[n / 2] : 1;

    run(&whole, data, n, SIZE_MAX, SIZE_MAX / 2);
    run(&pieces, data, n, step, 1 + step / 3);
    FUZZ_REQUIRE(whole.good == pieces.good);
    if (whole.good) {
        FUZZ_REQUIRE(utf8_is_valid(buf_str(&whole.seen)));
        FUZZ_REQUIRE(str_eq(buf_str(&whole.seen), buf_str(&pieces.seen)));
        FUZZ_REQUIRE(str_eq(buf_str(&whole.back), (struct str){(const char *)data, n}));
        FUZZ_REQUIRE(str_eq(buf_str(&pieces.back), (struct str){(const char *)data, n}));
        FUZZ_REQUIRE(codec_at(pieces.codec) == n);
    }
    done(&whole);
    done(&pieces);
}

/* Runs are made of the characters that one() finds, and end where it finds none. */
static void check_run(size_t (*run_of)(const uint8_t *p, size_t n),
                      size_t (*one)(const uint8_t *p, size_t n), const uint8_t *data, size_t n)
{
    size_t at = 0, got;

    while (at < n && (got = one(data + at, n - at)) > 0)
        at += got;
    FUZZ_REQUIRE(run_of(data, n) == at);
}

static size_t gb_one(const uint8_t *p, size_t n)
{
    uint32_t c;

    return gb_get(p, n, &c);
}

/* GB18030 in runs is GB18030 a character at a time, there and back. */
static void check_gb(const uint8_t *data, size_t n)
{
    uint8_t *utf8 = mem_new(3 * n + 1), *back = mem_new(6 * n + 1);
    size_t at = 0, utf8_n = 0, wide = 0, got = 0;
    struct gb_run run;

    gb_decode(data, n, utf8, &run);
    for (uint32_t c; at < run.n; at += got) {
        uint8_t one[CHAR_BYTES_MAX];

        got = gb_get(data + at, run.n - at, &c);
        size_t one_n = utf8_set(c, one);
        FUZZ_REQUIRE(got && utf8_n + one_n <= run.utf8_n);
        FUZZ_REQUIRE(memcmp(utf8 + utf8_n, one, one_n) == 0);
        utf8_n += one_n;
        wide += got > 1;
    }
    FUZZ_REQUIRE(utf8_n == run.utf8_n && wide == run.wide);
    FUZZ_REQUIRE(run.n + run.doubt <= n &&
                 (run.doubt || run.n == n || !gb_one(data + run.n, n - run.n)));
    FUZZ_REQUIRE(gb_encode(utf8, run.utf8_n, back) == run.n);
    FUZZ_REQUIRE(memcmp(back, data, run.n) == 0);
    free(utf8);
    free(back);
}

/* The first byte says what stands before the rest, so that each decoder has its share. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct str before[] = {
        STR(""),
        STR("\xef\xbb\xbf"),
        STR("\xff\xfe"),
        STR("\xfe\xff"),
        STR("\xd5\xc5\xc8\xfd\xd5\xc5\xc8\xfd\n\xd5\xc5\xc8\xfd\xd5\xc5\xc8\xfd\n"),
    };

    if (n == 0)
        return 0;
    struct str head = before[data[0] % COUNT_OF(before)];
    uint8_t *text = mem_new(head.n + n);

    memcpy(text, head.p, head.n);
    memcpy(text + head.n, data + 1, n - 1);
    check_trips(text, head.n + n - 1);
    check_run(utf8_run, utf8_one, data + 1, n - 1);
    check_run(gb_run, gb_one, data + 1, n - 1);
    check_gb(data + 1, n - 1);
    free(text);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const struct str texts[] = {
        STR("plain text\r\r\nof two lines\n"),
        STR("\xef\xbb\xbf\xe5\xbc\xa0\xe4\xb8\x89 came\r\n"),
        STR("\xff\xfe"
            "a\0 \0\x20\x5f\x09\x4e\r\0\n\0\x3d\xd8\x00\xde"),
        STR("\xfe\xff\0a\0 \x5f\x20\x4e\x09\0\n"),
        STR("l\0o\0g\0 \0\x20\x5f\x09\x4e\n\0l\0o\0g\0"),
        STR("\xd5\xc5\xc8\xfd came\n\xe5\xbc\xa0\xe4\xb8\x89 went\n\x81\x30\x81\x30\n"),
        STR("{\"n\":\"\\u5f20\\u4e09\",\"q\":\"%E5%BC%A0%D5%C5\"} \\xe5\\xbc\\xa0 "
            "&#x5f20;&#20013;\n"),
        STR("{\\\"n\\\":\\\"\\\\u5f20\\\\ud83d\\\\ude00\\\"} \\x3a C:\\Users\\u512345 100%\n"),
        STR("cut \xe5\xbc and more \xe5\xbc\xa0\xe4\xb8\x89 and a line that is long enough\n"),
        /* behind nothing, and behind each mark */
        STR("\xe5zhangsan \xd5\xc5\xc8\xfd\n"),
        STR("\xe5\xbc\xa0\xe4\xb8\x89\n"),
        STR("z\0h\0\x20\x5f\x09\x4e\n\0"),
        STR("\0z\0h\x5f\x20\x4e\x09\0\n"),
        STR("\xe5zhangsan \xd5\xc5\xc8\xfd \x81\x30\x81\x30 \x81\x41\n"),
    };

    if (i >= COUNT_OF(texts))
        return false;
    buf_putc(out, (char)(i < UNMARKED ? 0 : i - UNMARKED));
    buf_add_str(out, texts[i]);
    return true;
}
