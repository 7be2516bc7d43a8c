/* test_encoding.c - what was read in any encoding is written back in it, byte for byte. */
#include "tests/support/check.h"

#include "redact/encoding.h"
#include "redact/encoding_char.h"
#include "tests/support/redact_kit.h"

#define OUT_MAX (64 << 20)

#define ZHANG "\xe5\xbc\xa0\xe4\xb8\x89" /* U+5F20 U+4E09 */
#define ZHANG_GB "\xd5\xc5\xc8\xfd"
#define ZHANG_LE "\x20\x5f\x09\x4e"
#define ZHANG_BE "\x5f\x20\x4e\x09"

/* ---- the codec by itself: everything comes back at once, and what the scanner saw ------------ */

struct trip {
    struct codec *codec;
    struct buf seen, back;
};

static void on_text(void *ctx, const uint8_t *p, size_t n)
{
    struct trip *t = ctx;

    buf_add(&t->seen, p, n);
}

#define KNOWN "zhangsan"

static size_t knows(void *ctx, const uint8_t *p, size_t x, size_t n)
{
    (void)ctx;
    return str_starts(str_sub((struct str){(const char *)p, n}, x, n), KNOWN) ? strlen(KNOWN)
                                                                              : 0;
}

/* In pieces of at most step bytes; the text comes back in pieces of back_step. */
static bool run(struct trip *t, struct str in, size_t step, size_t back_step)
{
    bool good = true;

    *t = (struct trip){NULL, BUF_INIT(OUT_MAX), BUF_INIT(OUT_MAX)};
    t->codec = codec_new(false, on_text, t);
    codec_ask(t->codec, knows, NULL);
    while (good && in.n) {
        size_t room;
        uint8_t *to = codec_room(t->codec, &room);
        struct str part = str_sub(in, 0, step < room ? step : room);

        assert_true(room > 0);
        memcpy(to, part.p, part.n);
        in = str_sub(in, part.n, in.n);
        good = codec_filled(t->codec, part.n);
    }
    good = good && codec_end(t->codec);
    for (size_t at = 0; good && at < t->seen.n; at += back_step) {
        struct str part = str_sub(buf_str(&t->seen), at, back_step);
        codec_keep(t->codec, (const uint8_t *)part.p, part.n, &t->back);
    }
    if (good)
        codec_finish(t->codec, &t->back);
    return good;
}

static void trip_done(struct trip *t)
{
    codec_free(t->codec);
    buf_done(&t->seen);
    buf_done(&t->back);
}

/* The text comes back as it was, and the scanner saw that. */
static void check_trip(struct str in, struct str seen)
{
    static const size_t steps[] = {1, 2, 3, 7, 64, 4096, 1 << 20};

    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        struct trip t;

        assert_true(run(&t, in, steps[i], steps[COUNT_OF(steps) - 1 - i]));
        if (seen.p && !str_eq(buf_str(&t.seen), seen))
            fail_msg("seen \"%.*s\", not \"%.*s\"", STR_ARG(buf_str(&t.seen)), STR_ARG(seen));
        assert_true(str_eq(buf_str(&t.back), in));
        assert_int_equal(codec_at(t.codec), in.n);
        trip_done(&t);
    }
}

#define CHECK_TRIP(in, seen) check_trip(STR(in), STR(seen))

static void test_each_encoding_is_seen_as_utf8_and_comes_back(void **state)
{
    (void)state;
    CHECK_TRIP("", "");
    CHECK_TRIP("plain\r\r\n", "plain\r\r\n");
    CHECK_TRIP("\xef\xbb\xbf" ZHANG "\n", ZHANG "\n");
    CHECK_TRIP("\xef\xbb\xbf", "");
    CHECK_TRIP(ZHANG "\r\n" ZHANG, ZHANG "\r\n" ZHANG);
    CHECK_TRIP("\xff\xfe" ZHANG_LE "\r\0\n\0", ZHANG "\r\n");
    CHECK_TRIP("\xfe\xff" ZHANG_BE "\0\n", ZHANG "\n");
    CHECK_TRIP("\xff\xfe", "");
    CHECK_TRIP("\xff\xfe\x3d\xd8\x00\xde!\0", "\xf0\x9f\x98\x80!"); /* a pair */
    CHECK_TRIP(ZHANG_GB "\n", ZHANG "\n");
    CHECK_TRIP("\x81\x30\x81\x30\x95\x32\x82\x36 " ZHANG_GB, /* four bytes */
               "\xc2\x80\xf0\xa0\x80\x80 " ZHANG);
}

static void test_utf16_without_a_mark_is_told_by_nuls_and_planes(void **state)
{
    (void)state;
    CHECK_TRIP("a\0b\0c\0\r\0\n\0", "abc\r\n");
    CHECK_TRIP("\0a\0b\0c\0\r\0\n", "abc\r\n");
    CHECK_TRIP(ZHANG_LE ZHANG_LE ZHANG_LE ZHANG_LE ZHANG_LE "\n\0",
               ZHANG ZHANG ZHANG ZHANG ZHANG "\n");
    CHECK_TRIP(ZHANG_BE ZHANG_BE ZHANG_BE ZHANG_BE ZHANG_BE "\0\n",
               ZHANG ZHANG ZHANG ZHANG ZHANG "\n");
    CHECK_TRIP(ZHANG_LE "\x87\x65", ZHANG "\xe6\x96\x87"); /* no NUL at all */
    CHECK_TRIP("Bush hid the facts", "Bush hid the facts");
}

static void test_each_line_of_a_mixed_file_is_read_as_what_it_is(void **state)
{
    (void)state;
    CHECK_TRIP("a " ZHANG "\nb " ZHANG_GB "\nc\n", "a " ZHANG "\nb " ZHANG "\nc\n");
    CHECK_TRIP(ZHANG_GB "\n" ZHANG "\n", ZHANG "\n" ZHANG "\n");
    /* C4 A3 C4 A3 is well-formed UTF-8 too; Chinese alone, or after a line that is no UTF-8 */
    CHECK_TRIP("\xc4\xa3\xc4\xa3\n", "\xe6\xa8\xa1\xe6\xa8\xa1\n");
    CHECK_TRIP(ZHANG_GB "\n\xc4\xa3\n", ZHANG "\n\xe6\xa8\xa1\n");
    CHECK_TRIP(ZHANG "\n\xc4\xa3\xc4\xa3\n", ZHANG "\n\xc4\xa3\xc4\xa3\n");
}

static void test_broken_characters_come_back_as_they_were(void **state)
{
    static const char pad[] = "a line of plain text that is long enough for one or two\n";

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        static const struct row {
            struct str broken, seen;
        } rows[] = {
            {{"x\xe5\xbc y " ZHANG "\n", 13},
             {"x" CHAR_BROKEN_UTF8 CHAR_BROKEN_UTF8 " y " ZHANG "\n", 17}},
            {{"x " ZHANG_GB ZHANG_GB "\xd5\n", 12},
             {"x " ZHANG ZHANG CHAR_BROKEN_UTF8 "\n", 18}},
            {{"tail \xff", 6}, {"tail " CHAR_BROKEN_UTF8, 8}},
        };
        struct buf in = BUF_INIT(OUT_MAX), seen = BUF_INIT(OUT_MAX);

        buf_puts(&in, pad);
        buf_add_str(&in, rows[i].broken);
        buf_puts(&seen, pad);
        buf_add_str(&seen, rows[i].seen);
        check_trip(buf_str(&in), buf_str(&seen));
        buf_done(&in);
        buf_done(&seen);
    }
    CHECK_TRIP("\xff\xfe"
               "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0\x00\xd8r\0s",
               "abcdefghijklmnopq" CHAR_BROKEN_UTF8 "r");
}

/* C7 FF is no character of any kind, and looks like Chinese at first. */
static void test_what_is_no_chinese_in_a_line_of_utf8_is_broken(void **state)
{
    (void)state;
    CHECK_TRIP(ZHANG ZHANG
               "\xc7\xff\xc7\xff, and more of it in ASCII, long enough to make it a text\n",
               ZHANG ZHANG CHAR_BROKEN_UTF8 CHAR_BROKEN_UTF8 CHAR_BROKEN_UTF8 CHAR_BROKEN_UTF8
               ", and more of it in ASCII, long enough to make it a text\n");
}

/* E5 7A is U+9345 in GB18030; before "hangsan" the z is seen as what it may be read as. */
static void test_a_character_does_not_swallow_the_beginning_of_a_known_word(void **state)
{
    struct buf in = BUF_INIT(OUT_MAX), seen = BUF_INIT(OUT_MAX);

    (void)state;
    CHECK_TRIP(ZHANG_GB "\xe5zhangwu\n", ZHANG "\xe9\x8d\x85hangwu\n");
    CHECK_TRIP(ZHANG_GB ZHANG_GB "\xe5zhangsan, " ZHANG_GB "\n",
               ZHANG ZHANG CHAR_BROKEN_UTF8 "zhangsan, " ZHANG "\n");
    for (size_t n = 65000; n < 65540; n += 7) { /* at any place of a line in pieces */
        buf_clear(&in);
        buf_clear(&seen);
        while (in.n < n)
            buf_puts(&in, ZHANG_GB), buf_puts(&seen, ZHANG);
        buf_puts(&in, "\xe5zhangsan ");
        buf_puts(&seen, CHAR_BROKEN_UTF8 "zhangsan ");
        while (in.n < 2 * n)
            buf_puts(&in, ZHANG_GB), buf_puts(&seen, ZHANG);
        struct trip t;
        assert_true(run(&t, buf_str(&in), 1 << 20, 1 << 20));
        assert_true(str_eq(buf_str(&t.back), buf_str(&in)));
        assert_true(str_eq(buf_str(&t.seen), buf_str(&seen)));
        trip_done(&t);
    }
    buf_done(&in);
    buf_done(&seen);
}

static void test_what_is_no_text_is_refused(void **state)
{
    static const struct str rows[] = {
        STR("a\0b"),
        STR("12345678\x80"),
        STR("\xff\xfe"
            "a\0\0\0b\0"),          /* U+0000 */
        STR("\xff\xfe\0\0a\0\0\0"), /* UTF-32 */
        STR("\xe5\x80 \xe5\x80 \xe5\x80 \xff"),
        STR("\xff\xfe"
            "a\0b\0then eight-bit text of 10.0.0.5 was appended\n"),
        STR("\xff\xfe"
            "a\0b\0zhangsan\n\0"), /* too short to show by its length */
        STR("\xff\xfe"
            "a\0b\0-zhangsan-\n\0"),
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t step = 1; step < 100; step += 9) {
            struct trip t;
            assert_false(run(&t, rows[i], step, 1));
            trip_done(&t);
        }
}

static void test_chinese_that_is_not_gb18030_is_refused(void **state)
{
    struct buf in = BUF_INIT(OUT_MAX); /* Big5: valid codes, but what rare characters */
    struct trip t;

    (void)state;
    for (int i = 0; i < 200; i++)
        buf_puts(&in, "\xa6\x62\xb3\x6f\xb8\xcc \xac\x4f\xa4\x40\xad\xd3\n");
    assert_false(run(&t, buf_str(&in), 100, 1));
    trip_done(&t);
    buf_done(&in);
}

static void test_escapes_are_seen_as_the_characters_they_spell(void **state)
{
    (void)state;
    CHECK_TRIP("{\"n\":\"\\u5f20\\u4E09\"}", "{\"n\":\"" ZHANG "\"}");
    CHECK_TRIP("{\\\"n\\\":\\\"\\\\u5f20\\\\u4e09\\\"}", "{\\\"n\\\":\\\"" ZHANG "\\\"}");
    CHECK_TRIP("?q=%E5%BC%A0%e4%b8%89&x", "?q=" ZHANG "&x");
    CHECK_TRIP("?q=%D5%C5%C8%FD&x", "?q=" ZHANG "&x");
    CHECK_TRIP("b'\\xe5\\xbc\\xa0\\xe4\\xb8\\x89'", "b'" ZHANG "'");
    CHECK_TRIP("&#x5F20;&#19977;", ZHANG);
    CHECK_TRIP("10.0.0.5\\x3a80 a%40b.cn ?a=1\\u0026b", "10.0.0.5:80 a@b.cn ?a=1&b");
    CHECK_TRIP("\\ud83d\\ude00", "\xf0\x9f\x98\x80");
    CHECK_TRIP(ZHANG_GB " \\u5f20\\u4e09", ZHANG " " ZHANG);
    CHECK_TRIP("\xff\xfe\\\0u\0005\0f\0002\0000\0", "\xe5\xbc\xa0");
}

static void test_what_only_looks_like_an_escape_stays(void **state)
{
    static const char *const rows[] = {
        "C:\\Users\\u512345\\x",
        "C:\\Users\\u5123",
        "C:\\x64\\bin",
        "fe80::1%41",
        "100%, %SystemRoot%\\x",
        "\\u0041\\u000a\\u0022",
        "\\ud800 \\ude00",
        "&#0; &#xd800; &#x110000;",
        "&#5f20;",
        "\\u5f2",
        "%",
        "\\",
        "&#",
        "&",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_trip(str_of(rows[i]), str_of(rows[i]));
}

/* Random bytes of a few alphabets: whatever is accepted comes back, in any pieces. */
static void test_random_text_comes_back_and_is_seen_alike_in_any_pieces(void **state)
{
    static const char *const parts[] = {
        ZHANG,
        ZHANG_GB,
        "\xc4\xa3\xc4\xa3",
        "\\u5f20",
        "%E5%BC%A0",
        "\\x3a",
        "a",
        " ",
        "\n",
        "\r\n",
        "\\",
        "%",
        "&#x5f20;",
        "\xe5\xbc",
        "\x81\x30\x81\x30",
        "some longer plain text ",
    };
    uint64_t random = 7;

    (void)state;
    for (int round = 0; round < 400; round++) {
        struct buf in = BUF_INIT(OUT_MAX);
        unsigned n = 1 + redact_kit_random(&random) % 400;
        unsigned kinds = 2 + redact_kit_random(&random) % 15;
        struct trip whole, pieces;

        for (unsigned i = 0; i < n; i++)
            buf_puts(&in, parts[redact_kit_random(&random) % kinds]);
        for (int plain = 0; plain < 40; plain++)
            buf_puts(&in, "some longer plain text\n");
        bool good = run(&whole, buf_str(&in), SIZE_MAX, SIZE_MAX);
        assert_int_equal(run(&pieces, buf_str(&in), 1 + redact_kit_random(&random) % 90, 13),
                         good);
        if (good) {
            assert_true(str_eq(buf_str(&whole.back), buf_str(&in)));
            assert_true(str_eq(buf_str(&pieces.back), buf_str(&in)));
            assert_true(str_eq(buf_str(&pieces.seen), buf_str(&whole.seen)));
        }
        trip_done(&whole);
        trip_done(&pieces);
        buf_done(&in);
    }
}

static void test_a_line_without_end_comes_back(void **state)
{
    struct buf in = BUF_INIT(OUT_MAX);
    struct trip a, b;

    (void)state;
    for (int i = 0; i < 60000; i++)
        buf_puts(&in, i % 7 ? ZHANG_GB : "x");
    assert_true(run(&a, buf_str(&in), 1000, 999));
    assert_true(run(&b, buf_str(&in), SIZE_MAX, 77777));
    assert_true(str_eq(buf_str(&a.back), buf_str(&in)));
    assert_true(str_eq(buf_str(&b.back), buf_str(&in)));
    assert_true(str_eq(buf_str(&a.seen), buf_str(&b.seen)));
    trip_done(&a);
    trip_done(&b);
    buf_done(&in);
}

static void test_every_code_of_gb18030_comes_back_as_itself(void **state)
{
    unsigned known = 0;

    (void)state;
    for (uint32_t c = 1; c <= 0x10ffff; c++) {
        uint8_t bytes[CHAR_BYTES_MAX];
        uint32_t again = 0;
        size_t n = gb_set(c, bytes);

        if (n == 0)
            continue;
        known++;
        assert_int_equal(gb_get(bytes, n, &again), n);
        assert_int_equal(again, c);
    }
    assert_true(known > 1100000); /* all but surrogates, and few that are not clear */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_encoding_is_seen_as_utf8_and_comes_back),
        cmocka_unit_test(test_utf16_without_a_mark_is_told_by_nuls_and_planes),
        cmocka_unit_test(test_each_line_of_a_mixed_file_is_read_as_what_it_is),
        cmocka_unit_test(test_broken_characters_come_back_as_they_were),
        cmocka_unit_test(test_what_is_no_chinese_in_a_line_of_utf8_is_broken),
        cmocka_unit_test(test_a_character_does_not_swallow_the_beginning_of_a_known_word),
        cmocka_unit_test(test_what_is_no_text_is_refused),
        cmocka_unit_test(test_chinese_that_is_not_gb18030_is_refused),
        cmocka_unit_test(test_escapes_are_seen_as_the_characters_they_spell),
        cmocka_unit_test(test_what_only_looks_like_an_escape_stays),
        cmocka_unit_test(test_random_text_comes_back_and_is_seen_alike_in_any_pieces),
        cmocka_unit_test(test_a_line_without_end_comes_back),
        cmocka_unit_test(test_every_code_of_gb18030_comes_back_as_itself),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
