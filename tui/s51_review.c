/* s51_review.c - the kinds of sensitive text that were found; each is looked at once. */
#include "base/lang.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define HITS_COL 36
#define FILES_COL 44
#define ACTION_COL 52
#define SEEN_COL 68

static size_t unseen(const struct flow *f)
{
    struct flow_kind kind;
    size_t n = 0;

    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        n += !kind.seen;
    return n;
}

/* The kinds, and behind them one item for all files that stay here. */
static size_t items(const struct flow *f)
{
    return flow_kinds(f) + (flow_held(f) > 0);
}

/* The mark stands on the first kind that was not looked at, then on the next row. */
static void enter(struct wizard *w)
{
    struct list *list = screen_list(w);
    struct flow_kind kind;

    list_set(list, items(w->flow), 9, true);
    list_home(list);
    for (size_t i = 0; flow_kind_at(w->flow, i, &kind); i++) {
        if (kind.seen)
            continue;
        list->at = i;
        list->first = i / list->digits * list->digits;
        break;
    }
}

static void draw_kind(const struct flow_kind *kind, struct canvas *c, int row)
{
    const struct entity_row *entity = entity_row(kind->kind);
    int used = canvas_printf(c, row, LIST_TEXT_COL, 4, LOOK_STRONG, "%u", entity->rule);

    canvas_text(c, row, LIST_TEXT_COL + used + 2, HITS_COL - LIST_TEXT_COL - used - 3,
                LOOK_PLAIN, text2_now(&entity->title));
    canvas_printf(c, row, HITS_COL, 7, LOOK_PLAIN, "%6llu", (unsigned long long)kind->hits);
    canvas_printf(c, row, FILES_COL, 7, LOOK_PLAIN, "%5u", kind->files);
    canvas_printf(c, row, ACTION_COL, SEEN_COL - ACTION_COL - 1,
                  kind->action == REDACT_KEEP ? LOOK_WARN : LOOK_PLAIN, "%s%s",
                  action_text(kind->action), kind->is_mixed ? " *" : "");
    if (kind->seen)
        canvas_text(c, row, SEEN_COL, TO_EDGE, LOOK_PLAIN, "[x]");
    else
        canvas_printf(c, row, SEEN_COL, TO_EDGE, LOOK_PLAIN, "[ ] %zu/%zu", kind->values_seen,
                      kind->values);
}

static void draw_held(const struct flow *f, struct canvas *c, int row)
{
    canvas_text(c, row, LIST_TEXT_COL + 5, HITS_COL - LIST_TEXT_COL - 6, LOOK_PLAIN,
                _("Files that stay here"));
    canvas_printf(c, row, FILES_COL, 7, LOOK_PLAIN, "%5zu", flow_held(f));
    canvas_text(c, row, ACTION_COL, TO_EDGE, LOOK_PLAIN, _("withheld"));
}

static void draw_heads(struct canvas *c, int row)
{
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("No.  Kind"));
    canvas_text(c, row, HITS_COL + 1, 6, LOOK_PLAIN, _("Places"));
    canvas_text(c, row, FILES_COL, 6, LOOK_PLAIN, _("Files"));
    canvas_text(c, row, ACTION_COL, 12, LOOK_PLAIN, _("Action"));
    canvas_text(c, row, SEEN_COL, TO_EDGE, LOOK_PLAIN, _("Seen"));
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = FIRST_ROW, bottom = screen_bottom(c);
    size_t from, to, left = unseen(w->flow);
    struct flow_kind kind;

    if (flow_kinds(w->flow) == 0)
        canvas_text(c, FIRST_ROW - 1, 3, TO_EDGE, LOOK_PLAIN,
                    _("No sensitive text was found."));
    else
        draw_heads(c, FIRST_ROW - 1);
    list_window(list, bottom - FIRST_ROW - 6, &from, &to);
    for (size_t i = from; i < to; i++, row++) {
        if (flow_kind_at(w->flow, i, &kind))
            draw_kind(&kind, c, row);
        else
            draw_held(w->flow, c, row);
        list_mark(list, c, row, i);
    }
    list_pages(list, c, row);
    if (flow_held(w->flow) > 0)
        canvas_printf(c, bottom - 4, 3, TO_EDGE, LOOK_PLAIN,
                      _("Files that stay here: %zu. The last item of this list says why."),
                      flow_held(w->flow));
    if (left > 0)
        canvas_printf(c, bottom - 3, 3, TO_EDGE, LOOK_STRONG,
                      _("Kinds still to look at: %zu. All of them must be looked at."), left);
    if (flow_kinds(w->flow) > 0)
        canvas_text(
            c, bottom - 2, 3, TO_EDGE, LOOK_PLAIN,
            _("A digit shows the values, before and after. * some are treated otherwise."));
    list_next(list, c, bottom, _("make the release list"));
}

static void look_at(struct wizard *w, size_t i)
{
    struct flow_kind kind;

    if (!flow_kind_at(w->flow, i, &kind)) {
        wizard_go(w, SCREEN_s54_held);
        return;
    }
    w->hit.kind = kind.kind;
    wizard_go(w, SCREEN_s52_hit);
}

static void undo(struct wizard *w)
{
    enum entity_kind kind;

    if (!flow_undo(w->flow, &kind)) {
        wizard_say(w, N_("Nothing was decided yet."));
        return;
    }
    wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
    wizard_say(w, N_("The last decision was taken back."));
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_UNDO) {
        undo(w);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        look_at(w, picked);
        break;
    case LIST_NEXT:
        wizard_reach(w, STEP_PLANNED, SCREEN_s60_release);
        break;
    default:
        break;
    }
}

const struct screen_ops s51_review = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-9 look"),
    .commands = CMD_BIT(CMD_MORE) | CMD_BIT(CMD_UNDO),
    .back = SCREEN_s50_redaction,
};
