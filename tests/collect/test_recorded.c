/* test_recorded.c - a machine that was written down is given back. */
#include "tests/support/check.h"

#include <string.h>

#include "check/check.h"
#include "collect/provider.h"
#include "tests/support/machine.h"

static struct machine machine;
static struct collect_result result;

static int start(void **state)
{
    (void)state;
    machine_init(&machine, "windows-recorded");
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(result.facts);
    artifact_list_free(result.artifacts);
    result = (struct collect_result){.facts = NULL};
    machine_done(&machine);
    return 0;
}

static const struct fact_list *collect(void)
{
    const struct collect_target target = {.root = machine.root};
    struct err err = ERR_NONE;

    assert_string_equal(provider_of(&target)->name, "recorded");
    assert_true(collect_facts(&target, &result, NULL, &err));
    return result.facts;
}

static void test_each_source_says_what_was_written_down(void **state)
{
    const struct fact_list *facts = collect();
    const struct fact *f;

    (void)state;
    f = check_fact(facts, KEY_DISK_SERIAL, 0, FACT_OK, "  WX-EXAMPLE-01  ");
    assert_int_equal(f->source.kind, SOURCE_IOCTL);
    check_fact(facts, KEY_DISK_SERIAL, 1, FACT_EMPTY, NULL);
    assert_int_equal(check_fact(facts, KEY_DISK_REMOVABLE, 1, FACT_OK, "yes")->number, 1);
    check_fact(facts, KEY_NIC_ENABLED, 0, FACT_OK, "no");
    check_fact(facts, KEY_OS_MACHINE_ID, 0, FACT_DENIED, NULL);
    check_fact(facts, KEY_SYSTEM_PRODUCT_OTHER, 0, FACT_OK, "EX-PC");
}

static void test_an_alias_counts_as_the_value_that_was_read(void **state)
{
    (void)state;
    check_fact(collect(), KEY_NIC_MAC, 0, FACT_OK, "02:00:00:00:00:01");
}

static void test_only_the_table_speaks_for_the_table(void **state)
{
    const struct fact_list *facts = collect();

    (void)state;
    assert_int_equal(result.smbios_state, FACT_ABSENT);
    check_fact(facts, KEY_SYSTEM_SERIAL, 0, FACT_ABSENT, NULL);
}

static void test_rules_judge_it_like_a_machine(void **state)
{
    static const struct {
        unsigned rule;
        enum verdict verdict;
    } want[] = {{201, VERDICT_OK}, {202, VERDICT_OK}, {301, VERDICT_MUST_FIX}};
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct profile *profile = profile_load("cmge", &err);
    struct finding_list findings;

    (void)state;
    assert_true(check_run(profile, collect(), a, &findings, &err));
    for (size_t i = 0; i < findings.n; i++)
        for (size_t k = 0; k < COUNT_OF(want); k++)
            if (findings.items[i].rule == want[k].rule)
                assert_int_equal(findings.items[i].verdict, want[k].verdict);
    profile_free(profile);
    arena_free(a);
}

static void test_its_texts_come_along(void **state)
{
    const struct collect_target target = {.root = machine.root};
    struct err err = ERR_NONE;
    const struct artifact *text;

    (void)state;
    collect();
    assert_true(collect_artifacts(&target, "cmge", UINT64_C(1) << COLLECT_ITEM_OS, &result,
                                  NULL, &err));
    assert_int_equal(artifact_count(result.artifacts), 1);
    text = artifact_at(result.artifacts, 0);
    assert_string_equal(text->stored, "events-application.txt");
    assert_true(str_ends(text->content, "hr=0xC004F074\n"));
}

static void test_a_broken_recording_is_no_empty_machine(void **state)
{
    const struct collect_target target = {.root = machine.root};
    struct err err = ERR_NONE;

    (void)state;
    machine_line(&machine, "/facts.json = and more");
    assert_false(collect_facts(&target, &result, NULL, &err));
    assert_int_equal(err.code, E_JSON);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_source_says_what_was_written_down),
        TEST(test_an_alias_counts_as_the_value_that_was_read),
        TEST(test_only_the_table_speaks_for_the_table),
        TEST(test_rules_judge_it_like_a_machine),
        TEST(test_its_texts_come_along),
        TEST(test_a_broken_recording_is_no_empty_machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
