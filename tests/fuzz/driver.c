/* driver.c - runs a fuzz target over mutated seeds: the same numbers give the same inputs.
 *
 *   fuzz_NAME [-n RUNS] [-a RUN] [-w FOLDER] [FILE|FOLDER...]
 *
 * Seeds are those of the target and every file named. First each seed as it is, then RUNS
 * mutations; the mutation of a run depends on its number and the seeds alone, so -a repeats one
 * run. -w writes the seeds as files, for libFuzzer, and runs nothing. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define INPUT_MAX (256 * 1024)
#define SEEDS_MAX 4096
#define RUN_LIMIT_S 20

static struct buf seeds[SEEDS_MAX];
static unsigned seeds_n;

static uint64_t next_random(uint64_t *state) /* splitmix64 */
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static size_t below(uint64_t *state, size_t limit)
{
    return limit == 0 ? 0 : (size_t)(next_random(state) % limit);
}

static struct buf *seed_new(void)
{
    if (seeds_n == SEEDS_MAX) {
        fputs("too many seeds\n", stderr);
        exit(2);
    }
    seeds[seeds_n] = BUF_INIT(INPUT_MAX);
    return &seeds[seeds_n++];
}

static void add_own_seeds(void)
{
    unsigned i = 0;

    while (fuzz_seed(i++, seed_new()))
        ;
    buf_done(&seeds[--seeds_n]);
}

static void add_path(const char *path)
{
    struct stat st;
    struct dirent **names;
    char child[4096];
    int n;

    if (stat(path, &st) != 0) {
        perror(path);
        exit(2);
    }
    if (S_ISREG(st.st_mode)) {
        FILE *f = fopen(path, "rb");
        struct buf *b = seed_new();
        char piece[4096];
        size_t got;

        while (f && (got = fread(piece, 1, sizeof piece, f)) > 0)
            buf_add(b, piece, got);
        if (f)
            fclose(f);
        return;
    }
    n = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (names[i]->d_name[0] != '.') {
            snprintf(child, sizeof child, "%s/%s", path, names[i]->d_name);
            add_path(child);
        }
        free(names[i]);
    }
    if (n >= 0)
        free(names);
}

static void write_seeds(const char *folder)
{
    char path[4096];

    for (unsigned i = 0; i < seeds_n; i++) {
        FILE *f;

        snprintf(path, sizeof path, "%s/seed%04u", folder, i);
        f = fopen(path, "wb");
        if (!f || fwrite(buf_cstr(&seeds[i]), 1, seeds[i].n, f) != seeds[i].n ||
            fclose(f) != 0) {
            perror(path);
            exit(2);
        }
    }
}

/* ---- mutations: each changes the n bytes at p, which has room for INPUT_MAX, returns the new n */
static size_t flip_bit(uint64_t *r, uint8_t *p, size_t n)
{
    if (n > 0)
        p[below(r, n)] ^= (uint8_t)(1u << below(r, 8));
    return n;
}

static size_t set_byte(uint64_t *r, uint8_t *p, size_t n)
{
    static const uint8_t odd[] = {0,   1,   4,   5,    '\n', ' ',  '"',  '#',  '-',
                                  '9', ':', '{', 0x7f, 0x80, 0xc0, 0xe2, 0xfe, 0xff};

    if (n > 0)
        p[below(r, n)] = below(r, 3) == 0 ? (uint8_t)next_random(r) : odd[below(r, sizeof odd)];
    return n;
}

static size_t set_number(uint64_t *r, uint8_t *p, size_t n) /* 16 or 32 bits, little-endian */
{
    static const uint32_t odd[] = {0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff};
    uint32_t value = odd[below(r, COUNT_OF(odd))];
    size_t width = below(r, 2) ? 2 : 4, at;

    if (n < width)
        return n;
    at = below(r, n - width + 1);
    for (size_t i = 0; i < width; i++)
        p[at + i] = (uint8_t)(value >> (8 * i));
    return n;
}

static size_t cut_out(uint64_t *r, uint8_t *p, size_t n)
{
    size_t at = below(r, n), len = below(r, n - at < 64 ? n - at : 64);

    memmove(p + at, p + at + len, n - at - len);
    return n - len;
}

static size_t cut_end(uint64_t *r, uint8_t *p, size_t n)
{
    (void)p;
    return below(r, 4) == 0 ? below(r, n + 1) : n - below(r, n < 16 ? n : 16);
}

static size_t insert(uint64_t *r, uint8_t *p, size_t n, const uint8_t *from, size_t len)
{
    size_t at = below(r, n + 1);

    if (len > INPUT_MAX - n)
        len = INPUT_MAX - n;
    memmove(p + at + len, p + at, n - at);
    memcpy(p + at, from, len);
    return n + len;
}

static size_t repeat(uint64_t *r, uint8_t *p, size_t n)
{
    uint8_t piece[256];
    size_t at = below(r, n), len = below(r, n - at < sizeof piece ? n - at : sizeof piece);

    memcpy(piece, p + at, len);
    return insert(r, p, n, piece, len);
}

static size_t splice(uint64_t *r, uint8_t *p, size_t n)
{
    const struct buf *other = &seeds[below(r, seeds_n)];
    size_t at = below(r, other->n), len = below(r, other->n - at < 512 ? other->n - at : 512);

    return other->n == 0 ? n : insert(r, p, n, (const uint8_t *)other->p + at, len);
}

static size_t noise(uint64_t *r, uint8_t *p, size_t n)
{
    uint8_t piece[16];
    size_t len = 1 + below(r, sizeof piece);

    for (size_t i = 0; i < len; i++)
        piece[i] = (uint8_t)next_random(r);
    return insert(r, p, n, piece, len);
}

static size_t mutate(uint64_t run, uint8_t *p)
{
    static size_t (*const ways[])(uint64_t *, uint8_t *, size_t) = {
        flip_bit, set_byte, set_byte, set_number, cut_out, cut_end, repeat, splice, noise};
    uint64_t random = run;
    const struct buf *seed = &seeds[below(&random, seeds_n)];
    size_t n = seed->n, times = 1 + below(&random, 6);

    if (n > 0)
        memcpy(p, seed->p, n);
    for (size_t i = 0; i < times; i++)
        n = ways[below(&random, COUNT_OF(ways))](&random, p, n);
    return n;
}

/* ---- runs --------------------------------------------------------------------------------- */
struct span_of_runs {
    uint64_t first, end; /* runs below seeds_n are the seeds as they are */
};

static void run_one(uint64_t run, uint8_t *p)
{
    size_t n;
    uint8_t *exact; /* so that the sanitizer sees one byte too far */

    if (run < seeds_n) {
        n = seeds[run].n;
        if (n > 0)
            memcpy(p, seeds[run].p, n);
    } else {
        n = mutate(run, p);
    }
    exact = malloc(n + (n == 0));
    if (!exact)
        exit(2);
    memcpy(exact, p, n);
    alarm(RUN_LIMIT_S);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

/* The runs happen in a child, so that a death can be named by its number. */
static int run_all(struct span_of_runs runs, const char *name)
{
    FILE *shared = tmpfile();
    uint64_t *at = MAP_FAILED;
    int status = 0;
    pid_t child;

    if (shared && ftruncate(fileno(shared), sizeof *at) == 0)
        at = mmap(NULL, sizeof *at, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(shared), 0);
    if (at == MAP_FAILED || (child = fork()) < 0) {
        perror(name);
        return 2;
    }
    if (child == 0) {
        uint8_t *p = malloc(INPUT_MAX);

        for (*at = runs.first; p && *at < runs.end; ++*at)
            run_one(*at, p);
        free(p);
        for (unsigned i = 0; i < seeds_n; i++)
            buf_done(&seeds[i]);
        exit(0);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (status != 0) {
        printf("%s: died in run %llu; again: %s -a %llu\n", name, (unsigned long long)*at, name,
               (unsigned long long)*at);
        return 1;
    }
    printf("%s: %llu runs over %u seeds\n", name, (unsigned long long)(runs.end - runs.first),
           seeds_n);
    return 0;
}

int main(int argc, char **argv)
{
    unsigned long long runs = 10000, only = 0;
    const char *write_to = NULL;
    bool one = false;
    int c;

    while ((c = getopt(argc, argv, "n:a:w:")) != -1) {
        if (c == 'n')
            runs = strtoull(optarg, NULL, 10);
        else if (c == 'a')
            only = strtoull(optarg, NULL, 10), one = true;
        else if (c == 'w')
            write_to = optarg;
        else
            return 2;
    }
    add_own_seeds();
    for (int i = optind; i < argc; i++)
        add_path(argv[i]);
    if (seeds_n == 0)
        return 2;
    if (write_to) {
        write_seeds(write_to);
        return 0;
    }
    return run_all(one ? (struct span_of_runs){only, only + 1}
                       : (struct span_of_runs){0, seeds_n + runs},
                   argv[0]);
}
