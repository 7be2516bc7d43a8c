/* console.h - the terminal below screens and lines: who is there, what is typed, when it ends. */
#ifndef CASEPACK_BASE_CONSOLE_H
#define CASEPACK_BASE_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

/* From console_watch_end() to console_unwatch_end() being asked to end (SIGTERM, SIGINT, SIGHUP;
 * Ctrl-Break, the closed window) is remembered instead of obeyed. Once at a time. */
void console_watch_end(void);
void console_unwatch_end(void);
bool console_end_asked(void);

/* Waits at most wait_ms for something to read, a line on a terminal; negative: for as long as it
 * takes, but looks back now and then. False when there is none yet. */
bool console_wait(int fd, int wait_ms);

/* What was typed, as UTF-8; 0 at the end, -1 when nothing came of it. */
long console_read(int fd, char *p, size_t n);

/* Whether what is typed shows; false when fd is no terminal. */
bool console_set_echo(int fd, bool on);

#endif
