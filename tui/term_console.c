/* term_console.c - the Windows console by its own calls.
 *
 * A screen buffer of our own is shown, so that what stood there comes back. Text goes out by
 * WriteConsoleW, keys come by ReadConsoleInputW: Chinese passes whatever the code page, and what an
 * input method sends arrives as characters. Works in the legacy console mode too: nothing here
 * depends on escape sequences. */
#include "tui/term_screen.h"

#include <string.h>

#include "base/arena.h"
#include "base/console.h"
#include "tui/theme.h"

#define LOOK_AROUND_MS 250 /* between two looks at the size and at whether to end */
#define FOREGROUND_GREY (FOREGROUND_RED | FOREGROUND_GREEN | FOREGROUND_BLUE)
#define BACKGROUND_GREY (BACKGROUND_RED | BACKGROUND_GREEN | BACKGROUND_BLUE)
#define FOREGROUND_MASK 0x0f
#define CTRL_L 0x0c
#define COLS_MAX 1000

struct term_console {
    struct term term;
    struct canvas shown; /* what the console holds */
    COORD size;          /* as last told */
    bool has_colours;
    bool one_cell; /* it keeps a wide character in one cell, as Wine's does, not in two */
    WORD plain;    /* the colours that the user has */
    uint32_t repeated;
    unsigned repeats; /* more of that key */
    uint16_t high;    /* first half of a character beyond U+FFFF */
};

/* What to give back; one console at a time, also to the exit handler. */
static struct {
    bool is_open;
    HANDLE in, was_shown, own;
    DWORD in_mode;
} console;

static const struct {
    WORD from;
    uint32_t to;
} virtual_keys[] = {
    {VK_RETURN, IN_ENTER},  {VK_ESCAPE, IN_ESC},    {VK_BACK, IN_BACKSPACE},
    {VK_DELETE, IN_DELETE}, {VK_UP, IN_UP},         {VK_DOWN, IN_DOWN},
    {VK_LEFT, IN_LEFT},     {VK_RIGHT, IN_RIGHT},   {VK_HOME, IN_HOME},
    {VK_END, IN_END},       {VK_PRIOR, IN_PAGE_UP}, {VK_NEXT, IN_PAGE_DOWN},
};

static const struct {
    uint32_t from;
    uint32_t to;
} control_keys[] = {
    {'\r', IN_ENTER},     {'\n', IN_ENTER},     {'\t', IN_TAB},      {0x1b, IN_ESC},
    {0x08, IN_BACKSPACE}, {0x7f, IN_BACKSPACE}, {CTRL_L, IN_RESIZE},
};

static void give_back(void)
{
    if (!console.is_open)
        return;
    console.is_open = false;
    SetConsoleActiveScreenBuffer(console.was_shown);
    SetConsoleMode(console.in, console.in_mode);
    CloseHandle(console.own);
}

/* ---- size --------------------------------------------------------------------------------- */

static COORD window_size(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    COORD size = {80, 24};

    if (GetConsoleScreenBufferInfo(console.own, &info)) {
        size.X = (SHORT)(info.srWindow.Right - info.srWindow.Left + 1);
        size.Y = (SHORT)(info.srWindow.Bottom - info.srWindow.Top + 1);
    }
    if (size.X > COLS_MAX)
        size.X = COLS_MAX;
    return size;
}

static bool size_changed(const struct term_console *t)
{
    COORD now = window_size();

    return now.X != t->size.X || now.Y != t->size.Y;
}

/* The buffer is as large as the window: nothing to scroll to. */
static void console_size(struct term *term, int *rows, int *cols)
{
    struct term_console *t = (struct term_console *)term;

    t->size = window_size();
    (void)SetConsoleScreenBufferSize(console.own, t->size);
    *rows = t->size.Y;
    *cols = t->size.X;
}

/* ---- painting ----------------------------------------------------------------------------- */

static WORD reversed(WORD colours)
{
    return (WORD)((colours & ~0xff) | (colours & 0x0f) << 4 | (colours & 0xf0) >> 4);
}

static WORD attributes_of(const struct term_console *t, enum look look)
{
    static const WORD colours[PAINT_COUNT] = {
        [PAINT_RED] = FOREGROUND_RED,
        [PAINT_YELLOW] = FOREGROUND_RED | FOREGROUND_GREEN,
        [PAINT_CYAN] = FOREGROUND_GREEN | FOREGROUND_BLUE,
        [PAINT_PAPER] = BACKGROUND_GREY | BACKGROUND_INTENSITY,
        [PAINT_INK] = FOREGROUND_GREY};
    const struct paint *paint = theme_paint(look);
    enum paint_colour colour = t->has_colours ? paint->colour : PAINT_DEFAULT;
    WORD is = t->plain;

    if (colour == PAINT_PAPER || colour == PAINT_INK)
        is = colours[colour];
    else if (colour != PAINT_DEFAULT)
        is = (WORD)((is & ~FOREGROUND_MASK) | colours[colour]);
    if (paint->bold && colour != PAINT_PAPER)
        is |= FOREGROUND_INTENSITY;
    if (paint->reverse)
        is = reversed(is);
    if (paint->underline)
        is |= COMMON_LVB_UNDERSCORE;
    return is;
}

static DWORD put_char(wchar_t *out, uint32_t ch)
{
    if (ch < 0x10000) {
        out[0] = (wchar_t)ch;
        return 1;
    }
    out[0] = (wchar_t)(0xd800 + ((ch - 0x10000) >> 10));
    out[1] = (wchar_t)(0xdc00 + ((ch - 0x10000) & 0x3ff));
    return 2;
}

/* Cells of one look up to a wide character, which ends the run: whatever the console makes of its
 * width, the next run begins where it should. at is where the console has column from; returns the
 * column behind. */
static int paint_run(const struct term_console *t, const struct canvas *c, int row, int from,
                     int at)
{
    uint8_t look = canvas_at(c, row, from)->look;
    wchar_t text[2 * COLS_MAX];
    DWORD n = 0, written;
    int col = from;
    bool is_wide = false;

    while (col < c->cols && !is_wide && canvas_at(c, row, col)->look == look) {
        const struct cell *cell = canvas_at(c, row, col);
        if (cell->cols > 0)
            n += put_char(text + n, cell->ch);
        is_wide = cell->cols == 2;
        col += is_wide ? 2 : 1;
    }
    SetConsoleCursorPosition(console.own, (COORD){(SHORT)at, (SHORT)row});
    SetConsoleTextAttribute(console.own, attributes_of(t, look));
    WriteConsoleW(console.own, text, n, &written, NULL);
    return col;
}

/* Where the console has that column of the canvas. */
static int place_of(const struct term_console *t, const struct canvas *c, int row, int col)
{
    int at = col;

    for (int i = 0; t->one_cell && i < col; i++)
        at -= canvas_at(c, row, i)->cols == 2;
    return at;
}

static void paint_row(const struct term_console *t, const struct canvas *c, int row)
{
    for (int col = 0; col < c->cols;)
        col = paint_run(t, c, row, col, place_of(t, c, row, col));
    if (t->one_cell) { /* cells that the row before had more */
        int end = place_of(t, c, row, c->cols);
        DWORD written;

        FillConsoleOutputCharacterW(console.own, L' ', (DWORD)(c->cols - end),
                                    (COORD){(SHORT)end, (SHORT)row}, &written);
    }
}

static bool row_differs(const struct canvas *a, const struct canvas *b, int row)
{
    size_t bytes = (size_t)a->cols * sizeof *a->cells;

    return memcmp(canvas_at(a, row, 0), canvas_at(b, row, 0), bytes) != 0;
}

static void erase(const struct term_console *t)
{
    COORD home = {0, 0};
    DWORD cells = (DWORD)t->size.X * (DWORD)t->size.Y, written;

    FillConsoleOutputCharacterW(console.own, L' ', cells, home, &written);
    FillConsoleOutputAttribute(console.own, attributes_of(t, LOOK_PLAIN), cells, home,
                               &written);
}

static void console_show(struct term *term, const struct canvas *c)
{
    struct term_console *t = (struct term_console *)term;
    bool is_new = t->shown.rows != c->rows || t->shown.cols != c->cols;

    if (is_new) {
        erase(t);
        canvas_resize(&t->shown, c->rows, c->cols);
    }
    for (int row = 0; row < c->rows; row++)
        if (is_new || row_differs(&t->shown, c, row))
            paint_row(t, c, row);
    memcpy(t->shown.cells, c->cells, (size_t)(c->rows * c->cols) * sizeof *c->cells);
    int col = place_of(t, c, c->cursor_row, c->cursor_col);
    SetConsoleCursorPosition(console.own, (COORD){(SHORT)col, (SHORT)c->cursor_row});
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
        if (control_keys[i].from == unit)
            return control_keys[i].to;
    return unit < 0x20 ? IN_NONE : unit;
}

static uint32_t key_of(struct term_console *t, const KEY_EVENT_RECORD *key)
{
    WORD vk = key->wVirtualKeyCode;
    uint16_t unit = key->uChar.UnicodeChar;

    /* A character by its number on the keypad comes when Alt goes up. */
    if (!key->bKeyDown)
        return vk == VK_MENU && unit ? char_of(t, unit) : IN_NONE;
    if (vk == VK_TAB && key->dwControlKeyState & SHIFT_PRESSED)
        return IN_BACK_TAB;
    if (vk >= VK_F1 && vk <= VK_F10)
        return IN_F1 + (uint32_t)(vk - VK_F1);
    for (size_t i = 0; i < COUNT_OF(virtual_keys); i++)
        if (virtual_keys[i].from == vk)
            return virtual_keys[i].to;
    return unit ? char_of(t, unit) : IN_NONE;
}

/* The second press of a double click has a flag of its own and counts for nothing. */
static uint32_t mouse_key(struct term *term, const MOUSE_EVENT_RECORD *mouse)
{
    if (mouse->dwEventFlags == MOUSE_WHEELED)
        return (SHORT)HIWORD(mouse->dwButtonState) > 0 ? IN_WHEEL_UP : IN_WHEEL_DOWN;
    if (mouse->dwEventFlags != 0 || !(mouse->dwButtonState & FROM_LEFT_1ST_BUTTON_PRESSED))
        return IN_NONE;
    term->click_row = mouse->dwMousePosition.Y;
    term->click_col = mouse->dwMousePosition.X;
    return IN_CLICK;
}

static uint32_t take_event(struct term_console *t, const INPUT_RECORD *event)
{
    uint32_t key;

    if (event->EventType == MOUSE_EVENT)
        return mouse_key(&t->term, &event->Event.MouseEvent);
    if (event->EventType == WINDOW_BUFFER_SIZE_EVENT)
        return size_changed(t) ? IN_RESIZE : IN_NONE;
    if (event->EventType != KEY_EVENT)
        return IN_NONE;
    key = key_of(t, &event->Event.KeyEvent);
    if (key != IN_NONE && event->Event.KeyEvent.wRepeatCount > 1) {
        t->repeated = key;
        t->repeats = event->Event.KeyEvent.wRepeatCount - 1u;
    }
    if (key == IN_RESIZE) /* Ctrl-L: all of it anew */
        canvas_done(&t->shown);
    return key;
}

static uint32_t console_key(struct term *term, int wait_ms)
{
    struct term_console *t = (struct term_console *)term;
    INPUT_RECORD event;
    uint32_t key;
    DWORD n;

    if (t->repeats > 0) {
        t->repeats--;
        return t->repeated;
    }
    for (;;) {
        bool is_last = wait_ms >= 0 && wait_ms <= LOOK_AROUND_MS;

        if (console_end_asked())
            return IN_GONE;
        DWORD rc = WaitForSingleObject(console.in, (DWORD)(is_last ? wait_ms : LOOK_AROUND_MS));
        if (rc == WAIT_FAILED)
            return IN_GONE;
        if (rc == WAIT_OBJECT_0) {
            if (!ReadConsoleInputW(console.in, &event, 1, &n) || n == 0)
                return IN_GONE;
            if ((key = take_event(t, &event)) != IN_NONE)
                return key;
            continue;
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
    DWORD mode;

    (void)term;
    if (!GetConsoleMode(console.in, &mode))
        return false;
    mode = on ? mode | ENABLE_MOUSE_INPUT : mode & ~(DWORD)ENABLE_MOUSE_INPUT;
    return SetConsoleMode(console.in, mode) != 0;
}

/* ---- opening ------------------------------------------------------------------------------ */

static void console_free(struct term *term)
{
    struct term_console *t = (struct term_console *)term;

    give_back();
    console_unwatch_end();
    canvas_done(&t->shown);
    free(t);
}

static const struct term_ops console_ops = {console_size, console_show, console_key,
                                            console_mouse, console_free};

static bool take_over(HANDLE in, HANDLE out)
{
    static bool is_registered;
    HANDLE own = CreateConsoleScreenBuffer(GENERIC_READ | GENERIC_WRITE,
                                           FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                           CONSOLE_TEXTMODE_BUFFER, NULL);

    if (own == INVALID_HANDLE_VALUE || !GetConsoleMode(in, &console.in_mode))
        return false;
    console.in = in;
    console.was_shown = out;
    console.own = own;
    console.is_open = true;
    if (!is_registered)
        is_registered = atexit(give_back) == 0;
    /* No selecting by mouse, which would stop the program; a full line does not scroll. */
    SetConsoleMode(in, ENABLE_WINDOW_INPUT | ENABLE_PROCESSED_INPUT | ENABLE_EXTENDED_FLAGS);
    SetConsoleMode(own, ENABLE_PROCESSED_OUTPUT);
    return SetConsoleActiveScreenBuffer(own) != 0;
}

/* Writes a wide character and looks how far that went. */
static bool keeps_in_one_cell(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    COORD home = {0, 0};
    DWORD written;

    SetConsoleCursorPosition(console.own, home);
    return WriteConsoleW(console.own, L"\x4e2d", 1, &written, NULL) &&
           GetConsoleScreenBufferInfo(console.own, &info) && info.dwCursorPosition.X == 1;
}

struct term *term_screen_new(struct err *err)
{
    HANDLE in = GetStdHandle(STD_INPUT_HANDLE), out = GetStdHandle(STD_OUTPUT_HANDLE);
    const char *no_color = getenv("NO_COLOR");
    CONSOLE_SCREEN_BUFFER_INFO info;
    struct term_console *t;
    DWORD mode;

    if (!GetConsoleMode(in, &mode) || !GetConsoleScreenBufferInfo(out, &info))
        return err_null(err, E_NO_TERMINAL, "no console");
    if (!take_over(in, out))
        return err_null(err, E_NO_TERMINAL, "no screen buffer");
    t = mem_new(sizeof *t);
    t->term = (struct term){.ops = &console_ops, .percent = -1};
    if (no_color && *no_color)
        theme_set(THEME_MONO);
    t->has_colours = theme_has_colours();
    t->plain = info.wAttributes & 0xff ? info.wAttributes & 0xff : FOREGROUND_GREY;
    t->one_cell = keeps_in_one_cell();
    console_watch_end();
    return &t->term;
}
