/* bench_intake.c - the facts of many bundles into the desk's database, and what asking costs.
 *
 *   bench_intake DB [COUNT...]      default 1000 10000 100000
 *
 * DB is a file that is made anew for each count, or postgresql://... of a server whose schema
 * "public" is emptied. Bundles are ten to a case, of 40 firmware versions of 200 models; half of
 * them fail. They are not verified here (bench_intake.sh does that with real files). */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "desk/queries.h"
#include "tests/support/evidence_kit.h"

enum { BATCH = 256, PER_CASE = 10, MAKERS = 20, VERSIONS = 40, MONTHS = 24 };

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
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
    struct err why = ERR_NONE;
    enum intake_outcome outcome;
    struct evidence e;

    (void)snprintf(number, sizeof number, "CAS-%05u-BENCH0", i / PER_CASE % 100000);
    (void)snprintf(maker, sizeof maker, "Maker %u", i / PER_CASE % MAKERS);
    (void)snprintf(version, sizeof version, "%u.%02u", i % 3, i * 13 % VERSIONS);
    (void)snprintf(day, sizeof day, "20%02u-%02u-11", 24 + i % MONTHS / 12, 1 + i % 12);
    evidence_kit(&plan, &e);
    bool ok = store_take(s, &e, &outcome, &why, err);
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

/* Milliseconds for all questions of one kind, as `report --db` asks them. */
static bool ask(struct store *s, const char *case_number, double *ms, struct err *err)
{
    struct query_answers answers;
    struct arena *a = arena_new();
    double start = now_s();
    bool ok = queries_ask(s, case_number, a, &answers, err);

    *ms = 1e3 * (now_s() - start);
    arena_free(a);
    return ok;
}

static bool empty(const char *db, struct err *err)
{
    const struct str anew = STR("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    if (!str_starts(str_of(db), "postgresql://")) {
        remove(db);
        return true;
    }
    struct sql *sql = sql_open(db, err);
    bool ok = sql && sql_script(sql, anew, err);
    sql_close(sql);
    return ok;
}

static bool measure(const char *db, unsigned n, struct err *err)
{
    struct store store = {0};
    struct stat st = {.st_size = 0};
    double all_ms = 0, case_ms = 0, start;
    bool ok = empty(db, err) && store_open(&store, db, "2026-01-02", err);

    start = now_s();
    ok = ok && take_all(&store, n, err);
    double took = now_s() - start;
    ok =
        ok && ask(&store, NULL, &all_ms, err) && ask(&store, "CAS-00042-BENCH0", &case_ms, err);
    store_close(&store);
    if (stat(db, &st) != 0)
        st.st_size = 0;
    if (ok)
        printf("%10u %12.0f %12.1f %14.1f %14.1f\n", n, n / took, (double)st.st_size / 1e6,
               all_ms, case_ms);
    return ok;
}

int main(int argc, char **argv)
{
    static const unsigned usual[] = {1000, 10000, 100000};
    struct err err = ERR_NONE;
    uint64_t n;
    bool ok = argc > 1 && digest_start(&err);

    printf("%10s %12s %12s %14s %14s\n", "bundles", "bundles/s", "MB of file", "all cases ms",
           "one case ms");
    for (size_t i = 0; ok && argc == 2 && i < COUNT_OF(usual); i++)
        ok = measure(argv[1], usual[i], &err);
    for (int i = 2; ok && i < argc; i++)
        ok = str_number(str_of(argv[i]), &n) && measure(argv[1], (unsigned)n, &err);
    if (!ok)
        fprintf(stderr, "bench_intake: E%04d %s\n", (int)err.code, err.detail);
    return ok ? 0 : 1;
}
