/* s54_held.c - every file that does not leave, and why; a marking that may be judged leads on. */
#include "base/lang.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define ITEM_ROWS 2
#define REASON_COL 10
#define DIGITS 6

static void enter(struct wizard *w)
{
    list_set(screen_list(w), flow_held(w->flow), DIGITS, true);
    list_home(screen_list(w));
}

static void draw_held(const struct flow_held *held, struct canvas *c, int row)
{
    struct buf reason = BUF_INIT(1024);

    buf_puts(&reason, _(withheld_text(held->reason)));
    if (held->judged_by[0])
        buf_printf(&reason, "; %s %s", _("kept back by"), held->judged_by);
    canvas_untrusted(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_STRONG, str_of(held->origin));
    canvas_text(c, row + 1, REASON_COL, TO_EDGE, held_can_pass(held) ? LOOK_WARN : LOOK_PLAIN,
                buf_cstr(&reason));
    buf_done(&reason);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = FIRST_ROW, bottom = screen_bottom(c);
    struct flow_held held;
    size_t from, to;

    canvas_text(c, SCREEN_TOP, 1, TO_EDGE, LOOK_PLAIN,
                _("These files do not leave this PC. They are listed in index.tsv."));
    list_window(list, (bottom - FIRST_ROW - 2) / ITEM_ROWS, &from, &to);
    for (size_t i = from; i < to && flow_held_at(w->flow, i, &held); i++, row += ITEM_ROWS) {
        draw_held(&held, c, row);
        list_mark(list, c, row, i);
        list_below(list, c, row + 1, i);
    }
    list_pages(list, c, bottom - 2);
    list_next(list, c, bottom, _("back to the list of kinds"));
}

static void pick(struct wizard *w, size_t i)
{
    struct flow_held held;

    if (!flow_held_at(w->flow, i, &held))
        return;
    if (held_can_pass(&held)) {
        w->held.file = held;
        wizard_go(w, SCREEN_s55_marking);
    } else if (held.reason == WITHHELD_MARK) {
        wizard_say(w, N_("A marking with a star never leaves, whoever asks."));
    } else {
        wizard_say(w,
                   N_("Nobody can let it pass here: what cannot be searched does not leave."));
    }
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, picked);
        break;
    case LIST_NEXT:
        wizard_go(w, SCREEN_s51_review);
        break;
    default:
        break;
    }
}

const struct screen_ops s54_held = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-6 look"),
    .take = N_("list"),
    .commands = CMD_BIT(CMD_MORE),
    .back = SCREEN_s51_review,
};
