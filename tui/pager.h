/* pager.h - a stream shown by pages, in constant memory: each page reads the stream anew.
 *
 * Long lines go on in the next row; what could act on a terminal is made visible. */
#ifndef CASEPACK_TUI_PAGER_H
#define CASEPACK_TUI_PAGER_H

#include "base/reader.h"
#include "tui/canvas.h"

struct pager {
    size_t top;   /* first row shown */
    bool is_last; /* the page that was drawn last held the end */
};

/* Reads from r and draws rows [top, top + rows). False when reading failed. */
bool pager_draw(struct pager *p, struct reader *r, struct canvas *c, int row, int rows,
                int cols, struct err *err) MUST_USE;

/* Looks for text from row `from` on, as it is shown, ASCII letters in any case, and puts it on top
 * of the page. False without err when it does not come; false with err when reading failed. */
bool pager_find(struct pager *p, struct reader *r, struct str text, size_t from, int cols,
                struct err *err) MUST_USE;

#endif
