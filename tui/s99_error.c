/* s99_error.c - a step failed: its number, what happened, what can be done. */
#include "base/lang.h"
#include "tui/state.h"

enum { ITEM_BACK, ITEM_AGAIN, ITEM_QUIT, ITEMS };

static void enter(struct wizard *w)
{
    list_set(screen_list(w), ITEMS, 9, false);
    list_home(screen_list(w));
}

static void draw_spoken(unsigned number, struct canvas *c, int row)
{
    char digits[4][8];

    for (int i = 3; i >= 0; i--, number /= 10)
        spoken_digit((char)('0' + number % 10), digits[i]);
    canvas_printf(c, row, 3, TO_EDGE, LOOK_STRONG, _("Please say: error %s-%s-%s-%s"),
                  digits[0], digits[1], digits[2], digits[3]);
}

static void draw_texts(const struct err *err, struct canvas *c, int *row)
{
    struct buf text = BUF_INIT(2048), shown = BUF_INIT(8192);

    wizard_err_text(err, &text);
    canvas_visible(buf_str(&text), &shown);
    canvas_printf(c, *row, 3, 5, LOOK_BAD, "%d", (int)err->code);
    *row += canvas_wrap(c, *row, 9, TEXT_COLS - 6, 4, LOOK_STRONG, buf_str(&shown)) + 1;
    canvas_text(c, (*row)++, 3, TO_EDGE, LOOK_PLAIN, _("What to do:"));
    *row += canvas_wrap(c, *row, 9, TEXT_COLS - 6, 3, LOOK_PLAIN,
                        str_of(_(err_row(err->code)->remedy)));
    buf_done(&text);
    buf_done(&shown);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = SCREEN_TOP + 1;

    draw_texts(&w->failure.err, c, &row);
    row++;
    canvas_printf(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Back to screen %02u: %s"),
                  screen_row(w->failure.from)->number, _(screen_row(w->failure.from)->title));
    list_mark(list, c, row++, ITEM_BACK);
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Try again"));
    list_mark(list, c, row++, ITEM_AGAIN);
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN,
                w->save.dir && !w->save.failed ? _("Quit; your decisions are saved")
                                               : _("Quit"));
    list_mark(list, c, row++, ITEM_QUIT);
    canvas_text(c, row + 1, 3, TO_EDGE, LOOK_PLAIN, _("The steps before this one are kept."));
    draw_spoken((unsigned)w->failure.err.code, c, row + 3);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked = ITEM_BACK;

    if (in->command != CMD_BACK && list_key(screen_list(w), in, &picked) != LIST_PICKED)
        return;
    if (picked == ITEM_BACK)
        wizard_go(w, w->failure.from);
    else if (picked == ITEM_AGAIN)
        wizard_redo(w, w->goal.step, w->goal.then);
    else
        w->overlay = SCREEN_s04_quit;
}

const struct screen_ops s99_error = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-3 choose"),
    .take = N_("take >"),
    .back = SCREEN_COUNT,
};
