/* pager.h - a stream shown by pages, forwards and back.
 *
 *   pager_open() -> pager_draw(), pager_find(), pager_end() -> pager_close()
 *
 * The stream is read on only as far as somebody looks. Its latest PAGER_KEPT bytes stay in memory,
 * and of every MARK_ROWSth row its place, so that a page anywhere in them comes at once; what lies
 * before them is read anew from the start. Long lines go on in the next row; what could act on a
 * terminal is made visible. */
#ifndef CASEPACK_TUI_PAGER_H
#define CASEPACK_TUI_PAGER_H

#include "base/reader.h"
#include "tui/canvas.h"

#define PAGER_KEPT (32 * 1024 * 1024)

struct pager_mark { /* where a line, or a piece of a long one, begins */
    uint64_t at;
    size_t row;
};

struct pager {
    size_t top;   /* first row shown */
    bool is_last; /* the page that was drawn last held the end */
    uint64_t at;  /* byte of its first line */

    /* for pager.c */
    struct reader *(*open)(void *ctx, struct err *err);
    void *ctx;
    struct reader *reader; /* stands behind kept; NULL: not open */
    struct buf kept;
    uint64_t kept_at; /* place of its first byte */
    bool is_ended;
    int cols; /* that marks are for */
    struct pager_mark *marks;
    size_t marks_n, marks_cap;
};

/* opens gives the stream from its start, each time the same; ctx lives as long as the pager. */
void pager_open(struct pager *p, struct reader *(*opens)(void *ctx, struct err *err),
                void *ctx);
void pager_close(struct pager *p); /* wipes; harmless on a zeroed one */

/* Draws rows [top, top + rows). False when reading failed. */
bool pager_draw(struct pager *p, struct canvas *c, int row, int rows, int cols,
                struct err *err) MUST_USE;

/* Looks for text from row `from` on, as it is shown, ASCII letters in any case, and puts it on top
 * of the page. False without err when it does not come; false with err when reading failed. */
bool pager_find(struct pager *p, struct str text, size_t from, int cols,
                struct err *err) MUST_USE;

/* To the last page. */
bool pager_end(struct pager *p, int rows, int cols, struct err *err) MUST_USE;

#endif
