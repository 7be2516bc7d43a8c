/* job.h - one long step of the flow beside the screen: 30, 41, and wherever else it takes time.
 *
 * While a job runs the flow belongs to its thread: the screen shows only what job_draw() knows. */
#ifndef CASEPACK_TUI_JOB_H
#define CASEPACK_TUI_JOB_H

#include "base/task.h"
#include "flow/flow.h"
#include "tui/screen.h"

struct job {
    struct task *task; /* NULL: nothing runs */
    enum flow_step step;
    struct task_view view;
    bool is_stopping;
    unsigned drawn_ms;
};

static inline bool job_is_running(const struct job *job)
{
    return job->task != NULL;
}

/* Starts the work that leads to step; its screen is shown. */
void job_start(struct wizard *w, enum flow_step step);
/* Waits a moment for the job; when it ended, goes on with what was asked for. True when the
 * screen is to be drawn again: at most four times a second. */
bool job_tick(struct wizard *w);
/* Stops and waits to the end; for leaving the program. */
void job_abandon(struct wizard *w);
void job_draw(struct wizard *w, struct canvas *c);

/* Keys while it runs: 0 asks it to stop. */
void job_key(struct wizard *w, const struct input *in);
/* Whether the work of a step may begin without the user: the wizard then just does it. */
bool job_is_automatic(enum flow_step step);
/* The screen where the user does what the step needs. */
enum screen_id job_home(enum flow_step step);

#endif
