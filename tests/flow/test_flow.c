/* test_flow.c - a case from the checks to the written bundle, and what must stop it. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/read.h"
#include "flow/release.h"
#include "flow/review.h"
#include "tests/support/scratch.h"

#define LOG_PATH "var/log/dpkg.log"
#define LOG_TEXT                                                          \
    "2026-01-02 startup on pc-0231.site.internal\n"                       \
    "login of zhangwei at PC-0231 from 10.20.30.40 (02:aa:bb:cc:dd:ee)\n" \
    "project BLUEHERON, mail zhangwei@site.internal\n"

static const char *const secrets[] = {"PC-0231",      "pc-0231",           "zhangwei",
                                      "10.20.30.40",  "02:aa:bb:cc:dd:ee", "BLUEHERON",
                                      "site.internal"};

struct bench {
    char dir[64];
    char machine[96], keys[96], out[96];
};

static void put(const struct bench *b, const char *path, const char *text)
{
    char full[256];

    snprintf(full, sizeof full, "%s/%s", b->machine, path);
    for (char *p = strchr(full + strlen(b->machine) + 1, '/'); p; p = strchr(p + 1, '/')) {
        *p = '\0';
        (void)mkdir(full, 0755);
        *p = '/';
    }
    FILE *f = fopen(full, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int setup(void **state)
{
    struct bench *b = calloc(1, sizeof *b);

    scratch_new("/tmp", "flow", b->dir, sizeof b->dir);
    snprintf(b->machine, sizeof b->machine, "%s/machine", b->dir);
    snprintf(b->keys, sizeof b->keys, "%s/keys", b->dir);
    snprintf(b->out, sizeof b->out, "%s/out", b->dir);
    assert_int_equal(mkdir(b->machine, 0755), 0);
    assert_int_equal(mkdir(b->out, 0755), 0);
    put(b, "proc/sys/kernel/hostname", "PC-0231\n");
    put(b, "etc/hostname", "PC-0231\n");
    put(b, "etc/resolv.conf", "search site.internal\n");
    put(b, "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\n"
        "zhangwei:x:1000:1000::/home/zhangwei:/bin/sh\n");
    put(b, LOG_PATH, LOG_TEXT);
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct bench *b = *state;

    scratch_remove(b->dir);
    free(b);
    return 0;
}

static struct flow *open_flow(const struct bench *b, const char *policy)
{
    const struct flow_options options = {.root_dir = b->machine,
                                         .key_dir = b->keys,
                                         .policy = policy,
                                         .level = -1,
                                         .date = "2026-01-02"};
    struct case_info info = {.number = "CAS-00000-A0B0C0", .machine = 3, .machines = 10};
    struct err err = ERR_NONE;
    struct flow *f = flow_new(&options, &err);

    check_no_err(&err);
    snprintf(info.operator_id, sizeof info.operator_id, "A17");
    assert_true(flow_set_case(f, &info, &err));
    return f;
}

static void collect(struct flow *f, struct err *err)
{
    assert_true(flow_check(f, NULL, err));
    assert_true(flow_choose(f, 7, true, err));
    assert_true(flow_keyword(f, STR("BLUEHERON"), err));
    assert_true(flow_collect(f, NULL, err));
}

static void see_all(struct flow *f)
{
    struct flow_kind kind;

    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        flow_mark_seen(f, kind.kind);
}

static void plan(struct flow *f, struct err *err)
{
    collect(f, err);
    assert_true(flow_review(f, NULL, err));
    see_all(f);
    if (!flow_plan(f, NULL, err))
        check_no_err(err);
}

static void finish(struct flow *f, const struct bench *b, struct err *err)
{
    plan(f, err);
    assert_true(flow_release(f, "A17", err));
    assert_true(flow_sign(f, (struct str){NULL, 0}, err));
    if (!flow_write(f, b->out, "zip", NULL, err))
        check_no_err(err);
}

/* ---- the whole way ---------------------------------------------------------------------------- */

static void test_a_case_walks_to_a_bundle_that_verifies(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    struct verify_report report;
    struct arena *a = arena_new();

    finish(f, b, &err);
    struct keyring *keys = keyring_open(b->keys, &err);
    struct trust trust;
    assert_true(trust_load(keys, NULL, &trust, &err));
    assert_true(verify_bundle(flow_written(f)->path, &trust, a, NULL, &report, &err));
    assert_true(report.genuine);
    assert_string_equal(report.bundle_id, flow_bundle_id(f));
    assert_true(report.sealed);
    trust_done(&trust);
    keyring_free(keys);
    arena_free(a);
    flow_free(f);
}

/* The text of the value belongs to the review, which the new word voids. */
static void test_a_value_of_the_review_becomes_a_word_of_the_site(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    struct flow_place place;
    char text[256];

    collect(f, &err);
    assert_true(flow_review(f, NULL, &err));
    assert_true(flow_place_at(f, ENTITY_MAC, 0, &place));
    snprintf(text, sizeof text, "%.*s", STR_ARG(place.text));
    assert_true(flow_keyword(f, place.text, &err));
    assert_int_equal(flow_step(f), STEP_COLLECTED);
    assert_true(flow_review(f, NULL, &err));
    assert_int_equal(flow_places(f, ENTITY_KEYWORD), 2);
    assert_true(flow_place_at(f, ENTITY_KEYWORD, 0, &place) &&
                flow_place_at(f, ENTITY_KEYWORD, str_is(place.text, text) ? 0 : 1, &place));
    check_str(place.text, text);
    flow_free(f);
}

static void test_no_secret_is_in_any_file_of_the_bundle(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    struct buf text = BUF_INIT(1 << 20);
    size_t logs = 0, at;

    finish(f, b, &err);
    struct bundle *bundle = bundle_open(flow_written(f)->path, &err);
    assert_non_null(bundle);
    for (size_t i = 0; i < bundle_entries(bundle); i++) {
        const char *name = bundle_entry_at(bundle, i)->name;

        buf_clear(&text);
        assert_true(bundle_text(bundle, name, text.max, &text, &err));
        logs += str_starts(str_of(name), "logs/");
        for (size_t s = 0; s < COUNT_OF(secrets); s++)
            if (str_find(buf_str(&text), secrets[s], &at))
                fail_msg("%s holds %s", name, secrets[s]);
    }
    assert_int_equal(logs, 1);
    bundle_close(bundle);
    buf_done(&text);
    flow_free(f);
}

static void a_machine_named(const struct bench *b, const char *host, const char *user)
{
    char text[256];

    snprintf(text, sizeof text, "%s\n", host);
    put(b, "proc/sys/kernel/hostname", text);
    put(b, "etc/hostname", text);
    snprintf(text, sizeof text,
             "root:x:0:0:root:/root:/bin/sh\n%s:x:1000:1000::/home/%s:/bin/sh\n", user, user);
    put(b, "etc/passwd", text);
    snprintf(text, sizeof text, "login of %s at %s from 10.20.30.40\n", user, host);
    put(b, LOG_PATH, text);
}

static void test_names_that_are_words_of_ours_stop_nothing_and_go_from_the_logs(void **state)
{
    static const char *const names[][2] = {
        {"debian", "report"}, {"report", "linux"}, {"facts", "machine"}, {"linux", "serial"}};
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    size_t at;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct buf log = BUF_INIT(1 << 16);
        a_machine_named(b, names[i][0], names[i][1]);
        struct flow *f = open_flow(b, "normal");
        finish(f, b, &err);
        struct bundle *bundle = bundle_open(flow_written(f)->path, &err);
        assert_non_null(bundle);
        assert_true(bundle_text(bundle, "logs/0001.log", log.max, &log, &err));
        assert_false(str_find(buf_str(&log), names[i][0], &at));
        assert_false(str_find(buf_str(&log), names[i][1], &at));
        bundle_close(bundle);
        flow_free(f);
        buf_done(&log);
    }
}

static void test_the_same_inputs_give_the_same_bundle(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    char id[80];
    uint8_t outer[SHA256_BYTES];

    finish(f, b, &err);
    snprintf(id, sizeof id, "%s", flow_bundle_id(f));
    memcpy(outer, flow_written(f)->outer_sha256, sizeof outer);
    flow_free(f);
    f = open_flow(b, "normal");
    finish(f, b, &err);
    assert_string_equal(flow_bundle_id(f), id);
    assert_memory_equal(flow_written(f)->outer_sha256, outer, sizeof outer);
    flow_free(f);
}

static void test_new_content_counts_on_and_names_the_bundle_before(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    struct buf text = BUF_INIT(1 << 16);
    char first[80];
    size_t at;

    finish(f, b, &err);
    snprintf(first, sizeof first, "previous: %s", flow_bundle_id(f));
    flow_free(f);
    put(b, LOG_PATH, LOG_TEXT "one more line\n");
    f = open_flow(b, "normal");
    finish(f, b, &err);
    struct bundle *bundle = bundle_open(flow_written(f)->path, &err);
    assert_true(bundle_text(bundle, "case.txt", text.max, &text, &err));
    assert_true(str_find(buf_str(&text), "sequence: 2\n", &at));
    assert_true(str_find(buf_str(&text), first, &at));
    bundle_close(bundle);
    buf_done(&text);
    flow_free(f);
}

/* ---- what must stop it ------------------------------------------------------------------------- */

static void test_a_step_cannot_be_skipped(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");

    assert_false(flow_collect(f, NULL, &err));
    assert_int_equal(err.code, E_NOT_RELEASED);
    err = ERR_NONE;
    assert_false(flow_sign(f, (struct str){NULL, 0}, &err));
    err = ERR_NONE;
    assert_false(flow_write(f, b->out, "zip", NULL, &err));
    flow_free(f);
}

static void test_nothing_is_planned_before_every_kind_was_seen(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");

    collect(f, &err);
    assert_true(flow_review(f, NULL, &err));
    assert_true(flow_kinds(f) > 3);
    assert_false(flow_plan(f, NULL, &err));
    assert_int_equal(err.code, E_NOT_RELEASED);
    flow_free(f);
}

static void test_a_new_decision_voids_plan_and_release(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");

    plan(f, &err);
    assert_true(flow_release(f, "A17", &err));
    assert_true(flow_decide(f, ENTITY_IPV4, REDACT_MASK, &err));
    assert_int_equal(flow_step(f), STEP_COLLECTED);
    assert_null(flow_the_plan(f));
    assert_false(flow_sign(f, (struct str){NULL, 0}, &err));
    flow_free(f);
}

static void test_a_log_that_changed_after_the_review_is_not_written(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    char path[256];

    plan(f, &err);
    assert_true(flow_release(f, "A17", &err));
    assert_true(flow_sign(f, (struct str){NULL, 0}, &err));
    put(b, LOG_PATH, "2026-01-02 STARTUP on pc-0231.site.internal\n" LOG_TEXT LOG_TEXT);
    assert_false(flow_write(f, b->out, "zip", NULL, &err));
    assert_int_equal(err.code, E_REVIEW_CHANGED);
    snprintf(path, sizeof path, "%s/%s.zip", b->out, flow_file_stem(f));
    assert_int_equal(access(path, F_OK), -1);
    flow_free(f);
}

static void test_what_a_log_gained_after_collecting_is_not_carried(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");

    collect(f, &err);
    put(b, LOG_PATH, LOG_TEXT "late line\n");
    assert_true(flow_review(f, NULL, &err));
    see_all(f);
    assert_true(flow_plan(f, NULL, &err));
    for (size_t i = 0; i < plan_count(flow_the_plan(f)); i++) {
        const struct plan_file *file = plan_at(flow_the_plan(f), i);
        struct buf text = BUF_INIT(1 << 16);
        size_t at;

        if (!file->open)
            continue;
        struct reader *r = file->open(file->ctx, &err);
        assert_true(reader_all(r, &text, &err));
        assert_false(str_find(buf_str(&text), "late line", &at));
        reader_close(r);
        buf_done(&text);
    }
    flow_free(f);
}

static void test_strict_needs_another_person_with_the_right_code(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "strict");
    const struct str passphrase = STR("a second person's words");

    plan(f, &err);
    assert_true(flow_release(f, "A17", &err));
    assert_false(flow_sign(f, (struct str){NULL, 0}, &err));
    err = ERR_NONE;
    assert_false(flow_release_second(f, "A17", str_of(flow_release_code(f)), passphrase, &err));
    assert_int_equal(err.code, E_SAME_PERSON);
    err = ERR_NONE;
    assert_false(flow_release_second(f, "B04", STR("00000 00000"), passphrase, &err));
    assert_int_equal(err.code, E_NOT_RELEASED);
    err = ERR_NONE;
    assert_true(flow_release_second(f, "B04", str_of(flow_release_code(f)), passphrase, &err));
    assert_true(flow_sign(f, (struct str){NULL, 0}, &err));
    assert_true(flow_write(f, b->out, "zip", NULL, &err));
    flow_free(f);
}

static void test_a_refusal_goes_back_to_the_review_and_is_on_the_sheet(void **state)
{
    const struct bench *b = *state;
    struct err err = ERR_NONE;
    struct flow *f = open_flow(b, "normal");
    struct buf text = BUF_INIT(1 << 16);
    size_t at;

    plan(f, &err);
    assert_true(flow_refuse(f, "B04", &err));
    assert_int_equal(flow_step(f), STEP_REVIEWED);
    assert_false(flow_all_seen(f));
    see_all(f);
    assert_true(flow_plan(f, NULL, &err));
    assert_true(flow_release(f, "A17", &err));
    assert_true(flow_sign(f, (struct str){NULL, 0}, &err));
    assert_true(flow_write(f, b->out, "zip", NULL, &err));
    struct bundle *bundle = bundle_open(flow_written(f)->path, &err);
    assert_true(bundle_text(bundle, PLAN_RELEASE, text.max, &text, &err));
    assert_true(str_find(buf_str(&text), "(B04)", &at));
    bundle_close(bundle);
    buf_done(&text);
    flow_free(f);
}

static void test_an_invalid_case_is_refused_and_the_old_one_stays(void **state)
{
    const struct bench *b = *state;
    struct flow *f = open_flow(b, "normal");
    static const struct case_info bad[] = {
        {.number = "CAS-1", .machine = 1, .machines = 1},
        {.number = "CMIT:123456", .machine = 1, .machines = 1},
        {.number = "CMIT:12345678", .machine = 1, .machines = 1},
        {.number = "", .machine = 4, .machines = 3},
        {.number = "", .machine = 0, .machines = 1},
        {.number = "", .machine = 1, .machines = 1, .operator_id = "zhang wei"},
        {.number = "", .machine = 1, .machines = 1, .symptom = "\xff"},
    };

    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = ERR_NONE;
        assert_false(flow_set_case(f, &bad[i], &err));
        assert_int_equal(err.code, E_VALUE);
        assert_int_equal(flow_case(f)->machine, 3);
    }
    flow_free(f);
}

static void test_a_level_above_the_policy_is_refused(void **state)
{
    const struct bench *b = *state;
    const struct flow_options options = {
        .root_dir = b->machine, .policy = "strict", .level = 2};
    struct err err = ERR_NONE;

    assert_null(flow_new(&options, &err));
    assert_int_equal(err.code, E_POLICY_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_case_walks_to_a_bundle_that_verifies, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_value_of_the_review_becomes_a_word_of_the_site,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_no_secret_is_in_any_file_of_the_bundle, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(
            test_names_that_are_words_of_ours_stop_nothing_and_go_from_the_logs, setup,
            teardown),
        cmocka_unit_test_setup_teardown(test_the_same_inputs_give_the_same_bundle, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_new_content_counts_on_and_names_the_bundle_before,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_step_cannot_be_skipped, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_is_planned_before_every_kind_was_seen,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_new_decision_voids_plan_and_release, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_a_log_that_changed_after_the_review_is_not_written,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_a_log_gained_after_collecting_is_not_carried,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_strict_needs_another_person_with_the_right_code,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(
            test_a_refusal_goes_back_to_the_review_and_is_on_the_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_invalid_case_is_refused_and_the_old_one_stays,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_level_above_the_policy_is_refused, setup,
                                        teardown),
    };
    struct err err = ERR_NONE;

    if (!digest_start(&err))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
