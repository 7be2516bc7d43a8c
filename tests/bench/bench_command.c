/* bench_command.c - what commands cost, beside each other, as who starts them sees it.
 *
 *   bench_command RUNS COMMAND WORD... [-- COMMAND WORD...]...
 *
 * The commands run in turn, so that a busy machine is as unkind to each; their output goes to
 * /dev/null. Printed is the median CPU time (user + system) of one run in milliseconds, and how
 * many times the first one's that is. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

enum { COMMANDS_MAX = 8, RUNS_MAX = 100000 };

struct command {
    char **words;
    double *ms;
};

extern char **environ;

static _Noreturn void end(const char *why)
{
    fprintf(stderr, "bench_command: %s\n", why);
    exit(1);
}

static double spent_ms(void)
{
    struct rusage used;

    if (getrusage(RUSAGE_CHILDREN, &used) != 0)
        end("getrusage");
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static double run(char **words)
{
    posix_spawn_file_actions_t quiet;
    double before = spent_ms();
    pid_t child;
    int status;

    if (posix_spawn_file_actions_init(&quiet) != 0 ||
        posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) !=
            0 ||
        posix_spawnp(&child, words[0], &quiet, NULL, words, environ) != 0)
        end(words[0]);
    posix_spawn_file_actions_destroy(&quiet);
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        end(words[0]);
    return spent_ms() - before;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return values[n / 2];
}

/* Splits the words at each "--"; the ends become NULL. */
static size_t split(char **words, struct command *out)
{
    size_t n = 0;

    while (*words && n < COMMANDS_MAX) {
        out[n++].words = words;
        while (*words && strcmp(*words, "--") != 0)
            words++;
        if (*words)
            *words++ = NULL;
    }
    return n;
}

int main(int argc, char **argv)
{
    struct command commands[COMMANDS_MAX];
    size_t runs = argc > 2 ? (size_t)strtoul(argv[1], NULL, 10) : 0;
    size_t n = argc > 2 ? split(argv + 2, commands) : 0;

    if (n == 0 || runs == 0 || runs > RUNS_MAX)
        end("usage: bench_command RUNS COMMAND WORD... [-- COMMAND WORD...]...");
    for (size_t i = 0; i < n; i++)
        if (!commands[i].words[0] || !(commands[i].ms = calloc(runs, sizeof(double))))
            end("no command, or no memory");
    for (size_t r = 0; r < runs; r++)
        for (size_t i = 0; i < n; i++)
            commands[i].ms[r] = run(commands[i].words);
    double first = median(commands[0].ms, runs);
    for (size_t i = 0; i < n; i++) {
        double ms = median(commands[i].ms, runs);
        const char *name = strrchr(commands[i].words[0], '/');
        printf("%-46s %8.2f %8.1f\n", name ? name + 1 : commands[i].words[0], ms,
               first > 0 ? ms / first : 0);
        free(commands[i].ms);
    }
    return 0;
}
