/* Addresses between bytes and text. */
#include "tests/support/check.h"

#include "base/ip.h"

static void test_ipv4_is_four_plain_numbers(void **state)
{
    static const char *const bad[] = {
        "192.0.2", "192.0.2.7.1", "192.0.2.256", "192.0.02.7", "192.0.2.", "a.b.c.d", ""};
    uint8_t got[IPV4_BYTES];

    (void)state;
    assert_true(ipv4_of_text(STR("192.0.2.7"), got));
    assert_memory_equal(got, "\xc0\x00\x02\x07", IPV4_BYTES);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(ipv4_of_text(str_of(bad[i]), got));
}

static void test_ipv6_is_written_as_rfc_5952_says(void **state)
{
    static const struct {
        uint8_t bytes[IPV6_BYTES];
        const char *text;
    } cases[] = {
        {{0}, "::"},
        {{[15] = 1}, "::1"},
        {{0x20, 0x01, 0x0d, 0xb8, [15] = 1}, "2001:db8::1"},
        {{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1}, "2001:db8:0:1:0:1:1:1"},
        {{0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}, "1:0:0:1::1"},
        {{0xfe, 0x80}, "fe80::"},
        {{[10] = 0xff, 0xff, 192, 0, 2, 7}, "::ffff:192.0.2.7"},
    };
    char text[IPV6_TEXT_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        ipv6_to_text(cases[i].bytes, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ipv4_is_four_plain_numbers),
        cmocka_unit_test(test_ipv6_is_written_as_rfc_5952_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
