/* test_session.c - decisions come back, values do not get into the file, other data is refused. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bundle/spoken.h"
#include "flow/machines.h"
#include "flow/marks.h"
#include "flow/release.h"
#include "flow/review.h"
#include "flow/session.h"
#include "tests/support/wizard_kit.h"

static uint32_t no_key(void *ctx, const struct canvas *shown)
{
    (void)ctx;
    (void)shown;
    return IN_GONE;
}

static void open_kit(struct wizard_kit *kit)
{
    wizard_kit_init(kit, "normal", 24, 80, &(struct term_mem_keys){no_key, NULL, NULL});
}

static void must(bool ok, const struct err *err)
{
    if (!ok)
        check_no_err(err);
    assert_true(ok);
}

/* Another run on the same machine with the same key folder. */
static void start_again(struct wizard_kit *kit)
{
    const struct flow_options options = {
        .root_dir = kit->machine.at, .key_dir = kit->keys, .policy = "normal", .level = -1};
    struct err err = ERR_NONE;

    flow_free(kit->flow);
    kit->flow = flow_new(&options, &err);
    must(kit->flow != NULL, &err);
}

static void review(struct flow *f)
{
    struct err err = ERR_NONE;

    must(flow_check(f, NULL, &err), &err);
    for (size_t i = 0; i < flow_items(f)->n; i++)
        must(flow_choose(f, flow_items(f)->items[i].number, true, &err), &err);
    must(flow_collect(f, NULL, &err), &err);
    must(flow_review(f, NULL, &err), &err);
}

static void prepare(struct wizard_kit *kit)
{
    struct case_info info = {.number = "CAS-00000-A0B0C0",
                             .machine = 3,
                             .machines = 10,
                             .role = ROLE_FAILING,
                             .symptom = "lamp of zhangwei",
                             .operator_id = "A17"};
    struct flow *f = kit->flow;
    struct flow_kind kind;
    struct err err = ERR_NONE;

    must(flow_set_case(f, &info, &err), &err);
    must(flow_keyword(f, STR("BLUEHERON"), &err), &err);
    review(f);
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        flow_mark_seen(f, kind.kind);
    must(flow_decide_place(f, ENTITY_KEYWORD, 0, REDACT_DROP_LINE, &err), &err);
    flow_settle(f);
    must(flow_review(f, NULL, &err), &err);
    must(session_save(f, kit->out, 51, &err), &err);
}

static void test_a_killed_run_goes_on_with_its_decisions(void **state)
{
    struct session_info info;
    struct flow_place place;
    struct wizard_kit kit;
    struct err err = ERR_NONE;

    (void)state;
    open_kit(&kit);
    prepare(&kit);
    start_again(&kit);
    assert_true(session_is_there(kit.out));
    must(session_load(kit.flow, kit.out, &info, &err), &err);
    assert_int_equal(info.screen, 51);
    assert_int_equal(info.step, STEP_REVIEWED);
    assert_int_equal(flow_case(kit.flow)->machine, 3);
    assert_string_equal(flow_case(kit.flow)->symptom, "lamp of zhangwei");
    assert_int_equal(flow_keyword_count(kit.flow), 1);
    review(kit.flow);
    assert_true(flow_all_seen(kit.flow));
    assert_false(flow_is_other_machine(kit.flow));
    assert_true(flow_place_at(kit.flow, ENTITY_KEYWORD, 0, &place));
    assert_int_equal(place.action, REDACT_DROP_LINE);
    wizard_kit_done(&kit);
}

static void test_what_is_new_is_looked_at_again(void **state)
{
    struct session_info info;
    struct flow_kind kind;
    struct wizard_kit kit;
    struct err err = ERR_NONE;
    unsigned unseen = 0;

    (void)state;
    open_kit(&kit);
    machine_needs_folder(&kit.machine);
    prepare(&kit);
    start_again(&kit);
    machine_line(&kit.machine, "/var/log/dpkg.log = mail from lina@other.example came");
    must(session_load(kit.flow, kit.out, &info, &err), &err);
    review(kit.flow);
    for (size_t i = 0; flow_kind_at(kit.flow, i, &kind); i++)
        unseen += !kind.seen;
    assert_in_range(unseen, 1, 2); /* the address, and its domain */
    wizard_kit_done(&kit);
}

static size_t read_session(const struct wizard_kit *kit, char *bytes, size_t cap)
{
    char path[160];

    snprintf(path, sizeof path, "%s/" SESSION_FILE, kit->out);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, cap, file);
    assert_int_equal(fclose(file), 0);
    return n;
}

static void write_session(const struct wizard_kit *kit, const char *bytes, size_t n)
{
    char path[160];

    snprintf(path, sizeof path, "%s/" SESSION_FILE, kit->out);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void test_neither_values_nor_keywords_are_in_the_file(void **state)
{
    static const char *const secrets[] = {"BLUEHERON", "zhangwei", "pc17", "SN-EXAMPLE",
                                          "CAS-",      "A17",      "lamp"};
    static char bytes[64 * 1024];
    struct wizard_kit kit;

    (void)state;
    open_kit(&kit);
    prepare(&kit);
    struct str all = {bytes, read_session(&kit, bytes, sizeof bytes)};
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        for (size_t at = 0; at + strlen(secrets[i]) <= all.n; at++)
            assert_false(memcmp(all.p + at, secrets[i], strlen(secrets[i])) == 0);
    wizard_kit_done(&kit);
}

static void test_a_changed_byte_or_another_key_folder_is_refused(void **state)
{
    static char bytes[64 * 1024];
    struct session_info info;
    struct wizard_kit kit;
    char path[160];

    (void)state;
    open_kit(&kit);
    prepare(&kit);
    size_t n = read_session(&kit, bytes, sizeof bytes);
    for (size_t at = 0; at < n; at += n / 40 + 1) {
        struct err err = ERR_NONE;

        bytes[at] ^= 1;
        write_session(&kit, bytes, n);
        assert_false(session_look(kit.flow, kit.out, &info, &err));
        assert_int_equal(err.code, E_SESSION);
        bytes[at] ^= 1;
    }
    for (size_t cut = 0; cut < n; cut += n / 20 + 1) {
        struct err err = ERR_NONE;

        write_session(&kit, bytes, cut);
        assert_false(session_look(kit.flow, kit.out, &info, &err));
    }
    write_session(&kit, bytes, n);
    snprintf(path, sizeof path, "%s/alias.key", kit.keys);
    assert_int_equal(unlink(path), 0);
    start_again(&kit);
    struct err err = ERR_NONE;
    assert_false(session_load(kit.flow, kit.out, &info, &err));
    assert_int_equal(err.code, E_SESSION);
    wizard_kit_done(&kit);
}

static void test_after_a_written_pack_the_next_machine_follows(void **state)
{
    struct session_info info;
    struct flow_kind kind;
    struct wizard_kit kit;
    struct err err = ERR_NONE;

    (void)state;
    open_kit(&kit);
    prepare(&kit);
    struct flow *f = kit.flow;
    for (size_t i = 0; flow_kind_at(f, i, &kind); i++)
        flow_mark_seen(f, kind.kind);
    must(flow_plan(f, NULL, &err), &err);
    assert_int_equal(strlen(flow_answer_digits(f)), 5);
    must(flow_release(f, "A17", &err), &err);
    must(flow_sign(f, (struct str){NULL, 0}, &err), &err);
    must(flow_write(f, kit.out, "zip", NULL, &err), &err);
    must(session_save(f, kit.out, 90, &err), &err);
    start_again(&kit);
    f = kit.flow;
    must(session_load(f, kit.out, &info, &err), &err);
    assert_int_equal(info.step, STEP_START);
    assert_int_equal(flow_case(f)->machine, 4);
    assert_int_equal(flow_machines(f), 1);
    assert_true(flow_machine_at(f, 0)->is_written);
    assert_int_equal(flow_machine_at(f, 0)->number, 3);
    assert_int_equal(strlen(flow_machine_at(f, 0)->code), 11);
    must(flow_check(f, NULL, &err), &err);
    assert_int_equal(flow_machines(f), 2);
    assert_int_equal(flow_machine_at(f, 0)->n, flow_machine_at(f, 1)->n);
    wizard_kit_done(&kit);
}

static void test_another_pc_is_noticed(void **state)
{
    struct session_info info;
    struct wizard_kit kit, other;
    struct err err = ERR_NONE;

    (void)state;
    open_kit(&kit);
    machine_needs_folder(&kit.machine);
    prepare(&kit);
    wizard_kit_init(&other, "normal", 24, 80, &(struct term_mem_keys){no_key, NULL, NULL});
    /* no serial, no machine id from there */
    machine_spoil(&other.machine, "/sys/firmware/dmi/tables/DMI");
    must(session_load(other.flow, kit.out, &info, &err), &err); /* the kits share a key */
    must(flow_check(other.flow, NULL, &err), &err);
    assert_true(flow_is_other_machine(other.flow));
    wizard_kit_done(&other);
    wizard_kit_done(&kit);
}

static void test_a_decision_can_be_taken_back(void **state)
{
    enum entity_kind kind = ENTITY_COUNT;
    struct flow_place place;
    struct wizard_kit kit;
    struct err err = ERR_NONE;
    const char *why;

    (void)state;
    open_kit(&kit);
    review(kit.flow);
    assert_true(flow_decide_place(kit.flow, ENTITY_EMAIL, 0, REDACT_MASK, &err));
    assert_false(flow_can(kit.flow, STEP_PLANNED, &why));
    assert_true(flow_place_at(kit.flow, ENTITY_EMAIL, 0, &place));
    assert_int_equal(place.action, REDACT_MASK);
    assert_true(flow_undo(kit.flow, &kind));
    assert_int_equal(kind, ENTITY_EMAIL);
    assert_true(flow_place_at(kit.flow, ENTITY_EMAIL, 0, &place));
    assert_int_equal(place.action, REDACT_ALIAS);
    assert_false(flow_undo(kit.flow, &kind));
    wizard_kit_done(&kit);
}

static void test_lines_around_a_place_are_those_of_the_file(void **state)
{
    struct arena *a = arena_new();
    struct flow_place place;
    struct flow_line *lines;
    struct wizard_kit kit;
    struct flow_cut cut;
    struct err err = ERR_NONE;
    size_t n;

    (void)state;
    open_kit(&kit);
    review(kit.flow);
    assert_true(flow_place_at(kit.flow, ENTITY_EMAIL, 0, &place));
    check_str(place.text, "zhangwei@lab.example");
    must(flow_place_line(kit.flow, ENTITY_EMAIL, 0, a, &cut, &err), &err);
    check_str(cut.lead, "2026-01-02 09:14:11 project BLUEHERON by ");
    check_str(cut.tail, "");
    must(flow_context(kit.flow, ENTITY_EMAIL, 0, 1, a, &lines, &n, &err), &err);
    assert_int_equal(n, 2); /* it is the last line */
    assert_int_equal(lines[0].number, place.line - 1);
    check_str(lines[0].text, "2026-01-02 09:14:09 adapter 02:00:00:00:00:01 up");
    wizard_kit_done(&kit);
    arena_free(a);
}

static void test_a_kind_seen_as_a_whole_needs_no_list_of_its_values(void **state)
{
    struct session_info info;
    struct wizard_kit kit;
    struct err err = ERR_NONE;
    size_t found;

    (void)state;
    open_kit(&kit);
    prepare(&kit);
    start_again(&kit);
    must(session_load(kit.flow, kit.out, &info, &err), &err);
    review(kit.flow);
    assert_int_equal(flow_unseen_place(kit.flow, ENTITY_EMAIL, 0),
                     flow_places(kit.flow, ENTITY_EMAIL));
    assert_true(flow_find_place(kit.flow, ENTITY_EMAIL, 5, STR("ZHANGWEI@"), &found));
    assert_false(flow_find_place(kit.flow, ENTITY_EMAIL, 0, STR("nobody"), &found));
    wizard_kit_done(&kit);
}

static void test_a_set_of_marks_holds_each_once(void **state)
{
    struct marks *m = marks_new();
    uint8_t mark[MARK_BYTES];

    (void)state;
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 5000; i++) {
            uint8_t hash[SHA256_BYTES];

            digest_once(DIGEST_SHA256, &i, sizeof i, hash);
            memcpy(mark, hash, sizeof mark);
            assert_int_equal(marks_has(m, mark), round == 1);
            marks_add(m, mark);
        }
    assert_int_equal(marks_count(m), 5000);
    marks_clear(m);
    assert_false(marks_has(m, mark));
    marks_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_killed_run_goes_on_with_its_decisions),
        cmocka_unit_test(test_what_is_new_is_looked_at_again),
        cmocka_unit_test(test_neither_values_nor_keywords_are_in_the_file),
        cmocka_unit_test(test_a_changed_byte_or_another_key_folder_is_refused),
        cmocka_unit_test(test_after_a_written_pack_the_next_machine_follows),
        cmocka_unit_test(test_another_pc_is_noticed),
        cmocka_unit_test(test_a_decision_can_be_taken_back),
        cmocka_unit_test(test_lines_around_a_place_are_those_of_the_file),
        cmocka_unit_test(test_a_kind_seen_as_a_whole_needs_no_list_of_its_values),
        cmocka_unit_test(test_a_set_of_marks_holds_each_once),
    };

    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
