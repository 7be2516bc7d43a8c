/* term_curses.c - the terminal through ncursesw; the only file that includes curses. */
#include "tui/term_screen.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#include "base/arena.h"
#include "base/console.h"
#include "tui/theme.h"

#define CTRL_L 0x0c
#define LOOK_FOR_SIGNALS_MS 500 /* between two looks at the flag, should one slip between */
#define DOUBLE_CLICK_MS 400

struct term_curses {
    struct term term;
    SCREEN *screen;
    bool has_colours;
    struct canvas shown;  /* what the terminal holds */
    long long pressed_ms; /* when the mouse button was pressed last */
};

static bool is_open;

static const struct {
    int from;
    uint32_t to;
} curses_keys[] = {
    {KEY_ENTER, IN_ENTER},   {KEY_BACKSPACE, IN_BACKSPACE}, {KEY_DC, IN_DELETE},
    {KEY_UP, IN_UP},         {KEY_DOWN, IN_DOWN},           {KEY_LEFT, IN_LEFT},
    {KEY_RIGHT, IN_RIGHT},   {KEY_HOME, IN_HOME},           {KEY_END, IN_END},
    {KEY_PPAGE, IN_PAGE_UP}, {KEY_NPAGE, IN_PAGE_DOWN},     {KEY_BTAB, IN_BACK_TAB},
    {KEY_RESIZE, IN_RESIZE},
};

/* What keys send where TERM does not say so: serial consoles without keypad mode, PuTTY, a vt100 that
 * is none. */
static const struct {
    const char *sent;
    int key;
} other_keys[] = {
    {"\033[A", KEY_UP},      {"\033[B", KEY_DOWN},   {"\033[C", KEY_RIGHT},
    {"\033[D", KEY_LEFT},    {"\033[H", KEY_HOME},   {"\033[F", KEY_END},
    {"\033[1~", KEY_HOME},   {"\033[4~", KEY_END},   {"\033[7~", KEY_HOME},
    {"\033[8~", KEY_END},    {"\033[3~", KEY_DC},    {"\033[5~", KEY_PPAGE},
    {"\033[6~", KEY_NPAGE},  {"\033[Z", KEY_BTAB},   {"\033OP", KEY_F(1)},
    {"\033OQ", KEY_F(2)},    {"\033OR", KEY_F(3)},   {"\033OS", KEY_F(4)},
    {"\033[11~", KEY_F(1)},  {"\033[12~", KEY_F(2)}, {"\033[13~", KEY_F(3)},
    {"\033[14~", KEY_F(4)},  {"\033[15~", KEY_F(5)}, {"\033[17~", KEY_F(6)},
    {"\033[18~", KEY_F(7)},  {"\033[19~", KEY_F(8)}, {"\033[20~", KEY_F(9)},
    {"\033[21~", KEY_F(10)},
};

static const struct {
    wint_t from;
    uint32_t to;
} control_keys[] = {
    {'\r', IN_ENTER}, {'\n', IN_ENTER},     {'\t', IN_TAB},
    {0x1b, IN_ESC},   {0x7f, IN_BACKSPACE}, {0x08, IN_BACKSPACE},
};

static void give_back(void)
{
    if (is_open)
        endwin();
    is_open = false;
}

static void curses_size(struct term *t, int *rows, int *cols)
{
    (void)t;
    getmaxyx(stdscr, *rows, *cols);
}

static attr_t attributes_of(enum look look)
{
    const struct paint *paint = theme_paint(look);
    attr_t attributes = A_NORMAL;

    if (paint->bold)
        attributes |= A_BOLD;
    if (paint->reverse)
        attributes |= A_REVERSE;
    if (paint->underline)
        attributes |= A_UNDERLINE;
    return attributes;
}

/* Each cell goes to its own place: a character that the terminal library measures differently
 * cannot shift its neighbours. */
static void paint_row(const struct term_curses *tc, const struct canvas *c, int row)
{
    for (int col = 0; col < c->cols; col++) {
        const struct cell *cell = canvas_at(c, row, col);
        wchar_t text[2] = {(wchar_t)cell->ch, L'\0'};
        enum look look = cell->look;
        short pair = tc->has_colours ? (short)theme_paint(look)->colour : 0;
        cchar_t drawn;

        if (cell->cols == 0)
            continue;
        if (setcchar(&drawn, text, attributes_of(look), pair, NULL) == OK)
            mvadd_wch(row, col, &drawn);
    }
}

static bool row_differs(const struct canvas *a, const struct canvas *b, int row)
{
    size_t bytes = (size_t)a->cols * sizeof *a->cells;

    return memcmp(canvas_at(a, row, 0), canvas_at(b, row, 0), bytes) != 0;
}

/* Whole rows are repainted: ncurses shifts text when a write begins in the second half of a wide
 * character. What really changed is then found by its own comparison. */
static void curses_show(struct term *t, const struct canvas *c)
{
    struct term_curses *tc = (struct term_curses *)t;
    bool is_new = tc->shown.rows != c->rows || tc->shown.cols != c->cols;

    if (is_new)
        erase();
    for (int row = 0; row < c->rows; row++)
        if (is_new || row_differs(&tc->shown, c, row))
            paint_row(tc, c, row);
    canvas_copy(&tc->shown, c);
    move(c->cursor_row, c->cursor_col);
    refresh();
}

/* The second press of a double click would hit what the first one brought up. */
static bool is_second_press(struct term_curses *tc, const MEVENT *event)
{
    bool is_same = event->y == tc->term.click_row && event->x == tc->term.click_col;
    long long before_ms = tc->pressed_ms;
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    tc->pressed_ms = (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return is_same && tc->pressed_ms - before_ms < DOUBLE_CLICK_MS;
}

static uint32_t mouse_key(struct term_curses *tc)
{
    MEVENT event;

    if (getmouse(&event) != OK)
        return IN_NONE;
    if (event.bstate & BUTTON4_PRESSED)
        return IN_WHEEL_UP;
    if (event.bstate & BUTTON5_PRESSED)
        return IN_WHEEL_DOWN;
    if (!(event.bstate & BUTTON1_PRESSED) || is_second_press(tc, &event))
        return IN_NONE;
    tc->term.click_row = event.y;
    tc->term.click_col = event.x;
    return IN_CLICK;
}

static uint32_t key_of(struct term_curses *tc, int kind, wint_t ch)
{
    if (kind == KEY_CODE_YES && ch == KEY_MOUSE)
        return mouse_key(tc);
    if (kind == KEY_CODE_YES) {
        for (size_t i = 0; i < COUNT_OF(curses_keys); i++)
            if (curses_keys[i].from == (int)ch)
                return curses_keys[i].to;
        if (ch >= (wint_t)KEY_F(1) && ch <= (wint_t)KEY_F(10))
            return IN_F1 + (uint32_t)(ch - (wint_t)KEY_F(1));
        return IN_NONE;
    }
    for (size_t i = 0; i < COUNT_OF(control_keys); i++)
        if (control_keys[i].from == ch)
            return control_keys[i].to;
    return ch < 0x20 ? IN_NONE : (uint32_t)ch;
}

static uint32_t curses_read(struct term *t, int wait_ms)
{
    struct term_curses *tc = (struct term_curses *)t;

    for (;;) {
        bool is_last = wait_ms >= 0 && wait_ms <= LOOK_FOR_SIGNALS_MS;
        uint32_t key;
        wint_t ch = 0;
        int kind;

        if (console_end_asked())
            return IN_GONE;
        timeout(is_last ? wait_ms : LOOK_FOR_SIGNALS_MS);
        kind = get_wch(&ch);
        if (kind != ERR && ch == CTRL_L && kind == OK) {
            clearok(curscr, TRUE);
            canvas_done(&tc->shown);
            return IN_RESIZE;
        }
        if (kind != ERR && (key = key_of(tc, kind, ch)) != IN_NONE)
            return key;
        if (is_last)
            return IN_NONE;
        if (wait_ms > 0)
            wait_ms -= LOOK_FOR_SIGNALS_MS;
    }
}

/* The Linux console has its mouse from a program of its own, by a socket: left alone. */
static bool curses_mouse(struct term *t, bool on)
{
    if (t->no_chinese)
        return false;
    mouseinterval(0); /* a press counts at once */
    return mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL) != 0 ||
           !on;
}

static void curses_free(struct term *t)
{
    struct term_curses *tc = (struct term_curses *)t;

    give_back();
    console_unwatch_end();
    delscreen(tc->screen);
    canvas_done(&tc->shown);
    free(tc);
}

static const struct term_ops curses_ops = {curses_size, curses_show, curses_read, curses_mouse,
                                           curses_free};

/* What is said is UTF-8, whatever is set; where that is not, the locale that is nearly always
 * there will do. False when it is not: curses then cannot draw Chinese. */
static bool choose_locale(void)
{
    return (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) ||
           setlocale(LC_CTYPE, "C.UTF-8");
}

static bool choose_colours(void)
{
    static const struct {
        short front, back;
    } pairs[PAINT_COUNT] = {[PAINT_RED] = {COLOR_RED, -1},
                            [PAINT_YELLOW] = {COLOR_YELLOW, -1},
                            [PAINT_CYAN] = {COLOR_CYAN, -1},
                            [PAINT_PAPER] = {COLOR_BLACK, COLOR_WHITE},
                            [PAINT_INK] = {COLOR_WHITE, COLOR_BLACK}};
    const char *no_color = getenv("NO_COLOR");

    if (!has_colors() || (no_color && *no_color))
        theme_set(THEME_MONO);
    if (!theme_has_colours())
        return false;
    start_color();
    use_default_colors();
    for (short i = PAINT_RED; i < PAINT_COUNT; i++)
        init_pair(i, pairs[i].front, pairs[i].back);
    return true;
}

struct term *term_screen_new(struct err *err)
{
    static bool is_registered;
    const char *name = getenv("TERM");
    struct term_curses *tc;
    SCREEN *screen;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_null(err, E_NO_TERMINAL, "no terminal");
    if (!name || !*name || strcmp(name, "dumb") == 0)
        return err_null(err, E_NO_TERMINAL, "TERM=%s", name ? name : "");
    if (!choose_locale())
        return err_null(err, E_NO_TERMINAL, "no UTF-8 locale");
    screen = newterm(NULL, stdout, stdin);
    if (!screen)
        return err_null(err, E_NO_TERMINAL, "TERM=%s", name);
    is_open = true;
    if (!is_registered)
        is_registered = atexit(give_back) == 0;
    tc = mem_new(sizeof *tc);
    tc->term = (struct term){
        .ops = &curses_ops, .no_chinese = strcmp(name, "linux") == 0, .percent = -1};
    tc->screen = screen;
    set_escdelay(100);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    for (size_t i = 0; i < COUNT_OF(other_keys); i++)
        define_key(other_keys[i].sent, other_keys[i].key);
    intrflush(stdscr, FALSE);
    tc->has_colours = choose_colours();
    console_watch_end();
    return &tc->term;
}
