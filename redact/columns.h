/* columns.h - tables in text: a header says what the cells below it are.
 *
 *   columns_new() -> { columns_feed() a text in pieces -> columns_end() } ... -> columns_free()
 *
 * Understands rows with a separator (comma, tab, semicolon, bar), quoted or not, and columns that
 * stand below each other, as tools print them: a table ends at an empty line or at a row of
 * another number of cells. A header is a row of words of which one at least is a label. */
#ifndef CASEPACK_REDACT_COLUMNS_H
#define CASEPACK_REDACT_COLUMNS_H

#include "redact/label.h"

struct columns;

/* One cell below a label; valid during the call. */
typedef void column_cell(void *ctx, const struct label *label, struct str cell);

struct columns *columns_new(column_cell *cell, void *ctx);
void columns_feed(struct columns *c, const uint8_t *p, size_t n);
void columns_end(struct columns *c); /* the last line counts, with an end or without */
void columns_free(struct columns *c);

#endif
