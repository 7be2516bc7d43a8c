/* test_sandbox.c - after it: no network, no new program; all else goes on. */
#include "tests/support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sandbox.h"

/* The filter cannot be taken off again, so each test looks from a child of its own. The child
 * answers 0 when all was as it should be, else the number of the step that was not. */
static void check_in_child(int (*steps)(void))
{
    struct err err = ERR_NONE;
    int status = 0;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0)
        _exit(sandbox_enter(&err) ? steps() : 100);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static bool is_refused(int rc)
{
    return rc == -1 && errno == EPERM;
}

static int use_network(void)
{
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX};
    int pair[2];

    for (size_t i = 0; i < COUNT_OF(families); i++)
        if (!is_refused(socket(families[i], SOCK_STREAM, 0)))
            return 1;
    if (!is_refused(socketpair(AF_UNIX, SOCK_STREAM, 0, pair)))
        return 2;
    return is_refused(connect(0, NULL, 0)) ? 0 : 3;
}

static int start_program(void)
{
    char name[] = "/bin/true";
    char *const words[] = {name, NULL}, *const none[] = {NULL};

    return is_refused(execve(name, words, none)) ? 0 : 1;
}

static void *open_in_thread(void *result)
{
    int fd = open("/dev/null", O_RDWR);

    *(int *)result = fd >= 0 && write(fd, "x", 1) == 1 && close(fd) == 0;
    return NULL;
}

static int read_files_and_start_threads(void)
{
    pthread_t thread;
    int good = 0;

    open_in_thread(&good);
    if (!good)
        return 1;
    good = 0;
    if (pthread_create(&thread, NULL, open_in_thread, &good) != 0)
        return 2;
    if (pthread_join(thread, NULL) != 0 || !good)
        return 3;
    return isatty(0) || errno == ENOTTY || errno == EINVAL || errno == EBADF ? 0 : 4;
}

struct early {
    pthread_mutex_t lock; /* held until the filter is in place */
    int refused;
};

static void *wait_then_use_network(void *ctx)
{
    struct early *early = ctx;

    pthread_mutex_lock(&early->lock);
    early->refused = is_refused(socket(AF_INET, SOCK_DGRAM, 0));
    pthread_mutex_unlock(&early->lock);
    return NULL;
}

static void test_the_network_is_not_permitted(void **state)
{
    (void)state;
    check_in_child(use_network);
}

static void test_no_program_starts(void **state)
{
    (void)state;
    check_in_child(start_program);
}

static void test_files_threads_and_the_terminal_go_on(void **state)
{
    (void)state;
    check_in_child(read_files_and_start_threads);
}

static void test_it_holds_for_threads_that_run_already(void **state)
{
    struct err err = ERR_NONE;
    int status = 0;
    pid_t child = fork();

    (void)state;
    assert_true(child >= 0);
    if (child == 0) {
        struct early early = {PTHREAD_MUTEX_INITIALIZER, 0};
        pthread_t thread;
        pthread_mutex_lock(&early.lock);
        if (pthread_create(&thread, NULL, wait_then_use_network, &early) != 0 ||
            !sandbox_enter(&err))
            _exit(1);
        pthread_mutex_unlock(&early.lock);
        pthread_join(thread, NULL);
        _exit(early.refused ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_network_is_not_permitted),
        cmocka_unit_test(test_no_program_starts),
        cmocka_unit_test(test_files_threads_and_the_terminal_go_on),
        cmocka_unit_test(test_it_holds_for_threads_that_run_already),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
