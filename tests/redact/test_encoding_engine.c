/* test_encoding_engine.c - texts of every encoding through the engine: redacted alike, written back
 * in their own. */
#include "tests/support/check.h"

#include "redact/encoding.h"
#include "redact/encoding_char.h"
#include "tests/support/redact_kit.h"

#define OUT_MAX (1 << 20)

#define ZHANG "\xe5\xbc\xa0\xe4\xb8\x89" /* U+5F20 U+4E09 */
#define ZHANG_GB "\xd5\xc5\xc8\xfd"

/* The same text in that encoding: iconv-free, by the codec's own way back. */
static void encode(struct str utf8, enum encoding form, struct buf *out)
{
    for (size_t at = 0; at < utf8.n;) {
        uint8_t bytes[CHAR_BYTES_MAX];
        uint32_t c;
        size_t n = utf8_get((const uint8_t *)utf8.p + at, &c);

        if (form == ENCODING_GB18030) {
            buf_add(out, bytes, gb_set(c, bytes));
        } else if (form == ENCODING_UTF8) {
            buf_add(out, utf8.p + at, n);
        } else {
            char unit[2] = {(char)c, (char)(c >> 8)};
            if (form == ENCODING_UTF16BE)
                unit[0] = (char)(c >> 8), unit[1] = (char)c;
            buf_add(out, unit, 2);
        }
        at += n;
    }
}

static const enum encoding forms[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE,
                                      ENCODING_UTF16BE};

static void test_a_text_is_redacted_alike_in_every_encoding(void **state)
{
    static const char text[] =
        "1 " ZHANG " from 10.0.0.5\r\n"
        "2 alpha-pc " ZHANG "\xe9\x97\xae\r\r\n"
        "3 {\"u\":\"\\u5f20\\u4e09\",\"q\":\"%E5%BC%A0%E4%B8%89\"}\n4 \xe5\xae\x8c";
    struct redactor *r = redact_kit_new();
    const char *want;

    (void)state;
    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(r, ENTITY_KEYWORD, ZHANG);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct buf in = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX), again = BUF_INIT(OUT_MAX);
        struct arena *a = arena_new();
        struct scan_result result;
        static struct buf first = BUF_INIT(OUT_MAX);

        encode(STR(text), forms[i], &in);
        struct artifact artifact = redact_kit_artifact(buf_str(&in));
        redact_kit_both(r, &artifact, a, &result, &out);
        assert_int_equal(result.hits[ENTITY_KEYWORD], 4);
        assert_int_equal(result.hits[ENTITY_HOST], 1);
        assert_int_equal(result.hits[ENTITY_IPV4], 1);
        assert_int_equal(result.lines, 4);
        assert_int_equal(result.original_bytes, in.n);
        if (i == 0)
            buf_add_str(&first, buf_str(&out));
        encode(buf_str(&first), forms[i], &again);
        assert_true(str_eq(buf_str(&out), buf_str(&again)));
        want = buf_cstr(&first);
        assert_null(strstr(want, ZHANG));
        assert_null(strstr(want, "5f20"));
        assert_null(strstr(want, "%E5"));
        assert_non_null(strstr(want, "\xe9\x97\xae\r\r\n"));
        arena_free(a);
        buf_done(&in);
        buf_done(&out);
        buf_done(&again);
        if (i + 1 == COUNT_OF(forms))
            buf_done(&first);
    }
    redactor_free(r);
}

/* A path in UTF-8 that another program put into a line of GB18030. */
static void test_a_known_word_in_utf8_goes_from_a_line_of_gb18030(void **state)
{
    static const char hello[] = "\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7"; /* of GB2312 */
    struct buf in = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX);
    struct redactor *r = redact_kit_new();
    struct arena *a = arena_new();
    struct scan_result result;
    size_t at;

    (void)state;
    redact_kit_learn(r, ENTITY_KEYWORD, ZHANG);
    buf_printf(&in, "%s /home/%s/x %s%s\n", hello, ZHANG, hello, hello);
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    redact_kit_both(r, &artifact, a, &result, &out);
    assert_int_equal(result.hits[ENTITY_KEYWORD], 1);
    assert_false(str_find(buf_str(&out), ZHANG, &at));
    assert_true(str_starts(buf_str(&out), "\xc4\xe3\xba\xc3\xca\xc0\xbd\xe7 /home/"));
    arena_free(a);
    redactor_free(r);
    buf_done(&in);
    buf_done(&out);
}

/* The other way round: a program that writes GB18030 appended to a line of UTF-8. */
static void test_a_known_word_in_gb18030_goes_from_a_line_of_utf8(void **state)
{
    static const char before[] = "\xe4\xbd\xa0\xe5\xa5\xbd /home/",
                      behind[] = "/x \xe4\xb8\x96\n";
    struct buf in = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX);
    struct redactor *r = redact_kit_new();
    struct arena *a = arena_new();
    struct scan_result result;

    (void)state;
    redact_kit_learn(r, ENTITY_KEYWORD, ZHANG);
    buf_printf(&in, "%s%s%s", before, ZHANG_GB, behind);
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    redact_kit_both(r, &artifact, a, &result, &out);
    assert_int_equal(result.hits[ENTITY_KEYWORD], 1);
    assert_null(strstr(buf_cstr(&out), ZHANG_GB));
    assert_true(str_starts(buf_str(&out), before));
    assert_true(str_ends(buf_str(&out), behind));
    arena_free(a);
    redactor_free(r);
    buf_done(&in);
    buf_done(&out);
}

/* As when a batch file appends a line to a log of Windows. */
static void test_a_known_word_in_8_bit_text_holds_a_text_of_utf16_back(void **state)
{
    static const struct row {
        const char *word, *appended;
        enum withheld withheld;
    } rows[] = {
        {"zhang", "user zhang\r\n", WITHHELD_ENCODING},
        {"zhang", "users zhang\r\n", WITHHELD_ENCODING},
        {"qiao", "by qiao\r\n", WITHHELD_ENCODING},
        {ZHANG, "/home/" ZHANG "/x\n", WITHHELD_ENCODING},
        {ZHANG, "home/" ZHANG "/x\n", WITHHELD_ENCODING},
        {"zhang", "10.1.2.3\r\n", WITHHELD_ENCODING},
        {"zhang", "password=Kx7Pw\r\n", WITHHELD_ENCODING},
        {"zhang", "\r\n", WITHHELD_NO},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf in = BUF_INIT(OUT_MAX);
        struct redactor *r = redact_kit_new();
        struct arena *a = arena_new();
        struct scan_result result;
        struct err err = ERR_NONE;

        redact_kit_learn(r, ENTITY_KEYWORD, rows[i].word);
        buf_add(&in, "\xff\xfe", 2);
        encode(STR("\xe4\xbd\xa0\xe5\xa5\xbd, \xe4\xb8\x96\r\n"), ENCODING_UTF16LE, &in);
        buf_puts(&in, rows[i].appended);
        struct artifact artifact = redact_kit_artifact(buf_str(&in));
        assert_true(redact_scan(r, &artifact, NULL, a, &result, NULL, &err));
        assert_int_equal(result.withheld, rows[i].withheld);
        arena_free(a);
        redactor_free(r);
        buf_done(&in);
    }
}

static void test_a_dropped_line_of_utf16_keeps_its_end(void **state)
{
    static const char text[] = "keep\r\nsay alpha-pc here\r\r\nkeep\nalpha-pc";
    struct buf in = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX), want = BUF_INIT(OUT_MAX);
    struct redactor *r = redact_kit_new();
    struct arena *a = arena_new();
    struct scan_result result;
    struct err err = ERR_NONE;

    (void)state;
    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    assert_true(redactor_decide(r, ENTITY_HOST, REDACT_DROP_LINE, &err));
    encode(STR(text), ENCODING_UTF16LE, &in);
    encode(STR("keep\r\n[line removed]\r\r\nkeep\n[line removed]"), ENCODING_UTF16LE, &want);
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    redact_kit_both(r, &artifact, a, &result, &out);
    assert_true(str_eq(buf_str(&out), buf_str(&want)));
    buf_done(&in);
    buf_done(&out);
    buf_done(&want);
    arena_free(a);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_text_is_redacted_alike_in_every_encoding),
        cmocka_unit_test(test_a_known_word_in_utf8_goes_from_a_line_of_gb18030),
        cmocka_unit_test(test_a_known_word_in_gb18030_goes_from_a_line_of_utf8),
        cmocka_unit_test(test_a_known_word_in_8_bit_text_holds_a_text_of_utf16_back),
        cmocka_unit_test(test_a_dropped_line_of_utf16_keeps_its_end),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
