/* test_facts.c - what leaves in facts.json at each level. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static struct fact_source none;

static bool is_dash(void *ctx, const struct fact *f)
{
    (void)ctx;
    return str_is(f->text, "PLACEHOLDER-X");
}

static struct redactor *redactor_at(unsigned level)
{
    static const uint8_t key[SITE_KEY_BYTES] = {4, 5, 6};
    struct redact_config config = {key, "", level};
    struct err err = ERR_NONE;
    struct redactor *r = redactor_new(&config, &err);

    assert_non_null(r);
    return r;
}

static struct fact_list *redacted(struct redactor *r, const struct fact_list *facts)
{
    struct fact_list *out = fact_list_new();
    struct err err = ERR_NONE;

    assert_true(redactor_learn_facts(r, facts, is_dash, NULL, &err));
    assert_true(redact_facts(r, facts, is_dash, NULL, out, &err));
    assert_int_equal(fact_count(out), fact_count(facts));
    return out;
}

static struct fact_list *sample(void)
{
    struct fact_list *facts = fact_list_new();

    fact_add_text(facts, KEY_SYSTEM_MANUFACTURER, 0, STR("Example Computers"), none);
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("SYS-0815-ABC"), none);
    fact_add_text(facts, KEY_BOARD_SERIAL, 0, STR("PLACEHOLDER-X"), none);
    fact_add_text(facts, KEY_CHASSIS_SERIAL, 0, STR("   "), none);
    fact_add_text(facts, KEY_BOARD_ASSET, 0, STR("x\xe5\xba\x8f 7"), none);
    fact_add_text(facts, KEY_SYSTEM_UUID, 0, STR("00112233-4455-6677-8899-aabbccddeeff"), none);
    fact_add_text(facts, KEY_NIC_MAC, 0, STR("00:1b:21:61:9d:4f"), none);
    fact_add_text(facts, KEY_NIC_NAME, 0, STR("enx001b21619d4f"),
                  fact_source_file(facts, "/sys/class/net/enx001b21619d4f/address"));
    fact_add_text(facts, KEY_NIC_IPV4, 0, STR("10.0.0.5/24"), none);
    fact_add_text(facts, KEY_NIC_IPV6, 0, STR("fe80::21b:21ff:fe61:9d4f"), none);
    fact_add_text(facts, KEY_NIC_IPV4, 1, STR("127.0.0.1"), none);
    fact_add_text(facts, KEY_OS_HOST, 0, STR("alpha-pc.corp.example"), none);
    fact_add_text(facts, KEY_OS_USER, 0, STR("zhangsan"), none);
    fact_add_text(facts, KEY_OS_USER, 1, STR("root"), none);
    fact_add_text(facts, KEY_BIOS_VERSION, 0, STR("1.2.3.4"), none);
    fact_add_number(facts, KEY_DISK_SIZE_BYTES, 0, 1000, none);
    fact_add_state(facts, KEY_DISK_SERIAL, 0, FACT_DENIED, none);
    return facts;
}

static const struct fact *got(const struct fact_list *out, enum fact_key key, unsigned instance)
{
    const struct fact *f = fact_find(out, key, instance);

    assert_non_null(f);
    return f;
}

static void test_sensitive_facts_become_aliases_with_their_measure(void **state)
{
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = sample(), *out = redacted(r, facts);
    const struct fact *f = got(out, KEY_SYSTEM_SERIAL, 0);

    (void)state;
    assert_int_equal(f->state, FACT_REDACTED);
    assert_int_equal(f->was, FACT_OK);
    assert_int_equal(f->length_bytes, 12);
    assert_string_equal(f->classes, "AAA-9999-AAA");
    assert_int_equal(f->text.n, 12);
    assert_false(str_is(f->text, "SYS-0815-ABC"));
    f = got(out, KEY_BOARD_ASSET, 0);
    assert_string_equal(f->classes, "A###_9");
    assert_int_equal(f->length_bytes, 6);
    assert_int_equal(got(out, KEY_SYSTEM_UUID, 0)->state, FACT_REDACTED);
    assert_int_equal(got(out, KEY_OS_HOST, 0)->state, FACT_REDACTED);
    assert_int_equal(got(out, KEY_OS_USER, 0)->state, FACT_REDACTED);
    f = got(out, KEY_NIC_IPV4, 0);
    assert_int_equal(f->state, FACT_REDACTED);
    assert_true(str_starts(f->text, "10.") && str_ends(f->text, "/24"));
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

static void test_what_tells_nothing_stays(void **state)
{
    static const struct row {
        enum fact_key key;
        unsigned instance;
        enum fact_state want;
        const char *text;
    } rows[] = {
        {KEY_SYSTEM_MANUFACTURER, 0, FACT_OK, "Example Computers"},
        {KEY_BOARD_SERIAL, 0, FACT_OK, "PLACEHOLDER-X"},
        {KEY_CHASSIS_SERIAL, 0, FACT_BLANK, "   "},
        {KEY_NIC_IPV4, 1, FACT_OK, "127.0.0.1"},
        {KEY_OS_USER, 1, FACT_OK, "root"},
        {KEY_BIOS_VERSION, 0, FACT_OK, "1.2.3.4"},
        {KEY_DISK_SERIAL, 0, FACT_DENIED, ""},
    };
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = sample(), *out = redacted(r, facts);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct fact *f = got(out, rows[i].key, rows[i].instance);
        assert_int_equal(f->state, rows[i].want);
        check_str(f->text, rows[i].text);
    }
    assert_int_equal(got(out, KEY_DISK_SIZE_BYTES, 0)->number, 1000);
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

static void test_known_values_go_from_public_facts_and_sources(void **state)
{
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = sample(), *out = redacted(r, facts);
    const struct fact *f = got(out, KEY_NIC_NAME, 0);

    (void)state;
    assert_int_equal(f->state, FACT_OK);
    assert_true(str_starts(f->text, "enx001b21"));
    assert_false(str_is(f->text, "enx001b21619d4f"));
    assert_null(strstr(f->source.path, "619d4f"));
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

static void test_level_2_shows_hardware_and_no_names(void **state)
{
    static const enum fact_key clear[] = {KEY_SYSTEM_SERIAL, KEY_SYSTEM_UUID};
    static const enum fact_key aliased[] = {KEY_NIC_MAC, KEY_NIC_IPV4, KEY_NIC_IPV6,
                                            KEY_OS_HOST, KEY_OS_USER};

    (void)state;
    for (unsigned level = 0; level <= 3; level++) {
        struct redactor *r = redactor_at(level);
        struct fact_list *facts = sample(), *out = redacted(r, facts);

        for (size_t i = 0; i < COUNT_OF(clear); i++)
            assert_int_equal(got(out, clear[i], 0)->state,
                             level >= 2 ? FACT_OK : FACT_REDACTED);
        for (size_t i = 0; i < COUNT_OF(aliased); i++)
            assert_int_equal(got(out, aliased[i], 0)->state, FACT_REDACTED);
        fact_list_free(facts);
        fact_list_free(out);
        redactor_free(r);
    }
}

static void test_learned_facts_go_from_texts(void **state)
{
    static const char *const secrets[] = {"SYS-0815-ABC",
                                          "sys-0815-abc",
                                          "00112233445566778899AABBCCDDEEFF",
                                          "33221100-5544-7766-8899-aabbccddeeff",
                                          "00-1B-21-61-9D-4F",
                                          "001b.2161.9d4f",
                                          "10.0.0.5",
                                          "fe80::21b:21ff:fe61:9d4f",
                                          "alpha-pc",
                                          "ALPHA-PC.corp.example",
                                          "other.corp.example",
                                          "zhangsan"};
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = sample(), *out = redacted(r, facts);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(secrets); i++) {
        char line[128];
        snprintf(line, sizeof line, "<%s>", secrets[i]);
        if (strcmp(redact_kit_text(r, line), line) == 0)
            fail_msg("%s stays", secrets[i]);
    }
    assert_string_equal(redact_kit_text(r, "user root PLACEHOLDER-X"),
                        "user root PLACEHOLDER-X");
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

static void test_a_short_host_name_of_this_machine_is_learned(void **state)
{
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = fact_list_new(), *out;

    (void)state;
    fact_add_text(facts, KEY_OS_HOST, 0, STR("pc1"), none);
    fact_add_text(facts, KEY_OS_USER, 0, STR("li"), none); /* too short to be a word */
    out = redacted(r, facts);
    assert_null(strstr(redact_kit_text(r, "Jan 1 pc1 kernel: x"), "pc1"));
    assert_string_equal(redact_kit_text(r, "epc1 pc12"), "epc1 pc12");
    assert_string_equal(redact_kit_text(r, "li list"), "li list");
    assert_int_equal(got(out, KEY_OS_USER, 0)->state, FACT_REDACTED);
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

static void test_a_host_name_that_is_an_everyday_word_goes_where_hosts_stand(void **state)
{
    struct redactor *r = redactor_at(1);
    struct fact_list *facts = fact_list_new(), *out;

    (void)state;
    fact_add_text(facts, KEY_OS_HOST, 0, STR("vm"), none);
    out = redacted(r, facts);
    assert_int_equal(got(out, KEY_OS_HOST, 0)->state, FACT_REDACTED);
    assert_string_equal(redact_kit_text(r, "vm.swappiness = 60, a VM"),
                        "vm.swappiness = 60, a VM");
    assert_null(strstr(redact_kit_text(r, "Jan  2 03:04:05 vm kernel: x"), "vm"));
    assert_null(strstr(redact_kit_text(r, "Host Name: VM"), "VM"));
    fact_list_free(facts);
    fact_list_free(out);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sensitive_facts_become_aliases_with_their_measure),
        cmocka_unit_test(test_what_tells_nothing_stays),
        cmocka_unit_test(test_known_values_go_from_public_facts_and_sources),
        cmocka_unit_test(test_level_2_shows_hardware_and_no_names),
        cmocka_unit_test(test_learned_facts_go_from_texts),
        cmocka_unit_test(test_a_short_host_name_of_this_machine_is_learned),
        cmocka_unit_test(test_a_host_name_that_is_an_everyday_word_goes_where_hosts_stand),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
