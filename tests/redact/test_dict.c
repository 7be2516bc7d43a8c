/* test_dict.c - exact words: every form, right edges, any case, thousands at once. */
#include "tests/support/check.h"

#include "redact/dict.h"
#include "tests/support/redact_kit.h"

static void add_form(void *ctx, const struct form *form)
{
    dict_add(ctx, form);
}

static size_t find(const struct dict *d, const char *text, size_t at)
{
    uint8_t padded[600] = {0};
    size_t n = strlen(text);
    struct dict_match m;

    memcpy(padded, text, n);
    if (!dict_may(d, padded + at)) {
        assert_false(dict_find(d, padded, at, 0, n, &m)); /* the filter may not lose a word */
        return 0;
    }
    return dict_find(d, padded, at, 0, n, &m) ? m.n : 0;
}

static struct dict *dict_of(enum entity_kind kind, const char *word)
{
    struct known *k = known_new();
    struct dict *d = dict_new();

    assert_true(known_add(k, kind, str_of(word)));
    known_forms(k, add_form, d);
    known_free(k);
    return d;
}

static void test_a_word_is_found_in_any_case(void **state)
{
    struct dict *d = dict_of(ENTITY_HOST, "Srv-Alpha");

    (void)state;
    assert_int_equal(find(d, "srv-alpha", 0), 9);
    assert_int_equal(find(d, "at SRV-ALPHA.", 3), 9);
    assert_int_equal(find(d, "srv-alph", 0), 0);
    dict_free(d);
}

static void test_a_name_has_no_letter_or_digit_beside_it(void **state)
{
    struct dict *d = dict_of(ENTITY_HOST, "pc12");

    (void)state;
    assert_int_equal(find(d, "xpc12", 1), 0);
    assert_int_equal(find(d, "pc123", 0), 0);
    assert_int_equal(find(d, "_pc12_", 1), 4); /* file names */
    assert_int_equal(find(d, "\xe5\x9c\xb0pc12\xe5\x9c\xb0", 3), 4);
    dict_free(d);
}

static void test_a_keyword_is_found_inside_other_words(void **state)
{
    struct dict *d = dict_of(ENTITY_KEYWORD, "falke");

    (void)state;
    assert_int_equal(find(d, "ProjektFalken", 7), 5);
    dict_free(d);
    d = dict_of(ENTITY_KEYWORD, "\xe4\xbf\x9d\xe5\xaf\x86");
    assert_int_equal(find(d, "\xe7\x9a\x84\xe4\xbf\x9d\xe5\xaf\x86\xe5\x8a\x9e", 3), 6);
    dict_free(d);
}

static void test_a_short_name_is_no_part_of_an_address(void **state)
{
    struct dict *d = dict_of(ENTITY_HOST, "ab");

    (void)state;
    assert_int_equal(find(d, "host ab up", 5), 2);
    assert_int_equal(find(d, "ab: up", 0), 2);
    assert_int_equal(find(d, "ab-server", 0), 2);
    assert_int_equal(find(d, "ab:1c:22:33:44:55", 0), 0);
    assert_int_equal(find(d, "00:11:22:33:44:ab", 15), 0);
    assert_int_equal(find(d, "table", 1), 0);
    dict_free(d);
}

static void test_a_name_of_hex_digits_is_no_group_of_an_address(void **state)
{
    struct dict *d = dict_of(ENTITY_HOST, "dc15");

    (void)state;
    assert_int_equal(find(d, "relay=dc15:443: refused", 6), 4);
    assert_int_equal(find(d, "line\\ndc15 up", 6), 4); /* a written-out end of line */
    assert_int_equal(find(d, "fe80::dc15:a39a:734c", 6), 0);
    assert_int_equal(find(d, "2001:db8::1:dc15", 12), 0);
    assert_int_equal(find(d, "dc15::1", 0), 0);
    dict_free(d);
}

static void test_a_mac_is_found_in_every_form(void **state)
{
    static const char *const forms[] = {"00:1b:21:61:9d:4f", "00-1B-21-61-9D-4F",
                                        "001b.2161.9d4f",    "001B21619D4F",
                                        "enx001b21619d4f",   "wlx001b21619d4f"};
    struct dict *d = dict_of(ENTITY_MAC, "00-1B-21-61-9D-4F");

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        assert_int_equal(find(d, forms[i], 0), strlen(forms[i]));
    dict_free(d);
}

static void test_a_uuid_is_found_in_both_byte_orders(void **state)
{
    static const char *const forms[] = {
        "12345678-9abc-def0-1122-334455667788", "123456789ABCDEF01122334455667788",
        "78563412-bc9a-f0de-1122-334455667788", "78563412bc9af0de1122334455667788"};
    struct dict *d = dict_of(ENTITY_UUID, forms[0]);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        assert_int_equal(find(d, forms[i], 0), strlen(forms[i]));
    dict_free(d);
}

static void test_an_ipv4_address_is_no_part_of_a_longer_number(void **state)
{
    struct dict *d = dict_of(ENTITY_IPV4, "1.2.3.4");

    (void)state;
    assert_int_equal(find(d, "1.2.3.4", 0), 7);
    assert_int_equal(find(d, "1.2.3.4.", 0), 7);
    assert_int_equal(find(d, "1.2.3.4.5", 0), 0);
    assert_int_equal(find(d, "0.1.2.3.4", 2), 0);
    assert_int_equal(find(d, "1.2.3.45", 0), 0);
    assert_int_equal(find(d, "1-2-3-4.pool", 0), 7);
    dict_free(d);
}

static void test_the_longest_of_several_words_wins(void **state)
{
    struct known *k = known_new();
    struct dict *d = dict_new();

    (void)state;
    assert_true(known_add(k, ENTITY_HOST, STR("alpha")));
    assert_true(known_add(k, ENTITY_HOST, STR("alpha.corp.example")));
    known_forms(k, add_form, d);
    assert_int_equal(find(d, "alpha.corp.example", 0), 18);
    assert_int_equal(find(d, "alpha.corp.org", 0), 5);
    dict_free(d);
    known_free(k);
}

static void test_thousands_of_words_with_one_beginning_are_all_found(void **state)
{
    struct known *k = known_new();
    struct dict *d = dict_new();
    char word[32];

    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(word, sizeof word, "DESKTOP-%07u", i * 37);
        assert_true(known_add(k, ENTITY_HOST, str_of(word)));
    }
    known_forms(k, add_form, d);
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(word, sizeof word, "desktop-%07u", i * 37);
        assert_int_equal(find(d, word, 0), 15);
        snprintf(word, sizeof word, "desktop-%07u", i * 37 + 1);
        assert_int_equal(find(d, word, 0), 0);
    }
    dict_free(d);
    known_free(k);
}

static void test_the_same_value_is_known_once(void **state)
{
    struct known *k = known_new();

    (void)state;
    assert_true(known_add(k, ENTITY_MAC, STR("00:1b:21:61:9d:4f")));
    assert_true(known_add(k, ENTITY_MAC, STR("001B.2161.9D4F")));
    assert_true(known_add(k, ENTITY_UUID, STR("12345678-9abc-def0-1122-334455667788")));
    assert_true(known_add(k, ENTITY_UUID, STR("78563412-bc9a-f0de-1122-334455667788")));
    assert_int_equal(known_count(k), 2);
    assert_false(known_add(k, ENTITY_IPV4, STR("not an address")));
    known_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_word_is_found_in_any_case),
        cmocka_unit_test(test_a_name_has_no_letter_or_digit_beside_it),
        cmocka_unit_test(test_a_keyword_is_found_inside_other_words),
        cmocka_unit_test(test_a_short_name_is_no_part_of_an_address),
        cmocka_unit_test(test_a_name_of_hex_digits_is_no_group_of_an_address),
        cmocka_unit_test(test_a_mac_is_found_in_every_form),
        cmocka_unit_test(test_a_uuid_is_found_in_both_byte_orders),
        cmocka_unit_test(test_an_ipv4_address_is_no_part_of_a_longer_number),
        cmocka_unit_test(test_the_longest_of_several_words_wins),
        cmocka_unit_test(test_thousands_of_words_with_one_beginning_are_all_found),
        cmocka_unit_test(test_the_same_value_is_known_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
