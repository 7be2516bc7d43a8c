/* test_task_linux.c - signals go to the thread that has the terminal, never to the work. */
#include "tests/support/check.h"

#include <pthread.h>
#include <signal.h>

#include "base/task.h"

static bool see_signals(void *ctx, const struct progress *progress, struct err *err)
{
    (void)progress;
    (void)err;
    return pthread_sigmask(SIG_SETMASK, NULL, ctx) == 0;
}

static void test_signals_stay_with_the_thread_of_the_terminal(void **state)
{
    struct err err = ERR_NONE;
    sigset_t in_work, here;
    struct task *t = task_start(see_signals, &in_work, &err);

    (void)state;
    assert_non_null(t);
    assert_true(task_end(t, &err));
    assert_int_equal(sigismember(&in_work, SIGTERM), 1);
    pthread_sigmask(SIG_SETMASK, NULL, &here);
    assert_int_equal(sigismember(&here, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signals_stay_with_the_thread_of_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
