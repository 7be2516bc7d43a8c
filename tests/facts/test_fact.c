/* test_fact.c - the list of facts, and every table over keys and states. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "facts/finding.h"
#include "facts/role.h"

static const struct fact_source from_smbios = {
    .kind = SOURCE_SMBIOS, .smbios_type = 2, .offset = 7, .string_number = 4, .handle = 2};

static void test_keys_are_named_once_and_found_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const struct fact_key_row *row = fact_key_row((enum fact_key)i);
        enum fact_key found;

        assert_non_null(row);
        assert_true(strchr(row->name, '.') != NULL);
        assert_true(row->cls < CLASS_COUNT);
        assert_non_null(row->hand_windows);
        assert_non_null(row->hand_linux);
        assert_true(fact_key_of(str_of(row->name), &found));
        assert_int_equal(found, i); /* the first of that name: so no doubles */
    }
    assert_null(fact_key_row(KEY_COUNT));
}

static void test_unknown_key_is_not_found(void **state)
{
    enum fact_key key = KEY_DISK_BUS;

    (void)state;
    assert_false(fact_key_of(STR("disk.colour"), &key));
    assert_false(fact_key_of(STR(""), &key));
    assert_int_equal(key, KEY_DISK_BUS);
}

static void test_states_and_verdicts_have_names_that_read_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < FACT_STATE_COUNT; i++) {
        enum fact_state back;

        assert_true(fact_state_of_name(str_of(fact_state_name((enum fact_state)i)), &back));
        assert_int_equal(back, i);
    }
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        enum verdict back;

        assert_true(verdict_of_name(str_of(verdict_name((enum verdict)i)), &back));
        assert_int_equal(back, i);
    }
}

static void test_roles_have_names_that_read_back(void **state)
{
    (void)state;
    for (int i = 0; i < ROLE_COUNT; i++) {
        enum machine_role back = ROLE_COUNT;
        assert_true(role_of_name(str_of(role_name((enum machine_role)i)), &back));
        assert_int_equal(back, i);
    }
    enum machine_role role = ROLE_GOOD;
    assert_false(role_of_name(STR("bad"), &role));
    assert_int_equal(role, ROLE_GOOD);
}

static void test_empty_and_blank_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(fact_state_of(STR("")), FACT_EMPTY);
    assert_int_equal(fact_state_of((struct str){NULL, 0}), FACT_EMPTY);
    assert_int_equal(fact_state_of(STR(" ")), FACT_BLANK);
    assert_int_equal(fact_state_of(STR(" \t  ")), FACT_BLANK);
    assert_int_equal(fact_state_of(STR(" x ")), FACT_OK);
    assert_int_equal(fact_state_of(STR("Default string")), FACT_OK);
}

static void test_text_is_copied_and_found_by_instance(void **state)
{
    struct fact_list *list = fact_list_new();
    char text[] = "S1";

    (void)state;
    fact_add_text(list, KEY_DISK_SERIAL, 0, str_of(text), fact_source_file(list, "/sys/a"));
    text[1] = '2';
    fact_add_text(list, KEY_DISK_SERIAL, 2, str_of(text), fact_source_file(list, "/sys/b"));
    check_str(fact_find(list, KEY_DISK_SERIAL, 0)->text, "S1");
    check_str(fact_find(list, KEY_DISK_SERIAL, 2)->text, "S2");
    assert_null(fact_find(list, KEY_DISK_SERIAL, 1));
    assert_int_equal(fact_instances(list, KEY_DISK_SERIAL), 3);
    assert_int_equal(fact_instances(list, KEY_NIC_MAC), 0);
    assert_string_equal(fact_find(list, KEY_DISK_SERIAL, 0)->source.path, "/sys/a");
    fact_list_free(list);
}

static void test_numbers_and_flags_have_a_text_too(void **state)
{
    struct fact_list *list = fact_list_new();
    struct fact *big = fact_add_number(list, KEY_DISK_SIZE_BYTES, 0, UINT64_MAX, from_smbios);
    struct fact *yes = fact_add_flag(list, KEY_DISK_REMOVABLE, 0, true, from_smbios);
    struct fact *no = fact_add_flag(list, KEY_DISK_REMOVABLE, 1, false, from_smbios);

    (void)state;
    check_str(big->text, "18446744073709551615");
    check_str(yes->text, "yes");
    check_str(no->text, "no");
    assert_int_equal(yes->number, 1);
    assert_int_equal(no->number, 0);
    fact_list_free(list);
}

static void test_pointers_stay_while_the_list_grows(void **state)
{
    struct fact_list *list = fact_list_new();
    struct fact *first =
        fact_add_state(list, KEY_BOARD_SERIAL, 0, FACT_INDEX_ZERO, from_smbios);

    (void)state;
    for (unsigned i = 0; i < 5000; i++)
        fact_add_number(list, KEY_DISK_SIZE_BYTES, i, i, from_smbios);
    assert_ptr_equal(first, fact_at(list, 0));
    assert_int_equal(first->state, FACT_INDEX_ZERO);
    assert_string_equal(first->source.path, "");
    assert_int_equal(fact_count(list), 5001);
    assert_null(fact_at(list, 5001));
    assert_int_equal(fact_instances(list, KEY_DISK_SIZE_BYTES), 5000);
    fact_list_free(list);
    fact_list_free(NULL);
}

static void test_findings_are_counted_by_verdict(void **state)
{
    struct finding items[] = {
        {.verdict = VERDICT_OK}, {.verdict = VERDICT_MUST_FIX}, {.verdict = VERDICT_OK}};
    struct finding_list list = {.items = items, .n = 3};

    (void)state;
    assert_int_equal(finding_count(&list, VERDICT_OK), 2);
    assert_int_equal(finding_count(&list, VERDICT_MUST_FIX), 1);
    assert_int_equal(finding_count(&list, VERDICT_WARN), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_are_named_once_and_found_again),
        cmocka_unit_test(test_unknown_key_is_not_found),
        cmocka_unit_test(test_states_and_verdicts_have_names_that_read_back),
        cmocka_unit_test(test_roles_have_names_that_read_back),
        cmocka_unit_test(test_empty_and_blank_are_told_apart),
        cmocka_unit_test(test_text_is_copied_and_found_by_instance),
        cmocka_unit_test(test_numbers_and_flags_have_a_text_too),
        cmocka_unit_test(test_pointers_stay_while_the_list_grows),
        cmocka_unit_test(test_findings_are_counted_by_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
