/* test_artifacts.c - what is carried, what is withheld and why, what is never seen. */
#include "tests/support/check.h"

#include "collect/found.h"

#include "collect/collect.h"
#include "tests/support/machine.h"
#include "tests/support/special.h"

#define CHOOSE(number) ((uint64_t)1 << (number))

/* Two sources of our own; the second names a file of the first again. */
static const char yaml[] =
    "version: 1\n"
    "never: [\"*/secret*\"]\n"
    "sources:\n"
    "  - {number: 5, id: client, title: {zh: 甲, en: a}, may_hold: {zh: 乙, en: b},\n"
    "     chosen: true, max_bytes: 10, max_files: 2, linux: [/log/*/c*.log, /log/b.log]}\n"
    "  - {number: 6, id: system, title: {zh: 甲, en: a}, may_hold: {zh: 乙, en: b},\n"
    "     chosen: true, max_bytes: 10, max_files: 9, linux: [/log/*]}\n";

static struct machine machine;
static struct arena *arena;

static int start(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    arena = arena_new();
    return 0;
}

static int done(void **state)
{
    (void)state;
    machine_done(&machine);
    arena_free(arena);
    return 0;
}

static struct found_list look(uint64_t chosen)
{
    struct err err = ERR_NONE;
    struct sources *sources = sources_parse(str_of(yaml), "sources.yaml", &err);
    struct found_list found = {NULL, 0};

    check_no_err(&err);
    if (!found_look(machine.root, NULL, sources, chosen, arena, &found, &err))
        check_no_err(&err);
    sources_free(sources);
    return found;
}

static void check_found(const struct found *f, const char *origin, unsigned item,
                        enum withheld withheld)
{
    assert_string_equal(f->origin, origin);
    assert_int_equal(f->item, item);
    assert_string_equal(withheld_name(f->withheld), withheld_name(withheld));
}

static void test_files_come_sorted_and_once_under_their_first_source(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/log/b.log = b");
    machine_line(&machine, "/log/a.log = a");
    machine_line(&machine, "/log/x/c1.log = c");
    machine_line(&machine, "/log/x/d.log = d");
    found = look(UINT64_MAX);
    assert_int_equal(found.n, 3);
    check_found(&found.items[0], "/log/a.log", 6, WITHHELD_NO);
    check_found(&found.items[1], "/log/b.log", 5, WITHHELD_NO);
    check_found(&found.items[2], "/log/x/c1.log", 5, WITHHELD_NO);
    assert_int_equal(found.items[0].size_bytes, 2);
}

static void test_only_chosen_sources_are_looked_at(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/log/a.log = a");
    machine_line(&machine, "/log/b.log = b");
    assert_int_equal(look(0).n, 0);
    found = look(CHOOSE(5));
    assert_int_equal(found.n, 1);
    check_found(&found.items[0], "/log/b.log", 5, WITHHELD_NO);
}

static void test_forbidden_file_is_not_even_named(void **state)
{
    (void)state;
    machine_line(&machine, "/log/secret.log = a");
    machine_line(&machine, "/log/SECRET-2 = a");
    assert_int_equal(look(UINT64_MAX).n, 0);
}

static void test_hidden_file_is_not_matched_by_a_star(void **state)
{
    (void)state;
    machine_line(&machine, "/log/.hidden = a");
    assert_int_equal(look(UINT64_MAX).n, 0);
}

static void test_file_over_the_limit_is_withheld(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/log/b.log = 0123456789");
    found = look(CHOOSE(5));
    assert_int_equal(found.n, 1);
    check_found(&found.items[0], "/log/b.log", 5, WITHHELD_TOO_LARGE);
    assert_int_equal(found.items[0].size_bytes, 11);
}

static void test_files_beyond_the_allowed_number_are_withheld(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/log/x/c1.log = a");
    machine_line(&machine, "/log/x/c2.log = a");
    machine_line(&machine, "/log/x/c3.log = a");
    found = look(CHOOSE(5));
    assert_int_equal(found.n, 3);
    check_found(&found.items[1], "/log/x/c2.log", 5, WITHHELD_NO);
    check_found(&found.items[2], "/log/x/c3.log", 5, WITHHELD_TOO_LARGE);
}

static void test_links_are_withheld_as_what_they_are(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/outside = do not read me");
    machine_line(&machine, "/log/link.log -> ../outside");
    machine_line(&machine, "/log/gone.log -> nowhere");
    found = look(CHOOSE(6));
    assert_int_equal(found.n, 2);
    check_found(&found.items[0], "/log/gone.log", 6, WITHHELD_KIND);
    check_found(&found.items[1], "/log/link.log", 6, WITHHELD_KIND);
}

static void test_a_pipe_is_withheld_as_what_it_is(void **state)
{
    struct found_list found;
    char path[512];

    (void)state;
    special_needed();
    machine_line(&machine, "/log/");
    snprintf(path, sizeof(path), "%s/log/pipe.log", machine.dir);
    special_pipe(path);
    found = look(CHOOSE(6));
    assert_int_equal(found.n, 1);
    check_found(&found.items[0], "/log/pipe.log", 6, WITHHELD_KIND);
}

static void test_folder_that_is_a_link_is_withheld_and_not_entered(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/elsewhere/c.log = do not read me");
    machine_line(&machine, "/log/x -> ../elsewhere");
    found = look(CHOOSE(5));
    assert_int_equal(found.n, 1);
    check_found(&found.items[0], "/log/x", 5, WITHHELD_KIND);
}

static void test_folder_on_the_way_that_is_a_link_withholds_only_files_that_exist(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/elsewhere/other.log = a");
    machine_line(&machine, "/log -> elsewhere");
    found = look(CHOOSE(5)); /* /log/b.log is not there; of /log nothing is listed */
    assert_int_equal(found.n, 1);
    check_found(&found.items[0], "/log", 5, WITHHELD_KIND);
    machine_line(&machine, "/elsewhere/b.log = a");
    found = look(CHOOSE(5));
    assert_int_equal(found.n, 2);
    check_found(&found.items[1], "/log/b.log", 5, WITHHELD_KIND);
}

static void test_unreadable_file_and_folder_are_withheld_as_denied(void **state)
{
    struct found_list found;

    (void)state;
    machine_line(&machine, "/log/b.log = b");
    machine_line(&machine, "/log/x/c.log = c");
    machine_deny(&machine, "/log/b.log");
    machine_deny(&machine, "/log/x");
    machine_ask_without_rights(true);
    found = look(CHOOSE(5));
    machine_ask_without_rights(false);
    assert_int_equal(found.n, 2);
    check_found(&found.items[0], "/log/b.log", 5, WITHHELD_DENIED);
    check_found(&found.items[1], "/log/x", 5, WITHHELD_DENIED);
}

/* ---- collect_artifacts with the shipped profile ------------------------------------------ */

static void collect(const struct collect_target *target, struct collect_result *result,
                    uint64_t chosen)
{
    struct err err = ERR_NONE;

    if (!collect_facts(target, result, NULL, &err))
        check_no_err(&err);
    if (!collect_artifacts(target, "cmge", chosen, result, NULL, &err))
        check_no_err(&err);
}

static void result_done(struct collect_result *result)
{
    fact_list_free(result->facts);
    artifact_list_free(result->artifacts);
}

static void test_logs_get_our_names_in_the_order_of_their_paths(void **state)
{
    struct collect_target target = {.root = machine.root};
    struct collect_result result = {.facts = NULL};
    const struct artifact *a;

    (void)state;
    machine_line(&machine, "/var/log/syslog = one");
    machine_line(&machine, "/var/log/dpkg.log = two");
    machine_line(&machine, "/var/log/uos/uos-license-agent/agent.log = three");
    collect(&target, &result, UINT64_MAX);
    assert_int_equal(artifact_count(result.artifacts), 3);
    a = artifact_at(result.artifacts, 0);
    assert_string_equal(a->stored, "logs/0001.log");
    assert_string_equal(a->origin, "/var/log/dpkg.log");
    assert_int_equal(a->item, 7);
    assert_int_equal(a->kind, ARTIFACT_TEXT);
    assert_int_equal(a->size_bytes, 4);
    assert_string_equal(artifact_at(result.artifacts, 1)->origin, "/var/log/syslog");
    assert_string_equal(artifact_at(result.artifacts, 2)->stored, "logs/0003.log");
    result_done(&result);
}

static void test_table_is_carried_in_dump_form_when_its_item_is_chosen(void **state)
{
    struct collect_target target = {.root = machine.root};
    struct collect_result result = {.facts = NULL};
    const struct artifact *a;

    (void)state;
    machine_line(&machine, "/sys/firmware/dmi/tables/DMI := \\x01\\x08\\x01\\x00\\x01\\x02\\x00"
                           "\\x03Maker\\x00Model\\x00SN-EXAMPLE\\x00\\x00"
                           "\\x7f\\x04\\x02\\x00\\x00\\x00");
    collect(&target, &result, CHOOSE(COLLECT_ITEM_SMBIOS));
    assert_int_equal(result.smbios_state, FACT_OK);
    assert_int_equal(artifact_count(result.artifacts), 1);
    a = artifact_at(result.artifacts, 0);
    assert_string_equal(a->stored, "smbios.bin");
    assert_int_equal(a->kind, ARTIFACT_TABLE);
    assert_int_equal(a->size_bytes, a->content.n);
    assert_int_equal(a->content.n, SMBIOS_DUMP_TABLE_AT + result.smbios.table_n);
    assert_int_equal(a->spans_n, 1);
    check_str(str_sub(a->content, a->spans[0].at, a->spans[0].n), "SN-EXAMPLE");
    assert_int_equal(a->spans[0].cls, CLASS_SERIAL);
    collect(&target, &result, 0);
    assert_int_equal(artifact_count(result.artifacts), 0);
    result_done(&result);
}

static void test_dump_file_brings_no_logs_of_this_machine(void **state)
{
    struct collect_target target = {
        .root = machine.root, .smbios_only = true, .smbios_file = STR("no table")};
    struct collect_result result = {.facts = NULL};

    (void)state;
    machine_line(&machine, "/var/log/syslog = one");
    collect(&target, &result, UINT64_MAX);
    assert_int_equal(result.smbios_state, FACT_UNREADABLE);
    assert_int_equal(artifact_count(result.artifacts), 0);
    result_done(&result);
}

static bool stop_at_once(void *ctx, const char *item, uint64_t at, uint64_t total)
{
    (void)ctx;
    (void)item;
    (void)at;
    (void)total;
    return false;
}

static void test_stopped_work_leaves_the_result_as_it_was(void **state)
{
    const struct progress stopping = {stop_at_once, NULL};
    struct collect_target target = {.root = machine.root};
    struct collect_result result = {.facts = NULL};
    struct err err = ERR_NONE;

    (void)state;
    assert_false(collect_facts(&target, &result, &stopping, &err));
    assert_int_equal(err.code, E_STOPPED);
    assert_null(result.facts);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_files_come_sorted_and_once_under_their_first_source),
        TEST(test_only_chosen_sources_are_looked_at),
        TEST(test_forbidden_file_is_not_even_named),
        TEST(test_hidden_file_is_not_matched_by_a_star),
        TEST(test_file_over_the_limit_is_withheld),
        TEST(test_files_beyond_the_allowed_number_are_withheld),
        TEST(test_links_are_withheld_as_what_they_are),
        TEST(test_a_pipe_is_withheld_as_what_it_is),
        TEST(test_folder_that_is_a_link_is_withheld_and_not_entered),
        TEST(test_folder_on_the_way_that_is_a_link_withholds_only_files_that_exist),
        TEST(test_unreadable_file_and_folder_are_withheld_as_denied),
        TEST(test_logs_get_our_names_in_the_order_of_their_paths),
        TEST(test_table_is_carried_in_dump_form_when_its_item_is_chosen),
        TEST(test_dump_file_brings_no_logs_of_this_machine),
        TEST(test_stopped_work_leaves_the_result_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
