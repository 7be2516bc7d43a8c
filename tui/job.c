/* job.c - long steps beside the screen. */
#include "tui/job.h"

#include "base/lang.h"
#include "tui/meter.h"
#include "tui/state.h"

#define TICK_MS 50
#define REDRAW_MS 250
#define NAMES_ROW 5
#define BAR_COLS 56

static bool work_check(void *ctx, const struct progress *progress, struct err *err)
{
    return flow_check(((struct wizard *)ctx)->flow, progress, err);
}

static bool work_collect(void *ctx, const struct progress *progress, struct err *err)
{
    return flow_collect(((struct wizard *)ctx)->flow, progress, err);
}

static bool work_review(void *ctx, const struct progress *progress, struct err *err)
{
    return flow_review(((struct wizard *)ctx)->flow, progress, err);
}

static bool work_plan(void *ctx, const struct progress *progress, struct err *err)
{
    return flow_plan(((struct wizard *)ctx)->flow, progress, err);
}

static bool work_second(void *ctx, const struct progress *progress, struct err *err)
{
    struct wizard *w = ctx;

    (void)progress;
    return flow_release_second(w->flow, w->second.id, str_of(w->second.code),
                               str_of(w->passphrase), err);
}

static bool work_sign(void *ctx, const struct progress *progress, struct err *err)
{
    struct wizard *w = ctx;

    (void)progress;
    return flow_sign(w->flow, str_of(w->passphrase), err);
}

static bool work_write(void *ctx, const struct progress *progress, struct err *err)
{
    struct wizard *w = ctx;

    return flow_write(w->flow, w->target.chosen_dir, target_format(w), progress, err);
}

/* By the step a job leads to. */
static const struct job_row {
    task_work *work;
    enum screen_id screen; /* shown meanwhile */
    enum screen_id home; /* where the user goes on after a stop or when something is missing */
    bool is_automatic;
    const char *doing;
} rows[] = {
    [STEP_CHECKED] =
        {work_check, SCREEN_s30_checking, SCREEN_s20_case, true,
         N_("The hardware identity of this PC is being checked. Nothing to press.")},
    [STEP_COLLECTED] = {work_collect, SCREEN_s41_collecting, SCREEN_s40_items, true,
                        N_("What you ticked is being found and measured. Nothing to press.")},
    [STEP_REVIEWED] = {work_review, SCREEN_s51_review, SCREEN_s50_redaction, true,
                       N_("Everything is being searched for sensitive text.")},
    [STEP_PLANNED] = {work_plan, SCREEN_s60_release, SCREEN_s51_review, true,
                      N_("The release list is being made and searched once more.")},
    [STEP_RELEASED] = {work_second, SCREEN_s61_second, SCREEN_s60_release, false,
                       N_("Working on the passphrase, a few seconds.")},
    [STEP_SIGNED] = {work_sign, SCREEN_s70_sign, SCREEN_s70_sign, false,
                     N_("Working on the passphrase and the signature, a few seconds.")},
    [STEP_WRITTEN] =
        {work_write, SCREEN_s80_write, SCREEN_s80_write, false,
         N_("Writing, then reading back and comparing. Do not pull the drive out.")},
};

bool job_is_automatic(enum flow_step step)
{
    return rows[step].is_automatic;
}

enum screen_id job_home(enum flow_step step)
{
    return rows[step].home;
}

void job_start(struct wizard *w, enum flow_step step)
{
    struct err err = ERR_NONE;

    w->job = (struct job){.step = step};
    w->screen = rows[step].screen;
    w->message = (struct message){0};
    w->job.task = task_start(rows[step].work, w, &err);
    if (!w->job.task)
        wizard_fail(w, &err);
}

/* What the user can put right on the same screen is said there. */
static bool is_for_the_user(enum err_code code)
{
    return code == E_PASSPHRASE || code == E_PASSPHRASE_NEEDED || code == E_SAME_PERSON ||
           code == E_NOT_RELEASED;
}

static enum screen_id home_of(const struct wizard *w, enum flow_step step)
{
    return w->is_checking_only ? SCREEN_s10_welcome : rows[step].home;
}

static void after(struct wizard *w, bool ok, const struct err *err)
{
    enum flow_step step = w->job.step;

    if (step == STEP_SIGNED || step == STEP_RELEASED)
        wizard_wipe_secrets(w);
    if (step == STEP_PLANNED)
        w->operator_agreed = false;
    if (ok && step == STEP_WRITTEN)
        w->exit_code = wizard_verdict_code(w);
    if (ok) {
        wizard_reach(w, w->goal.step, w->goal.then);
    } else if (err->code == E_STOPPED) {
        wizard_go(w, home_of(w, step));
        wizard_say(w, N_("Stopped. The steps before this one are kept."));
    } else if (is_for_the_user(err->code)) {
        wizard_go(w, rows[step].screen);
        wizard_say_err(w, err);
    } else {
        w->screen = home_of(w, step);
        wizard_fail(w, err);
    }
}

bool job_tick(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (!task_wait_ms(w->job.task, TICK_MS)) {
        task_look(w->job.task, &w->job.view);
        if (w->job.view.elapsed_ms < w->job.drawn_ms + REDRAW_MS)
            return false;
        w->job.drawn_ms = w->job.view.elapsed_ms;
        return true;
    }
    bool ok = task_end(w->job.task, &err);
    w->job.task = NULL;
    after(w, ok, &err);
    return true;
}

void job_abandon(struct wizard *w)
{
    struct err err = ERR_NONE;

    if (!w->job.task)
        return;
    task_stop(w->job.task);
    if (!task_end(w->job.task, &err))
        w->message.err = err;
    w->job.task = NULL;
}

void job_key(struct wizard *w, const struct input *in)
{
    if (in->command != CMD_BACK)
        return;
    task_stop(w->job.task);
    w->job.is_stopping = true;
}

/* Which of the collectors are done: the runner takes them in order and names the present one. */
static int draw_collectors(const struct task_view *view, struct canvas *c, int row)
{
    bool is_done = true;

    for (size_t i = 0; i < collectors_n; i++) {
        bool is_this = str_is(str_of(view->item), collectors[i].name);

        if (is_this || view->item[0] == '\0')
            is_done = false;
        canvas_printf(c, row, 3, 3, LOOK_PLAIN, "%zu", i + 1);
        canvas_text(c, row, 6, 40, LOOK_PLAIN, text2_now(&collectors[i].title));
        canvas_text(c, row++, 48, TO_EDGE, LOOK_PLAIN,
                    is_this   ? _("[..] running")
                    : is_done ? _("[OK] done")
                              : _("[  ] waiting"));
    }
    return row + 1;
}

static void draw_time(const struct task_view *view, struct canvas *c, int row)
{
    unsigned elapsed = view->elapsed_ms / 1000;
    uint64_t left = 0;

    if (view->done > 0 && view->total > view->done)
        left = view->elapsed_ms * (view->total - view->done) / view->done / 1000;
    canvas_printf(c, row, 3, TO_EDGE, LOOK_PLAIN, _("Elapsed %02u:%02u"), elapsed / 60,
                  elapsed % 60);
    if (left > 0 && left < 3600)
        canvas_printf(c, row, 28, TO_EDGE, LOOK_PLAIN, _("about %02u:%02u left"),
                      (unsigned)left / 60, (unsigned)left % 60);
}

void job_draw(struct wizard *w, struct canvas *c)
{
    const struct task_view *view = &w->job.view;
    int row = NAMES_ROW;

    canvas_wrap(c, 3, 3, TEXT_COLS, 2, LOOK_PLAIN, str_of(_(rows[w->job.step].doing)));
    if (w->job.step == STEP_CHECKED)
        row = draw_collectors(view, c, row);
    else if (view->item[0] && view->total > 0)
        canvas_untrusted(c, row, 3, TEXT_COLS, LOOK_PLAIN, str_of(view->item));
    row += 2;
    meter_bar(c, row, 3, BAR_COLS, view->done, view->total);
    draw_time(view, c, row + 1);
    canvas_wrap(c, row + 4, 3, TEXT_COLS, 2, LOOK_PLAIN,
                str_of(w->job.is_stopping
                           ? _("Stopping ...")
                           : _("If nothing moves for 30 seconds press 0; the steps before "
                               "this one are kept.")));
    canvas_cursor(c, row, 3);
}
