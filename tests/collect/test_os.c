/* test_os.c - system, names, firmware mode and clock of recorded machines. */
#include "tests/support/check.h"

#include "collect/collect.h"
#include "tests/support/machine.h"

static struct machine machine;
static struct collect_result result;

static const struct fact_list *read_os(const char *name)
{
    struct collect_target target = {.root = NULL};

    if (name)
        machine_init(&machine, name);
    target.root = machine.root;
    fact_list_free(result.facts);
    result.facts = fact_list_new();
    ask_item(&target, COLLECT_ITEM_OS, &result);
    return result.facts;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(result.facts);
    result.facts = NULL;
    machine_done(&machine);
    return 0;
}

static void test_release_values_lose_their_quotes(void **state)
{
    const struct fact_list *facts = read_os("desktop-sata");

    (void)state;
    check_fact(facts, KEY_OS_NAME, 0, FACT_OK, "Example Linux 1 (\"test\")");
    check_fact(facts, KEY_OS_ID, 0, FACT_OK, "example");
    check_fact(facts, KEY_OS_VERSION, 0, FACT_OK, "1.2");
    check_fact(facts, KEY_OS_KERNEL, 0, FACT_OK, "6.1.0-example");
    check_fact(facts, KEY_OS_MACHINE_ID, 0, FACT_OK, "00000000000000000000000000000abc");
}

static void test_host_and_domains_are_named_once(void **state)
{
    const struct fact_list *facts = read_os("desktop-sata");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_OS_HOST), 1);
    check_fact(facts, KEY_OS_HOST, 0, FACT_OK, "pc17");
    assert_int_equal(fact_instances(facts, KEY_OS_DOMAIN), 2);
    check_fact(facts, KEY_OS_DOMAIN, 0, FACT_OK, "lab.example");
    check_fact(facts, KEY_OS_DOMAIN, 1, FACT_OK, "other.example");
}

static void test_users_are_people_and_owners_of_home_folders(void **state)
{
    const struct fact_list *facts = read_os("desktop-sata");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_OS_USER), 2);
    check_fact(facts, KEY_OS_USER, 0, FACT_OK, "zhangwei");
    check_fact(facts, KEY_OS_USER, 1, FACT_OK, "lina");
}

static void test_host_name_with_a_domain_gives_both(void **state)
{
    const struct fact_list *facts;

    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/etc/hostname = pc18.site.example");
    facts = read_os(NULL);
    check_fact(facts, KEY_OS_HOST, 0, FACT_OK, "pc18.site.example");
    check_fact(facts, KEY_OS_DOMAIN, 0, FACT_OK, "site.example");
}

static void test_firmware_mode_is_uefi_only_with_its_folder(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    check_fact(read_os(NULL), KEY_FIRMWARE_MODE, 0, FACT_ABSENT, NULL);
    machine_line(&machine, "/sys/firmware/acpi/");
    check_fact(read_os(NULL), KEY_FIRMWARE_MODE, 0, FACT_OK, "legacy");
    machine_line(&machine, "/sys/firmware/efi/");
    check_fact(read_os(NULL), KEY_FIRMWARE_MODE, 0, FACT_OK, "uefi");
}

static void test_clock_of_a_recording_is_not_compared_with_ours(void **state)
{
    (void)state;
    check_fact(read_os("desktop-sata"), KEY_CLOCK_SKEW_MINUTES, 0, FACT_NOT_APPLICABLE, NULL);
}

static void test_zone_comes_from_the_file_or_the_link(void **state)
{
    (void)state;
    check_fact(read_os("desktop-sata"), KEY_CLOCK_ZONE, 0, FACT_OK, "Asia/Shanghai");
    machine_line(&machine, "/etc/timezone = Etc/UTC");
    check_fact(read_os(NULL), KEY_CLOCK_ZONE, 0, FACT_OK, "Etc/UTC");
}

static void test_empty_machine_has_states_and_no_values(void **state)
{
    static const enum fact_key keys[] = {KEY_OS_NAME,   KEY_OS_KERNEL, KEY_OS_HOST,
                                         KEY_OS_DOMAIN, KEY_OS_USER,   KEY_OS_MACHINE_ID,
                                         KEY_CLOCK_ZONE};
    const struct fact_list *facts;

    (void)state;
    machine_init(&machine, NULL);
    facts = read_os(NULL);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        check_fact(facts, keys[i], 0, FACT_ABSENT, NULL);
}

static void test_this_machine_gives_the_same_facts_twice(void **state)
{
    struct collect_target target = {.root = NULL};
    struct collect_result first = {.facts = NULL}, second = {.facts = NULL};
    struct err err = ERR_NONE;

    (void)state;
    machine_init(&machine, NULL);
    target.root = fs_root_open("/", &err);
    check_no_err(&err);
    assert_true(collect_facts(&target, &first, NULL, &err));
    assert_true(collect_facts(&target, &second, NULL, &err));
    assert_int_equal(fact_count(first.facts), fact_count(second.facts));
    for (size_t i = 0; i < fact_count(first.facts); i++) {
        const struct fact *a = fact_at(first.facts, i), *b = fact_at(second.facts, i);

        assert_int_equal(a->key, b->key);
        assert_int_equal(a->state, b->state);
        assert_true(str_eq(a->text, b->text));
        assert_string_equal(a->source.path, b->source.path);
    }
    fact_list_free(first.facts);
    fact_list_free(second.facts);
    artifact_list_free(first.artifacts);
    artifact_list_free(second.artifacts);
    fs_root_free(target.root);
}

#define TEST(name) cmocka_unit_test_teardown(name, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_release_values_lose_their_quotes),
        TEST(test_host_and_domains_are_named_once),
        TEST(test_users_are_people_and_owners_of_home_folders),
        TEST(test_host_name_with_a_domain_gives_both),
        TEST(test_firmware_mode_is_uefi_only_with_its_folder),
        TEST(test_clock_of_a_recording_is_not_compared_with_ours),
        TEST(test_zone_comes_from_the_file_or_the_link),
        TEST(test_empty_machine_has_states_and_no_values),
        TEST(test_this_machine_gives_the_same_facts_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
