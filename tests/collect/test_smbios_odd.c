/* test_smbios_odd.c - odd tables: a decode all the same, and the list of what is odd; JSON. */
#include "tests/support/check.h"

#include <string.h>

#include "collect/smbios.h"
#include "collect/smbios_json.h"
#include "collect/smbios_odd.h"
#include "tests/support/smbios_build.h"

struct fixture {
    struct smbios_build b;
    struct arena *a;
    struct smbios_table t;
    struct buf odd, text;
};

static int start(void **state)
{
    static struct fixture f;

    f = (struct fixture){
        .a = arena_new(), .odd = BUF_INIT(64 * 1024), .text = BUF_INIT(1024 * 1024)};
    smbios_build_init(&f.b);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;

    smbios_build_done(&f->b);
    buf_done(&f->odd);
    buf_done(&f->text);
    arena_free(f->a);
    return 0;
}

/* Reads what was built; f->odd gets a line for each oddity but missing types. */
static void read_table(struct fixture *f, enum smbios_entry entry)
{
    struct buf file = BUF_INIT(2 * SMBIOS_MAX_TABLE_BYTES);
    struct err err = ERR_NONE;
    const struct smbios_oddity *items;

    smbios_build_dump(&f->b, entry, 2, 8, &file);
    assert_true(smbios_table_from_dump(buf_str(&file), f->a, &f->t, &err));
    buf_done(&file);
    smbios_print(&f->t, &f->text);
    size_t n = smbios_oddities(&f->t, f->a, &items);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(items[i].what, "missing") == 0)
            continue;
        buf_printf(&f->odd, "%s %d: %s\n", items[i].what,
                   items[i].structure ? items[i].structure->type : -1, items[i].text);
    }
}

static void check_odd(struct fixture *f, const char *want)
{
    check_str(buf_str(&f->odd), want);
}

static void check_text(const struct fixture *f, const char *want)
{
    size_t at;

    if (str_find(buf_str(&f->text), want, &at))
        return;
    print_error("not in the text: %s\n%s\n", want, buf_cstr(&f->text));
    fail();
}

static void add_board(struct fixture *f, uint16_t handle, const char *serial)
{
    smbios_build_add(&f->b, 2, handle, SMBIOS_BYTES(1, 2, 0, 3),
                     SMBIOS_STRINGS("Maker", "Board", serial));
}

static void test_a_good_table_is_not_odd(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "");
    check_text(f, "# Odd: missing: no structure of type 4, Processor Information\n");
}

static void test_a_number_without_a_string_is_named_with_its_field(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 7, SMBIOS_BYTES(1, 1, 0, 9), SMBIOS_STRINGS("Maker"));
    smbios_build_add(&f->b, 13, 8,
                     SMBIOS_BYTES(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
                     SMBIOS_STRINGS("en"));
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "index 2: Serial Number: string 9 of 1\n"
                 "index 13: a number in its list has no string\n");
    check_text(f, "# Odd: index, handle 0x0007, type 2: Serial Number: string 9 of 1\n");
}

static void test_handles_used_twice_are_named(void **state)
{
    struct fixture *f = *state;

    add_board(f, 5, "A");
    smbios_build_add(&f->b, 32, 5, SMBIOS_BYTES(0, 0, 0, 0, 0, 0, 0), NULL);
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "handle 32: type 2 has this handle too\n");
}

static void test_extra_nuls_are_passed_over_and_named(void **state)
{
    struct fixture *f = *state;

    add_board(f, 1, "A");
    buf_add(&f->b.table, "\0\0", 2);
    add_board(f, 2, "B");
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "nuls 2: 2 extra NULs stand before it\n");
    check_text(f, "Serial Number: B\n");
}

static void test_a_break_says_where_it_is_and_what_is_lost(void **state)
{
    struct fixture *f = *state;

    add_board(f, 1, "A");
    buf_add(&f->b.table, "\x02\x03\x00\x00\x00\x00", 6);
    read_table(f, SMBIOS_ENTRY_NONE);
    check_odd(f,
              "no-end -1: there is no end of table (type 127)\n"
              "short -1: a structure shorter than its header at offset 23; 6 bytes there are "
              "not read\n");
    check_text(f, "Serial Number: A\n");
}

static void test_a_cut_table_keeps_what_is_whole(void **state)
{
    struct fixture *f = *state;

    add_board(f, 1, "A");
    add_board(f, 2, "B");
    f->b.table.n -= 3;
    read_table(f, SMBIOS_ENTRY_NONE);
    check_odd(f,
              "no-end -1: there is no end of table (type 127)\n"
              "cut -1: the table ends inside a structure at offset 23; 20 bytes there are not "
              "read\n");
}

static void test_promises_of_the_entry_point_are_held_against_the_table(void **state)
{
    struct fixture *f = *state;

    add_board(f, 1, "A");
    smbios_build_end(&f->b);
    f->b.count = 9;
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "count -1: the entry point says 9 structures, there are 2\n");
}

static void test_strings_that_are_no_ascii_or_too_long_are_named(void **state)
{
    struct fixture *f = *state;
    static char serial[71];

    memset(serial, 'S', sizeof serial - 1);
    smbios_build_add(
        &f->b, 2, 1, SMBIOS_BYTES(1, 2, 3, 4),
        SMBIOS_STRINGS("\xC1\xAA\xCF\xEB", "\xE8\x81\x94\xE6\x83\xB3", "\xFF\xFE", serial));
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "text 2: string 1 is no printable ASCII, GB18030\n"
                 "text 2: string 2 is no printable ASCII, UTF-8\n"
                 "text 2: string 3 is no printable ASCII, of no known encoding\n"
                 "long 2: string 4 has 70 bytes\n");
    check_text(f, "\tManufacturer: 联想\n\t\tAs stored: <C1><AA><CF><EB>\n");
    check_text(f, "\tVersion: ..\n\t\tAs stored: <FF><FE>\n");
}

static void test_a_structure_thinner_than_any_version_shows_nothing(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 4, 1, SMBIOS_BYTES(0, 3), NULL);
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "thin 4: 6 bytes, the first version had 26\n");
    check_text(f, "Processor Information\n\nHandle 0x7F00");
}

static void test_a_management_device_of_16_bytes_is_one_of_11(void **state)
{
    struct fixture *f = *state;

    add_board(f, 1, "A");
    buf_add(&f->b.table, "\x22\x10\x02\x00\x01\x04\x90\x02\x00\x00\x03LM78-1\0", 19);
    f->b.count++;
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    check_odd(f, "fixed 34: says 16 bytes, has 11\n");
    check_text(f, "DMI type 34, 16 bytes\nManagement Device\n\tDescription: LM78-1\n");
}

static void test_a_broken_table_does_not_fill_the_list_for_ever(void **state)
{
    struct fixture *f = *state;
    const struct smbios_oddity *items;

    for (unsigned i = 0; i < 1000; i++)
        smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(9, 9, 9, 9), NULL);
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_21);
    assert_int_equal(smbios_oddities(&f->t, f->a, &items), SMBIOS_ODDITIES_MAX);
}

/* ---- JSON -------------------------------------------------------------------------------- */

static const json_t *field(const json_t *all, size_t structure, const char *name)
{
    const json_t *list = json_object_get(
        json_array_get(json_object_get(all, "structures"), structure), "fields");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *out = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(out, "name")), name) == 0)
            return out;
    }
    fail_msg("no field %s", name);
    return NULL;
}

static void check_member(const json_t *object, const char *name, const char *want)
{
    assert_string_equal(json_string_value(json_object_get(object, name)), want);
}

static void test_json_has_each_field_with_its_state(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 0x21, SMBIOS_BYTES(1, 0, 9, 2, 0, 9),
                     SMBIOS_STRINGS("\xC1\xAA\xCF\xEB", "SN"));
    smbios_build_add(&f->b, 10, 3, SMBIOS_BYTES(0x83, 1, 5, 1), SMBIOS_STRINGS("VGA"));
    smbios_build_add(&f->b, 200, 4, SMBIOS_BYTES(1, 2), NULL);
    smbios_build_end(&f->b);
    read_table(f, SMBIOS_ENTRY_30);
    json_t *all = smbios_json(&f->t);

    assert_int_equal(json_integer_value(json_object_get(all, "format")), 1);
    check_member(all, "version", "2.8.0");
    check_member(field(all, 0, "Manufacturer"), "value", "联想");
    check_member(field(all, 0, "Manufacturer"), "stored", "<C1><AA><CF><EB>");
    check_member(field(all, 0, "Product Name"), "state", "index-zero");
    check_member(field(all, 0, "Version"), "state", "index-out-of-range");
    check_member(field(all, 0, "Serial Number"), "value", "SN");
    check_member(field(all, 0, "Chassis Handle"), "state", "beyond-length");
    const json_t *features = json_object_get(field(all, 0, "Features"), "items");
    assert_string_equal(json_string_value(json_array_get(features, 1)), "Board is replaceable");
    check_member(field(all, 1, "Type"), "part", "On Board Device 1 Information");
    check_member(field(all, 1, "Description"), "value", "VGA");
    const json_t *oem = json_array_get(json_object_get(all, "structures"), 2);
    check_member(oem, "bytes", "c80604000102");
    const json_t *odd = json_array_get(json_object_get(all, "odd"), 8);
    check_member(odd, "what", "index");
    assert_int_equal(json_integer_value(json_object_get(odd, "handle")), 0x21);
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
        T(test_a_good_table_is_not_odd),
        T(test_a_number_without_a_string_is_named_with_its_field),
        T(test_handles_used_twice_are_named),
        T(test_extra_nuls_are_passed_over_and_named),
        T(test_a_break_says_where_it_is_and_what_is_lost),
        T(test_a_cut_table_keeps_what_is_whole),
        T(test_promises_of_the_entry_point_are_held_against_the_table),
        T(test_strings_that_are_no_ascii_or_too_long_are_named),
        T(test_a_structure_thinner_than_any_version_shows_nothing),
        T(test_a_management_device_of_16_bytes_is_one_of_11),
        T(test_a_broken_table_does_not_fill_the_list_for_ever),
        T(test_json_has_each_field_with_its_state),
#undef T
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
