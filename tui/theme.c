/* theme.c - three tables of paint. */
#include "tui/theme.h"

#include <string.h>

static const char *const names[THEME_COUNT] = {
    [THEME_COLOUR] = "colour", [THEME_MONO] = "mono", [THEME_CONTRAST] = "contrast"};

static const struct paint paints[THEME_COUNT][LOOK_COUNT] =
    {
        [THEME_COLOUR] =
            {
                [LOOK_TITLE] = {.reverse = true},
                [LOOK_MARKED] = {.bold = true, .reverse = true},
                [LOOK_KEY] = {.bold = true},
                [LOOK_STRONG] = {.bold = true},
                [LOOK_BAD] = {.bold = true, .colour = PAINT_RED},
                [LOOK_WARN] = {.bold = true, .colour = PAINT_YELLOW},
                [LOOK_HIT] = {.bold = true, .underline = true, .colour = PAINT_CYAN},
                [LOOK_PAPER] = {.colour = PAINT_PAPER},
                [LOOK_INK] = {.colour = PAINT_INK},
            },
        [THEME_MONO] =
            {
                [LOOK_TITLE] = {.reverse = true},
                [LOOK_MARKED] = {.bold = true, .reverse = true},
                [LOOK_KEY] = {.bold = true},
                [LOOK_STRONG] = {.bold = true},
                [LOOK_BAD] = {.bold = true},
                [LOOK_WARN] = {.bold = true},
                [LOOK_HIT] = {.bold = true, .underline = true},
                [LOOK_PAPER] = {.reverse = true},
            },
        /* Black and white and nothing between; what needs care is reversed. */
        [THEME_CONTRAST] =
            {
                [LOOK_PLAIN] = {.colour = PAINT_INK},
                [LOOK_TITLE] = {.bold = true, .colour = PAINT_PAPER},
                [LOOK_MARKED] = {.bold = true, .colour = PAINT_PAPER},
                [LOOK_KEY] = {.bold = true, .underline = true, .colour = PAINT_INK},
                [LOOK_STRONG] = {.bold = true, .colour = PAINT_INK},
                [LOOK_BAD] = {.bold = true, .colour = PAINT_PAPER},
                [LOOK_WARN] = {.bold = true, .underline = true, .colour = PAINT_INK},
                [LOOK_QUIET] = {.colour = PAINT_INK},
                [LOOK_HIT] = {.bold = true, .underline = true, .colour = PAINT_INK},
                [LOOK_PAPER] = {.colour = PAINT_PAPER},
                [LOOK_INK] = {.colour = PAINT_INK},
            },
};

static enum theme now;

void theme_set(enum theme theme)
{
    now = theme;
}

bool theme_of(const char *name, enum theme *out)
{
    for (int i = 0; i < THEME_COUNT; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum theme)i;
            return true;
        }
    return false;
}

bool theme_has_colours(void)
{
    return now != THEME_MONO;
}

const struct paint *theme_paint(enum look look)
{
    return &paints[now][look];
}
