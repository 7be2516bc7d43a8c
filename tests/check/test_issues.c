/* test_issues.c - messages as users type and logs write them lead to the right explanation. */
#include "tests/support/check.h"

#include <string.h>

#include "check/check.h"
#include "check/issues.h"

static const char *const profiles[] = {"cmge", "oem8", "kylin", "uos"};

static struct known_issues *load(const char *profile)
{
    struct err err = ERR_NONE;
    struct known_issues *issues = known_issues_load(profile, &err);

    check_no_err(&err);
    return issues;
}

/* The ids that fit, joined by blanks. */
static void match(const struct known_issues *issues, struct str text, struct buf *ids)
{
    const struct known_issue *found[KNOWN_ISSUES_MAX];
    size_t n = known_issue_match(issues, text, found, COUNT_OF(found));

    buf_clear(ids);
    for (size_t i = 0; i < n; i++)
        buf_printf(ids, "%s%s", i ? " " : "", found[i]->id);
}

static void test_messages_are_known_however_they_are_typed(void **state)
{
    static const struct {
        const char *text, *ids;
    } rows[] = {
        {"在线激活失败，服务器错误，请检查激活服务器设置并重试激活，或者使用离线激活",
         "server-error"},
        {"在线激活失败, 服务器错误", "server-error"},
        {"　在线激活失败！　 （服务器错误）", "server-error"},
        {"Device marker binding is invalid", "device-marker"},
        {"DEVICE MARKER  BINDING IS INVALID.", "device-marker"},
        {"Ｄｅｖｉｃｅ ｍａｒｋｅｒ ｂｉｎｄｉｎｇ", "device-marker"},
        {"2026-11-23 09:14:07 ERR [17] device-marker: invalid (code 5)", "device-marker"},
        {"V3激活失败，提示：硬件信息不一致", "hardware-differs"},
        {"是否可用 V2 客户端？", "old-client"},
        {"error 0xC004F074", "no-server"},
        {"slui 0x2a 0xC004F00F", "hardware-binding"},
        {"未检测到可用的网卡", "no-adapter"},
        {"the screen is black", ""},
        {"激活", ""},
        {"", ""},
    };
    struct known_issues *issues = load("cmge");
    struct buf ids = BUF_INIT(1024);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        match(issues, str_of(rows[i].text), &ids);
        if (strcmp(buf_cstr(&ids), rows[i].ids) != 0)
            fail_msg("[%s]: \"%s\", want \"%s\"", rows[i].text, buf_cstr(&ids), rows[i].ids);
    }
    buf_done(&ids);
    known_issues_free(issues);
}

static void test_hostile_text_matches_nothing_and_harms_nothing(void **state)
{
    struct known_issues *issues = load("cmge");
    struct buf ids = BUF_INIT(1024), text = BUF_INIT(1024 * 1024);

    (void)state;
    for (unsigned byte = 0; byte < 256; byte++) {
        buf_clear(&text);
        buf_pad(&text, (char)byte, 100000);
        match(issues, buf_str(&text), &ids);
        assert_int_equal(ids.n, 0);
    }
    /* what comes after the part that is looked at does not count */
    buf_clear(&text);
    buf_pad(&text, 'x', KNOWN_ISSUE_TEXT_MAX);
    buf_puts(&text, "device marker binding");
    match(issues, buf_str(&text), &ids);
    assert_int_equal(ids.n, 0);
    buf_done(&text);
    buf_done(&ids);
    known_issues_free(issues);
}

static void test_a_log_is_looked_at_line_by_line(void **state)
{
    bool found[KNOWN_ISSUES_MAX] = {false};
    struct known_issues *issues = load("cmge");

    (void)state;
    known_issue_scan(issues,
                     STR("10:40 start\n10:41 [E] Device-Marker binding is INVALID\r\n\n"
                         "hardware id\nbinding\n硬件信息\xff\n不一致\n"),
                     found);
    for (size_t i = 0; i < known_issues_count(issues); i++)
        assert_int_equal(found[i], strcmp(known_issue_at(issues, i)->id, "device-marker") == 0);
    assert_null(known_issue_at(issues, known_issues_count(issues)));
    known_issues_free(issues);
}

static void test_results_stop_at_the_room_that_is_there(void **state)
{
    const struct known_issue *found[1] = {NULL};
    struct known_issues *issues = load("cmge");

    (void)state;
    assert_int_equal(known_issue_match(issues,
                                       STR("device marker invalid 0xC004F074 硬件信息不一致"),
                                       found, 1),
                     1);
    assert_string_equal(found[0]->id, "device-marker");
    known_issues_free(issues);
}

/* Conflicts are named, with who may decide, and checks exist in their profile. */
static void test_every_profile_names_checks_it_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(profiles); i++) {
        struct err err = ERR_NONE;
        const struct known_issue *found[KNOWN_ISSUES_MAX];
        struct known_issues *issues = load(profiles[i]);
        struct profile *profile = profile_load(profiles[i], &err);
        struct rule_view rule;
        check_no_err(&err);
        size_t n = known_issue_match(
            issues,
            STR("硬件信息不一致 序列号重复 hardware hash fail 激活服务器无法连接 "
                "device marker invalid 网卡禁用"),
            found, COUNT_OF(found));
        assert_true(n > 0);
        for (size_t k = 0; k < n; k++)
            for (unsigned c = 0; c < found[k]->checks_count; c++)
                if (!profile_rule_by_number(profile, found[k]->checks[c], &rule))
                    fail_msg("%s, %s: no check %u", profiles[i], found[k]->id,
                             found[k]->checks[c]);
        profile_free(profile);
        known_issues_free(issues);
    }
}

static void test_a_conflict_says_who_decides(void **state)
{
    const struct known_issue *found[4];
    struct known_issues *issues = load("cmge");

    (void)state;
    assert_int_equal(
        known_issue_match(issues, STR("Device marker binding is invalid"), found, 4), 1);
    assert_non_null(strstr(found[0]->conflict.en, "phone"));
    assert_non_null(strstr(found[0]->decides.zh, "保密员"));
    known_issues_free(issues);
}

#define ISSUE(id, words, checks)                                                        \
    "  - id: " id "\n    title: {zh: a, en: a}\n    match:\n      - all: [" words "]\n" \
    "    explanation: {zh: a, en: a}\n    checks: [" checks "]\n"

static void test_mistakes_are_named_by_file_line_and_key(void **state)
{
    static const struct {
        const char *yaml, *line, *word;
    } rows[] = {
        {"version: 1\nissues:\n" ISSUE("one", "ab", "101") ISSUE("one", "ab", "101"), "9",
         "id"},
        {"version: 1\nissues:\n" ISSUE("one", "ab", "7"), "3", "checks"},
        {"version: 1\nissues:\n" ISSUE("one", "'..'", "101"), "3", "match"},
        {"version: 1\nissues:\n" ISSUE("one", "ab", "x"), "8", "x"},
        {"version: 1\nisues: []\n", "2", "isues"},
        {"version: 1\nissues:\n" ISSUE("one", "ab", "101") "    conflict: {zh: a, en: a}\n",
         "3", "conflict"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err = ERR_NONE;
        assert_null(known_issues_parse(str_of(rows[i].yaml), "my/issues.yaml", &err));
        assert_int_equal(err.code, E_YAML);
        if (!strstr(err.detail, "my/issues.yaml") || !strstr(err.detail, rows[i].line) ||
            !strstr(err.detail, rows[i].word))
            fail_msg("%zu: %s", i, err.detail);
    }
}

static void test_an_unknown_profile_has_no_issues(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_null(known_issues_load("nothing", &err));
    assert_int_equal(err.code, E_PROFILE);
    known_issues_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages_are_known_however_they_are_typed),
        cmocka_unit_test(test_hostile_text_matches_nothing_and_harms_nothing),
        cmocka_unit_test(test_a_log_is_looked_at_line_by_line),
        cmocka_unit_test(test_results_stop_at_the_room_that_is_there),
        cmocka_unit_test(test_every_profile_names_checks_it_has),
        cmocka_unit_test(test_a_conflict_says_who_decides),
        cmocka_unit_test(test_mistakes_are_named_by_file_line_and_key),
        cmocka_unit_test(test_an_unknown_profile_has_no_issues),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
