/* bench_smbios.c - how long the decode of tables takes inside of the process.
 *
 *   bench_smbios FILE...
 *
 * For each dump, and for all of them: CPU microseconds to parse it, to find what is odd and to
 * print all of it (oddities included), the best of some rounds each; bytes in and out. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "collect/smbios.h"
#include "collect/smbios_odd.h"

enum { ROUNDS = 200, FILE_MAX = 4 * 1024 * 1024, TEXT_MAX = 64 * 1024 * 1024 };

struct cost {
    double parse_us, odd_us, print_us;
    size_t in, out, structures;
};

static double now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double best(double so_far, double us)
{
    return so_far == 0 || us < so_far ? us : so_far;
}

static bool measure_once(struct str file, struct buf *text, struct cost *cost)
{
    struct arena *a = arena_new();
    struct smbios_table t;
    struct err err = ERR_NONE;
    const struct smbios_oddity *odd;
    double start = now_us();
    bool ok = smbios_table_from_dump(file, a, &t, &err);
    double parsed = now_us();

    if (ok) {
        (void)smbios_oddities(&t, a, &odd);
        double looked = now_us();
        buf_clear(text);
        smbios_print(&t, text);
        double printed = now_us();
        cost->parse_us = best(cost->parse_us, parsed - start);
        cost->odd_us = best(cost->odd_us, looked - parsed);
        cost->print_us = best(cost->print_us, printed - looked);
        cost->in = file.n;
        cost->out = text->n;
        cost->structures = t.n;
    }
    arena_free(a);
    return ok;
}

static bool read_file(const char *name, struct buf *out)
{
    FILE *in = fopen(name, "rb");
    size_t n = 1;

    while (in && n > 0) {
        char *room = buf_room(out, BUFSIZ);
        n = room ? fread(room, 1, BUFSIZ, in) : 0;
        if (n > 0)
            buf_grew(out, n);
    }
    return in && fclose(in) == 0 && !buf_failed(out);
}

static void show(const char *name, const struct cost *c)
{
    printf("%-32.32s %7zu %6zu %8zu %9.1f %9.1f %9.1f\n", name, c->in, c->structures, c->out,
           c->parse_us, c->odd_us, c->print_us);
}

int main(int argc, char **argv)
{
    struct cost all = {0}, largest = {0};
    struct buf text = BUF_INIT(TEXT_MAX);

    printf("%-32s %7s %6s %8s %9s %9s %9s\n", "decode in process, CPU us", "bytes", "structs",
           "text", "parse", "odd", "print");
    for (int i = 1; i < argc; i++) {
        struct buf file = BUF_INIT(FILE_MAX);
        struct cost c = {0};

        if (!read_file(argv[i], &file)) {
            fprintf(stderr, "bench_smbios: %s\n", argv[i]);
            return 1;
        }
        for (unsigned round = 0; round < ROUNDS; round++)
            if (!measure_once(buf_str(&file), &text, &c))
                break;
        all = (struct cost){all.parse_us + c.parse_us, all.odd_us + c.odd_us,
                            all.print_us + c.print_us, all.in + c.in,
                            all.out + c.out,           all.structures + c.structures};
        if (c.in > largest.in)
            largest = c;
        buf_done(&file);
    }
    show("the largest", &largest);
    show("all of them", &all);
    buf_done(&text);
    return 0;
}
