/* test_hotline.c - every screen has its page for the other end of the phone, and is drawn there as
 * the caller sees it. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/embed.h"
#include "bundle/spoken_decode.h"
#include "flow/sample.h"
#include "tests/support/wizard_kit.h"
#include "tui/hotline.h"

#define SCREENS_MAX 64

static struct flow *sample(void)
{
    struct err err = ERR_NONE;
    struct flow *f = flow_sample("cmge", &err);

    check_no_err(&err);
    return f;
}

static void test_every_screen_has_a_page_in_both_languages(void **state)
{
    unsigned numbers[SCREENS_MAX];
    size_t n = hotline_screens(numbers, SCREENS_MAX);

    (void)state;
    assert_in_range(n, 20, SCREENS_MAX - 1);
    for (size_t i = 0; i < n; i++) {
        struct err err = ERR_NONE;
        const struct hotline_page *page = hotline_page(numbers[i], &err);

        if (!page)
            fail_msg("screen %02u has no page in templates/hotline", numbers[i]);
        const struct text2 *texts[] = {&page->say, &page->hear, &page->next};
        for (size_t k = 0; k < COUNT_OF(texts); k++)
            if (!*texts[k]->zh || !*texts[k]->en)
                fail_msg("the page of screen %02u is not complete", numbers[i]);
        hotline_page_free(page);
    }
}

static void test_every_page_belongs_to_a_screen(void **state)
{
    (void)state;
    for (size_t i = 0; i < embed_count; i++) {
        unsigned number;
        struct err err = ERR_NONE;

        if (!str_starts(str_of(embed_files[i].path), "hotline/"))
            continue;
        assert_int_equal(sscanf(embed_files[i].path, "hotline/%2u.yaml", &number), 1);
        const struct hotline_page *page = hotline_page(number, &err);
        check_no_err(&err);
        hotline_page_free(page);
    }
}

static void draw_all(enum lang lang)
{
    unsigned numbers[SCREENS_MAX];
    size_t n = hotline_screens(numbers, SCREENS_MAX);
    struct flow *f = sample();

    lang_set(lang);
    for (size_t i = 0; i < n; i++) {
        struct canvas c = {0};
        struct err err = ERR_NONE;

        canvas_resize(&c, 24, 80);
        assert_true(hotline_draw(f, numbers[i], &c, &err));
        assert_int_equal(screen_shown(&c), numbers[i]);
        check_screen(&c);
        canvas_done(&c);
    }
    flow_free(f);
}

static void test_every_screen_is_drawn_as_the_caller_sees_it(void **state)
{
    (void)state;
    draw_all(LANG_ZH);
    draw_all(LANG_EN);
}

static void test_a_report_code_fills_the_verdicts(void **state)
{
    struct flow *f = sample();
    struct canvas c = {0};
    struct decoded code;
    struct heard heard;
    struct err err = ERR_NONE;
    char groups[256];

    (void)state;
    lang_set(LANG_EN);
    uint8_t states[REPORT_STATES_MAX] = {REASON_PASS, REASON_EMPTY, REASON_UNREADABLE};
    flow_sample_fill(f, states, COUNT_OF(states));
    snprintf(groups, sizeof groups, "%s", flow_report_code(f));
    flow_free(f);

    f = sample();
    assert_true(spoken_hear(str_of(groups), &heard, &err));
    spoken_decode(&heard, &code);
    assert_true(code.valid);
    flow_sample_fill(f, code.report_states, REPORT_STATES_MAX);
    canvas_resize(&c, 24, 80);
    assert_true(hotline_draw(f, 31, &c, &err));
    assert_true(canvas_shows(&c, "102 = X   103 = ?"));
    canvas_done(&c);
    flow_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_has_a_page_in_both_languages),
        cmocka_unit_test(test_every_page_belongs_to_a_screen),
        cmocka_unit_test(test_every_screen_is_drawn_as_the_caller_sees_it),
        cmocka_unit_test(test_a_report_code_fills_the_verdicts),
    };
    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
