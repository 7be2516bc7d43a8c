/* test_qr.c - symbols that fit a screen; zbarimg reads them in test_foreign.sh. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/qr.h"

static struct qr *make(size_t letters)
{
    static const char text[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij"
                               "klmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst"
                               "uvwxyzabcdefghijkl";
    struct err err = ERR_NONE;

    assert_true(letters < sizeof text);
    struct qr *qr = qr_new((struct str){text, letters}, &err);
    assert_non_null(qr);
    return qr;
}

/* A dark ring of 7 x 7, a light one, a dark square of 3 x 3. */
static void check_finder(const struct qr *qr, int row, int column)
{
    for (int r = 0; r < 7; r++)
        for (int c = 0; c < 7; c++) {
            int dr = r < 3 ? 3 - r : r - 3, dc = c < 3 ? 3 - c : c - 3;
            int ring = dr > dc ? dr : dc;

            assert_int_equal(qr_is_dark(qr, row + r, column + c), ring != 2);
        }
}

static void test_a_symbol_has_its_three_corners(void **state)
{
    struct qr *qr = make(20);
    int n = qr_modules(qr);

    (void)state;
    assert_int_equal(n, 17 + 4 * (int)qr_version(qr));
    check_finder(qr, 0, 0);
    check_finder(qr, 0, n - 7);
    check_finder(qr, n - 7, 0);
    for (int i = 8; i < n - 8; i++) {
        assert_int_equal(qr_is_dark(qr, 6, i), i % 2 == 0);
        assert_int_equal(qr_is_dark(qr, i, 6), i % 2 == 0);
    }
    qr_free(qr);
}

static void test_around_a_symbol_all_is_light(void **state)
{
    struct qr *qr = make(1);
    int n = qr_modules(qr);

    (void)state;
    for (int i = -4; i < n + 4; i++)
        for (int k = 1; k <= 4; k++) {
            assert_false(qr_is_dark(qr, i, -k));
            assert_false(qr_is_dark(qr, -k, i));
            assert_false(qr_is_dark(qr, i, n - 1 + k));
            assert_false(qr_is_dark(qr, n - 1 + k, i));
        }
    qr_free(qr);
}

/* ISO/IEC 18004, table 7: 106 bytes in version 6-M, 134 in 6-L. */
static void test_version_6_is_the_largest(void **state)
{
    static const struct {
        size_t letters;
        unsigned version;
    } rows[] = {{1, 1}, {14, 1}, {15, 2}, {84, 5}, {85, 6}, {106, 6}, {107, 6}, {134, 6}};
    char long_text[136];
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct qr *qr = make(rows[i].letters);

        assert_int_equal(qr_version(qr), rows[i].version);
        qr_free(qr);
    }
    memset(long_text, 'a', sizeof long_text);
    assert_null(qr_new((struct str){long_text, 135}, &err));
    assert_int_equal(err.code, E_TOO_LARGE);
    err = ERR_NONE;
    assert_null(qr_new(STR(""), &err));
    assert_null(qr_new(STR("a\0b"), &err));
    assert_int_equal(err.code, E_VALUE);
}

static size_t lines_of(const struct buf *text, size_t bytes_a_line)
{
    struct str rest = buf_str(text), line;
    size_t n = 0;

    while (str_next(&rest, '\n', &line) && rest.p) {
        if (bytes_a_line > 0)
            assert_int_equal(line.n, bytes_a_line);
        n++;
    }
    return n;
}

static void test_half_blocks_fit_a_screen_of_80x24(void **state)
{
    struct buf text = BUF_INIT(64 * 1024);
    struct qr *qr = make(134);

    (void)state;
    qr_half_blocks(qr, 2, &text);
    assert_int_equal(lines_of(&text, 0), 23);
    buf_clear(&text);
    qr_half_blocks(qr, 0, &text);
    assert_int_equal(lines_of(&text, 0), 21);
    assert_true(str_starts(buf_str(&text), "\u2588\u2580\u2580\u2580\u2580\u2580\u2588"));
    qr_free(qr);
    buf_done(&text);
}

static void test_two_columns_show_each_module(void **state)
{
    struct buf text = BUF_INIT(64 * 1024);
    struct qr *qr = make(10);
    int n = qr_modules(qr);
    size_t side = (size_t)n + 8;

    (void)state;
    qr_two_columns(qr, 4, &text);
    assert_int_equal(lines_of(&text, 2 * side), side);
    for (int row = -4; row < n + 4; row++)
        for (int column = -4; column < n + 4; column++) {
            const char *cell =
                text.p + (size_t)(row + 4) * (2 * side + 1) + 2 * (size_t)(column + 4);
            assert_memory_equal(cell, qr_is_dark(qr, row, column) ? "##" : "  ", 2);
        }
    qr_free(qr);
    buf_done(&text);
}

static void test_an_svg_has_its_size_and_light_zone(void **state)
{
    struct buf text = BUF_INIT(64 * 1024);
    struct qr *qr = make(1);
    size_t at;

    (void)state;
    qr_svg(qr, 30, &text);
    assert_true(str_starts(buf_str(&text), "<svg xmlns=\"http://www.w3.org/2000/svg\" "));
    assert_true(str_find(buf_str(&text), "width=\"30mm\" height=\"30mm\"", &at));
    assert_true(str_find(buf_str(&text), "viewBox=\"0 0 29 29\"", &at));
    assert_true(str_find(buf_str(&text), "d=\"M4 4h7v1h-7z", &at)); /* top of a corner */
    assert_true(str_ends(buf_str(&text), "</svg>\n"));
    qr_free(qr);
    buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_symbol_has_its_three_corners),
        cmocka_unit_test(test_around_a_symbol_all_is_light),
        cmocka_unit_test(test_version_6_is_the_largest),
        cmocka_unit_test(test_half_blocks_fit_a_screen_of_80x24),
        cmocka_unit_test(test_two_columns_show_each_module),
        cmocka_unit_test(test_an_svg_has_its_size_and_light_zone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
