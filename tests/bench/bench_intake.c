/* bench_intake.c - the facts of many bundles into the desk's database, and what each question costs.
 *
 *   bench_intake DB [COUNT...]      default 1000 10000 100000
 *
 * DB is a file that is made anew for each count, or postgresql://... of a server whose schema
 * "public" is emptied. Bundles are ten to a case, of 40 firmware versions of 20 makers; half of
 * them fail. They are not verified here (bench_intake.sh does that with real files). The growth is
 * the processor's time for a bundle beside that of the first count (of a server, the time by the
 * clock: it works elsewhere); n log n allows log n more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "desk/queries.h"
#include "tests/support/evidence_kit.h"

enum { BATCH = 256, PER_CASE = 10, MAKERS = 20, VERSIONS = 40, MONTHS = 24 };

static double seconds_of(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now_s(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

#define SERVER "postgresql://"

static double cost_s(const char *db)
{
    bool is_server = str_starts(str_of(db), SERVER);

    return seconds_of(is_server ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID);
}

static bool take_one(struct store *s, unsigned i, struct err *err)
{
    char number[32], maker[32], version[32], day[16];
    const struct evidence_plan plan = {.case_number = number,
                                       .machine = 1 + i % PER_CASE,
                                       .sequence = 1,
                                       .maker = maker,
                                       .bios_version = version,
                                       .failing = i * 7 % 6 > 2 ? i % 5 + 1 : 0,
                                       .role = i % 11 == 0 ? ROLE_GOOD : ROLE_FAILING,
                                       .day = day};
    struct store_taken taken;
    struct evidence e;

    (void)snprintf(number, sizeof number, "CAS-%05u-BENCH0", i / PER_CASE % 100000);
    (void)snprintf(maker, sizeof maker, "Maker %u", i / PER_CASE % MAKERS);
    (void)snprintf(version, sizeof version, "%u.%02u", i % 3, i * 13 % VERSIONS);
    (void)snprintf(day, sizeof day, "20%02u-%02u-11", 24 + i % MONTHS / 12, 1 + i % 12);
    evidence_kit(&plan, &e);
    bool ok = store_take(s, &e, &taken, err);
    evidence_close(&e);
    return ok;
}

static bool take_all(struct store *s, unsigned n, struct err *err)
{
    bool ok = true;

    for (unsigned i = 0; ok && i < n; i++) {
        if (i % BATCH == 0)
            ok = (i == 0 || sql_commit(s->db, err)) && sql_begin(s->db, err);
        ok = ok && take_one(s, i, err);
    }
    return ok && sql_commit(s->db, err);
}

/* ---- asking ----------------------------------------------------------------------------------- */

#define QUESTIONS_MAX 32
#define ONE_CASE "CAS-00042-BENCH0"

/* The slowest of three times that a question is asked, as `report --db` asks it. */
struct question {
    const char *about, *name;
    double ms;
};

struct asked {
    struct question questions[QUESTIONS_MAX];
    size_t n, slowest;
};

static bool ask_one(struct store *s, const char *case_number, size_t i, struct asked *out,
                    struct err *err)
{
    struct question *q = &out->questions[out->n];
    struct query_answer answer;
    bool ok = true;

    *q = (struct question){.about = case_number ? "one case" : "all cases"};
    for (int again = 0; ok && again < 3; again++) {
        struct arena *a = arena_new();
        double start = now_s();
        ok = queries_ask_one(s, case_number, i, a, &answer, err);
        double ms = 1e3 * (now_s() - start);
        q->ms = ms > q->ms ? ms : q->ms;
        arena_free(a);
    }
    if (!ok)
        return false;
    q->name = query_name(answer.query);
    if (q->ms > out->questions[out->slowest].ms)
        out->slowest = out->n;
    out->n++;
    return true;
}

static bool ask_all(struct store *s, struct asked *out, struct err *err)
{
    static const char *const about[] = {NULL, ONE_CASE};
    bool ok = true;

    *out = (struct asked){.n = 0};
    for (size_t k = 0; k < COUNT_OF(about); k++)
        for (size_t i = 0; ok && i < queries_count(about[k]) && out->n < QUESTIONS_MAX; i++)
            ok = ask_one(s, about[k], i, out, err);
    return ok;
}

static void print_questions(const struct asked *asked, unsigned n)
{
    printf("\n%-28s %10s\n", "question", "ms");
    for (size_t i = 0; i < asked->n; i++)
        printf("%-12s%-16s %10.1f%s\n", asked->questions[i].about, asked->questions[i].name,
               asked->questions[i].ms, i == asked->slowest ? "  slowest" : "");
    printf("of %u bundles, the slowest of three times\n\n", n);
}

/* ---- counts ----------------------------------------------------------------------------------- */

static bool empty(const char *db, struct err *err)
{
    const struct str anew = STR("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    if (!str_starts(str_of(db), SERVER)) {
        remove(db);
        return true;
    }
    struct sql *sql = sql_open(db, err);
    bool ok = sql && sql_script(sql, anew, err);
    sql_close(sql);
    return ok;
}

static double file_bytes(const char *db)
{
    struct stat st;

    return stat(db, &st) == 0 ? (double)st.st_size : 0;
}

/* Of the database's own file after it was closed; 0 for a server. */
struct measured {
    unsigned n;
    double seconds, cost, bytes;
    struct asked asked;
};

static bool measure(const char *db, struct measured *m, struct err *err)
{
    struct store store = {0};
    bool ok = empty(db, err) && store_open(&store, db, "2026-01-02", err);
    double start = now_s(), before = cost_s(db);

    ok = ok && take_all(&store, m->n, err);
    m->seconds = now_s() - start;
    m->cost = cost_s(db) - before;
    ok = ok && ask_all(&store, &m->asked, err);
    store_close(&store);
    m->bytes = file_bytes(db);
    return ok;
}

static void print_measured(const struct measured *m, const struct measured *first)
{
    const struct question *slowest = &m->asked.questions[m->asked.slowest];
    double growth = m->cost / m->n / (first->cost / first->n);

    printf("%8u %10.0f %9.1f %10.1f %8.2f %8.2f  %s, %s: %.1f\n", m->n, m->n / m->seconds,
           m->bytes / 1e6, m->bytes / m->n, growth, log(m->n) / log(first->n), slowest->about,
           slowest->name, slowest->ms);
}

static bool measure_all(const char *db, const unsigned *counts, size_t n, struct err *err)
{
    struct measured first = {.n = 0}, m = {.n = 0};

    printf("%8s %10s %9s %10s %8s %8s  %s\n", "bundles", "bundles/s", "MB", "B/bundle",
           "growth", "n log n", "slowest question, ms");
    for (size_t i = 0; i < n; i++) {
        m = (struct measured){.n = counts[i]};
        if (!measure(db, &m, err))
            return false;
        if (i == 0)
            first = m;
        print_measured(&m, &first);
    }
    print_questions(&m.asked, m.n);
    return true;
}

#define COUNTS_MAX 16

int main(int argc, char **argv)
{
    unsigned counts[COUNTS_MAX] = {1000, 10000, 100000};
    size_t n = argc > 2 ? 0 : 3;
    struct err err = ERR_NONE;
    uint64_t count;
    bool ok = argc > 1 && digest_start(&err);

    for (int i = 2; ok && i < argc && n < COUNTS_MAX; i++) {
        ok = str_number(str_of(argv[i]), &count) && count > 1;
        counts[n++] = (unsigned)count;
    }
    if (ok && measure_all(argv[1], counts, n, &err))
        return 0;
    fprintf(stderr, "bench_intake: E%04d %s\n", (int)err.code, err.detail);
    return 1;
}
