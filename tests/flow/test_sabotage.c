/* test_sabotage.c - an engine that lets a value pass is stopped by its canaries, whatever the kind
 * or the encoding, and before a byte is written. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "flow/review.h"
#include "flow/tree.h"
#include "redact/encoding.h"
#include "redact/engine.h"
#include "tests/support/machine.h"
#include "tests/support/redact_kit.h"

/* ---- what breaks: the linker puts these in the place of their namesakes (Makefile) ------------*/

#define NOTHING (-1)
static int broken_kind = NOTHING, broken_encoding = NOTHING;

void __real_redactor_replace(struct redactor *r, const struct hit *hit, struct str text,
                             struct buf *out);
void __wrap_redactor_replace(struct redactor *r, const struct hit *hit, struct str text,
                             struct buf *out);
struct encoding_guess __real_encoding_guess(const uint8_t *p, size_t n);
struct encoding_guess __wrap_encoding_guess(const uint8_t *p, size_t n);
enum encoding __real_encoding_of_line(const uint8_t *p, size_t n, bool whole,
                                      enum encoding file, bool *sure);
enum encoding __wrap_encoding_of_line(const uint8_t *p, size_t n, bool whole,
                                      enum encoding file, bool *sure);

void __wrap_redactor_replace(struct redactor *r, const struct hit *hit, struct str text,
                             struct buf *out)
{
    if ((int)hit->kind == broken_kind)
        buf_add_str(out, text);
    else
        __real_redactor_replace(r, hit, text, out);
}

struct encoding_guess __wrap_encoding_guess(const uint8_t *p, size_t n)
{
    struct encoding_guess guess = __real_encoding_guess(p, n);

    if ((int)guess.encoding == broken_encoding)
        guess.encoding = ENCODING_UTF8;
    return guess;
}

enum encoding __wrap_encoding_of_line(const uint8_t *p, size_t n, bool whole,
                                      enum encoding file, bool *sure)
{
    enum encoding encoding = __real_encoding_of_line(p, n, whole, file, sure);

    return (int)encoding == broken_encoding ? ENCODING_UTF8 : encoding;
}

static int repair(void **state)
{
    (void)state;
    broken_kind = broken_encoding = NOTHING;
    return 0;
}

/* ---- tests -----------------------------------------------------------------------------------*/

static void check_noticed(const char *what)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    if (redactor_self_test(r, &err))
        fail_msg("%s: not noticed", what);
    assert_int_equal(err.code, E_SELF_TEST);
    if (!strstr(err.detail, what))
        fail_msg("%s, not %s", err.detail, what);
    redactor_free(r);
}

static void test_a_leak_of_each_kind_is_noticed(void **state)
{
    (void)state;
    for (broken_kind = 0; broken_kind < ENTITY_COUNT; broken_kind++)
        check_noticed(entity_row((enum entity_kind)broken_kind)->name);
}

static void test_an_encoding_that_is_misread_is_noticed(void **state)
{
    static const struct row {
        enum encoding encoding;
        const char *name;
    } rows[] = {{ENCODING_GB18030, "GB18030"},
                {ENCODING_UTF16LE, "UTF-16LE"},
                {ENCODING_UTF16BE, "UTF-16BE"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        broken_encoding = (int)rows[i].encoding;
        check_noticed(rows[i].name);
    }
}

static void test_a_tree_is_not_begun(void **state)
{
    struct machine m;
    struct arena *a = arena_new();
    struct tree_result result;
    struct err err = ERR_NONE;
    char in[300], out[300], keys[300];

    (void)state;
    machine_init(&m, NULL);
    machine_needs_folder(&m);
    machine_line(&m, "/logs/a.log = on 10.20.30.40");
    machine_line(&m, "/keys/");
    snprintf(in, sizeof in, "%s/logs", m.dir);
    snprintf(out, sizeof out, "%s/out", m.dir);
    snprintf(keys, sizeof keys, "%s/keys", m.dir);
    const struct tree_options options = {
        .in = in, .out = out, .root_dir = m.dir, .key_dir = keys, .level = -1, .jobs = 1};
    broken_kind = ENTITY_IPV4;
    assert_false(tree_redact(&options, a, NULL, &result, &err));
    assert_int_equal(err.code, E_SELF_TEST);
    assert_int_not_equal(access(out, F_OK), 0);
    err = ERR_NONE;
    broken_kind = NOTHING;
    assert_true(tree_redact(&options, a, NULL, &result, &err));
    assert_int_equal(access(out, F_OK), 0);
    arena_free(a);
    machine_done(&m);
}

static void test_a_case_does_not_come_to_its_review(void **state)
{
    struct machine m;
    struct err err = ERR_NONE;
    char keys[300];

    (void)state;
    machine_init(&m, NULL);
    machine_line(&m, "/var/log/dpkg.log = on 10.20.30.40");
    machine_line(&m, "/keys/");
    snprintf(keys, sizeof keys, "%s/keys", m.dir);
    const struct flow_options options = {.root_dir = m.dir, .key_dir = keys, .level = -1};
    struct flow *f = flow_new(&options, &err);
    check_no_err(&err);
    assert_true(flow_check(f, NULL, &err));
    assert_true(flow_collect(f, NULL, &err));
    broken_kind = ENTITY_IPV4;
    assert_false(flow_review(f, NULL, &err));
    assert_int_equal(err.code, E_SELF_TEST);
    assert_int_equal(flow_step(f), STEP_COLLECTED);
    flow_free(f);
    machine_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_a_leak_of_each_kind_is_noticed, repair),
        cmocka_unit_test_teardown(test_an_encoding_that_is_misread_is_noticed, repair),
        cmocka_unit_test_teardown(test_a_tree_is_not_begun, repair),
        cmocka_unit_test_teardown(test_a_case_does_not_come_to_its_review, repair),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
