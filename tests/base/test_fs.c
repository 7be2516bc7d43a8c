/* test_fs.c - a root that reads cannot leave. */
#include "tests/support/check.h"

#include <fcntl.h>
#include <ftw.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

/*   outside.txt             what no path in the root may reach
 *   root/etc/name           "box\nsecond line\n"
 *   root/etc/{abs,up}       links to /etc/name and ../../../etc/name
 *   root/etc/{out,loop}     links to ../../outside.txt and to itself
 *   root/class/dev0         link to ../devices/dev0, as in sysfs
 *   root/devices/dev0/      serial, subsystem -> ../../class
 *   root/log/               a.log b.log .c.log d.txt e.log (link) f.log (FIFO) g.log (folder) */
struct tree {
    char top[64];
    struct fs_root *root;
    struct arena *a;
    struct err err;
};

static const char *under(const struct tree *t, const char *path)
{
    return arena_printf(t->a, "%s/%s", t->top, path);
}

static void put(const struct tree *t, const char *path, const char *text)
{
    FILE *f = fopen(under(t, path), "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void put_folders(const struct tree *t)
{
    static const char *const folders[] = {"root",          "root/etc",          "root/class",
                                          "root/devices",  "root/devices/dev0", "root/log",
                                          "root/log/g.log"};

    for (size_t i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(mkdir(under(t, folders[i]), 0755), 0);
}

static void put_links(const struct tree *t)
{
    static const char *const links[][2] = {
        {"root/etc/abs", "/etc/name"},
        {"root/etc/up", "../../../etc/name"},
        {"root/etc/out", "../../outside.txt"},
        {"root/etc/loop", "loop"},
        {"root/class/dev0", "../devices/dev0"},
        {"root/devices/dev0/subsystem", "../../class"},
        {"root/log/e.log", "a.log"},
    };

    for (size_t i = 0; i < COUNT_OF(links); i++)
        assert_int_equal(symlink(links[i][1], under(t, links[i][0])), 0);
}

static int tree_new(void **state)
{
    struct tree *t = mem_new(sizeof *t);

    snprintf(t->top, sizeof t->top, "/tmp/casepack-fs-XXXXXX");
    assert_non_null(mkdtemp(t->top));
    assert_int_equal(chmod(t->top, 0755), 0);
    t->a = arena_new();
    put_folders(t);
    put_links(t);
    put(t, "outside.txt", "outside");
    put(t, "root/etc/name", "box\nsecond line\n");
    put(t, "root/etc/empty", "");
    put(t, "root/devices/dev0/serial", "SN-1\n");
    put(t, "root/log/a.log", "0123456789");
    put(t, "root/log/b.log", "b");
    put(t, "root/log/.c.log", "c");
    put(t, "root/log/d.txt", "d");
    assert_int_equal(mkfifo(under(t, "root/log/f.log"), 0644), 0);
    t->root = fs_root_open(under(t, "root"), &t->err);
    check_no_err(&t->err);
    *state = t;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static int tree_free(void **state)
{
    struct tree *t = *state;

    fs_root_free(t->root);
    nftw(t->top, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    arena_free(t->a);
    free(t);
    return 0;
}

static void check_read(struct tree *t, const char *path, enum fs_links links, const char *want)
{
    struct buf text = BUF_INIT(1000);
    bool good = fs_read(t->root, path, 1000, links, &text, &t->err);

    check_no_err(&t->err);
    assert_true(good);
    check_str(buf_str(&text), want);
    buf_done(&text);
}

static void check_read_fails(struct tree *t, const char *path, enum fs_links links,
                             enum err_code code)
{
    struct buf text = BUF_INIT(1000);
    struct err err = ERR_NONE;

    buf_puts(&text, "before");
    assert_false(fs_read(t->root, path, 5, links, &text, &err));
    assert_int_equal(err.code, code);
    check_str(buf_str(&text), "before");
    buf_done(&text);
}

static void test_links_and_dots_end_inside_the_root(void **state)
{
    struct tree *t = *state;

    check_read(t, "/etc/name", FS_NO_LINKS, "box\nsecond line\n");
    check_read(t, "/etc/abs", FS_LINKS_INSIDE, "box\nsecond line\n");
    check_read(t, "/etc/up", FS_LINKS_INSIDE, "box\nsecond line\n");
    check_read(t, "/../../etc/./name", FS_NO_LINKS, "box\nsecond line\n");
    check_read(t, "//class//dev0/serial", FS_LINKS_INSIDE, "SN-1\n");
    check_read(t, "/class/dev0/../../class/dev0/serial", FS_LINKS_INSIDE, "SN-1\n");
    check_read_fails(t, "/etc/out", FS_LINKS_INSIDE, E_FS_ABSENT);
    check_read_fails(t, "/../outside.txt", FS_LINKS_INSIDE, E_FS_ABSENT);
    check_read_fails(t, "/etc/loop", FS_LINKS_INSIDE, E_FS_KIND);
}

static void test_no_links_means_none_on_the_whole_way(void **state)
{
    struct tree *t = *state;

    check_read_fails(t, "/etc/abs", FS_NO_LINKS, E_FS_KIND);
    check_read_fails(t, "/class/dev0/serial", FS_NO_LINKS, E_FS_KIND);
}

static void test_only_regular_files_are_read_and_never_wait(void **state)
{
    struct tree *t = *state;

    check_read_fails(t, "/log/f.log", FS_LINKS_INSIDE, E_FS_KIND);
    check_read_fails(t, "/log", FS_LINKS_INSIDE, E_FS_KIND);
    check_read_fails(t, "/", FS_LINKS_INSIDE, E_FS_KIND);
    check_read_fails(t, "/log/none", FS_LINKS_INSIDE, E_FS_ABSENT);
    check_read_fails(t, "/etc/name/none", FS_LINKS_INSIDE, E_FS_ABSENT);
    assert_null(fs_open(t->root, "/log/f.log", 1, &t->err));
    assert_int_equal(t->err.code, E_FS_KIND);
}

static void test_a_read_beyond_the_cap_leaves_nothing(void **state)
{
    struct tree *t = *state;

    check_read_fails(t, "/etc/name", FS_NO_LINKS, E_FS_TOO_LARGE);
    check_read(t, "/etc/empty", FS_NO_LINKS, "");
}

static void test_stat_names_the_type(void **state)
{
    static const struct {
        const char *path;
        enum fs_links links;
        enum fs_type type;
    } cases[] = {
        {"/", FS_NO_LINKS, FS_FOLDER},       {"/etc/name", FS_NO_LINKS, FS_REGULAR},
        {"/etc/abs", FS_NO_LINKS, FS_LINK},  {"/etc/abs", FS_LINKS_INSIDE, FS_REGULAR},
        {"/etc/loop", FS_NO_LINKS, FS_LINK}, {"/log/f.log", FS_NO_LINKS, FS_FIFO},
    };
    struct tree *t = *state;
    struct fs_info info;

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(fs_stat(t->root, cases[i].path, cases[i].links, &info, &t->err));
        assert_int_equal(info.type, cases[i].type);
    }
    assert_true(fs_stat(t->root, "/log/a.log", FS_NO_LINKS, &info, &t->err));
    assert_int_equal(info.size_bytes, 10);
}

static void test_the_live_machine_has_devices_and_sizeless_files(void **state)
{
    struct tree *t = *state;
    struct fs_root *live = fs_root_open(NULL, &t->err);
    struct fs_info info;
    struct str line;

    assert_non_null(live);
    assert_true(fs_root_is_live(live));
    assert_false(fs_root_is_live(t->root));
    assert_true(fs_stat(live, "/dev/null", FS_LINKS_INSIDE, &info, &t->err));
    assert_int_equal(info.type, FS_DEVICE);
    if (fs_stat(live, "/proc/self/status", FS_LINKS_INSIDE, &info, &t->err)) {
        assert_int_equal(info.size_bytes, 0);
        assert_true(fs_line(live, "/proc/self/status", t->a, &line, &t->err));
        assert_true(str_starts(line, "Name:"));
    }
    fs_root_free(live);
    assert_null(fs_root_open(under(t, "none"), &t->err));
}

static void test_a_line_comes_without_its_end(void **state)
{
    struct tree *t = *state;
    char *longer = arena_take(t->a, 6000);
    struct str line;

    assert_true(fs_line(t->root, "/class/dev0/serial", t->a, &line, &t->err));
    check_str(line, "SN-1");
    assert_true(fs_line(t->root, "/etc/name", t->a, &line, &t->err));
    check_str(line, "box");
    assert_true(fs_line(t->root, "/etc/empty", t->a, &line, &t->err));
    check_str(line, "");
    memset(longer, 'x', 5000);
    put(t, "root/etc/long", longer);
    assert_false(fs_line(t->root, "/etc/long", t->a, &line, &t->err));
    assert_int_equal(t->err.code, E_FS_TOO_LARGE);
}

static void test_what_will_be_made_in_a_folder_is_told(void **state)
{
    struct tree *t = *state;

    assert_true(fs_will_be_inside("/new", "/"));
    assert_true(fs_will_be_inside(under(t, "root/etc/new//"), under(t, "root")));
    assert_true(fs_will_be_inside(under(t, "root/new"), under(t, "root/etc/..")));
    assert_false(fs_will_be_inside(under(t, "root.new"), under(t, "root")));
    assert_false(fs_will_be_inside(under(t, "root/../new"), under(t, "root")));
    assert_false(fs_will_be_inside(under(t, "root/new"), under(t, "root/etc")));
    assert_false(fs_will_be_inside(under(t, "root/absent/new"), under(t, "root")));
}

static void test_real_paths_and_link_texts(void **state)
{
    struct tree *t = *state;
    const char *text = "";

    assert_true(fs_real(t->root, "/class/dev0/serial", t->a, &text, &t->err));
    assert_string_equal(text, "/devices/dev0/serial");
    assert_true(fs_real(t->root, "/class/dev0/subsystem/dev0/..", t->a, &text, &t->err));
    assert_string_equal(text, "/devices");
    assert_true(fs_real(t->root, "/../..", t->a, &text, &t->err));
    assert_string_equal(text, "/");
    assert_true(fs_link(t->root, "/class/dev0/subsystem", t->a, &text, &t->err));
    assert_string_equal(text, "../../class");
    assert_false(fs_link(t->root, "/etc/name", t->a, &text, &t->err));
    assert_int_equal(t->err.code, E_FS_KIND);
}

static void test_names_are_sorted_and_capped(void **state)
{
    struct tree *t = *state;
    struct fs_names names;

    assert_true(fs_list(t->root, "/log", 7, t->a, &names, &t->err));
    assert_int_equal(names.n, 7);
    assert_string_equal(names.names[0], ".c.log");
    assert_string_equal(names.names[6], "g.log");
    assert_true(fs_list(t->root, "/class/dev0", 7, t->a, &names, &t->err));
    assert_int_equal(names.n, 2);
    assert_false(fs_list(t->root, "/log", 6, t->a, &names, &t->err));
    assert_int_equal(t->err.code, E_FS_TOO_LARGE);
}

static void test_patterns_find_regular_files_only(void **state)
{
    struct tree *t = *state;
    struct fs_names names;

    assert_true(fs_glob(t->root, "/log/*.log", 9, t->a, &names, &t->err));
    assert_int_equal(names.n, 2);
    assert_string_equal(names.names[0], "/log/a.log");
    assert_string_equal(names.names[1], "/log/b.log");
    assert_true(fs_glob(t->root, "/*/?.l*g", 9, t->a, &names, &t->err));
    assert_int_equal(names.n, 2);
    assert_true(fs_glob(t->root, "/log/.*.log", 9, t->a, &names, &t->err));
    assert_int_equal(names.n, 1);
    assert_true(fs_glob(t->root, "/class/*/serial", 9, t->a, &names, &t->err));
    assert_int_equal(names.n, 0); /* dev0 is a link there */
    assert_true(fs_glob(t->root, "/none/*/x", 9, t->a, &names, &t->err));
    assert_int_equal(names.n, 0);
    assert_false(fs_glob(t->root, "/log/*.log", 1, t->a, &names, &t->err));
    assert_int_equal(t->err.code, E_FS_TOO_LARGE);
}

/* Root may read everything: then the test goes on as the user nobody. */
static void test_no_permission_is_not_the_same_as_absent(void **state)
{
    struct tree *t = *state;
    struct fs_names names;
    const uid_t user = geteuid();

    assert_int_equal(mkdir(under(t, "root/closed"), 0), 0);
    assert_int_equal(chmod(under(t, "root/etc/name"), 0), 0);
    if (user == 0)
        assert_int_equal(seteuid(65534), 0);
    check_read_fails(t, "/etc/name", FS_NO_LINKS, E_FS_DENIED);
    check_read_fails(t, "/closed/x", FS_NO_LINKS, E_FS_DENIED);
    assert_false(fs_glob(t->root, "/closed/*.log", 9, t->a, &names, &t->err));
    assert_int_equal(t->err.code, E_FS_DENIED);
    if (user == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(under(t, "root/closed"), 0700), 0);
}

static void test_a_log_that_grows_is_cut_at_its_limit(void **state)
{
    struct tree *t = *state;
    struct buf text = BUF_INIT(100);
    struct reader *r = fs_open(t->root, "/log/a.log", 10, &t->err);

    assert_non_null(r);
    put(t, "root/log/a.log", "0123456789 and more");
    assert_true(reader_all(r, &text, &t->err));
    check_str(buf_str(&text), "0123456789");
    reader_close(r);
    buf_done(&text);
}

static void test_a_log_that_shrank_is_not_the_one_reviewed(void **state)
{
    struct tree *t = *state;
    struct buf text = BUF_INIT(100);
    struct reader *r = fs_open(t->root, "/log/a.log", 10, &t->err);
    struct err again = ERR_NONE;
    char byte;
    size_t got;

    assert_non_null(r);
    put(t, "root/log/a.log", "012");
    assert_false(reader_all(r, &text, &t->err));
    assert_int_equal(t->err.code, E_FS_CHANGED);
    assert_false(reader_read(r, &byte, 1, &got, &again));
    reader_close(r);
    buf_done(&text);
}

static void test_readers_and_walks_leave_no_descriptor_open(void **state)
{
    struct tree *t = *state;
    const int before = dup(0);
    const char *text;
    struct fs_names names;

    assert_true(before >= 0);
    close(before);
    check_read_fails(t, "/class/dev0/subsystem/dev0/none/x", FS_LINKS_INSIDE, E_FS_ABSENT);
    check_read_fails(t, "/etc/loop", FS_LINKS_INSIDE, E_FS_KIND);
    assert_true(fs_real(t->root, "/class/dev0/serial", t->a, &text, &t->err));
    assert_true(fs_glob(t->root, "/*/*", 9, t->a, &names, &t->err));
    const int after = dup(0);
    close(after);
    assert_int_equal(after, before);
}

#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, tree_new, tree_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_TREE(test_links_and_dots_end_inside_the_root),
        IN_TREE(test_no_links_means_none_on_the_whole_way),
        IN_TREE(test_only_regular_files_are_read_and_never_wait),
        IN_TREE(test_a_read_beyond_the_cap_leaves_nothing),
        IN_TREE(test_stat_names_the_type),
        IN_TREE(test_the_live_machine_has_devices_and_sizeless_files),
        IN_TREE(test_a_line_comes_without_its_end),
        IN_TREE(test_what_will_be_made_in_a_folder_is_told),
        IN_TREE(test_real_paths_and_link_texts),
        IN_TREE(test_names_are_sorted_and_capped),
        IN_TREE(test_patterns_find_regular_files_only),
        IN_TREE(test_no_permission_is_not_the_same_as_absent),
        IN_TREE(test_a_log_that_grows_is_cut_at_its_limit),
        IN_TREE(test_a_log_that_shrank_is_not_the_one_reviewed),
        IN_TREE(test_readers_and_walks_leave_no_descriptor_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
