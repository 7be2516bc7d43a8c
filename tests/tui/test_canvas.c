/* test_canvas.c - cells, columns, wrapping, untrusted text, widgets that only draw. */
#include "tests/support/check.h"

#include "tui/canvas.h"
#include "tui/meter.h"
#include "tui/mounts.h"
#include "tui/pager.h"

static void check_row(const struct canvas *c, int row, const char *want)
{
    struct buf got = BUF_INIT(1024);

    canvas_row(c, row, &got);
    check_str(buf_str(&got), want);
    buf_done(&got);
}

static struct canvas make(int rows, int cols)
{
    struct canvas c = {0};

    canvas_resize(&c, rows, cols);
    return c;
}

static void test_text_is_laid_by_columns(void **state)
{
    struct canvas c = make(2, 20);

    (void)state;
    assert_int_equal(canvas_text(&c, 0, 0, TO_EDGE, LOOK_PLAIN, "ab中文c"), 7);
    canvas_text(&c, 0, 10, TO_EDGE, LOOK_KEY, "x");
    check_row(&c, 0, "ab中文c   x");
    assert_int_equal(canvas_at(&c, 0, 2)->cols, 2);
    assert_int_equal(canvas_at(&c, 0, 3)->cols, 0);
    assert_int_equal(canvas_at(&c, 0, 10)->look, LOOK_KEY);
    canvas_done(&c);
}

static void test_long_text_ends_in_dots(void **state)
{
    struct canvas c = make(1, 20);

    (void)state;
    assert_int_equal(canvas_text(&c, 0, 0, 8, LOOK_PLAIN, "0123456789"), 8);
    check_row(&c, 0, "012345..");
    canvas_done(&c);
}

static void test_a_wide_character_is_never_cut(void **state)
{
    struct canvas c = make(1, 5);

    (void)state;
    canvas_text(&c, 0, 0, TO_EDGE, LOOK_PLAIN, "中文");
    canvas_text(&c, 0, 4, TO_EDGE, LOOK_PLAIN, "字");
    check_row(&c, 0, "中文");
    canvas_text(&c, 0, 1, 1, LOOK_PLAIN, "x"); /* into the second half */
    check_row(&c, 0, " x文");
    canvas_text(&c, 0, 2, 1, LOOK_PLAIN, "y"); /* into the first half */
    check_row(&c, 0, " xy");
    canvas_done(&c);
}

static void test_writes_outside_do_nothing(void **state)
{
    struct canvas c = make(1, 4);

    (void)state;
    assert_int_equal(canvas_text(&c, 1, 0, TO_EDGE, LOOK_PLAIN, "x"), 0);
    assert_int_equal(canvas_text(&c, 0, 4, TO_EDGE, LOOK_PLAIN, "x"), 0);
    assert_int_equal(canvas_text(&c, -1, 0, TO_EDGE, LOOK_PLAIN, "x"), 0);
    canvas_fill(&c, 0, 2, 100, '-', LOOK_PLAIN);
    canvas_look(&c, 5, 0, 100, LOOK_BAD);
    check_row(&c, 0, "  --");
    canvas_done(&c);
}

static void test_untrusted_text_cannot_act(void **state)
{
    struct canvas c = make(1, 60);

    (void)state;
    canvas_untrusted(&c, 0, 0, TO_EDGE, LOOK_PLAIN, STR("a\x1b[2Jb\xe2\x80\xae\xe2\x80\xa6"));
    for (int col = 0; col < c.cols; col++)
        assert_true(canvas_at(&c, 0, col)->ch >= 0x20 && canvas_at(&c, 0, col)->ch < 0x7f);
    canvas_done(&c);
}

static void test_a_tab_of_a_line_is_blanks_up_to_its_column(void **state)
{
    struct buf out = BUF_INIT(256);

    (void)state;
    canvas_visible_line(STR("701\tkeyword\t\u4e2d\033\t"), &out);
    check_str(buf_str(&out), "701     keyword \u4e2d<U+001B>      ");
    buf_clear(&out);
    canvas_visible_line(STR(""), &out);
    check_str(buf_str(&out), "");
    buf_done(&out);
}

static void test_ambiguous_characters_are_known(void **state)
{
    (void)state;
    assert_true(char_is_ambiguous(0x2026)); /* horizontal ellipsis */
    assert_true(char_is_ambiguous(0x201C)); /* left double quotation mark */
    assert_true(char_is_ambiguous(0x2500)); /* box drawings */
    assert_true(char_is_ambiguous(0xE000)); /* private use */
    assert_false(char_is_ambiguous('a'));
    assert_false(char_is_ambiguous(0x4E2D)); /* a Chinese character */
    assert_false(char_is_ambiguous(0xFF0C)); /* full-width comma */
}

static void test_english_breaks_between_words(void **state)
{
    struct canvas c = make(4, 20);

    (void)state;
    assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, LOOK_PLAIN, STR("one two three four")), 2);
    check_row(&c, 0, "one two");
    check_row(&c, 1, "three four");
    canvas_done(&c);
}

static void test_chinese_does_not_break_before_its_stop(void **state)
{
    struct canvas c = make(4, 20);

    (void)state;
    assert_int_equal(canvas_wrap(&c, 0, 0, 6, 4, LOOK_PLAIN, STR("一二三。四")), 2);
    check_row(&c, 0, "一二");
    check_row(&c, 1, "三。四");
    canvas_done(&c);
}

static void test_a_word_longer_than_the_row_is_cut(void **state)
{
    struct canvas c = make(4, 20);

    (void)state;
    assert_int_equal(canvas_wrap(&c, 0, 0, 4, 4, LOOK_PLAIN, STR("abcdefghij")), 3);
    check_row(&c, 2, "ij");
    canvas_done(&c);
}

static void test_bar_shows_percent(void **state)
{
    struct canvas c = make(1, 40);

    (void)state;
    meter_bar(&c, 0, 0, 18, 1, 2);
    check_row(&c, 0, "[#####-----]  50%");
    canvas_clear(&c);
    meter_bar(&c, 0, 0, 18, UINT64_MAX, UINT64_MAX);
    check_row(&c, 0, "[##########] 100%");
    canvas_clear(&c);
    meter_bar(&c, 0, 0, 18, 5, 0);
    check_row(&c, 0, "");
    canvas_done(&c);
}

static void test_big_digits_have_their_shapes(void **state)
{
    struct canvas c = make(5, 20);

    (void)state;
    meter_digits(&c, 0, 0, STR("147"));
    check_row(&c, 0, " #  # # ###");
    check_row(&c, 1, "##  # #   #");
    check_row(&c, 2, " #  ###   #");
    check_row(&c, 3, " #    #   #");
    check_row(&c, 4, "###   #   #");
    canvas_done(&c);
}

static void test_sizes_are_short(void **state)
{
    static const struct {
        uint64_t bytes;
        const char *shown;
    } cases[] = {
        {0, "0 B"},         {999, "999 B"},      {1000, "1.0 KB"},      {9999, "9.9 KB"},
        {412345, "412 KB"}, {38000000, "38 MB"}, {14200000000, "14 GB"}};
    struct buf out = BUF_INIT(32);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        buf_clear(&out);
        meter_size(cases[i].bytes, &out);
        check_str(buf_str(&out), cases[i].shown);
    }
    buf_done(&out);
}

static struct reader *open_text(void *ctx, struct err *err)
{
    (void)err;
    return reader_of_mem(*(struct str *)ctx);
}

static void page(struct pager *p, struct canvas *c, size_t top)
{
    struct err err = ERR_NONE;

    canvas_clear(c);
    p->top = top;
    assert_true(pager_draw(p, c, 0, c->rows, 8, &err));
}

static void test_pager_cuts_long_lines_and_finds_the_end(void **state)
{
    struct canvas c = make(2, 10);
    struct pager p;
    struct str text = STR("0123456789\nab\n\nlast");

    (void)state;
    pager_open(&p, open_text, &text);
    page(&p, &c, 0);
    check_row(&c, 0, " 01234567");
    check_row(&c, 1, " 89");
    assert_false(p.is_last);
    page(&p, &c, 2);
    check_row(&c, 0, " ab");
    check_row(&c, 1, "");
    page(&p, &c, 4);
    check_row(&c, 0, " last");
    assert_true(p.is_last);
    pager_close(&p);
    canvas_done(&c);
}

static void test_pager_takes_any_bytes(void **state)
{
    struct canvas c = make(3, 40);
    static char bytes[10000];
    struct str all = {bytes, sizeof bytes}, none = STR("");
    struct pager p;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31 % 256);
    pager_open(&p, open_text, &all);
    page(&p, &c, 0);
    page(&p, &c, 100);
    pager_close(&p);
    pager_open(&p, open_text, &none);
    page(&p, &c, 0);
    assert_true(p.is_last);
    pager_close(&p);
    canvas_done(&c);
}

/* 36 MB of numbered lines, more than is kept; line n stands in rows 2n and 2n + 1. */
#define LINES (2304 * 1024)

struct lines {
    struct reader base;
    unsigned next;
};

static bool read_line(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct lines *l = (struct lines *)r;
    char line[32];

    (void)err;
    for (*got = 0; l->next < LINES && *got + 16 <= cap; *got += 16) {
        snprintf(line, sizeof line, "%07u........\n", l->next++);
        memcpy((char *)p + *got, line, 16);
    }
    return true;
}

static void close_lines(struct reader *r)
{
    free(r);
}

static struct reader *open_lines(void *ctx, struct err *err)
{
    static const struct reader_ops ops = {read_line, close_lines};
    struct lines *l = mem_new(sizeof *l);

    (void)err;
    l->base.ops = &ops;
    ++*(unsigned *)ctx;
    return &l->base;
}

static void check_line(struct pager *p, struct canvas *c, unsigned n)
{
    char want[16];

    page(p, c, 2 * (size_t)n);
    snprintf(want, sizeof want, " %07u.", n);
    check_row(c, 0, want);
}

static void test_pager_goes_anywhere_in_a_stream_that_is_not_kept(void **state)
{
    static const unsigned places[] = {0, 500000, 3, 2199999, 2000000, 7, 2199998};
    struct canvas c = make(2, 10);
    struct err err = ERR_NONE;
    unsigned opened = 0;
    struct pager p;

    (void)state;
    pager_open(&p, open_lines, &opened);
    for (size_t i = 0; i < COUNT_OF(places); i++)
        check_line(&p, &c, places[i]);
    assert_in_range(opened, 1, 3); /* anew only for what was let go */
    assert_true(pager_end(&p, 4, 8, &err));
    assert_int_equal(p.top, 2 * LINES - 4); /* each line is two rows of eight */
    assert_true(pager_find(&p, STR("2199999"), 0, 8, &err));
    assert_int_equal(p.top, 2 * 2199999);
    assert_false(pager_find(&p, STR("nowhere"), p.top, 8, &err));
    assert_false(err_is_set(&err));
    pager_close(&p);
    canvas_done(&c);
}

static void test_mounted_drives_are_found(void **state)
{
    static const char text[] = "/dev/sda2 / ext4 rw 0 0\n"
                               "tmpfs /media/x tmpfs rw 0 0\n"
                               "/dev/sdb1 /media/u/MY\\040STICK vfat rw 0 0\n"
                               "/dev/sdc1 /run/media/u/A ext4 ro 0 0\n"
                               "/dev/sdd1\n";
    struct arena *a = arena_new();
    const char *out[4];

    (void)state;
    assert_int_equal(mounts_of_drives(STR(text), a, out, 4), 2);
    assert_string_equal(out[0], "/media/u/MY STICK");
    assert_string_equal(out[1], "/run/media/u/A");
    assert_int_equal(mounts_of_drives(STR(text), a, out, 1), 1);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_laid_by_columns),
        cmocka_unit_test(test_long_text_ends_in_dots),
        cmocka_unit_test(test_a_wide_character_is_never_cut),
        cmocka_unit_test(test_writes_outside_do_nothing),
        cmocka_unit_test(test_untrusted_text_cannot_act),
        cmocka_unit_test(test_a_tab_of_a_line_is_blanks_up_to_its_column),
        cmocka_unit_test(test_ambiguous_characters_are_known),
        cmocka_unit_test(test_english_breaks_between_words),
        cmocka_unit_test(test_chinese_does_not_break_before_its_stop),
        cmocka_unit_test(test_a_word_longer_than_the_row_is_cut),
        cmocka_unit_test(test_bar_shows_percent),
        cmocka_unit_test(test_big_digits_have_their_shapes),
        cmocka_unit_test(test_sizes_are_short),
        cmocka_unit_test(test_pager_cuts_long_lines_and_finds_the_end),
        cmocka_unit_test(test_pager_takes_any_bytes),
        cmocka_unit_test(test_pager_goes_anywhere_in_a_stream_that_is_not_kept),
        cmocka_unit_test(test_mounted_drives_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
