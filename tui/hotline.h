/* hotline.h - the other end of the phone: any screen as the caller sees it, with what to say, what
 * to hear and what comes next (templates/hotline/NN.yaml). */
#ifndef CASEPACK_TUI_HOTLINE_H
#define CASEPACK_TUI_HOTLINE_H

#include "base/lang.h"
#include "flow/flow.h"
#include "tui/canvas.h"

struct hotline_page {
    struct text2 say;  /* to the caller */
    struct text2 hear; /* what should come back */
    struct text2 next; /* which key, which screen */
    struct text2 note; /* when something is not as expected; may be "" */
};

/* E_VALUE when there is no screen of that number; E_INTERNAL when it has no page. */
const struct hotline_page *hotline_page(unsigned screen, struct err *err) MUST_USE;
void hotline_page_free(const struct hotline_page *page);

/* Draws a screen of a flow that has come to its end, with the draw function of the wizard. */
bool hotline_draw(struct flow *flow, unsigned screen, struct canvas *c,
                  struct err *err) MUST_USE;

/* The numbers of all screens, in order; returns how many. */
size_t hotline_screens(unsigned *out, size_t max);

#endif
