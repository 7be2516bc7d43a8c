/* test_enc.c - Chinese in the encoding of old Chinese firmware. */
#include "tests/support/check.h"

#include "base/enc.h"

static void check_chinese(const char *bytes, const char *want)
{
    struct buf out = BUF_INIT(4096);

    buf_puts(&out, ">");
    bool ok = enc_chinese(str_of(bytes), &out);
    check_str(buf_str(&out), want ? want : ">");
    assert_int_equal(ok, want != NULL);
    buf_done(&out);
}

static void test_gbk_becomes_chinese(void **state)
{
    (void)state;
    check_chinese("\xC1\xAA\xCF\xEB", ">联想");
    check_chinese("\xB3\xA4\xB3\xC7 PC-1", ">长城 PC-1");
    check_chinese("\xD4\xDA\xA3\xA8\x81\x30\x89\x38\xA3\xA9",
                  NULL); /* four bytes, but no CJK */
}

static void test_what_only_might_be_gbk_is_left_alone(void **state)
{
    (void)state;
    check_chinese("", NULL);
    check_chinese("plain ASCII", NULL);
    check_chinese("\xE8\x81\x94\xE6\x83\xB3", NULL); /* UTF-8 */
    check_chinese("Intel\xAE Core", NULL);           /* Latin-1 */
    check_chinese("\xFF\xFF\xFF\xFF", NULL);
    check_chinese("\xC1\xAA\xCF", NULL); /* cut */
    check_chinese("\xC1\xAA\x1B[2J", NULL);
    check_chinese("\x81\x40\x81\x41", NULL); /* rare ones alone prove nothing */
}

static void check_utf16(const char *bytes, size_t n, const char *want)
{
    struct buf out = BUF_INIT(256);

    enc_utf16le((struct str){bytes, n}, &out);
    check_str(buf_str(&out), want);
    buf_done(&out);
}

static void test_utf16_becomes_utf8_up_to_its_end(void **state)
{
    (void)state;
    check_utf16("A\0-N\0\0B\0", 8, "A中");
    check_utf16("\x3d\xd8\x00\xde", 4, "😀");
    check_utf16("", 0, "");
}

static void test_broken_utf16_is_marked(void **state)
{
    (void)state;
    check_utf16("\x3d\xd8"
                "A\0",
                4,
                "\xEF\xBF\xBD"
                "A");
    check_utf16("A\0B", 3, "A\xEF\xBF\xBD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gbk_becomes_chinese),
        cmocka_unit_test(test_what_only_might_be_gbk_is_left_alone),
        cmocka_unit_test(test_utf16_becomes_utf8_up_to_its_end),
        cmocka_unit_test(test_broken_utf16_is_marked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
