/* s94_receipt.c - it works now: how it was activated, with what and when, in three groups for the
 * hotline. Needs no pack and reads nothing. */
#include "base/date.h"
#include "base/lang.h"
#include "bundle/spoken_message.h"
#include "tui/state.h"

enum { ITEM_HOW = 1, ITEM_CLIENT, ITEM_DATE, ITEMS = ITEM_DATE };

#define ITEMS_ROW 6
#define GROUPS_ROW 11
#define VALUE_COL 29
#define DATE_COLS 14

static const char *const clients[] = {
    [CLIENT_UNKNOWN] = N_("unknown"),        [CLIENT_WINDOWS] = N_("Windows itself"),
    [CLIENT_CMIT_V2] = N_("CMIT client V2"), [CLIENT_CMIT_V3] = N_("CMIT client V3"),
    [CLIENT_KYLIN] = N_("Kylin activation"), [CLIENT_UOS] = N_("UOS activation"),
    [CLIENT_OTHER] = N_("another client"),
};

/* "2026-11-23"; whether there is such a day is for spoken_receipt_code() to say. */
static bool set_date(struct spoken_receipt *r, struct str text)
{
    unsigned *const parts[] = {&r->year, &r->month, &r->day};
    struct str part;
    uint64_t number;

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!str_next(&text, '-', &part) || !str_number(part, &number) || number > 9999)
            return false;
        *parts[i] = (unsigned)number;
    }
    return text.n == 0;
}

static void enter(struct wizard *w)
{
    struct spoken_receipt *r = &w->receipt;
    char today[DATE_BYTES];

    list_set(screen_list(w), ITEMS, 9, true);
    list_home(screen_list(w));
    if (r->year > 0)
        return;
    *r = (struct spoken_receipt){.activation = ACTIVATION_SOMEHOW,
                                 .pack = profile_version(flow_profile(w->flow)) % 100};
    flow_today(w->flow, today);
    if (!set_date(r, str_of(today)))
        r->year = 0;
}

static void draw_item(const struct wizard *w, struct canvas *c, unsigned item,
                      const char *label, const char *value, const char *note)
{
    int row = ITEMS_ROW + (int)item - 1, used;

    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, label);
    used = canvas_printf(c, row, VALUE_COL, TO_EDGE, LOOK_STRONG, "(%s)", value);
    canvas_text(c, row, VALUE_COL + used + 1, TO_EDGE, LOOK_PLAIN, note);
    list_mark(&w->lists[SCREEN_s94_receipt], c, row, item - 1);
}

static void draw_date(struct wizard *w, struct canvas *c)
{
    const struct spoken_receipt *r = &w->receipt;
    int row = ITEMS_ROW + ITEM_DATE - 1;
    char date[32];

    snprintf(date, sizeof date, "%04u-%02u-%02u", r->year, r->month, r->day);
    canvas_text(c, row, LIST_TEXT_COL, TO_EDGE, LOOK_PLAIN, _("Activated on"));
    wizard_field(w, c, row, VALUE_COL, DATE_COLS, ITEM_DATE, date);
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct spoken_receipt *r = &w->receipt;
    struct buf code = BUF_INIT(128);
    struct err err = ERR_NONE;
    int row = GROUPS_ROW;

    canvas_wrap(c, SCREEN_TOP + 1, 3, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(_("Does it work now? Say how and when; then read the three groups to "
                         "the hotline. No serial number, name or address is in them.")));
    draw_item(w, c, ITEM_HOW, _("This PC"), _(activation_text(r->activation)),
              _("1 changes it"));
    draw_item(w, c, ITEM_CLIENT, _("By which client"), _(clients[r->client]),
              _("2 changes it"));
    draw_date(w, c);
    if (spoken_receipt_code(r, &code, &err))
        row = spoken_draw_groups(buf_cstr(&code), c, row);
    spoken_draw_words(c, row + 1);
    list_next(screen_list(w), c, screen_bottom(c), _("back to the welcome screen"));
    buf_done(&code);
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    struct spoken_receipt changed = w->receipt;
    struct buf code = BUF_INIT(128);
    struct err err = ERR_NONE;

    (void)item;
    bool ok = set_date(&changed, str_trim(text)) && spoken_receipt_code(&changed, &code, &err);
    if (ok)
        w->receipt = changed;
    else
        wizard_say(w, N_("A date is typed as 2026-11-23."));
    buf_done(&code);
    return ok;
}

static void pick(struct wizard *w, unsigned item)
{
    struct spoken_receipt *r = &w->receipt;

    if (item == ITEM_HOW)
        r->activation = (enum activation)((r->activation + 1) % (ACTIVATION_SOMEHOW + 1));
    else if (item == ITEM_CLIENT)
        r->client = (enum client)((r->client + 1) % (CLIENT_OTHER + 1));
    else
        wizard_edit(w, ITEM_DATE, FIELD_CODE, "");
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, (unsigned)picked + 1);
        break;
    case LIST_NEXT:
        wizard_go(w, SCREEN_s10_welcome);
        break;
    default:
        break;
    }
}

const struct screen_ops s94_receipt = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-3 change"),
    .take = N_("back"),
    .back = SCREEN_s10_welcome,
};
