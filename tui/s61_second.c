/* s61_second.c - another person agrees or refuses; refusing is the default. */
#include "base/lang.h"
#include "tui/meter.h"
#include "tui/person.h"

enum { ITEM_ID = 1, ITEM_CODE, ITEM_PASSPHRASE, ITEM_NO, ITEM_YES, ITEMS = ITEM_YES };

static void refuse_by_default(struct wizard *w)
{
    screen_list(w)->at = ITEM_NO - 1;
}

static void enter(struct wizard *w)
{
    wizard_wipe_secrets(w);
    list_set(screen_list(w), ITEMS, 9, false);
    refuse_by_default(w);
}

static void draw_code(struct wizard *w, struct canvas *c, int row)
{
    canvas_text(c, row, LIST_TEXT_COL, 22, LOOK_PLAIN, _("Release code"));
    canvas_text(c, row, PERSON_FIELD_COL + 21, TO_EDGE, LOOK_PLAIN, _("copied from screen 60"));
    wizard_field(w, c, row, PERSON_FIELD_COL, 20, ITEM_CODE, w->second.code);
}

static void draw_list_facts(const struct wizard *w, struct canvas *c, int row)
{
    const struct plan *plan = flow_the_plan(w->flow);
    struct flow_kind kind;
    struct buf size = BUF_INIT(32);
    uint64_t kept = 0, replaced = 0;

    for (size_t i = 0; flow_kind_at(w->flow, i, &kind); i++)
        *(kind.action == REDACT_KEEP ? &kept : &replaced) += kind.hits;
    meter_size(plan_bytes(plan), &size);
    canvas_printf(c, row, 3, TO_EDGE, LOOK_PLAIN,
                  _("The list: files %zu, %s, replaced %llu, kept as it is %llu"),
                  plan_count(plan), buf_cstr(&size), (unsigned long long)replaced,
                  (unsigned long long)kept);
    buf_done(&size);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = SCREEN_TOP + 1;

    row += person_draw_call(c, row);
    person_draw_code(w, c, row + 1, ITEM_ID, w->second.id);
    draw_code(w, c, row + 2);
    person_draw_passphrase(w, c, row + 3, ITEM_PASSPHRASE);
    draw_list_facts(w, c, row + 5);
    canvas_text(c, row + 7, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("NO, back to the review"));
    list_mark(list, c, row + 7, ITEM_NO - 1);
    canvas_text(c, row + 8, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("YES, release"));
    list_mark(list, c, row + 8, ITEM_YES - 1);
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    if (item == ITEM_ID)
        snprintf(w->second.id, sizeof w->second.id, "%.*s", STR_ARG(str_trim(text)));
    if (item == ITEM_CODE)
        snprintf(w->second.code, sizeof w->second.code, "%.*s", STR_ARG(str_trim(text)));
    passphrase_typed(w, item, ITEM_PASSPHRASE, !flow_officer_exists(w->flow));
    refuse_by_default(w);
    return true;
}

static void refuse(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (!flow_refuse(w->flow, w->second.id, &err)) {
        wizard_say_err(w, &err);
        return;
    }
    w->operator_agreed = false;
    wizard_go(w, SCREEN_s51_review);
    wizard_say(w, N_("Refused by the second person; nothing was written."));
}

/* What a yes still needs; NULL: nothing. */
static const char *missing(const struct wizard *w)
{
    if (!w->second.id[0])
        return N_("Your code is missing: press 1.");
    if (!w->second.code[0])
        return N_("The release code is missing: press 2, copy it from screen 60.");
    return w->passphrase[0] ? NULL : N_("The passphrase is missing: press 3.");
}

static void pick(struct wizard *w, unsigned item)
{
    switch (item) {
    case ITEM_ID:
        wizard_edit(w, item, FIELD_CODE, w->second.id);
        break;
    case ITEM_CODE:
        wizard_edit(w, item, FIELD_CODE, w->second.code);
        break;
    case ITEM_PASSPHRASE:
        wizard_edit_secret(w, item, w->passphrase);
        break;
    case ITEM_NO:
        refuse(w);
        break;
    default:
        if (missing(w))
            wizard_say(w, missing(w));
        else
            wizard_reach(w, STEP_RELEASED, SCREEN_s70_sign);
        break;
    }
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (list_key(screen_list(w), in, &picked) == LIST_PICKED)
        pick(w, (unsigned)picked + 1);
}

const struct screen_ops s61_second = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-3 fill in, 4 no, 5 yes"),
    .take = N_("take >"),
    .back = SCREEN_s60_release,
};
