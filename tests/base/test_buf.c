/* test_buf.c - a growing run of bytes with a cap. */
#include "tests/support/check.h"

#include "base/buf.h"

static void test_bytes_are_followed_by_a_nul(void **state)
{
    struct buf b = BUF_INIT(100);

    (void)state;
    assert_string_equal(buf_cstr(&b), "");
    buf_add(&b, "a\0b", 3);
    buf_printf(&b, "%d", 42);
    buf_hex(&b, "\x00\xff", 2);
    buf_pad(&b, '.', 2);
    assert_int_equal(b.n, 11);
    assert_memory_equal(b.p, "a\0b4200ff..", 12);
    buf_done(&b);
}

static void test_what_would_pass_the_cap_is_left_out_and_marked(void **state)
{
    struct buf b = BUF_INIT(4);

    (void)state;
    buf_puts(&b, "1234");
    assert_false(buf_failed(&b));
    buf_putc(&b, '5');
    assert_true(buf_failed(&b));
    buf_puts(&b, "");
    check_str(buf_str(&b), "1234");
    buf_clear(&b);
    assert_false(buf_failed(&b));
    buf_printf(&b, "%s", "12345");
    assert_true(buf_failed(&b));
    check_str(buf_str(&b), "");
    buf_done(&b);
}

static void test_a_buf_that_is_done_can_be_used_again(void **state)
{
    struct buf b = BUF_INIT(10);

    (void)state;
    buf_puts(&b, "one");
    buf_done(&b);
    assert_int_equal(b.n, 0);
    buf_puts(&b, "two");
    check_str(buf_str(&b), "two");
    buf_done(&b);
}

static void test_it_grows_far_beyond_its_first_size(void **state)
{
    struct buf b = BUF_INIT(1000000);

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_puts(&b, "0123456789");
    assert_false(buf_failed(&b));
    assert_int_equal(b.n, 1000000);
    assert_null(buf_room(&b, 1));
    assert_true(buf_failed(&b));
    buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_are_followed_by_a_nul),
        cmocka_unit_test(test_what_would_pass_the_cap_is_left_out_and_marked),
        cmocka_unit_test(test_a_buf_that_is_done_can_be_used_again),
        cmocka_unit_test(test_it_grows_far_beyond_its_first_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
