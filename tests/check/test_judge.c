/* test_judge.c - values that are real and values that are not, by field. */
#include "tests/support/check.h"

#include <stdio.h>

#include "check/judge.h"

static struct judge *judge;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    judge = judge_new(&err);
    check_no_err(&err);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    judge_free(judge);
    return 0;
}

struct row {
    const char *field;
    const char *value;
    const char *rule; /* "" in the table of real values */
};

static void check_rows(const struct row *rows, size_t n, enum judgement want)
{
    for (size_t i = 0; i < n; i++) {
        const char *rule;
        enum judgement got =
            judge_value(judge, str_of(rows[i].field), str_of(rows[i].value), &rule);

        if (got != want || !str_is(str_of(rule), rows[i].rule))
            fail_msg("%s [%s]: %s by \"%s\", want %s by \"%s\"", rows[i].field, rows[i].value,
                     judgement_name(got), rule, judgement_name(want), rows[i].rule);
    }
}

/* Real values that look like placeholders. */
static void test_odd_but_real_values_are_ok(void **state)
{
    static const struct row rows[] = {
        {"system.product", "HP Pavilion Laptop 15-db0xxx", ""},
        {"system.product", "OMEN by HP 25L Gaming Desktop GT12-0xxx", ""},
        {"system.product", "HP All-in-One 24-k0xxx", ""},
        {"system.product", "Laptop", ""},
        {"system.product", "Serval WS", ""},
        {"system.product", "Standard PC (Q35 + ICH9, 2009)", ""},
        {"system.product", "Virtual Machine", ""},
        {"system.product", "SER", ""},
        {"system.product", "NAnote", ""},
        {"system.product", "RSVDuo", ""},
        {"system.family", "TBDxOEM", ""},
        {"system.product", "Project Aristo 5", ""},
        {"system.product", "Skylake Platform", ""},
        {"system.product", "Custom Built 7700K", ""},
        {"system.manufacturer", "Platform Computing", ""},
        {"system.version", "Rev A", ""},
        {"system.serial", "PBKGNED", ""},
        {"system.serial", "SN0000000417", ""},
        {"baseboard.product", "KLVL-WXX9-PCB", ""},
        {"system.family", "103C_5335KV G=N L=CON B=HP S=ENV X=Null ", "blanks-around"},
        {"system.family", "X", ""},
        {"system.family", "Nano PC", ""},
        {"system.manufacturer", "N-one", ""},
        {"system.manufacturer", "Unknown Worlds", ""},
        {"system.manufacturer", "System76", ""},
        {"system.version", "-[TEE152L-2.51]-", ""},
        {"system.version", "Version A0", ""},
        {"system.version", "Version 2", ""},
        {"system.version", "1", ""},
        {"system.sku", "sku1510015017", ""},
        {"system.sku", "0001", ""},
        {"baseboard.serial", "..CN0000000000J8.", ""},
        {"baseboard.serial", "/6AAAAH2/CN00009637BI00E4/", ""},
        {"baseboard.serial", "\\/640AA72\\/CE000006461378\\/", ""},
        {"baseboard.serial", "PWAAH%%LMBC08S", ""},
        {"baseboard.serial", "$$T02XA1K9", ""},
        {"system.serial", "CZJ0280RQ2      ", "blanks-around"},
        {"system.serial", "VMware-42 00 ee 9a 8e 13 ee e5-fc ec 82 3d cd 74 76 94", ""},
        {"system.serial", "2349-2347-2234-2340-2341-3240-48", ""},
        {"system.uuid", "03c00215-04fe-05a1-9206-a10700080009", ""},
        {"system.uuid", "00000000-0000-0000-0000-00259000aa28", ""},
        {"chassis.type", "Notebook", ""},
        {"disk.serial", "QM00001", ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), JUDGE_OK);
}

static void test_placeholders_are_told_by_rule(void **state)
{
    static const struct row rows[] = {
        {"system.serial", "To Be Filled By O.E.M.", "to-be-filled"},
        {"system.serial", "TobefilledbyO.E.M.", "to-be-filled"},
        {"baseboard.serial", "Default string", "to-be-filled"},
        {"system.sku", "$(DEFAULT_STRING)", "unexpanded"},
        {"system.sku", "Order Number %s", "unexpanded"},
        {"system.version", "Default string-CF-WCP-ADO", "to-be-filled"},
        {"system.version", "String padrao", "to-be-filled"},
        {"system.serial", "System Serial Number", "field-name"},
        {"system.serial", "SystemSerialNumb", "field-name"},
        {"system.serial", "SerNum02", "field-name"},
        {"system.manufacturer", "stem manufacturer", "field-name"},
        {"chassis.manufacturer", "Chassis Manufactture", "field-name"},
        {"system.manufacturer", "NEC_Product", "field-name"},
        {"system.sku", "System SKU#", "field-name"},
        {"system.sku", "SKU0", "field-name"},
        {"baseboard.product", "Type2 - Board Product Name1", "template"},
        {"baseboard.version", "Type2 - A01 Board Version", "template"},
        {"system.product", "SmbiosType1_SystemProductName", "template"},
        {"chassis.asset", "No Asset Tag", "field-name"},
        {"chassis.version", "no information", "nothing"},
        {"system.family", "Family Number Unknown", "field-name"},
        {"system.version", "Not Applicable                  ", "nothing"},
        {"system.version", "N/A.", "nothing"},
        {"system.product", "O.E.M", "nothing"},
        {"system.family", "Uknown", "nothing"},
        {"system.serial", "None1", "nothing"},
        {"chassis.version", "Reserver for OEM", "to-be-filled"},
        {"system.serial", "RSVD", "reserved"},
        {"system.product", "Rsvd for ODM", "reserved"},
        {"system.family", "TBDbyOEM", "known"},
        {"baseboard.product", "TBAbyODM", "nothing"},
        {"system.version", "TBCforOEM2", "nothing"},
        {"chassis.asset", "Default string1", "to-be-filled"},
        {"baseboard.serial", "To be filled by O.E.M.2", "to-be-filled"},
        {"system.sku", "Not Specified3", "nothing"},
        {"chassis.serial", "System Serial Number1", "field-name"},
        {"baseboard.version", "Hampoo_reserve", "reserved"},
        {"system.product", "Notebook        ", "known"},
        {"system.serial", "0123456789", "sequence"},
        {"system.serial", "SYS-9876543210", "sequence"},
        {"system.serial", "SN-12345", "sequence"},
        {"baseboard.serial", "BSN12345678901234567", "sequence"},
        {"system.family", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "sequence"},
        {"system.serial", "0x00000000", "zero-or-x"},
        {"baseboard.version", "X.0x", "zero-or-x"},
        {"system.serial", "1111111", "zero-or-x"},
        {"system.serial", "2222222", "one-character"},
        {"system.serial", "NNNNNNN", "one-character"},
        {"system.serial", "2.01", "version"},
        {"system.serial", "Rev 1.02A", "version"},
        {"system.serial", "7", "too-short"},
        {"system.serial", "..........", "punctuation"},
        {"system.sku", "S26361-Kxxx-Vyyy", "mask"},
        {"system.serial", "\xff\xff\xff\xff", "all-ff"},
        {"system.uuid", "03000200-0400-0500-0006-000700080009", "shared-uuid"},
        {"system.uuid", "00020003-0004-0005-0006-000700080009", "shared-uuid"},
        {"system.uuid", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "shared-uuid"},
        {"system.uuid", "deadbeef-dead-beef-dead-beefdeadbeef", "shared-uuid"},
        {"system.uuid", "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a", "shared-uuid"},
        {"system.uuid", "Not Settable", "shared-uuid"},
        {"chassis.type", "Unknown", "no-enclosure"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), JUDGE_PLACEHOLDER);
}

static void test_broken_text_is_malformed(void **state)
{
    static const struct row rows[] = {
        {"system.serial", "<BAD INDEX>", "broken-index"},
        {"chassis.type", "<OUT OF SPEC>", "broken-index"},
        {"system.serial",
         "AB\x01"
         "CD",
         "unprintable"},
        {"system.serial", "5CD\xff\xff\xff", "unprintable"},
        {"baseboard.version", "S4881\\x0aomputer Corp", "unprintable"},
        {"system.manufacturer", "\xe8\x81\x94\xe6\x83\xb3", "not-ascii"},
        {"system.uuid", "3445DEE7-45D0-1244-95DD-34FAA067C1BE33E", "no-uuid"},
        {"system.uuid", "3445DEE7", "no-uuid"},
        {"system.product", "; 9k", "cut-off"},
        {"system.version", "....Intel Corporation  ", "cut-off"},
        {"chassis.manufacturer", " Computer Corporation", "no-name"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), JUDGE_MALFORMED);
}

static void test_empty_and_blank_are_empty(void **state)
{
    static const struct row empty[] = {{"system.serial", "", "empty"}};
    static const struct row blank[] = {{"system.serial", " ", "blank"},
                                       {"system.family", "                  ", "blank"}};

    (void)state;
    check_rows(empty, COUNT_OF(empty), JUDGE_EMPTY);
    check_rows(blank, COUNT_OF(blank), JUDGE_EMPTY);
}

static void test_long_and_hostile_values_are_judged_within_bounds(void **state)
{
    char value[4096];
    const char *rule;

    (void)state;
    for (unsigned byte = 1; byte < 256; byte++) {
        for (size_t i = 0; i < sizeof value; i++)
            value[i] = (char)byte;
        for (size_t n = 1; n <= sizeof value; n = n * 2 + 1)
            (void)judge_value(judge, STR("system.serial"), (struct str){value, n}, &rule);
    }
    for (size_t i = 0; i + 2 <= sizeof value; i += 2) {
        value[i] = 'n';
        value[i + 1] = 'a';
    }
    assert_int_equal(
        judge_value(judge, STR("system.product"), (struct str){value, sizeof value}, &rule),
        JUDGE_PLACEHOLDER);
    assert_string_equal(rule, "repeated");
}

static void test_fields_have_names(void **state)
{
    (void)state;
    assert_true(judge_knows_field(STR("system.serial")));
    assert_true(judge_knows_field(STR("disk.serial")));
    assert_false(judge_knows_field(STR("nic.mac")));
    assert_string_equal(judgement_name(JUDGE_MALFORMED), "malformed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_odd_but_real_values_are_ok),
        cmocka_unit_test(test_placeholders_are_told_by_rule),
        cmocka_unit_test(test_broken_text_is_malformed),
        cmocka_unit_test(test_empty_and_blank_are_empty),
        cmocka_unit_test(test_long_and_hostile_values_are_judged_within_bounds),
        cmocka_unit_test(test_fields_have_names),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
