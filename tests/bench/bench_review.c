/* bench_review.c FOLDER FILES - the wizard's review of generated logs: 200 MB with
 * 1,000,000 hits in 500 files.
 *
 * The logs are made in FOLDER, which must be empty; invented data. They go through the flow's own
 * scan, then keys are pressed in the wizard over a terminal in memory. The time of a key is from
 * the key to the screen that answers it, as CPU time of the process, which other work on the
 * machine does not stretch, and by the clock. Of a key that starts long work the first picture of
 * the work is the answer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/lang.h"
#include "base/secret.h"
#include "flow/state.h"
#include "tui/state.h"
#include "tui/term_mem.h"

#define FILES_MAX 10000
#define LINES 2000 /* of a file, each with one hit */
#define TIMES_MAX 4096
#define FILLER                                                                            \
    "state ready, queue empty, cache warm; waiting for the next turn of the worker that " \
    "takes what comes from the outer ring and hands it on without looking inside of it"

static unsigned files_n;

static double cpu_ms(void)
{
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    return 1000.0 * (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1000.0;
}

static double wall_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1000.0 * (double)now.tv_sec + (double)now.tv_nsec / 1e6;
}

static double peak_mib(void)
{
    struct rusage use;

    getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024.0;
}

static void stop(const char *what, const struct err *err)
{
    fprintf(stderr, "bench_review: %s: %s\n", what, err ? err->detail : strerror(errno));
    exit(1);
}

/* ---- the logs -------------------------------------------------------------------------------- */

/* Half of them addresses that come once, then adapters, phones and mail that come again. */
static void put_line(FILE *out, unsigned n)
{
    fprintf(out, "2026-01-02 09:%02u:%02u worker %u: ", n / 60 % 60, n % 60, n % 17);
    if (n % 2 == 0)
        fprintf(out, "from 10.%u.%u.%u ", n / 131072 % 256, n / 512 % 256, n / 2 % 256);
    else if (n % 8 == 1)
        fprintf(out, "adapter 02:00:00:00:%02x:%02x ", n / 8 % 64, n / 512 % 256);
    else if (n % 8 == 3)
        fprintf(out, "mail to helper%u@lab.example ", n / 8 % 500);
    else
        fprintf(out, "call 138%08u ", n % 90000000);
    fprintf(out, "%s\n", FILLER);
}

static uint64_t make_logs(const char *dir)
{
    struct stat info;
    uint64_t bytes = 0;
    char path[512];

    for (unsigned i = 0; i < files_n; i++) {
        snprintf(path, sizeof path, "%s/%03u.log", dir, i);
        FILE *out = fopen(path, "w");
        if (!out)
            stop(path, NULL);
        for (unsigned k = 0; k < LINES; k++)
            put_line(out, i * LINES + k);
        if (fclose(out) != 0 || stat(path, &info) != 0)
            stop(path, NULL);
        bytes += (uint64_t)info.st_size;
    }
    return bytes;
}

/* As flow_collect() leaves them. */
static void collect(struct flow *f)
{
    char origin[32];
    struct err err = ERR_NONE;
    struct fs_info info;

    f->result.artifacts = artifact_list_new();
    for (unsigned i = 0; i < files_n; i++) {
        struct artifact *a = artifact_add(f->result.artifacts);

        snprintf(origin, sizeof origin, "/%03u.log", i);
        snprintf(a->stored, sizeof a->stored, "logs/%04u.log", i + 1);
        a->origin = arena_cstr(artifact_list_arena(f->result.artifacts), str_of(origin));
        if (!fs_stat(f->root, origin, FS_NO_LINKS, &info, &err))
            stop(origin, &err);
        a->size_bytes = info.size_bytes;
    }
    f->left_out = arena_take(f->checked, files_n + 1);
    f->step = STEP_COLLECTED;
}

/* ---- keys ------------------------------------------------------------------------------------ */

#define ENTER 10
#define END 7

/* To the kinds; then in each kind: next, before, to a number, to a text, the lines around, all the
 * same; then three files of the release list, to their end and back. */
static const char to_kinds[] = "2\n\n\n\n\n+-";
static const char in_kind[] = "\n\n\n\n\n---8"
                              "8"
                              "9400000\n\n\n8"
                              "89helper499\n++--89.255.25\n6";
static const char in_list[] = "+++++---"
                              "1+++--\x07-\n"
                              "+3+\x07--1worker 3\n0"
                              "7+\x07\n";

struct user {
    const char *keys; /* still to press */
    bool is_at_list;
    double cpu, wall; /* when the last was pressed */
    bool is_pressed;
    double cpus[TIMES_MAX], walls[TIMES_MAX];
    size_t n;
};

static void answered(struct user *u)
{
    if (u->is_pressed && u->n < TIMES_MAX) {
        u->cpus[u->n] = cpu_ms() - u->cpu;
        u->walls[u->n++] = wall_ms() - u->wall;
    }
    u->is_pressed = false;
}

static unsigned screen_of(const struct canvas *c)
{
    return (canvas_at(c, 0, 1)->ch - '0') * 10 + (canvas_at(c, 0, 2)->ch - '0');
}

static void show_end(const struct canvas *c)
{
    struct buf text = BUF_INIT(64 * 1024);

    for (int row = 0; row < c->rows; row++) {
        canvas_row(c, row, &text);
        buf_putc(&text, '\n');
    }
    fprintf(stderr, "bench_review: the way ended here:\n%s", buf_cstr(&text));
    buf_done(&text);
}

/* ENTER on 51 goes to a kind that was not looked at, and when there is none to the list. */
static char key_of(struct user *u, unsigned screen)
{
    if (*u->keys == 0 && screen == 51)
        return ENTER;
    if (*u->keys == 0 && screen == 52)
        u->keys = in_kind;
    if (*u->keys == 0 && screen == 60 && !u->is_at_list) {
        u->is_at_list = true;
        u->keys = in_list;
    }
    return *u->keys ? *u->keys++ : 0;
}

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct user *u = ctx;
    char key;

    answered(u);
    key = key_of(u, screen_of(shown));
    if (key == 0 && screen_of(shown) != 60)
        show_end(shown);
    if (key == 0)
        return IN_GONE;
    u->is_pressed = true;
    u->cpu = cpu_ms();
    u->wall = wall_ms();
    return key == ENTER ? (uint32_t)IN_ENTER : key == END ? (uint32_t)IN_END : (uint32_t)key;
}

/* Beside long work: its first picture is the answer. */
static uint32_t polled(void *ctx, const struct canvas *shown)
{
    (void)shown;
    answered(ctx);
    return IN_NONE;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void print_times(const char *name, double *times, size_t n)
{
    qsort(times, n, sizeof *times, by_size);
    printf("%-40s %8.2f %8.2f %8.2f\n", name, times[n / 2], times[n * 99 / 100], times[n - 1]);
}

/* ---- all of it ------------------------------------------------------------------------------- */

struct watch {
    double end_ms; /* when the last file was scanned */
};

static bool note_end(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    if (done == total && item[0] == '\0')
        ((struct watch *)ctx)->end_ms = cpu_ms();
    return true;
}

static void press_keys(struct flow *f, const char *out)
{
    static struct user u = {.keys = to_kinds};
    const struct term_mem_keys keys = {next_key, polled, &u};
    const struct wizard_options options = {.out_dir = out, .mounts = "/dev/null"};
    struct term *term = term_mem_new(24, 80, &keys);
    struct err err = ERR_NONE;
    int exit_code;

    if (!wizard_run(f, &term, &options, &exit_code, &err))
        stop("the wizard", &err);
    term_free(term);
    printf("%-40s %8s %8s %8s\n", "milliseconds a key", "median", "99 %", "worst");
    print_times("CPU time", u.cpus, u.n);
    print_times("by the clock", u.walls, u.n);
    printf("%-40s %8zu\n", "keys pressed", u.n);
}

int main(int argc, char **argv)
{
    struct err err = ERR_NONE;
    struct watch watch = {0};
    const struct progress progress = {note_end, &watch};
    char root[400], keys[400];
    uint64_t files, bytes, hits = 0, values = 0;
    struct flow_kind kind;

    if (argc != 3 || !str_number(str_of(argv[2]), &files) || files > FILES_MAX)
        return 2;
    files_n = (unsigned)files;
    snprintf(root, sizeof root, "%s/root", argv[1]);
    snprintf(keys, sizeof keys, "%s/keys", argv[1]);
    if (mkdir(root, 0755) != 0 || mkdir(keys, 0700) != 0)
        stop(root, NULL);
    bytes = make_logs(root);
    const struct flow_options options = {
        .root_dir = root, .key_dir = keys, .policy = "normal", .level = -1};
    struct flow *f = digest_start(&err) ? flow_new(&options, &err) : NULL;
    if (!f || !flow_check(f, NULL, &err))
        stop("the checks", &err);
    collect(f);
    double before = cpu_ms();
    if (!flow_review(f, &progress, &err))
        stop("the scan", &err);
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++) {
        hits += kind.hits;
        values += kind.values;
    }
    printf("%-40s %8.0f MB %8llu hits, %llu values, %u files\n", "review of generated logs",
           (double)bytes / 1e6, (unsigned long long)hits, (unsigned long long)values, files_n);
    printf("%-40s %8.0f ms CPU, %.0f MB/s\n", "both passes of the scan", cpu_ms() - before,
           (double)bytes / 1000 / (cpu_ms() - before));
    printf("%-40s %8.1f ms CPU\n", "from the end of the scan to its lists",
           cpu_ms() - watch.end_ms);
    press_keys(f, argv[1]);
    printf("%-40s %8.0f MiB\n", "peak resident memory", peak_mib());
    flow_free(f);
    return 0;
}
