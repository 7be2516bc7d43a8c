/* test_rules.c - verdict and reason of each rule of profile cmge over small fact lists. */
#include "tests/support/check.h"

#include <stdio.h>

#include "check/check.h"
#include "check/placeholder.h"

static struct profile *profile;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    profile = profile_load("cmge", &err);
    check_no_err(&err);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    profile_free(profile);
    return 0;
}

static struct fact_source smbios_at(uint8_t type, uint8_t offset, uint8_t string)
{
    return (struct fact_source){.kind = SOURCE_SMBIOS,
                                .smbios_type = type,
                                .offset = offset,
                                .string_number = string,
                                .path = ""};
}

static const struct fact_source nowhere = {.kind = SOURCE_NONE, .path = ""};

/* The finding of one rule. The facts must outlive what the caller looks at. */
static struct finding find(const struct fact_list *facts, unsigned rule)
{
    struct err err = ERR_NONE;
    struct arena *a = arena_new();
    struct finding_list list;
    struct finding found = {0};

    assert_true(check_run(profile, facts, a, &list, &err));
    assert_int_equal(list.pack_version, 11);
    assert_string_equal(list.profile, "cmge");
    for (size_t i = 0; i < list.n; i++)
        if (list.items[i].rule == rule)
            found = list.items[i];
    assert_int_equal(found.rule, rule);
    arena_free(a);
    return found;
}

static void expect(const struct fact_list *facts, unsigned rule, enum verdict verdict,
                   enum reason reason, const char *why)
{
    struct finding f = find(facts, rule);

    if (f.verdict != verdict || f.reason != reason || !str_is(str_of(f.why), why))
        fail_msg("rule %u: %s, reason %d, why %s; want %s, %d, %s", rule,
                 verdict_name(f.verdict), (int)f.reason, f.why, verdict_name(verdict),
                 (int)reason, why);
}

static void expect_text(enum fact_key key, const char *value, unsigned rule,
                        enum verdict verdict, enum reason reason, const char *why)
{
    struct fact_list *facts = fact_list_new();

    fact_add_text(facts, key, 0, str_of(value), smbios_at(1, 7, 1));
    expect(facts, rule, verdict, reason, why);
    fact_list_free(facts);
}

static void expect_state(enum fact_key key, enum fact_state fact_state, unsigned rule,
                         enum verdict verdict, enum reason reason, const char *why)
{
    struct fact_list *facts = fact_list_new();

    fact_add_state(facts, key, 0, fact_state, smbios_at(1, 7, 0));
    fact_add_number(facts, KEY_SMBIOS_TABLE_BYTES, 0, 100, nowhere); /* there is a table */
    expect(facts, rule, verdict, reason, why);
    fact_list_free(facts);
}

static void test_rules_stand_in_the_order_of_the_phone_code(void **state)
{
    static const unsigned numbers[] = {101, 102, 103, 104, 105, 106,
                                       107, 108, 109, 201, 202, 301};
    struct rule_view view;

    (void)state;
    assert_int_equal(profile_version(profile), 11);
    assert_int_equal(profile_rules(profile), COUNT_OF(numbers));
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        bool warns = numbers[i] >= 105 && numbers[i] <= 109;
        assert_true(profile_rule(profile, i, &view));
        assert_int_equal(view.number, numbers[i]);
        assert_int_equal(view.severity, warns ? VERDICT_WARN : VERDICT_MUST_FIX);
    }
    assert_false(profile_rule(profile, COUNT_OF(numbers), &view));
    assert_true(profile_rule_by_number(profile, 102, &view));
    assert_int_equal(view.smbios_type, 2);
    assert_int_equal(view.smbios_offset, 7);
    assert_string_equal(view.hand_windows, "wmic baseboard get serialnumber");
    assert_false(profile_rule_by_number(profile, 999, &view));
}

static void test_each_kind_of_nothing_has_its_own_cause(void **state)
{
    (void)state;
    expect_state(KEY_SYSTEM_SERIAL, FACT_ABSENT, 101, VERDICT_MUST_FIX, REASON_ABSENT,
                 "absent");
    expect_state(KEY_SYSTEM_SERIAL, FACT_BEYOND_LENGTH, 101, VERDICT_MUST_FIX, REASON_EMPTY,
                 "beyond-length");
    expect_state(KEY_SYSTEM_SERIAL, FACT_INDEX_ZERO, 101, VERDICT_MUST_FIX, REASON_EMPTY,
                 "index-zero");
    expect_state(KEY_SYSTEM_SERIAL, FACT_EMPTY, 101, VERDICT_MUST_FIX, REASON_EMPTY, "empty");
    expect_state(KEY_SYSTEM_SERIAL, FACT_BLANK, 101, VERDICT_MUST_FIX, REASON_EMPTY, "blank");
    expect_state(KEY_SYSTEM_SERIAL, FACT_INDEX_RANGE, 101, VERDICT_MUST_FIX, REASON_MALFORMED,
                 "index-out-of-range");
    expect_state(KEY_SYSTEM_SERIAL, FACT_DENIED, 101, VERDICT_UNREAD, REASON_UNREADABLE,
                 "denied");
    expect_state(KEY_SYSTEM_SERIAL, FACT_UNREADABLE, 101, VERDICT_UNREAD, REASON_UNREADABLE,
                 "unreadable");
    expect_state(KEY_SYSTEM_SERIAL, FACT_NOT_APPLICABLE, 101, VERDICT_NOT_APPLICABLE,
                 REASON_PASS, "");
    expect_state(KEY_SYSTEM_SKU, FACT_BEYOND_LENGTH, 106, VERDICT_WARN, REASON_EMPTY,
                 "beyond-length");
}

static void test_text_fields_are_judged(void **state)
{
    (void)state;
    expect_text(KEY_SYSTEM_SERIAL, "CZJ0280RQ2", 101, VERDICT_OK, REASON_PASS, "");
    expect_text(KEY_SYSTEM_SERIAL, "Default string", 101, VERDICT_MUST_FIX, REASON_PLACEHOLDER,
                "to-be-filled");
    expect_text(KEY_SYSTEM_SERIAL,
                "AB\x01"
                "C",
                101, VERDICT_MUST_FIX, REASON_MALFORMED, "unprintable");
    expect_text(KEY_BOARD_SERIAL, "None", 102, VERDICT_MUST_FIX, REASON_PLACEHOLDER, "nothing");
    expect_text(KEY_SYSTEM_MANUFACTURER, "System manufacturer", 103, VERDICT_MUST_FIX,
                REASON_PLACEHOLDER, "field-name");
    expect_text(KEY_SYSTEM_PRODUCT, "OptiPlex 7010", 104, VERDICT_OK, REASON_PASS, "");
    expect_text(KEY_SYSTEM_UUID, "03000200-0400-0500-0006-000700080009", 105, VERDICT_WARN,
                REASON_PLACEHOLDER, "shared-uuid");
    expect_text(KEY_SYSTEM_FAMILY, " ", 107, VERDICT_WARN, REASON_EMPTY, "blank");
    expect_text(KEY_BOARD_PRODUCT, "0JKGD4", 108, VERDICT_OK, REASON_PASS, "");
}

/* A factory tool that writes one string everywhere. */
static void test_a_serial_that_is_the_model_is_a_placeholder(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    fact_add_text(facts, KEY_SYSTEM_PRODUCT, 0, STR("TR-4200 M3"), smbios_at(1, 5, 2));
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("TR-4200 M3 "), smbios_at(1, 7, 4));
    fact_add_text(facts, KEY_BOARD_SERIAL, 0, STR("TR-4200 M3-0007"), smbios_at(2, 7, 4));
    expect(facts, 101, VERDICT_MUST_FIX, REASON_PLACEHOLDER, "copied");
    expect(facts, 102, VERDICT_OK, REASON_PASS, "");
    fact_list_free(facts);
}

static void test_a_long_name_is_only_a_note(void **state)
{
    (void)state;
    expect_text(KEY_SYSTEM_MANUFACTURER, "Micro-Star International Co., Ltd.", 103, VERDICT_OK,
                REASON_PASS, "max_bytes");
    expect_text(KEY_SYSTEM_SKU, "LENOVO_MT_20XW_BU_Think_FM_ThinkPad X1 Carbon Gen 9", 106,
                VERDICT_OK, REASON_PASS, "max_bytes");
}

static void test_two_readings_that_differ_are_told(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("CZJ0280RQ2"), smbios_at(1, 7, 1));
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("CZJ0280RQ2  "), nowhere);
    expect(facts, 101, VERDICT_OK, REASON_PASS, "");
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("CZJ0280RQ9"), nowhere);
    expect(facts, 101, VERDICT_MUST_FIX, REASON_DIFFER, "sources_agree");
    fact_list_free(facts);
}

static void test_several_disks_that_are_all_good_are_told(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        fact_add_flag(facts, KEY_DISK_SYSTEM, i, true, nowhere);
        fact_add_text(facts, KEY_DISK_SERIAL, i, i ? STR("WX11A2B3C4D5") : STR("S5GYNX0T417"),
                      nowhere);
        fact_add_flag(facts, KEY_DISK_REMOVABLE, i, i == 1, nowhere);
    }
    expect(facts, 201, VERDICT_OK, REASON_PASS, "several-disks");
    expect(facts, 202, VERDICT_MUST_FIX, REASON_NOT_AS_REQUIRED, "is_false");
    assert_int_equal(find(facts, 202).instance, 1);
    fact_list_free(facts);
}

static void test_disk_serial_that_another_source_contradicts_differs(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    fact_add_flag(facts, KEY_DISK_SYSTEM, 0, true, nowhere);
    fact_add_text(facts, KEY_DISK_SERIAL, 0, STR("WX11A2B3C4D5        "), nowhere);
    fact_add_text(facts, KEY_DISK_SERIAL_OTHER, 0, STR("WX11A2B3C4D5"), nowhere);
    expect(facts, 201, VERDICT_OK, REASON_PASS, "");
    fact_add_text(facts, KEY_DISK_SERIAL_OTHER, 0, STR("WX11A2B3C4D6"), nowhere);
    expect(facts, 201, VERDICT_MUST_FIX, REASON_DIFFER, "sources_agree");
    fact_list_free(facts);
}

static void test_enclosure_types_are_looked_up(void **state)
{
    static const struct {
        unsigned type;
        enum verdict verdict;
        enum reason reason;
        const char *why;
    } rows[] = {
        {0x03, VERDICT_OK, REASON_PASS, ""},
        {0x0a, VERDICT_OK, REASON_PASS, ""},
        {0x83, VERDICT_OK, REASON_PASS, ""}, /* with the lock bit */
        {0x02, VERDICT_WARN, REASON_PLACEHOLDER, "enclosure-unknown"},
        {0x00, VERDICT_WARN, REASON_MALFORMED, "enclosure-no-type"},
        {0x60, VERDICT_WARN, REASON_MALFORMED, "enclosure-no-type"},
        {0x09, VERDICT_WARN, REASON_NOT_AS_REQUIRED, "enclosure_allowed"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct fact_list *facts = fact_list_new();
        fact_add_number(facts, KEY_CHASSIS_TYPE, 0, rows[i].type, smbios_at(3, 5, 0));
        expect(facts, 109, rows[i].verdict, rows[i].reason, rows[i].why);
        fact_list_free(facts);
    }
}

static void test_a_missing_firmware_table_is_called_so(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    fact_add_state(facts, KEY_SMBIOS_VERSION, 0, FACT_ABSENT, smbios_at(0, 0, 0));
    fact_add_state(facts, KEY_SYSTEM_SERIAL, 0, FACT_ABSENT, smbios_at(1, 7, 0));
    fact_add_state(facts, KEY_BOARD_SERIAL, 0, FACT_ABSENT, smbios_at(2, 7, 0));
    expect(facts, 101, VERDICT_MUST_FIX, REASON_ABSENT, "no-table");
    expect(facts, 102, VERDICT_MUST_FIX, REASON_ABSENT, "no-table");
    fact_add_text(facts, KEY_SYSTEM_PRODUCT, 0, STR("X1"), smbios_at(1, 5, 1));
    expect(facts, 102, VERDICT_MUST_FIX, REASON_ABSENT, "absent");
    fact_list_free(facts);
}

static void test_no_facts_at_all_is_unread_and_never_empty(void **state)
{
    struct fact_list *facts = fact_list_new();
    struct rule_view view;

    (void)state;
    for (size_t i = 0; profile_rule(profile, i, &view); i++) {
        struct finding f = find(facts, view.number);
        assert_int_equal(f.verdict, VERDICT_UNREAD);
        assert_int_equal(f.reason, REASON_UNREADABLE);
        assert_null(f.fact);
    }
    fact_list_free(facts);
}

static void add_disk(struct fact_list *facts, unsigned i, bool holds_system, const char *serial,
                     bool removable)
{
    fact_add_flag(facts, KEY_DISK_SYSTEM, i, holds_system, nowhere);
    fact_add_text(facts, KEY_DISK_SERIAL, i, str_of(serial), nowhere);
    fact_add_flag(facts, KEY_DISK_REMOVABLE, i, removable, nowhere);
}

static void test_only_the_disk_that_holds_the_system_counts(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    add_disk(facts, 0, false, "", true);
    add_disk(facts, 1, true, "S3Z9NB0K120456", false);
    expect(facts, 201, VERDICT_OK, REASON_PASS, "");
    expect(facts, 202, VERDICT_OK, REASON_PASS, "");
    assert_int_equal(find(facts, 201).instance, 1);
    fact_list_free(facts);
}

static void test_the_worst_of_several_system_disks_counts(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    add_disk(facts, 0, true, "S3Z9NB0K120456", false);
    add_disk(facts, 1, true, "  ", false);
    add_disk(facts, 2, true, "S3Z9NB0K120457", true);
    expect(facts, 201, VERDICT_MUST_FIX, REASON_EMPTY, "blank");
    assert_int_equal(find(facts, 201).instance, 1);
    expect(facts, 202, VERDICT_MUST_FIX, REASON_NOT_AS_REQUIRED, "is_false");
    assert_int_equal(find(facts, 202).instance, 2);
    fact_list_free(facts);
}

static void test_disk_serials_are_measured_in_trimmed_bytes(void **state)
{
    static const char sixty_four[] =
        "A1B2C3D4E5F6G7H8J9K1L2M3N4P5Q6R7S8T9U1V2W3X4Y5Z6A7B8C9D1E2F3G4H5";
    struct buf text = BUF_INIT(200);

    (void)state;
    assert_int_equal(sizeof sixty_four - 1, 64);
    for (unsigned extra = 0; extra < 2; extra++) {
        struct fact_list *facts = fact_list_new();
        buf_clear(&text);
        buf_printf(&text, "    %s%s    ", sixty_four, extra ? "J" : "");
        add_disk(facts, 0, true, buf_cstr(&text), false);
        if (extra)
            expect(facts, 201, VERDICT_MUST_FIX, REASON_MALFORMED, "max_bytes");
        else
            expect(facts, 201, VERDICT_OK, REASON_PASS, "");
        fact_list_free(facts);
    }
    buf_done(&text);
}

static void test_an_unknown_system_disk_is_unread(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    add_disk(facts, 0, false, "S3Z9NB0K120456", false);
    expect(facts, 201, VERDICT_UNREAD, REASON_UNREADABLE, "no-system-disk");
    expect(facts, 202, VERDICT_UNREAD, REASON_UNREADABLE, "no-system-disk");
    fact_list_free(facts);

    facts = fact_list_new();
    fact_add_state(facts, KEY_DISK_SYSTEM, 0, FACT_NOT_APPLICABLE, nowhere);
    expect(facts, 201, VERDICT_NOT_APPLICABLE, REASON_PASS, "");
    fact_list_free(facts);
}

static void add_nic(struct fact_list *facts, unsigned i, bool physical, bool enabled)
{
    fact_add_flag(facts, KEY_NIC_PHYSICAL, i, physical, nowhere);
    fact_add_flag(facts, KEY_NIC_ENABLED, i, enabled, nowhere);
}

static void test_one_enabled_physical_adapter_is_enough(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    add_nic(facts, 0, false, true);
    expect(facts, 301, VERDICT_MUST_FIX, REASON_ABSENT, "no-adapter");
    add_nic(facts, 1, true, false);
    expect(facts, 301, VERDICT_MUST_FIX, REASON_NOT_AS_REQUIRED, "any_physical_enabled");
    assert_int_equal(find(facts, 301).instance, 1);
    fact_add_flag(facts, KEY_NIC_PHYSICAL, 2, true, nowhere);
    fact_add_state(facts, KEY_NIC_ENABLED, 2, FACT_DENIED, nowhere);
    expect(facts, 301, VERDICT_UNREAD, REASON_UNREADABLE, "denied");
    add_nic(facts, 3, true, true);
    expect(facts, 301, VERDICT_OK, REASON_PASS, "");
    assert_int_equal(find(facts, 301).instance, 3);
    fact_list_free(facts);
}

static void test_unread_adapters_are_not_missing_adapters(void **state)
{
    struct fact_list *facts = fact_list_new();

    (void)state;
    fact_add_state(facts, KEY_NIC_PHYSICAL, 0, FACT_UNREADABLE, nowhere);
    expect(facts, 301, VERDICT_UNREAD, REASON_UNREADABLE, "unreadable");
    fact_list_free(facts);

    facts = fact_list_new();
    fact_add_state(facts, KEY_NIC_PHYSICAL, 0, FACT_ABSENT, nowhere);
    expect(facts, 301, VERDICT_MUST_FIX, REASON_ABSENT, "no-adapter");
    fact_list_free(facts);
}

/* A redacted value still tells its length and classes, so the desk gets the same verdicts. */
static void test_redacted_facts_give_the_same_verdicts(void **state)
{
    struct fact_list *facts = fact_list_new();
    struct fact *f = fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("SER-4F21AA"), nowhere);

    (void)state;
    f->state = FACT_REDACTED;
    f->was = FACT_OK;
    f->length_bytes = 12;
    f->classes = "AAA9999AA9__";
    expect(facts, 101, VERDICT_OK, REASON_PASS, "");
    f->classes = "AAA99##AA9__";
    expect(facts, 101, VERDICT_MUST_FIX, REASON_MALFORMED, "unprintable");
    f->was = FACT_INDEX_ZERO;
    expect(facts, 101, VERDICT_MUST_FIX, REASON_EMPTY, "index-zero");
    fact_list_free(facts);
}

static void test_placeholders_need_no_redaction(void **state)
{
    struct err err = ERR_NONE;
    struct judge *judge = judge_new(&err);
    struct fact_list *facts = fact_list_new();
    struct fact *serial =
        fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("CZJ0280RQ2"), nowhere);
    struct fact *filler = fact_add_text(facts, KEY_BOARD_SERIAL, 0, STR("None"), nowhere);
    struct fact *blank = fact_add_text(facts, KEY_CHASSIS_ASSET, 0, STR("  "), nowhere);
    struct fact *broken = fact_add_text(facts, KEY_CHASSIS_SERIAL, 0,
                                        STR("A\x02"
                                            "7781"),
                                        nowhere);
    struct fact *host = fact_add_text(facts, KEY_OS_HOST, 0, STR("none"), nowhere);

    (void)state;
    check_no_err(&err);
    assert_false(check_is_placeholder(judge, serial));
    assert_true(check_is_placeholder(judge, filler));
    assert_true(check_is_placeholder(judge, blank));
    assert_false(check_is_placeholder(judge, broken));
    assert_false(check_is_placeholder(judge, host)); /* the judge does not know host names */
    assert_true(check_is_no_number(judge, STR("Not Available")));
    assert_true(check_is_no_number(judge, STR("  ")));
    assert_false(
        check_is_no_number(judge, STR("Accounting"))); /* no serial, and yet somebody's tag */
    assert_false(check_is_no_number(judge, STR("5CG1234XYZ")));
    fact_list_free(facts);
    judge_free(judge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_stand_in_the_order_of_the_phone_code),
        cmocka_unit_test(test_each_kind_of_nothing_has_its_own_cause),
        cmocka_unit_test(test_text_fields_are_judged),
        cmocka_unit_test(test_a_serial_that_is_the_model_is_a_placeholder),
        cmocka_unit_test(test_a_long_name_is_only_a_note),
        cmocka_unit_test(test_two_readings_that_differ_are_told),
        cmocka_unit_test(test_several_disks_that_are_all_good_are_told),
        cmocka_unit_test(test_disk_serial_that_another_source_contradicts_differs),
        cmocka_unit_test(test_enclosure_types_are_looked_up),
        cmocka_unit_test(test_a_missing_firmware_table_is_called_so),
        cmocka_unit_test(test_no_facts_at_all_is_unread_and_never_empty),
        cmocka_unit_test(test_only_the_disk_that_holds_the_system_counts),
        cmocka_unit_test(test_the_worst_of_several_system_disks_counts),
        cmocka_unit_test(test_disk_serials_are_measured_in_trimmed_bytes),
        cmocka_unit_test(test_an_unknown_system_disk_is_unread),
        cmocka_unit_test(test_one_enabled_physical_adapter_is_enough),
        cmocka_unit_test(test_unread_adapters_are_not_missing_adapters),
        cmocka_unit_test(test_redacted_facts_give_the_same_verdicts),
        cmocka_unit_test(test_placeholders_need_no_redaction),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
