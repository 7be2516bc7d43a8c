/* s10_welcome.c - language and what to do. The two languages are named in themselves. */
#include <time.h>

#include "base/lang.h"
#include "tui/state.h"

enum {
    ITEM_ZH,
    ITEM_EN,
    ITEM_RESUME,
    ITEM_CHECK_ONLY,
    ITEM_OFFLINE,
    ITEM_PLAIN,
    ITEM_RECEIPT,
    ITEMS
};

static const char *const labels[ITEMS] = {
    [ITEM_ZH] = "中文（简体）",
    [ITEM_EN] = "English",
    [ITEM_RESUME] = N_("Resume the saved session"),
    [ITEM_CHECK_ONLY] = N_("Check only, collect nothing"),
    [ITEM_OFFLINE] = N_("Check an offline Windows disk"),
    [ITEM_PLAIN] = N_("Plain line mode (screen reader, serial)"),
    [ITEM_RECEIPT] = N_("It is activated now: tell the hotline in digits"),
};

/* Why an item cannot be taken; NULL when it can. */
static const char *reason(const struct wizard *w, size_t item)
{
    if (item == ITEM_RESUME && !w->save.found)
        return N_("There is no saved session here: put the drive in, or begin anew.");
    if (item == ITEM_OFFLINE && !w->offline)
        return N_("No such disk is mounted below /media, /run/media or /mnt.");
    if (item == ITEM_PLAIN && w->term->is_plain)
        return N_("This is line mode already.");
    if (item == ITEM_PLAIN && !w->options->open_plain)
        return N_("Start casepack with --plain for line mode.");
    return NULL;
}

/* "CAS-00000-A0B0C0  3  11-23 10:42" */
static void draw_session(const struct session_info *info, struct canvas *c, int row, int col)
{
    time_t saved = (time_t)info->saved_s;
    char date[16] = "";
    struct tm day;

    if (localtime_r(&saved, &day) && strftime(date, sizeof date, "%m-%d %H:%M", &day) == 0)
        date[0] = '\0';
    canvas_printf(c, row, col, TO_EDGE, LOOK_STRONG, _("(%s  machine %u  %s)"),
                  info->number[0] ? info->number : "-", info->machine, date);
}

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
        bool is_off = reason(w, i) != NULL;
        int col = LIST_TEXT_COL + (is_off ? 4 : 0);

        if (is_off)
            canvas_text(c, row, LIST_TEXT_COL, 3, LOOK_QUIET, "[-]");
        col +=
            canvas_text(c, row, col, TO_EDGE, is_off ? LOOK_QUIET : LOOK_PLAIN, _(labels[i]));
        if (i == ITEM_RESUME && !is_off)
            draw_session(&w->save.info, c, row, col + 2);
        if (i == ITEM_OFFLINE && !is_off)
            canvas_printf(c, row, col + 2, TO_EDGE, LOOK_STRONG, "(%s)", w->offline);
        list_mark(list, c, row, i);
    }
    canvas_text(c, row + 1, 3, TO_EDGE, LOOK_PLAIN,
                _("Garbled or no Chinese on this screen?  --> 2"));
}

/* The screens stay where they are; they are told as lines from now on. */
static void change_to_plain(struct wizard *w)
{
    struct err err = ERR_NONE;
    struct term *plain;

    term_free(w->term); /* before the other one looks at the terminal */
    plain = w->options->open_plain(&err);
    w->term = plain;
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (list_key(screen_list(w), in, &picked) != LIST_PICKED)
        return;
    if (reason(w, picked)) {
        wizard_say(w, reason(w, picked));
        return;
    }
    if (picked == ITEM_RESUME) {
        save_resume(w);
        return;
    }
    if (picked == ITEM_PLAIN) {
        change_to_plain(w);
        return;
    }
    if (picked == ITEM_RECEIPT) {
        wizard_go(w, SCREEN_s94_receipt);
        return;
    }
    if (!offline_take(w, picked == ITEM_OFFLINE))
        return;
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
    .digits = N_("1-7 choose"),
    .take = N_("take >"),
    .back = SCREEN_s10_welcome,
};
