/* test_junk_macs.c - addresses that tell no machine apart, by list and by rule. */
#include "tests/support/check.h"

#include "collect/junk_macs.h"

static struct junk_macs *list;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    list = junk_macs_load(&err);
    check_no_err(&err);
    return 0;
}

static int done(void **state)
{
    (void)state;
    junk_macs_free(list);
    return 0;
}

static void test_known_addresses_are_junk_in_any_case(void **state)
{
    static const char *const junk[] = {
        "00:00:00:00:00:00", "00:50:56:C0:00:08", "00:50:56:c0:00:01", "0A:00:27:00:00:0E",
        "44:45:53:54:42:00", "FE:FF:FF:FF:FF:FF", "ba:d0:be:ef:fa:ce", "02:00:4c:4f:4f:50",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(junk); i++)
        if (!junk_macs_has(list, str_of(junk[i])))
            fail_msg("%s is not junk", junk[i]);
}

static void test_addresses_of_groups_are_junk_by_rule(void **state)
{
    (void)state;
    assert_true(junk_macs_has(list, STR("ff:ff:ff:ff:ff:ff")));
    assert_true(junk_macs_has(list, STR("33:50:6f:45:30:30")));
    assert_true(junk_macs_has(list, STR("01:00:5e:00:00:01")));
}

static void test_addresses_of_hardware_and_of_guests_are_not_junk(void **state)
{
    static const char *const real[] = {
        "00:50:56:a0:00:01", /* a guest of VMware */
        "52:54:00:12:34:56", "02:42:ac:11:00:02", "00:e0:4c:12:34:56", "70:00:00:00:00:01",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(real); i++)
        if (junk_macs_has(list, str_of(real[i])))
            fail_msg("%s is junk", real[i]);
}

static void test_what_is_no_address_is_not_junk(void **state)
{
    static const char *const none[] = {
        "",
        "00",
        "00:00:00:00:00",
        "00:00:00:00:00:00:00",
        "00-00-00-00-00-00",
        "zz:00:00:00:00:00",
        "80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:03:00:00:00:01",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_false(junk_macs_has(list, str_of(none[i])));
}

static void refuse(const char *yaml, const char *says)
{
    struct err err = ERR_NONE;

    assert_null(junk_macs_parse(str_of(yaml), "list.yaml", &err));
    assert_int_equal(err.code, E_YAML);
    if (!strstr(err.detail, says))
        fail_msg("\"%s\" does not say \"%s\"", err.detail, says);
}

static void test_mistakes_in_a_list_are_named(void **state)
{
    (void)state;
    refuse("junk:\n  - {prefix: \"00:5\", of: x}\n", "00:5");
    refuse("junk:\n  - {prefix: \"00-50\", of: x}\n", "00-50");
    refuse("junk:\n  - {prefx: \"00:50\", of: x}\n", "list.yaml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_addresses_are_junk_in_any_case),
        cmocka_unit_test(test_addresses_of_groups_are_junk_by_rule),
        cmocka_unit_test(test_addresses_of_hardware_and_of_guests_are_not_junk),
        cmocka_unit_test(test_what_is_no_address_is_not_junk),
        cmocka_unit_test(test_mistakes_in_a_list_are_named),
    };

    return cmocka_run_group_tests(tests, start, done);
}
