/* s50_redaction.c - the site policy, words of the site, and a line to try them on. */
#include <string.h>

#include "base/lang.h"
#include "tui/state.h"

enum { ITEM_FILE = 4, ITEM_WORD, ITEM_TRY, ITEMS = ITEM_TRY };

#define FIELD_COL 27
#define FIELD_COLS 50
#define POLICY_ROWS 2

static void enter(struct wizard *w)
{
    list_set(screen_list(w), ITEMS, 9, true);
}

static void draw_policy(const struct wizard *w, struct canvas *c, int row,
                        const struct policy *policy)
{
    bool is_now = strcmp(policy->name, flow_policy(w->flow)->name) == 0;

    canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_PLAIN, is_now ? "(*)" : "( )");
    canvas_untrusted(c, row, LIST_TEXT_COL + 4, 10, LOOK_STRONG,
                     str_of(text2_now(&policy->title)));
    canvas_wrap(c, row, LIST_TEXT_COL + 14, TEXT_COLS - 14, POLICY_ROWS, LOOK_PLAIN,
                str_of(text2_now(&policy->about)));
}

/* The site's own policy leaves no choice. */
static void draw_policies(const struct wizard *w, struct canvas *c, int row)
{
    const struct list *list = screen_list((struct wizard *)w);

    if (flow_policy(w->flow)->is_site) {
        draw_policy(w, c, row, flow_policy(w->flow));
        return;
    }
    for (size_t i = 0; i < policy_names_n; i++, row += POLICY_ROWS) {
        draw_policy(w, c, row, w->redact.policies[i]);
        list_mark(list, c, row, i);
        list_below(list, c, row + 1, i);
    }
}

static void draw_words(struct wizard *w, struct canvas *c, int row)
{
    canvas_printf(c, row++, 3, TO_EDGE, LOOK_PLAIN,
                  _("Words of your site: %u so far. The list never enters the pack."),
                  flow_keyword_count(w->flow));
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Read from a file"));
    wizard_field(w, c, row++, FIELD_COL, FIELD_COLS, ITEM_FILE, "");
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Add one word"));
    wizard_field(w, c, row++, FIELD_COL, FIELD_COLS, ITEM_WORD, "");
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Try a line"));
    wizard_field(w, c, row++, FIELD_COL, FIELD_COLS, ITEM_TRY, w->redact.tried);
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("becomes"));
    canvas_untrusted(c, row, FIELD_COL + 1, TO_EDGE, LOOK_HIT, buf_str(&w->redact.becomes));
}

static void draw(struct wizard *w, struct canvas *c)
{
    canvas_text(c, SCREEN_TOP, 3, TO_EDGE, LOOK_PLAIN, _("How strict is this site?"));
    draw_policies(w, c, SCREEN_TOP + 1);
    draw_words(w, c, SCREEN_TOP + 8);
    canvas_wrap(
        c, SCREEN_TOP + 14, 3, TEXT_COLS, 3, LOOK_PLAIN,
        str_of(_("Aliases are stable within this case: the same name always becomes the "
                 "same alias. What maps them back stays with you.")));
    list_next(screen_list(w), c, screen_bottom(c), _("search everything for sensitive text"));
}

static void choose_policy(struct wizard *w, size_t i)
{
    struct err err = ERR_NONE;

    if (!flow_set_policy(w->flow, policy_names[i], &err))
        wizard_say_err(w, &err);
}

static void pick(struct wizard *w, unsigned item)
{
    if (item < ITEM_FILE)
        choose_policy(w, item - 1);
    else
        wizard_edit(w, item, FIELD_TEXT, item == ITEM_TRY ? w->redact.tried : "");
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, (unsigned)picked + 1);
        break;
    case LIST_NEXT:
        wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
        break;
    default:
        break;
    }
}

static bool try_line(struct wizard *w, struct str text, struct err *err)
{
    snprintf(w->redact.tried, sizeof w->redact.tried, "%.*s", STR_ARG(text));
    buf_clear(&w->redact.becomes);
    return flow_try_line(w->flow, text, &w->redact.becomes, err);
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    struct err err = ERR_NONE;
    unsigned words;
    bool ok = true;

    if (text.n == 0)
        return true;
    if (item == ITEM_FILE)
        ok = flow_keywords_file(w->flow, w->edit.text, &words, &err);
    else if (item == ITEM_WORD)
        ok = flow_keyword(w->flow, text, &err);
    else
        ok = try_line(w, text, &err);
    if (!ok)
        wizard_say_err(w, &err);
    else if (item != ITEM_TRY)
        wizard_say(w, N_("Taken in; see the count of words."));
    return ok;
}

const struct screen_ops s50_redaction = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-6 choose"),
    .back = SCREEN_s40_items,
};
