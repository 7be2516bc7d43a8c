/* test_serial_form.c - what was done to a serial on its way, judged from its bytes. */
#include "tests/support/check.h"

#include "collect/serial_form.h"

static void check_form(const char *serial, enum serial_form want)
{
    enum serial_form got = serial_form_of(str_of(serial));

    if (got != want)
        fail_msg("\"%s\" is taken for %s, not for %s", serial, serial_form_name(got),
                 serial_form_name(want));
}

static void test_ordinary_serials_are_plain(void **state)
{
    static const char *const plain[] = {
        "",
        "        ",
        "WD-WCC4N0EXAMPL",
        "       SN-EXAMPLE-01",
        "S5EXAMPLE12345      ",
        "0x12345678",                   /* MMC */
        "1234567890123456",             /* a number */
        "30313233343536373839",         /* a number whose digits spell digits */
        "5000C500A1B2C3D4",             /* a world wide name */
        "50026B7682EXAMP1",             /* begins like one */
        "4D 5344",                      /* too short, and a blank */
        "A serial of more words",       /* blanks, not in a field of 20 */
        "A_B_C_D",                      /* groups of one */
        "2020202020202020202020202020", /* nothing but blanks behind the digits */
        "BTWL0000000000256FGN",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        check_form(plain[i], SERIAL_PLAIN);
}

static void test_swapped_pairs_are_noticed_by_a_blank_in_the_wrong_place(void **state)
{
    (void)state;
    check_form("NSE-AXPMEL0-0      1", SERIAL_PLAIN);        /* too many of them */
    check_form("NSE-AXPMEL0-0 1     ", SERIAL_PAIR_SWAPPED); /* "SN-EXAMPLE-001" less one */
    check_form("     S-NXEMALP E    ", SERIAL_PAIR_SWAPPED);
    check_form("     S N-XEMALPE0102", SERIAL_PAIR_SWAPPED); /* odd padding in front */
    check_form("S N-XEMALPE0102", SERIAL_PLAIN);             /* no field of 20 bytes */
}

static void test_swapped_pairs_are_noticed_by_a_makers_beginning(void **state)
{
    (void)state;
    check_form("DWW-CC4N0XEMALP ", SERIAL_PAIR_SWAPPED);
    check_form("    DWW-CC4N0XEMALP ", SERIAL_PAIR_SWAPPED);
    check_form("WD-WDWW-", SERIAL_PLAIN);
}

static void test_digits_that_spell_a_serial_are_hex(void **state)
{
    (void)state;
    check_form("575834314134384C58593136", SERIAL_HEX); /* "WX41A48LXY16" */
    check_form("575834314134384c58593136", SERIAL_HEX);
    check_form("2020202057442D57583131413130303030303031", SERIAL_HEX);
    check_form("202020204457572D583131413130303030303031", SERIAL_HEX_SWAPPED);
    check_form("414243444546474849", SERIAL_PLAIN); /* letters only: a number may do that */
    check_form("575834314134384C5859313", SERIAL_PLAIN);
}

static void test_addresses_in_place_of_a_serial_are_eui64(void **state)
{
    (void)state;
    check_form("0025_3858_91B0_F3A1.", SERIAL_EUI64);
    check_form("0000_0000_0100_0000_E4D2_5C2E_C9E0_4E01.", SERIAL_EUI64);
    check_form("eui.0025385891b0f3a1", SERIAL_EUI64);
    check_form("eui.00253858", SERIAL_PLAIN);
    check_form("0025_3858_91B0", SERIAL_PLAIN);
    check_form("0025_3858_91B0_F3AX", SERIAL_PLAIN);
}

static void test_a_swap_is_of_the_same_length_and_another_text(void **state)
{
    (void)state;
    assert_true(serial_is_swap_of(STR("ABCD"), STR("BADC")));
    assert_false(serial_is_swap_of(STR("ABCD"), STR("ABCD")));
    assert_false(serial_is_swap_of(STR("AABB"), STR("AABB")));
    assert_false(serial_is_swap_of(STR("ABC"), STR("BAC")));
    assert_false(serial_is_swap_of(STR(""), STR("")));
}

static void test_each_form_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int a = 0; a < SERIAL_FORM_COUNT; a++)
        for (int b = 0; b < a; b++)
            assert_string_not_equal(serial_form_name((enum serial_form)a),
                                    serial_form_name((enum serial_form)b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinary_serials_are_plain),
        cmocka_unit_test(test_swapped_pairs_are_noticed_by_a_blank_in_the_wrong_place),
        cmocka_unit_test(test_swapped_pairs_are_noticed_by_a_makers_beginning),
        cmocka_unit_test(test_digits_that_spell_a_serial_are_hex),
        cmocka_unit_test(test_addresses_in_place_of_a_serial_are_eui64),
        cmocka_unit_test(test_a_swap_is_of_the_same_length_and_another_text),
        cmocka_unit_test(test_each_form_has_a_name_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
