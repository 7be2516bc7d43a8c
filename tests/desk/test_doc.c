/* test_doc.c - one page, two forms: what a value holds does nothing in either. */
#include "tests/support/check.h"

#include <string.h>

#include "desk/doc.h"

#define HOSTILE "a'); DROP TABLE x;--<script>alert(1)</script>\x1b[31m\xe2\x80\xaegnp\"&"

static struct buf text = {.max = DOC_MAX_BYTES}, html = {.max = DOC_MAX_BYTES};

static void print(const struct doc *d)
{
    buf_clear(&text);
    buf_clear(&html);
    doc_print_text(d, 80, &text);
    doc_print_html(d, &html);
    assert_false(buf_failed(&text) || buf_failed(&html));
}

static bool holds(const struct buf *b, const char *what)
{
    return strstr(buf_cstr(b), what) != NULL;
}

/* One block of each kind, every text of it the same. */
static struct doc *page_of(const char *value)
{
    static const double parts[DOC_PARTS_MAX] = {1, 2, 3};
    const enum doc_tone tones[] = {TONE_BAD, TONE_GOOD, TONE_MUTED};
    const struct doc_column columns[] = {{value, false}, {value, true}};
    const char *legend[] = {value, value, value};
    struct doc *d = doc_new(LANG_EN, value, value);

    for (int kind = DOC_HEADING; kind <= DOC_CODE; kind++) {
        if (kind != DOC_CALLOUT && kind != DOC_PAIR)
            doc_add(d, (enum doc_kind)kind, value);
    }
    doc_callout(d, TONE_BAD, value);
    doc_pair(d, TONE_WARN, value, value);
    doc_table(d, columns, COUNT_OF(columns));
    doc_cell(d, TONE_BAD, value);
    doc_cell(d, TONE_PLAIN, value);
    doc_bars(d, legend, tones, COUNT_OF(tones));
    doc_bar(d, value, value, parts);
    doc_add(d, DOC_PAGE, "");
    return d;
}

static void test_a_hostile_value_is_inert_in_every_block(void **state)
{
    (void)state;
    struct doc *d = page_of(HOSTILE);

    print(d);
    assert_false(holds(&html, "<script"));
    assert_false(holds(&html, "alert(1)<"));
    assert_true(holds(&html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    for (size_t i = 0; i < 2; i++) {
        const struct buf *b = i ? &html : &text;
        assert_false(holds(b, "\x1b"));
        assert_false(holds(b, "\xe2\x80\xae"));
        assert_true(holds(b, i ? "&lt;U+202E&gt;" : "<U+202E>"));
    }
    doc_free(d);
}

static void test_a_page_asks_nobody_for_anything(void **state)
{
    static const char *const asks[] = {"http:",   "https:", "src=",    "href=", "url(",
                                       "@import", "<link",  "<script", "onload"};
    struct doc *d = page_of("value");

    (void)state;
    print(d);
    for (size_t i = 0; i < COUNT_OF(asks); i++)
        if (holds(&html, asks[i]))
            fail_msg("the page holds %s", asks[i]);
    assert_true(holds(&html, "default-src 'none'"));
    assert_true(holds(&html, "<svg"));
    assert_true(holds(&html, "@page"));
    doc_free(d);
}

static void test_every_element_that_opens_closes(void **state)
{
    static const char *const tags[] = {"dl", "ul", "ol", "table", "tr", "td", "svg", "main"};
    struct doc *d = page_of("value");

    (void)state;
    print(d);
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        char open[16], close[16];
        size_t opened = 0, closed = 0;
        snprintf(open, sizeof open, "<%s", tags[i]);
        snprintf(close, sizeof close, "</%s>", tags[i]);
        for (const char *p = buf_cstr(&html); (p = strstr(p, open)); p += strlen(open))
            opened += p[strlen(open)] == '>' || p[strlen(open)] == ' ';
        for (const char *p = buf_cstr(&html); (p = strstr(p, close)); p++)
            closed++;
        assert_int_equal(opened, closed);
        assert_true(opened > 0);
    }
    doc_free(d);
}

static void test_steps_count_on_and_begin_again(void **state)
{
    struct doc *d = doc_new(LANG_EN, "", "");

    (void)state;
    doc_add(d, DOC_STEP, "one");
    doc_add(d, DOC_STEP, "two");
    doc_add(d, DOC_TEXT, "between");
    doc_add(d, DOC_STEP, "other");
    print(d);
    check_str(buf_str(&text), "  1. one\n  2. two\n\nbetween\n\n  1. other\n");
    doc_free(d);
}

static void test_a_long_chinese_text_wraps_at_the_columns(void **state)
{
    struct doc *d = doc_new(LANG_ZH, "", "");

    (void)state;
    doc_pair(d, TONE_PLAIN, "主板", "一二三四五六七八九十一二三四五六七八九十");
    buf_clear(&text);
    doc_print_text(d, 40, &text);
    check_str(buf_str(&text), "  主板  一二三四五六七八九十一二三四五六\n        七八九十\n");
    doc_free(d);
}

static void test_table_cells_stand_under_their_titles(void **state)
{
    const struct doc_column columns[] = {{"规则", false}, {"what", true}};
    struct doc *d = doc_new(LANG_EN, "", "");

    (void)state;
    doc_table(d, columns, COUNT_OF(columns));
    doc_cell(d, TONE_PLAIN, "101");
    doc_cell(d, TONE_BAD, ""); /* no words: the mark of its tone */
    doc_cell(d, TONE_PLAIN, "2");
    doc_cell(d, TONE_PLAIN, "two");
    print(d);
    check_str(buf_str(&text), "  规则  what\n  ----------\n  101   [X]\n  2     two\n");
    doc_free(d);
}

static void test_an_empty_text_adds_nothing(void **state)
{
    struct doc *d = doc_new(LANG_EN, "", "");

    (void)state;
    doc_add(d, DOC_TEXT, "");
    doc_callout(d, TONE_BAD, "");
    assert_null(d->blocks);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_hostile_value_is_inert_in_every_block),
        cmocka_unit_test(test_a_page_asks_nobody_for_anything),
        cmocka_unit_test(test_every_element_that_opens_closes),
        cmocka_unit_test(test_steps_count_on_and_begin_again),
        cmocka_unit_test(test_a_long_chinese_text_wraps_at_the_columns),
        cmocka_unit_test(test_table_cells_stand_under_their_titles),
        cmocka_unit_test(test_an_empty_text_adds_nothing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    buf_done(&text);
    buf_done(&html);
    return failed;
}
