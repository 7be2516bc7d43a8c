/* test_smbios_source.c - the firmware table of a recorded machine or of a dump. */
#include "tests/support/check.h"

#include "collect/smbios.h"
#include "tests/support/machine.h"
#include "tests/support/smbios_build.h"

struct fixture {
    struct smbios_build b;
    struct fact_list *facts;
};

static int start(void **state)
{
    static struct fixture f;

    f = (struct fixture){.facts = fact_list_new()};
    smbios_build_init(&f.b);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;

    smbios_build_done(&f->b);
    fact_list_free(f->facts);
    return 0;
}

static void collect_from(struct fixture *f, const struct collect_target *target,
                         enum fact_state want)
{
    struct collect_result out = {.facts = f->facts};
    struct err err = ERR_NONE;

    assert_true(collect_ask(target, ASK_SMBIOS, &out, &err));
    assert_string_equal(fact_state_name(out.smbios_state), fact_state_name(want));
    assert_true((out.smbios.n > 0) == (want == FACT_OK));
    if (want != FACT_OK)
        check_fact(f->facts, KEY_BOARD_SERIAL, 0, want, NULL);
}

static void test_a_dump_file_is_a_source(void **state)
{
    struct fixture *f = *state;
    struct buf file = BUF_INIT(4096);

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    smbios_build_dump(&f->b, SMBIOS_ENTRY_30, 3, 2, &file);
    const struct collect_target target = {
        .smbios_only = true, .smbios_file = buf_str(&file), .smbios_name = "x.bin"};
    collect_from(f, &target, FACT_OK);
    check_fact(f->facts, KEY_SMBIOS_VERSION, 0, FACT_OK, "3.2.0");
    check_fact(f->facts, KEY_SMBIOS_ODD, 0, FACT_OK, "none");
    check_fact(f->facts, KEY_BOARD_SERIAL, 0, FACT_OK, "BRD-1");
    buf_done(&file);
}

static void test_a_file_that_is_no_dump_is_unreadable(void **state)
{
    struct fixture *f = *state;
    const struct collect_target target = {
        .smbios_only = true, .smbios_file = STR("a letter"), .smbios_name = "x.bin"};

    collect_from(f, &target, FACT_UNREADABLE);
}

#define TABLES "/sys/firmware/dmi/tables/"

static void test_a_machine_is_read_from_sysfs(void **state)
{
    struct fixture *f = *state;
    struct buf entry = BUF_INIT(64);
    struct machine m;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    smbios_build_entry(&f->b, SMBIOS_ENTRY_21, 2, 7, &entry);
    machine_init(&m, NULL);
    machine_bytes(&m, TABLES "smbios_entry_point", buf_str(&entry));
    machine_bytes(&m, TABLES "DMI", buf_str(&f->b.table));
    const struct collect_target target = {.root = m.root};
    collect_from(f, &target, FACT_OK);
    check_fact(f->facts, KEY_SMBIOS_VERSION, 0, FACT_OK, "2.7");
    check_fact(f->facts, KEY_SYSTEM_SERIAL, 0, FACT_OK, "SYS-1");
    machine_done(&m);
    buf_done(&entry);
}

static void test_a_table_without_its_entry_point_lacks_only_the_version(void **state)
{
    struct fixture *f = *state;
    struct machine m;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    machine_init(&m, NULL);
    machine_bytes(&m, TABLES "DMI", buf_str(&f->b.table));
    const struct collect_target target = {.root = m.root};
    collect_from(f, &target, FACT_OK);
    check_fact(f->facts, KEY_SMBIOS_VERSION, 0, FACT_ABSENT, NULL);
    check_fact(f->facts, KEY_BOARD_SERIAL, 0, FACT_OK, "BRD-1");
    machine_done(&m);
}

static void test_a_machine_without_a_table_has_none(void **state)
{
    struct fixture *f = *state;
    struct machine m;

    machine_init(&m, NULL);
    const struct collect_target target = {.root = m.root};
    collect_from(f, &target, FACT_ABSENT);
    machine_done(&m);
}

static void test_a_table_of_garbage_is_unreadable(void **state)
{
    struct fixture *f = *state;
    struct machine m;

    machine_init(&m, NULL);
    machine_bytes(&m, TABLES "DMI", STR("garbage"));
    const struct collect_target target = {.root = m.root};
    collect_from(f, &target, FACT_UNREADABLE);
    machine_done(&m);
}

static void test_a_table_without_permission_is_denied(void **state)
{
    struct fixture *f = *state;
    struct machine m;

    machine_init(&m, NULL);
    machine_bytes(&m, TABLES "DMI", STR("x"));
    machine_deny(&m, TABLES "DMI");
    const struct collect_target target = {.root = m.root};
    machine_ask_without_rights(true);
    collect_from(f, &target, FACT_DENIED);
    machine_ask_without_rights(false);
    machine_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
        T(test_a_dump_file_is_a_source),
        T(test_a_file_that_is_no_dump_is_unreadable),
        T(test_a_machine_is_read_from_sysfs),
        T(test_a_table_without_its_entry_point_lacks_only_the_version),
        T(test_a_machine_without_a_table_has_none),
        T(test_a_table_of_garbage_is_unreadable),
        T(test_a_table_without_permission_is_denied),
#undef T
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
