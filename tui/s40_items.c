/* s40_items.c - what goes into the pack: ticks, sizes, what it may hold. */
#include "base/lang.h"
#include "tui/meter.h"
#include "tui/request.h"
#include "tui/state.h"

#define FIRST_ROW 3
#define DIGITS 8 /* 9 is the code */
#define CODE 9
#define CODE_COL 34
#define CODE_COLS 42
#define TITLE_COL 10
#define SIZE_COL 47
#define HOLD_COL 57

static void enter(struct wizard *w)
{
    list_set(screen_list(w), flow_items(w->flow)->n, DIGITS, true);
}

static const struct collect_item *item_numbered(const struct wizard *w, unsigned number)
{
    const struct collect_items *items = flow_items(w->flow);

    for (size_t i = 0; i < items->n; i++)
        if (items->items[i].number == number)
            return &items->items[i];
    return NULL;
}

static const char *why_not(const struct collect_item *item)
{
    return item->state == FACT_DENIED ? N_("no permission") : N_("not here");
}

static const char *tick(const struct wizard *w, const struct collect_item *item)
{
    if (!item || !item->available)
        return "[-]";
    return flow_item_is_chosen(w->flow, item->number) ? "[x]" : "[ ]";
}

static void draw_item(const struct wizard *w, const struct collect_item *item, struct canvas *c,
                      int row)
{
    enum look look = item->available ? LOOK_PLAIN : LOOK_QUIET;
    struct buf size = BUF_INIT(32);

    if (item->available)
        meter_size(item->size_bytes, &size);
    else
        buf_puts(&size, _(why_not(item)));
    canvas_text(c, row, LIST_TEXT_COL, 3, look, tick(w, item));
    canvas_text(c, row, TITLE_COL, SIZE_COL - TITLE_COL - 1, look, text2_now(&item->title));
    canvas_text(c, row, SIZE_COL, TO_EDGE, look, buf_cstr(&size));
    if (item->available)
        canvas_text(c, row, HOLD_COL, TO_EDGE, look, text2_now(&item->may_hold));
    buf_done(&size);
}

static void draw_total(const struct wizard *w, struct canvas *c, int row)
{
    const struct collect_items *items = flow_items(w->flow);
    struct buf size = BUF_INIT(32);
    uint64_t bytes = 0;
    unsigned chosen = 0;

    for (size_t i = 0; i < items->n; i++) {
        if (!flow_item_is_chosen(w->flow, items->items[i].number))
            continue;
        chosen++;
        bytes += items->items[i].size_bytes;
    }
    meter_size(bytes, &size);
    canvas_printf(c, row, 3, TO_EDGE, LOOK_STRONG, _("Total: items %u, about %s"), chosen,
                  buf_cstr(&size));
    buf_done(&size);
}

/* The field for what the hotline reads out, and what became of it: "5 [x]  6 [-]". */
static void draw_code(struct wizard *w, struct canvas *c, int row)
{
    struct buf text = BUF_INIT(512);

    canvas_text(c, row, LIST_TEXT_COL, CODE_COL - LIST_TEXT_COL - 1, LOOK_PLAIN,
                _("Digits from the hotline"));
    list_digit(c, row, CODE);
    if (w->edit.item == CODE)
        wizard_field_open(w, c, row, CODE_COL, CODE_COLS);
    else
        field_show(c, row, CODE_COL, CODE_COLS, STR(""));
    for (size_t i = 0; i < w->asked.items_n; i++)
        buf_printf(&text, "%u %s  ", w->asked.items[i],
                   tick(w, item_numbered(w, w->asked.items[i])));
    if (text.n > 0)
        canvas_printf(c, row + 1, LIST_TEXT_COL, TO_EDGE, LOOK_STRONG,
                      _("Asked for: %s ([-] is not on this PC)"), buf_cstr(&text));
    buf_done(&text);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct collect_items *items = flow_items(w->flow);
    const struct list *list = screen_list(w);
    int row = FIRST_ROW, bottom = screen_bottom(c);
    size_t from, to;

    canvas_text(c, FIRST_ROW - 1, TITLE_COL, TO_EDGE, LOOK_PLAIN, _("Item"));
    canvas_text(c, FIRST_ROW - 1, SIZE_COL, HOLD_COL - SIZE_COL - 1, LOOK_PLAIN, _("Size"));
    canvas_text(c, FIRST_ROW - 1, HOLD_COL, TO_EDGE, LOOK_PLAIN, _("May hold"));
    list_window(list, bottom - FIRST_ROW - 8, &from, &to);
    for (size_t i = from; i < to; i++, row++) {
        draw_item(w, &items->items[i], c, row);
        list_mark(list, c, row, i);
    }
    list_pages(list, c, row);
    draw_code(w, c, bottom - 7);
    draw_total(w, c, bottom - 5);
    canvas_wrap(c, bottom - 3, 3, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(_("Never collected: documents, mail, browsing, passwords, keys, photos. "
                         "If the hotline reads digits to you, press 9 and type them.")));
    list_next(list, c, bottom, _("collect what is ticked"));
}

static void toggle(struct wizard *w, const struct collect_item *item)
{
    struct err err = ERR_NONE;
    bool is_chosen = flow_item_is_chosen(w->flow, item->number);

    if (!item->available)
        wizard_say(w, item->state == FACT_DENIED
                          ? N_("No permission: start casepack as administrator (root).")
                          : N_("This PC has none of it."));
    else if (!flow_choose(w->flow, item->number, !is_chosen, &err))
        wizard_say_err(w, &err);
}

/* What is not here stays as it is: the line below the field says so. */
static bool typed(struct wizard *w, unsigned field, struct str text)
{
    struct spoken_request asked;
    struct err err = ERR_NONE;

    (void)field;
    if (str_trim(text).n == 0)
        return true;
    if (!request_read(text, &asked, &err)) {
        wizard_say_err(w, &err);
        return false;
    }
    if (asked.kind != REQUEST_ITEMS) {
        wizard_say(w, N_("These digits are a case number: they belong on screen 20, item 1."));
        return false;
    }
    w->asked = asked;
    for (size_t i = 0; i < asked.items_n; i++) {
        const struct collect_item *item = item_numbered(w, asked.items[i]);

        if (item && item->available && !flow_item_is_chosen(w->flow, item->number) &&
            !flow_choose(w->flow, item->number, true, &err))
            wizard_say_err(w, &err);
    }
    return true;
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_ITEM && in->digit == CODE) {
        wizard_edit(w, CODE, FIELD_CODE, "");
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        toggle(w, &flow_items(w->flow)->items[picked]);
        break;
    case LIST_NEXT:
        wizard_reach(w, STEP_COLLECTED, SCREEN_s50_redaction);
        break;
    default:
        break;
    }
}

const struct screen_ops s40_items = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-8 tick, 9 digits"),
    .commands = CMD_BIT(CMD_MORE),
    .back = SCREEN_s31_results,
};
