/* s55_marking.c - another person judges one file that bears a marking; keeping it here is the
 * default. */
#include "base/lang.h"
#include "tui/person.h"

enum { ITEM_ID = 1, ITEM_PASSPHRASE, ITEM_NO, ITEM_YES, ITEMS = ITEM_YES };

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

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = SCREEN_TOP + 1;

    row += person_draw_call(c, row);
    canvas_untrusted(c, row + 1, LIST_TEXT_COL, TO_EDGE, LOOK_STRONG,
                     str_of(w->held.file.origin));
    canvas_text(c, row + 2, LIST_TEXT_COL, TO_EDGE, LOOK_WARN,
                _(withheld_text(w->held.file.reason)));
    person_draw_code(w, c, row + 4, ITEM_ID, w->held.person);
    person_draw_passphrase(w, c, row + 5, ITEM_PASSPHRASE);
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
    passphrase_typed(w, item, ITEM_PASSPHRASE, !flow_officer_exists(w->flow));
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
