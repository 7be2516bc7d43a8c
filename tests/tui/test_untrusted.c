/* test_untrusted.c - whatever a log holds, it changes no cell outside its own place. */
#include "tests/support/check.h"

#include <string.h>

#include "base/utf8.h"
#include "tests/support/wizard_kit.h"
#include "tui/pager.h"

#define ROWS 8
#define COLS 40
#define ROW 3
#define COL 10
#define ROOM 20

static const char *const hostile[] = {
    "\x1b[2J\x1b[1;1Hgone",
    "\x1b]0;title\x07\x1b]52;c;Zm9v\x07",
    "\x1b"
    "c\x1b(0lqqk",
    "\x9b"
    "31m",
    "\xc2\x9b"
    "31m\xc2\x90q",
    "a\rb\nc\td\x08\x08\x7f",
    "\xe2\x80\xae"
    "drow\xe2\x80\xac \xe2\x81\xa6x\xe2\x81\xa9 \xd8\x9c",
    "z\xe2\x80\x8bw\xe2\x80\x8dj\xef\xbb\xbf\xe2\x81\xa0s",
    "e\xcc\x81\xcc\x82\xcc\x83\xcc\x84 \xef\xb8\x8f",
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 "
    "\xf0\x9f\x87\xa8\xf0\x9f\x87\xb3",
    "\xf3\xa0\x81\x81\xf3\xa0\x81\xbf tags",
    "\xff\xfe\xc0\xaf\xed\xa0\x80 broken \xe4\xb8",
    "\xe2\x80\xa6\xe2\x80\x94\xe2\x94\x80\xe2\x96\x88 ambiguous",
    "\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6\x96\x87\xe4\xb8\xad\xe6"
    "\x96\x87"
    "\xe4\xb8\xad\xe6\x96\x87 wide at the edge",
    "\xe1\x85\x9f\xe3\x85\xa4 fillers",
};

static bool is_own(int row, int col)
{
    return row == ROW && col >= COL && col < COL + ROOM;
}

static void check_only_own_cells(const struct canvas *c, const char *text)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++) {
            const struct cell *cell = canvas_at(c, row, col);

            if (!is_own(row, col) &&
                (cell->ch != '.' || cell->cols != 1 || cell->look != LOOK_QUIET))
                fail_msg("\"%s\" changed row %d, column %d", text, row, col);
            if (cell->cols > 0 &&
                (cell->ch < 0x20 || (cell->ch >= 0x7f && cell->ch < 0xa0) ||
                 utf8_char_cols(cell->ch) == 0 || char_is_ambiguous(cell->ch)))
                fail_msg("\"%s\" left U+%04X on the screen", text, (unsigned)cell->ch);
        }
}

static void dot_all(struct canvas *c)
{
    canvas_clear(c);
    for (int row = 0; row < c->rows; row++)
        canvas_fill(c, row, 0, c->cols, '.', LOOK_QUIET);
}

static void test_hostile_text_stays_in_its_cells(void **state)
{
    struct canvas c = {0};

    (void)state;
    canvas_resize(&c, ROWS, COLS);
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        dot_all(&c);
        assert_in_range(canvas_untrusted(&c, ROW, COL, ROOM, LOOK_HIT, str_of(hostile[i])), 1,
                        ROOM);
        check_only_own_cells(&c, hostile[i]);
    }
    canvas_done(&c);
}

static void test_random_bytes_stay_in_their_cells(void **state)
{
    struct canvas c = {0};
    uint64_t random = 0x9E3779B97F4A7C15u;
    char text[48];

    (void)state;
    canvas_resize(&c, ROWS, COLS);
    for (int round = 0; round < 20000; round++) {
        size_t n = 0;

        for (; n < sizeof text - 1; n++) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            text[n] = (char)(random >> 24);
        }
        text[n] = '\0';
        dot_all(&c);
        canvas_untrusted(&c, ROW, COL, ROOM, LOOK_HIT, (struct str){text, n});
        check_only_own_cells(&c, "random bytes");
    }
    canvas_done(&c);
}

static struct reader *open_text(void *ctx, struct err *err)
{
    (void)err;
    return reader_of_mem(buf_str(ctx));
}

/* The whole of a screen but its file rows must not depend on what the file holds. */
static void draw_page(const char *line, struct canvas *c)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;
    struct pager p;

    for (int i = 0; i < 40; i++)
        buf_printf(&text, "%d %s\n", i, line);
    dot_all(c);
    pager_open(&p, open_text, &text);
    assert_true(pager_draw(&p, c, 2, 4, COLS - 2, &err));
    pager_close(&p);
    buf_done(&text);
}

static void test_a_page_of_a_hostile_file_stays_in_its_rows(void **state)
{
    struct canvas c = {0};

    (void)state;
    canvas_resize(&c, ROWS, COLS);
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        draw_page(hostile[i], &c);
        for (int row = 0; row < ROWS; row++)
            for (int col = 0; col < COLS; col++)
                if (row < 2 || row > 5)
                    assert_int_equal(canvas_at(&c, row, col)->ch, '.');
    }
    canvas_done(&c);
}

/* ---- in the wizard: 52 before and after, the lines around, 53 ----------------------------------- */

struct visit {
    struct wizard_kit kit;
    unsigned met[100];
    int steps;
};

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct visit *l = ctx;
    unsigned screen = screen_shown(shown);

    check_screen(shown);
    l->met[screen]++;
    if (l->steps-- == 0)
        return IN_GONE;
    if (screen == 40 && l->met[40] < 9)
        return '0' + l->met[40]; /* tick what is not */
    if (screen == 52 && l->met[52] % 4 == 1)
        return '8'; /* the lines around, and back */
    if (screen == 60)
        return '1' + l->met[60] % 7;
    return screen == 53 && l->met[53] % 3 ? '+' : (uint32_t)IN_ENTER;
}

static void test_no_screen_breaks_over_a_hostile_log(void **state)
{
    struct visit l = {.steps = 150};
    char line[256];

    (void)state;
    lang_set(LANG_ZH);
    wizard_kit_init(&l.kit, "normal", 24, 80, &(struct term_mem_keys){next_key, NULL, &l});
    for (size_t i = 0; i < COUNT_OF(hostile); i++) {
        if (!utf8_is_valid(str_of(hostile[i])) || strpbrk(hostile[i], "\\\n"))
            continue;
        snprintf(line, sizeof line, "/var/log/dpkg.log = mail zhangwei@lab.example %s",
                 hostile[i]);
        machine_line(&l.kit.machine, line);
    }
    wizard_kit_run(&l.kit);
    assert_true(l.met[52] > 5);
    assert_true(l.met[53] > 0);
    wizard_kit_done(&l.kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hostile_text_stays_in_its_cells),
        cmocka_unit_test(test_random_bytes_stay_in_their_cells),
        cmocka_unit_test(test_a_page_of_a_hostile_file_stays_in_its_rows),
        cmocka_unit_test(test_no_screen_breaks_over_a_hostile_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
