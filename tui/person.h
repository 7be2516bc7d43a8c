/* person.h - another person at the keyboard: his code and the passphrase of his key (55, 61); the
 * passphrase alone is asked for on 70 as well. */
#ifndef CASEPACK_TUI_PERSON_H
#define CASEPACK_TUI_PERSON_H

#include "tui/state.h"

#define PERSON_FIELD_COL 29

enum { ITEM_AGAIN = 1000 }; /* a new passphrase once more, in the place of the first */

/* Asks him to come; returns the rows used. */
int person_draw_call(struct canvas *c, int row);
/* The row of item, with the code as it is now: "Your code [...] not A17". */
void person_draw_code(struct wizard *w, struct canvas *c, int row, unsigned item,
                      const char *code);
/* The row of item with the passphrase of the second person's key. */
void person_draw_passphrase(struct wizard *w, struct canvas *c, int row, unsigned item);

/* The same for any key; note stands behind the field. */
void passphrase_draw(struct wizard *w, struct canvas *c, int row, int cols, unsigned item,
                     const char *note);
/* After item was typed, where first is that of the passphrase: opens ITEM_AGAIN for a new one, and
 * takes back two that differ. */
void passphrase_typed(struct wizard *w, unsigned item, unsigned first, bool is_new);

#endif
