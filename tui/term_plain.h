/* term_plain.h - line mode: the same screens as plain lines, for screen readers, serial lines and
 * terminals that cannot draw.
 *
 *   [31] Check results, Step 3/9
 *   Verdict: must fix 2, warnings 1, unread 0, OK 9
 *   1: 101, [X] MUST FIX, System serial, empty
 *   ENTER: go on
 *   1-9 details, ENTER next, 0 back, ...
 *   >
 *
 * A screen is written when an answer is wanted and something changed since. Answers are lines: a
 * digit, + or -, nothing for ENTER, "f2" for an F-key, or the text that a field asks for; a
 * passphrase is not echoed. Work that runs is told at each quarter. Nothing is ever overwritten
 * on the terminal, no escape sequence is sent. */
#ifndef CASEPACK_TUI_TERM_PLAIN_H
#define CASEPACK_TUI_TERM_PLAIN_H

#include "base/err.h"
#include "tui/term.h"

/* in and out stay the caller's; in may be a pipe, whose end is IN_GONE. */
struct term *term_plain_new(int in, int out);
/* On standard input and output, for struct wizard_options. */
struct term *term_plain_standard(struct err *err);

/* A row of a screen as a line: two blanks or more become a comma, "> 1  x" becomes "1: x" where 1 is
 * a key. */
void plain_row(const struct canvas *c, int row, struct buf *out);

#endif
