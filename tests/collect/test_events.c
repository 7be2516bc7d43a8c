/* test_events.c - events of activation as facts and as lines. */
#include "tests/support/check.h"

#include "collect/events.h"
#include "tests/support/machine.h"

#define WINDOWS STR("55c92734-d682-4d71-983e-d6ec3f16059f")
#define LICENSED \
    STR("\n1: 00000000-0000-0000-0000-000000000001, 1, 1 [(0 [0x00000000, 1, 0], [(?)])]")
#define UNLICENSED \
    STR("\n1: 00000000-0000-0000-0000-000000000001, 1, 0 [(0 [0xC004F014, 0, 0], [(?)])]")
#define SPP STR("Microsoft-Windows-Security-SPP")
#define PC STR("PC-NEW-17")

struct log {
    struct event events[4];
    size_t n;
    enum err_code fails;
};

static struct fact_list *facts;
static struct artifact_list *artifacts;

static bool read_log(void *ctx, const struct event_query *query, struct arena *a,
                     struct event_list *out, struct err *err)
{
    const struct log *log = ctx;

    if (log->fails != E_NONE)
        return err_set(err, log->fails, "%s", query->log);
    out->items = arena_take(a, COUNT_OF(log->events) * sizeof(*out->items));
    for (size_t i = 0; i < log->n; i++)
        if (event_is_wanted(query, log->events[i].provider, log->events[i].id))
            out->items[out->n++] = log->events[i];
    return true;
}

static int start(void **state)
{
    (void)state;
    facts = fact_list_new();
    artifacts = artifact_list_new();
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(facts);
    artifact_list_free(artifacts);
    return 0;
}

static const struct event failure = {
    .record = 12,
    .time_s = 1767323045,
    .id = 8198,
    .level = 2,
    .provider = {"Microsoft-Windows-Security-SPP", 30},
    .computer = {"PC-NEW-17", 9},
    .strings = {{"hr=0xC004F074", 13}, {"RuleId=1;\r\n\tAction=A", 20}},
    .strings_n = 2};

static void test_a_failure_after_a_licence_is_the_state(void **state)
{
    struct log log = {{{.record = 1,
                        .id = 1003,
                        .provider = SPP,
                        .computer = PC,
                        .strings = {WINDOWS, LICENSED},
                        .strings_n = 2},
                       failure},
                      2,
                      E_NONE};
    const struct fact *f;

    (void)state;
    events_facts(read_log, &log, facts);
    f = check_fact(facts, KEY_ACTIVATION_STATE, 0, FACT_OK, "failed");
    assert_string_equal(f->source.path, "Application.evtx, record 12");
    check_fact(facts, KEY_ACTIVATION_CODE, 0, FACT_OK, "0xC004F074");
    check_fact(facts, KEY_ACTIVATION_EVENT, 0, FACT_OK,
               "1003: 1 times, last 1970-01-01 00:00:00Z 0x00000000");
    check_fact(facts, KEY_ACTIVATION_EVENT, 1, FACT_OK,
               "8198: 1 times, last 2026-01-02 03:04:05Z 0xC004F074");
}

static void test_the_last_status_decides(void **state)
{
    struct log log = {{failure,
                       {.record = 13,
                        .id = 1003,
                        .provider = SPP,
                        .strings = {WINDOWS, LICENSED},
                        .strings_n = 2},
                       {.record = 14, /* of an office suite, not of Windows */
                        .id = 1003,
                        .provider = SPP,
                        .strings = {STR("0ff1ce15-a989-479d-af46-f275c6370663"), UNLICENSED},
                        .strings_n = 2}},
                      3,
                      E_NONE};

    (void)state;
    events_facts(read_log, &log, facts);
    check_fact(facts, KEY_ACTIVATION_STATE, 0, FACT_OK, "licensed");
    log.events[1].strings[1] = UNLICENSED;
    done(NULL);
    start(NULL);
    events_facts(read_log, &log, facts);
    check_fact(facts, KEY_ACTIVATION_STATE, 0, FACT_OK, "not-licensed");
}

static void test_events_tell_former_names(void **state)
{
    struct log log = {{failure,
                       {.record = 5,
                        .id = 6011,
                        .provider = STR("EventLog"),
                        .computer = STR("PC-OLD-03"),
                        .strings = {STR("WIN-EXAMPLE01"), PC},
                        .strings_n = 2}},
                      2,
                      E_NONE};

    (void)state;
    events_facts(read_log, &log, facts);
    assert_int_equal(fact_instances(facts, KEY_OS_HOST), 3);
    check_fact(facts, KEY_OS_HOST, 0, FACT_OK, "PC-NEW-17");
    check_fact(facts, KEY_OS_HOST, 1, FACT_OK, "PC-OLD-03");
    check_fact(facts, KEY_OS_HOST, 2, FACT_OK, "WIN-EXAMPLE01");
}

static void test_an_event_is_one_line(void **state)
{
    struct log log = {{failure}, 1, E_NONE};
    struct err err = ERR_NONE;

    (void)state;
    assert_true(events_texts(read_log, &log, artifacts, &err));
    assert_int_equal(artifact_count(artifacts), 1);
    assert_string_equal(artifact_at(artifacts, 0)->stored, "events-application.txt");
    check_str(
        artifact_at(artifacts, 0)->content,
        "# Application, Microsoft-Windows-Security-SPP: the last 1 events looked for, 0 "
        "unreadable\n"
        "2026-01-02 03:04:05Z  8198  error  record 12  PC-NEW-17  hr=0xC004F074 | RuleId=1; "
        "Action=A\n");
}

static void test_other_events_are_not_wanted(void **state)
{
    size_t n;
    const struct event_query *query = event_queries(&n);

    (void)state;
    assert_true(n >= 2);
    assert_true(event_is_wanted(query, SPP, 8198));
    assert_false(event_is_wanted(query, SPP, 8199));
    assert_false(event_is_wanted(query, STR("Another-Provider"), 8198));
}

static void test_a_log_that_may_not_be_read_is_said_to_be_denied(void **state)
{
    struct log log = {.fails = E_FS_DENIED};
    struct err err = ERR_NONE;

    (void)state;
    events_facts(read_log, &log, facts);
    check_fact(facts, KEY_ACTIVATION_STATE, 0, FACT_DENIED, NULL);
    assert_true(events_texts(read_log, &log, artifacts, &err));
    assert_int_equal(artifact_count(artifacts), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_failure_after_a_licence_is_the_state),
        TEST(test_the_last_status_decides),
        TEST(test_events_tell_former_names),
        TEST(test_an_event_is_one_line),
        TEST(test_other_events_are_not_wanted),
        TEST(test_a_log_that_may_not_be_read_is_said_to_be_denied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
