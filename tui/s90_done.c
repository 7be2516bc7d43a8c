/* s90_done.c - written and verified: the digits to read out, what the hotline says back, and the
 * next PC of the batch. */
#include "base/lang.h"
#include "tui/meter.h"
#include "tui/state.h"

enum { ITEM_REPORT, ITEM_QR, ITEM_NEXT_PC, ITEM_MACHINES, ITEMS };

#define DIGITS_ROW 6
#define GROUP_COLS 32

static const char *const labels[ITEMS] = {
    [ITEM_REPORT] = N_("Phone report code: the verdicts in digits, no values"),
    [ITEM_QR] = N_("QR code, where phones are allowed"),
    [ITEM_NEXT_PC] = N_("Next PC of the batch: the case stays, machine number + 1"),
    [ITEM_MACHINES] = N_("Machines of this drive, in one table"),
};

static void enter(struct wizard *w)
{
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
    int col = 8, used;
    char letter[2] = "A";

    canvas_text(c, DIGITS_ROW - 2, 1, TO_EDGE, LOOK_PLAIN,
                _("Check digits: read them to the hotline, group by group"));
    while (str_next(&code, ' ', &group) && letter[0] <= 'B') {
        canvas_text(c, DIGITS_ROW + 2, col - 2, 1, LOOK_STRONG, letter);
        meter_digits(c, DIGITS_ROW, col, group);
        canvas_str(c, DIGITS_ROW - 1, col, TO_EDGE, LOOK_PLAIN, group);
        letter[0]++;
        col += GROUP_COLS;
    }
    used = canvas_text(c, DIGITS_ROW + BIG_DIGIT_ROWS + 1, 1, TO_EDGE, LOOK_PLAIN,
                       _("With the pack in hand the hotline says back:"));
    canvas_text(c, DIGITS_ROW + BIG_DIGIT_ROWS + 1, 3 + used, TO_EDGE, LOOK_STRONG,
                flow_answer_digits(w->flow));
}

/* msgid, or NULL when the item can be taken. */
static const char *reason(const struct wizard *w, size_t item)
{
    if ((item == ITEM_REPORT || item == ITEM_QR) && !*flow_report_code(w->flow))
        return N_("The policy of this site has no phone report.");
    if (item == ITEM_QR && !flow_policy(w->flow)->qr)
        return N_("The policy of this site allows no phones: read the digits.");
    return NULL;
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = DIGITS_ROW + BIG_DIGIT_ROWS + 3;

    draw_file(w, c, SCREEN_TOP);
    draw_check_digits(w, c);
    for (size_t i = 0; i < ITEMS; i++, row++) {
        bool is_off = reason(w, i) != NULL;

        if (is_off)
            canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_QUIET, "[-]");
        canvas_text(c, row, LIST_TEXT_COL + (is_off ? 4 : 0), TO_EDGE,
                    is_off ? LOOK_QUIET : LOOK_PLAIN, _(labels[i]));
        list_mark(list, c, row, i);
    }
    list_next(list, c, screen_bottom(c), _("finish"));
}

static void next_machine(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (flow_next_machine(w->flow, &err))
        wizard_go(w, SCREEN_s20_case);
    else
        wizard_say_err(w, &err);
}

static void pick(struct wizard *w, size_t item)
{
    if (reason(w, item))
        wizard_say(w, reason(w, item));
    else if (item == ITEM_REPORT)
        wizard_go(w, SCREEN_s91_report);
    else if (item == ITEM_QR)
        wizard_go(w, SCREEN_s92_qr);
    else if (item == ITEM_NEXT_PC)
        next_machine(w);
    else
        wizard_table(w);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_TABLE) {
        wizard_table(w);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, picked);
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
    .digits = N_("1-4 choose"),
    .take = N_("finish"),
    .commands = CMD_BIT(CMD_TABLE),
    .back = SCREEN_s80_write,
};
