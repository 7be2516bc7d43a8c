/* s20_case.c - what the operator knows of the case; everything may stay empty. */
#include <string.h>

#include "base/lang.h"
#include "tui/request.h"
#include "tui/state.h"

enum {
    ITEM_NUMBER = 1,
    ITEM_MACHINE,
    ITEM_MACHINES,
    ITEM_ROLE,
    ITEM_SYMPTOM,
    ITEM_ERROR,
    ITEM_OPERATOR,
    ITEM_POLICY,
    ITEMS = ITEM_POLICY,
};

#define LABEL_COLS 22
#define VALUE_COL 29

static const struct {
    const char *label;
    const char *note;
    enum field_kind kind;
    int cols; /* of the field */
} fields[ITEMS + 1] = {
    [ITEM_NUMBER] = {N_("Case number"), N_("as CAS-00000-A0B0C0"), FIELD_CODE, 24},
    [ITEM_MACHINE] = {N_("Machine no."), N_("this one, in the batch"), FIELD_CODE, 6},
    [ITEM_MACHINES] = {N_("Machines in the batch"), "", FIELD_CODE, 6},
    [ITEM_ROLE] = {N_("This PC"), N_("4 changes it"), FIELD_TEXT, 0},
    [ITEM_SYMPTOM] = {N_("Symptom"), "", FIELD_TEXT, 48},
    [ITEM_ERROR] = {N_("Error shown"), "", FIELD_TEXT, 48},
    [ITEM_OPERATOR] = {N_("Operator code"), N_("A-Z, 0-9; no personal name"), FIELD_CODE, 18},
    [ITEM_POLICY] = {N_("Site policy"), N_("8 changes it"), FIELD_TEXT, 0},
};

static void enter(struct wizard *w)
{
    list_set(screen_list(w), ITEMS, 9, true);
}

/* The text of a field as it stands in the case. */
static void value_of(const struct wizard *w, unsigned item, struct buf *out)
{
    const struct case_info *info = flow_case(w->flow);

    switch (item) {
    case ITEM_NUMBER:
        buf_puts(out, info->number);
        break;
    case ITEM_MACHINE:
        buf_printf(out, "%u", info->machine);
        break;
    case ITEM_MACHINES:
        buf_printf(out, "%u", info->machines);
        break;
    case ITEM_ROLE:
        buf_puts(out, _(role_text(info->role)));
        break;
    case ITEM_SYMPTOM:
        buf_puts(out, info->symptom);
        break;
    case ITEM_ERROR:
        buf_puts(out, info->error_text);
        break;
    case ITEM_OPERATOR:
        buf_puts(out, info->operator_id);
        break;
    default:
        buf_puts(out, text2_now(&flow_policy(w->flow)->title));
        break;
    }
}

static void draw(struct wizard *w, struct canvas *c)
{
    const struct list *list = screen_list(w);
    struct buf value = BUF_INIT(1024);
    int row = SCREEN_TOP + 1, cols;

    for (unsigned item = 1; item <= ITEMS; item++, row++) {
        buf_clear(&value);
        value_of(w, item, &value);
        canvas_text(c, row, LIST_TEXT_COL, LABEL_COLS, LOOK_PLAIN, _(fields[item].label));
        cols = fields[item].cols;
        if (cols > 0) {
            wizard_field(w, c, row, VALUE_COL, cols, item, buf_cstr(&value));
        } else {
            cols = canvas_printf(c, row, VALUE_COL, TO_EDGE, LOOK_STRONG, "(%s)",
                                 buf_cstr(&value));
            list_mark(list, c, row, item - 1);
        }
        if (*fields[item].note)
            canvas_text(c, row, VALUE_COL + cols + 1, TO_EDGE, LOOK_PLAIN,
                        _(fields[item].note));
    }
    list_next(list, c, row + 1, _("to the checks"));
    row += 3;
    row +=
        canvas_wrap(c, row, 3, TEXT_COLS, 3, LOOK_PLAIN,
                    str_of(_("The case number is in the subject of the hotline mail. Leave it "
                             "empty if you have none. If the hotline reads digits to you, "
                             "press 1 and type them.")));
    row++;
    canvas_wrap(c, row, 3, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(_("What you type here goes into the pack; sensitive words in it are "
                         "replaced like everywhere else.")));
    buf_done(&value);
}

static bool fits(struct str text, char *out, size_t cap)
{
    if (text.n >= cap)
        return false;
    memset(out, 0, cap);
    memcpy(out, text.p, text.n);
    return true;
}

static bool number_of(struct str text, unsigned *out)
{
    uint64_t number;

    if (!str_number(text, &number) || number > 999)
        return false;
    *out = (unsigned)number;
    return true;
}

/* One more machine than said before means a larger batch. */
static bool set_machine(struct case_info *info, struct str text)
{
    if (!number_of(text, &info->machine))
        return false;
    if (info->machines < info->machine)
        info->machines = info->machine;
    return true;
}

static void upper(char *text)
{
    for (; *text; text++)
        if (*text >= 'a' && *text <= 'z')
            *text = (char)(*text - 'a' + 'A');
}

static bool put_value(struct case_info *info, unsigned item, struct str text)
{
    bool ok;

    switch (item) {
    case ITEM_NUMBER:
        ok = fits(str_trim(text), info->number, sizeof info->number);
        upper(info->number);
        return ok;
    case ITEM_MACHINE:
        return set_machine(info, str_trim(text));
    case ITEM_MACHINES:
        return number_of(str_trim(text), &info->machines);
    case ITEM_SYMPTOM:
        return fits(text, info->symptom, sizeof info->symptom);
    case ITEM_ERROR:
        return fits(text, info->error_text, sizeof info->error_text);
    default:
        ok = fits(str_trim(text), info->operator_id, sizeof info->operator_id);
        upper(info->operator_id);
        return ok;
    }
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    struct case_info info = *flow_case(w->flow);
    struct spoken_request asked;
    struct err err = ERR_NONE;

    if (item == ITEM_NUMBER && request_is(text)) {
        if (!request_read(text, &asked, &err)) {
            wizard_say_err(w, &err);
            return false;
        }
        text = str_of(asked.case_number); /* "" with items */
    }
    if (!put_value(&info, item, text)) {
        wizard_say(w, N_("This does not fit here: too long, or not a number from 1 to 999."));
        return false;
    }
    if (!flow_set_case(w->flow, &info, &err)) {
        wizard_say_err(w, &err);
        return false;
    }
    return true;
}

static void next_role(struct wizard *w)
{
    struct case_info info = *flow_case(w->flow);
    struct err err = ERR_NONE;

    info.role = (enum machine_role)((info.role + 1) % ROLE_COUNT);
    if (!flow_set_case(w->flow, &info, &err))
        wizard_say_err(w, &err);
}

static void next_policy(struct wizard *w)
{
    struct err err = ERR_NONE;
    size_t next = 0;

    for (size_t i = 0; i < policy_names_n; i++)
        if (strcmp(policy_names[i], flow_policy(w->flow)->name) == 0)
            next = (i + 1) % policy_names_n;
    if (!flow_set_policy(w->flow, policy_names[next], &err))
        wizard_say_err(w, &err);
}

static void pick(struct wizard *w, unsigned item)
{
    struct buf value = BUF_INIT(1024);

    if (item == ITEM_ROLE) {
        next_role(w);
    } else if (item == ITEM_POLICY) {
        next_policy(w);
    } else {
        value_of(w, item, &value);
        wizard_edit(w, item, fields[item].kind, buf_cstr(&value));
    }
    buf_done(&value);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w, (unsigned)picked + 1);
        break;
    case LIST_NEXT:
        wizard_reach(w, STEP_CHECKED, SCREEN_s31_results);
        break;
    default:
        break;
    }
}

const struct screen_ops s20_case = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1-8 change"),
    .back = SCREEN_s10_welcome,
};
