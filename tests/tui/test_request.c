/* test_request.c - what the hotline reads out is understood as it is typed, or the group in doubt
 * is named. */
#include "tests/support/check.h"

#include "tui/request.h"

static void items_code(struct buf *out)
{
    static const unsigned items[] = {5, 6, 12};
    struct err err = ERR_NONE;

    assert_true(spoken_items_code(items, COUNT_OF(items), out, &err));
}

/* The digits only, as someone types who leaves out what is not a digit: "9:3210. 1:0506." */
static void without_numbers(struct str code, const char *between, struct buf *out)
{
    struct str group;

    while (str_next(&code, ' ', &group))
        buf_printf(out, "%.*s%s", STR_ARG(str_sub(group, 2, group.n)), between);
}

static void check_items(struct str typed)
{
    struct spoken_request asked;
    struct err err = ERR_NONE;

    if (!request_read(typed, &asked, &err))
        check_no_err(&err);
    assert_int_equal(asked.kind, REQUEST_ITEMS);
    assert_int_equal(asked.items_n, 3);
    assert_int_equal(asked.items[2], 12);
}

static void test_groups_may_be_typed_with_numbers_or_without(void **state)
{
    static const char *const between[] = {"", " ", ", ", "-", "  "};
    struct buf code = BUF_INIT(256), typed = BUF_INIT(256);

    (void)state;
    items_code(&code);
    check_items(buf_str(&code));
    for (size_t i = 0; i < COUNT_OF(between); i++) {
        buf_clear(&typed);
        without_numbers(buf_str(&code), between[i], &typed);
        check_items(buf_str(&typed));
    }
    buf_clear(&typed);
    for (size_t i = 0; i < code.n; i++)
        if (code.p[i] != ':' && code.p[i] != ' ')
            buf_putc(&typed, code.p[i]);
    check_items(buf_str(&typed));
    buf_done(&code);
    buf_done(&typed);
}

static void check_refused(enum err_code code, const char *typed, const char *detail)
{
    struct spoken_request asked;
    struct err err = ERR_NONE;

    assert_false(request_read(str_of(typed), &asked, &err));
    assert_int_equal(err.code, code);
    assert_string_equal(err.detail, detail);
}

static void test_the_group_in_doubt_is_named_and_nothing_corrected(void **state)
{
    struct buf code = BUF_INIT(256);
    char typed[64], want[64];

    (void)state;
    items_code(&code);
    snprintf(typed, sizeof typed, "%s", buf_cstr(&code)); /* 9:..... 1:0506. 2:1200. */
    typed[13] = typed[13] == '9' ? '8' : '9';
    snprintf(want, sizeof want, "%.7s --> %.7s ?", typed + 8, buf_cstr(&code) + 8);
    check_refused(E_SPOKEN_GROUP, typed, want);
    typed[15] = '\0'; /* two mistakes: the last group was not said either */
    snprintf(want, sizeof want, "%.7s", typed + 8);
    check_refused(E_SPOKEN_GROUP, typed, want);
    snprintf(typed, sizeof typed, "%.15s", buf_cstr(&code));
    check_refused(E_SPOKEN_GROUP, typed, "2: ?");
    snprintf(typed, sizeof typed, "%.6s", buf_cstr(&code));
    snprintf(want, sizeof want, "9:%.4s", buf_cstr(&code) + 2);
    check_refused(E_SPOKEN_GROUP, typed, want);
    buf_done(&code);
}

static void test_another_code_is_told_from_it(void **state)
{
    const struct spoken_receipt receipt = {
        .activation = ACTIVATION_ONLINE, .year = 2026, .month = 1, .day = 2};
    struct buf code = BUF_INIT(256);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(spoken_receipt_code(&receipt, &code, &err));
    check_refused(E_SPOKEN, buf_cstr(&code), "these digits are not from the hotline");
    buf_done(&code);
}

static void test_a_case_number_as_letters_is_no_code(void **state)
{
    (void)state;
    assert_true(request_is(STR("9:31041 1:12155")));
    assert_true(request_is(STR("31041-12155")));
    assert_false(request_is(STR("CAS-12345-A0B0C0")));
    assert_false(request_is(STR("")));
    assert_false(request_is(STR(" - ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_may_be_typed_with_numbers_or_without),
        cmocka_unit_test(test_the_group_in_doubt_is_named_and_nothing_corrected),
        cmocka_unit_test(test_another_code_is_told_from_it),
        cmocka_unit_test(test_a_case_number_as_letters_is_no_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
