/* test_spoken.c - codes for the phone. */
#include "tests/support/check.h"

#include <string.h>

#include "base/digest.h"
#include "bundle/spoken.h"

static bool fits(unsigned g, const uint8_t *five)
{
    return spoken_check(g, five) == five[4];
}

static void digits_of(unsigned value, unsigned g, uint8_t *five)
{
    for (size_t i = 4; i-- > 0; value /= 10)
        five[i] = (uint8_t)(value % 10);
    five[4] = (uint8_t)spoken_check(g, five);
}

static void test_every_single_wrong_digit_is_found(void **state)
{
    uint8_t five[5];

    (void)state;
    for (unsigned value = 0; value < 10000; value++) {
        digits_of(value, value % 10, five);
        for (size_t i = 0; i < 5; i++) {
            uint8_t right = five[i];

            for (uint8_t d = 0; d < 10; d++) {
                five[i] = d;
                assert_int_equal(fits(value % 10, five), d == right);
            }
            five[i] = right;
        }
    }
}

static void test_every_swap_of_neighbours_is_found(void **state)
{
    uint8_t five[5];

    (void)state;
    for (unsigned value = 0; value < 10000; value++) {
        digits_of(value, 3, five);
        for (size_t i = 0; i < 4; i++) {
            uint8_t a = five[i], b = five[i + 1];

            five[i] = b;
            five[i + 1] = a;
            assert_int_equal(fits(3, five), a == b);
            five[i] = a;
            five[i + 1] = b;
        }
    }
}

static void test_a_group_said_with_another_number_is_found(void **state)
{
    uint8_t five[5];

    (void)state;
    for (unsigned value = 0; value < 10000; value += 7) {
        digits_of(value, 4, five);
        for (unsigned g = 0; g < 10; g++)
            assert_int_equal(fits(g, five), g == 4);
    }
}

/* Damm's own example: 572 has the check digit 4. */
static void test_the_check_digit_of_572_is_4(void **state)
{
    const uint8_t digits[] = {0, 5, 7, 2};

    (void)state;
    assert_int_equal(spoken_check(0, digits), 4);
}

static void test_when_all_checks_pass_only_the_head_is_spoken(void **state)
{
    const uint8_t states[20] = {0};
    struct buf code = BUF_INIT(256);

    (void)state;
    /* PP = 12: KK = 12 * 9 mod 97, as 10^4 = 9. */
    spoken_report_code(12, states, sizeof states, &code);
    assert_true(str_starts(buf_str(&code), "0:1211"));
    assert_int_equal(code.n, 7);
    buf_done(&code);
}

static void test_only_groups_with_a_fault_are_spoken(void **state)
{
    uint8_t states[11] = {0};
    struct buf code = BUF_INIT(256);
    struct str rest, group;

    (void)state;
    states[1] = 2;  /* group 1 is 0200 */
    states[10] = 8; /* group 3 is 0080 */
    spoken_report_code(0, states, sizeof states, &code);
    rest = buf_str(&code);
    unsigned sum = (200 * 9 * 9 + 80 * 9 * 9 * 9 * 9) % 97;
    char head[8];
    snprintf(head, sizeof head, "0:00%02u", sum);
    assert_true(str_next(&rest, ' ', &group) && str_starts(group, head) && group.n == 7);
    assert_true(str_next(&rest, ' ', &group) && str_starts(group, "1:0200") && group.n == 7);
    assert_true(str_next(&rest, ' ', &group) && str_starts(group, "3:0080") && group.n == 7);
    assert_false(str_next(&rest, ' ', &group));
    buf_done(&code);
}

/* Leaving a group out, or swapping two, passes the check digits; the head finds it. */
static void test_the_head_depends_on_every_state(void **state)
{
    uint8_t states[20] = {0};
    struct buf none = BUF_INIT(256), one = BUF_INIT(256);

    (void)state;
    spoken_report_code(1, states, sizeof states, &none);
    for (size_t i = 0; i < sizeof states; i++)
        for (uint8_t value = 1; value <= 8; value++) {
            states[i] = value;
            buf_clear(&one);
            spoken_report_code(1, states, sizeof states, &one);
            assert_int_not_equal(memcmp(none.p, one.p, 7), 0);
            states[i] = 0;
        }
    buf_done(&none);
    buf_done(&one);
}

static void test_checks_added_at_the_end_change_nothing_while_they_pass(void **state)
{
    const uint8_t states[16] = {0, 3, 0, 0, 1};
    struct buf few = BUF_INIT(256), more = BUF_INIT(256);

    (void)state;
    spoken_report_code(7, states, 5, &few);
    spoken_report_code(7, states, sizeof states, &more);
    check_str(buf_str(&few), buf_cstr(&more));
    buf_done(&few);
    buf_done(&more);
}

static void test_a_bundle_code_is_two_groups_of_the_id(void **state)
{
    struct buf code = BUF_INIT(64);
    uint8_t five[5];
    char want[16];

    (void)state;
    /* ea60h = 60000 and ffffh are passed over; 04d2h = 1234; ea5fh = 59999. */
    spoken_bundle_code("ea60ffff04d2ea5f000000000000000000000000000000000000000000000000",
                       &code);
    digits_of(1234, 1, five);
    snprintf(want, sizeof want, "1234%u ", five[4]);
    assert_true(str_starts(buf_str(&code), want));
    digits_of(9999, 2, five);
    snprintf(want, sizeof want, " 9999%u", five[4]);
    assert_true(str_ends(buf_str(&code), want));
    buf_clear(&code);
    spoken_bundle_code("not hex", &code);
    assert_int_equal(code.n, 0);
    buf_done(&code);
}

static void test_too_few_bytes_give_no_groups(void **state)
{
    const uint8_t hash[] = {0xff, 0xff, 0, 1, 0, 2, 9};
    struct buf code = BUF_INIT(64);

    (void)state;
    assert_int_equal(spoken_groups(hash, sizeof hash, 3, &code), 0);
    assert_int_equal(code.n, 0);
    assert_int_equal(spoken_groups(hash, sizeof hash, 2, &code), 2);
    assert_int_equal(code.n, 11);
    buf_done(&code);
}

/* The value was made by hand: printf 'casepack answer 1\n%s' ID | sha256sum. */
static void test_the_answer_follows_from_the_bundle_id(void **state)
{
    static const char id[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    struct buf out = BUF_INIT(64);

    (void)state;
    spoken_answer(id, &out);
    check_str(buf_str(&out), "90 14");
    buf_clear(&out);
    spoken_answer("1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", &out);
    assert_int_equal(out.n, 5);
    assert_false(str_is(buf_str(&out), "90 14"));
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_single_wrong_digit_is_found),
        cmocka_unit_test(test_the_answer_follows_from_the_bundle_id),
        cmocka_unit_test(test_every_swap_of_neighbours_is_found),
        cmocka_unit_test(test_a_group_said_with_another_number_is_found),
        cmocka_unit_test(test_the_check_digit_of_572_is_4),
        cmocka_unit_test(test_when_all_checks_pass_only_the_head_is_spoken),
        cmocka_unit_test(test_only_groups_with_a_fault_are_spoken),
        cmocka_unit_test(test_the_head_depends_on_every_state),
        cmocka_unit_test(test_checks_added_at_the_end_change_nothing_while_they_pass),
        cmocka_unit_test(test_a_bundle_code_is_two_groups_of_the_id),
        cmocka_unit_test(test_too_few_bytes_give_no_groups),
    };

    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
