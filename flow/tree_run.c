/* tree_run.c - things of a tree, as many at a time as wanted. */
#include <unistd.h>

#include "flow/tree_inside.h"

#define LOOK_MS 100
#define RUNS 2 /* over all bytes: learning and writing */

struct worker_run {
    struct tree *t;
    const struct tree_run *run;
};

static bool next_of(struct tree *t, const struct tree_run *run, size_t *i)
{
    bool more;

    pthread_mutex_lock(&t->lock);
    more = !t->stop && t->next < run->n;
    if (more)
        *i = t->next++;
    pthread_mutex_unlock(&t->lock);
    return more;
}

/* Of several failures the first in order is told: it does not depend on the time. */
static void finished(struct tree *t, size_t i, uint64_t bytes, const struct err *why)
{
    pthread_mutex_lock(&t->lock);
    t->done += bytes;
    if (err_is_set(why)) {
        t->stop = true;
        if (!err_is_set(&t->failed) || i < t->failed_at) {
            t->failed = *why;
            t->failed_at = i;
        }
    }
    pthread_mutex_unlock(&t->lock);
}

static bool report(struct tree *t, const struct progress *progress)
{
    pthread_mutex_lock(&t->lock);
    uint64_t done = t->done;
    pthread_mutex_unlock(&t->lock);
    return progress_step(progress, "files", done, RUNS * t->bytes);
}

static bool work(void *ctx, const struct progress *progress, struct err *err)
{
    const struct worker_run *w = ctx;
    struct tree *t = w->t;
    void *worker = w->run->start(t);
    size_t i;

    (void)err; /* finished() keeps it */
    while (next_of(t, w->run, &i)) {
        struct err why = ERR_NONE;
        if (!report(t, progress))
            err_set(&why, E_STOPPED, "%s", "");
        else if (!w->run->one(worker, i, progress, &why) && !err_is_set(&why))
            err_set(&why, E_INTERNAL, "%zu", i);
        finished(t, i, w->run->bytes(t, i), &why);
    }
    pthread_mutex_lock(&t->lock);
    w->run->end(t, worker);
    pthread_mutex_unlock(&t->lock);
    return true;
}

static bool work_in_parallel(struct worker_run *w, unsigned jobs, struct err *err)
{
    struct task *tasks[TREE_MAX_JOBS];
    unsigned n = 0;
    bool ok = true;

    while (n < jobs && (ok = (tasks[n] = task_start(work, w, err)) != NULL))
        n++;
    for (unsigned i = 0; i < n; i++) {
        while (!task_wait_ms(tasks[i], LOOK_MS))
            if (!ok || !report(w->t, w->t->progress))
                for (unsigned k = i; k < n; k++)
                    task_stop(tasks[k]);
        ok = task_end(tasks[i], err) && ok;
    }
    return ok;
}

static unsigned jobs_for(const struct tree *t, size_t n)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = t->options->jobs;

    if (jobs == 0)
        jobs = processors > 0 ? (unsigned)processors : 1;
    if (jobs > n)
        jobs = (unsigned)n;
    return jobs > TREE_MAX_JOBS ? TREE_MAX_JOBS : jobs;
}

bool tree_run(struct tree *t, const struct tree_run *run, struct err *err)
{
    struct worker_run w = {t, run};
    unsigned jobs = jobs_for(t, run->n);

    t->next = 0;
    bool ok = jobs > 1 ? work_in_parallel(&w, jobs, err) : work(&w, t->progress, err);
    if (err_is_set(&t->failed))
        return err_set(err, t->failed.code, "%s", t->failed.detail);
    return ok;
}
