/* test_err.c - the first failure, and the table of all of them. */
#include "tests/support/check.h"

#include <string.h>

#include "base/lang.h"

static void test_the_first_failure_wins(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_false(err_set(&err, E_FS_DENIED, "%s", "/a"));
    assert_null(err_null(&err, E_FS_IO, "%s", "/b"));
    assert_int_equal(err.code, E_FS_DENIED);
    assert_string_equal(err.detail, "/a");
}

static void test_a_long_detail_is_cut(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    err_set(&err, E_INTERNAL, "%0500d", 1);
    assert_int_equal(strlen(err.detail), ERR_DETAIL_MAX - 1);
}

static void test_the_text_takes_the_detail_but_no_format_of_it(void **state)
{
    struct err err = ERR_NONE;
    struct buf text = BUF_INIT(1000);

    (void)state;
    lang_set(LANG_EN);
    err_set(&err, E_FS_DENIED, "%s", "/100%s%n");
    err_text(&err, &text);
    check_str(buf_str(&text), "No permission to read /100%s%n");
    buf_done(&text);
}

static unsigned count_of(const char *text, const char *needle)
{
    struct str rest = str_of(text);
    unsigned count = 0;
    size_t at;

    for (; str_find(rest, needle, &at); count++)
        rest = str_sub(rest, at + 1, rest.n);
    return count;
}

static void test_every_row_is_whole_and_its_number_is_its_own(void **state)
{
    const struct err_row *rows;
    size_t n = err_rows(&rows);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        assert_in_range(rows[i].code, 1001, 9999);
        assert_in_range(rows[i].exit_code, 2, 6);
        assert_true(count_of(rows[i].text, "%") <= 1);
        assert_int_equal(count_of(rows[i].text, "%"), count_of(rows[i].text, "%s"));
        assert_int_equal(count_of(rows[i].remedy, "%"), 0);
        assert_true(str_ends(str_of(rows[i].remedy), "."));
        for (size_t k = 0; k < i; k++) {
            assert_int_not_equal(rows[i].code, rows[k].code);
            assert_string_not_equal(rows[i].name, rows[k].name);
        }
        assert_ptr_equal(err_row(rows[i].code), &rows[i]);
    }
}

static void test_translations_keep_the_place_of_the_detail(void **state)
{
    const struct err_row *rows;
    size_t n = err_rows(&rows);

    (void)state;
    for (size_t i = 0; i < n; i++)
        assert_int_equal(count_of(lang_text_in(LANG_ZH, rows[i].text), "%s"),
                         count_of(rows[i].text, "%s"));
}

static void test_an_unknown_code_is_an_internal_error(void **state)
{
    (void)state;
    assert_int_equal(err_row((enum err_code)1234)->code, E_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_failure_wins),
        cmocka_unit_test(test_a_long_detail_is_cut),
        cmocka_unit_test(test_the_text_takes_the_detail_but_no_format_of_it),
        cmocka_unit_test(test_every_row_is_whole_and_its_number_is_its_own),
        cmocka_unit_test(test_translations_keep_the_place_of_the_detail),
        cmocka_unit_test(test_an_unknown_code_is_an_internal_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
