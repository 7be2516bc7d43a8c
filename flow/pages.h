/* pages.h - text laid out on A4 pages of 66 lines, each with its foot. */
#ifndef CASEPACK_FLOW_PAGES_H
#define CASEPACK_FLOW_PAGES_H

#include "base/buf.h"

#define PAGE_LINES 66
#define PAGE_COLS 80

/* text is blocks of lines; PAGE_BLOCK ends each. A block is not torn over two pages unless it is
 * longer than one. The foot holds title and "page x of y". */
#define PAGE_BLOCK "\f"
void pages_lay_out(struct str text, const char *title, struct buf *out);

#endif
