/* task.h - long work beside the screen: it reports, it can be stopped.
 *
 * Work takes a const struct progress *, which may be NULL. progress_step() returns false when
 * the user asked to stop; the work then cleans up and fails with E_STOPPED. */
#ifndef CASEPACK_BASE_TASK_H
#define CASEPACK_BASE_TASK_H

#include "base/err.h"

struct progress {
    /* item is a short stable id ("disk", "logs/0001.log"); total 0 when not known. */
    bool (*step)(void *ctx, const char *item, uint64_t done, uint64_t total);
    void *ctx;
};

bool progress_step(const struct progress *p, const char *item, uint64_t done,
                   uint64_t total) MUST_USE;

struct task; /* one thread, one piece of work */

typedef bool task_work(void *ctx, const struct progress *progress, struct err *err);

struct task_view {
    char item[64];
    uint64_t done, total;
    unsigned elapsed_ms;
    bool finished;
};

struct task *task_start(task_work *work, void *ctx, struct err *err) MUST_USE;
void task_look(struct task *t, struct task_view *out);   /* a consistent copy, any time */
void task_stop(struct task *t);                          /* asks; returns at once */
bool task_wait_ms(struct task *t, unsigned ms);          /* true when finished within ms */
bool task_end(struct task *t, struct err *err) MUST_USE; /* joins, frees; the work's result */

#endif
