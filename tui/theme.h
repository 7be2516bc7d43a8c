/* theme.h - how each look of a cell is painted. Colour is never the only sign: every look that
 * has one is also bold, reversed, or carries a mark in its text. */
#ifndef CASEPACK_TUI_THEME_H
#define CASEPACK_TUI_THEME_H

#include "tui/canvas.h"

enum paint_colour { PAINT_DEFAULT, PAINT_RED, PAINT_YELLOW, PAINT_CYAN };

struct paint {
    bool bold;
    bool reverse;
    bool underline;
    enum paint_colour colour;
};

const struct paint *theme_paint(enum look look);

#endif
