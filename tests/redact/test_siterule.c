/* test_siterule.c - patterns of the site: what they find, where they are not run, their limits. */
#include "tests/support/check.h"

#include "redact/siterule.h"
#include "tests/support/redact_kit.h"

#define OUT_MAX (1 << 20)

static const struct site_pattern badge = {
    .name = "badge",
    .kind = ENTITY_USER,
    .literal = "Badge",
    .pattern = "badge\\W+(\\w+-\\d+)",
    .example = "badge: north-0042",
};
static const struct site_pattern project = {
    .name = "project",
    .kind = ENTITY_KEYWORD,
    .literal = "\xe5\xb7\xa5\xe7\xa8\x8b",
    .pattern = "\\d{4}\xe5\xb7\xa5\xe7\xa8\x8b",
    .example = "7781\xe5\xb7\xa5\xe7\xa8\x8b",
};
static const struct site_pattern endless = {
    .name = "endless",
    .kind = ENTITY_KEYWORD,
    .literal = "##",
    .pattern = "##(a|a)+[bd]",
    .example = "##aab",
};

struct kit {
    struct site_rules *rules;
    struct redactor *r;
    struct arena *a;
    struct scan_result result;
    struct buf out;
};

static void kit_init(struct kit *kit, const struct site_pattern *pattern)
{
    const char *culprit;
    struct err err = ERR_NONE;

    *kit =
        (struct kit){site_rules_new(), redact_kit_new(), arena_new(), .out = BUF_INIT(OUT_MAX)};
    assert_true(site_rules_add(kit->rules, pattern, &culprit, &err));
    redactor_use_rules(kit->r, kit->rules);
    assert_true(redactor_decide(kit->r, pattern->kind, REDACT_MASK, &err));
}

static void kit_done(struct kit *kit)
{
    redactor_free(kit->r);
    site_rules_free(kit->rules);
    arena_free(kit->a);
    buf_done(&kit->out);
}

static void test_the_first_group_is_the_value(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit, &badge);
    assert_string_equal(redact_kit_text(kit.r, "BADGE north-1, badge: s\xc3\xbc"
                                               "d-22 in\nnorth-1 out"),
                        "BADGE ****, badge: **** in\nnorth-1 out");
    kit_done(&kit);
}

static void test_without_a_group_the_match_is_the_value(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit, &project);
    assert_string_equal(redact_kit_text(kit.r, "in 7781\xe5\xb7\xa5\xe7\xa8\x8b, in 778"),
                        "in ****, in 778");
    kit_done(&kit);
}

static void test_it_is_run_on_lines_with_the_literal_only(void **state)
{
    struct site_pattern any = badge;
    struct kit kit;

    (void)state;
    any.pattern = "[a-z]+-\\d+";
    kit_init(&kit, &any);
    assert_string_equal(redact_kit_text(kit.r, "north-1\nbadge north-1 and south-2\r\nwest-3"),
                        "north-1\nbadge **** and ****\r\nwest-3");
    kit_done(&kit);
}

/* In each encoding, and beyond the borders of what the scanner holds at a time. */
static void test_every_encoding_is_read(void **state)
{
    static const struct row {
        struct str in, want;
    } rows[] = {
        {{"\xb1\xea 7781\xb9\xa4\xb3\xcc\n", 12}, {"\xb1\xea ****\n", 8}},
        {{"\xff\xfe"
          "7\0"
          "7\0"
          "8\0"
          "1\0"
          "\xe5\x5d\x0b\x7a"
          "!\0",
          16},
         {"\xff\xfe*\0*\0*\0*\0!\0", 12}},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct artifact artifact = redact_kit_artifact(rows[i].in);
        struct kit kit;

        kit_init(&kit, &project);
        redact_kit_both(kit.r, &artifact, kit.a, &kit.result, &kit.out);
        assert_true(str_eq(buf_str(&kit.out), rows[i].want));
        assert_int_equal(kit.result.hits[ENTITY_KEYWORD], 1);
        kit_done(&kit);
    }
}

static void test_a_long_line_is_read_around_each_literal(void **state)
{
    struct buf in = BUF_INIT(OUT_MAX);
    struct kit kit;

    (void)state;
    kit_init(&kit, &badge);
    for (int i = 0; i < 500; i++)
        buf_printf(&in, "badge north-%d and %0*d ", i, i, 0);
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    redact_kit_both(kit.r, &artifact, kit.a, &kit.result, &kit.out);
    assert_int_equal(kit.result.hits[ENTITY_USER], 500);
    assert_null(strstr(buf_cstr(&kit.out), "north"));
    buf_done(&in);
    kit_done(&kit);
}

static void test_too_many_steps_withhold_the_file_and_name_the_pattern(void **state)
{
    static const char line[] = "##aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa c\n";
    struct artifact artifact = redact_kit_artifact(STR(line));
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit, &endless);
    assert_true(redact_scan(kit.r, &artifact, NULL, kit.a, &kit.result, NULL, &err));
    assert_int_equal(kit.result.withheld, WITHHELD_PATTERN);
    assert_false(redact_text(kit.r, STR(line), &kit.out, &err));
    assert_int_equal(err.code, E_PATTERN);
    assert_non_null(strstr(err.detail, "endless"));
    kit_done(&kit);
}

static void test_facts_that_a_pattern_touches_are_masked(void **state)
{
    struct kit kit;

    (void)state;
    kit_init(&kit, &badge);
    assert_true(site_rules_touch(kit.rules, STR("Board of badge north-7")));
    assert_false(site_rules_touch(kit.rules, STR("Board of north-7")));
    kit_done(&kit);
}

static void test_a_mistake_names_what_is_wrong(void **state)
{
    static const struct row {
        struct site_pattern p;
        size_t culprit;
        const char *detail;
    } rows[] = {
        {{"n", ENTITY_USER, "badge", "badge (\\w+", "badge x"},
         offsetof(struct site_pattern, pattern),
         "pattern, byte 11: missing closing paren"},
        {{"n", ENTITY_USER, "badge", "a\\Cb", "badge x"},
         offsetof(struct site_pattern, pattern),
         "pattern, byte 4: "},
        {{"n", ENTITY_USER, "badge", "badge (\\d+)", "badge x"},
         offsetof(struct site_pattern, example),
         "example: the pattern finds nothing"},
        {{"n", ENTITY_USER, "badge", "x", "bridge x"},
         offsetof(struct site_pattern, example),
         "example: the literal is not in it"},
        {{"n", ENTITY_USER, "b", "x", "b x"},
         offsetof(struct site_pattern, literal),
         "literal: "},
        {{"", ENTITY_USER, "bb", "x", "bb x"}, offsetof(struct site_pattern, name), "name: "},
        {{"n", ENTITY_USER, "bb", "", "bb x"},
         offsetof(struct site_pattern, pattern),
         "pattern: "},
        {{"n", ENTITY_USER, "##", "##(a|a)+[bd]",
          "##aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa c"},
         offsetof(struct site_pattern, pattern),
         "pattern: too many steps"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct site_rules *rules = site_rules_new();
        const char *culprit, *want;
        struct err err = ERR_NONE;

        assert_false(site_rules_add(rules, &rows[i].p, &culprit, &err));
        assert_int_equal(err.code, E_VALUE);
        assert_memory_equal(err.detail, rows[i].detail, strlen(rows[i].detail));
        memcpy(&want, (const char *)&rows[i].p + rows[i].culprit, sizeof want);
        assert_ptr_equal(culprit, want);
        site_rules_free(rules);
    }
}

static void test_there_are_no_more_rules_than_the_limit(void **state)
{
    struct site_rules *rules = site_rules_new();
    const char *culprit;
    struct err err = ERR_NONE;

    (void)state;
    for (int i = 0; i < SITE_RULES_MAX; i++)
        assert_true(site_rules_add(rules, &badge, &culprit, &err));
    assert_false(site_rules_add(rules, &badge, &culprit, &err));
    assert_null(culprit);
    site_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_first_group_is_the_value),
        cmocka_unit_test(test_without_a_group_the_match_is_the_value),
        cmocka_unit_test(test_it_is_run_on_lines_with_the_literal_only),
        cmocka_unit_test(test_every_encoding_is_read),
        cmocka_unit_test(test_a_long_line_is_read_around_each_literal),
        cmocka_unit_test(test_too_many_steps_withhold_the_file_and_name_the_pattern),
        cmocka_unit_test(test_facts_that_a_pattern_touches_are_masked),
        cmocka_unit_test(test_a_mistake_names_what_is_wrong),
        cmocka_unit_test(test_there_are_no_more_rules_than_the_limit),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
