/* test_store.c - the desk's database: each bundle once, the newest of each PC, nothing acts. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk/queries.h"
#include "tests/support/evidence_kit.h"

#define CASE_A "CAS-00001-AAAAAA"
#define CASE_B "CAS-00002-BBBBBB"
#define TODAY "2026-11-23"

struct desk {
    char file[256];
    struct store store;
};

static const char *server(void)
{
    return getenv(
        "CASEPACK_TEST_DB"); /* the driver must be linked: see tests/desk/test_server.sh */
}

/* A server's schema is emptied. */
static const char *empty_server(void)
{
    struct err err = ERR_NONE;
    struct sql *db = sql_open(server(), &err);

    if (!db || !sql_script(db, STR("DROP SCHEMA public CASCADE; CREATE SCHEMA public"), &err))
        check_no_err(&err);
    sql_close(db);
    return server();
}

static const char *where_of(struct desk *d)
{
    const char *base = getenv("TMPDIR");

    (void)snprintf(d->file, sizeof d->file, "%s/casepack-store-XXXXXX", base ? base : "/tmp");
    int fd = mkstemp(d->file);
    assert_true(fd >= 0);
    close(fd);
    return d->file;
}

static void start(struct desk *d)
{
    struct err err = ERR_NONE;

    if (!store_open(&d->store, server() ? empty_server() : where_of(d), TODAY, &err))
        check_no_err(&err);
}

static void end(struct desk *d)
{
    char beside[sizeof d->file + 8];

    store_close(&d->store);
    if (server())
        return;
    remove(d->file);
    (void)snprintf(beside, sizeof beside, "%s-wal", d->file);
    remove(beside);
    (void)snprintf(beside, sizeof beside, "%s-shm", d->file);
    remove(beside);
}

static enum intake_outcome take(struct desk *d, const struct evidence_plan *plan)
{
    struct evidence e;
    struct err err = ERR_NONE;
    struct store_taken taken;

    evidence_kit(plan, &e);
    assert_true(sql_begin(d->store.db, &err));
    if (!store_take(&d->store, &e, &taken, &err) || !sql_commit(d->store.db, &err))
        check_no_err(&err);
    assert_int_equal(err_is_set(&taken.why), taken.outcome == INTAKE_REFUSED);
    assert_int_equal(taken.newest > plan->sequence, taken.outcome == INTAKE_OLDER);
    evidence_close(&e);
    return taken.outcome;
}

static int64_t count(struct desk *d, const char *statement)
{
    struct err err = ERR_NONE;
    bool found;
    int64_t n;

    if (!sql_one_number(d->store.db, statement, SQL_NO_ARGS, &found, &n, &err))
        check_no_err(&err);
    assert_true(found);
    return n;
}

static void test_a_bundle_is_taken_once_however_often_it_comes(void **state)
{
    const struct evidence_plan plan = {.case_number = CASE_A, .machine = 1, .sequence = 1};
    struct desk d;

    (void)state;
    start(&d);
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    assert_int_equal(take(&d, &plan), INTAKE_ALREADY);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle"), 1);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle_facts"), 1);
    end(&d);
}

static void test_the_highest_sequence_is_the_newest_in_whatever_order_they_come(void **state)
{
    static const unsigned orders[][3] = {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}, {3, 2, 1}};

    (void)state;
    for (size_t o = 0; o < COUNT_OF(orders); o++) {
        struct desk d;
        unsigned highest = 0;
        start(&d);
        for (size_t i = 0; i < 3; i++) {
            const struct evidence_plan plan = {
                .case_number = CASE_A, .machine = 1, .sequence = orders[o][i]};
            bool is_older = orders[o][i] < highest;
            assert_int_equal(take(&d, &plan), is_older ? INTAKE_OLDER : INTAKE_TAKEN);
            highest = is_older ? highest : orders[o][i];
        }
        assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle WHERE is_newest = 1"), 1);
        assert_int_equal(count(&d, "SELECT sequence FROM bundle WHERE is_newest = 1"), 3);
        end(&d);
    }
}

static void test_another_bundle_with_a_number_that_is_there_is_refused(void **state)
{
    struct evidence_plan plan = {.case_number = CASE_A, .machine = 1, .sequence = 1};
    struct desk d;

    (void)state;
    start(&d);
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    plan.bios_version = "9.99";
    assert_int_equal(take(&d, &plan), INTAKE_REFUSED);
    plan.site_key = "8899AABBCCDDEEFF"; /* another site counts for itself */
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle"), 2);
    end(&d);
}

static void test_a_stand_in_is_a_duplicate_within_its_case_only(void **state)
{
    struct evidence_plan plan = {
        .case_number = CASE_A, .machine = 1, .sequence = 1, .serial = "ZX-1"};
    struct desk d;

    (void)state;
    start(&d);
    (void)take(&d, &plan);
    plan.case_number = CASE_B;
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 0);
    plan.machine = 2;
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 1);
    end(&d);
}

static void test_a_plain_value_is_a_duplicate_across_cases(void **state)
{
    struct evidence_plan plan = {.case_number = CASE_A,
                                 .machine = 1,
                                 .sequence = 1,
                                 .serial = "PF2A9XK7",
                                 .is_plain = true};
    struct desk d;

    (void)state;
    start(&d);
    (void)take(&d, &plan);
    plan.case_number = CASE_B;
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 1);
    end(&d);
}

static void test_a_placeholder_or_the_same_pc_again_is_no_duplicate(void **state)
{
    struct evidence_plan plan = {.case_number = CASE_A,
                                 .machine = 1,
                                 .sequence = 1,
                                 .serial = "To be filled by O.E.M.",
                                 .is_plain = true};
    struct desk d;

    (void)state;
    start(&d);
    (void)take(&d, &plan); /* its board serial is a placeholder too */
    plan.machine = 2;
    (void)take(&d, &plan);
    plan.serial = "PF2A9XK7";
    plan.sequence = 2;
    (void)take(&d, &plan);
    plan.sequence = 3;
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 0);
    end(&d);
}

static void test_a_pc_without_a_case_is_known_by_what_tells_it_apart(void **state)
{
    struct evidence_plan plan = {.case_number = "-",
                                 .sequence = 1,
                                 .serial = "PF2A9XK7",
                                 .is_plain = true,
                                 .mac = "00:00:5e:00:53:01"};
    struct desk d;

    (void)state;
    start(&d);
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    plan.sequence = 3;
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    plan.sequence = 2;
    assert_int_equal(take(&d, &plan), INTAKE_OLDER);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle WHERE is_newest = 1"), 1);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 0);
    plan.mac = "00:00:5e:00:53:02"; /* another PC with the same serial */
    plan.sequence = 4;
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 1);
    plan.mac = NULL; /* too little to know it by */
    for (plan.sequence = 5; plan.sequence < 7; plan.sequence++)
        assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle WHERE is_newest = 1"), 4);
    end(&d);
}

static void test_a_pc_with_a_case_shares_a_value_with_one_without(void **state)
{
    struct evidence_plan plan = {.case_number = CASE_A,
                                 .machine = 1,
                                 .sequence = 1,
                                 .serial = "PF2A9XK7",
                                 .is_plain = true};
    struct desk d;

    (void)state;
    start(&d);
    (void)take(&d, &plan);
    plan.case_number = "-";
    plan.machine = 0;
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM duplicate"), 1);
    end(&d);
}

static void test_values_that_look_like_sql_or_control_sequences_are_only_text(void **state)
{
    static const char hostile[] =
        "'); DROP TABLE bundle; -- <script> \x1b[2J \xe2\x80\xae \xff";
    const struct evidence_plan plan = {.case_number = CASE_A,
                                       .machine = 1,
                                       .sequence = 1,
                                       .maker = hostile,
                                       .bios_version = hostile,
                                       .failing = 2};
    struct query_answers answers;
    struct arena *a = arena_new();
    struct buf html = BUF_INIT(DOC_MAX_BYTES);
    struct err err = ERR_NONE;
    struct desk d;
    size_t at;

    (void)state;
    start(&d);
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle"), 1);
    assert_true(queries_ask(&d.store, NULL, a, &answers, &err));
    struct doc *page = queries_page(&answers, LANG_EN);
    doc_print_html(page, &html);
    assert_true(str_find(buf_str(&html), "DROP TABLE", &at));
    assert_false(str_find(buf_str(&html), "<script", &at));
    assert_false(str_find(buf_str(&html), "\x1b", &at));
    assert_false(str_find(buf_str(&html), "\xe2\x80\xae", &at));
    doc_free(page);
    buf_done(&html);
    arena_free(a);
    end(&d);
}

static void test_the_facts_come_back_as_they_were_taken(void **state)
{
    const struct evidence_plan plan = {.case_number = CASE_A, .machine = 1, .sequence = 1};
    struct fact_list *facts = fact_list_new();
    struct err err = ERR_NONE;
    struct evidence e;
    struct desk d;

    (void)state;
    start(&d);
    (void)take(&d, &plan);
    evidence_kit(&plan, &e);
    assert_true(queries_facts(&d.store, e.report.bundle_id, facts, &err));
    assert_int_equal(fact_count(facts), fact_count(e.facts));
    check_str(fact_find(facts, KEY_BIOS_VERSION, 0)->text, "1.07");
    assert_int_equal(fact_find(facts, KEY_SYSTEM_SERIAL, 0)->state, FACT_REDACTED);
    evidence_close(&e);
    fact_list_free(facts);
    end(&d);
}

static void test_a_case_heard_on_the_phone_is_joined_by_its_bundle_later(void **state)
{
    const struct store_call call = {
        .case_number = CASE_A, .kind = "report", .code = "0:01012", .signature = "101=2"};
    const struct evidence_plan plan = {.case_number = CASE_A, .machine = 1, .sequence = 1};
    struct err err = ERR_NONE;
    struct desk d;
    bool joined;

    (void)state;
    start(&d);
    assert_true(store_hear(&d.store, &call, &joined, &err));
    assert_false(joined);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM spoken WHERE number IS NULL"), 1);
    (void)take(&d, &plan);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM spoken WHERE number IS NULL"), 0);
    assert_true(store_hear(&d.store, &call, &joined, &err));
    assert_true(joined);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM spoken"), 1);
    end(&d);
}

static void test_what_is_refused_again_is_counted_not_doubled(void **state)
{
    const uint8_t hash[SHA256_BYTES] = {1, 2, 3};
    struct store_refusal refusal = {
        .path = "in/\x1b[2Jbad.zip", .sha256 = hash, .size_bytes = 10, .why = ERR_NONE};
    struct err err = ERR_NONE;
    struct desk d;

    (void)state;
    start(&d);
    (void)err_set(&refusal.why, E_ALTERED, "%s", "facts.json");
    for (int i = 0; i < 2; i++) {
        assert_true(sql_begin(d.store.db, &err));
        assert_true(store_refuse(&d.store, &refusal, &err));
        assert_true(sql_commit(d.store.db, &err));
    }
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM quarantine"), 1);
    assert_int_equal(count(&d, "SELECT times FROM quarantine"), 2);
    assert_int_equal(count(&d, "SELECT error FROM quarantine"), E_ALTERED);
    end(&d);
}

static void test_what_was_not_committed_is_not_there(void **state)
{
    const struct evidence_plan plan = {.case_number = CASE_A, .machine = 1, .sequence = 1};
    struct store_taken taken;
    struct evidence e;
    struct err err = ERR_NONE;
    struct desk d;

    (void)state;
    start(&d);
    evidence_kit(&plan, &e);
    assert_true(sql_begin(d.store.db, &err));
    assert_true(store_take(&d.store, &e, &taken, &err));
    sql_rollback(d.store.db);
    evidence_close(&e);
    assert_int_equal(count(&d, "SELECT COUNT(*) FROM bundle"), 0);
    assert_int_equal(take(&d, &plan), INTAKE_TAKEN);
    end(&d);
}

static void test_a_database_of_a_newer_casepack_is_left_alone(void **state)
{
    struct err err = ERR_NONE;
    struct store second;
    struct desk d;

    (void)state;
    start(&d);
    assert_true(sql_change(d.store.db, "INSERT INTO casepack_schema (version) VALUES (99)",
                           SQL_NO_ARGS, &err));
    assert_false(store_open(&second, server() ? server() : d.file, TODAY, &err));
    assert_int_equal(err.code, E_DATABASE_NEWER);
    store_close(&second);
    end(&d);
}

static void test_a_file_that_is_no_database_is_named(void **state)
{
    struct err err = ERR_NONE;
    struct store store;

    (void)state;
    assert_false(store_open(&store, "tests/desk/test_store.c", TODAY, &err));
    assert_int_equal(err.code, E_DATABASE);
    store_close(&store);
    err = ERR_NONE;
    assert_false(store_open(&store, "postgresql:///none?host=/nowhere", TODAY, &err));
    assert_int_equal(err.code, server() ? E_DATABASE : E_NO_SERVER_DRIVER);
    store_close(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_bundle_is_taken_once_however_often_it_comes),
        cmocka_unit_test(test_the_highest_sequence_is_the_newest_in_whatever_order_they_come),
        cmocka_unit_test(test_another_bundle_with_a_number_that_is_there_is_refused),
        cmocka_unit_test(test_a_stand_in_is_a_duplicate_within_its_case_only),
        cmocka_unit_test(test_a_plain_value_is_a_duplicate_across_cases),
        cmocka_unit_test(test_a_placeholder_or_the_same_pc_again_is_no_duplicate),
        cmocka_unit_test(test_a_pc_without_a_case_is_known_by_what_tells_it_apart),
        cmocka_unit_test(test_a_pc_with_a_case_shares_a_value_with_one_without),
        cmocka_unit_test(test_values_that_look_like_sql_or_control_sequences_are_only_text),
        cmocka_unit_test(test_the_facts_come_back_as_they_were_taken),
        cmocka_unit_test(test_a_case_heard_on_the_phone_is_joined_by_its_bundle_later),
        cmocka_unit_test(test_what_is_refused_again_is_counted_not_doubled),
        cmocka_unit_test(test_what_was_not_committed_is_not_there),
        cmocka_unit_test(test_a_database_of_a_newer_casepack_is_left_alone),
        cmocka_unit_test(test_a_file_that_is_no_database_is_named),
    };
    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
