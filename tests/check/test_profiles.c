/* test_profiles.c - the profiles beside cmge: eight fields, and hints for Kylin and UOS. */
#include "tests/support/check.h"

#include "base/utf8.h"
#include "check/check.h"

static const struct finding *run(const char *name, const struct fact_list *facts,
                                 struct arena *a, struct finding_list *list, unsigned rule)
{
    struct err err = ERR_NONE;
    struct profile *profile = profile_load(name, &err);

    check_no_err(&err);
    assert_true(check_run(profile, facts, a, list, &err));
    profile_free(profile);
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].rule == rule)
            return &list->items[i];
    return NULL;
}

static void add_file(struct fact_list *facts, unsigned i, const char *path, bool there)
{
    struct fact_source source = fact_source_file(facts, path);

    if (there)
        fact_add_text(facts, KEY_ACTIVATION_FILE, i, str_of(path), source);
    else
        fact_add_state(facts, KEY_ACTIVATION_FILE, i, FACT_ABSENT, source);
}

static void test_activation_files_are_found_by_their_path(void **state)
{
    struct fact_list *facts = fact_list_new();
    struct arena *a = arena_new();
    struct finding_list list;
    const struct finding *f;

    (void)state;
    add_file(facts, 3, "/etc/.kyinfo", true);
    add_file(facts, 5, "/etc/.kyactivation", false);
    f = run("kylin", facts, a, &list, 401);
    assert_int_equal(f->verdict, VERDICT_OK);
    assert_int_equal(f->instance, 3);
    f = run("kylin", facts, a, &list, 402);
    assert_int_equal(f->verdict, VERDICT_WARN);
    assert_int_equal(f->reason, REASON_ABSENT);
    f = run("kylin", facts, a, &list, 403); /* nobody looked: not the same as missing */
    assert_int_equal(f->verdict, VERDICT_UNREAD);
    arena_free(a);
    fact_list_free(facts);
}

static void test_a_missing_file_is_no_missing_structure(void **state)
{
    struct err err = ERR_NONE;
    struct profile *profile = profile_load("uos", &err);
    struct fact_list *facts = fact_list_new();
    struct arena *a = arena_new();
    struct finding_list list;
    struct explanation words;

    (void)state;
    check_no_err(&err);
    add_file(facts, 0, "/var/uos/.license.key", false);
    assert_true(check_run(profile, facts, a, &list, &err));
    for (size_t i = 0; i < list.n; i++) {
        if (list.items[i].rule != 412)
            continue;
        check_explain(profile, &list.items[i], LANG_EN, true, a, &words);
        assert_string_equal(words.found, "not there");
        assert_string_equal(words.source, "/var/uos/.license.key");
    }
    arena_free(a);
    fact_list_free(facts);
    profile_free(profile);
}

/* What decides is not known: nothing of these profiles is a must. */
static void test_hints_never_are_a_must(void **state)
{
    static const char *const names[] = {"kylin", "uos"};
    struct fact_list *facts = fact_list_new();
    struct arena *a = arena_new();
    struct finding_list list;

    (void)state;
    fact_add_state(facts, KEY_SYSTEM_SERIAL, 0, FACT_EMPTY, (struct fact_source){.path = ""});
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        assert_int_equal(run(names[i], facts, a, &list, 101)->verdict, VERDICT_WARN);
        assert_int_equal(finding_count(&list, VERDICT_MUST_FIX), 0);
    }
    arena_free(a);
    fact_list_free(facts);
}

/* A PC can pass the eight fields and still fail the board serial of cmge. */
static void test_the_eight_fields_do_not_see_the_board_serial(void **state)
{
    struct fact_list *facts = fact_list_new();
    struct arena *a = arena_new();
    struct finding_list list;

    (void)state;
    fact_add_state(facts, KEY_BOARD_SERIAL, 0, FACT_EMPTY, (struct fact_source){.path = ""});
    assert_null(run("oem8", facts, a, &list, 102));
    assert_int_equal(run("cmge", facts, a, &list, 102)->verdict, VERDICT_MUST_FIX);
    arena_free(a);
    fact_list_free(facts);
}

/* Screen 31 has room for so much of a title at 80 columns. */
static void test_titles_fit_the_list_of_results(void **state)
{
    static const char *const names[] = {"cmge", "oem8", "kylin", "uos"};
    const size_t cols = 19;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct err err = ERR_NONE;
        struct profile *profile = profile_load(names[i], &err);
        struct rule_view rule;

        check_no_err(&err);
        for (size_t k = 0; profile_rule(profile, k, &rule); k++)
            if (utf8_cols(str_of(rule.title.en)) > cols ||
                utf8_cols(str_of(rule.title.zh)) > cols)
                fail_msg("%s %u: %s, %s", names[i], rule.number, rule.title.en, rule.title.zh);
        profile_free(profile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_activation_files_are_found_by_their_path),
        cmocka_unit_test(test_a_missing_file_is_no_missing_structure),
        cmocka_unit_test(test_hints_never_are_a_must),
        cmocka_unit_test(test_titles_fit_the_list_of_results),
        cmocka_unit_test(test_the_eight_fields_do_not_see_the_board_serial),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
