/* test_hostile_folder.c - folders and ISO images that hold more, or other things, than a bundle. */
#include "tests/support/check.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/read.h"
#include "tests/support/bundle_kit.h"

#define IMAGE_MAX (4 * 1024 * 1024)

static struct kit kit;
static struct plan *plan;
static char folder[3 * KIT_PATH]; /* a good bundle, new for each test */
static char out_dir[2 * KIT_PATH];

static int new_bundle(void **state)
{
    static unsigned n;
    struct bundle_written w;
    struct err err = ERR_NONE;

    (void)state;
    snprintf(out_dir, sizeof out_dir, "%s/out%u", kit.dir, n++);
    if (mkdir(out_dir, 0755) != 0)
        return 1;
    if (!bundle_write(plan, bundle_format_of(STR("dir")), out_dir, "case", NULL, &w, &err))
        return 1;
    snprintf(folder, sizeof folder, "%s/case", out_dir);
    return 0;
}

static const char *within(const char *name)
{
    static char paths[4][4 * KIT_PATH];
    static size_t next;
    char *path = paths[next++ % COUNT_OF(paths)];

    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* ---- folders -------------------------------------------------------------------------------- */

static void test_a_good_folder_is_accepted(void **state)
{
    (void)state;
    assert_int_equal(kit_open_code(folder), E_NONE);
    assert_true(kit_is_genuine(&kit, folder));
}

static void test_a_link_is_refused_wherever_it_leads(void **state)
{
    static const char *const targets[] = {"/etc/passwd", "report.txt", "README.txt", "nowhere",
                                          "/dev/zero",   ".",          "/"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(targets); i++) {
        assert_int_equal(symlink(targets[i], within("extra.txt")), 0);
        assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
        assert_int_equal(unlink(within("extra.txt")), 0);
        assert_int_equal(symlink(targets[i], within("logs/0000.log")), 0);
        assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
        assert_int_equal(unlink(within("logs/0000.log")), 0);
    }
    assert_int_equal(kit_open_code(folder), E_NONE);
}

/* The same bytes through a link are not the same bundle: tomorrow they may be others. */
static void test_a_link_in_the_place_of_a_file_or_folder_is_refused(void **state)
{
    char moved[3 * KIT_PATH];

    (void)state;
    snprintf(moved, sizeof moved, "%s/moved", out_dir);
    assert_int_equal(rename(within("report.txt"), moved), 0);
    assert_int_equal(symlink(moved, within("report.txt")), 0);
    assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
    assert_int_equal(rename(moved, within("report.txt")), 0);
    assert_int_equal(rename(within("logs"), moved), 0);
    assert_int_equal(symlink(moved, within("logs")), 0);
    assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
}

/* Opening one would wait for ever. */
static void test_a_pipe_is_refused_and_not_opened(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(within("logs/0000.log"), 0644), 0);
    assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
}

static void test_foreign_names_and_empty_folders_are_refused(void **state)
{
    static const char *const names[] = {"Extra.txt", "con",      "aux.txt",     ".hidden",
                                        "a b",       "x\x1b[2J", "desktop.INI", "readme.txt"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        kit_put(within(names[i]), STR("x"));
        assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
        assert_int_equal(unlink(within(names[i])), 0);
    }
    assert_int_equal(mkdir(within("empty"), 0755), 0);
    assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
    assert_int_equal(rmdir(within("empty")), 0);
    assert_int_equal(kit_open_code(folder), E_NONE);
}

static void test_added_missing_and_altered_files_are_named(void **state)
{
    struct arena *a = arena_new();
    struct verify_report r;

    (void)state;
    kit_put(within("logs/0009.log"), STR("x"));
    r = kit_verify(&kit, folder, a);
    kit_check_problem(&r, E_ALTERED, "logs/0009.log");
    assert_int_equal(unlink(within("logs/0009.log")), 0);
    kit_put(within("report.txt"), STR("101 ok\n102 ok\n"));
    r = kit_verify(&kit, folder, a);
    kit_check_problem(&r, E_ALTERED, "report.txt");
    assert_int_equal(unlink(within("report.txt")), 0);
    r = kit_verify(&kit, folder, a);
    kit_check_problem(&r, E_ALTERED, "report.txt");
    kit_check_problem(&r, E_SEAL, "case.ok");
    arena_free(a);
}

static void test_a_deep_folder_is_refused(void **state)
{
    char path[4 * KIT_PATH];
    size_t n;

    (void)state;
    n = (size_t)snprintf(path, sizeof path, "%s", folder);
    for (size_t i = 0; i < 100; i++) {
        memcpy(path + n + 2 * i, "/a", 3);
        assert_int_equal(mkdir(path, 0755), 0);
    }
    assert_int_equal(kit_open_code(folder), E_BUNDLE_FORM);
}

static void test_a_folder_that_is_none_is_said_so(void **state)
{
    static const char *const none[] = {out_dir, "/proc/self"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        struct err err = ERR_NONE;

        assert_null(bundle_open(none[i], &err));
        assert_int_equal(err.code, E_NOT_BUNDLE);
    }
}

/* ---- images --------------------------------------------------------------------------------- */

struct item {
    const char *path;
    unsigned type; /* AE_IFREG ... */
    const char *link;
};

/* The files of the plan in the folder top, and what else is asked for. */
static void make_image(const char *path, const char *top, const char *options,
                       const struct item *items, size_t n)
{
    struct archive *a = archive_write_new();
    char name[128];

    assert_int_equal(archive_write_set_format_iso9660(a), ARCHIVE_OK);
    assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
    for (size_t i = 0; i < plan_count(plan) + n; i++) {
        const struct item *item = i < plan_count(plan) ? NULL : &items[i - plan_count(plan)];
        struct archive_entry *e = archive_entry_new();
        struct str bytes = STR("x");

        if (item) {
            snprintf(name, sizeof name, "%s", item->path);
        } else {
            snprintf(name, sizeof name, "%s/%s", top, plan_at(plan, i)->name);
            bytes = plan_at(plan, i)->bytes;
        }
        archive_entry_set_pathname(e, name);
        archive_entry_set_filetype(e, item ? item->type : AE_IFREG);
        archive_entry_set_perm(e, 0644);
        if (item && item->link)
            archive_entry_set_symlink(e, item->link);
        archive_entry_set_size(e, item && item->type != AE_IFREG ? 0 : (la_int64_t)bytes.n);
        assert_int_equal(archive_write_header(a, e), ARCHIVE_OK);
        if (!item || item->type == AE_IFREG)
            assert_int_equal(archive_write_data(a, bytes.p, bytes.n), bytes.n);
        archive_entry_free(e);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

static enum err_code image_code(const char *top, const char *options, const struct item *items,
                                size_t n)
{
    const char *path = kit_path(&kit, "hostile.iso");

    make_image(path, top, options, items, n);
    return kit_open_code(path);
}

static void test_an_image_of_the_folder_is_accepted_whatever_its_name(void **state)
{
    (void)state;
    assert_int_equal(image_code("case", "iso9660:joliet", NULL, 0), E_NONE);
    assert_int_equal(image_code("Another Name", "iso9660:joliet", NULL, 0), E_NONE);
    assert_true(kit_is_genuine(&kit, kit_path(&kit, "hostile.iso")));
}

static void test_images_with_more_than_the_folder_are_refused(void **state)
{
    static const struct item items[] = {
        {"autorun.inf", AE_IFREG, NULL},          {"other/extra.txt", AE_IFREG, NULL},
        {"case/Extra.TXT", AE_IFREG, NULL},       {"case/link", AE_IFLNK, "/etc/passwd"},
        {"case/logs/0000.log", AE_IFLNK, "../x"}, {"case/con.txt", AE_IFREG, NULL},
        {"case/empty", AE_IFDIR, NULL},           {"empty", AE_IFDIR, NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(items); i++)
        assert_int_equal(image_code("case", "iso9660:joliet", &items[i], 1), E_BUNDLE_FORM);
}

static void test_an_added_file_in_an_image_is_named(void **state)
{
    static const struct item item = {"case/logs/0009.log", AE_IFREG, NULL};
    const char *path = kit_path(&kit, "hostile.iso");
    struct arena *a = arena_new();

    (void)state;
    make_image(path, "case", "iso9660:joliet", &item, 1);
    struct verify_report r = kit_verify(&kit, path, a);
    kit_check_problem(&r, E_ALTERED, "logs/0009.log");
    arena_free(a);
}

/* Windows would show what Linux does not. In the Joliet tree names are UCS-2, big endian. */
static void test_two_directories_that_differ_are_refused(void **state)
{
    static const char ucs2[] = "\0r\0e\0p\0o\0r\0t\0.\0t\0x\0t";
    const char *path = kit_path(&kit, "hostile.iso");
    struct buf image = BUF_INIT(IMAGE_MAX);
    size_t changed = 0;

    (void)state;
    make_image(path, "case", "iso9660:joliet", NULL, 0);
    kit_get(path, &image);
    for (size_t i = 0; i + sizeof ucs2 < image.n; i++) {
        if (memcmp(image.p + i, ucs2, sizeof ucs2 - 1) != 0)
            continue;
        image.p[i + 1] = 's';
        changed++;
    }
    assert_true(changed > 0);
    kit_put(path, buf_str(&image));
    assert_int_equal(kit_open_code(path), E_BUNDLE_FORM);
    buf_done(&image);
}

static void test_an_image_with_one_directory_alone_is_refused_or_whole(void **state)
{
    (void)state;
    /* Without Joliet the names of Windows are cut and in capitals. */
    assert_int_equal(image_code("case", "iso9660:!joliet", NULL, 0), E_BUNDLE_FORM);
}

static void test_random_damage_is_survived(void **state)
{
    const char *path = kit_path(&kit, "hostile.iso");
    struct buf image = BUF_INIT(IMAGE_MAX);
    struct err err = ERR_NONE;

    (void)state;
    make_image(path, "case", "iso9660:joliet", NULL, 0);
    kit_get(path, &image);
    for (size_t i = 0; i < 500; i++) {
        struct buf spoiled = BUF_INIT(IMAGE_MAX);
        uint8_t random[5];

        digest_random(random, sizeof random);
        buf_add_str(&spoiled, buf_str(&image));
        /* The descriptors and directories, which come first. */
        spoiled.p[0x8000 + (random[0] << 8 | random[1]) % 0x8000] = (char)random[2];
        spoiled.p[0x8000 + (random[3] << 8 | random[4]) % 0x8000] ^= 1;
        kit_put(path, buf_str(&spoiled));
        bundle_close(bundle_open(path, &err));
        err = ERR_NONE;
        buf_done(&spoiled);
    }
    buf_done(&image);
}

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    kit_start(&kit);
    plan = plan_new();
    assert_true(plan_add_bytes(plan, "report.txt", STR("101 ok\n102 must-fix\n"), &err));
    assert_true(plan_add_bytes(plan, "README.txt", STR("Read me.\n"), &err));
    assert_true(plan_add_bytes(plan, "logs/0001.log", STR("line\n"), &err));
    kit_release(&kit, plan, true);
    return 0;
}

static int end(void **state)
{
    (void)state;
    plan_free(plan);
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_a_good_folder_is_accepted, new_bundle),
        cmocka_unit_test_setup(test_a_link_is_refused_wherever_it_leads, new_bundle),
        cmocka_unit_test_setup(test_a_link_in_the_place_of_a_file_or_folder_is_refused,
                               new_bundle),
        cmocka_unit_test_setup(test_a_pipe_is_refused_and_not_opened, new_bundle),
        cmocka_unit_test_setup(test_foreign_names_and_empty_folders_are_refused, new_bundle),
        cmocka_unit_test_setup(test_added_missing_and_altered_files_are_named, new_bundle),
        cmocka_unit_test_setup(test_a_deep_folder_is_refused, new_bundle),
        cmocka_unit_test_setup(test_a_folder_that_is_none_is_said_so, new_bundle),
        cmocka_unit_test(test_an_image_of_the_folder_is_accepted_whatever_its_name),
        cmocka_unit_test(test_images_with_more_than_the_folder_are_refused),
        cmocka_unit_test(test_an_added_file_in_an_image_is_named),
        cmocka_unit_test(test_two_directories_that_differ_are_refused),
        cmocka_unit_test(test_an_image_with_one_directory_alone_is_refused_or_whole),
        cmocka_unit_test(test_random_damage_is_survived),
    };

    return cmocka_run_group_tests(tests, start, end);
}
