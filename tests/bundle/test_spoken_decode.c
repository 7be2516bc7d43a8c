/* test_spoken_decode.c - each kind of code there and back, and what each mistake is called. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/spoken_decode.h"

static struct decoded decode(const char *text)
{
    struct err err = ERR_NONE;
    struct heard heard;
    struct decoded code;

    assert_true(spoken_hear(str_of(text), &heard, &err));
    spoken_decode(&heard, &code);
    return code;
}

/* The report of 12 checks with 102 empty, 301 unreadable, pack 1: 0:0197x 1:0200x 3:0008x. */
static void report_code(struct buf *out)
{
    const uint8_t states[12] = {[1] = 2, [11] = 8};

    spoken_report_code(1, states, sizeof states, out);
}

static void test_a_report_comes_back_as_it_was_said(void **state)
{
    struct buf text = BUF_INIT(256);

    (void)state;
    report_code(&text);
    struct decoded code = decode(buf_cstr(&text));
    assert_true(code.valid);
    assert_int_equal(code.kind, SPOKEN_REPORT);
    assert_int_equal(code.report_pack, 1);
    for (size_t i = 0; i < REPORT_STATES_MAX; i++)
        assert_int_equal(code.report_states[i], i == 1 ? 2 : i == 11 ? 8 : 0);
    buf_done(&text);
}

static void test_a_report_without_group_numbers_is_read_too(void **state)
{
    struct buf text = BUF_INIT(256), bare = BUF_INIT(256);
    struct str rest, group;

    (void)state;
    report_code(&text);
    for (rest = buf_str(&text); str_next(&rest, ' ', &group);)
        buf_printf(&bare, "%.*s  ", STR_ARG(str_sub(group, 2, group.n)));
    struct decoded code = decode(buf_cstr(&bare));
    assert_true(code.valid);
    assert_int_equal(code.kind, SPOKEN_REPORT);
    assert_int_equal(code.groups[2].number, 3);
    assert_int_equal(code.report_states[11], 8);
    buf_done(&text);
    buf_done(&bare);
}

static void test_a_misheard_digit_is_asked_and_not_applied(void **state)
{
    struct buf text = BUF_INIT(256);
    const uint8_t states[8] = {0, 1, 0, 0, 6};

    (void)state;
    spoken_report_code(1, states, sizeof states, &text);
    text.p[8 + 3] = '7'; /* "0:.....\x20" "1:0" then the 1 */
    struct decoded code = decode(buf_cstr(&text));
    assert_false(code.valid);
    assert_int_equal(code.groups[0].fault, SPOKEN_FITS);
    assert_int_equal(code.groups[1].fault, SPOKEN_CHECK_DIGIT);
    assert_int_equal(code.groups[2].fault, SPOKEN_FITS);
    assert_int_equal(code.question.change, SPOKEN_MISHEARD);
    assert_int_equal(code.question.group, 1);
    assert_int_equal(code.question.place, 1);
    assert_int_equal(code.question.meant, 1);
    buf_done(&text);
}

static void test_a_dropped_digit_names_its_group(void **state)
{
    struct buf text = BUF_INIT(256);

    (void)state;
    report_code(&text);
    text.p[text.n - 1] = '\0';
    struct decoded code = decode(buf_cstr(&text));
    assert_false(code.valid);
    assert_int_equal(code.groups[0].fault, SPOKEN_FITS);
    assert_int_equal(code.groups[1].fault, SPOKEN_FITS);
    assert_int_equal(code.groups[2].fault, SPOKEN_DIGIT_COUNT);
    buf_done(&text);
}

static void test_7_and_9_are_no_states(void **state)
{
    const uint8_t states[4] = {0, 9, 0, 0};
    struct buf text = BUF_INIT(256);

    (void)state;
    spoken_report_code(1, states, sizeof states, &text);
    struct decoded code = decode(buf_cstr(&text));
    assert_false(code.valid);
    assert_int_equal(code.groups[1].fault, SPOKEN_STATE);
    buf_done(&text);
}

/* Writes the groups of text in that order, "0213": 0, then 2, ... */
static const char *in_order(const struct buf *text, const char *order, struct buf *out)
{
    buf_clear(out);
    for (; *order; order++) {
        struct str rest = buf_str(text), group = {NULL, 0};

        for (int i = *order - '0'; i >= 0; i--)
            assert_true(str_next(&rest, ' ', &group));
        buf_add_str(out, group);
        buf_putc(out, ' ');
    }
    return buf_cstr(out);
}

static void test_swapped_twice_and_left_out_groups_are_found(void **state)
{
    const uint8_t states[12] = {2, 0, 0, 0, 3, 0, 0, 0, 4};
    struct buf text = BUF_INIT(256), other = BUF_INIT(256);
    struct decoded code;

    (void)state;
    spoken_report_code(1, states, sizeof states, &text);
    code = decode(in_order(&text, "0213", &other));
    assert_false(code.valid);
    assert_int_equal(code.groups[2].fault, SPOKEN_ORDER);
    code = decode(in_order(&text, "01223", &other));
    assert_int_equal(code.groups[3].fault, SPOKEN_TWICE);
    code = decode(in_order(&text, "123", &other));
    assert_false(code.valid);
    assert_int_equal(code.missing, 1);
    code = decode(in_order(&text, "013", &other));
    assert_false(code.valid);
    assert_true(code.contradicts);
    buf_done(&text);
    buf_done(&other);
}

static void test_a_group_with_another_number_is_asked(void **state)
{
    struct buf text = BUF_INIT(256);

    (void)state;
    report_code(&text);
    text.p[16] = '7'; /* the number of "3:" */
    struct decoded code = decode(buf_cstr(&text));
    assert_int_equal(code.groups[2].fault, SPOKEN_CHECK_DIGIT);
    assert_int_equal(code.question.change, SPOKEN_OTHER_NUMBER);
    assert_int_equal(code.question.meant, 3);
    buf_done(&text);
}

static void test_a_receipt_says_how_when_with_what(void **state)
{
    const struct spoken_receipt receipt = {ACTIVATION_OFFLINE, CLIENT_CMIT_V3, 2026, 11, 23, 1};
    struct buf text = BUF_INIT(256);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(spoken_receipt_code(&receipt, &text, &err));
    assert_true(str_starts(buf_str(&text), "8:23"));
    assert_true(str_like(buf_str(&text), STR("8:????? 1:2611? 2:2301?")));
    struct decoded code = decode(buf_cstr(&text));
    assert_true(code.valid);
    assert_int_equal(code.kind, SPOKEN_RECEIPT);
    assert_memory_equal(&code.receipt, &receipt, sizeof receipt);
    text.p[7] = '\0'; /* the head alone */
    code = decode(text.p);
    assert_int_equal(code.missing, 1 << 1 | 1 << 2);
    buf_done(&text);
}

static void test_no_receipt_for_a_day_that_is_none(void **state)
{
    struct spoken_receipt receipt = {ACTIVATION_ONLINE, CLIENT_KYLIN, 2027, 2, 29, 1};
    struct buf text = BUF_INIT(256);
    struct err err = ERR_NONE;

    (void)state;
    assert_false(spoken_receipt_code(&receipt, &text, &err));
    assert_int_equal(err.code, E_VALUE);
    err = ERR_NONE;
    receipt.year = 2028;
    assert_true(spoken_receipt_code(&receipt, &text, &err));
    buf_done(&text);
}

static void test_a_case_number_comes_back(void **state)
{
    static const char *const numbers[] = {"CAS-00000-A0B0C0", "CAS-99999-ZZZZZZ",
                                          "CAS-12345-000000", "CMIT:0000000", "CMIT:9876543"};
    struct buf text = BUF_INIT(256);
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        buf_clear(&text);
        assert_true(spoken_case_code(str_of(numbers[i]), &text, &err));
        struct decoded code = decode(buf_cstr(&text));
        assert_true(code.valid);
        assert_int_equal(code.kind, SPOKEN_REQUEST);
        assert_string_equal(code.request.case_number, numbers[i]);
    }
    assert_false(spoken_case_code(STR("CAS-12345-a0b0c0"), &text, &err));
    buf_done(&text);
}

static void test_items_to_collect_come_back(void **state)
{
    const unsigned pair[] = {12, 15}, three[] = {1, 20, 99}, falling[] = {15, 12};
    struct buf text = BUF_INIT(256);
    struct err err = ERR_NONE;
    struct decoded code;

    (void)state;
    assert_true(spoken_items_code(pair, 2, &text, &err));
    assert_true(str_like(buf_str(&text), STR("9:31??? 1:1215?")));
    code = decode(buf_cstr(&text));
    assert_int_equal(code.request.kind, REQUEST_ITEMS);
    assert_int_equal(code.request.items_n, 2);
    assert_memory_equal(code.request.items, pair, sizeof pair);
    buf_clear(&text);
    assert_true(spoken_items_code(three, 3, &text, &err));
    code = decode(buf_cstr(&text));
    assert_int_equal(code.request.items_n, 3);
    assert_memory_equal(code.request.items, three, sizeof three);
    assert_false(spoken_items_code(falling, 2, &text, &err));
    assert_int_equal(err.code, E_VALUE);
    buf_done(&text);
}

static void test_codes_made_of_hashes_are_told_apart(void **state)
{
    uint8_t hash[32];
    struct buf text = BUF_INIT(256);

    (void)state;
    for (size_t i = 0; i < sizeof hash; i++)
        hash[i] = (uint8_t)(7 * i + 3);
    assert_int_equal(spoken_groups(hash, sizeof hash, 2, &text), 2);
    struct decoded code = decode(buf_cstr(&text));
    assert_true(code.valid);
    assert_int_equal(code.kind, SPOKEN_BUNDLE);
    buf_clear(&text);
    assert_int_equal(spoken_groups(hash, sizeof hash, 6, &text), 6);
    code = decode(buf_cstr(&text));
    assert_true(code.valid);
    assert_int_equal(code.kind, SPOKEN_FINGERPRINT);
    text.p[8] = text.p[8] == '0' ? '1' : '0';
    code = decode(buf_cstr(&text));
    assert_int_equal(code.kind, SPOKEN_FINGERPRINT);
    assert_int_equal(code.groups[1].fault, SPOKEN_CHECK_DIGIT);
    /* No KK: five corrections are possible, so none is offered. */
    assert_int_equal(code.question.change, SPOKEN_NO_CHANGE);
    buf_done(&text);
}

static void test_two_bare_groups_that_are_bad_are_a_bundle_code(void **state)
{
    struct decoded code = decode("30218 40716");

    (void)state;
    assert_false(code.valid);
    assert_int_equal(code.kind, SPOKEN_BUNDLE);
}

static void test_what_is_not_digits_is_not_heard(void **state)
{
    static const char *const texts[] = {
        "", "  ", "12a45", "0:", "11:12345", "1:1:23456", "1 2 3 4 5 6 7 8 9 0 1"};
    struct err err = ERR_NONE;
    struct heard heard;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        err = ERR_NONE;
        assert_false(spoken_hear(str_of(texts[i]), &heard, &err));
        assert_int_equal(err.code, E_VALUE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_report_comes_back_as_it_was_said),
        cmocka_unit_test(test_a_report_without_group_numbers_is_read_too),
        cmocka_unit_test(test_a_misheard_digit_is_asked_and_not_applied),
        cmocka_unit_test(test_a_dropped_digit_names_its_group),
        cmocka_unit_test(test_7_and_9_are_no_states),
        cmocka_unit_test(test_swapped_twice_and_left_out_groups_are_found),
        cmocka_unit_test(test_a_group_with_another_number_is_asked),
        cmocka_unit_test(test_a_receipt_says_how_when_with_what),
        cmocka_unit_test(test_no_receipt_for_a_day_that_is_none),
        cmocka_unit_test(test_a_case_number_comes_back),
        cmocka_unit_test(test_items_to_collect_come_back),
        cmocka_unit_test(test_codes_made_of_hashes_are_told_apart),
        cmocka_unit_test(test_two_bare_groups_that_are_bad_are_a_bundle_code),
        cmocka_unit_test(test_what_is_not_digits_is_not_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
