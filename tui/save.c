/* save.c - the saved session: found on drives, gone on with, saved after each step. */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "tui/state.h"

#define DRIVES_MAX 5
#define SEEN_BETWEEN_SAVES 16

static bool found_in(struct wizard *w, const char *dir)
{
    struct err err = ERR_NONE;

    if (!session_is_there(dir) || !session_look(w->flow, dir, &w->save.info, &err))
        return false;
    w->save.found = dir;
    return true;
}

void save_find(struct wizard *w)
{
    const char *drives[DRIVES_MAX];
    char present[PATH_MAX];
    size_t n;

    w->save.found = NULL;
    if (w->options->out_dir) {
        (void)found_in(w, w->options->out_dir);
        return;
    }
    n = wizard_drives(w, drives, DRIVES_MAX);
    for (size_t i = 0; i < n; i++)
        if (found_in(w, drives[i]))
            return;
    if (getcwd(present, sizeof present))
        (void)found_in(w, arena_cstr(w->kept, str_of(present)));
}

void save_choose(struct wizard *w, const char *dir)
{
    w->save.dir = dir;
    w->save.failed = false;
}

/* ---- going on ---------------------------------------------------------------------------------- */

/* Nothing that was built is restored: the machine is read and searched again up to there. */
static void go_on(struct wizard *w, const struct session_info *info)
{
    if (info->step >= STEP_PLANNED)
        wizard_reach(w, STEP_PLANNED, SCREEN_s60_release);
    else if (info->step == STEP_REVIEWED)
        wizard_reach(w, STEP_REVIEWED, SCREEN_s51_review);
    else if (info->step == STEP_COLLECTED)
        wizard_reach(w, STEP_COLLECTED, SCREEN_s50_redaction);
    else if (info->step == STEP_CHECKED)
        wizard_reach(w, STEP_CHECKED,
                     info->screen >= 40 ? SCREEN_s40_items : SCREEN_s31_results);
    else
        wizard_go(w, SCREEN_s20_case);
}

void save_resume(struct wizard *w)
{
    struct err err = ERR_NONE;
    struct session_info info;

    if (!w->save.found) {
        wizard_say(w, N_("There is no saved session here: put the drive in, or begin anew."));
        return;
    }
    if (!session_load(w->flow, w->save.found, &info, &err)) {
        wizard_say_err(w, &err);
        return;
    }
    w->target.chosen_dir = w->save.found;
    save_choose(w, w->save.found);
    go_on(w, &info);
}

/* ---- saving ------------------------------------------------------------------------------------- */

static unsigned long mix(unsigned long sum, unsigned long value)
{
    return sum * 1000003UL + value;
}

/* What a step, a decision or a field changes. */
static unsigned long signature(const struct wizard *w)
{
    const struct case_info *info = flow_case(w->flow);
    const unsigned char *bytes = (const unsigned char *)info;
    unsigned long sum = mix(1, flow_step(w->flow));
    size_t seen = 0;
    struct flow_kind kind;

    for (size_t i = 0; i < sizeof *info; i++)
        sum = mix(sum, bytes[i]);
    for (size_t i = 0; flow_kind_at(w->flow, i, &kind); i++) {
        seen += kind.values_seen;
        sum = mix(sum, kind.seen);
    }
    sum = mix(sum, (unsigned long)(seen / SEEN_BETWEEN_SAVES));
    sum = mix(sum, (unsigned long)flow_decisions(w->flow));
    sum = mix(sum, flow_keyword_count(w->flow));
    sum = mix(sum, (unsigned long)(uintptr_t)w->save.dir);
    return mix(sum, screen_row(w->screen)->number / 10);
}

void save_now(struct wizard *w)
{
    unsigned number = screen_row(w->screen)->number;
    struct err err = ERR_NONE;
    unsigned long now;

    if (!w->save.dir || job_is_running(&w->job) || number < 20 || number > 93)
        return;
    now = signature(w);
    if (now == w->save.signature)
        return;
    w->save.signature = now;
    if (session_save(w->flow, w->save.dir, number, &err)) {
        w->save.failed = false;
    } else if (!w->save.failed) {
        w->save.failed = true; /* said once: the work itself goes on */
        wizard_say_err(w, &err);
    }
}
