/* s41_collecting.c - shown while the chosen items are found and measured; see job.c. */
#include "tui/state.h"

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_TAKE)
        wizard_reach(w, STEP_COLLECTED, SCREEN_s50_redaction);
}

const struct screen_ops s41_collecting = {
    .draw = job_draw,
    .key = key,
    .back = SCREEN_s40_items,
};
