/* test_compare.c - what separates, what only looks so, and whose tokens may be compared. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "desk/compare.h"

#define MACHINES_MAX 12

static struct profile *profile;
static struct known_issues *told;
static struct evidence machines[MACHINES_MAX];
static struct verify_signature sites[MACHINES_MAX];
static size_t machines_n;
static struct comparison *c;

static const struct fact_source smbios = {.kind = SOURCE_SMBIOS, .path = ""};

static int set_up(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_true(digest_start(&err));
    profile = profile_load("cmge", &err);
    told = compare_circumstances(&err);
    check_no_err(&err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    profile_free(profile);
    known_issues_free(told);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    compare_free(c);
    c = NULL;
    for (size_t i = 0; i < machines_n; i++)
        evidence_close(&machines[i]);
    machines_n = 0;
    return 0;
}

static struct evidence *machine(enum machine_role role)
{
    struct evidence *e = &machines[machines_n];
    struct verify_signature *site = &sites[machines_n];

    *e = (struct evidence){.arena = arena_new(), .facts = fact_list_new(), .role = role};
    *site = (struct verify_signature){.file = "sig/site.minisig", .key_id = "0123456789ABCDEF"};
    e->report.signatures = site;
    e->report.signatures_n = 1;
    e->case_number = "CAS-00000-A0B0C0";
    e->machine = (unsigned)++machines_n;
    e->symptom = e->error_text = e->profile = e->released_on = "";
    return e;
}

static void text(struct evidence *e, enum fact_key key, const char *value)
{
    fact_add_text(e->facts, key, 0, str_of(value), smbios);
}

static void token(struct evidence *e, enum fact_key key, const char *alias)
{
    struct fact *f = fact_add_text(e->facts, key, 0, str_of(alias), smbios);

    f->state = FACT_REDACTED;
    f->was = FACT_OK;
    f->length_bytes = (uint32_t)strlen(alias);
    f->classes = "";
}

static void compare(void)
{
    static const enum machine_role as_said[MACHINES_MAX];
    const struct evidence *list[MACHINES_MAX];
    struct err err = ERR_NONE;

    for (size_t i = 0; i < machines_n; i++)
        list[i] = &machines[i];
    c = compare_new(list, as_said, machines_n, profile, told, LANG_EN, &err);
    check_no_err(&err);
    assert_non_null(c);
}

static const struct compare_field *separating(const char *name)
{
    for (size_t i = 0; i < c->ranked_n; i++)
        if (strcmp(c->fields[c->ranked[i]].name, name) == 0)
            return &c->fields[c->ranked[i]];
    return NULL;
}

static void test_a_value_that_all_failing_share_separates(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++)
        text(machine(i < 2 ? ROLE_GOOD : ROLE_FAILING), KEY_BIOS_VERSION,
             i < 2 ? "2.1" : "2.0");
    compare();
    const struct compare_field *f = separating("smbios.bios.version");
    assert_non_null(f);
    assert_true(f->score == 1.0 && f->best_is_bad);
    assert_string_equal(f->values[f->best].text, "2.0");
    assert_int_equal(c->firmware_n, 2);
}

static void test_what_differs_on_every_pc_separates_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 6; i++) {
        struct evidence *e = machine(i == 0 ? ROLE_GOOD : ROLE_FAILING);
        char value[16];
        snprintf(value, sizeof value, "X%dQ7", i);
        text(e, KEY_SYSTEM_VERSION, value);
        token(e, KEY_SYSTEM_SERIAL, value);
    }
    compare();
    assert_null(separating("smbios.system.version"));
    assert_null(separating("rule 101"));
}

static void test_one_good_pc_separates_when_the_failing_agree(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        text(machine(i == 0 ? ROLE_GOOD : ROLE_FAILING), KEY_FIRMWARE_MODE,
             i == 0 ? "uefi" : "bios");
    compare();
    assert_non_null(separating("firmware.mode"));
}

static void test_an_empty_serial_everywhere_is_equal_and_latent(void **state)
{
    uint64_t pcs = 0;

    (void)state;
    for (int i = 0; i < 4; i++)
        fact_add_state(machine(i == 0 ? ROLE_GOOD : ROLE_FAILING)->facts, KEY_BOARD_SERIAL, 0,
                       FACT_INDEX_ZERO, smbios);
    compare();
    assert_int_equal(compare_separating_rule(c), COMPARE_NO_FIELD);
    assert_int_equal(c->latent, 1);
    for (size_t i = 0; i < c->fields_n; i++)
        if (c->fields[i].rule == 102)
            assert_true(compare_is_equal_fault(c, &c->fields[i], &pcs));
    assert_int_equal(pcs, 0xf);
    assert_string_equal(compare_labels(c, pcs, c->arena), "1-4");
    assert_string_equal(compare_labels(c, 0xb, c->arena), "1, 2, 4");
}

static void test_a_rule_that_only_the_failing_break_comes_first(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct evidence *e = machine(i < 2 ? ROLE_GOOD : ROLE_FAILING);
        text(e, KEY_BIOS_VERSION, i < 2 ? "2.1" : "2.0");
        text(e, KEY_SYSTEM_MANUFACTURER, i < 2 ? "Maker" : "Default string");
    }
    compare();
    assert_int_equal(c->fields[c->ranked[0]].rule, 103);
}

static void test_what_is_told_is_taken_back_by_its_denial(void **state)
{
    (void)state;
    machine(ROLE_GOOD)->symptom = "\u4ea7\u7ebf\u6fc0\u6d3b\uff0c\u672a\u91cd\u88c5";
    machine(ROLE_FAILING)->symptom = "\u91cd\u88c5\u7cfb\u7edf\u540e\u65e0\u6cd5\u6fc0\u6d3b";
    machine(ROLE_FAILING)->symptom = "fails after a reinstall";
    compare();
    const struct compare_field *f = separating("told reinstalled");
    assert_non_null(f);
    assert_int_equal(f->values[f->best].machines, 6);
    assert_non_null(separating("told factory"));
}

static void test_tokens_are_the_same_value_only_in_one_case_of_one_site(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        token(machine(ROLE_FAILING), KEY_SYSTEM_SERIAL, "KQ-3381");
    machines[2].case_number = "CAS-00000-B0B0B0";
    memcpy(sites[3].key_id, "FEDCBA9876543210", 16);
    compare();
    assert_false(c->is_comparable);
    assert_int_equal(c->twins_n, 1);
    assert_int_equal(c->twins[0].machines, 3);
    assert_true(c->twins[0].is_token);
}

static void test_two_bundles_of_one_pc_are_no_duplicate(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++)
        text(machine(ROLE_FAILING), KEY_SYSTEM_SERIAL, "KQ-3381");
    machines[1].machine = machines[0].machine;
    compare();
    assert_int_equal(c->twins_n, 0);
    assert_int_equal(c->machines[1].label, 2); /* the number no longer tells them apart */
}

static void test_placeholders_and_sticks_are_no_duplicates(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct evidence *e = machine(ROLE_FAILING);
        text(e, KEY_CHASSIS_SERIAL, "To Be Filled By O.E.M.");
        text(e, KEY_DISK_SERIAL, "S3Z9NB0K");
        fact_add_flag(e->facts, KEY_DISK_REMOVABLE, 0, true, smbios);
    }
    compare();
    assert_int_equal(c->twins_n, 0);
}

static void test_too_many_or_no_bundles_are_refused(void **state)
{
    const struct evidence *list[1] = {NULL};
    const enum machine_role roles[1] = {ROLE_UNKNOWN};
    struct err err = ERR_NONE;

    (void)state;
    assert_null(compare_new(list, roles, 0, profile, told, LANG_EN, &err));
    assert_int_equal(err.code, E_VALUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_value_that_all_failing_share_separates, clear),
        cmocka_unit_test_teardown(test_what_differs_on_every_pc_separates_nothing, clear),
        cmocka_unit_test_teardown(test_one_good_pc_separates_when_the_failing_agree, clear),
        cmocka_unit_test_teardown(test_an_empty_serial_everywhere_is_equal_and_latent, clear),
        cmocka_unit_test_teardown(test_a_rule_that_only_the_failing_break_comes_first, clear),
        cmocka_unit_test_teardown(test_what_is_told_is_taken_back_by_its_denial, clear),
        cmocka_unit_test_teardown(test_tokens_are_the_same_value_only_in_one_case_of_one_site,
                                  clear),
        cmocka_unit_test_teardown(test_two_bundles_of_one_pc_are_no_duplicate, clear),
        cmocka_unit_test_teardown(test_placeholders_and_sticks_are_no_duplicates, clear),
        cmocka_unit_test_teardown(test_too_many_or_no_bundles_are_refused, clear),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
