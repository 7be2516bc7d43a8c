/* screen.h - what a screen is, the table of all of them, and words they share.
 *
 * A screen is a row of screens.def and the vtable of its file. The wizard draws the frame (title,
 * key bar, what to say on the phone), handles F-keys and back, and leaves the rest to the vtable.
 * Rows from SCREEN_TOP to screen_bottom() belong to the screen, the row after it to messages. */
#ifndef CASEPACK_TUI_SCREEN_H
#define CASEPACK_TUI_SCREEN_H

#include "flow/review.h"
#include "tui/canvas.h"
#include "tui/keys.h"

#define MIN_ROWS 24
#define MIN_COLS 80
#define SCREEN_TOP 2
#define TEXT_COLS 74 /* running text stays this narrow on wide terminals */

enum screen_id {
#define SCREEN(number, step, file, title, purpose) SCREEN_##file,
#include "tui/screens.def"
#undef SCREEN
    SCREEN_COUNT
};

struct wizard;

struct screen_ops {
    void (*enter)(struct wizard *w); /* NULL: nothing to prepare */
    void (*draw)(struct wizard *w, struct canvas *c);
    void (*key)(struct wizard *w, const struct input *in);
    /* The text of a field was taken; false keeps the field open. NULL without fields. */
    bool (*typed)(struct wizard *w, unsigned item, struct str text);
    const char *digits;  /* msgid for the key bar: "1-8 change", or NULL */
    const char *take;    /* msgid for ENTER in the bar, NULL: "next" */
    unsigned commands;   /* CMD_BITs shown in the bar, apart from those that are everywhere */
    enum screen_id back; /* where 0 leads; SCREEN_COUNT: key() handles it */
};

struct screen {
    unsigned number;
    unsigned step;
    const char *title;   /* msgid */
    const char *purpose; /* msgid */
    const struct screen_ops *ops;
};

const struct screen *screen_row(enum screen_id id);
bool screen_of_number(unsigned number, enum screen_id *out);

static inline int screen_bottom(const struct canvas *c)
{
    return c->rows - 5; /* last row of the screen's own part */
}

/* The frame around a screen, and the screen itself. */
void frame_draw(struct wizard *w, struct canvas *c);

/* The known issues that stand before the findings on 31; out holds KNOWN_ISSUES_MAX. */
size_t results_issues(const struct flow *f, const struct known_issue **out);
/* The nth finding with the worst first; NULL beyond the last (s31_results.c). */
const struct finding *finding_worst(const struct finding_list *findings, size_t n);
enum look look_of_verdict(enum verdict verdict);
/* Words of an error in the current language. */
void wizard_err_text(const struct err *err, struct buf *out);
/* Each character of digits as it is spoken, from _("0123456789"). */
void spoken_digit(char digit, char out[8]);
/* The word for a digit of a code, told apart over a bad line. */
void spoken_word(int digit, char out[16]);

/* The numbered groups of a code, two a row; returns the row behind them. And in two rows how each
 * digit is said (s91_report.c). */
int spoken_draw_groups(const char *code, struct canvas *c, int row);
void spoken_draw_words(struct canvas *c, int row);

/* The format chosen on 80: "zip" (s80_write.c). */
const char *target_format(const struct wizard *w);
/* "101 102 = X     106 = !": numbers only, so that it can be read out in any language. */
void read_out_line(const struct finding_list *findings, struct buf *out);
/* "alias", "KEEP": what is done with a kind, in the current language (s52_hit.c). */
const char *action_text(enum redact_action action);

#endif
