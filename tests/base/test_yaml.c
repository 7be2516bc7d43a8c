/* test_yaml.c - templates with mistakes name file, line and key. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/yaml.h"

struct rule {
    unsigned number;
    char *key;
};

struct pack {
    struct rule *rules;
    unsigned rules_count;
};

static const cyaml_schema_field_t rule_fields[] = {
    CYAML_FIELD_UINT("number", CYAML_FLAG_DEFAULT, struct rule, number),
    CYAML_FIELD_STRING_PTR("key", CYAML_FLAG_POINTER, struct rule, key, 0, 20),
    CYAML_FIELD_END};
static const cyaml_schema_value_t rule_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rule, rule_fields)};
static const cyaml_schema_field_t pack_fields[] = {
    CYAML_FIELD_SEQUENCE("rules", CYAML_FLAG_POINTER, struct pack, rules, &rule_schema, 0, 10),
    CYAML_FIELD_END};
static const cyaml_schema_value_t pack_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct pack, pack_fields)};

static void check_mistake(const char *text, const char *want)
{
    struct err err = ERR_NONE;
    void *data = NULL;

    assert_false(yaml_load(str_of(text), "checks.yaml", &pack_schema, &data, &err));
    assert_int_equal(err.code, E_YAML);
    check_str(str_of(err.detail), want);
    assert_null(data);
}

static void test_a_good_file_is_read_by_schema(void **state)
{
    struct err err = ERR_NONE;
    void *data = NULL;
    struct pack *pack;

    (void)state;
    assert_true(yaml_load(STR("rules:\n- {number: 101, key: a}\n- {number: 102, key: b}\n"),
                          "checks.yaml", &pack_schema, &data, &err));
    pack = data;
    assert_int_equal(pack->rules_count, 2);
    assert_int_equal(pack->rules[1].number, 102);
    assert_string_equal(pack->rules[1].key, "b");
    yaml_release(&pack_schema, pack);
    yaml_release(&pack_schema, NULL);
}

static void test_a_mistake_against_the_schema_names_line_and_key(void **state)
{
    (void)state;
    check_mistake("rules:\n  - number: x\n    key: a\n",
                  "checks.yaml line 2: number: Invalid uint64_t value: 'x'");
    check_mistake("rules:\n  - number: 1\n\n    kez: a\n",
                  "checks.yaml line 4: Unexpected key: kez");
    check_mistake("rules:\n  - number: 1\n",
                  "checks.yaml line 2: Missing required mapping field: key");
    check_mistake("- a\n", "checks.yaml line 1: Expecting MAPPING, got event: SEQUENCE_START");
}

static void test_a_broken_form_names_the_line(void **state)
{
    (void)state;
    check_mistake("rules:\n  - number: 1\n\t- x\n",
                  "checks.yaml line 3: found a tab character that violates indentation");
    check_mistake("rules:\n  - number: 1\n    key: \"\x9b\"\n",
                  "checks.yaml line 3: invalid leading UTF-8 octet");
    check_mistake("", "checks.yaml line 1: nothing in it");
    check_mistake("# only a comment\n", "checks.yaml line 2: nothing in it");
}

static void test_what_could_blow_up_is_refused(void **state)
{
    struct err err = ERR_NONE;
    void *data = NULL;
    char *large = calloc(1, YAML_MAX_BYTES + 1);

    (void)state;
    check_mistake("rules:\n  - number: 1\n    key: &a b\n  - number: 2\n    key: *a\n",
                  "checks.yaml line 5: aliases are not allowed");
    check_mistake("rules: []\n---\nrules: []\n", "checks.yaml line 2: more than one document");
    check_mistake("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                  "checks.yaml line 1: nested too deeply");
    assert_non_null(large);
    assert_false(yaml_load((struct str){large, YAML_MAX_BYTES + 1}, "checks.yaml", &pack_schema,
                           &data, &err));
    assert_int_equal(err.code, E_TOO_LARGE);
    free(large);
}

static void test_a_hostile_key_is_made_visible(void **state)
{
    (void)state;
    check_mistake("\"\\e[2J\": 1\n", "checks.yaml line 1: Unexpected key: <U+001B>[2J");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_good_file_is_read_by_schema),
        cmocka_unit_test(test_a_mistake_against_the_schema_names_line_and_key),
        cmocka_unit_test(test_a_broken_form_names_the_line),
        cmocka_unit_test(test_what_could_blow_up_is_refused),
        cmocka_unit_test(test_a_hostile_key_is_made_visible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
