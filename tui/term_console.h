/* term_console.h - a console of cells, as Windows has them, behind a handful of calls.
 *
 * Everything that is decided about a console (what is painted where, what a key means, when the
 * size changed) is decided over these calls: term_screen_windows.c makes them of the system, a
 * test of a console that it made up. Numbers are those of Windows. */
#ifndef CASEPACK_TUI_TERM_CONSOLE_H
#define CASEPACK_TUI_TERM_CONSOLE_H

#include "tui/term.h"

#define CONSOLE_COLS_MAX 1000

/* Colours of a cell: the low four bits are those of the letters, the next four of the ground. */
enum {
    CELL_BLUE = 0x01,
    CELL_GREEN = 0x02,
    CELL_RED = 0x04,
    CELL_BRIGHT = 0x08,
    CELL_GREY = CELL_RED | CELL_GREEN | CELL_BLUE,
    CELL_LETTERS = 0x0f,
    CELL_UNDERLINED = 0x8000,
};

/* One thing that happened at the console. */
struct console_event {
    enum {
        CONSOLE_OTHER,
        CONSOLE_KEY,
        CONSOLE_SIZE,
        CONSOLE_CLICK,
        CONSOLE_WHEEL_UP,
        CONSOLE_WHEEL_DOWN
    } kind;
    bool is_down;         /* a key went down, not up */
    bool shift;           /* with a shift key held */
    uint16_t virtual_key; /* VK_RETURN 0Dh ... */
    uint16_t unit;        /* of UTF-16 that the key or the input method made; 0: none */
    unsigned repeats;     /* how many of it: 1 for one */
    int row, cell;        /* of a click */
};

enum console_answer { CONSOLE_GOT, CONSOLE_IN_TIME_NOTHING, CONSOLE_IS_GONE };

struct console_calls {
    /* The window as it is now; at most CONSOLE_COLS_MAX columns. */
    void (*size)(void *ctx, int *rows, int *cols);
    /* Makes the buffer behind the window as large: nothing to scroll to. */
    void (*fit)(void *ctx, int rows, int cols);
    /* Letters from a cell on, in those colours. */
    void (*write)(void *ctx, int row, int cell, uint16_t colours, const uint16_t *text,
                  size_t n);
    /* Blanks from a cell on, over as many cells. */
    void (*blank)(void *ctx, int row, int cell, int cells, uint16_t colours);
    void (*cursor)(void *ctx, int row, int cell);
    /* Waits at most wait_ms for the next event. */
    enum console_answer (*next)(void *ctx, int wait_ms, struct console_event *out);
    /* Whether the program was asked to end: Ctrl-C, Ctrl-Break, the closed window. */
    bool (*end_asked)(void *ctx);
    /* Mouse on or off; false where there is none. */
    bool (*mouse)(void *ctx, bool on);
    /* Gives the console back as it was. */
    void (*give_back)(void *ctx);
};

struct console_options {
    uint16_t plain; /* the colours that the user has */
    /* It keeps a wide character in one cell, as that of Wine does, not in two: what stands behind
     * one is drawn a column further to the right than its cell says. */
    bool one_cell;
};

/* ctx must outlive it; term_free() calls give_back. */
struct term *term_console_new(const struct console_calls *calls, void *ctx,
                              struct console_options options);

#endif
