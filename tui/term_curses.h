/* term_curses.h - a real terminal through ncursesw.
 *
 * E_NO_TERMINAL when input or output is no terminal or TERM says it cannot draw ("dumb").
 * NO_COLOR is honoured. SIGTERM, SIGINT and SIGHUP arrive as the key IN_GONE; however the
 * program ends through exit(), the terminal is given back. One at a time. */
#ifndef CASEPACK_TUI_TERM_CURSES_H
#define CASEPACK_TUI_TERM_CURSES_H

#include "base/err.h"
#include "tui/term.h"

struct term *term_curses_new(struct err *err) MUST_USE;

#endif
