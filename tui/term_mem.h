/* term_mem.h - a terminal in memory, for tests: keys come from a function, screens are kept. */
#ifndef CASEPACK_TUI_TERM_MEM_H
#define CASEPACK_TUI_TERM_MEM_H

#include "tui/term.h"

/* Gives the next key; looks at what is on the screen. It is asked only when the wizard waits
 * for a key without a limit; a wizard that polls beside long work gets IN_NONE, unless polled
 * says that keys may come then too. */
struct term_mem_keys {
    uint32_t (*next)(void *ctx, const struct canvas *shown);
    uint32_t (*polled)(void *ctx, const struct canvas *shown); /* may be NULL */
    void *ctx;
};

struct term *term_mem_new(int rows, int cols, const struct term_mem_keys *keys);
void term_mem_resize(struct term *t, int rows, int cols);
const struct canvas *term_mem_shown(const struct term *t);

/* Before IN_CLICK is given, click_row and click_col of the term are to be set. */

/* How many cells changed with the last show. */
size_t term_mem_changed(const struct term *t);

#endif
