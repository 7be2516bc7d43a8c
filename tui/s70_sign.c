/* s70_sign.c - the key of this site signs; a new key is made on first use. */
#include "base/lang.h"
#include "base/utf8.h"
#include "tui/person.h"

enum { ITEM_PASSPHRASE = 1, ITEMS = ITEM_PASSPHRASE };

#define FIELD_COLS 36

struct key_state {
    bool exists, is_sealed;
};

static struct key_state key_state(struct wizard *w)
{
    struct key_state state = {false, false};
    struct err err = ERR_NONE;

    if (!flow_key_state(w->flow, &state.exists, &state.is_sealed, &err))
        wizard_say_err(w, &err);
    return state;
}

static bool is_signed(const struct wizard *w)
{
    return flow_step(w->flow) >= STEP_SIGNED;
}

static void enter(struct wizard *w)
{
    wizard_wipe_secrets(w);
    list_set(screen_list(w), ITEMS, 9, true);
    list_home(screen_list(w));
}

static const char *about(const struct wizard *w, struct key_state state)
{
    if (is_signed(w))
        return N_("This pack is signed already.");
    if (state.exists && state.is_sealed)
        return N_("The key of this site is there, sealed with a passphrase. Type it with 1.");
    if (state.exists)
        return N_("The key of this site is there, without a passphrase.");
    if (flow_policy(w->flow)->second_person)
        return N_("This site has no key yet: one is made now. This policy wants a passphrase "
                  "for it: type a new one with 1, twice.");
    return N_("This site has no key yet: one is made now. With 1 you can give it a passphrase, "
              "typed twice. Without one the key file is only as safe as this PC.");
}

static void draw(struct wizard *w, struct canvas *c)
{
    struct key_state state = key_state(w);
    int row = SCREEN_TOP + 1;

    row += canvas_wrap(c, row, 3, TEXT_COLS, 3, LOOK_PLAIN, str_of(_(about(w, state))));
    list_next(screen_list(w), c, screen_bottom(c),
              is_signed(w) ? _("choose where to write") : _("sign"));
    if (is_signed(w) || (state.exists && !state.is_sealed)) {
        canvas_text(c, row + 1, LIST_TEXT_COL, TO_EDGE, LOOK_QUIET,
                    _("[-] Passphrase: none is needed"));
        list_mark(screen_list(w), c, row + 1, ITEM_PASSPHRASE - 1);
    } else {
        passphrase_draw(w, c, row + 1, FIELD_COLS, ITEM_PASSPHRASE, "");
    }
    canvas_wrap(c, row + 3, 3, TEXT_COLS, 3, LOOK_PLAIN,
                str_of(_("Caps Lock off? Input method off? The passphrase is never shown and "
                         "never stored.")));
    canvas_wrap(c, row + 6, 3, TEXT_COLS, 3, LOOK_PLAIN,
                str_of(_("The hotline checks the signature; nothing can be changed in the pack "
                         "afterwards without being noticed.")));
}

static bool has_wide(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return true;
    return false;
}

static bool typed(struct wizard *w, unsigned item, struct str text)
{
    struct key_state state = key_state(w);

    if (item == ITEM_PASSPHRASE && text.n > 0 && has_wide(text))
        wizard_say(w, N_("The input method was on: these are not plain letters."));
    passphrase_typed(w, item, ITEM_PASSPHRASE, !state.exists);
    return true;
}

static void sign(struct wizard *w)
{
    struct key_state state = key_state(w);
    bool is_needed = state.exists ? state.is_sealed : flow_policy(w->flow)->second_person;

    if (!is_signed(w) && is_needed && !w->passphrase[0]) {
        wizard_edit_secret(w, ITEM_PASSPHRASE, w->passphrase);
        wizard_say(w, N_("A passphrase is needed here: type it, then ENTER."));
    } else {
        wizard_reach(w, STEP_SIGNED, SCREEN_s80_write);
    }
}

static void pick(struct wizard *w)
{
    struct key_state state = key_state(w);

    if (is_signed(w) || (state.exists && !state.is_sealed))
        wizard_say(w, N_("No passphrase is needed here."));
    else
        wizard_edit_secret(w, ITEM_PASSPHRASE, w->passphrase);
}

static void key(struct wizard *w, const struct input *in)
{
    size_t picked;

    if (in->command == CMD_BACK) {
        wizard_go(w, flow_needs_second(w->flow) && !is_signed(w) ? SCREEN_s61_second
                                                                 : SCREEN_s60_release);
        return;
    }
    switch (list_key(screen_list(w), in, &picked)) {
    case LIST_PICKED:
        pick(w);
        break;
    case LIST_NEXT:
        sign(w);
        break;
    default:
        break;
    }
}

const struct screen_ops s70_sign = {
    .enter = enter,
    .draw = draw,
    .key = key,
    .typed = typed,
    .digits = N_("1 passphrase"),
    .back = SCREEN_COUNT,
};
