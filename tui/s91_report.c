/* s91_report.c - the verdicts in groups of digits, for packs that may not leave. */
#include "base/lang.h"
#include "tui/state.h"

#define FIRST_ROW 5
#define COLUMN_COLS 34

static void enter(struct wizard *w)
{
    list_set(screen_list(w), 0, 9, true);
}

/* "3  3 0 0 0   4": its number, four digits, the check digit. */
static void draw_group(struct str group, struct canvas *c, int row, int col)
{
    struct str number;

    if (!str_next(&group, ':', &number) || group.n < 5)
        return;
    canvas_str(c, row, col, 2, LOOK_KEY, number);
    for (size_t i = 0; i < group.n; i++)
        canvas_printf(c, row, col + 4 + 2 * (int)i + (i == 4 ? 2 : 0), 1, LOOK_STRONG, "%c",
                      group.p[i]);
}

int spoken_draw_groups(const char *code, struct canvas *c, int row)
{
    struct str rest = str_of(code), group;
    int i = 0;

    for (; str_next(&rest, ' ', &group); i++)
        draw_group(group, c, row + i / 2 * 2, 6 + i % 2 * COLUMN_COLS);
    return row + (i + 1) / 2 * 2;
}

void spoken_draw_words(struct canvas *c, int row)
{
    char said[16];
    int col = 1;

    canvas_text(c, row, 1, TO_EDGE, LOOK_PLAIN, _("Say digits so:"));
    for (int i = 0; i < 10; i++) {
        spoken_word(i, said);
        col += canvas_printf(c, row + 1, col, TO_EDGE, LOOK_STRONG, "%d %s", i, said) + 1;
    }
}

static void draw(struct wizard *w, struct canvas *c)
{
    struct buf line = BUF_INIT(1024);
    int row;

    canvas_wrap(c, SCREEN_TOP, 1, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(_("When the pack may not leave, read these to the hotline: it then sees "
                         "the verdicts. No serial number, name or address is in them.")));
    row = spoken_draw_groups(flow_report_code(w->flow), c, FIRST_ROW);
    canvas_wrap(
        c, row, 1, TEXT_COLS, 2, LOOK_PLAIN,
        str_of(_("Say the number of the group, then its digits. The last digit checks "
                 "the others: a slip is found at once, only that group is said again.")));
    spoken_draw_words(c, row + 3);
    read_out_line(flow_findings(w->flow), &line);
    canvas_text(c, row + 6, 1, TO_EDGE, LOOK_PLAIN, _("It says:"));
    canvas_text(c, row + 6, 14, TO_EDGE, LOOK_PLAIN, line.n > 0 ? buf_cstr(&line) : "OK");
    list_next(screen_list(w), c, screen_bottom(c), _("back"));
    buf_done(&line);
}

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_TAKE)
        wizard_go(w, SCREEN_s90_done);
}

const struct screen_ops s91_report = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .take = N_("back"),
    .back = SCREEN_s90_done,
};
