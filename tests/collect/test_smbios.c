/* test_smbios.c - fields of the identity structures as facts and as text. */
#include "tests/support/check.h"

#include <string.h>

#include "collect/smbios.h"
#include "tests/support/smbios_build.h"

struct fixture {
    struct smbios_build b;
    struct fact_list *facts;
    struct smbios_table t;
    struct buf text;
    struct err err;
};

static int start(void **state)
{
    static struct fixture f;

    f = (struct fixture){.facts = fact_list_new(), .text = BUF_INIT(1024 * 1024)};
    smbios_build_init(&f.b);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;

    smbios_build_done(&f->b);
    buf_done(&f->text);
    fact_list_free(f->facts);
    return 0;
}

/* A fresh fixture, for the next case of a loop. */
static struct fixture *again(void **state)
{
    stop(state);
    start(state);
    return *state;
}

static void read_table(struct fixture *f, uint8_t major, uint8_t minor)
{
    struct buf file = BUF_INIT(2 * SMBIOS_MAX_TABLE_BYTES);

    smbios_build_dump(&f->b, SMBIOS_ENTRY_21, major, minor, &file);
    assert_true(
        smbios_table_from_dump(buf_str(&file), fact_list_arena(f->facts), &f->t, &f->err));
    buf_done(&file);
    smbios_facts(&f->t, f->facts);
    buf_clear(&f->text);
    smbios_print(&f->t, &f->text);
}

static const struct fact *fact(const struct fixture *f, enum fact_key key)
{
    const struct fact *found = fact_find(f->facts, key, 0);

    assert_non_null(found);
    return found;
}

static void check_state(const struct fixture *f, enum fact_key key, enum fact_state want)
{
    assert_string_equal(fact_state_name(fact(f, key)->state), fact_state_name(want));
}

static void check_source(const struct fact *f, unsigned type, unsigned offset, unsigned string,
                         unsigned handle)
{
    assert_int_equal(f->source.kind, SOURCE_SMBIOS);
    assert_int_equal(f->source.smbios_type, type);
    assert_int_equal(f->source.offset, offset);
    assert_int_equal(f->source.string_number, string);
    assert_int_equal(f->source.handle, handle);
}

static void check_line(const struct fixture *f, const char *line)
{
    size_t at;

    if (str_find(buf_str(&f->text), line, &at))
        return;
    print_error("not in the text: %s\n%s\n", line, buf_cstr(&f->text));
    fail();
}

static void check_no_line(const struct fixture *f, const char *line)
{
    size_t at;

    assert_false(str_find(buf_str(&f->text), line, &at));
}

/* ---- the kinds of nothing ---------------------------------------------------------------- */

static void test_a_value_says_where_it_stands(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    read_table(f, 2, 8);
    check_str(fact(f, KEY_SYSTEM_SERIAL)->text, "SYS-1");
    check_source(fact(f, KEY_SYSTEM_SERIAL), 1, 0x07, 6, 0x0100);
    check_str(fact(f, KEY_BOARD_SERIAL)->text, "BRD-1");
    check_source(fact(f, KEY_BOARD_SERIAL), 2, 0x07, 4, 0x0200);
    check_str(fact(f, KEY_CHASSIS_TYPE)->text, "3");
    check_line(f, "\tType: Desktop\n");
    assert_int_equal(fact(f, KEY_CHASSIS_TYPE)->number, 3);
    check_source(fact(f, KEY_CHASSIS_TYPE), 3, 0x05, 0, 0x0300);
}

static void test_every_key_has_a_fact(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, NULL, NULL);
    read_table(f, 2, 8);
    for (enum fact_key key = KEY_SMBIOS_VERSION; key <= KEY_CHASSIS_SKU; key++)
        assert_non_null(fact_find(f->facts, key, 0));
}

static void test_a_structure_that_is_not_there_is_absent(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 1, 1, SMBIOS_BYTES(0, 0, 0, 0), NULL);
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_state(f, KEY_BOARD_SERIAL, FACT_ABSENT);
    check_source(fact(f, KEY_BOARD_SERIAL), 2, 0x07, 0, 0);
    check_state(f, KEY_CHASSIS_SKU, FACT_ABSENT);
    check_state(f, KEY_BIOS_VENDOR, FACT_ABSENT);
}

static void test_a_field_the_structure_is_too_short_for_is_beyond_its_length(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 1, 1, SMBIOS_BYTES(1, 0, 0, 0), SMBIOS_STRINGS("Maker"));
    smbios_build_end(&f->b);
    read_table(f, 2, 0);
    check_state(f, KEY_SYSTEM_MANUFACTURER, FACT_OK);
    check_state(f, KEY_SYSTEM_UUID, FACT_BEYOND_LENGTH);
    check_state(f, KEY_SYSTEM_SKU, FACT_BEYOND_LENGTH);
    check_source(fact(f, KEY_SYSTEM_SKU), 1, 0x19, 0, 1);
    check_no_line(f, "SKU Number");
}

static void test_string_number_zero_is_not_an_empty_string(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "SYS-1", NULL);
    read_table(f, 2, 8);
    check_state(f, KEY_BOARD_SERIAL, FACT_INDEX_ZERO);
    check_source(fact(f, KEY_BOARD_SERIAL), 2, 0x07, 0, 0x0200);
    check_line(f, "\tSerial Number: Not Specified\n");
}

static void test_a_string_number_beyond_the_set_is_out_of_range(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(1, 1, 1, 2), SMBIOS_STRINGS("Maker"));
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_state(f, KEY_BOARD_SERIAL, FACT_INDEX_RANGE);
    check_source(fact(f, KEY_BOARD_SERIAL), 2, 0x07, 2, 1);
    check_line(f, "\tSerial Number: <BAD INDEX>\n");
}

static void test_blanks_are_blank_and_kept(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(0, 0, 0, 1), SMBIOS_STRINGS("  "));
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_state(f, KEY_BOARD_SERIAL, FACT_BLANK);
    check_str(fact(f, KEY_BOARD_SERIAL)->text, "  ");
    check_line(f, "\tSerial Number:   \n");
}

static void test_an_overlong_string_is_kept_whole(void **state)
{
    struct fixture *f = *state;
    static char serial[20001];

    memset(serial, '7', sizeof serial - 1);
    smbios_build_pc(&f->b, serial, "BRD-1");
    read_table(f, 2, 8);
    check_str(fact(f, KEY_SYSTEM_SERIAL)->text, serial);
}

static void test_a_placeholder_is_a_value_here(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "To be filled by O.E.M.", "Default string");
    read_table(f, 2, 8);
    check_state(f, KEY_SYSTEM_SERIAL, FACT_OK);
    check_str(fact(f, KEY_SYSTEM_SERIAL)->text, "To be filled by O.E.M.");
}

static void test_without_a_table_every_field_tells_why_and_where(void **state)
{
    struct fixture *f = *state;

    smbios_facts_without_table(FACT_DENIED, f->facts);
    for (enum fact_key key = KEY_SMBIOS_VERSION; key <= KEY_CHASSIS_SKU; key++)
        check_state(f, key, FACT_DENIED);
    check_source(fact(f, KEY_BOARD_SERIAL), 2, 0x07, 0, 0);
}

/* ---- fields ------------------------------------------------------------------------------ */

static const uint8_t uuid_table[] = {0,    0,    0,    0,    0x33, 0x22, 0x11,
                                     0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99,
                                     0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 6};

static void check_uuid(struct fixture *f, uint8_t major, uint8_t minor, const char *want)
{
    fact_list_free(f->facts);
    f->facts = fact_list_new();
    read_table(f, major, minor);
    check_str(fact(f, KEY_SYSTEM_UUID)->text, want);
}

static void test_the_uuid_is_little_endian_since_2_6(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 1, 1, uuid_table, sizeof uuid_table, NULL);
    smbios_build_end(&f->b);
    check_uuid(f, 2, 6, "00112233-4455-6677-8899-aabbccddeeff");
    check_uuid(f, 3, 7, "00112233-4455-6677-8899-aabbccddeeff");
    check_uuid(f, 2, 5, "33221100-5544-7766-8899-aabbccddeeff");
    check_uuid(f, 2, 0x1F, "33221100-5544-7766-8899-aabbccddeeff"); /* 2.31 means 2.3 */
    check_uuid(f, 2, 0x33, "00112233-4455-6677-8899-aabbccddeeff"); /* 2.51 means 2.6 */
}

static void test_a_uuid_of_one_byte_stays_for_the_judge(void **state)
{
    struct fixture *f = *state;
    uint8_t rest[21] = {0};

    smbios_build_add(&f->b, 1, 1, rest, sizeof rest, NULL);
    smbios_build_end(&f->b);
    check_uuid(f, 2, 8, "00000000-0000-0000-0000-000000000000");
    check_line(f, "\tUUID: Not Settable\n");
    memset(rest + 4, 0xFF, 16);
    buf_clear(&f->b.table);
    smbios_build_add(&f->b, 1, 1, rest, sizeof rest, NULL);
    check_uuid(f, 2, 8, "ffffffff-ffff-ffff-ffff-ffffffffffff");
    check_line(f, "\tUUID: Not Present\n");
}

static void test_rom_size_has_an_extended_field(void **state)
{
    static const struct {
        uint8_t units, low, high;
        uint64_t bytes;
        const char *line;
    } cases[] = {{0x00, 0, 0, 64 << 10, "\tROM Size: 64 kB\n"},
                 {0x7F, 0, 0, 8 << 20, "\tROM Size: 8 MB\n"},
                 {0x10, 0, 0, 17 << 16, "\tROM Size: 1088 kB\n"},
                 {0xFF, 0x20, 0, 32 << 20, "\tROM Size: 32 MB\n"},
                 {0xFF, 2, 0x40, 2ULL << 30, "\tROM Size: 2 GB\n"},
                 {0xFF, 1, 0x80, 0, "\tROM Size: 1 <OUT OF SPEC>\n"},
                 {0xFE, 0x20, 0, 255 << 16, "\tROM Size: 16320 kB\n"}};

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture *f = again(state);
        uint8_t rest[0x1A - 4] = {[0x10] = 1, [0x11] = 2, [0x12] = 3, [0x13] = 4};

        rest[0x05] = cases[i].units;
        rest[0x14] = cases[i].low;
        rest[0x15] = cases[i].high;
        smbios_build_add(&f->b, 0, 0, rest, sizeof rest, NULL);
        smbios_build_end(&f->b);
        read_table(f, 3, 1);
        check_line(f, cases[i].line);
        assert_int_equal(fact(f, KEY_BIOS_ROM_BYTES)->number, cases[i].bytes);
        check_source(fact(f, KEY_BIOS_ROM_BYTES), 0, cases[i].units == 0xFF ? 0x18 : 0x09, 0,
                     0);
        check_state(f, KEY_BIOS_ADDRESS, FACT_NOT_APPLICABLE);
        check_no_line(f, "\tAddress");
        check_str(fact(f, KEY_BIOS_RELEASE)->text, "1.2");
        check_str(fact(f, KEY_BIOS_EC_RELEASE)->text, "3.4");
    }
}

static void test_a_release_of_ff_does_not_apply(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "S", "B");
    read_table(f, 2, 8);
    check_state(f, KEY_BIOS_EC_RELEASE, FACT_NOT_APPLICABLE);
    check_no_line(f, "Firmware Revision");
    check_line(f, "\tAddress: 0xF0000\n\tRuntime Size: 64 kB\n\tROM Size: 8 MB\n");
    check_line(f, "\tCharacteristics:\n\t\tISA is supported\n\t\tPCI is supported\n");
}

static void test_characteristics_not_supported_silence_the_others(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 0, 0,
                     SMBIOS_BYTES(0, 0, 0, 0xE0, 0, 0, 0xF8, 0xFF, 0, 0, 0, 0, 0, 0, 3, 0x60),
                     NULL);
    smbios_build_end(&f->b);
    read_table(f, 2, 4);
    check_line(f, "\tCharacteristics:\n\t\tBIOS characteristics not supported\n"
                  "\t\tACPI is supported\n\t\tUSB legacy is supported\n"
                  "\t\tManufacturing mode is supported\n\t\tManufacturing mode is enabled\n");
    check_line(f, "\tRuntime Size: 128 kB\n");
}

static void test_a_board_lists_features_and_contained_handles(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1,
                     SMBIOS_BYTES(0, 0, 0, 0, 0, 0x1F, 0, 0x34, 0x12, 0x0D, 2, 1, 0, 2, 0),
                     NULL);
    smbios_build_add(&f->b, 2, 2, SMBIOS_BYTES(0, 0, 0, 0, 0, 0xE0, 0, 0, 0, 0x0E, 200), NULL);
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_line(
        f, "\t\tBoard is a hosting board\n\t\tBoard requires at least one daughter board\n");
    check_line(f, "\tChassis Handle: 0x1234\n\tType: Interconnect Board\n"
                  "\tContained Object Handles: 2\n\t\t0x0001\n\t\t0x0002\n");
    assert_int_equal(fact(f, KEY_BOARD_CONTAINED)->number, 2);
    check_line(f, "\tFeatures: None\n");
    check_line(f, "\tType: <OUT OF SPEC>\n");
    assert_int_equal(fact_find(f->facts, KEY_BOARD_CONTAINED, 1)->state, FACT_BEYOND_LENGTH);
}

static void test_the_chassis_sku_stands_behind_the_elements(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 3, 1,
                     SMBIOS_BYTES(0, 0x8A, 0, 0, 0, 3, 3, 3, 3, 0x78, 0x56, 0x34, 0x12, 2, 0, 2,
                                  3, 0x0A, 1, 1, 0x91, 0, 4, 1),
                     SMBIOS_STRINGS("SKU-9"));
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_str(fact(f, KEY_CHASSIS_SKU)->text, "SKU-9");
    check_source(fact(f, KEY_CHASSIS_SKU), 3, 0x1B, 1, 1);
    check_line(f, "\tType: Notebook\n\tLock: Present\n");
    check_line(f, "\tOEM Information: 0x12345678\n\tHeight: 2 U\n"
                  "\tNumber Of Power Cords: Unspecified\n\tContained Elements: 2\n"
                  "\t\tMotherboard (1)\n\t\tMemory Device (0-4)\n\tSKU Number: SKU-9\n");
    assert_int_equal(fact(f, KEY_CHASSIS_LOCK)->number, 1);
}

static void test_hostile_counts_of_elements_are_beyond_the_length(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 3, 1,
                     SMBIOS_BYTES(0, 1, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 255, 255, 1),
                     NULL);
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_state(f, KEY_CHASSIS_CONTAINED, FACT_BEYOND_LENGTH);
    check_state(f, KEY_CHASSIS_SKU, FACT_BEYOND_LENGTH);
}

/* Lengths that each version of the specification gave to system and chassis. */
static void test_each_version_shows_the_fields_it_has(void **state)
{
    static const struct {
        uint8_t type, length;
        const char *has, *lacks;
    } cases[] = {
        {1, 0x08, "\tSerial Number:", "\tUUID:"},
        {1, 0x19, "\tWake-up Type:", "\tSKU Number:"},
        {1, 0x1B, "\tFamily:", "\tnothing"},
        {2, 0x08, "\tSerial Number:", "\tAsset Tag:"},
        {2, 0x0A, "\tFeatures:", "\tLocation In Chassis:"},
        {2, 0x0F, "\tContained Object Handles:", "\tnothing"},
        {3, 0x09, "\tAsset Tag:", "\tBoot-up State:"},
        {3, 0x0D, "\tSecurity Status:", "\tOEM Information:"},
        {3, 0x11, "\tOEM Information:", "\tHeight:"},
        {3, 0x15, "\tContained Elements:", "\tSKU Number:"},
        {3, 0x16, "\tSKU Number:", "\tnothing"},
        {0, 0x12, "\tCharacteristics:", "\tBIOS Revision:"},
        {0, 0x18, "\tBIOS Revision: 0.0", "\tnothing"},
    };
    static const uint8_t zeros[256];

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct fixture *f = again(state);
        smbios_build_add(&f->b, cases[i].type, 1, zeros, cases[i].length - 4U, NULL);
        smbios_build_end(&f->b);
        read_table(f, 2, 8);
        check_line(f, cases[i].has);
        check_no_line(f, cases[i].lacks);
    }
}

static void test_further_structures_are_further_instances(void **state)
{
    struct fixture *f = *state;

    for (uint8_t i = 0; i < 100; i++)
        smbios_build_add(&f->b, 2, i, SMBIOS_BYTES(0, 0, 0, 1), SMBIOS_STRINGS("BRD"));
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    assert_int_equal(fact_instances(f->facts, KEY_BOARD_SERIAL), 64);
    assert_int_equal(fact_find(f->facts, KEY_BOARD_SERIAL, 2)->source.handle, 2);
}

/* ---- text -------------------------------------------------------------------------------- */

static void test_hostile_strings_cannot_act_on_a_terminal(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 1, 1, SMBIOS_BYTES(1, 0, 0, 0), SMBIOS_STRINGS("A\x1B[2J\xFF"));
    smbios_build_add(&f->b, 11, 2, SMBIOS_BYTES(1), SMBIOS_STRINGS("B\x1B[2J"));
    smbios_build_end(&f->b);
    read_table(f, 2, 8);
    check_line(f, "\tManufacturer: A.[2J.\n\t\tAs stored: A<");
    check_line(f, "OEM Strings\n\tString 1: B.[2J\n\t\tAs stored: B<");
    assert_null(strchr(buf_cstr(&f->text), 0x1B));
}

static void test_other_structures_are_named_and_dumped(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 221, 0xABCD,
                     SMBIOS_BYTES(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0xFF), NULL);
    smbios_build_end(&f->b);
    smbios_build_pc(&f->b, "behind", "the end");
    read_table(f, 2, 8);
    check_line(f, "Handle 0xABCD, DMI type 221, 17 bytes\nOEM-specific Type\n"
                  "\tHeader and Data:\n\t\tDD 11 CD AB 01 02 03 04 05 06 07 08 09 0A 0B 0C\n"
                  "\t\tFF\n\nHandle 0x7F00, DMI type 127, 4 bytes\nEnd Of Table\n");
    check_line(f, "# Odd: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
        T(test_a_value_says_where_it_stands),
        T(test_every_key_has_a_fact),
        T(test_a_structure_that_is_not_there_is_absent),
        T(test_a_field_the_structure_is_too_short_for_is_beyond_its_length),
        T(test_string_number_zero_is_not_an_empty_string),
        T(test_a_string_number_beyond_the_set_is_out_of_range),
        T(test_blanks_are_blank_and_kept),
        T(test_an_overlong_string_is_kept_whole),
        T(test_a_placeholder_is_a_value_here),
        T(test_without_a_table_every_field_tells_why_and_where),
        T(test_the_uuid_is_little_endian_since_2_6),
        T(test_a_uuid_of_one_byte_stays_for_the_judge),
        T(test_rom_size_has_an_extended_field),
        T(test_a_release_of_ff_does_not_apply),
        T(test_characteristics_not_supported_silence_the_others),
        T(test_a_board_lists_features_and_contained_handles),
        T(test_the_chassis_sku_stands_behind_the_elements),
        T(test_hostile_counts_of_elements_are_beyond_the_length),
        T(test_each_version_shows_the_fields_it_has),
        T(test_further_structures_are_further_instances),
        T(test_hostile_strings_cannot_act_on_a_terminal),
        T(test_other_structures_are_named_and_dumped),
#undef T
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
