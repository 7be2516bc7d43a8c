/* fuzz_encoding.c - bytes as text of any encoding: seen alike in any pieces, and back again. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "redact/encoding.h"

#define OUT_MAX (64 * 1024 * 1024)

struct trip {
    struct codec *codec;
    struct buf seen, back;
    bool good;
};

static void on_text(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(&((struct trip *)ctx)->seen, p, n);
}

static void run(struct trip *t, const uint8_t *data, size_t n, size_t step, size_t back_step)
{
    *t = (struct trip){NULL, BUF_INIT(OUT_MAX), BUF_INIT(OUT_MAX), true};
    t->codec = codec_new(false, on_text, t);
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
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
    };

    if (i >= COUNT_OF(texts))
        return false;
    buf_add_str(out, texts[i]);
    return true;
}
