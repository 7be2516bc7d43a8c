/* test_sources.c - sources.yaml: what it says, and how mistakes in it are named. */
#include "tests/support/check.h"

#include <string.h>

#include "collect/sources.h"

#define HEAD "version: 1\nnever: [\"*/unattend.xml\", \"/etc/.KY*\"]\nsources:\n"
#define ITEM(number, id, pattern)                                           \
    "  - number: " number "\n    id: " id "\n    title: {zh: 甲, en: a}\n" \
    "    may_hold: {zh: 乙, en: b}\n    chosen: true\n    max_bytes: 10\n" \
    "    max_files: 2\n    linux:\n      - " pattern "\n"

/* The yaml is refused, and the message holds the text. */
static void check_refused(const char *yaml, const char *text)
{
    struct err err = ERR_NONE;

    assert_null(sources_parse(str_of(yaml), "x/sources.yaml", &err));
    assert_int_equal(err.code, E_YAML);
    if (!strstr(err.detail, "x/sources.yaml") || !strstr(err.detail, text))
        fail_msg("\"%s\" does not name the file and \"%s\"", err.detail, text);
}

static void test_shipped_sources_are_good_and_never_collect_credentials(void **state)
{
    static const char *const forbidden[] = {
        "/etc/.kyinfo",
        "/etc/.kyactivation",
        "/etc/.kyhwid",
        "/etc/LICENSE",
        "/var/lib/uos-license/.license.json",
        "/var/uos/.license.key",
        "C:\\Windows\\Panther/unattend.xml",
        "/x/Setupapi.DEV.log",
        "/x/Application.EVTX",
        "/Windows/System32/config/SAM",
        "/WINDOWS/system32/CONFIG/SECURITY",
        "/Users/x/NTUSER.DAT",
        "/Users/x/AppData/Roaming/Microsoft/Protect/S-1-5-21/preferred",
        "/Users/x/AppData/Local/Google/Chrome/User Data/Default/Login Data",
        "/ProgramData/CMIT/report.DOCX",
        "/ProgramData/CMIT/photo.jpeg",
        "/ProgramData/CMIT/plan.pdf",
    };
    struct err err = ERR_NONE;
    struct sources *sources = sources_load("cmge", &err);

    (void)state;
    check_no_err(&err);
    assert_true(sources->items_count >= 3);
    assert_int_equal(sources->items[0].number, SOURCE_NUMBER_FIRST);
    assert_string_equal(sources->items[0].id, "client-logs");
    assert_true(sources->items[0].chosen);
    assert_false(sources->items[1].chosen);
    assert_false(sources->items[2].chosen);
    for (size_t i = 0; i < COUNT_OF(forbidden); i++)
        assert_true(sources_forbid(sources, forbidden[i]));
    for (unsigned i = 0; i < sources->items_count; i++)
        for (unsigned k = 0; k < sources->items[i].on_linux_count; k++)
            assert_false(sources_forbid(sources, sources->items[i].on_linux[k]));
    sources_free(sources);
}

static void test_unknown_profile_is_named(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_null(sources_load("nothing", &err));
    assert_int_equal(err.code, E_PROFILE);
    assert_string_equal(err.detail, "nothing");
}

static void test_fields_are_read(void **state)
{
    struct err err = ERR_NONE;
    struct sources *sources = sources_parse(
        STR(HEAD ITEM("5", "one", "/var/log/a*.log") ITEM("9", "two", "/b")), "x", &err);

    (void)state;
    check_no_err(&err);
    assert_int_equal(sources->items_count, 2);
    assert_int_equal(sources->items[1].number, 9);
    assert_string_equal(sources->items[0].title.zh, "甲");
    assert_string_equal(sources->items[0].may_hold.en, "b");
    assert_int_equal(sources->items[0].max_bytes, 10);
    assert_int_equal(sources->items[0].max_files, 2);
    assert_string_equal(sources->items[0].on_linux[0], "/var/log/a*.log");
    assert_int_equal(sources->items[0].on_windows_count, 0);
    sources_free(sources);
}

static void test_forbidden_is_told_without_regard_to_case(void **state)
{
    struct err err = ERR_NONE;
    struct sources *sources = sources_parse(STR(HEAD ITEM("5", "one", "/a")), "x", &err);

    (void)state;
    check_no_err(&err);
    assert_true(sources_forbid(sources, "/a/b/UNATTEND.xml"));
    assert_true(sources_forbid(sources, "/etc/.kyhwid"));
    assert_true(sources_forbid(sources, "/a/\xff/unattend.xml"));
    assert_false(sources_forbid(sources, "/a/unattend.xml.log"));
    sources_free(sources);
}

static void test_unknown_key_is_named_with_its_line(void **state)
{
    (void)state;
    check_refused(HEAD ITEM("5", "one", "/a") "    colour: red\n", "colour");
    check_refused(HEAD ITEM("5", "one", "/a") "    colour: red\n", "line 13");
}

static void test_missing_key_is_named(void **state)
{
    (void)state;
    check_refused("version: 1\nnever: []\n", "sources");
}

static void test_wrong_type_is_named_with_its_line(void **state)
{
    (void)state;
    check_refused(HEAD ITEM("five", "one", "/a"), "line 4");
    check_refused(HEAD ITEM("five", "one", "/a"), "number");
}

static void test_numbers_must_rise_within_their_range(void **state)
{
    (void)state;
    check_refused(HEAD ITEM("4", "one", "/a"), "number of one");
    check_refused(HEAD ITEM("64", "one", "/a"), "number of one");
    check_refused(HEAD ITEM("6", "one", "/a") ITEM("6", "two", "/b"), "line 14: number of two");
}

static void test_pattern_must_be_an_absolute_path(void **state)
{
    (void)state;
    check_refused(HEAD ITEM("5", "one", "var/log/a"), "line 12: linux of one");
    check_refused(HEAD ITEM("5", "one", "/var/../etc/passwd"), "line 12: linux of one");
    check_refused(HEAD ITEM("5", "one", "/var//log"), "line 12: linux of one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_sources_are_good_and_never_collect_credentials),
        cmocka_unit_test(test_unknown_profile_is_named),
        cmocka_unit_test(test_fields_are_read),
        cmocka_unit_test(test_forbidden_is_told_without_regard_to_case),
        cmocka_unit_test(test_unknown_key_is_named_with_its_line),
        cmocka_unit_test(test_missing_key_is_named),
        cmocka_unit_test(test_wrong_type_is_named_with_its_line),
        cmocka_unit_test(test_numbers_must_rise_within_their_range),
        cmocka_unit_test(test_pattern_must_be_an_absolute_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
