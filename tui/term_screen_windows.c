/* term_screen_windows.c - the Windows console by its own calls.
 *
 * A screen buffer of our own is shown, so that what stood there comes back. Text goes out by
 * WriteConsoleW, keys come by ReadConsoleInputW; the legacy console mode has both. */
#include "tui/term_screen.h"

#include <stdlib.h>

#include "base/console.h"
#include "tui/term_console.h"
#include "tui/theme.h"

/* What to give back; one console at a time, also to the exit handler. */
static struct {
    bool is_open;
    HANDLE in, was_shown, own;
    DWORD in_mode;
    uint16_t colours; /* that it writes in */
} console;

static void give_back(void)
{
    if (!console.is_open)
        return;
    console.is_open = false;
    SetConsoleActiveScreenBuffer(console.was_shown);
    SetConsoleMode(console.in, console.in_mode);
    CloseHandle(console.own);
    CloseHandle(console.was_shown);
}

/* ---- the calls ---------------------------------------------------------------------------- */

static COORD at(int row, int cell)
{
    return (COORD){.X = (SHORT)cell, .Y = (SHORT)row};
}

static void size(void *ctx, int *rows, int *cols)
{
    CONSOLE_SCREEN_BUFFER_INFO info;

    (void)ctx;
    *rows = 24;
    *cols = 80;
    if (GetConsoleScreenBufferInfo(console.own, &info)) {
        *rows = info.srWindow.Bottom - info.srWindow.Top + 1;
        *cols = info.srWindow.Right - info.srWindow.Left + 1;
    }
    if (*cols > CONSOLE_COLS_MAX)
        *cols = CONSOLE_COLS_MAX;
}

static void fit(void *ctx, int rows, int cols)
{
    (void)ctx;
    (void)SetConsoleScreenBufferSize(console.own, at(rows, cols));
}

static void write_text(void *ctx, int row, int cell, uint16_t colours, const uint16_t *text,
                       size_t n)
{
    DWORD written;

    (void)ctx;
    SetConsoleCursorPosition(console.own, at(row, cell));
    if (colours != console.colours)
        SetConsoleTextAttribute(console.own, colours);
    console.colours = colours;
    WriteConsoleW(console.own, text, (DWORD)n, &written, NULL);
}

static void blank(void *ctx, int row, int cell, int cells, uint16_t colours)
{
    DWORD written;

    (void)ctx;
    FillConsoleOutputCharacterW(console.own, L' ', (DWORD)cells, at(row, cell), &written);
    FillConsoleOutputAttribute(console.own, colours, (DWORD)cells, at(row, cell), &written);
}

static void cursor(void *ctx, int row, int cell)
{
    (void)ctx;
    SetConsoleCursorPosition(console.own, at(row, cell));
}

static struct console_event event_of_key(const KEY_EVENT_RECORD *key)
{
    return (struct console_event){.kind = CONSOLE_KEY,
                                  .is_down = key->bKeyDown,
                                  .shift = key->dwControlKeyState & SHIFT_PRESSED,
                                  .virtual_key = key->wVirtualKeyCode,
                                  .unit = key->uChar.UnicodeChar,
                                  .repeats = key->wRepeatCount};
}

/* The second press of a double click has a flag of its own and counts for nothing. */
static struct console_event event_of_mouse(const MOUSE_EVENT_RECORD *mouse)
{
    if (mouse->dwEventFlags == MOUSE_WHEELED)
        return (struct console_event){.kind = (SHORT)HIWORD(mouse->dwButtonState) > 0
                                                  ? CONSOLE_WHEEL_UP
                                                  : CONSOLE_WHEEL_DOWN};
    if (mouse->dwEventFlags != 0 || !(mouse->dwButtonState & FROM_LEFT_1ST_BUTTON_PRESSED))
        return (struct console_event){.kind = CONSOLE_OTHER};
    return (struct console_event){.kind = CONSOLE_CLICK,
                                  .row = mouse->dwMousePosition.Y,
                                  .cell = mouse->dwMousePosition.X};
}

static struct console_event event_of(const INPUT_RECORD *record)
{
    switch (record->EventType) {
    case KEY_EVENT:
        return event_of_key(&record->Event.KeyEvent);
    case MOUSE_EVENT:
        return event_of_mouse(&record->Event.MouseEvent);
    case WINDOW_BUFFER_SIZE_EVENT:
        return (struct console_event){.kind = CONSOLE_SIZE};
    default:
        return (struct console_event){.kind = CONSOLE_OTHER};
    }
}

static enum console_answer next(void *ctx, int wait_ms, struct console_event *out)
{
    DWORD rc = WaitForSingleObject(console.in, (DWORD)wait_ms), n = 0;
    INPUT_RECORD record;

    (void)ctx;
    if (rc == WAIT_TIMEOUT)
        return CONSOLE_IN_TIME_NOTHING;
    if (rc != WAIT_OBJECT_0 || !ReadConsoleInputW(console.in, &record, 1, &n) || n == 0)
        return CONSOLE_IS_GONE;
    *out = event_of(&record);
    return CONSOLE_GOT;
}

static bool end_asked(void *ctx)
{
    (void)ctx;
    return console_end_asked();
}

static bool mouse(void *ctx, bool on)
{
    DWORD mode;

    (void)ctx;
    if (!GetConsoleMode(console.in, &mode))
        return false;
    mode = on ? mode | ENABLE_MOUSE_INPUT : mode & ~(DWORD)ENABLE_MOUSE_INPUT;
    return SetConsoleMode(console.in, mode) != 0;
}

static void done(void *ctx)
{
    (void)ctx;
    give_back();
    console_unwatch_end();
}

static const struct console_calls calls = {size, fit,       write_text, blank, cursor,
                                           next, end_asked, mouse,      done};

/* ---- opening ------------------------------------------------------------------------------ */

/* The standard output may stand for whatever is shown at the moment (as Wine has it), which would
 * be our own buffer in the end: CONOUT$ names the one that is shown now. */
static bool open_buffers(void)
{
    console.was_shown =
        CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE,
                    FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    if (console.was_shown == INVALID_HANDLE_VALUE)
        return false;
    console.own = CreateConsoleScreenBuffer(GENERIC_READ | GENERIC_WRITE,
                                            FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                            CONSOLE_TEXTMODE_BUFFER, NULL);
    if (console.own != INVALID_HANDLE_VALUE)
        return true;
    CloseHandle(console.was_shown);
    return false;
}

static bool take_over(HANDLE in)
{
    static bool is_registered;

    if (!GetConsoleMode(in, &console.in_mode) || !open_buffers())
        return false;
    console.in = in;
    console.is_open = true;
    if (!is_registered)
        is_registered = atexit(give_back) == 0;
    /* No selecting by mouse, which would stop the program; a full line does not scroll. */
    SetConsoleMode(in, ENABLE_WINDOW_INPUT | ENABLE_PROCESSED_INPUT | ENABLE_EXTENDED_FLAGS);
    SetConsoleMode(console.own, ENABLE_PROCESSED_OUTPUT);
    return SetConsoleActiveScreenBuffer(console.own) != 0;
}

/* Writes a wide character and looks how far that went. */
static bool keeps_in_one_cell(void)
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    DWORD written;

    SetConsoleCursorPosition(console.own, at(0, 0));
    return WriteConsoleW(console.own, L"\x4e2d", 1, &written, NULL) &&
           GetConsoleScreenBufferInfo(console.own, &info) && info.dwCursorPosition.X == 1;
}

struct term *term_screen_new(struct err *err)
{
    HANDLE in = GetStdHandle(STD_INPUT_HANDLE), out = GetStdHandle(STD_OUTPUT_HANDLE);
    const char *no_color = getenv("NO_COLOR");
    CONSOLE_SCREEN_BUFFER_INFO info;
    DWORD mode;

    if (!GetConsoleMode(in, &mode) || !GetConsoleScreenBufferInfo(out, &info))
        return err_null(err, E_NO_TERMINAL, "no console");
    if (!take_over(in))
        return err_null(err, E_NO_TERMINAL, "no screen buffer");
    if (no_color && *no_color)
        theme_set(THEME_MONO);
    console_watch_end();
    uint16_t plain = info.wAttributes & 0xff;
    return term_console_new(&calls, NULL,
                            (struct console_options){.plain = plain ? plain : CELL_GREY,
                                                     .one_cell = keeps_in_one_cell()});
}
