/* canvas.h - a screen as cells: what is drawn, before any terminal is asked.
 *
 *   canvas_resize() -> canvas_clear() -> canvas_text() ... -> term_show(); canvas_done() at the end
 *
 * Text is written by columns and clipped at the edges; half of a wide character is never left.
 * Text longer than its columns ends in "..". Rows and columns count from 0. Our own texts go
 * through canvas_text() and canvas_printf(); whatever came from a machine, a file or a keyboard
 * goes through canvas_untrusted(). */
#ifndef CASEPACK_TUI_CANVAS_H
#define CASEPACK_TUI_CANVAS_H

#include "base/buf.h"

/* What a cell means; theme.h says how it looks. */
enum look {
    LOOK_PLAIN,
    LOOK_TITLE,  /* row 0 */
    LOOK_MARKED, /* the row of ">" */
    LOOK_KEY,    /* a key to press */
    LOOK_STRONG, /* numbers to read out */
    LOOK_BAD,    /* [X] and errors */
    LOOK_WARN,   /* [!] and messages */
    LOOK_QUIET,  /* not available */
    LOOK_HIT,    /* sensitive text and what replaces it */
    LOOK_PAPER,  /* light, whatever the theme: around and inside a QR symbol */
    LOOK_INK,    /* dark, the same */
    LOOK_COUNT
};

struct cell {
    uint32_t ch;  /* code point; 0 in the second half of a wide character */
    uint8_t cols; /* 1, 2, or 0 in the second half */
    uint8_t look; /* enum look */
};

/* Cells that can be clicked, and the key that a click on them is. */
struct touch {
    int row, col, cols;
    uint32_t key;
};
#define TOUCHES_MAX 96 /* more are not taken in */

struct canvas {
    int rows, cols;
    struct cell *cells; /* rows * cols */
    int cursor_row, cursor_col;
    struct touch touches[TOUCHES_MAX];
    int touches_n;
};

#define TO_EDGE 10000 /* as a number of columns: up to the right edge */

void canvas_resize(struct canvas *c, int rows, int cols); /* also clears */
void canvas_clear(struct canvas *c);
void canvas_copy(struct canvas *to, const struct canvas *from);
void canvas_done(struct canvas *c);
const struct cell *canvas_at(const struct canvas *c, int row, int col);

/* Each returns the columns written, at most cols. */
int canvas_str(struct canvas *c, int row, int col, int cols, enum look look, struct str text);
int canvas_text(struct canvas *c, int row, int col, int cols, enum look look, const char *text);
int canvas_printf(struct canvas *c, int row, int col, int cols, enum look look,
                  const char *format, ...) PRINTF_LIKE(6, 7);
int canvas_untrusted(struct canvas *c, int row, int col, int cols, enum look look,
                     struct str text);

/* Text that ends at the right edge. */
void canvas_right(struct canvas *c, int row, enum look look, const char *text);

/* Breaks text into rows of at most cols columns: between words, or between Chinese characters
 * but not before their closing marks. Returns the rows it takes; draws at most max_rows. */
int canvas_wrap(struct canvas *c, int row, int col, int cols, int max_rows, enum look look,
                struct str text);

void canvas_fill(struct canvas *c, int row, int col, int cols, char ch, enum look look);
void canvas_look(struct canvas *c, int row, int col, int cols, enum look look); /* repaints */
void canvas_cursor(struct canvas *c, int row, int col);

/* A click on these cells is that key; where two meet, the later one. canvas_touched() gives the
 * key of a cell, 0 for none. */
void canvas_touch(struct canvas *c, int row, int col, int cols, uint32_t key);
uint32_t canvas_touched(const struct canvas *c, int row, int col);

/* Appends text as canvas_untrusted() shows it: controls, bidi and characters of ambiguous width
 * as <U+202E>. */
void canvas_visible(struct str text, struct buf *out);
/* The same for a line of a file: a tab is blanks up to the next column of 8. */
void canvas_visible_line(struct str text, struct buf *out);
bool char_is_ambiguous(uint32_t code_point);

/* Appends one row without its trailing blanks; for tests and dumps. */
void canvas_row(const struct canvas *c, int row, struct buf *out);

#endif
