/* s93_machines.c - one table: checks down, machines of this drive across. */
#include "base/lang.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define RULE_COL 1
#define TITLE_COL 6
#define MARKS_COL 40
#define MARK_COLS 5

static void enter(struct wizard *w)
{
    list_set(screen_list(w), 0, 9, true);
    w->check.scroll = 0;
}

static const struct flow_mark *mark_of(const struct flow_machine *m, unsigned rule)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->marks[i].rule == rule)
            return &m->marks[i];
    return NULL;
}

/* As many of the last machines as fit; the present one is always there. */
static size_t first_shown(const struct flow *f, const struct canvas *c)
{
    size_t fit = (size_t)(c->cols - MARKS_COL) / MARK_COLS, n = flow_machines(f), at = 0;

    while (at < n && flow_machine_at(f, at)->number != flow_case(f)->machine)
        at++;
    return at + 1 > fit ? at + 1 - fit : 0;
}

static void draw_heads(const struct flow *f, struct canvas *c, size_t first)
{
    const struct flow_machine *m;
    int col = MARKS_COL;

    canvas_text(c, FIRST_ROW - 2, TITLE_COL, MARKS_COL - TITLE_COL, LOOK_PLAIN,
                _("Machine no."));
    canvas_text(c, FIRST_ROW - 1, TITLE_COL, MARKS_COL - TITLE_COL, LOOK_PLAIN,
                _("pack written"));
    for (size_t i = first; (m = flow_machine_at(f, i)) && col + MARK_COLS <= c->cols;
         i++, col += MARK_COLS) {
        canvas_printf(c, FIRST_ROW - 2, col, MARK_COLS, LOOK_STRONG, "%02u%s", m->number,
                      m->number == flow_case(f)->machine ? "<" : "");
        canvas_text(c, FIRST_ROW - 1, col, MARK_COLS, LOOK_PLAIN,
                    m->is_written ? "[x]" : "[ ]");
    }
}

static void draw_rule(const struct wizard *w, size_t rule, struct canvas *c, int row,
                      size_t first)
{
    const struct flow_machine *m;
    struct rule_view view;
    int col = MARKS_COL;

    if (!profile_rule(flow_profile(w->flow), rule, &view))
        return;
    canvas_printf(c, row, RULE_COL, 4, LOOK_STRONG, "%u", view.number);
    canvas_text(c, row, TITLE_COL, MARKS_COL - TITLE_COL - 1, LOOK_PLAIN,
                text2_now(&view.title));
    for (size_t i = first; (m = flow_machine_at(w->flow, i)) && col + MARK_COLS <= c->cols;
         i++, col += MARK_COLS) {
        const struct flow_mark *mark = mark_of(m, view.number);

        canvas_text(c, row, col, MARK_COLS - 1,
                    mark ? look_of_verdict(mark->verdict) : LOOK_PLAIN,
                    mark ? verdict_mark(mark->verdict) : ".");
    }
}

static void draw(struct wizard *w, struct canvas *c)
{
    size_t rules = profile_rules(flow_profile(w->flow)), first = first_shown(w->flow, c);
    int room = screen_bottom(c) - FIRST_ROW - 1, row = FIRST_ROW;

    draw_heads(w->flow, c, first);
    w->check.rows_left = (int)rules - w->check.scroll - room;
    for (size_t i = (size_t)w->check.scroll; i < rules && row < FIRST_ROW + room; i++, row++)
        draw_rule(w, i, c, row, first);
    if (w->check.rows_left > 0 || w->check.scroll > 0)
        canvas_text(c, screen_bottom(c) - 1, TITLE_COL, TO_EDGE, LOOK_KEY,
                    _("+ the checks below, - those above"));
    list_next(screen_list(w), c, screen_bottom(c), _("back"));
}

static void key(struct wizard *w, const struct input *in)
{
    int page = screen_bottom(&w->canvas) - FIRST_ROW - 1;

    if (in->command == CMD_TAKE || in->command == CMD_BACK)
        wizard_go(w, w->table_back);
    else if ((in->command == CMD_MORE || in->command == CMD_DOWN) && w->check.rows_left > 0)
        w->check.scroll += w->check.rows_left < page ? w->check.rows_left : page;
    else if (in->command == CMD_LESS || in->command == CMD_UP)
        w->check.scroll = w->check.scroll > page ? w->check.scroll - page : 0;
}

const struct screen_ops s93_machines = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .take = N_("back"),
    .commands = CMD_BIT(CMD_MORE) | CMD_BIT(CMD_BACK),
    .back = SCREEN_COUNT,
};
