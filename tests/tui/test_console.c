/* test_console.c - the console back end over consoles that are made up: that of Windows, where a
 * wide character has two cells, and that of Wine, where it has one. */
#include "tests/support/check.h"

#include <string.h>

#include "base/utf8.h"
#include "tui/term_console.h"

#define ROWS 6
#define COLS 40
#define PLAIN 7
#define EVENTS_MAX 16

struct spot {
    uint32_t ch; /* 0: second half of a wide character */
    uint16_t colours;
};

struct fake {
    bool one_cell;
    int rows, cols;
    struct spot cells[ROWS][COLS]; /* as the console keeps them */
    struct spot seen[ROWS][COLS];  /* what a person sees of that */
    /* Wine draws by a cursor of the terminal that it believes to be where its own cell is. */
    int believed_row, believed_cell, seen_row, seen_col;
    int cursor_row, cursor_cell;
    struct console_event events[EVENTS_MAX];
    size_t events_n, events_at;
    int waited_ms, given_back;
    bool end_asked, is_gone, has_mouse;
};

/* ---- what a person sees ------------------------------------------------------------------- */

static void see(struct fake *f, int row, int col, uint32_t ch, uint16_t colours)
{
    struct spot *at = &f->seen[row][col];

    if (at->ch == 0 && col > 0)
        f->seen[row][col - 1].ch = ' ';
    if (col + 1 < COLS && f->seen[row][col + 1].ch == 0)
        f->seen[row][col + 1].ch = ' ';
    *at = (struct spot){ch, colours};
    if (utf8_char_cols(ch) == 2 && col + 1 < COLS) {
        if (col + 2 < COLS && f->seen[row][col + 2].ch == 0)
            f->seen[row][col + 2].ch = ' ';
        f->seen[row][col + 1] = (struct spot){0, colours};
    }
}

/* The terminal behind Wine's console takes letters one after the other, and wraps. */
static void terminal_puts(struct fake *f, uint32_t ch, uint16_t colours)
{
    if (f->seen_col + utf8_char_cols(ch) > COLS) {
        f->seen_col = 0;
        f->seen_row = f->seen_row + 1 < ROWS ? f->seen_row + 1 : f->seen_row;
    }
    see(f, f->seen_row, f->seen_col, ch, colours);
    f->seen_col += utf8_char_cols(ch);
}

/* Within a row Wine moves by the difference of cells, between rows to the cell's own number. */
static void terminal_moves(struct fake *f, int row, int cell)
{
    if (row == f->believed_row && cell != 0 && f->believed_cell < COLS)
        f->seen_col += cell - f->believed_cell;
    else
        f->seen_col = cell;
    f->seen_row = row;
    f->believed_row = row;
    f->believed_cell = cell;
}

static int blanks_at_end(const struct fake *f, int row)
{
    int n = 0;

    while (n < COLS && f->cells[row][COLS - 1 - n].ch == ' ' &&
           f->cells[row][COLS - 1 - n].colours == PLAIN)
        n++;
    return n < 4 ? 0 : n;
}

/* As Wine 8 draws cells that were changed: programs/conhost/conhost.c, update_output(). */
static void terminal_draws(struct fake *f, int row, int cell, int n)
{
    int blanks = blanks_at_end(f, row);

    for (int i = cell; i < cell + n; i++) {
        if (f->believed_row != row || f->believed_cell != i)
            terminal_moves(f, row, i);
        if (i + blanks >= COLS) {
            for (int col = f->seen_col; col < COLS; col++)
                see(f, row, col, ' ', PLAIN);
            return;
        }
        terminal_puts(f, f->cells[row][i].ch, f->cells[row][i].colours);
        f->believed_cell++;
    }
}

static void changed(struct fake *f, int row, int cell, int n)
{
    if (f->one_cell) {
        terminal_draws(f, row, cell, n);
        return;
    }
    for (int i = cell; i < cell + n; i++)
        if (f->cells[row][i].ch)
            see(f, row, i, f->cells[row][i].ch, f->cells[row][i].colours);
}

/* ---- the calls ---------------------------------------------------------------------------- */

static void size(void *ctx, int *rows, int *cols)
{
    const struct fake *f = ctx;

    *rows = f->rows;
    *cols = f->cols;
}

static void fit(void *ctx, int rows, int cols)
{
    const struct fake *f = ctx;

    assert_int_equal(rows, f->rows);
    assert_int_equal(cols, f->cols);
}

static uint32_t next_char(const uint16_t *text, size_t n, size_t *at)
{
    uint32_t ch = text[(*at)++];

    if (ch >= 0xd800 && ch < 0xdc00 && *at < n)
        ch = 0x10000 + ((ch - 0xd800) << 10) + (text[(*at)++] - 0xdc00u);
    return ch;
}

static void write_text(void *ctx, int row, int cell, uint16_t colours, const uint16_t *text,
                       size_t n)
{
    struct fake *f = ctx;
    int to = cell;

    if (f->one_cell && (f->believed_row != row || f->believed_cell != cell))
        terminal_moves(f, row, cell);
    for (size_t at = 0; at < n;) {
        uint32_t ch = next_char(text, n, &at);
        int cells = f->one_cell ? 1 : utf8_char_cols(ch);

        assert_in_range(to + cells, 1, f->cols);
        f->cells[row][to] = (struct spot){ch, colours};
        for (int i = 1; i < cells; i++)
            f->cells[row][to + i] = (struct spot){0, colours};
        to += cells;
    }
    changed(f, row, cell, to - cell);
}

static void blank(void *ctx, int row, int cell, int cells, uint16_t colours)
{
    struct fake *f = ctx;

    for (int i = cell; i < cell + cells; i++)
        f->cells[row][i] = (struct spot){' ', colours};
    changed(f, row, cell, cells);
}

static void cursor(void *ctx, int row, int cell)
{
    struct fake *f = ctx;

    f->cursor_row = row;
    f->cursor_cell = cell;
}

static enum console_answer next(void *ctx, int wait_ms, struct console_event *out)
{
    struct fake *f = ctx;

    if (f->is_gone)
        return CONSOLE_IS_GONE;
    if (f->events_at == f->events_n) {
        f->waited_ms += wait_ms;
        return CONSOLE_IN_TIME_NOTHING;
    }
    *out = f->events[f->events_at++];
    return CONSOLE_GOT;
}

static bool end_asked(void *ctx)
{
    return ((struct fake *)ctx)->end_asked;
}

static bool mouse(void *ctx, bool on)
{
    ((struct fake *)ctx)->has_mouse = on;
    return true;
}

static void give_back(void *ctx)
{
    ((struct fake *)ctx)->given_back++;
}

static const struct console_calls calls = {size, fit,       write_text, blank,    cursor,
                                           next, end_asked, mouse,      give_back};

static struct term *open_fake(struct fake *f, bool one_cell)
{
    *f = (struct fake){.one_cell = one_cell, .rows = ROWS, .cols = COLS};
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLS; col++)
            f->cells[row][col] = f->seen[row][col] = (struct spot){'~', PLAIN};
    return term_console_new(&calls, f,
                            (struct console_options){.plain = PLAIN, .one_cell = one_cell});
}

/* ---- screens ------------------------------------------------------------------------------ */

static void show(struct term *term, struct canvas *c)
{
    int rows, cols;

    term_size(term, &rows, &cols);
    term_show(term, c);
}

static void check_seen(const struct fake *f, const struct canvas *c)
{
    for (int row = 0; row < c->rows; row++)
        for (int col = 0; col < c->cols; col++)
            if (f->seen[row][col].ch != canvas_at(c, row, col)->ch)
                fail_msg("row %d, column %d: U+%04X is seen, not U+%04X", row, col,
                         (unsigned)f->seen[row][col].ch, (unsigned)canvas_at(c, row, col)->ch);
}

/* Rows of all kinds: wide characters, marks at the right edge, bars of one look, empty ones. */
static void draw_some(struct canvas *c, uint32_t *seed)
{
    static const char *const texts[] = {"",
                                        "abc",
                                        "\xe4\xb8\xad\xe6\x96\x87",
                                        "a\xe4\xb8\xad!",
                                        "[x] \xe6\x9c\xba\xe5\xaf\x86",
                                        "\xf0\xa0\xae\xb7 end",
                                        "0123456789012345678901234567890123456789"};

    canvas_clear(c);
    for (int row = 0; row < c->rows; row++) {
        uint32_t now = *seed = *seed * 1664525 + 1013904223;

        canvas_text(c, row, (int)(now >> 8 & 15), TO_EDGE, (enum look)(now >> 12 & 3),
                    texts[(now >> 16) % COUNT_OF(texts)]);
        if (now >> 20 & 1)
            canvas_right(c, row, LOOK_STRONG, "\xe7\xac\xac 3 \xe9\xa1\xb5");
        if ((now >> 21 & 3) == 3)
            canvas_look(c, row, 0, TO_EDGE, LOOK_MARKED);
    }
    canvas_cursor(c, (int)(*seed >> 8) % c->rows, (int)(*seed >> 16) % c->cols);
}

static void show_many(bool one_cell)
{
    struct canvas c = {0};
    uint32_t seed = 1;
    struct fake f;
    struct term *term = open_fake(&f, one_cell);

    canvas_resize(&c, ROWS, COLS);
    for (int i = 0; i < 500; i++) {
        draw_some(&c, &seed);
        show(term, &c);
        check_seen(&f, &c);
    }
    canvas_done(&c);
    term_free(term);
}

static void test_each_screen_replaces_the_one_before(void **state)
{
    (void)state;
    show_many(false);
}

static void test_each_does_so_where_a_wide_character_has_one_cell(void **state)
{
    (void)state;
    show_many(true);
}

static void test_looks_become_colours_of_cells(void **state)
{
    struct canvas c = {0};
    struct fake f;
    struct term *term = open_fake(&f, false);

    (void)state;
    canvas_resize(&c, ROWS, COLS);
    canvas_text(&c, 0, 0, TO_EDGE, LOOK_PLAIN, "a");
    canvas_text(&c, 0, 1, TO_EDGE, LOOK_MARKED, "b");
    show(term, &c);
    assert_int_equal(f.seen[0][0].colours, PLAIN);
    assert_int_not_equal(f.seen[0][1].colours, PLAIN);
    assert_int_equal(f.seen[0][1].colours >> 4 & 7, PLAIN); /* reversed */
    canvas_done(&c);
    term_free(term);
}

static void test_the_cursor_stands_at_the_cell_of_its_column(void **state)
{
    struct canvas c = {0};
    struct fake f;

    (void)state;
    canvas_resize(&c, ROWS, COLS);
    canvas_text(&c, 2, 0, TO_EDGE, LOOK_PLAIN, "\xe4\xb8\xad\xe6\x96\x87x");
    canvas_cursor(&c, 2, 4);
    for (int one_cell = 0; one_cell < 2; one_cell++) {
        struct term *term = open_fake(&f, one_cell);

        show(term, &c);
        assert_int_equal(f.cursor_row, 2);
        assert_int_equal(f.cursor_cell, one_cell ? 2 : 4);
        term_free(term);
    }
    canvas_done(&c);
}

/* ---- keys --------------------------------------------------------------------------------- */

static uint32_t press(struct console_event event)
{
    struct fake f;
    struct term *term = open_fake(&f, false);
    uint32_t key;
    int rows, cols;

    term_size(term, &rows, &cols);
    f.events[f.events_n++] = event;
    key = term_read(term, 0);
    term_free(term);
    return key;
}

static void test_keys_of_windows_are_keys_of_ours(void **state)
{
    static const struct {
        uint16_t virtual_key, unit;
        bool shift;
        uint32_t is;
    } rows[] = {
        {0x0d, '\r', false, IN_ENTER},     {0x1b, 0x1b, false, IN_ESC},
        {0x09, '\t', false, IN_TAB},       {0x09, '\t', true, IN_BACK_TAB},
        {0x08, 0x08, false, IN_BACKSPACE}, {0x2e, 0, false, IN_DELETE},
        {0x26, 0, false, IN_UP},           {0x28, 0, false, IN_DOWN},
        {0x25, 0, false, IN_LEFT},         {0x27, 0, false, IN_RIGHT},
        {0x21, 0, false, IN_PAGE_UP},      {0x22, 0, false, IN_PAGE_DOWN},
        {0x24, 0, false, IN_HOME},         {0x23, 0, false, IN_END},
        {0x70, 0, false, IN_F1},           {0x79, 0, false, IN_F10},
        {0x31, '1', false, '1'},           {0x4c, 0x0c, false, IN_RESIZE}, /* Ctrl-L */
        {0x11, 0, false, IN_NONE},         {0x41, 0x01, false, IN_NONE},   /* Ctrl, Ctrl-A */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(press((struct console_event){.kind = CONSOLE_KEY,
                                                      .is_down = true,
                                                      .shift = rows[i].shift,
                                                      .virtual_key = rows[i].virtual_key,
                                                      .unit = rows[i].unit,
                                                      .repeats = 1}),
                         rows[i].is);
}

/* An input method sends characters without a key of their own: VK_PACKET or VK_PROCESSKEY. */
static void test_what_an_input_method_sends_arrives_as_characters(void **state)
{
    static const uint16_t units[] = {0x4e2d, 0xff11}; /* full-width 1 */

    (void)state;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        assert_int_equal(press((struct console_event){.kind = CONSOLE_KEY,
                                                      .is_down = true,
                                                      .virtual_key = 0xe7,
                                                      .unit = units[i],
                                                      .repeats = 1}),
                         units[i]);
}

static void test_a_character_by_its_number_comes_when_alt_goes_up(void **state)
{
    struct console_event up = {.kind = CONSOLE_KEY, .virtual_key = 0x12, .unit = 0x4e2d};

    (void)state;
    assert_int_equal(press(up), 0x4e2d);
    up.virtual_key = 0x41; /* any other key that goes up is none */
    assert_int_equal(press(up), IN_NONE);
}

static void add_unit(struct fake *f, uint16_t unit, unsigned repeats)
{
    f->events[f->events_n++] = (struct console_event){
        .kind = CONSOLE_KEY, .is_down = true, .unit = unit, .repeats = repeats};
}

static void test_two_halves_are_one_character(void **state)
{
    struct fake f;
    struct term *term = open_fake(&f, false);
    int rows, cols;

    (void)state;
    term_size(term, &rows, &cols);
    add_unit(&f, 0xdfb7, 1); /* half of nothing */
    add_unit(&f, 0xd842, 1);
    add_unit(&f, 0xdfb7, 1); /* U+20BB7 */
    add_unit(&f, 0xd842, 1); /* cut off by another key */
    add_unit(&f, 'x', 1);
    assert_int_equal(term_read(term, 0), 0x20bb7);
    assert_int_equal(term_read(term, 0), 'x');
    assert_int_equal(term_read(term, 0), IN_NONE);
    term_free(term);
}

static void test_a_key_that_is_held_counts_as_often(void **state)
{
    struct fake f;
    struct term *term = open_fake(&f, false);
    int rows, cols;

    (void)state;
    term_size(term, &rows, &cols);
    add_unit(&f, 'j', 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(term_read(term, 0), 'j');
    assert_int_equal(term_read(term, 0), IN_NONE);
    term_free(term);
}

static void test_clicks_and_the_wheel_are_keys(void **state)
{
    struct fake f;
    struct term *term = open_fake(&f, false);
    int rows, cols;

    (void)state;
    term_size(term, &rows, &cols);
    assert_true(term_mouse(term, true));
    assert_true(f.has_mouse);
    f.events[f.events_n++] =
        (struct console_event){.kind = CONSOLE_CLICK, .row = 3, .cell = 12};
    f.events[f.events_n++] = (struct console_event){.kind = CONSOLE_WHEEL_UP};
    f.events[f.events_n++] = (struct console_event){.kind = CONSOLE_WHEEL_DOWN};
    f.events[f.events_n++] = (struct console_event){.kind = CONSOLE_OTHER};
    assert_int_equal(term_read(term, 0), IN_CLICK);
    assert_int_equal(term->click_row, 3);
    assert_int_equal(term->click_col, 12);
    assert_int_equal(term_read(term, 0), IN_WHEEL_UP);
    assert_int_equal(term_read(term, 0), IN_WHEEL_DOWN);
    assert_int_equal(term_read(term, 0), IN_NONE);
    term_free(term);
}

/* ---- size and end ------------------------------------------------------------------------- */

static void test_a_new_size_is_told_with_or_without_an_event(void **state)
{
    struct canvas c = {0};
    struct fake f;
    struct term *term = open_fake(&f, false);
    int rows, cols;

    (void)state;
    term_size(term, &rows, &cols);
    f.events[f.events_n++] = (struct console_event){.kind = CONSOLE_SIZE};
    assert_int_equal(term_read(term, 0), IN_NONE); /* it is the same */
    f.cols = 20;
    f.events[f.events_n++] = (struct console_event){.kind = CONSOLE_SIZE};
    assert_int_equal(term_read(term, -1), IN_RESIZE);
    term_size(term, &rows, &cols);
    assert_int_equal(cols, 20);
    f.rows = 4;
    assert_int_equal(term_read(term, -1), IN_RESIZE); /* the window alone */
    term_size(term, &rows, &cols);
    canvas_resize(&c, rows, cols);
    canvas_text(&c, 1, 2, TO_EDGE, LOOK_PLAIN, "\xe4\xb8\xad");
    show(term, &c);
    check_seen(&f, &c);
    canvas_done(&c);
    term_free(term);
}

static void test_a_wait_lasts_as_long_as_it_was_asked_to(void **state)
{
    struct fake f;
    struct term *term = open_fake(&f, false);
    int rows, cols;

    (void)state;
    term_size(term, &rows, &cols);
    assert_int_equal(term_read(term, 1100), IN_NONE);
    assert_int_equal(f.waited_ms, 1100);
    term_free(term);
}

static void test_who_is_asked_to_end_gives_the_console_back(void **state)
{
    struct fake f;
    struct term *term = open_fake(&f, false);

    (void)state;
    add_unit(&f, 'x', 1);
    f.end_asked = true; /* Ctrl-Break, Ctrl-C, the closed window */
    assert_int_equal(term_read(term, -1), IN_GONE);
    f.end_asked = false;
    f.is_gone = true;
    assert_int_equal(term_read(term, -1), IN_GONE);
    term_free(term);
    assert_int_equal(f.given_back, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_screen_replaces_the_one_before),
        cmocka_unit_test(test_each_does_so_where_a_wide_character_has_one_cell),
        cmocka_unit_test(test_looks_become_colours_of_cells),
        cmocka_unit_test(test_the_cursor_stands_at_the_cell_of_its_column),
        cmocka_unit_test(test_keys_of_windows_are_keys_of_ours),
        cmocka_unit_test(test_what_an_input_method_sends_arrives_as_characters),
        cmocka_unit_test(test_a_character_by_its_number_comes_when_alt_goes_up),
        cmocka_unit_test(test_two_halves_are_one_character),
        cmocka_unit_test(test_a_key_that_is_held_counts_as_often),
        cmocka_unit_test(test_clicks_and_the_wheel_are_keys),
        cmocka_unit_test(test_a_new_size_is_told_with_or_without_an_event),
        cmocka_unit_test(test_a_wait_lasts_as_long_as_it_was_asked_to),
        cmocka_unit_test(test_who_is_asked_to_end_gives_the_console_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
