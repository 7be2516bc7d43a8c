/* test_explain.c - every rule, every reason, both languages: words, source, steps. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "check/check.h"

static struct profile *profile;
static struct arena *arena;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    arena = arena_new();
    profile = profile_load("cmge", &err);
    check_no_err(&err);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    profile_free(profile);
    arena_free(arena);
    return 0;
}

static void check_words(const char *text, const char *what, unsigned rule, enum lang lang)
{
    if (!text || !text[0])
        fail_msg("rule %u, %s: no %s", rule, lang_name(lang), what);
    if (strchr(text, '{') || strchr(text, '}'))
        fail_msg("rule %u: a blank is not filled in: %s", rule, text);
    assert_true(utf8_is_valid(str_of(text)));
    for (const char *p = text; *p;
         p++) /* curly quotes: one or two columns, as terminals like */
        assert_false(str_starts(str_of(p), "\u201c") || str_starts(str_of(p), "\u201d"));
}

static void explain_one(const struct rule_view *view, const struct finding *f, enum lang lang)
{
    struct explanation e;
    size_t n = 0;

    check_explain(profile, f, lang, true, arena, &e);
    check_words(e.title, "title", view->number, lang);
    check_words(e.found, "found", view->number, lang);
    check_words(e.source, "source", view->number, lang);
    check_words(e.hand, "hand command", view->number, lang);
    check_words(e.why, "why", view->number, lang);
    check_words(e.engineer, "engineer", view->number, lang);
    assert_non_null(e.value);
    while (e.steps[n])
        check_words(e.steps[n++], "steps", view->number, lang);
    assert_true(n >= 1 && n <= 5);
}

static void test_every_rule_and_reason_is_explained_in_both_languages(void **state)
{
    static const enum reason reasons[] = {
        REASON_PASS,      REASON_ABSENT, REASON_EMPTY,           REASON_PLACEHOLDER,
        REASON_MALFORMED, REASON_DIFFER, REASON_NOT_AS_REQUIRED, REASON_UNREADABLE};
    struct fact fact = {
        .state = FACT_OK,
        .text = STR("A1"),
        .classes = "",
        .source = {.kind = SOURCE_SMBIOS, .smbios_type = 1, .offset = 7, .path = ""}};
    struct rule_view view;

    (void)state;
    for (size_t i = 0; profile_rule(profile, i, &view); i++) {
        fact.key = view.key;
        for (size_t r = 0; r < COUNT_OF(reasons); r++) {
            for (unsigned with_fact = 0; with_fact < 2; with_fact++) {
                struct finding f = {.rule = view.number,
                                    .verdict = reasons[r] ? view.severity : VERDICT_OK,
                                    .reason = reasons[r],
                                    .why = "",
                                    .fact = with_fact ? &fact : NULL,
                                    .key = view.key};
                explain_one(&view, &f, LANG_ZH);
                explain_one(&view, &f, LANG_EN);
            }
        }
    }
}

static struct finding board_serial(struct fact *fact, enum fact_state fact_state,
                                   const char *value, enum reason reason, const char *why)
{
    *fact = (struct fact){.key = KEY_BOARD_SERIAL,
                          .state = fact_state,
                          .text = str_of(value),
                          .classes = "",
                          .source = {.kind = SOURCE_SMBIOS,
                                     .smbios_type = 2,
                                     .offset = 7,
                                     .string_number = 4,
                                     .handle = 2,
                                     .path = ""}};
    return (struct finding){.rule = 102,
                            .verdict = VERDICT_MUST_FIX,
                            .reason = reason,
                            .why = why,
                            .fact = fact,
                            .key = KEY_BOARD_SERIAL};
}

static void test_value_type_offset_and_hand_command_are_named(void **state)
{
    struct fact fact;
    struct finding f =
        board_serial(&fact, FACT_OK, "Default string", REASON_PLACEHOLDER, "to-be-filled");
    struct explanation en, zh;

    (void)state;
    check_explain(profile, &f, LANG_EN, true, arena, &en);
    check_explain(profile, &f, LANG_ZH, true, arena, &zh);
    assert_string_equal(en.value, "\"Default string\"");
    assert_string_equal(en.source, "SMBIOS Type 2 (Baseboard)  offset 07h  string no. 4");
    assert_string_equal(zh.source, "SMBIOS Type 2（主板）  偏移 07h  字符串编号 4");
    assert_non_null(strstr(en.hand, "wmic baseboard get serialnumber"));
    assert_non_null(strstr(en.hand, "dmidecode -s baseboard-serial-number"));
    assert_string_equal(zh.found, "厂家占位文字，等于没写");
    assert_non_null(strstr(zh.steps[0], "不要自己刷 BIOS"));
    assert_non_null(strstr(en.steps[2], "Type 2 offset 07h"));
    assert_non_null(strstr(en.engineer, "102/11 to-be-filled"));
    check_explain(profile, &f, LANG_EN, false, arena, &en);
    assert_string_equal(en.value, "");
}

static void test_the_seven_nothings_have_seven_different_words(void **state)
{
    static const struct {
        enum fact_state state;
        enum reason reason;
        const char *zh;
    } rows[] = {
        {FACT_ABSENT, REASON_ABSENT, "结构不存在"},
        {FACT_BEYOND_LENGTH, REASON_EMPTY, "字段不在表内"},
        {FACT_INDEX_ZERO, REASON_EMPTY, "字符串编号为 0"},
        {FACT_INDEX_RANGE, REASON_MALFORMED, "字符串编号超界"},
        {FACT_EMPTY, REASON_EMPTY, "空"},
        {FACT_BLANK, REASON_EMPTY, "只有空格"},
        {FACT_DENIED, REASON_UNREADABLE, "没读到"},
    };
    const char *words[COUNT_OF(rows)];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct explanation e;
        struct fact fact;
        struct finding f = board_serial(&fact, rows[i].state, "", rows[i].reason,
                                        fact_state_name(rows[i].state));
        check_explain(profile, &f, LANG_ZH, true, arena, &e);
        assert_non_null(strstr(e.found, rows[i].zh));
        words[i] = e.found;
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(words[i], words[j]);
    }
}

static void test_a_missing_table_is_said_in_words(void **state)
{
    struct explanation e;
    struct fact fact;
    struct finding f = board_serial(&fact, FACT_ABSENT, "", REASON_ABSENT, "no-table");

    (void)state;
    check_explain(profile, &f, LANG_ZH, true, arena, &e);
    assert_string_equal(e.found, "整个固件表不存在");
    assert_non_null(strstr(e.steps[0], "固件表"));
}

static void test_hostile_values_are_made_visible(void **state)
{
    struct explanation e;
    struct fact fact;
    struct finding f =
        board_serial(&fact, FACT_OK, "A\x1b[2J{hand}\xff", REASON_MALFORMED, "unprintable");

    (void)state;
    check_explain(profile, &f, LANG_EN, true, arena, &e);
    assert_null(strchr(e.value, 0x1b));
    assert_true(utf8_is_valid(str_of(e.value)));
    assert_non_null(strstr(e.value, "{hand}")); /* a value is never taken for a text */
}

static void test_no_permission_says_who_may_help(void **state)
{
    struct explanation e;
    struct fact fact;
    struct finding f = board_serial(&fact, FACT_DENIED, "", REASON_UNREADABLE, "denied");

    (void)state;
    check_explain(profile, &f, LANG_ZH, true, arena, &e);
    assert_non_null(strstr(e.found, "没有权限"));
    assert_non_null(strstr(e.steps[0], "root"));
    check_explain(profile, &f, LANG_EN, true, arena, &e);
    assert_non_null(strstr(e.steps[0], "administrator"));
}

static void test_length_and_limit_are_told(void **state)
{
    struct explanation e;
    struct fact fact = {.key = KEY_SYSTEM_MANUFACTURER,
                        .state = FACT_OK,
                        .text = STR("Micro-Star International Co., Ltd."),
                        .classes = "",
                        .source = {.path = ""}};
    struct finding f = {.rule = 103, .why = "max_bytes", .fact = &fact, .key = fact.key};

    (void)state;
    check_explain(profile, &f, LANG_EN, true, arena, &e);
    assert_string_equal(e.found, "set, 34 bytes, over the advised 32");
}

static void test_a_rule_of_another_pack_does_not_crash(void **state)
{
    struct explanation e;
    struct finding f = {.rule = 777, .why = NULL, .key = KEY_OS_NAME, .reason = REASON_EMPTY};

    (void)state;
    check_explain(profile, &f, LANG_EN, true, arena, &e);
    assert_string_equal(e.title, "777");
    assert_non_null(e.engineer);
    assert_null(e.steps[0]);
}

static void test_verdicts_have_words_and_marks(void **state)
{
    (void)state;
    for (int v = 0; v < VERDICT_COUNT; v++) {
        assert_true(verdict_word((enum verdict)v, LANG_ZH)[0] != '\0');
        assert_true(verdict_word((enum verdict)v, LANG_EN)[0] != '\0');
        assert_true(verdict_mark((enum verdict)v)[0] == '[');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_rule_and_reason_is_explained_in_both_languages),
        cmocka_unit_test(test_value_type_offset_and_hand_command_are_named),
        cmocka_unit_test(test_the_seven_nothings_have_seven_different_words),
        cmocka_unit_test(test_a_missing_table_is_said_in_words),
        cmocka_unit_test(test_hostile_values_are_made_visible),
        cmocka_unit_test(test_no_permission_says_who_may_help),
        cmocka_unit_test(test_length_and_limit_are_told),
        cmocka_unit_test(test_a_rule_of_another_pack_does_not_crash),
        cmocka_unit_test(test_verdicts_have_words_and_marks),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
