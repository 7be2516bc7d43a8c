/* test_str.c - looking at text. */
#include "tests/support/check.h"

static void test_sub_is_clamped(void **state)
{
    (void)state;
    check_str(str_sub(STR("serial"), 2, 3), "ria");
    check_str(str_sub(STR("serial"), 4, 99), "al");
    check_str(str_sub(STR("serial"), 99, 1), "");
    check_str(str_sub((struct str){NULL, 0}, 1, 1), "");
}

static void test_trim_takes_white_space_only_at_the_ends(void **state)
{
    (void)state;
    check_str(str_trim(STR(" \t a b\r\n")), "a b");
    check_str(str_trim(STR(" \v\f ")), "");
}

static void test_parts_are_cut_and_the_last_one_ends_it(void **state)
{
    struct str rest = STR("a::b:"), part;

    (void)state;
    assert_true(str_next(&rest, ':', &part));
    check_str(part, "a");
    assert_true(str_next(&rest, ':', &part));
    check_str(part, "");
    assert_true(str_next(&rest, ':', &part));
    check_str(part, "b");
    assert_true(str_next(&rest, ':', &part));
    check_str(part, "");
    assert_false(str_next(&rest, ':', &part));
}

static void test_numbers_fit_or_fail(void **state)
{
    static const char *const bad[] = {"",
                                      "0x",
                                      "-1",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1e3",
                                      "0xg",
                                      "18446744073709551616",
                                      "0x10000000000000000"};
    uint64_t n = 0;

    (void)state;
    assert_true(str_number(STR("18446744073709551615"), &n));
    assert_int_equal(n, UINT64_MAX);
    assert_true(str_number(STR("0xFFffFFffFFffFFff"), &n));
    assert_int_equal(n, UINT64_MAX);
    assert_true(str_number(STR("007"), &n));
    assert_int_equal(n, 7);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(str_number(str_of(bad[i]), &n));
    assert_int_equal(n, 7);
}

static void test_order_is_bytewise_then_by_length(void **state)
{
    (void)state;
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("a"), STR("aa")) < 0);
    assert_true(str_compare(STR("\x80"), STR("a")) > 0);
    assert_int_equal(str_compare(STR(""), (struct str){NULL, 0}), 0);
}

static void test_find_start_end_and_case(void **state)
{
    size_t at = 0;

    (void)state;
    assert_true(str_find(STR("abcabd"), "abd", &at));
    assert_int_equal(at, 3);
    assert_false(str_find(STR("ab"), "abc", &at));
    assert_true(str_starts(STR("/sys/x"), "/sys"));
    assert_true(str_ends(STR("a.log"), ".log"));
    assert_false(str_ends(STR("log"), ".log"));
    assert_true(str_eq_nocase(STR("To Be Filled"), STR("TO BE FILLED")));
    assert_false(str_eq_nocase(STR("["), STR("{")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sub_is_clamped),
        cmocka_unit_test(test_trim_takes_white_space_only_at_the_ends),
        cmocka_unit_test(test_parts_are_cut_and_the_last_one_ends_it),
        cmocka_unit_test(test_numbers_fit_or_fail),
        cmocka_unit_test(test_order_is_bytewise_then_by_length),
        cmocka_unit_test(test_find_start_end_and_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
