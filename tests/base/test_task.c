/* test_task.c - work beside the screen. */
#include "tests/support/check.h"

#include <pthread.h>
#include <string.h>

#include "base/task.h"

struct gate { /* lets the work stand still where the test wants it */
    pthread_mutex_t lock;
    pthread_cond_t change;
    bool reached, open;
};

#define GATE_INIT                                                         \
    {                                                                     \
        PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, false \
    }

static void gate_pass(struct gate *g)
{
    pthread_mutex_lock(&g->lock);
    g->reached = true;
    pthread_cond_broadcast(&g->change);
    while (!g->open)
        pthread_cond_wait(&g->change, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

static void gate_await(struct gate *g)
{
    pthread_mutex_lock(&g->lock);
    while (!g->reached)
        pthread_cond_wait(&g->change, &g->lock);
    pthread_mutex_unlock(&g->lock);
}

static void gate_open(struct gate *g)
{
    pthread_mutex_lock(&g->lock);
    g->open = true;
    pthread_cond_broadcast(&g->change);
    pthread_mutex_unlock(&g->lock);
}

static bool work_to_gate(void *ctx, const struct progress *progress, struct err *err)
{
    if (!progress_step(progress, "disk", 3, 10))
        return err_set(err, E_INTERNAL, "%s", "stopped too early");
    gate_pass(ctx);
    if (!progress_step(progress, "nic", 4, 10))
        return err_set(err, E_STOPPED, "%s", "nic");
    return true;
}

static void test_work_shows_where_it_is_and_ends(void **state)
{
    struct gate gate = GATE_INIT;
    struct err err = ERR_NONE;
    struct task_view view;
    struct task *t = task_start(work_to_gate, &gate, &err);

    (void)state;
    assert_non_null(t);
    gate_await(&gate);
    task_look(t, &view);
    assert_string_equal(view.item, "disk");
    assert_int_equal(view.done, 3);
    assert_int_equal(view.total, 10);
    assert_false(view.finished);
    assert_false(task_wait_ms(t, 1));
    gate_open(&gate);
    assert_true(task_wait_ms(t, 60000));
    task_look(t, &view);
    assert_true(view.finished);
    assert_string_equal(view.item, "nic");
    assert_true(task_end(t, &err));
    check_no_err(&err);
}

static void test_a_stop_reaches_the_work_and_its_error_comes_back(void **state)
{
    struct gate gate = GATE_INIT;
    struct err err = ERR_NONE;
    struct task *t = task_start(work_to_gate, &gate, &err);

    (void)state;
    assert_non_null(t);
    gate_await(&gate);
    task_stop(t);
    gate_open(&gate);
    assert_false(task_end(t, &err));
    assert_int_equal(err.code, E_STOPPED);
    assert_string_equal(err.detail, "nic");
}

static bool long_name(void *ctx, const struct progress *progress, struct err *err)
{
    (void)ctx;
    (void)err;
    return progress_step(progress,
                         "0123456789012345678901234567890123456789012345678901234567"
                         "890123456789",
                         0, 0);
}

static void test_a_long_name_is_cut(void **state)
{
    struct err err = ERR_NONE;
    struct task_view view;
    struct task *t = task_start(long_name, NULL, &err);

    (void)state;
    assert_non_null(t);
    assert_true(task_wait_ms(t, 60000));
    task_look(t, &view);
    assert_int_equal(strlen(view.item), sizeof view.item - 1);
    assert_true(task_end(t, &err));
}

static void test_nobody_needs_to_listen(void **state)
{
    const struct progress silent = {NULL, NULL};

    (void)state;
    assert_true(progress_step(NULL, "x", 0, 0));
    assert_true(progress_step(&silent, "x", 0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_work_shows_where_it_is_and_ends),
        cmocka_unit_test(test_a_stop_reaches_the_work_and_its_error_comes_back),
        cmocka_unit_test(test_a_long_name_is_cut),
        cmocka_unit_test(test_nobody_needs_to_listen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
