/* s30_checking.c - shown while the checks run; see job.c. */
#include "tui/state.h"

static void key(struct wizard *w, const struct input *in)
{
    if (in->command == CMD_TAKE)
        wizard_reach(w, STEP_CHECKED, SCREEN_s31_results);
}

const struct screen_ops s30_checking = {
    .draw = job_draw,
    .key = key,
    .back = SCREEN_s20_case,
};
