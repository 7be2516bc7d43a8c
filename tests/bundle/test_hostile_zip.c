/* test_hostile_zip.c - zips that show different things to different readers, or too much.
 *
 * zip_kit makes the canonical form; each case spoils one thing in it. */
#include "tests/support/check.h"

#include <string.h>

#include "base/arena.h"
#include "bundle/read.h"
#include "tests/support/bundle_kit.h"
#include "tests/support/zip_kit.h"

static struct zip plain;

static struct kit kit;

static const char *put(struct str bytes)
{
    const char *path = kit_path(&kit, "hostile.zip");

    kit_put(path, bytes);
    return path;
}

static enum err_code open_code(struct str bytes)
{
    return kit_open_code(put(bytes));
}

static void check_zip(const struct zip *z, enum err_code code)
{
    struct buf bytes = BUF_INIT(ZIP_MAX);

    zip_build(z, &bytes);
    assert_int_equal(open_code(buf_str(&bytes)), code);
    buf_done(&bytes);
}

static void check_refused(const struct zip *z)
{
    check_zip(z, E_BUNDLE_FORM);
}

/* Without this the refusals below would say nothing. */
static void test_the_canonical_form_is_accepted(void **state)
{
    (void)state;
    check_zip(&plain, E_NONE);
}

static void test_hostile_names_are_refused(void **state)
{
    static const char *const names[] = {"../../evil.txt",
                                        "/etc/evil.txt",
                                        "c:\\evil.txt",
                                        "..\\evil.txt",
                                        "a/./b",
                                        "a//b",
                                        "a/",
                                        "con",
                                        "aux.txt",
                                        "a.txt.",
                                        "b.txt ",
                                        "c.txt:ads",
                                        "A.TXT",
                                        "caf\xc3\xa9.txt",
                                        "cafe\xcc\x81.txt",
                                        "log_\xe2\x80\xaetxt.exe",
                                        "a\x1b[2J.txt",
                                        "a\nb.txt",
                                        "readme.txt",
                                        "manifest.txt",
                                        ""};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct zip z = plain;

        z.n = 1;
        z.files[0].name = names[i];
        check_refused(&z);
    }
}

static void test_names_twice_or_out_of_order_are_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[1].name = "a.txt";
    check_refused(&z);
    z.files[0].name = "b.txt";
    check_refused(&z);
}

static void test_a_file_that_is_also_a_folder_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[0].name = "a";
    z.files[1].name = "a-b";
    z.files[2] = (struct zip_file){.name = "a/b", .data = {"x", 1}};
    z.n = 3;
    check_refused(&z);
}

static void test_links_folders_and_programs_are_refused(void **state)
{
    static const uint32_t modes[] = {0120777, 040755,  010644,  020644, 060644,
                                     0100755, 0104644, 0100600, 0};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        struct zip z = plain;

        z.attributes = modes[i] << 16;
        check_refused(&z);
    }
    struct zip z = plain;
    z.attributes |= 0x10; /* the folder bit of DOS */
    check_refused(&z);
}

static void test_a_directory_with_other_names_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[1].central_name = "evil.exe";
    check_refused(&z);
    z.files[1].central_name = "c.txt";
    check_refused(&z);
}

static void test_an_entry_missing_from_the_directory_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[0].hidden = true;
    check_refused(&z);
    z = plain;
    z.files[1].hidden = true;
    check_refused(&z);
}

static void test_a_directory_in_another_order_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.directory_reversed = true;
    check_refused(&z);
}

static void test_bytes_before_between_and_after_are_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.before = STR("#!/bin/sh\n");
    check_zip(&z, E_NOT_BUNDLE);
    z = plain;
    z.between = STR("between");
    check_refused(&z);
    z = plain;
    z.after = STR("after");
    check_refused(&z);
    z = plain;
    z.comment = STR("comment");
    check_refused(&z);
}

/* Readers that look from the end see the second zip, those that look from the start the first. */
static void test_two_zips_in_one_file_are_refused(void **state)
{
    struct buf bytes = BUF_INIT(ZIP_MAX);

    (void)state;
    zip_build(&plain, &bytes);
    zip_build(&plain, &bytes);
    assert_int_equal(open_code(buf_str(&bytes)), E_BUNDLE_FORM);
    buf_done(&bytes);
}

static void test_extra_fields_are_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.local_extra = 8;
    check_refused(&z);
    z = plain;
    z.central_extra = 8;
    check_refused(&z);
}

static void test_flags_methods_and_times_of_others_are_refused(void **state)
{
    struct zip z;

    (void)state;
    for (unsigned bit = 0; bit < 16; bit++) { /* encrypted, data descriptor, UTF-8 ... */
        z = plain;
        z.flags = (uint16_t)(1 << bit);
        check_refused(&z);
    }
    z = plain;
    z.files[0].store = true;
    check_refused(&z);
    z = plain;
    z.time = 1;
    check_refused(&z);
    z = plain;
    z.date = 0x22;
    check_refused(&z);
    z = plain;
    z.version = 45; /* zip64 */
    check_refused(&z);
}

static void test_a_wrong_check_sum_or_size_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.crc_off = 1;
    check_refused(&z);
    z = plain;
    z.files[0].stated_size = 4;
    check_refused(&z);
    z.files[0].stated_size = 6;
    check_refused(&z);
}

static void test_bytes_hidden_behind_the_packed_data_are_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[0].more_after = true;
    check_refused(&z);
}

static void test_bits_hidden_in_the_last_byte_are_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.files[0].loose_bits = true;
    check_refused(&z);
}

static void test_a_bomb_is_refused(void **state)
{
    static char zeros[8 * 1024 * 1024];
    struct zip z = plain;

    (void)state;
    z.files[0].data = (struct str){zeros, sizeof zeros};
    check_zip(&z, E_NONE); /* large, but honest */
    z.files[0].stated_size = UINT32_MAX;
    check_refused(&z);
    z.files[0].stated_size = 1;
    check_refused(&z);
}

/* Each entry may be honest; together they are more than a bundle may hold. */
static void test_too_much_in_sum_is_refused(void **state)
{
    static char noise[5 * 1024 * 1024];
    struct zip z = plain;

    (void)state;
    digest_random(noise, sizeof noise);
    z.files[0].data = z.files[1].data = (struct str){noise, sizeof noise};
    z.files[0].stated_size = z.files[1].stated_size = UINT32_C(0x80000000);
    check_refused(&z);
}

static void test_a_wrong_number_of_entries_is_refused(void **state)
{
    struct zip z = plain;

    (void)state;
    z.count_off = 1;
    check_refused(&z);
    z.count_off = -1;
    check_refused(&z);
    z = (struct zip){.n = 0};
    check_zip(&z, E_NOT_BUNDLE);
}

static void test_too_many_entries_are_refused(void **state)
{
    struct buf bytes = BUF_INIT(ZIP_MAX);

    (void)state;
    for (unsigned i = 0; i <= 4096; i++) {
        char name[16];
        struct zip_file f = {.name = name};
        struct zip_placed p;

        snprintf(name, sizeof name, "f%04u", i);
        zip_put_local(&bytes, &plain, &f, &p);
    }
    assert_int_equal(open_code(buf_str(&bytes)), E_BUNDLE_FORM);
    buf_done(&bytes);
}

/* ---- the plain zip with some of its bytes changed ------------------------------------------- */

struct change {
    const char *record; /* the first bytes of the record, which is looked for */
    unsigned nth;       /* of its kind */
    size_t at;          /* in the record */
    struct str bytes;
};

static size_t find_record(struct str zip, const char *record, unsigned nth)
{
    size_t from = 0, at;

    for (;; from += at + 1) {
        assert_true(str_find(str_sub(zip, from, zip.n), record, &at));
        if (nth-- == 0)
            return from + at;
    }
}

static void check_changes_refused(const struct change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf bytes = BUF_INIT(ZIP_MAX);

        zip_build(&plain, &bytes);
        size_t at =
            find_record(buf_str(&bytes), changes[i].record, changes[i].nth) + changes[i].at;
        assert_memory_not_equal(bytes.p + at, changes[i].bytes.p, changes[i].bytes.n);
        memcpy(bytes.p + at, changes[i].bytes.p, changes[i].bytes.n);
        assert_int_equal(open_code(buf_str(&bytes)), E_BUNDLE_FORM);
        buf_done(&bytes);
    }
}

#define LOCAL "PK\3\4"
#define CENTRAL "PK\1\2"
#define END "PK\5\6"
#define ALL_ONES              \
    {                         \
        "\xff\xff\xff\xff", 4 \
    }

/* Sizes, offset and count that say "look into the zip64 record". */
static void test_zip64_values_are_refused(void **state)
{
    static const struct change changes[] = {
        {LOCAL, 0, 18, ALL_ONES},      {LOCAL, 0, 22, ALL_ONES},   {CENTRAL, 0, 20, ALL_ONES},
        {CENTRAL, 1, 24, ALL_ONES},    {CENTRAL, 1, 42, ALL_ONES}, {END, 0, 8, {"\xff\xff", 2}},
        {END, 0, 10, {"\xff\xff", 2}}, {END, 0, 12, ALL_ONES},     {END, 0, 16, ALL_ONES}};

    (void)state;
    check_changes_refused(changes, COUNT_OF(changes));
}

/* APPNOTE 4.3.14 and 4.3.15: a second end that some readers believe and others do not. */
static void test_zip64_end_records_are_refused(void **state)
{
    struct buf bytes = BUF_INIT(ZIP_MAX), with = BUF_INIT(ZIP_MAX);

    (void)state;
    zip_build(&plain, &bytes);
    size_t end = find_record(buf_str(&bytes), END, 0);
    buf_add_str(&with, str_sub(buf_str(&bytes), 0, end));
    buf_puts(&with, "PK\6\6");
    buf_pad(&with, '\0', 52);
    buf_puts(&with, "PK\6\7");
    buf_pad(&with, '\0', 16);
    buf_add_str(&with, str_sub(buf_str(&bytes), end, bytes.n));
    assert_int_equal(open_code(buf_str(&with)), E_BUNDLE_FORM);
    buf_done(&bytes);
    buf_done(&with);
}

/* Two names for the bytes of one, or one that holds another: how small bombs grow large. */
static void test_entries_that_overlap_are_refused(void **state)
{
    struct change changes[] = {{CENTRAL, 1, 42, {"\0\0\0\0", 4}},   /* both at the first */
                               {CENTRAL, 0, 42, {"\x1e\0\0\0", 4}}, /* into a header */
                               {LOCAL, 0, 18, {"\x40\0\0\0", 4}},   /* over the second */
                               {LOCAL, 0, 26, {"\x20\0", 2}}};      /* a name over data */

    (void)state;
    check_changes_refused(changes, COUNT_OF(changes));
}

static void test_other_disks_are_refused(void **state)
{
    static const struct change changes[] = {{END, 0, 4, {"\1", 1}},
                                            {END, 0, 6, {"\1", 1}},
                                            {CENTRAL, 0, 34, {"\1", 1}},
                                            {END, 0, 8, {"\1", 1}}};

    (void)state;
    check_changes_refused(changes, COUNT_OF(changes));
}

static void test_a_directory_of_another_size_or_place_is_refused(void **state)
{
    static const struct change changes[] = {
        {END, 0, 12, {"\1", 1}}, {END, 0, 16, {"\0\0", 2}}, {END, 0, 20, {"\1", 1}}};

    (void)state;
    check_changes_refused(changes, COUNT_OF(changes));
}

/* Another system's names and attributes: DOS, NTFS, Mac; text; a reader of another version. */
static void test_entries_made_by_other_systems_are_refused(void **state)
{
    static const struct change changes[] = {
        {CENTRAL, 0, 5, {"\0", 1}},   {CENTRAL, 0, 5, {"\x0a", 1}},
        {CENTRAL, 0, 5, {"\x13", 1}}, {CENTRAL, 0, 4, {"\x14", 1}},
        {CENTRAL, 0, 36, {"\1", 1}},  {CENTRAL, 1, 6, {"\x2d", 1}}};

    (void)state;
    check_changes_refused(changes, COUNT_OF(changes));
}

static void test_what_is_no_zip_is_no_bundle(void **state)
{
    static const char tar[1024] = "a.txt";

    (void)state;
    assert_int_equal(open_code(STR("")), E_NOT_BUNDLE);
    assert_int_equal(open_code(STR("hello")), E_NOT_BUNDLE);
    assert_int_equal(open_code((struct str){tar, sizeof tar}), E_NOT_BUNDLE);
    struct err err = ERR_NONE;
    assert_null(bundle_open(kit.dir, &err));
    assert_int_equal(err.code, E_NOT_BUNDLE);
}

/* Random damage in a deflate stream with a right header: never more than refused. */
static void test_random_damage_is_survived(void **state)
{
    struct buf bytes = BUF_INIT(ZIP_MAX);
    uint8_t random[4];

    (void)state;
    zip_build(&plain, &bytes);
    for (size_t i = 0; i < 5000; i++) {
        struct buf spoiled = BUF_INIT(ZIP_MAX);
        struct err err = ERR_NONE;

        buf_add_str(&spoiled, buf_str(&bytes));
        for (size_t k = 0; k <= i % 4; k++) {
            digest_random(random, sizeof random);
            spoiled.p[(random[0] << 8 | random[1]) % (int)spoiled.n] = (char)random[2];
        }
        bool same = str_eq(buf_str(&spoiled), buf_str(&bytes));
        bundle_close(bundle_open(put(buf_str(&spoiled)), &err));
        assert_int_equal(err.code == E_NONE, same);
        buf_done(&spoiled);
    }
    buf_done(&bytes);
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
    plain = zip_canonical;
    plain.files[0] = (struct zip_file){.name = "a.txt", .data = STR("first")};
    plain.files[1] = (struct zip_file){.name = "b.txt", .data = STR("second")};
    plain.n = 2;
    return 0;
}

static int end(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_canonical_form_is_accepted),
        cmocka_unit_test(test_hostile_names_are_refused),
        cmocka_unit_test(test_names_twice_or_out_of_order_are_refused),
        cmocka_unit_test(test_a_file_that_is_also_a_folder_is_refused),
        cmocka_unit_test(test_links_folders_and_programs_are_refused),
        cmocka_unit_test(test_a_directory_with_other_names_is_refused),
        cmocka_unit_test(test_an_entry_missing_from_the_directory_is_refused),
        cmocka_unit_test(test_a_directory_in_another_order_is_refused),
        cmocka_unit_test(test_bytes_before_between_and_after_are_refused),
        cmocka_unit_test(test_two_zips_in_one_file_are_refused),
        cmocka_unit_test(test_extra_fields_are_refused),
        cmocka_unit_test(test_flags_methods_and_times_of_others_are_refused),
        cmocka_unit_test(test_a_wrong_check_sum_or_size_is_refused),
        cmocka_unit_test(test_bytes_hidden_behind_the_packed_data_are_refused),
        cmocka_unit_test(test_bits_hidden_in_the_last_byte_are_refused),
        cmocka_unit_test(test_a_bomb_is_refused),
        cmocka_unit_test(test_too_much_in_sum_is_refused),
        cmocka_unit_test(test_a_wrong_number_of_entries_is_refused),
        cmocka_unit_test(test_too_many_entries_are_refused),
        cmocka_unit_test(test_zip64_values_are_refused),
        cmocka_unit_test(test_zip64_end_records_are_refused),
        cmocka_unit_test(test_entries_that_overlap_are_refused),
        cmocka_unit_test(test_other_disks_are_refused),
        cmocka_unit_test(test_a_directory_of_another_size_or_place_is_refused),
        cmocka_unit_test(test_entries_made_by_other_systems_are_refused),
        cmocka_unit_test(test_what_is_no_zip_is_no_bundle),
        cmocka_unit_test(test_random_damage_is_survived),
    };

    return cmocka_run_group_tests(tests, start, end);
}
