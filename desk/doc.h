/* doc.h - a page of the desk before it has a form: the same blocks become text or HTML.
 *
 *   struct doc *d = doc_new(LANG_ZH, "title");
 *   doc_heading(d, "..."); doc_text(d, "..."); doc_table(d, columns, n); doc_cell(d, TONE_BAD, "...");
 *   doc_print_text(d, 80, &out) or doc_print_html(d, &out); doc_free(d);
 *
 * Every text is copied and made visible when it comes in (utf8_visible), and escaped when it
 * goes out: a value with control characters, bidi controls or markup in it does nothing anywhere.
 * HTML is one file without scripts and without a request to anywhere; it prints on A4. */
#ifndef CASEPACK_DESK_DOC_H
#define CASEPACK_DESK_DOC_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"

#define DOC_MAX_BYTES (16 * 1024 * 1024) /* of a printed page */
#define DOC_COLUMNS_MAX 24
#define DOC_PARTS_MAX 3 /* of one bar */

enum doc_tone { TONE_PLAIN, TONE_GOOD, TONE_BAD, TONE_WARN, TONE_UNSURE, TONE_MUTED };
#define DOC_TONES 6

enum doc_kind {
    DOC_HEADING,
    DOC_SUBHEADING,
    DOC_TEXT,
    DOC_CALLOUT, /* one sentence that must not be missed */
    DOC_PAIR,    /* label and text; neighbours stand in one list */
    DOC_ITEM,
    DOC_STEP, /* numbered; neighbours count on */
    DOC_CODE, /* a spoken code or a command, as it is typed or said */
    DOC_TABLE,
    DOC_BARS,
    DOC_PAGE, /* a new page when printed */
};

struct doc_cell {
    const char *text;
    enum doc_tone tone;
};

struct doc_column {
    const char *title;
    bool is_wide; /* takes the room that is left, and wraps */
};

/* A bar of up to three parts; their sizes share one scale in all bars of the chart. */
struct doc_bar {
    const char *label;
    const char *value; /* shown behind the bar */
    double parts[DOC_PARTS_MAX];
    struct doc_bar *next;
};

struct doc_block {
    enum doc_kind kind;
    enum doc_tone tone;
    const char *label, *text;
    struct doc_column columns[DOC_COLUMNS_MAX]; /* of a table */
    size_t columns_n;
    struct doc_cell *cells; /* row by row */
    size_t cells_n, cells_cap;
    const char *legend[DOC_PARTS_MAX]; /* of bars; NULL for parts that are not there */
    enum doc_tone tones[DOC_PARTS_MAX];
    struct doc_bar *bars, *last_bar;
    struct doc_block *next;
};

struct doc {
    struct arena *arena;
    enum lang lang;
    const char *title;
    const char *kicker; /* a line above the title: the case */
    struct doc_block *blocks, *last;
};

struct doc *doc_new(enum lang lang, const char *kicker, const char *title);
void doc_free(struct doc *d);

/* The text of a msgid in the language of the page. */
const char *doc_word(const struct doc *d, const char *msgid) __attribute__((format_arg(2)));

/* One block of the kinds that are only text. An empty text adds nothing. */
void doc_add(struct doc *d, enum doc_kind kind, const char *text);
void doc_addf(struct doc *d, enum doc_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);
void doc_callout(struct doc *d, enum doc_tone tone, const char *text);
void doc_pair(struct doc *d, enum doc_tone tone, const char *label, const char *text);
void doc_pairf(struct doc *d, const char *label, const char *format, ...) PRINTF_LIKE(3, 4);

/* Cells fill the last table row by row. A cell with a tone and no text shows the tone's mark. */
void doc_table(struct doc *d, const struct doc_column *columns, size_t n);
void doc_cell(struct doc *d, enum doc_tone tone, const char *text);
void doc_cellf(struct doc *d, enum doc_tone tone, const char *format, ...) PRINTF_LIKE(3, 4);

/* legend ends with NULL or is full; bars follow. */
void doc_bars(struct doc *d, const char *const *legend, const enum doc_tone *tones, size_t n);
void doc_bar(struct doc *d, const char *label, const char *value, const double *parts);

/* Appends the page; out is marked as failed when it is too small. */
void doc_print_text(const struct doc *d, size_t cols, struct buf *out);
void doc_print_html(const struct doc *d, struct buf *out);

/* "[OK]" and its like: what a tone is where there is no colour. */
const char *doc_tone_mark(enum doc_tone tone);

#endif
