/* test_utf8.c - text as people see it. */
#include "tests/support/check.h"

#include "base/utf8.h"

static void check_fold(const char *text, const char *want)
{
    struct buf out = BUF_INIT(1000);

    utf8_fold(str_of(text), &out);
    assert_false(buf_failed(&out));
    check_str(buf_str(&out), want);
    buf_done(&out);
}

static void check_visible(struct str text, const char *want)
{
    struct buf out = BUF_INIT(1000);

    utf8_visible(text, &out);
    check_str(buf_str(&out), want);
    buf_done(&out);
}

static void test_only_strict_utf8_is_valid(void **state)
{
    static const struct {
        struct str text;
        size_t bad_at;
    } cases[] = {
        {{"ab\xC0\xAF", 4}, 2},       /* overlong '/' */
        {{"\xE0\x80\xAF", 3}, 0},     /* overlong in three */
        {{"\xED\xA0\x80", 3}, 0},     /* a surrogate */
        {{"\xF4\x90\x80\x80", 4}, 0}, /* above U+10FFFF */
        {{"a\xE5\xBA", 3}, 1},        /* cut */
        {{"a\0b", 3}, 1},             /* NUL */
        {{"\x80", 1}, 0},             /* a lone continuation */
        {{"\xEF\xBF\xBF\xF4\x8F\xBF\xBF", 7}, 7},
        {{"\xE5\xBA\x8F", 3}, 3},
        {{NULL, 0}, 0},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(utf8_bad_at(cases[i].text), cases[i].bad_at);
        assert_int_equal(utf8_is_valid(cases[i].text), cases[i].bad_at == cases[i].text.n);
    }
}

static void test_a_broken_sequence_moves_on_by_one_byte(void **state)
{
    struct str text = STR("\xE5\xBA"
                          "A");
    size_t at = 0;

    (void)state;
    assert_int_equal(utf8_next(text, &at), 0xFFFD);
    assert_int_equal(at, 1);
    assert_int_equal(utf8_next(text, &at), 0xFFFD);
    assert_int_equal(utf8_next(text, &at), 'A');
    assert_int_equal(at, text.n);
}

static void test_what_is_put_comes_back(void **state)
{
    static const uint32_t points[] = {'A', 0xE9, 0x5E8F, 0x1F600};
    struct buf out = BUF_INIT(100);
    size_t at = 0;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(points); i++)
        utf8_put(&out, points[i]);
    for (size_t i = 0; i < COUNT_OF(points); i++)
        assert_int_equal(utf8_next(buf_str(&out), &at), points[i]);
    buf_clear(&out);
    utf8_put(&out, 0xD800);
    check_str(buf_str(&out), "\xEF\xBF\xBD");
    buf_done(&out);
}

static void test_widths_are_those_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(utf8_char_cols('a'), 1);
    assert_int_equal(utf8_char_cols(0x5E8F), 2);
    assert_int_equal(utf8_char_cols(0xFF21), 2);
    assert_int_equal(utf8_char_cols(0xFF71), 1); /* half-width katakana */
    assert_int_equal(utf8_char_cols(0x0301), 0);
    assert_int_equal(utf8_char_cols(0x2500), 1); /* ambiguous */
    assert_int_equal(utf8_char_cols(0x00B0), 1); /* ambiguous */
    assert_int_equal(utf8_cols(STR("整机 SN")), 7);
}

static void test_a_cut_never_splits_a_wide_character(void **state)
{
    (void)state;
    check_str(utf8_cut(STR("序列号"), 5), "序列");
    check_str(utf8_cut(STR("序列号"), 6), "序列号");
    check_str(utf8_cut(STR("e\xCC\x81x"), 1), "e\xCC\x81");
    check_str(utf8_cut(STR("ab"), 0), "");
}

static void test_a_line_ends_where_a_reader_expects_it(void **state)
{
    (void)state;
    check_str(utf8_line(STR("one two three"), 9), "one two ");
    check_str(utf8_line(STR("one two"), 80), "one two");
    check_str(utf8_line(STR("abcdefgh"), 3), "abc"); /* longer than the line: cut */
    check_str(utf8_line(STR("主板序列号"), 5), "主板");
    check_str(utf8_line(STR("主板，机箱"), 4), "主"); /* no line begins with a comma */
    check_str(utf8_line(STR("主板 ABC"), 6), "主板 ");
}

static void test_input_method_forms_become_ascii(void **state)
{
    (void)state;
    assert_int_equal(utf8_fold_width(0xFF11), '1');
    assert_int_equal(utf8_fold_width(0xFF0D), '-');
    assert_int_equal(utf8_fold_width(0x3000), ' ');
    assert_int_equal(utf8_fold_width(0x3002), '.');
    assert_int_equal(utf8_fold_width(0x2014), '-');
    assert_int_equal(utf8_fold_width(0x5E8F), 0x5E8F);
    assert_int_equal(utf8_fold_width('a'), 'a');
}

static void test_names_are_compared_in_one_form(void **state)
{
    (void)state;
    check_fold("Host-01", "host-01");
    check_fold("ＨＯＳＴ", "host");
    check_fold("Stra\xC3\x9F"
               "e",
               "strasse");
    check_fold("E\xCC\x81", "\xC3\xA9");
    check_fold("a\xE2\x80\x8B"
               "b",
               "ab"); /* a zero-width blank hides nothing */
    check_fold("a\xFF", "a\xEF\xBF\xBD");
    check_fold("", "");
}

static void test_what_acts_on_a_terminal_is_made_visible(void **state)
{
    (void)state;
    check_visible(STR("a\x1B[31m\n"), "a<U+001B>[31m<U+000A>");
    check_visible(STR("a\0b"), "a<U+0000>b");
    check_visible(STR("\xE2\x80\xAEgpj"), "<U+202E>gpj");
    check_visible(STR("\xE2\x80\x8B\xEF\xBB\xBF\xC2\x9B"), "<U+200B><U+FEFF><U+009B>");
    check_visible(STR("\x9B\xE5"), "<9B><E5>");
    check_visible(STR("\xF3\xA0\x81\x81"), "<U+E0041>");
    check_visible(STR("\xE3\x85\xA4"), "<U+3164>");
    check_visible(STR("整机序列号 OK"), "整机序列号 OK");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_strict_utf8_is_valid),
        cmocka_unit_test(test_a_broken_sequence_moves_on_by_one_byte),
        cmocka_unit_test(test_what_is_put_comes_back),
        cmocka_unit_test(test_widths_are_those_of_a_terminal),
        cmocka_unit_test(test_a_cut_never_splits_a_wide_character),
        cmocka_unit_test(test_a_line_ends_where_a_reader_expects_it),
        cmocka_unit_test(test_input_method_forms_become_ascii),
        cmocka_unit_test(test_names_are_compared_in_one_form),
        cmocka_unit_test(test_what_acts_on_a_terminal_is_made_visible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
