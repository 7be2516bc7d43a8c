/* test_report.c - templates say only what report.def knows, and the shipped ones are right. */
#include "tests/support/check.h"

#include <string.h>

#include "desk/report_template.h"

#define HEAD "version: 1\ntitle: {zh: a, en: b}\nblocks:\n"

static void test_the_shipped_templates_are_right(void **state)
{
    static const char *const names[] = {"case", "fix-sheet"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct err err = ERR_NONE;
        struct report_template *t = report_template_load(names[i], &err);
        check_no_err(&err);
        assert_true(t->blocks_count > 0);
        report_template_free(t);
    }
}

static void test_a_mistake_in_a_template_is_refused(void **state)
{
    static const char *const wrong[] = {
        HEAD "  - lines: [{text: {zh: '{no-such}', en: b}}]\n", /* a blank nobody fills */
        HEAD "  - lines: [{text: {zh: a, en: '{no-such}'}}]\n", /* in the other language */
        HEAD "  - title: {zh: '{x}', en: b}\n    lines: [{as: page}]\n",
        HEAD "  - lines: [{text: {zh: a}}]\n",                     /* one language only */
        HEAD "  - lines: [{as: pair, text: {zh: a, en: b}}]\n",    /* a pair without label */
        HEAD "  - lines: [{as: page, text: {zh: a, en: b}}]\n",    /* words for a page break */
        HEAD "  - lines: [{as: text}]\n",                          /* a text without words */
        HEAD "  - lines: [{when: never, text: {zh: a, en: b}}]\n", /* an unknown question */
        HEAD "  - each: moon\n    lines: [{as: page}]\n",          /* an unknown list */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        struct err err = ERR_NONE;
        if (report_template_parse(str_of(wrong[i]), "test.yaml", &err))
            fail_msg("accepted: %s", wrong[i]);
        assert_int_equal(err.code, E_YAML);
    }
}

static void test_blanks_are_found_one_after_the_other(void **state)
{
    struct str text = STR("a {case} b {unknown} {");
    enum report_blank blank;
    size_t at = 0, end;

    (void)state;
    assert_true(report_next_blank(text, &at, &end, &blank));
    assert_int_equal(blank, BLANK_CASE_NUMBER);
    check_str(str_sub(text, at, end - at), "{case}");
    at = end;
    assert_true(report_next_blank(text, &at, &end, &blank));
    assert_int_equal(blank, BLANK_COUNT);
    at = end;
    assert_false(report_next_blank(text, &at, &end, &blank));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_shipped_templates_are_right),
        cmocka_unit_test(test_a_mistake_in_a_template_is_refused),
        cmocka_unit_test(test_blanks_are_found_one_after_the_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
