/* test_table.c - an SMBIOS table keeps its length and shape and loses its values. */
#include "tests/support/check.h"

#include "redact/value.h"
#include "tests/support/redact_kit.h"
#include "tests/support/smbios_build.h"

#define SYSTEM_SERIAL "SYS-0815-ABC"
#define BOARD_SERIAL "BRD4711XYZ"
#define UUID_TEXT "00112233-4455-6677-8899-aabbccddeeff"

struct kit {
    struct redactor *r;
    struct arena *a;
    struct buf file, out;
    struct smbios_table table;
    struct span spans[8];
    size_t spans_n;
    struct artifact artifact;
    struct scan_result result;
};

static void add_span(struct kit *kit, const char *text, size_t n, enum fact_class cls)
{
    for (size_t at = 0; at + n <= kit->file.n; at++)
        if (memcmp(kit->file.p + at, text, n) == 0) {
            kit->spans[kit->spans_n++] = (struct span){at, n, cls};
            return;
        }
    fail_msg("%s is not in the table", text);
}

static void kit_init(struct kit *kit, const char *system_serial)
{
    struct smbios_build b;
    struct err err = ERR_NONE;

    *kit = (struct kit){.r = redact_kit_new(), .a = arena_new()};
    kit->file = kit->out = BUF_INIT(1 << 20);
    smbios_build_init(&b);
    smbios_build_pc(&b, system_serial, BOARD_SERIAL);
    smbios_build_dump(&b, SMBIOS_ENTRY_30, 3, 2, &kit->file);
    smbios_build_done(&b);
    assert_true(smbios_table_from_dump(buf_str(&kit->file), kit->a, &kit->table, &err));
}

static void kit_done(struct kit *kit)
{
    redactor_free(kit->r);
    buf_done(&kit->file);
    buf_done(&kit->out);
    arena_free(kit->a);
}

static void run(struct kit *kit)
{
    struct smbios_table after;
    struct err err = ERR_NONE;

    buf_clear(&kit->out);
    kit->artifact = redact_kit_artifact(buf_str(&kit->file));
    kit->artifact.kind = ARTIFACT_TABLE;
    kit->artifact.spans = kit->spans;
    kit->artifact.spans_n = kit->spans_n;
    redact_kit_both(kit->r, &kit->artifact, kit->a, &kit->result, &kit->out);
    assert_int_equal(kit->out.n, kit->file.n);
    assert_true(smbios_table_from_dump(buf_str(&kit->out), kit->a, &after, &err));
    assert_int_equal(after.n, kit->table.n);
    assert_int_equal(after.odd, kit->table.odd);
    for (size_t i = 0; i < after.n; i++) {
        const struct smbios_structure *s = &after.structures[i], *t = &kit->table.structures[i];
        assert_int_equal(s->type, t->type);
        assert_int_equal(s->handle, t->handle);
        assert_int_equal(s->length, t->length);
        assert_int_equal(s->strings, t->strings);
        assert_int_equal(s->next, t->next);
    }
}

static bool holds(const struct buf *b, const void *p, size_t n)
{
    for (size_t at = 0; at + n <= b->n; at++)
        if (memcmp(b->p + at, p, n) == 0)
            return true;
    return false;
}

static void test_spans_are_replaced_at_equal_length(void **state)
{
    static const uint8_t uuid[16] = {0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0x77, 0x66,
                                     0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF};
    struct kit kit;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    add_span(&kit, (const char *)uuid, 16, CLASS_UUID);
    add_span(&kit, SYSTEM_SERIAL, 12, CLASS_SERIAL);
    add_span(&kit, BOARD_SERIAL, 10, CLASS_SERIAL);
    run(&kit);
    assert_int_equal(kit.result.hits[ENTITY_SERIAL], 2);
    assert_int_equal(kit.result.hits[ENTITY_UUID], 1);
    assert_false(holds(&kit.out, SYSTEM_SERIAL, 12));
    assert_false(holds(&kit.out, BOARD_SERIAL, 10));
    assert_false(holds(&kit.out, uuid, 16));
    assert_true(holds(&kit.out, "Example Computers", 17));
    assert_memory_equal(kit.out.p, kit.file.p, SMBIOS_DUMP_TABLE_AT); /* the entry point */
    kit_done(&kit);
}

static void test_table_facts_and_logs_say_the_same(void **state)
{
    struct kit kit;
    struct fact_list *facts = fact_list_new(), *out = fact_list_new();
    struct fact_source none = {0};
    struct err err = ERR_NONE;
    uint8_t uuid[16];

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR(SYSTEM_SERIAL), none);
    fact_add_text(facts, KEY_SYSTEM_UUID, 0, STR(UUID_TEXT), none);
    assert_true(redactor_learn_facts(kit.r, facts, NULL, NULL, &err));
    add_span(&kit, "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF", 16,
             CLASS_UUID);
    add_span(&kit, SYSTEM_SERIAL, 12, CLASS_SERIAL);
    run(&kit);
    assert_true(redact_facts(kit.r, facts, NULL, NULL, out, &err));
    struct str serial = fact_find(out, KEY_SYSTEM_SERIAL, 0)->text;
    assert_true(holds(&kit.out, serial.p, serial.n));
    assert_string_equal(redact_kit_text(kit.r, SYSTEM_SERIAL), serial.p);
    assert_true(uuid_parse(fact_find(out, KEY_SYSTEM_UUID, 0)->text, uuid));
    uuid_swap(uuid);
    assert_true(holds(&kit.out, uuid, 16));
    fact_list_free(facts);
    fact_list_free(out);
    kit_done(&kit);
}

static void test_known_words_go_from_all_strings(void **state)
{
    struct kit kit;
    struct err err = ERR_NONE;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    redact_kit_learn(kit.r, ENTITY_SERIAL, BOARD_SERIAL);
    redact_kit_learn(kit.r, ENTITY_KEYWORD, "boxes");
    assert_true(redactor_decide(kit.r, ENTITY_KEYWORD, REDACT_MASK, &err));
    redact_kit_learn(kit.r, ENTITY_HOST, "box-0042");
    redact_kit_learn(kit.r, ENTITY_UUID, UUID_TEXT);
    run(&kit);
    assert_int_equal(kit.result.hits[ENTITY_SERIAL], 1);
    assert_int_equal(kit.result.hits[ENTITY_UUID], 1);
    assert_false(holds(&kit.out, BOARD_SERIAL, 10));
    assert_true(holds(&kit.out, "Example *****", 13));
    assert_false(holds(&kit.out, "BOX-0042", 8));
    assert_false(holds(&kit.out, "\x33\x22\x11\x00\x55\x44\x77\x66", 8));
    kit_done(&kit);
}

static void test_placeholders_blanks_and_empty_ids_stay(void **state)
{
    static const char *const serials[] = {"To Be Filled By O.E.M.", "Default string", "   ",
                                          "0123456789", "None"};
    struct kit kit;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(serials); i++) {
        kit_init(&kit, serials[i]);
        add_span(&kit, serials[i], strlen(serials[i]), CLASS_SERIAL);
        run(&kit);
        assert_int_equal(kit.result.hits[ENTITY_SERIAL], 0);
        assert_memory_equal(kit.out.p, kit.file.p, kit.file.n);
        kit_done(&kit);
    }
}

static bool is_the_uuid(void *ctx, const struct fact *f)
{
    (void)ctx;
    return f->key == KEY_SYSTEM_UUID;
}

static void test_an_id_that_the_rules_call_a_placeholder_stays(void **state)
{
    struct fact_list *facts = fact_list_new();
    struct fact_source none = {0};
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    fact_add_text(facts, KEY_SYSTEM_UUID, 0, STR(UUID_TEXT), none);
    assert_true(redactor_learn_facts(kit.r, facts, is_the_uuid, NULL, &err));
    add_span(&kit, "\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF", 16,
             CLASS_UUID);
    run(&kit);
    assert_int_equal(kit.result.hits[ENTITY_UUID], 0);
    assert_memory_equal(kit.out.p, kit.file.p, kit.file.n);
    fact_list_free(facts);
    kit_done(&kit);
}

static void test_hostile_spans_do_not_break_the_table(void **state)
{
    static const struct span spans[] = {
        {0, 40, CLASS_OEM},          {33, 3, CLASS_SERIAL},        {40, 400, CLASS_OEM},
        {100, 100000, CLASS_SERIAL}, {(size_t)-1, 7, CLASS_OEM},   {90, 0, CLASS_UUID},
        {120, 16, CLASS_UUID},       {200, (size_t)-1, CLASS_HOST}};
    struct kit kit;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    memcpy(kit.spans, spans, sizeof spans);
    kit.spans_n = COUNT_OF(spans);
    run(&kit);
    kit_done(&kit);
}

static void test_what_lies_behind_a_broken_structure_goes_too(void **state)
{
    static const char rest[] = "\x11\x60\x01\x02 SECRET-77 \0 more 12345 \xff\xfe";
    struct kit kit;
    struct smbios_build b;
    struct err err = ERR_NONE;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    smbios_build_init(&b);
    smbios_build_add(&b, 2, 1, SMBIOS_BYTES(1, 0, 0, 0), SMBIOS_STRINGS("Example"));
    buf_add(&b.table, rest, sizeof rest - 1); /* announces 60h bytes, has fewer */
    buf_clear(&kit.file);
    smbios_build_dump(&b, SMBIOS_ENTRY_30, 3, 2, &kit.file);
    smbios_build_done(&b);
    assert_true(smbios_table_from_dump(buf_str(&kit.file), kit.a, &kit.table, &err));
    assert_true(kit.table.odd & SMBIOS_ODD_CUT);
    add_span(&kit, rest, sizeof rest - 1, CLASS_OEM);
    run(&kit);
    assert_false(holds(&kit.out, "SECRET-77", 9));
    assert_false(holds(&kit.out, "12345", 5));
    assert_false(holds(&kit.out, "\xff\xfe", 2));
    kit_done(&kit);
}

static void test_kept_serials_stay_at_level_2(void **state)
{
    struct kit kit;
    struct err err = ERR_NONE;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    add_span(&kit, SYSTEM_SERIAL, 12, CLASS_SERIAL);
    assert_true(redactor_decide(kit.r, ENTITY_SERIAL, REDACT_KEEP, &err));
    run(&kit);
    assert_int_equal(kit.result.hits[ENTITY_SERIAL], 1);
    assert_memory_equal(kit.out.p, kit.file.p, kit.file.n);
    assert_true(redactor_decide(kit.r, ENTITY_SERIAL, REDACT_MASK, &err));
    run(&kit);
    assert_true(holds(&kit.out, "************", 12));
    kit_done(&kit);
}

static void test_what_is_no_table_is_withheld(void **state)
{
    struct artifact artifact = redact_kit_artifact(STR("no table at all"));
    struct redactor *r = redact_kit_new();
    struct arena *a = arena_new();
    struct scan_result result;
    struct err err = ERR_NONE;

    (void)state;
    artifact.kind = ARTIFACT_TABLE;
    assert_true(redact_scan(r, &artifact, NULL, a, &result, NULL, &err));
    assert_int_equal(result.withheld, WITHHELD_UNREADABLE);
    arena_free(a);
    redactor_free(r);
}

static void test_values_of_spans_are_learned_for_the_logs(void **state)
{
    struct kit kit;
    struct err err = ERR_NONE;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    add_span(&kit, BOARD_SERIAL, 10, CLASS_SERIAL);
    kit.artifact = redact_kit_artifact(buf_str(&kit.file));
    kit.artifact.spans = kit.spans;
    kit.artifact.spans_n = kit.spans_n;
    assert_true(redactor_learn_spans(kit.r, &kit.artifact, &err));
    assert_string_equal(redact_kit_kinds(kit.r, "board " BOARD_SERIAL), "serial");
    kit_done(&kit);
}

static bool is_board_serial(void *ctx, struct str text)
{
    ++*(unsigned *)ctx;
    return str_is(text, BOARD_SERIAL);
}

static void test_a_placeholder_in_a_span_stays_and_is_no_word(void **state)
{
    struct kit kit;
    struct err err = ERR_NONE;
    unsigned asked = 0;

    (void)state;
    kit_init(&kit, SYSTEM_SERIAL);
    redactor_ask_placeholder(kit.r, is_board_serial, &asked);
    add_span(&kit, SYSTEM_SERIAL, 12, CLASS_SERIAL);
    add_span(&kit, BOARD_SERIAL, 10, CLASS_SERIAL);
    kit.artifact = redact_kit_artifact(buf_str(&kit.file));
    kit.artifact.spans = kit.spans;
    kit.artifact.spans_n = kit.spans_n;
    assert_true(redactor_learn_spans(kit.r, &kit.artifact, &err));
    assert_int_equal(asked, 2);
    assert_string_equal(redact_kit_kinds(kit.r, "board " BOARD_SERIAL), "");
    run(&kit);
    assert_true(holds(&kit.out, BOARD_SERIAL, 10));
    assert_false(holds(&kit.out, SYSTEM_SERIAL, 12));
    kit_done(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spans_are_replaced_at_equal_length),
        cmocka_unit_test(test_table_facts_and_logs_say_the_same),
        cmocka_unit_test(test_known_words_go_from_all_strings),
        cmocka_unit_test(test_placeholders_blanks_and_empty_ids_stay),
        cmocka_unit_test(test_an_id_that_the_rules_call_a_placeholder_stays),
        cmocka_unit_test(test_hostile_spans_do_not_break_the_table),
        cmocka_unit_test(test_what_lies_behind_a_broken_structure_goes_too),
        cmocka_unit_test(test_kept_serials_stay_at_level_2),
        cmocka_unit_test(test_what_is_no_table_is_withheld),
        cmocka_unit_test(test_values_of_spans_are_learned_for_the_logs),
        cmocka_unit_test(test_a_placeholder_in_a_span_stays_and_is_no_word),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
