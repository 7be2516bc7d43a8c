/* term_screen.h - a real terminal: term_curses.c on Linux, term_console.c on Windows.
 *
 * E_NO_TERMINAL when input or output is no terminal or cannot draw (TERM=dumb, no locale of
 * UTF-8). NO_COLOR is honoured. Being asked to end (SIGTERM, SIGINT, SIGHUP; Ctrl-Break, the
 * closed window) arrives as the key IN_GONE; however the program ends through exit(), the
 * terminal is given back. One at a time. */
#ifndef CASEPACK_TUI_TERM_SCREEN_H
#define CASEPACK_TUI_TERM_SCREEN_H

#include "base/err.h"
#include "tui/term.h"

struct term *term_screen_new(struct err *err) MUST_USE;

#endif
