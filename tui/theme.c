/* theme.c - the one theme: sober, readable in black and white. */
#include "tui/theme.h"

static const struct paint paints[LOOK_COUNT] = {
    [LOOK_PLAIN] = {0},
    [LOOK_TITLE] = {.reverse = true},
    [LOOK_MARKED] = {.bold = true, .reverse = true},
    [LOOK_KEY] = {.bold = true},
    [LOOK_STRONG] = {.bold = true},
    [LOOK_BAD] = {.bold = true, .colour = PAINT_RED},
    [LOOK_WARN] = {.bold = true, .colour = PAINT_YELLOW},
    [LOOK_QUIET] = {0},
    [LOOK_HIT] = {.bold = true, .underline = true, .colour = PAINT_CYAN},
};

const struct paint *theme_paint(enum look look)
{
    return &paints[look];
}
