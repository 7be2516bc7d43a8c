/* wizard.h - the case on a terminal, screen by screen, for someone guided by a voice. */
#ifndef CASEPACK_TUI_WIZARD_H
#define CASEPACK_TUI_WIZARD_H

#include "flow/flow.h"
#include "tui/term.h"

struct wizard_options {
    const char *out_dir; /* offered as destination; NULL: the current folder */
    const char *mounts;  /* where mounted drives are listed; NULL: /proc/self/mounts */
    bool resume;         /* goes on with the saved session at once */
    bool mouse;          /* on from the start, where there is one; F8 turns it on and off */
    /* Line mode, for item 6 of screen 10; NULL: not offered. */
    struct term *(*open_plain)(struct err *err);
};

/* Runs until the user is done or quits. *exit_code as for casepack collect: 0, 1 when something
 * on this machine must be fixed, 3 when it was left before a bundle was written. Flow and term
 * stay the caller's; *term is another one after the user changed to line mode. */
bool wizard_run(struct flow *flow, struct term **term, const struct wizard_options *options,
                int *exit_code, struct err *err) MUST_USE;

#endif
