/* test_items.c - the lines of the choice: what is there, how large, what it may hold. */
#include "tests/support/check.h"

#include "collect/collect.h"
#include "tests/support/machine.h"

static struct machine machine;
static struct collect_result result;
static struct arena *arena;

static int start(void **state)
{
    (void)state;
    machine_init(&machine, "desktop-sata");
    arena = arena_new();
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(result.facts);
    artifact_list_free(result.artifacts);
    result = (struct collect_result){.facts = NULL};
    machine_done(&machine);
    arena_free(arena);
    return 0;
}

static struct collect_items items_of(bool smbios_only)
{
    struct collect_target target = {.root = machine.root, .smbios_only = smbios_only};
    struct collect_items items = {NULL, 0};
    struct err err = ERR_NONE;

    if (!collect_facts(&target, &result, NULL, &err) ||
        !collect_items(&target, &result, "cmge", arena, &items, &err))
        check_no_err(&err);
    return items;
}

static const struct collect_item *item(const struct collect_items *items, unsigned number)
{
    for (size_t i = 0; i < items->n; i++)
        if (items->items[i].number == number)
            return &items->items[i];
    fail_msg("no item %u", number);
    return NULL;
}

static void test_numbers_rise_and_texts_are_there_in_both_languages(void **state)
{
    struct collect_items items = items_of(false);

    (void)state;
    assert_int_equal(items.n, 7);
    for (size_t i = 0; i < items.n; i++) {
        assert_int_equal(items.items[i].number, i + 1);
        assert_true(strlen(items.items[i].title.zh) > 0 && strlen(items.items[i].title.en) > 0);
        assert_true(strlen(items.items[i].may_hold.zh) > 0);
        assert_true(strlen(items.items[i].may_hold.en) > 0);
    }
    assert_string_equal(items.items[0].id, "smbios");
    assert_string_equal(items.items[4].id, "client-logs");
    assert_false(items.items[3].is_log);
    assert_true(items.items[4].is_log);
}

static void test_only_client_logs_of_the_logs_are_chosen_by_default(void **state)
{
    struct collect_items items = items_of(false);

    (void)state;
    for (unsigned number = 1; number <= 5; number++)
        assert_true(item(&items, number)->chosen_by_default);
    assert_false(item(&items, 6)->chosen_by_default);
    assert_false(item(&items, 7)->chosen_by_default);
}

static void test_missing_table_and_logs_are_absent_not_empty(void **state)
{
    struct collect_items items = items_of(false);

    (void)state;
    assert_false(item(&items, 1)->available);
    assert_int_equal(item(&items, 1)->state, FACT_ABSENT);
    assert_int_equal(item(&items, 1)->size_bytes, 0);
    assert_int_equal(item(&items, 5)->state, FACT_ABSENT);
    assert_true(item(&items, 2)->available);
    assert_true(item(&items, 2)->size_bytes > 0);
}

static void test_logs_add_up_to_what_would_be_carried(void **state)
{
    struct collect_items items;

    (void)state;
    machine_line(&machine, "/var/log/syslog = 0123456789");
    machine_line(&machine, "/var/log/kern.log = 01234");
    machine_line(&machine, "/var/log/messages -> syslog");
    items = items_of(false);
    assert_true(item(&items, 6)->available);
    assert_int_equal(item(&items, 6)->files, 2);
    assert_int_equal(item(&items, 6)->size_bytes, 17);
}

static void test_source_of_links_only_is_unreadable(void **state)
{
    struct collect_items items;

    (void)state;
    machine_line(&machine, "/var/log/messages -> ../../etc/hosts");
    items = items_of(false);
    assert_false(item(&items, 6)->available);
    assert_int_equal(item(&items, 6)->state, FACT_UNREADABLE);
}

static void test_dump_file_makes_all_else_not_applicable(void **state)
{
    struct collect_items items = items_of(true);

    (void)state;
    for (unsigned number = 2; number <= 7; number++) {
        assert_false(item(&items, number)->available);
        assert_int_equal(item(&items, number)->state, FACT_NOT_APPLICABLE);
    }
}

static void test_each_fact_belongs_to_a_collector(void **state)
{
    (void)state;
    for (unsigned key = 0; key < KEY_COUNT; key++)
        assert_in_range(collect_item_of((enum fact_key)key), COLLECT_ITEM_SMBIOS,
                        COLLECT_ITEM_OS);
    assert_int_equal(collect_item_of(KEY_BOARD_SERIAL), COLLECT_ITEM_SMBIOS);
    assert_int_equal(collect_item_of(KEY_CLOCK_ZONE), COLLECT_ITEM_OS);
    assert_int_equal(collect_item_of(KEY_COUNT), 0);
}

static void test_collectors_stand_in_the_order_of_their_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < collectors_n; i++)
        assert_int_equal(collectors[i].item, i + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_numbers_rise_and_texts_are_there_in_both_languages),
        TEST(test_only_client_logs_of_the_logs_are_chosen_by_default),
        TEST(test_missing_table_and_logs_are_absent_not_empty),
        TEST(test_logs_add_up_to_what_would_be_carried),
        TEST(test_source_of_links_only_is_unreadable),
        TEST(test_dump_file_makes_all_else_not_applicable),
        TEST(test_each_fact_belongs_to_a_collector),
        TEST(test_collectors_stand_in_the_order_of_their_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
