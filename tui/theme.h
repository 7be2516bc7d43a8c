/* theme.h - how each look of a cell is painted: in 8 colours, without any, or in high contrast. Colour is never the only sign: every look that
 * has one is also bold, reversed, or carries a mark in its text. */
#ifndef CASEPACK_TUI_THEME_H
#define CASEPACK_TUI_THEME_H

#include "tui/canvas.h"

/* A pair of colours; PAPER is black on white, INK white on black, whatever the terminal has. */
enum paint_colour {
    PAINT_DEFAULT,
    PAINT_RED,
    PAINT_YELLOW,
    PAINT_CYAN,
    PAINT_PAPER,
    PAINT_INK,
    PAINT_COUNT
};

struct paint {
    bool bold;
    bool reverse;
    bool underline;
    enum paint_colour colour;
};

enum theme { THEME_COLOUR, THEME_MONO, THEME_CONTRAST };
#define THEME_COUNT 3

void theme_set(enum theme theme);
bool theme_of(const char *name, enum theme *out); /* "colour", "mono", "contrast" */
bool theme_has_colours(void);

const struct paint *theme_paint(enum look look);

#endif
