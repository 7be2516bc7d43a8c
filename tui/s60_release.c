/* s60_release.c - everything that will leave this PC, and the operator's word on it. ENTER alone
 * never agrees. */
#include <string.h>

#include "base/lang.h"
#include "tui/meter.h"
#include "tui/state.h"

#define FIRST_ROW 4
#define DIGITS 7 /* 8 is "I agree" */
#define AGREE 8
#define SIZE_COL 50
#define REPLACED_COL 60
#define KEPT_COL 71

static void enter(struct wizard *w)
{
    list_set(screen_list(w), plan_count(flow_the_plan(w->flow)), DIGITS, true);
}

static bool artifact_named(const struct flow *f, const char *name, struct flow_artifact *out)
{
    for (size_t i = 0; flow_artifact_at(f, i, out); i++)
        if (strcmp(out->artifact->stored, name) == 0)
            return true;
    return false;
}

static void count_hits(const struct flow *f, const struct scan_result *scan, uint64_t *replaced,
                       uint64_t *kept)
{
    struct flow_kind kind;

    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        *(kind.action == REDACT_KEEP ? kept : replaced) += scan->hits[kind.kind];
}

static void draw_file(const struct flow *f, const struct plan_file *file, struct canvas *c,
                      int row)
{
    struct buf size = BUF_INIT(32);
    struct flow_artifact artifact;
    uint64_t replaced = 0, kept = 0;

    meter_size(file->size_bytes, &size);
    canvas_untrusted(c, row, LIST_TEXT_COL, SIZE_COL - LIST_TEXT_COL - 1, LOOK_PLAIN,
                     str_of(file->name));
    canvas_text(c, row, SIZE_COL, TO_EDGE, LOOK_PLAIN, buf_cstr(&size));
    if (artifact_named(f, file->name, &artifact)) {
        count_hits(f, artifact.scan, &replaced, &kept);
        canvas_printf(c, row, REPLACED_COL, 10, LOOK_PLAIN, "%6llu",
                      (unsigned long long)replaced);
        canvas_printf(c, row, KEPT_COL, 8, kept > 0 ? LOOK_WARN : LOOK_PLAIN, "%4llu",
                      (unsigned long long)kept);
    }
    buf_done(&size);
}

static void draw_heads(struct canvas *c, int row)
{
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("File"));
    canvas_text(c, row, SIZE_COL, 9, LOOK_PLAIN, _("Size"));
    canvas_text(c, row, REPLACED_COL, 10, LOOK_PLAIN, _("Replaced"));
    canvas_text(c, row, KEPT_COL, TO_EDGE, LOOK_PLAIN, _("Kept"));
}

static void draw_totals(const struct wizard *w, struct canvas *c, int row)
{
    const struct plan *plan = flow_the_plan(w->flow);
    struct buf size = BUF_INIT(32);
    int used;

    meter_size(plan_bytes(plan), &size);
    canvas_printf(c, row, 1, TO_EDGE, LOOK_PLAIN,
                  _("Files: %zu   %s   withheld: %zu (listed in index.tsv)"), plan_count(plan),
                  buf_cstr(&size), flow_held(w->flow));
    used = canvas_text(c, row + 1, 1, TO_EDGE, LOOK_PLAIN, _("Release code of this list:"));
    canvas_text(c, row + 1, 2 + used, TO_EDGE, LOOK_STRONG, flow_release_code(w->flow));
    buf_done(&size);
}

static void draw_agreement(const struct wizard *w, struct canvas *c, int row)
{
    list_digit(c, row, AGREE);
    canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_STRONG, w->operator_agreed ? "[x]" : "[ ]");
    canvas_text(c, row, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN,
                _("I have read the list and agree that it leaves this PC"));
    if (flow_needs_second(w->flow))
        canvas_text(c, row + 1, LIST_TEXT_COL + 4, TO_EDGE, LOOK_PLAIN,
                    _("then a second person agrees on screen 61"));
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct plan *plan = flow_the_plan(w->flow);
    const struct list *list = screen_list(w);
    int row = FIRST_ROW, bottom = screen_bottom(c);
    size_t from, to;

    canvas_text(c, SCREEN_TOP, 1, TO_EDGE, LOOK_PLAIN,
                _("This is everything that will leave this PC. 1-7 opens a file as written."));
    draw_heads(c, FIRST_ROW - 1);
    list_window(list, bottom - FIRST_ROW - 7, &from, &to);
    for (size_t i = from; i < to; i++, row++) {
        draw_file(w->flow, plan_at(plan, i), c, row);
        list_mark(list, c, row, i);
    }
    list_pages(list, c, row);
    draw_totals(w, c, bottom - 6);
    draw_agreement(w, c, bottom - 3);
    list_next(list, c, bottom,
              w->operator_agreed ? _("go on") : _("go on, once you have agreed with 8"));
}

static void agree(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (w->operator_agreed)
        return;
    if (flow_needs_second(w->flow) && flow_case(w->flow)->operator_id[0] == '\0')
        wizard_say(w, N_("Your operator code is missing: 0 leads back to screen 20, item 7."));
    else if (flow_release(w->flow, flow_case(w->flow)->operator_id, &err))
        w->operator_agreed = true;
    else
        wizard_say_err(w, &err);
}

static void go_on(struct wizard *w)
{
    if (!w->operator_agreed)
        wizard_say(w, N_("Nothing leaves before you agree: read the list, then press 8."));
    else if (flow_step(w->flow) < STEP_RELEASED)
        wizard_go(w, SCREEN_s61_second);
    else
        wizard_go(w, SCREEN_s70_sign);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_BACK) {
        wizard_go(w, SCREEN_s51_review);
        return;
    }
    if (in->command == CMD_ITEM && in->digit == AGREE) {
        agree(w);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        w->file.shown = picked;
        wizard_go(w, SCREEN_s53_file);
        break;
    case LIST_NEXT:
        go_on(w);
        break;
    default:
        break;
    }
}

const struct screen_ops s60_release = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-7 open, 8 agree"),
    .commands = CMD_BIT(CMD_MORE),
    .back = SCREEN_COUNT,
};
