/* test_decide.c - decisions about single values: in every form, in all passes, taken back. */
#include "tests/support/check.h"

#include "redact/decide.h"

static const uint8_t site_key[SITE_KEY_BYTES] = "0123456789abcdef0123456789abcde";

static struct redactor *make(void)
{
    const struct redact_config config = {site_key, "CAS-00000-A0B0C0", 1};
    struct err err = ERR_NONE;
    struct redactor *r = redactor_new(&config, &err);

    check_no_err(&err);
    assert_true(redactor_learn_word(r, ENTITY_USER, STR("zhangwei"), &err));
    assert_true(redactor_learn_word(r, ENTITY_USER, STR("lina"), &err));
    return r;
}

static void decide(struct redactor *r, enum entity_kind kind, const char *value,
                   enum redact_action action)
{
    uint8_t tag[VALUE_TAG_BYTES];
    struct err err = ERR_NONE;

    redactor_tag(r, kind, str_of(value), tag);
    assert_true(redactor_decide_value(r, kind, tag, action, &err));
}

static void check_text(struct redactor *r, const char *in, const char *want)
{
    struct buf out = BUF_INIT(1024);
    struct err err = ERR_NONE;

    assert_true(redact_text(r, str_of(in), &out, &err));
    check_str(buf_str(&out), want);
    buf_done(&out);
}

static void test_one_value_is_kept_and_the_other_of_its_kind_is_not(void **state)
{
    struct redactor *r = make();
    struct buf out = BUF_INIT(256);
    struct err err = ERR_NONE;
    size_t at;

    (void)state;
    decide(r, ENTITY_USER, "ZhangWei", REDACT_KEEP);
    assert_true(redact_text(r, STR("zhangwei and lina"), &out, &err));
    assert_true(str_find(buf_str(&out), "zhangwei and ", &at));
    assert_false(str_find(buf_str(&out), "lina", &at));
    buf_done(&out);
    redactor_free(r);
}

static void test_a_mask_works_in_every_form_of_an_address(void **state)
{
    struct redactor *r = make();

    (void)state;
    decide(r, ENTITY_MAC, "02:aa:bb:cc:dd:ee", REDACT_MASK);
    check_text(r, "a 02-AA-BB-CC-DD-EE b", "a **** b");
    check_text(r, "a 02:aa:bb:cc:dd:ee b", "a **** b");
    redactor_free(r);
}

static void test_one_value_is_masked_where_its_kind_is_kept(void **state)
{
    struct redactor *r = make();
    struct err err = ERR_NONE;

    (void)state;
    assert_true(redactor_decide(r, ENTITY_USER, REDACT_KEEP, &err));
    decide(r, ENTITY_USER, "lina", REDACT_MASK);
    check_text(r, "zhangwei and lina", "zhangwei and ****");
    redactor_free(r);
}

static void test_a_decision_about_the_kind_takes_back_those_about_values(void **state)
{
    struct redactor *r = make();
    struct err err = ERR_NONE;

    (void)state;
    decide(r, ENTITY_USER, "lina", REDACT_KEEP);
    assert_int_equal(redactor_action_of(r, ENTITY_USER, STR("lina")), REDACT_KEEP);
    assert_true(redactor_decide(r, ENTITY_USER, REDACT_MASK, &err));
    check_text(r, "zhangwei and lina", "**** and ****");
    redactor_free(r);
}

static void test_the_guard_lets_kept_values_pass_and_no_others(void **state)
{
    struct redactor *r = make();
    struct err err = ERR_NONE;

    (void)state;
    decide(r, ENTITY_USER, "lina", REDACT_KEEP);
    struct guard *g = guard_new(r);
    guard_next(g, "a.log", false);
    assert_true(guard_add(g, STR("login of lina\n"), &err));
    guard_next(g, "b.log", false);
    bool ok = guard_add(g, STR("login of zhangwei\n"), &err) && guard_add(g, STR(""), &err);
    assert_false(ok);
    assert_int_equal(err.code, E_SURVIVOR);
    guard_free(g);
    redactor_free(r);
}

static void test_a_dropped_value_takes_its_line_and_no_other(void **state)
{
    struct redactor *r = make();
    struct artifact a = {.stored = "a.log",
                         .origin = "",
                         .kind = ARTIFACT_TEXT,
                         .content = STR("one lina\ntwo zhangwei x\nthree\n")};
    struct arena *arena = arena_new();
    struct scan_result scan;
    struct buf out = BUF_INIT(1024);
    struct err err = ERR_NONE;
    size_t at;

    (void)state;
    a.size_bytes = a.content.n;
    decide(r, ENTITY_USER, "lina", REDACT_DROP_LINE);
    assert_true(redact_scan(r, &a, NULL, arena, &scan, NULL, &err));
    struct reader *reader = redact_open(r, &a, NULL, &scan, &err);
    assert_true(reader_all(reader, &out, &err));
    reader_close(reader);
    assert_true(str_starts(buf_str(&out), "[line removed]\ntwo "));
    assert_true(str_find(buf_str(&out), "three", &at));
    assert_false(str_find(buf_str(&out), "zhangwei", &at));
    buf_done(&out);
    arena_free(arena);
    redactor_free(r);
}

static void test_tags_differ_by_kind_and_case_and_agree_by_form(void **state)
{
    const struct redact_config other = {site_key, "CAS-00000-A0B0C1", 1};
    struct err err = ERR_NONE;
    struct redactor *r = make(), *s = redactor_new(&other, &err);
    uint8_t a[VALUE_TAG_BYTES], b[VALUE_TAG_BYTES];

    (void)state;
    redactor_tag(r, ENTITY_USER, STR("lina"), a);
    redactor_tag(r, ENTITY_USER, STR("LINA"), b);
    assert_memory_equal(a, b, sizeof a);
    redactor_tag(r, ENTITY_HOST, STR("lina"), b);
    assert_memory_not_equal(a, b, sizeof a);
    redactor_tag(s, ENTITY_USER, STR("lina"), b);
    assert_memory_not_equal(a, b, sizeof a);
    redactor_free(r);
    redactor_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_value_is_kept_and_the_other_of_its_kind_is_not),
        cmocka_unit_test(test_a_mask_works_in_every_form_of_an_address),
        cmocka_unit_test(test_one_value_is_masked_where_its_kind_is_kept),
        cmocka_unit_test(test_a_decision_about_the_kind_takes_back_those_about_values),
        cmocka_unit_test(test_the_guard_lets_kept_values_pass_and_no_others),
        cmocka_unit_test(test_a_dropped_value_takes_its_line_and_no_other),
        cmocka_unit_test(test_tags_differ_by_kind_and_case_and_agree_by_form),
    };
    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
