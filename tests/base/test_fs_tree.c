/* A recorded machine as one text: the same answers as a folder gives. */
#include "tests/support/check.h"

#include "base/fs_tree.h"

static const char text[] = "# a machine\n"
                           "/sys/block/sda -> ../devices/ata1/block/sda\n"
                           "in /sys/devices/ata1\n"
                           "block/sda/size = 100\n"
                           "block/sda/device -> ../..\n"
                           "model = DISK\\x20A\n"
                           "model = second line\n"
                           "raw := \\x00\\xFFz\n"
                           "/etc/empty/\n"
                           "/etc/secret !denied\n"
                           "/var/up -> /../../sys\n"
                           "/var/round -> round\n";

static struct fs_root *open_tree(void)
{
    struct err err = ERR_NONE;
    struct fs_root *root = fs_tree_of(STR(text), "m.tree", &err);

    check_no_err(&err);
    return root;
}

static enum err_code code_of_reading(struct fs_root *root, const char *path,
                                     enum fs_links links)
{
    struct buf out = BUF_INIT(64);
    struct err err = ERR_NONE;
    bool good = fs_read(root, path, 64, links, &out, &err);

    buf_done(&out);
    return good ? E_NONE : err.code;
}

static void test_lines_and_bytes_become_files(void **state)
{
    struct fs_root *root = open_tree();
    struct buf out = BUF_INIT(64);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(fs_read(root, "/sys/devices/ata1/model", 64, FS_NO_LINKS, &out, &err));
    check_str(buf_str(&out), "DISK A\nsecond line\n");
    buf_clear(&out);
    assert_true(fs_read(root, "/sys/devices/ata1/raw", 64, FS_NO_LINKS, &out, &err));
    assert_int_equal(out.n, 3);
    assert_memory_equal(out.p, "\0\xffz", 3);
    assert_int_equal(code_of_reading(root, "/sys/devices/ata1/model", FS_NO_LINKS), E_NONE);
    buf_done(&out);
    fs_root_free(root);
}

static void test_links_are_followed_inside_only(void **state)
{
    struct fs_root *root = open_tree();
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    const char *path;

    (void)state;
    assert_true(fs_real(root, "/sys/block/sda/device", a, &path, &err));
    assert_string_equal(path, "/sys/devices/ata1");
    assert_true(fs_link(root, "/sys/block/sda", a, &path, &err));
    assert_string_equal(path, "../devices/ata1/block/sda");
    assert_true(fs_real(root, "/var/up", a, &path, &err));
    assert_string_equal(path, "/sys");
    assert_int_equal(code_of_reading(root, "/sys/block/sda/size", FS_NO_LINKS), E_FS_KIND);
    assert_int_equal(code_of_reading(root, "/sys/block/sda/size", FS_LINKS_INSIDE), E_NONE);
    assert_int_equal(code_of_reading(root, "/var/round", FS_LINKS_INSIDE), E_FS_KIND);
    arena_free(a);
    fs_root_free(root);
}

static void test_what_is_denied_or_missing_says_so(void **state)
{
    struct fs_root *root = open_tree();

    (void)state;
    assert_int_equal(code_of_reading(root, "/etc/secret", FS_NO_LINKS), E_FS_DENIED);
    assert_int_equal(code_of_reading(root, "/etc/none", FS_NO_LINKS), E_FS_ABSENT);
    assert_int_equal(code_of_reading(root, "/etc/empty", FS_NO_LINKS), E_FS_KIND);
    assert_int_equal(code_of_reading(root, "/../../etc/none", FS_NO_LINKS), E_FS_ABSENT);
    fs_root_free(root);
}

static void test_folders_list_their_names_in_order(void **state)
{
    struct fs_root *root = open_tree();
    struct arena *a = arena_new();
    struct err err = ERR_NONE;
    struct fs_names names;

    (void)state;
    assert_true(fs_list(root, "/sys/devices/ata1", 16, a, &names, &err));
    assert_int_equal(names.n, 3);
    assert_string_equal(names.names[0], "block");
    assert_string_equal(names.names[2], "raw");
    assert_true(fs_list(root, "/etc/empty", 16, a, &names, &err));
    assert_int_equal(names.n, 0);
    arena_free(a);
    fs_root_free(root);
}

static void test_a_line_that_is_none_is_named(void **state)
{
    static const char *const bad[] = {"what is this", "/a = 1\n/a/b = 2", "/a !why",
                                      "/a = 1\n/a -> b"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = ERR_NONE;

        assert_null(fs_tree_of(str_of(bad[i]), "m.tree", &err));
        assert_int_equal(err.code, E_VALUE);
        assert_non_null(strstr(err.detail, "m.tree: line "));
    }
}

static void test_a_path_too_deep_is_no_line(void **state)
{
    struct buf deep = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    for (int i = 0; i < 200; i++)
        buf_puts(&deep, "/a");
    buf_puts(&deep, " = 1\n");
    assert_null(fs_tree_of(buf_str(&deep), "m.tree", &err));
    assert_int_equal(err.code, E_VALUE);
    buf_done(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_and_bytes_become_files),
        cmocka_unit_test(test_links_are_followed_inside_only),
        cmocka_unit_test(test_what_is_denied_or_missing_says_so),
        cmocka_unit_test(test_folders_list_their_names_in_order),
        cmocka_unit_test(test_a_line_that_is_none_is_named),
        cmocka_unit_test(test_a_path_too_deep_is_no_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
