/* console_linux.c - the terminal by termios, poll and signals. */
#include "base/console.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>

#include "base/str.h"

#define WAIT_MS_MAX 500 /* between two looks at whether to end, should one slip between */

static const int end_signals[] = {SIGTERM, SIGINT, SIGHUP};
static struct sigaction old_actions[COUNT_OF(end_signals)];
static volatile sig_atomic_t end_asked;

static void ask_to_end(int signal_number)
{
    (void)signal_number;
    end_asked = 1;
}

void console_watch_end(void)
{
    struct sigaction action = {.sa_handler = ask_to_end};

    end_asked = 0;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(end_signals); i++)
        sigaction(end_signals[i], &action, &old_actions[i]);
}

void console_unwatch_end(void)
{
    for (size_t i = 0; i < COUNT_OF(end_signals); i++)
        sigaction(end_signals[i], &old_actions[i], NULL);
}

bool console_end_asked(void)
{
    return end_asked != 0;
}

bool console_wait(int fd, int wait_ms)
{
    struct pollfd in = {.fd = fd, .events = POLLIN};

    return poll(&in, 1, wait_ms < 0 || wait_ms > WAIT_MS_MAX ? WAIT_MS_MAX : wait_ms) > 0;
}

long console_read(int fd, char *p, size_t n)
{
    ssize_t got = read(fd, p, n);

    if (got >= 0)
        return (long)got;
    return errno == EINTR || errno == EAGAIN ? -1 : 0;
}

bool console_set_echo(int fd, bool on)
{
    struct termios now;

    if (tcgetattr(fd, &now) != 0)
        return false;
    if (on)
        now.c_lflag |= ECHO;
    else
        now.c_lflag &= (tcflag_t)~ECHO;
    return tcsetattr(fd, TCSAFLUSH, &now) == 0;
}
