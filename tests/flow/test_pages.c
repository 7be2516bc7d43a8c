/* test_pages.c - lines on pages: no block torn, every foot in its place. */
#include "tests/support/check.h"

#include <string.h>

#include "base/utf8.h"
#include "flow/pages.h"

#define TEXT_MAX (1024 * 1024)

static struct buf text = BUF_INIT(TEXT_MAX), out = BUF_INIT(TEXT_MAX);

static int clear(void **state)
{
    (void)state;
    buf_done(&text);
    buf_done(&out);
    return 0;
}

static void put_block(unsigned first, unsigned lines)
{
    for (unsigned i = 0; i < lines; i++)
        buf_printf(&text, "line %u\n", first + i);
    buf_puts(&text, PAGE_BLOCK);
}

/* Line number n (0..) of the result. */
static struct str line_at(size_t n)
{
    struct str rest = buf_str(&out), line = {NULL, 0};

    for (size_t i = 0; i <= n; i++)
        assert_true(str_next(&rest, '\n', &line));
    return line;
}

static size_t lines(void)
{
    size_t n = 0;

    for (size_t i = 0; i < out.n; i++)
        n += out.p[i] == '\n';
    return n;
}

static void test_every_page_has_66_lines_and_its_foot(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 100; i++)
        put_block(3 * i, 3);
    pages_lay_out(buf_str(&text), "title", &out);
    assert_int_equal(lines(), 5 * PAGE_LINES); /* 21 blocks fit on a page */
    for (size_t page = 0; page < 5; page++) {
        struct str foot = line_at(page * PAGE_LINES + PAGE_LINES - 1);
        char want[32];

        snprintf(want, sizeof want, "page %zu of 5", page + 1);
        assert_true(str_starts(foot, "title "));
        assert_true(str_ends(foot, want));
        assert_int_equal(utf8_cols(foot), PAGE_COLS);
    }
    assert_true(str_is(line_at(PAGE_LINES), "line 63"));
}

static void test_a_block_longer_than_a_page_goes_on_over_pages(void **state)
{
    (void)state;
    put_block(0, 1);
    put_block(1, 200);
    pages_lay_out(buf_str(&text), "", &out);
    assert_true(str_is(line_at(PAGE_LINES), "line 1"));
    assert_int_equal(lines() % PAGE_LINES, 0);
    size_t at;
    for (unsigned i = 0; i <= 200; i++) {
        char want[16];

        snprintf(want, sizeof want, "line %u\n", i);
        assert_true(str_find(buf_str(&out), want, &at));
    }
}

static void test_nothing_is_one_empty_page(void **state)
{
    (void)state;
    pages_lay_out((struct str){NULL, 0}, "title", &out);
    assert_int_equal(lines(), PAGE_LINES);
}

static void test_a_page_does_not_begin_with_an_empty_line(void **state)
{
    (void)state;
    put_block(0, PAGE_LINES - 2);
    buf_puts(&text, "\nsecond page\n" PAGE_BLOCK);
    pages_lay_out(buf_str(&text), "", &out);
    assert_true(str_is(line_at(PAGE_LINES), "second page"));
    assert_int_equal(lines(), 2 * PAGE_LINES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_every_page_has_66_lines_and_its_foot, clear),
        cmocka_unit_test_teardown(test_a_block_longer_than_a_page_goes_on_over_pages, clear),
        cmocka_unit_test_teardown(test_nothing_is_one_empty_page, clear),
        cmocka_unit_test_teardown(test_a_page_does_not_begin_with_an_empty_line, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
