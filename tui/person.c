/* person.c - the fields of another person. */
#include "tui/person.h"

#include <string.h>

#include "base/lang.h"
#include "base/secret.h"

#define CODE_COLS 20
#define PASSPHRASE_COLS 32

int person_draw_call(struct canvas *c, int row)
{
    return canvas_wrap(c, row, 3, TEXT_COLS, 2, LOOK_PLAIN,
                       str_of(_("Please let a second person come to the keyboard; the operator "
                                "steps back.")));
}

void person_draw_code(struct wizard *w, struct canvas *c, int row, unsigned item,
                      const char *code)
{
    canvas_text(c, row, LIST_TEXT_COL, 22, LOOK_PLAIN, _("Your code"));
    canvas_printf(c, row, PERSON_FIELD_COL + CODE_COLS + 1, TO_EDGE, LOOK_PLAIN, _("not %s"),
                  flow_case(w->flow)->operator_id);
    wizard_field(w, c, row, PERSON_FIELD_COL, CODE_COLS, item, code);
}

void person_draw_passphrase(struct wizard *w, struct canvas *c, int row, unsigned item)
{
    passphrase_draw(w, c, row, PASSPHRASE_COLS, item,
                    flow_officer_exists(w->flow) ? _("of your key") : _("new, typed twice"));
}

void passphrase_draw(struct wizard *w, struct canvas *c, int row, int cols, unsigned item,
                     const char *note)
{
    bool is_again = w->edit.item == ITEM_AGAIN;

    canvas_text(c, row, LIST_TEXT_COL, 22, LOOK_PLAIN, _("Passphrase"));
    canvas_text(c, row, PERSON_FIELD_COL + cols + 1, TO_EDGE,
                is_again ? LOOK_STRONG : LOOK_PLAIN, is_again ? _("once more") : note);
    wizard_field(w, c, row, PERSON_FIELD_COL, cols, item, w->passphrase[0] ? "********" : "");
    if (is_again)
        wizard_field_open(w, c, row, PERSON_FIELD_COL, cols);
}

void passphrase_typed(struct wizard *w, unsigned item, unsigned first, bool is_new)
{
    if (item == first && is_new && w->passphrase[0])
        wizard_edit_secret(w, ITEM_AGAIN, w->passphrase_again);
    if (item != ITEM_AGAIN || strcmp(w->passphrase, w->passphrase_again) == 0)
        return;
    wizard_wipe_secrets(w);
    wizard_say(w, N_("The two differ; type the passphrase again."));
}
