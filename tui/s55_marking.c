/* s55_marking.c - another person judges one file that bears a marking; keeping it here is the
 * default. */
#include <string.h>

#include "base/lang.h"
#include "base/secret.h"
#include "tui/state.h"

enum { ITEM_ID = 1, ITEM_PASSPHRASE, ITEM_NO, ITEM_YES, ITEMS = ITEM_YES };
enum { ITEM_AGAIN = ITEMS + 1 }; /* the passphrase once more, in the place of the first */

#define FIELD_COL 29

static void keep_by_default(struct wizard *w)
{
    screen_list(w)->at = ITEM_NO - 1;
}

static void enter(struct wizard *w)
{
    wizard_wipe_secrets(w);
    list_set(screen_list(w), ITEMS, 9, false);
    keep_by_default(w);
}

static void draw_fields(struct wizard *w, struct canvas *c, int row)
{
    canvas_text(c, row, LIST_TEXT_COL, 22, LOOK_PLAIN, _("Your code"));
    canvas_printf(c, row, FIELD_COL + 21, TO_EDGE, LOOK_PLAIN, _("not %s"),
                  flow_case(w->flow)->operator_id);
    wizard_field(w, c, row++, FIELD_COL, 20, ITEM_ID, w->held.person);
    canvas_text(c, row, LIST_TEXT_COL, 22, LOOK_PLAIN, _("Passphrase"));
    canvas_text(c, row, FIELD_COL + 33, TO_EDGE, LOOK_PLAIN,
                w->edit.item == ITEM_AGAIN     ? _("once more")
                : flow_officer_exists(w->flow) ? _("of your key")
                                               : _("new, typed twice"));
    wizard_field(w, c, row, FIELD_COL, 32, ITEM_PASSPHRASE, w->passphrase[0] ? "********" : "");
    if (w->edit.item == ITEM_AGAIN)
        wizard_field_open(w, c, row, FIELD_COL, 32);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = SCREEN_TOP + 1;

    row += canvas_wrap(c, row, 3, TEXT_COLS, 2, LOOK_PLAIN,
                       str_of(_("Please let a second person come to the keyboard; the operator "
                                "steps back.")));
    canvas_untrusted(c, row + 1, LIST_TEXT_COL, TO_EDGE, LOOK_STRONG,
                     str_of(w->held.file.origin));
    canvas_text(c, row + 2, LIST_TEXT_COL, TO_EDGE, LOOK_WARN,
                _(withheld_text(w->held.file.reason)));
    draw_fields(w, c, row + 4);
    canvas_text(c, row + 7, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("NO, it stays here"));
    list_mark(list, c, row + 7, ITEM_NO - 1);
    canvas_text(c, row + 8, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN,
                _("YES, it may leave after the review"));
    list_mark(list, c, row + 8, ITEM_YES - 1);
    canvas_wrap(
        c, row + 10, 3, TEXT_COLS, 3, LOOK_PLAIN,
        str_of(_("Either answer is recorded with your code. After YES the file is searched "
                 "and reviewed like any other, and you have to release the pack on screen "
                 "61.")));
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    if (item == ITEM_ID)
        snprintf(w->held.person, sizeof w->held.person, "%.*s", STR_ARG(str_trim(text)));
    if (item == ITEM_PASSPHRASE && text.n > 0 && !flow_officer_exists(w->flow))
        wizard_edit_secret(w, ITEM_AGAIN, w->passphrase_again);
    if (item == ITEM_AGAIN && strcmp(w->passphrase, w->passphrase_again) != 0) {
        wizard_wipe_secrets(w);
        wizard_say(w, N_("The two differ; type the passphrase again."));
    }
    keep_by_default(w);
    return true;
}

static void judge(struct wizard *w, bool passes)
{
    size_t artifact = w->held.file.artifact;
    struct err err = ERR_NONE;
    bool ok = passes ? flow_pass_marking(w->flow, artifact, w->held.person,
                                         str_of(w->passphrase), &err)
                     : flow_keep_marking(w->flow, artifact, w->held.person, &err);

    wizard_wipe_secrets(w);
    if (!ok)
        wizard_say_err(w, &err);
    else if (passes)
        wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
    else
        wizard_go(w, SCREEN_s54_held);
}

/* What an answer still needs; NULL: nothing. */
static const char *missing(const struct wizard *w, bool passes)
{
    if (!w->held.person[0])
        return N_("Your code is missing: press 1.");
    return passes && !w->passphrase[0] ? N_("The passphrase is missing: press 2.") : NULL;
}

static void pick(struct wizard *w, unsigned item)
{
    bool passes = item == ITEM_YES;

    if (item == ITEM_ID)
        wizard_edit(w, item, FIELD_CODE, w->held.person);
    else if (item == ITEM_PASSPHRASE)
        wizard_edit_secret(w, item, w->passphrase);
    else if (missing(w, passes))
        wizard_say(w, missing(w, passes));
    else
        judge(w, passes);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (list_key(screen_list(w), in, &picked) == LIST_PICKED)
        pick(w, (unsigned)picked + 1);
}

const struct screen_ops s55_marking = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-2 fill in, 3 no, 4 yes"),
    .take = N_("take >"),
    .back = SCREEN_s54_held,
};
