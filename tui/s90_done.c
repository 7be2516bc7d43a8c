/* s90_done.c - written and verified: the digits to read out, and the next PC of the batch. */
#include "base/lang.h"
#include "tui/meter.h"
#include "tui/state.h"

enum { ITEM_REPORT, ITEM_QR, ITEM_NEXT_PC, ITEMS };

#define DIGITS_ROW 8
#define GROUP_COLS 32

static const char *const labels[ITEMS] = {
    [ITEM_REPORT] = N_("Phone report code: the verdicts in digits, no values"),
    [ITEM_QR] = N_("[-] QR code"),
    [ITEM_NEXT_PC] = N_("Next PC of the batch: the case stays, machine number + 1"),
};

static void enter(struct wizard *w)
{
    w->codes_shown = false;
    list_set(screen_list(w), ITEMS, 9, true);
    list_home(screen_list(w));
}

static void draw_file(const struct wizard *w, struct canvas *c, int row)
{
    const struct bundle_written *written = flow_written(w->flow);
    struct buf size = BUF_INIT(32);
    int used;

    meter_size(written->size_bytes, &size);
    used = canvas_text(c, row, 1, TO_EDGE, LOOK_STRONG, "[OK] ");
    canvas_printf(c, row, 1 + used, TO_EDGE, LOOK_STRONG,
                  _("Written, read back and compared   %s"), buf_cstr(&size));
    canvas_untrusted(c, row + 1, 3, TO_EDGE, LOOK_PLAIN, str_of(written->path));
    buf_done(&size);
}

static void draw_check_digits(const struct wizard *w, struct canvas *c)
{
    struct str code = str_of(flow_bundle_code(w->flow)), group;
    int col = 8;
    char letter[2] = "A";

    canvas_text(c, DIGITS_ROW - 3, 1, TO_EDGE, LOOK_PLAIN,
                _("Check digits: read them to the hotline, group by group"));
    while (str_next(&code, ' ', &group) && letter[0] <= 'B') {
        canvas_text(c, DIGITS_ROW + 2, col - 2, 1, LOOK_STRONG, letter);
        meter_digits(c, DIGITS_ROW, col, group);
        canvas_str(c, DIGITS_ROW - 1, col, TO_EDGE, LOOK_PLAIN, group);
        letter[0]++;
        col += GROUP_COLS;
    }
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = DIGITS_ROW + BIG_DIGIT_ROWS + 1;

    draw_file(w, c, SCREEN_TOP);
    draw_check_digits(w, c);
    for (size_t i = 0; i < ITEMS; i++) {
        bool is_off = i == ITEM_QR;

        canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, is_off ? LOOK_QUIET : LOOK_PLAIN,
                    _(labels[i]));
        list_mark(list, c, row++, i);
        if (i == ITEM_REPORT && w->codes_shown)
            canvas_text(c, row++, LIST_TEXT_COL + 3, TO_EDGE, LOOK_STRONG,
                        flow_report_code(w->flow));
    }
    list_next(list, c, screen_bottom(c), _("finish"));
}

static void show_codes(struct wizard *w)
{
    if (*flow_report_code(w->flow))
        w->codes_shown = !w->codes_shown;
    else
        wizard_say(w, N_("The policy of this site has no phone report."));
}

static void next_machine(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (flow_next_machine(w->flow, &err))
        wizard_go(w, SCREEN_s20_case);
    else
        wizard_say_err(w, &err);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        if (picked == ITEM_REPORT)
            show_codes(w);
        else if (picked == ITEM_NEXT_PC)
            next_machine(w);
        else
            wizard_say(w, N_("This version draws no QR code; read the digits."));
        break;
    case LIST_NEXT:
        w->is_done = true;
        break;
    default:
        break;
    }
}

const struct screen_ops s90_done = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-3 choose"),
    .take = N_("finish"),
    .back = SCREEN_s80_write,
};
