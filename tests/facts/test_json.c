/* test_json.c - facts and findings out and in again, and JSON that means harm. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "facts/json.h"

static const struct fact_source smbios = {.kind = SOURCE_SMBIOS,
                                          .smbios_type = 2,
                                          .offset = 7,
                                          .string_number = 4,
                                          .handle = 0x1ff,
                                          .path = ""};

static struct fact_list *sample(void)
{
    struct fact_list *list = fact_list_new();
    struct fact *redacted;

    fact_add_text(list, KEY_SYSTEM_PRODUCT, 0, STR("X \"1\" \xe8\x81\x94"), smbios);
    fact_add_state(list, KEY_BOARD_SERIAL, 0, FACT_INDEX_ZERO, smbios);
    redacted = fact_add_text(list, KEY_DISK_SERIAL, 1, STR("SER-4F21"),
                             fact_source_file(list, "/sys/block/sda/device/vpd_pg80"));
    redacted->state = FACT_REDACTED;
    redacted->was = FACT_OK;
    redacted->length_bytes = 20;
    redacted->classes = "AAAA9999____";
    fact_add_number(list, KEY_DISK_SIZE_BYTES, 1, UINT64_MAX, smbios);
    fact_add_flag(list, KEY_DISK_REMOVABLE, 1, true, smbios);
    fact_add_state(list, KEY_NIC_ENABLED, 0, FACT_DENIED, (struct fact_source){.path = ""});
    return list;
}

static void print(json_t *value, struct buf *out)
{
    struct err err = ERR_NONE;

    buf_clear(out);
    assert_true(json_print(value, out, &err));
    check_no_err(&err);
}

static void test_facts_come_back_as_they_went(void **state)
{
    struct fact_list *list = sample(), *back = fact_list_new();
    struct buf first = BUF_INIT(JSON_MAX_BYTES), second = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;
    unsigned skipped = 9;

    (void)state;
    print(json_of_facts(list), &first);
    assert_true(json_read_facts(buf_str(&first), back, &skipped, &err));
    assert_int_equal(skipped, 0);
    assert_int_equal(fact_count(back), fact_count(list));
    print(json_of_facts(back), &second);
    assert_string_equal(buf_cstr(&first), buf_cstr(&second));

    const struct fact *serial = fact_find(back, KEY_DISK_SERIAL, 1);
    assert_int_equal(serial->state, FACT_REDACTED);
    assert_int_equal(serial->length_bytes, 20);
    assert_string_equal(serial->classes, "AAAA9999____");
    assert_string_equal(serial->source.path, "/sys/block/sda/device/vpd_pg80");
    assert_true(fact_find(back, KEY_DISK_SIZE_BYTES, 1)->number == UINT64_MAX);
    assert_int_equal(fact_find(back, KEY_DISK_REMOVABLE, 1)->number, 1);
    assert_int_equal(fact_find(back, KEY_BOARD_SERIAL, 0)->source.handle, 0x1ff);
    buf_done(&first);
    buf_done(&second);
    fact_list_free(back);
    fact_list_free(list);
}

static void test_every_key_state_and_source_comes_back(void **state)
{
    struct fact_list *list = fact_list_new(), *back = fact_list_new();
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;
    unsigned skipped;

    (void)state;
    for (size_t k = 0; k < KEY_COUNT; k++) {
        struct fact_source source = {.kind = (enum source_kind)(k % 5), .path = "p"};
        fact_add_state(list, (enum fact_key)k, (unsigned)k,
                       (enum fact_state)(FACT_EMPTY + k % (FACT_REDACTED - 1)), source);
    }
    print(json_of_facts(list), &text);
    assert_true(json_read_facts(buf_str(&text), back, &skipped, &err));
    check_no_err(&err);
    for (size_t k = 0; k < KEY_COUNT; k++) {
        assert_int_equal(fact_at(back, k)->key, k);
        assert_int_equal(fact_at(back, k)->state, fact_at(list, k)->state);
        assert_int_equal(fact_at(back, k)->source.kind, k % 5);
    }
    buf_done(&text);
    fact_list_free(back);
    fact_list_free(list);
}

static void test_broken_bytes_are_written_visibly(void **state)
{
    struct fact_list *list = fact_list_new();
    struct buf text = BUF_INIT(JSON_MAX_BYTES);

    (void)state;
    fact_add_text(list, KEY_SYSTEM_PRODUCT, 0,
                  STR("A\xff"
                      "B"),
                  smbios);
    print(json_of_facts(list), &text);
    assert_non_null(strstr(buf_cstr(&text), "\"A<FF>B\""));
    buf_done(&text);
    fact_list_free(list);
}

/* The object that scripts rely on (docs, "JSON of one finding"). */
static void test_what_acts_on_a_terminal_is_written_as_an_escape_and_comes_back(void **state)
{
    static const char value[] = "a\x7f\xe2\x80\xae"
                                "b\xf3\xa0\x80\x81"; /* DEL, U+202E, U+E0001 */
    struct fact_list *facts = fact_list_new(), *back = fact_list_new();
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;
    unsigned skipped;

    (void)state;
    fact_add_text(facts, KEY_SYSTEM_PRODUCT, 0, STR(value), smbios);
    assert_true(json_print(json_of_facts(facts), &text, &err));
    assert_non_null(strstr(buf_cstr(&text), "\"a\\u007F\\u202Eb\\uDB40\\uDC01\""));
    if (!json_read_facts(buf_str(&text), back, &skipped, &err))
        check_no_err(&err);
    check_str(fact_at(back, 0)->text, value);
    buf_done(&text);
    fact_list_free(facts);
    fact_list_free(back);
}

static void test_a_finding_has_the_documented_keys(void **state)
{
    struct fact_list *list = fact_list_new();
    struct fact *f = fact_add_state(list, KEY_SYSTEM_SERIAL, 0, FACT_EMPTY, smbios);
    struct finding finding = {.rule = 101,
                              .verdict = VERDICT_MUST_FIX,
                              .reason = REASON_EMPTY,
                              .why = "empty",
                              .fact = f,
                              .key = KEY_SYSTEM_SERIAL};
    json_t *object = json_of_finding(&finding);
    json_t *want = json_pack(
        "{s:i,s:s,s:i,s:s,s:s,s:i,s:s,s:s,s:{s:s,s:i,s:i,s:i,s:i},s:s}", "rule", 101, "verdict",
        "must-fix", "reason", 2, "why", "empty", "key", "smbios.system.serial", "instance", 0,
        "state", "empty", "value", "", "source", "kind", "smbios", "type", 2, "offset", 7,
        "string", 4, "handle", 0x1ff, "hand_command", "wmic bios get serialnumber");

    (void)state;
    assert_non_null(want);
    assert_true(json_equal(object, want));
    json_decref(object);
    json_decref(want);
    fact_list_free(list);
}

static void test_findings_come_back_and_point_to_their_facts(void **state)
{
    struct fact_list *list = sample();
    struct arena *a = arena_new();
    struct finding items[] = {{.rule = 102,
                               .verdict = VERDICT_MUST_FIX,
                               .reason = REASON_EMPTY,
                               .why = "index-zero",
                               .fact = fact_find(list, KEY_BOARD_SERIAL, 0),
                               .key = KEY_BOARD_SERIAL},
                              {.rule = 201,
                               .verdict = VERDICT_UNREAD,
                               .reason = REASON_UNREADABLE,
                               .why = "no-fact",
                               .key = KEY_DISK_SERIAL,
                               .instance = 7}};
    struct finding_list findings = {.items = items,
                                    .n = 2,
                                    .pack_version = 11,
                                    .profile = "cmge"},
                        back;
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;

    (void)state;
    print(json_of_findings(&findings), &text);
    assert_true(json_read_findings(buf_str(&text), list, a, &back, &err));
    assert_int_equal(back.n, 2);
    assert_int_equal(back.pack_version, 11);
    assert_string_equal(back.profile, "cmge");
    assert_ptr_equal(back.items[0].fact, items[0].fact);
    assert_int_equal(back.items[0].reason, REASON_EMPTY);
    assert_string_equal(back.items[0].why, "index-zero");
    assert_null(back.items[1].fact);
    assert_int_equal(back.items[1].instance, 7);
    buf_done(&text);
    arena_free(a);
    fact_list_free(list);
}

#define FACT(key, instance, rest) \
    "{\"format\":1,\"facts\":[{\"key\":" key ",\"instance\":" instance "," rest "}]}"
#define NO_SOURCE "\"source\":{\"kind\":\"none\"}"
#define EMPTY "\"state\":\"empty\",\"value\":\"\","

static void test_hostile_json_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "null",
        "[]",
        "{}",
        "{\"format\":1}",
        "{\"format\":2,\"facts\":[]}",
        "{\"format\":\"1\",\"facts\":[]}",
        "{\"format\":1,\"facts\":{}}",
        "{\"format\":1,\"facts\":[3]}",
        "{\"format\":1,\"facts\":[],\"facts\":[]}",
        "{\"format\":1,\"facts\":[{}]}",
        "{\"format\":1,\"facts\":[[[[[[[[[]]]]]]]]]}",
        FACT("7", "0", EMPTY NO_SOURCE),
        FACT("\"disk.serial\"", "-1", EMPTY NO_SOURCE),
        FACT("\"disk.serial\"", "99999999999", EMPTY NO_SOURCE),
        FACT("\"disk.serial\"", "0.5", EMPTY NO_SOURCE),
        FACT("\"disk.serial\"", "0", "\"state\":1,\"value\":\"\"," NO_SOURCE),
        FACT("\"disk.serial\"", "0", "\"state\":\"ok\",\"value\":[]," NO_SOURCE),
        FACT("\"disk.serial\"", "0", "\"state\":\"ok\",\"value\":\"\\u0000\"," NO_SOURCE),
        FACT("\"disk.serial\"", "0", EMPTY "\"source\":\"none\""),
        FACT("\"disk.serial\"", "0", EMPTY "\"source\":{\"kind\":\"oracle\"}"),
        FACT("\"disk.serial\"", "0", EMPTY "\"source\":{\"kind\":\"file\"}"),
        FACT("\"disk.serial\"", "0", EMPTY "\"source\":{\"kind\":\"smbios\",\"type\":256}"),
        FACT("\"disk.serial\"", "0", "\"state\":\"redacted\",\"value\":\"x\"," NO_SOURCE),
        FACT("\"disk.size_bytes\"", "0", "\"state\":\"ok\",\"value\":\"many\"," NO_SOURCE),
        FACT("\"disk.removable\"", "0", "\"state\":\"ok\",\"value\":\"true\"," NO_SOURCE),
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct fact_list *list = fact_list_new();
        struct err err = ERR_NONE;
        unsigned skipped;
        if (json_read_facts(str_of(texts[i]), list, &skipped, &err))
            fail_msg("accepted: %s", texts[i]);
        assert_int_equal(err.code, E_JSON);
        fact_list_free(list);
    }
}

static void test_unknown_keys_are_skipped_and_counted(void **state)
{
    struct fact_list *list = fact_list_new();
    struct err err = ERR_NONE;
    unsigned skipped = 0;

    (void)state;
    assert_true(json_read_facts(str_of(FACT("\"disk.colour\"", "0", EMPTY NO_SOURCE)), list,
                                &skipped, &err));
    assert_int_equal(skipped, 1);
    assert_int_equal(fact_count(list), 0);
    fact_list_free(list);
}

static void test_depth_and_size_are_capped_before_parsing(void **state)
{
    struct buf text = BUF_INIT(JSON_MAX_BYTES + 2);
    struct fact_list *list = fact_list_new();
    struct err err = ERR_NONE;
    unsigned skipped;

    (void)state;
    buf_pad(&text, '[', 1000000);
    assert_false(json_read_facts(buf_str(&text), list, &skipped, &err));
    assert_int_equal(err.code, E_JSON);
    buf_clear(&text);
    buf_pad(&text, ' ', JSON_MAX_BYTES + 1);
    err = ERR_NONE;
    assert_false(json_read_facts(buf_str(&text), list, &skipped, &err));
    assert_int_equal(err.code, E_TOO_LARGE);
    buf_done(&text);
    fact_list_free(list);
}

static void test_a_cut_file_is_never_read_as_whole(void **state)
{
    struct fact_list *list = sample();
    struct buf text = BUF_INIT(JSON_MAX_BYTES);

    (void)state;
    print(json_of_facts(list), &text);
    for (size_t n = 0; n + 2 < text.n; n += 7) { /* the last byte is the newline */
        struct fact_list *back = fact_list_new();
        struct err err = ERR_NONE;
        unsigned skipped;
        assert_false(json_read_facts(str_sub(buf_str(&text), 0, n), back, &skipped, &err));
        fact_list_free(back);
    }
    buf_done(&text);
    fact_list_free(list);
}

static void test_findings_of_the_wrong_form_are_refused(void **state)
{
    static const char *const texts[] = {
        "{\"format\":1,\"findings\":[]}",
        "{\"format\":1,\"profile\":\"cmge\",\"pack\":111,\"findings\":[]}",
        "{\"format\":1,\"profile\":\"cmge\",\"pack\":11,\"findings\":[{\"rule\":101}]}",
        "{\"format\":1,\"profile\":\"cmge\",\"pack\":11,\"findings\":[{\"rule\":101,"
        "\"verdict\":"
        "\"ok\",\"reason\":7,\"key\":\"disk.serial\",\"instance\":0}]}",
        "{\"format\":1,\"profile\":\"cmge\",\"pack\":11,\"findings\":[{\"rule\":1e9,"
        "\"verdict\":"
        "\"ok\",\"reason\":0,\"key\":\"disk.serial\",\"instance\":0}]}",
    };
    struct fact_list *list = fact_list_new();
    struct arena *a = arena_new();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct finding_list findings;
        struct err err = ERR_NONE;
        if (json_read_findings(str_of(texts[i]), list, a, &findings, &err))
            fail_msg("accepted: %s", texts[i]);
        assert_int_equal(err.code, E_JSON);
    }
    arena_free(a);
    fact_list_free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_facts_come_back_as_they_went),
        cmocka_unit_test(test_every_key_state_and_source_comes_back),
        cmocka_unit_test(test_broken_bytes_are_written_visibly),
        cmocka_unit_test(test_what_acts_on_a_terminal_is_written_as_an_escape_and_comes_back),
        cmocka_unit_test(test_a_finding_has_the_documented_keys),
        cmocka_unit_test(test_findings_come_back_and_point_to_their_facts),
        cmocka_unit_test(test_hostile_json_is_refused),
        cmocka_unit_test(test_unknown_keys_are_skipped_and_counted),
        cmocka_unit_test(test_depth_and_size_are_capped_before_parsing),
        cmocka_unit_test(test_a_cut_file_is_never_read_as_whole),
        cmocka_unit_test(test_findings_of_the_wrong_form_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
