/* test_offline.c - hives and event logs of a Windows that does not run. */
#include "tests/support/check.h"

#include "collect/offline/evtx.h"
#include "collect/offline/hive.h"
#include "tests/support/evtx_kit.h"
#include "tests/support/hive_kit.h"
#include "tests/support/machine.h"

#define SPP "Microsoft-Windows-Security-SPP"
#define HIVE_BYTES_MAX (4 * 1024 * 1024)

static const struct kit_value software[] = {
    {"SOFTWARE\\A", "Text", WINREG_TEXT, "政府版"},
    {"SOFTWARE\\A", "Number", WINREG_DWORD, "4026531840"},
    {"SOFTWARE\\A", "Long", WINREG_QWORD, "1234567890123"},
    {"SOFTWARE\\A", "Bytes", WINREG_BINARY, "00ff"},
    {"SOFTWARE\\A\\Two", "x", WINREG_TEXT, ""},
    {"SOFTWARE\\A\\One", "x", WINREG_TEXT, "  "},
};

static struct arena *a;
static struct err err;

static int start(void **state)
{
    (void)state;
    a = arena_new();
    err = ERR_NONE;
    return 0;
}

static int done(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static struct hives *open_kit(const struct kit_value *values, size_t n, const char *name)
{
    struct buf bytes = BUF_INIT(HIVE_BYTES_MAX);
    struct hives *hives;

    hive_kit_bytes(values, n, name, &bytes);
    hives = hives_of(name, buf_str(&bytes));
    buf_done(&bytes);
    return hives;
}

static void check_text(const struct winreg *reg, const char *key, const char *name,
                       enum fact_state state, const char *text)
{
    struct str got;

    assert_string_equal(fact_state_name(winreg_text(reg, key, name, a, &got)),
                        fact_state_name(state));
    check_str(got, text);
}

static void test_values_of_a_hive_are_read_as_they_are(void **state)
{
    struct hives *hives = open_kit(software, COUNT_OF(software), "SOFTWARE");
    const struct winreg reg = hives_registry(hives);

    (void)state;
    check_text(&reg, "SOFTWARE\\A", "Text", FACT_OK, "政府版");
    check_text(&reg, "software\\a", "NUMBER", FACT_OK, "4026531840");
    check_text(&reg, "SOFTWARE\\A", "Long", FACT_OK, "1234567890123");
    check_text(&reg, "SOFTWARE\\A", "Bytes", FACT_UNREADABLE, "");
    check_text(&reg, "SOFTWARE\\A\\Two", "x", FACT_EMPTY, "");
    check_text(&reg, "SOFTWARE\\A\\One", "x", FACT_BLANK, "  ");
    check_text(&reg, "SOFTWARE\\A", "None", FACT_ABSENT, "");
    check_text(&reg, "SOFTWARE\\B", "Text", FACT_ABSENT, "");
    check_text(&reg, "SYSTEM\\A", "Text", FACT_ABSENT, "");
    check_text(&reg, "SAM\\SAM", "F", FACT_ABSENT, "");
    hives_free(hives);
}

static void test_keys_and_names_are_listed_in_order(void **state)
{
    struct hives *hives = open_kit(software, COUNT_OF(software), "SOFTWARE");
    const struct winreg reg = hives_registry(hives);
    struct fs_names names = winreg_keys(&reg, "SOFTWARE\\A", a);

    (void)state;
    assert_int_equal(names.n, 2);
    assert_string_equal(names.names[0], "One");
    assert_string_equal(names.names[1], "Two");
    assert_true(reg.names(reg.ctx, "SOFTWARE\\A", a, &names, &err));
    assert_int_equal(names.n, 4);
    assert_string_equal(names.names[0], "Bytes");
    hives_free(hives);
}

static void test_the_current_set_is_the_selected_one(void **state)
{
    static const struct kit_value values[] = {
        {"SYSTEM\\Select", "Current", WINREG_DWORD, "3"},
        {"SYSTEM\\ControlSet001\\Control", "Which", WINREG_TEXT, "first"},
        {"SYSTEM\\ControlSet003\\Control", "Which", WINREG_TEXT, "third"},
    };
    struct hives *hives = open_kit(values, COUNT_OF(values), "SYSTEM");
    const struct winreg reg = hives_registry(hives);

    (void)state;
    check_text(&reg, "SYSTEM\\CurrentControlSet\\Control", "Which", FACT_OK, "third");
    hives_free(hives);
    hives = open_kit(values + 1, COUNT_OF(values) - 1, "SYSTEM"); /* nothing is selected */
    const struct winreg other = hives_registry(hives);
    check_text(&other, "SYSTEM\\CurrentControlSet\\Control", "Which", FACT_OK, "first");
    hives_free(hives);
}

static void test_a_file_that_is_no_hive_is_unreadable(void **state)
{
    struct hives *hives = hives_of("SOFTWARE", STR("no hive"));
    const struct winreg reg = hives_registry(hives);

    (void)state;
    check_text(&reg, "SOFTWARE\\A", "Text", FACT_UNREADABLE, "");
    hives_free(hives);
}

/* The list of one log, from n events of which every second one is asked for. */
static struct event_list read_many(size_t n)
{
    struct kit_event *events = arena_take(a, n * sizeof(*events));
    struct buf bytes = BUF_INIT(64 * 1024 * 1024);
    struct event_list list;
    struct memfile log;
    size_t queries;

    for (size_t i = 0; i < n; i++)
        events[i] = (struct kit_event){.id = i % 2 == 0 ? 8198 : 8199,
                                       .level = 2,
                                       .time_s = 1767323045 + (int64_t)i,
                                       .provider = SPP,
                                       .computer = "PC-1",
                                       .data = {"hr=0xC004F074", "中文"}};
    evtx_kit(events, n, &bytes);
    assert_true(memfile_of(buf_str(&bytes), &log, &err));
    assert_true(evtx_read(&log, event_queries(&queries), a, &list, &err));
    memfile_done(&log);
    buf_done(&bytes);
    return list;
}

static void test_events_are_given_in_the_order_of_the_log(void **state)
{
    struct event_list list = read_many(5);

    (void)state;
    assert_int_equal(list.n, 3);
    assert_int_equal(list.unreadable, 0);
    for (size_t i = 0; i < list.n; i++) {
        assert_int_equal(list.items[i].record, 2 * i + 1);
        assert_int_equal(list.items[i].time_s, 1767323045 + 2 * i);
        assert_int_equal(list.items[i].id, 8198);
        assert_int_equal(list.items[i].level, 2);
        check_str(list.items[i].provider, SPP);
        check_str(list.items[i].computer, "PC-1");
        assert_int_equal(list.items[i].strings_n, 2);
        check_str(list.items[i].strings[1], "中文");
    }
}

static void test_of_many_events_the_last_are_kept(void **state)
{
    struct event_list list = read_many(2 * EVENTS_KEPT + 200); /* several chunks */

    (void)state;
    assert_int_equal(list.n, EVENTS_KEPT);
    assert_int_equal(list.items[0].record, 201);
    assert_int_equal(list.items[list.n - 1].record, 2 * EVENTS_KEPT + 199);
}

static void test_a_file_that_is_no_log_is_refused(void **state)
{
    struct event_list list = {.n = 7};
    struct memfile log;
    size_t queries;

    (void)state;
    assert_true(memfile_of(STR("ElfFile"), &log, &err));
    assert_false(evtx_read(&log, event_queries(&queries), a, &list, &err));
    assert_int_equal(err.code, E_FS_IO);
    assert_int_equal(list.n, 7);
    memfile_done(&log);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_values_of_a_hive_are_read_as_they_are),
        TEST(test_keys_and_names_are_listed_in_order),
        TEST(test_the_current_set_is_the_selected_one),
        TEST(test_a_file_that_is_no_hive_is_unreadable),
        TEST(test_events_are_given_in_the_order_of_the_log),
        TEST(test_of_many_events_the_last_are_kept),
        TEST(test_a_file_that_is_no_log_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
