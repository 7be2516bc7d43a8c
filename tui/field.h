/* field.h - one line of typed text, in memory of its owner.
 *
 *   field_open() -> field_key() until FIELD_TAKEN or FIELD_LEFT; field_draw() at any time */
#ifndef CASEPACK_TUI_FIELD_H
#define CASEPACK_TUI_FIELD_H

#include "tui/canvas.h"

enum field_kind {
    FIELD_TEXT,   /* kept as typed: Chinese, full-width */
    FIELD_CODE,   /* full-width characters become plain ones */
    FIELD_HIDDEN, /* a passphrase: kept as typed, drawn as stars */
};

struct field {
    char *text; /* cap bytes, NUL-terminated UTF-8 */
    size_t cap;
    size_t n;  /* bytes */
    size_t at; /* cursor, in bytes */
    enum field_kind kind;
    bool is_fresh; /* nothing was pressed yet: the first character replaces the old text */
};

enum field_result { FIELD_IGNORED, FIELD_CHANGED, FIELD_TAKEN, FIELD_LEFT };

void field_open(struct field *f, enum field_kind kind, char *text, size_t cap);
/* ENTER, Tab and the arrows up and down take it; ESC, and Backspace in an empty field, leave. */
enum field_result field_key(struct field *f, uint32_t key);

/* "[text    ]" over cols columns, the hardware cursor where the next character goes. */
void field_draw(const struct field *f, struct canvas *c, int row, int col, int cols);
/* The same without a cursor, for a value that is not being edited. */
void field_show(struct canvas *c, int row, int col, int cols, struct str text);

#endif
