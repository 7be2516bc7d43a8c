/* test_selftest.c - the canaries sing for every kind and every learned word. */
#include "tests/support/check.h"

#include "redact/engine.h"
#include "tests/support/redact_kit.h"

static void test_a_fresh_redactor_passes(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    assert_true(redactor_self_test(r, &err));
    check_no_err(&err);
    redactor_free(r);
}

static void test_a_redactor_with_many_words_passes(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;
    uint64_t seed = 21;
    char word[64];

    (void)state;
    for (unsigned i = 0; i < 500; i++) {
        uint32_t x = redact_kit_random(&seed);
        snprintf(word, sizeof word, "SN%08X", x);
        redact_kit_learn(r, ENTITY_SERIAL, word);
        snprintf(word, sizeof word, "10.%u.%u.%u", x >> 8 & 255, x >> 16 & 255, x & 127);
        redact_kit_learn(r, ENTITY_IPV4, word);
        snprintf(word, sizeof word, "00:1b:21:%02x:%02x:%02x", x >> 8 & 255, x >> 16 & 255,
                 x & 255);
        redact_kit_learn(r, ENTITY_MAC, word);
        snprintf(word, sizeof word, "pc%u.corp%u.example", i, i % 7);
        redact_kit_learn(r, ENTITY_HOST, word);
        snprintf(word, sizeof word, "%08x-%04x-4000-8000-00000000%04x", x, x & 0xffff, i);
        redact_kit_learn(r, ENTITY_UUID, word);
        snprintf(word, sizeof word, "2001:db8:%x::%x", x & 0xffff, i + 1);
        redact_kit_learn(r, ENTITY_IPV6, word);
        snprintf(word, sizeof word, "k%u-\xe5\xaf\x86", x);
        redact_kit_learn(r, ENTITY_KEYWORD, word);
    }
    assert_true(redactor_self_test(r, &err));
    check_no_err(&err);
    redactor_free(r);
}

static void test_it_leaves_nothing_behind(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    assert_true(redactor_self_test(r, &err));
    assert_int_equal(known_count(r->known), 0);
    assert_string_equal(redact_kit_text(r, "falkenhorst kanarie-pc"), "falkenhorst kanarie-pc");
    redactor_free(r);
}

static void test_a_broken_dictionary_is_noticed(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redactor_ready(r);
    dict_free(r->dict); /* as if a word had been lost on the way */
    r->dict = dict_new();
    assert_false(redactor_self_test(r, &err));
    assert_int_equal(err.code, E_SELF_TEST);
    assert_non_null(strstr(err.detail, "host"));
    assert_null(strstr(err.detail, "alpha"));
    redactor_free(r);
}

static void test_a_pattern_that_finds_nothing_is_noticed(void **state)
{
    static const struct site_pattern badge = {"badge", ENTITY_USER, "badge", "badge (\\d+)",
                                              "badge 1"};
    struct site_rules *rules = site_rules_new();
    struct redactor *r = redact_kit_new();
    const char *culprit;
    struct err err = ERR_NONE;

    (void)state;
    assert_true(site_rules_add(rules, &badge, &culprit, &err));
    redactor_use_rules(r, rules);
    assert_true(redactor_self_test(r, &err));
    dict_free(r->dict); /* as if its literal had been lost on the way */
    r->dict = dict_new();
    assert_false(redactor_self_test(r, &err));
    assert_int_equal(err.code, E_SELF_TEST);
    redactor_free(r);
    site_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_fresh_redactor_passes),
        cmocka_unit_test(test_a_redactor_with_many_words_passes),
        cmocka_unit_test(test_it_leaves_nothing_behind),
        cmocka_unit_test(test_a_broken_dictionary_is_noticed),
        cmocka_unit_test(test_a_pattern_that_finds_nothing_is_noticed),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
