/* term_console.c - the wizard on a console of cells; term_console.h names its calls.
 *
 * Text goes out as characters and keys come as characters, whatever the code page: what an input
 * method sends arrives whole. Nothing here depends on escape sequences. */
#include "tui/term_console.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "tui/theme.h"

#define LOOK_AROUND_MS 250 /* between two looks at the size and at whether to end */
#define CTRL_L 0x0c

struct term_console {
    struct term term;
    const struct console_calls *calls;
    void *ctx;
    struct console_options is;
    struct canvas shown; /* what the console holds */
    int rows, cols;      /* as last told */
    bool has_colours;
    uint32_t repeated;
    unsigned repeats; /* more of that key */
    uint16_t high;    /* first half of a character beyond U+FFFF */
};

enum { VIRTUAL_TAB = 0x09, VIRTUAL_ALT = 0x12, VIRTUAL_F1 = 0x70, VIRTUAL_F10 = 0x79 };

static const struct {
    uint16_t virtual_key; /* winuser.h, VK_... */
    uint32_t to;
} virtual_keys[] = {
    {0x08, IN_BACKSPACE}, {0x0d, IN_ENTER}, {0x1b, IN_ESC},  {0x21, IN_PAGE_UP},
    {0x22, IN_PAGE_DOWN}, {0x23, IN_END},   {0x24, IN_HOME}, {0x25, IN_LEFT},
    {0x26, IN_UP},        {0x27, IN_RIGHT}, {0x28, IN_DOWN}, {0x2e, IN_DELETE},
};

static const struct {
    uint16_t unit;
    uint32_t to;
} control_keys[] = {
    {'\r', IN_ENTER},     {'\n', IN_ENTER},     {'\t', IN_TAB},      {0x1b, IN_ESC},
    {0x08, IN_BACKSPACE}, {0x7f, IN_BACKSPACE}, {CTRL_L, IN_RESIZE},
};

/* ---- size --------------------------------------------------------------------------------- */

static bool size_changed(const struct term_console *t)
{
    int rows, cols;

    t->calls->size(t->ctx, &rows, &cols);
    return rows != t->rows || cols != t->cols;
}

static void console_size(struct term *term, int *rows, int *cols)
{
    struct term_console *t = (struct term_console *)term;

    t->calls->size(t->ctx, &t->rows, &t->cols);
    t->calls->fit(t->ctx, t->rows, t->cols);
    *rows = t->rows;
    *cols = t->cols;
}

/* ---- painting ----------------------------------------------------------------------------- */

static uint16_t reversed(uint16_t colours)
{
    return (uint16_t)((colours & ~0xff) | (colours & 0x0f) << 4 | (colours & 0xf0) >> 4);
}

static uint16_t colours_of(const struct term_console *t, enum look look)
{
    static const uint16_t colours[PAINT_COUNT] = {[PAINT_RED] = CELL_RED,
                                                  [PAINT_YELLOW] = CELL_RED | CELL_GREEN,
                                                  [PAINT_CYAN] = CELL_GREEN | CELL_BLUE,
                                                  [PAINT_PAPER] = (CELL_GREY | CELL_BRIGHT)
                                                                  << 4,
                                                  [PAINT_INK] = CELL_GREY};
    const struct paint *paint = theme_paint(look);
    enum paint_colour colour = t->has_colours ? paint->colour : PAINT_DEFAULT;
    uint16_t is = t->is.plain;

    if (colour == PAINT_PAPER || colour == PAINT_INK)
        is = colours[colour];
    else if (colour != PAINT_DEFAULT)
        is = (uint16_t)((is & ~CELL_LETTERS) | colours[colour]);
    if (paint->bold && colour != PAINT_PAPER)
        is |= CELL_BRIGHT;
    if (paint->reverse)
        is = reversed(is);
    if (paint->underline)
        is |= CELL_UNDERLINED;
    return is;
}

static size_t put_char(uint16_t *out, uint32_t ch)
{
    if (ch < 0x10000) {
        out[0] = (uint16_t)ch;
        return 1;
    }
    out[0] = (uint16_t)(0xd800 + ((ch - 0x10000) >> 10));
    out[1] = (uint16_t)(0xdc00 + ((ch - 0x10000) & 0x3ff));
    return 2;
}

/* The cell in which the console keeps that column of the canvas. */
static int cell_of(const struct term_console *t, const struct canvas *c, int row, int col)
{
    int cell = col;

    for (int i = 0; t->is.one_cell && i < col; i++)
        cell -= canvas_at(c, row, i)->cols == 2;
    return cell;
}

/* Cells of one look up to a wide character, which ends the run: whatever the console makes of its
 * width, the next run begins where it should. Returns the column behind. */
static int paint_run(const struct term_console *t, const struct canvas *c, int row, int from,
                     int end)
{
    uint8_t look = canvas_at(c, row, from)->look;
    uint16_t text[2 * CONSOLE_COLS_MAX];
    size_t n = 0;
    int col = from;
    bool is_wide = false;

    while (col < end && !is_wide && canvas_at(c, row, col)->look == look) {
        const struct cell *cell = canvas_at(c, row, col);
        if (cell->cols > 0)
            n += put_char(text + n, cell->ch);
        is_wide = cell->cols == 2;
        col += is_wide ? 2 : 1;
    }
    t->calls->write(t->ctx, row, cell_of(t, c, row, from), colours_of(t, look), text, n);
    return col;
}

/* The column behind the last that is more than a plain blank. */
static int text_end(const struct canvas *c, int row)
{
    int end = c->cols;

    while (end > 0 && canvas_at(c, row, end - 1)->ch == ' ' &&
           canvas_at(c, row, end - 1)->look == LOOK_PLAIN)
        end--;
    return end;
}

/* Where a wide character has one cell, a row of them is shorter in cells than in columns: blanks
 * behind it would be drawn past the right edge, and what stood there before would stay. So the
 * row is emptied first, and nothing is written behind its text. */
static void paint_row(const struct term_console *t, const struct canvas *c, int row)
{
    int end = t->is.one_cell ? text_end(c, row) : c->cols;

    if (t->is.one_cell)
        t->calls->blank(t->ctx, row, 0, c->cols, colours_of(t, LOOK_PLAIN));
    for (int col = 0; col < end;)
        col = paint_run(t, c, row, col, end);
}

static bool row_differs(const struct canvas *a, const struct canvas *b, int row)
{
    size_t bytes = (size_t)a->cols * sizeof *a->cells;

    return memcmp(canvas_at(a, row, 0), canvas_at(b, row, 0), bytes) != 0;
}

static void console_show(struct term *term, const struct canvas *c)
{
    struct term_console *t = (struct term_console *)term;
    bool is_new = t->shown.rows != c->rows || t->shown.cols != c->cols;

    if (is_new) {
        for (int row = 0; row < t->rows; row++)
            t->calls->blank(t->ctx, row, 0, t->cols, colours_of(t, LOOK_PLAIN));
        canvas_resize(&t->shown, c->rows, c->cols);
    }
    for (int row = 0; row < c->rows; row++)
        if (is_new || row_differs(&t->shown, c, row))
            paint_row(t, c, row);
    memcpy(t->shown.cells, c->cells, (size_t)(c->rows * c->cols) * sizeof *c->cells);
    t->calls->cursor(t->ctx, c->cursor_row, cell_of(t, c, c->cursor_row, c->cursor_col));
}

/* ---- keys --------------------------------------------------------------------------------- */

/* A character as UTF-16 brings it, in one part or two. */
static uint32_t char_of(struct term_console *t, uint16_t unit)
{
    uint16_t high = t->high;

    t->high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
    if (t->high)
        return IN_NONE;
    if (unit >= 0xdc00 && unit < 0xe000)
        return high ? 0x10000 + ((uint32_t)(high - 0xd800) << 10) + (unit - 0xdc00u) : IN_NONE;
    for (size_t i = 0; i < COUNT_OF(control_keys); i++)
        if (control_keys[i].unit == unit)
            return control_keys[i].to;
    return unit < 0x20 ? IN_NONE : unit;
}

static uint32_t key_of(struct term_console *t, const struct console_event *key)
{
    uint16_t vk = key->virtual_key;

    /* A character by its number on the keypad comes when Alt goes up. */
    if (!key->is_down)
        return vk == VIRTUAL_ALT && key->unit ? char_of(t, key->unit) : IN_NONE;
    if (vk == VIRTUAL_TAB && key->shift)
        return IN_BACK_TAB;
    if (vk >= VIRTUAL_F1 && vk <= VIRTUAL_F10)
        return IN_F1 + (uint32_t)(vk - VIRTUAL_F1);
    for (size_t i = 0; i < COUNT_OF(virtual_keys); i++)
        if (virtual_keys[i].virtual_key == vk)
            return virtual_keys[i].to;
    return key->unit ? char_of(t, key->unit) : IN_NONE;
}

static uint32_t take_event(struct term_console *t, const struct console_event *event)
{
    uint32_t key;

    switch (event->kind) {
    case CONSOLE_SIZE:
        return size_changed(t) ? IN_RESIZE : IN_NONE;
    case CONSOLE_CLICK:
        t->term.click_row = event->row;
        t->term.click_col = event->cell;
        return IN_CLICK;
    case CONSOLE_WHEEL_UP:
        return IN_WHEEL_UP;
    case CONSOLE_WHEEL_DOWN:
        return IN_WHEEL_DOWN;
    case CONSOLE_OTHER:
        return IN_NONE;
    case CONSOLE_KEY:
        break;
    }
    key = key_of(t, event);
    if (key != IN_NONE && event->repeats > 1) {
        t->repeated = key;
        t->repeats = event->repeats - 1;
    }
    if (key == IN_RESIZE) /* Ctrl-L: all of it anew */
        canvas_done(&t->shown);
    return key;
}

static uint32_t console_key(struct term *term, int wait_ms)
{
    struct term_console *t = (struct term_console *)term;
    struct console_event event;
    uint32_t key;

    if (t->repeats > 0) {
        t->repeats--;
        return t->repeated;
    }
    for (;;) {
        bool is_last = wait_ms >= 0 && wait_ms <= LOOK_AROUND_MS;

        if (t->calls->end_asked(t->ctx))
            return IN_GONE;
        switch (t->calls->next(t->ctx, is_last ? wait_ms : LOOK_AROUND_MS, &event)) {
        case CONSOLE_IS_GONE:
            return IN_GONE;
        case CONSOLE_GOT:
            if ((key = take_event(t, &event)) != IN_NONE)
                return key;
            continue;
        case CONSOLE_IN_TIME_NOTHING:
            break;
        }
        if (size_changed(t)) /* the window alone sends no event */
            return IN_RESIZE;
        if (is_last)
            return IN_NONE;
        if (wait_ms > 0)
            wait_ms -= LOOK_AROUND_MS;
    }
}

static bool console_mouse(struct term *term, bool on)
{
    struct term_console *t = (struct term_console *)term;

    return t->calls->mouse(t->ctx, on);
}

/* ---- opening ------------------------------------------------------------------------------ */

static void console_free(struct term *term)
{
    struct term_console *t = (struct term_console *)term;

    t->calls->give_back(t->ctx);
    canvas_done(&t->shown);
    free(t);
}

static const struct term_ops console_ops = {console_size, console_show, console_key,
                                            console_mouse, console_free};

struct term *term_console_new(const struct console_calls *calls, void *ctx,
                              struct console_options options)
{
    struct term_console *t = mem_new(sizeof *t);

    t->term = (struct term){.ops = &console_ops, .percent = -1};
    t->calls = calls;
    t->ctx = ctx;
    t->is = options;
    t->has_colours = theme_has_colours();
    return &t->term;
}
