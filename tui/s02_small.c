/* s02_small.c - the window has no room for the screens. Drawn in any size. */
#include "base/lang.h"
#include "tui/state.h"

static void draw(struct wizard *w, struct canvas *c)
{
    (void)w;
    canvas_printf(c, 2, 0, TO_EDGE, LOOK_PLAIN, _("needed %d x %d, now %d x %d"), MIN_COLS,
                  MIN_ROWS, c->cols, c->rows);
    canvas_text(c, 3, 0, TO_EDGE, LOOK_PLAIN, _("Make the window larger; nothing is lost."));
    canvas_text(c, 4, 0, TO_EDGE, LOOK_PLAIN, _("F10 or ESC 0: quit"));
    canvas_cursor(c, 2, 0);
}

static void key(struct wizard *w, const struct input *in)
{
    (void)w;
    (void)in;
}

const struct screen_ops s02_small = {.draw = draw, .key = key, .back = SCREEN_s02_small};
