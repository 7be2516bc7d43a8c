/* list.h - items with digits 1-9 and the mark ">", and below them a row that ENTER takes.
 *
 *   list_set() when the items are known -> list_key() for each key; to draw: list_window(), then
 *   for each row its text and list_mark(), at last list_next().
 *
 * A digit picks its item at once and does not move the mark where there is a next row, so that
 * ENTER keeps meaning "next". With more items than digits + and - move the digits on. */
#ifndef CASEPACK_TUI_LIST_H
#define CASEPACK_TUI_LIST_H

#include "tui/canvas.h"
#include "tui/keys.h"

#define LIST_TEXT_COL 6

struct list {
    size_t n;
    size_t at;       /* the marked item; n is the next row */
    size_t first;    /* the item with digit 1 */
    unsigned digits; /* 1..9 in use */
    bool has_next;
    bool is_muted; /* the mark is not drawn: it stands at a field that is open */
};

enum list_result { LIST_IGNORED, LIST_MOVED, LIST_PICKED, LIST_NEXT };

/* Takes over the number of items; the mark stays where it can. */
void list_set(struct list *l, size_t n, unsigned digits, bool has_next);
void list_home(struct list *l); /* the mark to its default: the next row, else the first item */

enum list_result list_key(struct list *l, const struct input *in, size_t *picked);

/* The items [*from, *to) that are seen in rows rows. */
void list_window(const struct list *l, int rows, size_t *from, size_t *to);
/* Digit and mark of item i in row, over the text already drawn there; then the cursor stands on
 * a marked row. A click on the row is the digit, or turns to the page where the item has one. */
void list_mark(const struct list *l, struct canvas *c, int row, size_t i);
/* The row belongs to item i too: a click there is one on the item. */
void list_below(const struct list *l, struct canvas *c, int row, size_t i);
/* The key of a row that is no item of the list: its digit, also for a click. */
void list_digit(struct canvas *c, int row, unsigned digit);
void list_next(const struct list *l, struct canvas *c, int row, const char *text);
/* "page 1 of 2, + for the next"; nothing when all have digits. */
void list_pages(const struct list *l, struct canvas *c, int row);

#endif
