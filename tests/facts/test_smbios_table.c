/* test_smbios_table.c - the walk over good, odd and hostile tables. */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/smbios_build.h"

struct fixture {
    struct smbios_build b;
    struct buf file;
    struct arena *a;
    struct smbios_table t;
    struct err err;
};

static int start(void **state)
{
    static struct fixture f;

    f = (struct fixture){.file = BUF_INIT(4 * SMBIOS_MAX_TABLE_BYTES), .a = arena_new()};
    smbios_build_init(&f.b);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;

    smbios_build_done(&f->b);
    buf_done(&f->file);
    arena_free(f->a);
    return 0;
}

static bool parse(struct fixture *f, enum smbios_entry entry, uint8_t major, uint8_t minor)
{
    buf_clear(&f->file);
    smbios_build_dump(&f->b, entry, major, minor, &f->file);
    return smbios_table_from_dump(buf_str(&f->file), f->a, &f->t, &f->err);
}

/* The table as it stands in f->b, without an entry point. */
static void parse_table(struct fixture *f)
{
    assert_true(
        smbios_table_parse((struct str){NULL, 0}, buf_str(&f->b.table), f->a, &f->t, &f->err));
}

static void check_odd(const struct fixture *f, const char *want)
{
    struct buf text = BUF_INIT(200);

    smbios_odd_text(f->t.odd, &text);
    check_str(buf_str(&text), want);
    buf_done(&text);
}

static void test_a_good_table_is_not_odd(void **state)
{
    struct fixture *f = *state;
    static const enum smbios_entry entries[] = {SMBIOS_ENTRY_21, SMBIOS_ENTRY_30};

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        assert_true(parse(f, entries[i], 2, 8));
        assert_int_equal(f->t.entry, entries[i]);
        assert_int_equal(f->t.n, 5);
        assert_int_equal(f->t.major, 2);
        assert_int_equal(f->t.minor, 8);
        assert_int_equal(f->t.table_n, f->b.table.n);
        check_odd(f, "");
    }
}

static void test_strings_are_found_by_number_and_place(void **state)
{
    struct fixture *f = *state;
    struct str s;
    size_t at;

    smbios_build_add(&f->b, 2, 7, SMBIOS_BYTES(1, 2), SMBIOS_STRINGS("one", "second"));
    smbios_build_end(&f->b);
    parse_table(f);
    const struct smbios_structure *board = smbios_first(&f->t, 2);
    assert_non_null(board);
    assert_int_equal(board->handle, 7);
    assert_int_equal(board->strings, 2);
    assert_true(smbios_string(&f->t, board, 2, &s, &at));
    check_str(s, "second");
    assert_int_equal(at, 10);
    assert_false(smbios_string(&f->t, board, 0, &s, &at));
    assert_false(smbios_string(&f->t, board, 3, &s, &at));
    assert_null(smbios_first(&f->t, 3));
}

static void test_a_field_beyond_the_formatted_area_is_refused(void **state)
{
    struct fixture *f = *state;
    uint64_t value;

    smbios_build_add(&f->b, 2, 7, SMBIOS_BYTES(0x12, 0x34), NULL);
    smbios_build_end(&f->b);
    parse_table(f);
    assert_true(smbios_field(&f->t.structures[0], 4, 2, &value));
    assert_int_equal(value, 0x3412);
    assert_false(smbios_field(&f->t.structures[0], 5, 2, &value));
    assert_false(smbios_field(&f->t.structures[0], 6, 1, &value));
    assert_false(smbios_field(&f->t.structures[0], 300, 1, &value));
    assert_false(smbios_field(&f->t.structures[0], 0, 9, &value));
}

static void test_extra_nuls_after_a_string_set_are_skipped(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 4, 1, SMBIOS_BYTES(1), SMBIOS_STRINGS("cpu"));
    buf_pad(&f->b.table, '\0', 2);
    smbios_build_add(&f->b, 2, 2, SMBIOS_BYTES(1), SMBIOS_STRINGS("board"));
    buf_pad(&f->b.table, '\0', 3);
    smbios_build_pc(&f->b, "S", "B"); /* begins with type 0, a NUL itself */
    parse_table(f);
    assert_int_equal(f->t.n, 7);
    assert_int_equal(f->t.structures[1].type, 2);
    assert_int_equal(f->t.structures[2].type, 0);
    check_odd(f, "nuls");
}

static void test_a_structure_shorter_than_its_header_ends_the_walk(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1, NULL, 0, NULL);
    buf_add(&f->b.table, "\x04\x03\x02\x01\0\0", 6);
    smbios_build_end(&f->b);
    parse_table(f);
    assert_int_equal(f->t.n, 1);
    check_odd(f, "no-end, short");
}

static void test_a_cut_table_gives_what_stands_before_the_cut(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    size_t whole = f->b.table.n;
    for (size_t n = 0; n < whole; n++) {
        f->b.table.n = n;
        parse_table(f);
        assert_true(f->t.n < 5);
        assert_true(f->t.odd & SMBIOS_ODD_NO_END);
        for (size_t i = 0; i < f->t.n; i++)
            assert_true(f->t.structures[i].next <= n);
    }
}

static void test_each_oddity_has_its_word(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(1), SMBIOS_STRINGS("x"));
    smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(1), SMBIOS_STRINGS("y"));
    smbios_build_end(&f->b);
    buf_puts(&f->b.table, "behind the end");
    f->b.count = 9;
    assert_true(parse(f, SMBIOS_ENTRY_21, 2, 4));
    check_odd(f, "length, count, handle, trailing");
    assert_true(f->t.table_n < f->b.table.n);

    f->file.p[6]++; /* the version, and so the checksum */
    assert_true(smbios_table_from_dump(buf_str(&f->file), f->a, &f->t, &f->err));
    check_odd(f, "checksum, length, count, handle, trailing");
}

static void test_a_dump_may_keep_the_address_of_the_machine(void **state)
{
    struct fixture *f = *state;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    assert_true(parse(f, SMBIOS_ENTRY_21, 2, 8));
    memcpy(f->file.p + 0x18, "\x20\x00\x0E\x00", 4); /* 0xE0020 */
    assert_true(smbios_table_from_dump(buf_str(&f->file), f->a, &f->t, &f->err));
    assert_int_equal(f->t.n, 5);
    memcpy(f->file.p + 0x18, "\x29\x00\x00\x00", 4); /* inside the file, and wrong */
    assert_true(smbios_table_from_dump(buf_str(&f->file), f->a, &f->t, &f->err));
    assert_int_equal(f->t.n, 5);
}

static void test_bare_tables_and_those_of_windows_are_read(void **state)
{
    struct fixture *f = *state;
    struct buf rsmb = BUF_INIT(4096);

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    assert_true(parse(f, SMBIOS_ENTRY_NONE, 0, 0));
    assert_int_equal(f->t.n, 5);
    assert_int_equal(f->t.major, 0);

    const char header[] = {0, 3, 2, 0, (char)f->b.table.n, (char)(f->b.table.n >> 8), 0, 0};
    buf_add(&rsmb, header, sizeof header);
    buf_add_str(&rsmb, buf_str(&f->b.table));
    assert_true(smbios_table_from_dump(buf_str(&rsmb), f->a, &f->t, &f->err));
    assert_int_equal(f->t.n, 5);
    assert_int_equal(f->t.major, 3);
    assert_int_equal(f->t.minor, 2);
    buf_done(&rsmb);
}

static void test_a_header_of_windows_that_lies_about_its_length_is_odd(void **state)
{
    struct fixture *f = *state;

    for (unsigned cut = 0; cut < 2; cut++) {
        struct buf rsmb = BUF_INIT(4096);
        buf_clear(&f->b.table);
        smbios_build_pc(&f->b, "SYS-1", "BRD-1");
        size_t said = cut ? f->b.table.n - 9 : f->b.table.n + 9;
        const char header[] = {0, 2, 8, 0, (char)said, (char)(said >> 8), 0, 0};
        buf_add(&rsmb, header, sizeof header);
        buf_add_str(&rsmb, buf_str(&f->b.table));
        assert_true(smbios_table_from_dump(buf_str(&rsmb), f->a, &f->t, &f->err));
        assert_int_equal(f->t.major, 2);
        assert_true(f->t.odd & SMBIOS_ODD_LENGTH);
        assert_true(f->t.n >= 3);
        buf_done(&rsmb);
    }
}

/* The BIOS area of a machine, with an entry point that gives the address there. */
static void test_a_table_inside_of_saved_memory_is_found(void **state)
{
    struct fixture *f = *state;
    static const uint32_t starts[] = {0, 0xF0000};

    for (size_t i = 0; i < COUNT_OF(starts); i++) {
        struct buf memory = BUF_INIT(64 * 1024);
        struct buf entry = BUF_INIT(64);
        const uint32_t at = 0x3000, address = starts[i] + at;
        buf_clear(&f->b.table);
        f->b.count = 0;
        smbios_build_pc(&f->b, "SYS-1", "BRD-1");
        smbios_build_entry(&f->b, SMBIOS_ENTRY_21, 2, 8, &entry);
        entry.p[0x18] = (char)address; /* the sums of both parts stay right */
        entry.p[0x19] = (char)(address >> 8);
        entry.p[0x1A] = (char)(address >> 16);
        entry.p[0x15] = (char)(entry.p[0x15] + SMBIOS_DUMP_TABLE_AT - entry.p[0x18] -
                               entry.p[0x19] - entry.p[0x1A]);
        buf_pad(&memory, '\xFF', 0x120);
        buf_add_str(&memory, buf_str(&entry));
        buf_pad(&memory, '\0', at - memory.n);
        buf_add_str(&memory, buf_str(&f->b.table));
        assert_true(smbios_table_from_dump(buf_str(&memory), f->a, &f->t, &f->err));
        assert_int_equal(f->t.n, 5);
        assert_int_equal(f->t.odd, 0);
        assert_int_equal(f->t.minor, 8);
        buf_done(&memory);
        buf_done(&entry);
    }
}

static void test_a_file_that_is_no_table_is_refused(void **state)
{
    struct fixture *f = *state;
    static const char *const files[] = {"",
                                        "_SM_",
                                        "_SM3_",
                                        "_DMI_",
                                        "Hello, this is a letter.",
                                        "_SM_ and then only text that goes on and on and on"};

    for (size_t i = 0; i < COUNT_OF(files); i++) {
        f->err = ERR_NONE;
        assert_false(smbios_table_from_dump(str_of(files[i]), f->a, &f->t, &f->err));
        assert_int_equal(f->err.code, E_SMBIOS_FORM);
    }
    buf_pad(&f->b.table, 'x', SMBIOS_MAX_TABLE_BYTES + 1);
    assert_false(parse(f, SMBIOS_ENTRY_NONE, 0, 0));
}

static void test_what_was_dumped_reads_back_the_same(void **state)
{
    struct fixture *f = *state;
    static const enum smbios_entry entries[] = {SMBIOS_ENTRY_NONE, SMBIOS_ENTRY_21,
                                                SMBIOS_ENTRY_30};
    struct buf dump = BUF_INIT(4096);
    struct smbios_table again;

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    for (size_t i = 0; i < COUNT_OF(entries); i++) {
        assert_true(parse(f, entries[i], 2, 8));
        buf_clear(&dump);
        smbios_table_dump(&f->t, &dump);
        assert_true(smbios_table_from_dump(buf_str(&dump), f->a, &again, &f->err));
        assert_int_equal(again.odd, 0);
        assert_int_equal(again.n, f->t.n);
        assert_int_equal(again.table_n, f->t.table_n);
        assert_memory_equal(again.table, f->t.table, f->t.table_n);
        assert_memory_equal(dump.p + SMBIOS_DUMP_TABLE_AT, f->t.table, f->t.table_n);
        if (entries[i] != SMBIOS_ENTRY_NONE)
            assert_true(str_eq(buf_str(&dump), buf_str(&f->file)));
    }
    buf_done(&dump);
}

static void test_a_dump_mends_what_the_entry_point_says(void **state)
{
    struct fixture *f = *state;
    struct buf dump = BUF_INIT(4096);

    smbios_build_pc(&f->b, "SYS-1", "BRD-1");
    assert_true(parse(f, SMBIOS_ENTRY_21, 2, 8));
    memset(f->file.p + 0x15, 0x55, 7); /* sum, length, address */
    f->file.p[5] = 0x7F;               /* its own size */
    assert_true(smbios_table_from_dump(buf_str(&f->file), f->a, &f->t, &f->err));
    check_odd(f, "checksum, length");
    smbios_table_dump(&f->t, &dump);
    assert_true(smbios_table_from_dump(buf_str(&dump), f->a, &f->t, &f->err));
    check_odd(f, "");
    buf_done(&dump);
}

static void test_many_structures_and_strings_stay_within_the_caps(void **state)
{
    struct fixture *f = *state;

    for (unsigned i = 0; i < SMBIOS_MAX_STRUCTURES + 10; i++)
        smbios_build_add(&f->b, 200, (uint16_t)i, NULL, 0, NULL);
    parse_table(f);
    assert_int_equal(f->t.n, SMBIOS_MAX_STRUCTURES);

    buf_clear(&f->b.table);
    buf_add(&f->b.table, "\x01\x08\0\0\x01\x02\x03\xFF", 8);
    for (unsigned i = 0; i < 100000; i++)
        buf_add(&f->b.table, "a", 2);
    buf_putc(&f->b.table, '\0');
    parse_table(f);
    assert_int_equal(f->t.n, 1);
    assert_int_equal(f->t.structures[0].strings, 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
        T(test_a_good_table_is_not_odd),
        T(test_strings_are_found_by_number_and_place),
        T(test_a_field_beyond_the_formatted_area_is_refused),
        T(test_extra_nuls_after_a_string_set_are_skipped),
        T(test_a_structure_shorter_than_its_header_ends_the_walk),
        T(test_a_cut_table_gives_what_stands_before_the_cut),
        T(test_each_oddity_has_its_word),
        T(test_a_dump_may_keep_the_address_of_the_machine),
        T(test_bare_tables_and_those_of_windows_are_read),
        T(test_a_header_of_windows_that_lies_about_its_length_is_odd),
        T(test_a_table_inside_of_saved_memory_is_found),
        T(test_a_file_that_is_no_table_is_refused),
        T(test_what_was_dumped_reads_back_the_same),
        T(test_a_dump_mends_what_the_entry_point_says),
        T(test_many_structures_and_strings_stay_within_the_caps),
#undef T
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
