/* s10_welcome.c - language and what to do. The two languages are named in themselves. */
#include "base/lang.h"
#include "tui/state.h"

enum { ITEM_ZH, ITEM_EN, ITEM_RESUME, ITEM_CHECK_ONLY, ITEM_OFFLINE, ITEM_PLAIN, ITEMS };

static const char *const labels[ITEMS] = {
    [ITEM_ZH] = "中文（简体）",
    [ITEM_EN] = "English",
    [ITEM_RESUME] = N_("Resume the saved session"),
    [ITEM_CHECK_ONLY] = N_("Check only, collect nothing"),
    [ITEM_OFFLINE] = N_("Check an offline Windows disk"),
    [ITEM_PLAIN] = N_("Plain line mode (screen reader, serial)"),
};

/* Why an item cannot be taken. */
static const char *const reasons[ITEMS] = {
    [ITEM_RESUME] = N_("There is no saved session: this version does not save sessions."),
    [ITEM_OFFLINE] = N_("This version checks the PC it runs on only."),
    [ITEM_PLAIN] = N_("This version has no line mode; use casepack collect without a screen."),
};

static void enter(struct wizard *w)
{
    struct list *list = screen_list(w);

    list_set(list, ITEMS, 9, false);
    list->at = lang_get() == LANG_ZH ? ITEM_ZH : ITEM_EN;
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    int row = SCREEN_TOP + 1;

    canvas_printf(c, row++, 3, TO_EDGE, LOOK_STRONG, "casepack %s", CASEPACK_VERSION);
    canvas_text(c, row, 3, TEXT_COLS, LOOK_PLAIN,
                _("Check, collect, redact and sign a support case pack"));
    row += 2;
    row +=
        canvas_wrap(c, row, 3, TEXT_COLS, 3, LOOK_PLAIN,
                    str_of(_("It uses no network, changes nothing on this PC, and writes only "
                             "to the drive or folder that you choose.")));
    row++;
    canvas_text(c, row, 3, TEXT_COLS, LOOK_PLAIN, _("Please choose:"));
    row += 2;
    for (size_t i = 0; i < ITEMS; i++, row++) {
        if (reasons[i])
            canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_QUIET, "[-]");
        canvas_text(c, row, LIST_TEXT_COL + (reasons[i] ? 4 : 0), TO_EDGE,
                    reasons[i] ? LOOK_QUIET : LOOK_PLAIN, _(labels[i]));
        list_mark(list, c, row, i);
    }
    canvas_text(c, row + 1, 3, TO_EDGE, LOOK_PLAIN,
                _("Garbled or no Chinese on this screen?  --> 2"));
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (list_key(screen_list(w), in, &picked) != LIST_PICKED)
        return;
    if (reasons[picked]) {
        wizard_say(w, reasons[picked]);
        return;
    }
    w->is_checking_only = picked == ITEM_CHECK_ONLY;
    if (picked == ITEM_ZH || picked == ITEM_EN)
        lang_set(picked == ITEM_ZH ? LANG_ZH : LANG_EN);
    if (w->is_checking_only)
        wizard_reach(w, STEP_CHECKED, SCREEN_s31_results);
    else
        wizard_go(w, SCREEN_s20_case);
}

const struct screen_ops s10_welcome = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .digits = N_("1-6 choose"),
    .take = N_("take >"),
    .back = SCREEN_s10_welcome,
};
