/* s92_qr.c - the report code as a QR symbol, two columns a module: half blocks have no sure width. */
#include "base/lang.h"
#include "bundle/qr.h"
#include "tui/state.h"

#define ZONE 2

static void enter(struct wizard *w)
{
    list_set(screen_list(w), 0, 9, true);
}

static void draw_module(const struct qr *qr, int r, int m, struct canvas *c, int row, int col)
{
    enum look look = qr_is_dark(qr, r, m) ? LOOK_INK : LOOK_PAPER;

    canvas_text(c, row + r + ZONE, col + 2 * (m + ZONE), 2, look, "  ");
}

static void draw_symbol(const struct qr *qr, struct canvas *c)
{
    int side = qr_modules(qr) + 2 * ZONE, room = screen_bottom(c) - SCREEN_TOP - 1;

    if (side > room || 2 * side > c->cols) {
        canvas_printf(c, SCREEN_TOP + 1, 1, TO_EDGE, LOOK_PLAIN,
                      _("The window is too small for it: %d x %d are needed, now %d x %d."),
                      2 * side < MIN_COLS ? MIN_COLS : 2 * side, side + c->rows - room, c->cols,
                      c->rows);
        canvas_text(c, SCREEN_TOP + 2, 1, TO_EDGE, LOOK_PLAIN,
                    _("Make it larger, or read the digits of screen 91 out."));
        return;
    }
    for (int r = -ZONE; r < side - ZONE; r++)
        for (int m = -ZONE; m < side - ZONE; m++)
            draw_module(qr, r, m, c, SCREEN_TOP + 1, (c->cols - 2 * side) / 2);
}

static void draw(struct wizard *w, struct canvas *c)
{
    struct buf text = BUF_INIT(512);
    struct err err = ERR_NONE;
    struct qr *qr;

    buf_puts(&text, flow_report_code(w->flow));
    qr = qr_new(buf_str(&text), &err);
    canvas_text(c, SCREEN_TOP, 1, TO_EDGE, LOOK_PLAIN,
                _("Only where phones are allowed; otherwise use screen 91."));
    if (qr)
        draw_symbol(qr, c);
    list_next(screen_list(w), c, screen_bottom(c), _("back"));
    qr_free(qr);
    buf_done(&text);
}

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_TAKE)
        wizard_go(w, SCREEN_s90_done);
}

const struct screen_ops s92_qr = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .take = N_("back"),
    .back = SCREEN_s90_done,
};
