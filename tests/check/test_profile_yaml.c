/* test_profile_yaml.c - a profile with a mistake is refused by file, line and key. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "check/check.h"

#define CHECKS "profiles/cmge/checks.yaml"

/* The real profile with the first "from" replaced. */
static void parse(const char *from, const char *to, struct err *err, bool *ok)
{
    struct buf text = BUF_INIT(256 * 1024);
    struct profile *p;
    struct str yaml;
    size_t at = 0;

    assert_true(embed_find(CHECKS, &yaml));
    if (!str_find(yaml, from, &at))
        fail_msg("not in the profile: %s", from);
    buf_add_str(&text, str_sub(yaml, 0, at));
    buf_puts(&text, to);
    buf_add_str(&text, str_sub(yaml, at + strlen(from), yaml.n));
    p = profile_parse(buf_str(&text), "cmge", CHECKS, err);
    *ok = p != NULL;
    profile_free(p);
    buf_done(&text);
}

/* The line of the first "from" in the real profile. */
static unsigned line_of(const char *from)
{
    unsigned line = 1;
    struct str yaml;
    size_t at = 0;

    assert_true(embed_find(CHECKS, &yaml) && str_find(yaml, from, &at));
    for (size_t i = 0; i < at; i++)
        line += yaml.p[i] == '\n';
    return line;
}

static void test_the_profile_as_it_is_loads(void **state)
{
    struct err err = ERR_NONE;
    struct profile *p = profile_load("cmge", &err);

    (void)state;
    check_no_err(&err);
    assert_string_equal(profile_name(p), "cmge");
    assert_true(profile_title(p)->zh[0] && profile_title(p)->en[0]);
    profile_free(p);
    profile_free(NULL);
}

static void test_mistakes_are_named_by_file_line_and_key(void **state)
{
    static const struct {
        const char *from, *to;
        const char *word; /* must stand in the message */
    } rows[] = {
        {"is: not_placeholder", "is: not_a_placeholder", "not_a_placeholder"},
        {"key: smbios.baseboard.serial", "key: smbios.board.serial", "smbios.board.serial"},
        {"severity: warn", "severity: fatal", "fatal"},
        {"instances: system-disk", "instances: all", "all"},
        {"    smbios_offset: 7", "    smbios_ofset: 7", "smbios_ofset"},
        {"- number: 102", "- number: 101", "101"},
        {"- number: 105", "- number: 1005", "1005"},
        {"{is: max_bytes, bytes: 64}", "{is: max_bytes}", "201"},
        {"- is: any_physical_enabled", "- is: is_true", "301"},
        {"smbios_type: 3", "smbios_type: 300", "109"},
        {"instances: any", "instances: path", "path"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err = ERR_NONE;
        char line[32];
        bool ok;
        parse(rows[i].from, rows[i].to, &err, &ok);
        if (ok)
            fail_msg("accepted: %s", rows[i].to);
        assert_int_equal(err.code, E_YAML);
        snprintf(line, sizeof line, "%u", line_of(rows[i].from));
        if (!strstr(err.detail, CHECKS) || !strstr(err.detail, rows[i].word))
            fail_msg("%s: %s", rows[i].to, err.detail);
        if (i < 5 && !strstr(err.detail, line))
            fail_msg("%s: line %s is not in \"%s\"", rows[i].to, line, err.detail);
    }
}

static void test_a_pack_of_one_digit_is_refused(void **state)
{
    struct err err = ERR_NONE;
    bool ok;

    (void)state;
    parse("pack: 11", "pack: 7", &err, &ok);
    assert_false(ok);
    assert_int_equal(err.code, E_YAML);
}

/* A number means the same field in every profile; the first digit of the pack is the profile. */
static void test_shipped_profiles_agree_on_numbers(void **state)
{
    static const struct {
        const char *name;
        unsigned pack;
        bool must_fix; /* some rule is a must */
    } rows[] = {
        {"cmge", 11, true}, {"oem8", 21, true}, {"kylin", 31, false}, {"uos", 41, false}};
    struct err err = ERR_NONE;
    struct profile *cmge = profile_load("cmge", &err);

    (void)state;
    check_no_err(&err);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct profile *p = profile_load(rows[i].name, &err);
        struct rule_view rule, same;
        bool must_fix = false;
        check_no_err(&err);
        assert_int_equal(profile_version(p), rows[i].pack);
        for (size_t r = 0; profile_rule(p, r, &rule); r++) {
            must_fix = must_fix || rule.severity == VERDICT_MUST_FIX;
            if (profile_rule_by_number(cmge, rule.number, &same))
                assert_int_equal(rule.key, same.key);
        }
        assert_int_equal(must_fix, rows[i].must_fix);
        profile_free(p);
    }
    profile_free(cmge);
}

static void test_the_eight_fields_are_eight_and_without_the_board_serial(void **state)
{
    struct err err = ERR_NONE;
    struct profile *p = profile_load("oem8", &err);
    struct rule_view rule;

    (void)state;
    check_no_err(&err);
    assert_int_equal(profile_rules(p), 8);
    assert_false(profile_rule_by_number(p, 102, &rule));
    profile_free(p);
}

static void test_a_profile_in_the_wrong_folder_is_refused(void **state)
{
    struct err err = ERR_NONE;
    struct str yaml;

    (void)state;
    assert_true(embed_find(CHECKS, &yaml));
    assert_null(profile_parse(yaml, "oem8", CHECKS, &err));
    assert_int_equal(err.code, E_YAML);
}

static void test_names_that_are_no_profile_are_refused(void **state)
{
    static const char *const names[] = {"", "nothing", "../policies", "CMGE", "cmge/"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct err err = ERR_NONE;
        assert_null(profile_load(names[i], &err));
        assert_int_equal(err.code, E_PROFILE);
    }
}

static void test_a_cut_profile_is_refused(void **state)
{
    struct str yaml;

    (void)state;
    assert_true(embed_find(CHECKS, &yaml));
    for (size_t n = 0; n + 400 < yaml.n; n += 997) {
        struct err err = ERR_NONE;
        struct profile *p = profile_parse(str_sub(yaml, 0, n), "cmge", CHECKS, &err);
        assert_null(p);
        assert_int_equal(err.code, E_YAML);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_profile_as_it_is_loads),
        cmocka_unit_test(test_mistakes_are_named_by_file_line_and_key),
        cmocka_unit_test(test_a_pack_of_one_digit_is_refused),
        cmocka_unit_test(test_shipped_profiles_agree_on_numbers),
        cmocka_unit_test(test_the_eight_fields_are_eight_and_without_the_board_serial),
        cmocka_unit_test(test_a_profile_in_the_wrong_folder_is_refused),
        cmocka_unit_test(test_names_that_are_no_profile_are_refused),
        cmocka_unit_test(test_a_cut_profile_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
