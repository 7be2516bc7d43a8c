/* test_policy.c - shipped policies are complete, a site's own is refused for any mistake. */
#include "tests/support/check.h"

#include <string.h>

#include "flow/policy.h"
#include "tests/support/redact_kit.h"

#define HEAD                                                                                 \
    "name: hall-7\ntitle: {zh: x, en: x}\nabout: {zh: x, en: x}\nversion: 3\nlevel: 2\n"     \
    "second_person: false\nsmbios_as_hex: false\nphone_report: true\nqr: false\ngm: false\n" \
    "hotline: \"\"\n" /* eleven lines */

static const struct policy *load(const char *text, struct err *err)
{
    return policy_from_text(str_of(text), "hall-7.yaml", err);
}

static void test_shipped_policies_say_what_is_done_with_each_kind_and_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < policy_names_n; i++) {
        struct err err = ERR_NONE;
        const struct policy *p = policy_load(policy_names[i], &err);

        check_no_err(&err);
        assert_string_equal(p->name, policy_names[i]);
        assert_false(p->is_site);
        for (int kind = 0; kind < ENTITY_COUNT; kind++) {
            const struct text2 why = policy_why(p, (enum entity_kind)kind);
            if (!why.zh || !why.en)
                fail_msg("%s: %s", p->name, entity_row((enum entity_kind)kind)->name);
        }
        policy_free(p);
    }
}

static void test_a_policy_file_of_the_site_is_read(void **state)
{
    struct err err = ERR_NONE;
    const struct policy *p = load(HEAD "actions:\n- {kinds: [host, user], action: drop-line}\n"
                                       "- {kinds: [serial], action: keep}\n",
                                  &err);

    (void)state;
    check_no_err(&err);
    assert_true(p->is_site);
    assert_string_equal(p->name, "hall-7");
    assert_int_equal(policy_action(p, ENTITY_USER, 2), REDACT_DROP_LINE);
    assert_int_equal(policy_action(p, ENTITY_IPV4, 2), REDACT_ALIAS); /* not named */
    assert_int_equal(policy_action(p, ENTITY_PASSWORD, 2), REDACT_MASK);
    assert_int_equal(policy_action(p, ENTITY_SERIAL, 2), REDACT_KEEP);
    assert_int_equal(policy_action(p, ENTITY_SERIAL, 1), REDACT_ALIAS); /* not at that level */
    assert_null(policy_why(p, ENTITY_USER).zh);
    policy_free(p);
}

static void test_a_policy_may_be_stricter_than_its_level(void **state)
{
    struct err err = ERR_NONE;
    const struct policy *p = load(HEAD "actions:\n- {kinds: [serial], action: mask}\n", &err);

    (void)state;
    check_no_err(&err);
    assert_int_equal(policy_action(p, ENTITY_SERIAL, 2), REDACT_MASK);
    assert_int_equal(policy_action(p, ENTITY_UUID, 2), REDACT_KEEP);
    policy_free(p);
}

static void test_an_engine_does_as_its_policy_says(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;
    const struct policy *p =
        load(HEAD "actions:\n- {kinds: [ipv4], action: mask}\npatterns:\n"
                  "- {name: badge, kind: ipv4, literal: badge, pattern: 'badge (\\d+)', "
                  "example: badge 17}\n",
             &err);

    (void)state;
    check_no_err(&err);
    assert_true(policy_apply(p, 1, r, &err));
    assert_true(redactor_self_test(r, &err));
    assert_string_equal(redact_kit_text(r, "badge 4711 at 10.0.0.5"), "badge **** at ****");
    redactor_free(r);
    policy_free(p);
}

static void test_a_mistake_names_file_line_and_key(void **state)
{
    static const struct row {
        const char *text, *says;
    } rows[] = {
        {HEAD "actions:\n- {kinds: [host, nose], action: mask}\n", " line 13: "},
        {HEAD "actions:\n- {kinds: [host], action: burn}\n", " line 13: action: "},
        {HEAD "actions:\n- {kinds: [host], action: mask, how: now}\n", " line 13: "},
        {HEAD "action: []\n", " line 12: "},
        {HEAD "actions:\n- {kinds: [host], action: mask}\n- kinds:\n  - user\n  - host\n"
              "  action: mask\n",
         " line 16: kind host, action mask: named twice"},
        {HEAD "actions:\n- {kinds: [password], action: keep}\n",
         " line 13: kind password, action keep: it never leaves in clear"},
        {HEAD "actions:\n- {kinds: [token], action: alias}\n",
         " line 13: kind token, action alias"},
        {HEAD "actions:\n- {kinds: [user], action: keep}\n",
         " line 13: kind user, action keep: the level"},
        {HEAD "actions: []\npatterns:\n- name: n\n  kind: user\n  literal: badge\n"
              "  pattern: badge (\\d+\n  example: badge 1\n",
         " line 17 column 12: pattern, byte 11: missing"},
        {HEAD "actions: []\npatterns:\n- name: n\n  kind: user\n  literal: badge\n"
              "  pattern: badge (\\d+)\n  example: badge x\n",
         " line 18 column 12: example: the pattern finds nothing in it"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct err err = ERR_NONE;

        assert_null(load(rows[i].text, &err));
        assert_int_equal(err.code, E_YAML);
        if (!strstr(err.detail, rows[i].says) || !strstr(err.detail, "hall-7.yaml line "))
            fail_msg("%s: not \"%s\"", err.detail, rows[i].says);
    }
}

static void test_names_of_the_site_are_told_from_ours(void **state)
{
    static const char *const names[] = {"normal", "Hall", "a/b", "x y"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct buf text = BUF_INIT(4096);
        struct err err = ERR_NONE;

        buf_printf(&text, "name: %s%sactions: []\n", names[i], strchr(HEAD, '\n'));
        assert_null(load(buf_cstr(&text), &err));
        assert_int_equal(err.code, E_YAML);
        assert_non_null(strstr(err.detail, "name: "));
        buf_done(&text);
    }
}

static void test_what_is_neither_name_nor_file_is_no_policy(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_null(policy_load("lax", &err));
    assert_int_equal(err.code, E_POLICY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_policies_say_what_is_done_with_each_kind_and_why),
        cmocka_unit_test(test_a_policy_file_of_the_site_is_read),
        cmocka_unit_test(test_a_policy_may_be_stricter_than_its_level),
        cmocka_unit_test(test_an_engine_does_as_its_policy_says),
        cmocka_unit_test(test_a_mistake_names_file_line_and_key),
        cmocka_unit_test(test_names_of_the_site_are_told_from_ours),
        cmocka_unit_test(test_what_is_neither_name_nor_file_is_no_policy),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
