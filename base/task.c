/* task.c - one thread, one piece of work, and the view of it that others may take. */
#include "base/task.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"

struct task {
    pthread_t thread;
    task_work *work;
    void *ctx;
    pthread_mutex_t lock; /* guards all below */
    pthread_cond_t ended;
    clockid_t clock; /* by which ended is waited for */
    struct task_view view;
    struct timespec started;
    bool stop;
    bool result;
    struct err err; /* the work's own until view.finished */
};

bool progress_step(const struct progress *p, const char *item, uint64_t done, uint64_t total)
{
    return !p || !p->step || p->step(p->ctx, item, done, total);
}

static unsigned ms_since(const struct timespec *start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms =
        (int64_t)(now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
    return ms < 0 ? 0 : (unsigned)ms;
}

static bool step(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    struct task *t = ctx;

    pthread_mutex_lock(&t->lock);
    snprintf(t->view.item, sizeof t->view.item, "%s", item);
    t->view.done = done;
    t->view.total = total;
    bool go_on = !t->stop;
    pthread_mutex_unlock(&t->lock);
    return go_on;
}

static void *run(void *ctx)
{
    struct task *t = ctx;
    struct progress progress = {step, t};
    bool result = t->work(t->ctx, &progress, &t->err);

    pthread_mutex_lock(&t->lock);
    t->result = result;
    t->view.elapsed_ms = ms_since(&t->started);
    t->view.finished = true;
    pthread_cond_broadcast(&t->ended);
    pthread_mutex_unlock(&t->lock);
    return NULL;
}

/* Signals are for the thread that owns the terminal. */
static int create_without_signals(struct task *t)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int rc = pthread_create(&t->thread, NULL, run, t);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc;
}

static void task_free(struct task *t)
{
    pthread_cond_destroy(&t->ended);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

struct task *task_start(task_work *work, void *ctx, struct err *err)
{
    struct task *t = mem_new(sizeof *t);
    pthread_condattr_t monotonic;

    t->work = work;
    t->ctx = ctx;
    clock_gettime(CLOCK_MONOTONIC, &t->started);
    pthread_mutex_init(&t->lock, NULL);
    pthread_condattr_init(&monotonic);
    /* Windows waits by its calendar's clock alone. */
    t->clock = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 ? CLOCK_MONOTONIC
                                                                           : CLOCK_REALTIME;
    pthread_cond_init(&t->ended, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int rc = create_without_signals(t);
    if (rc != 0) {
        task_free(t);
        return err_null(err, E_INTERNAL, "no thread: %s", strerror(rc));
    }
    return t;
}

void task_look(struct task *t, struct task_view *out)
{
    pthread_mutex_lock(&t->lock);
    *out = t->view;
    if (!out->finished)
        out->elapsed_ms = ms_since(&t->started);
    pthread_mutex_unlock(&t->lock);
}

void task_stop(struct task *t)
{
    pthread_mutex_lock(&t->lock);
    t->stop = true;
    pthread_mutex_unlock(&t->lock);
}

bool task_wait_ms(struct task *t, unsigned ms)
{
    struct timespec until;

    clock_gettime(t->clock, &until);
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_lock(&t->lock);
    while (!t->view.finished && pthread_cond_timedwait(&t->ended, &t->lock, &until) == 0)
        ;
    bool finished = t->view.finished;
    pthread_mutex_unlock(&t->lock);
    return finished;
}

bool task_end(struct task *t, struct err *err)
{
    pthread_join(t->thread, NULL);
    bool result = t->result;
    if (err_is_set(&t->err))
        err_set(err, t->err.code, "%s", t->err.detail);
    task_free(t);
    return result;
}
