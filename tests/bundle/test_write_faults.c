/* test_write_faults.c - whatever happens while writing, nothing is left that claims to be a
 * bundle, and what was there before stays. */
#include "tests/support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bundle/file.h"
#include "bundle/formats.h"
#include "tests/support/bundle_kit.h"

/* ---- a medium that fails ---------------------------------------------------------------------
 *
 * These stand in for those of the C library. */

static int fsyncs_left = -1, renames_left = -1; /* -1: all succeed; 0: fails from now on */
static int medium_errno = EIO;

static bool fails(int *left)
{
    if (*left == 0) {
        errno = medium_errno;
        return true;
    }
    if (*left > 0)
        --*left;
    return false;
}

int fsync(int fd)
{
    if (fails(&fsyncs_left))
        return -1;
    return fdatasync(fd);
}

int rename(const char *from, const char *to)
{
    if (fails(&renames_left))
        return -1;
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static void medium_is_well(void)
{
    fsyncs_left = renames_left = -1;
}

/* ---- helpers -------------------------------------------------------------------------------- */

static struct kit kit;
static char out_dir[2 * KIT_PATH]; /* new and empty for each test */

static int new_folder(void **state)
{
    static unsigned n;

    (void)state;
    snprintf(out_dir, sizeof out_dir, "%s/out%u", kit.dir, n++);
    return mkdir(out_dir, 0755);
}

static struct plan *released_plan(void)
{
    struct plan *p = kit_plan();

    kit_release(&kit, p, false);
    return p;
}

static enum err_code write_to(const char *dir, const struct plan *p,
                              const struct bundle_format *format, const struct progress *stop)
{
    struct bundle_written w;
    struct err err = ERR_NONE;
    bool ok = bundle_write(p, format, dir, "case", stop, &w, &err);

    assert_int_equal(ok, err.code == E_NONE);
    return err.code;
}

static enum err_code write_plan(const struct plan *p)
{
    return write_to(out_dir, p, bundle_formats[0], NULL);
}

static void check_folder(const char *want)
{
    struct buf names = BUF_INIT(4096);

    kit_list(out_dir, &names);
    check_str(buf_str(&names), want);
    buf_done(&names);
}

static bool is_genuine(void)
{
    char path[3 * KIT_PATH];

    snprintf(path, sizeof path, "%s/case.zip", out_dir);
    return kit_is_genuine(&kit, path);
}

/* ---- destinations --------------------------------------------------------------------------- */

static void test_a_missing_folder_is_said_so(void **state)
{
    struct plan *p = released_plan();
    uint64_t space;
    struct err err = ERR_NONE;

    (void)state;
    assert_int_equal(write_to(kit_path(&kit, "absent"), p, bundle_formats[0], NULL),
                     E_NO_DESTINATION);
    assert_int_equal(write_to(kit_path(&kit, "keys/site.pub"), p, bundle_formats[0], NULL),
                     E_NO_DESTINATION);
    assert_false(bundle_space(kit_path(&kit, "absent"), &space, &err));
    assert_int_equal(err.code, E_NO_DESTINATION);
    err = ERR_NONE;
    assert_true(bundle_space(out_dir, &space, &err));
    assert_true(space > 0);
    plan_free(p);
}

/* The code that a child gets that may do less than this process; 255 when it ended otherwise. */
static enum err_code in_child(void (*restrict_self)(void), const struct plan *p)
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        struct bundle_written w;
        struct err err = ERR_NONE;

        restrict_self();
        (void)!bundle_write(p, bundle_formats[0], out_dir, "case", NULL, &w, &err);
        /* An exit code has 8 bits; the second digit and the last two tell all that matter. */
        _exit(err.code == E_NONE ? 0 : (int)err.code - 4000);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) ? (enum err_code)(WEXITSTATUS(status) + 4000) : E_NONE;
}

static void become_nobody(void)
{
    if (geteuid() == 0 && setuid(65534) != 0)
        _exit(255);
}

static void test_a_folder_without_permission_is_said_so(void **state)
{
    struct plan *p = released_plan();

    (void)state;
    assert_int_equal(chmod(out_dir, 0555), 0);
    assert_int_equal(chmod(kit.dir, 0755), 0);
    assert_int_equal(in_child(become_nobody, p), E_WRITE_DENIED);
    check_folder("");
    plan_free(p);
}

static rlim_t file_limit;

static void limit_files(void)
{
    const struct rlimit limit = {file_limit, file_limit};

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        _exit(255);
}

/* A file that cannot grow is what a full drive looks like, at every size. */
static void test_a_full_medium_leaves_nothing(void **state)
{
    struct plan *p = released_plan();
    enum err_code code = E_NO_SPACE;

    (void)state;
    for (file_limit = 0; code != E_NONE && file_limit < 64 * 1024; file_limit += 97) {
        check_folder("");
        code = in_child(limit_files, p);
        assert_true(code == E_NO_SPACE || code == E_NONE);
    }
    check_folder("case.zip case.zip.ok ");
    assert_true(is_genuine());
    plan_free(p);
}

/* ---- a medium that is pulled out ------------------------------------------------------------ */

static void test_a_pulled_medium_leaves_nothing_that_looks_good(void **state)
{
    struct plan *p = released_plan();
    int *const left[] = {&fsyncs_left, &renames_left};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(left); i++) {
        enum err_code code = E_MEDIUM_GONE;

        for (int n = 0; code != E_NONE; n++) {
            new_folder(NULL);
            *left[i] = n;
            code = write_plan(p);
            medium_is_well();
            assert_true(code == E_MEDIUM_GONE || code == E_NONE);
            struct buf names = BUF_INIT(4096);
            kit_list(out_dir, &names);
            /* Never a seal without success, never a part; a bundle only if it is whole. */
            if (code != E_NONE && names.n > 0) {
                check_str(buf_str(&names), "case.zip ");
                assert_true(is_genuine());
            }
            buf_done(&names);
            assert_true(n < 16);
        }
    }
    plan_free(p);
}

static void test_each_reason_has_its_own_number(void **state)
{
    static const struct {
        int number;
        enum err_code code;
    } reasons[] = {{ENOSPC, E_NO_SPACE},       {EDQUOT, E_NO_SPACE},
                   {EROFS, E_READ_ONLY},       {EACCES, E_WRITE_DENIED},
                   {EPERM, E_WRITE_DENIED},    {EIO, E_MEDIUM_GONE},
                   {ENODEV, E_MEDIUM_GONE},    {ENXIO, E_MEDIUM_GONE},
                   {ENOENT, E_NO_DESTINATION}, {EBUSY, E_WRITE}};
    struct plan *p = released_plan();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(reasons); i++) {
        medium_errno = reasons[i].number;
        renames_left = 0;
        assert_int_equal(write_plan(p), reasons[i].code);
        medium_is_well();
        fsyncs_left = 0;
        assert_int_equal(write_plan(p), reasons[i].code);
        medium_is_well();
        check_folder("");
    }
    medium_errno = EIO;
    plan_free(p);
}

/* ---- what was there before ------------------------------------------------------------------ */

static void test_an_old_bundle_stays_when_the_new_one_fails(void **state)
{
    struct plan *old = released_plan(), *changed = kit_plan();
    struct err err = ERR_NONE;
    struct buf before = BUF_INIT(KIT_FILE_MAX), after = BUF_INIT(KIT_FILE_MAX);
    char path[3 * KIT_PATH];

    (void)state;
    snprintf(path, sizeof path, "%s/case.zip", out_dir);
    assert_int_equal(write_plan(old), E_NONE);
    kit_get(path, &before);
    assert_true(plan_add_bytes(changed, "new.txt", STR("new"), &err));
    kit_release(&kit, changed, false);
    for (int n = 0; n < 2; n++) { /* the old seal's, then that of the bundle */
        renames_left = n;
        assert_int_equal(write_plan(changed), E_MEDIUM_GONE);
        medium_is_well();
        buf_clear(&after);
        kit_get(path, &after);
        assert_true(str_eq(buf_str(&before), buf_str(&after)));
        /* The medium stays away, so the seal cannot come back either. */
        check_folder(n == 0 ? "case.zip case.zip.ok " : "case.zip case.zip.ok.part ");
        assert_true(is_genuine());
    }
    assert_int_equal(write_plan(changed), E_NONE);
    assert_true(is_genuine());
    buf_done(&before);
    buf_done(&after);
    plan_free(old);
    plan_free(changed);
}

static void test_a_part_left_by_a_killed_run_is_replaced(void **state)
{
    struct plan *p = released_plan();
    char part[3 * KIT_PATH];

    (void)state;
    snprintf(part, sizeof part, "%s/case.zip.part", out_dir);
    assert_int_equal(symlink(kit_path(&kit, "keys/site.pub"), part), 0);
    assert_int_equal(write_plan(p), E_NONE);
    check_folder("case.zip case.zip.ok ");
    assert_true(is_genuine());
    struct public_key key;
    struct err err = ERR_NONE;
    assert_true(public_key_read(kit_path(&kit, "keys/site.pub"), &key, &err));
    plan_free(p);
}

/* ---- stop and kill -------------------------------------------------------------------------- */

struct countdown {
    int left;
    bool kill;
};

static bool count_down(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    struct countdown *c = ctx;

    assert_true(strcmp(item, "write") == 0 || strcmp(item, "read-back") == 0);
    assert_true(done <= total);
    if (c->left-- > 0)
        return true;
    if (c->kill)
        raise(SIGKILL);
    return false;
}

static void test_a_stop_at_any_moment_leaves_nothing(void **state)
{
    struct plan *p = released_plan();
    enum err_code code = E_STOPPED;
    int n = 0;

    (void)state;
    for (; code != E_NONE; n++) {
        struct countdown c = {n, false};
        const struct progress stop = {count_down, &c};

        check_folder("");
        code = write_to(out_dir, p, bundle_formats[0], &stop);
        assert_true(code == E_STOPPED || code == E_NONE);
    }
    assert_true(n > 10);
    assert_true(is_genuine());
    plan_free(p);
}

static void test_a_kill_at_any_moment_leaves_parts_at_most(void **state)
{
    struct plan *p = released_plan();
    bool killed = true;

    (void)state;
    for (int n = 0; killed; n++) {
        new_folder(NULL);
        pid_t child = fork();
        int status;

        assert_true(child >= 0);
        if (child == 0) {
            struct countdown c = {n, true};
            const struct progress stop = {count_down, &c};

            _exit(write_to(out_dir, p, bundle_formats[0], &stop) == E_NONE ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        killed = WIFSIGNALED(status);
        struct buf names = BUF_INIT(4096);
        struct str rest, name;
        kit_list(out_dir, &names);
        rest = buf_str(&names);
        while (killed && str_next(&rest, ' ', &name) && name.n > 0)
            assert_true(str_starts(name, "case.zip.part"));
        buf_done(&names);
        assert_int_equal(write_plan(p), E_NONE); /* the next run does not mind */
        assert_true(is_genuine());
    }
    plan_free(p);
}

/* ---- content that is not what was reviewed -------------------------------------------------- */

struct faulty {
    struct str text;
    enum err_code code; /* the reader fails with it at its end */
};

struct faulty_reader {
    struct reader base;
    struct reader *inner;
    const struct faulty *fault;
};

static bool faulty_read(struct reader *r, void *p, size_t cap, size_t *got, struct err *err)
{
    struct faulty_reader *f = (struct faulty_reader *)r;

    if (!reader_read(f->inner, p, cap, got, err))
        return false;
    return *got > 0 || f->fault->code == E_NONE || err_set(err, f->fault->code, "%s", "log");
}

static void faulty_close(struct reader *r)
{
    reader_close(((struct faulty_reader *)r)->inner);
    free(r);
}

static struct reader *faulty_open(void *ctx, struct err *err)
{
    static const struct reader_ops ops = {faulty_read, faulty_close};
    const struct faulty *fault = ctx;

    if (!fault->text.p)
        return err_null(err, fault->code, "%s", "log");
    struct faulty_reader *f = calloc(1, sizeof *f);
    assert_non_null(f);
    *f = (struct faulty_reader){{&ops}, reader_of_mem(fault->text), fault};
    return &f->base;
}

static void test_a_file_that_changed_after_the_review_stops_the_write(void **state)
{
    static const struct {
        struct faulty fault;
        enum err_code want;
    } cases[] = {
        {{{"reviewed", 8}, E_NONE}, E_NONE},
        {{{"Reviewed", 8}, E_NONE}, E_REVIEW_CHANGED},
        {{{"reviewe", 7}, E_NONE}, E_REVIEW_CHANGED},
        {{{"reviewed and more", 17}, E_NONE}, E_REVIEW_CHANGED},
        {{{"", 0}, E_NONE}, E_REVIEW_CHANGED},
        {{{"reviewed", 8}, E_REVIEW_CHANGED}, E_REVIEW_CHANGED},
        {{{"reviewed", 8}, E_FS_CHANGED}, E_FS_CHANGED},
        {{{NULL, 0}, E_FS_ABSENT}, E_FS_ABSENT},
    };
    uint8_t sha256[SHA256_BYTES], sm3[SM3_BYTES];

    (void)state;
    digest_once(DIGEST_SHA256, "reviewed", 8, sha256);
    digest_once(DIGEST_SM3, "reviewed", 8, sm3);
    for (size_t i = COUNT_OF(cases); i-- > 0;) {
        struct plan *p = kit_plan();
        struct faulty fault = cases[i].fault;
        struct err err = ERR_NONE;

        assert_true(
            plan_add_stream(p, "logs/0002.log", 8, sha256, sm3, faulty_open, &fault, &err));
        kit_release(&kit, p, false);
        check_folder("");
        assert_int_equal(write_plan(p), cases[i].want);
        plan_free(p);
    }
    assert_true(is_genuine());
}

/* ---- a medium that lies --------------------------------------------------------------------- */

static off_t lie_at;

/* Writes well and then changes one byte on the medium. */
static bool write_and_lie(struct write_job *job, struct err *err)
{
    char path[FILE_PATH_MAX], byte = 0;

    if (!format_zip.write(job, err) || !sink_sync(job->sink, err))
        return false;
    sink_piece_path(job->sink, 0, false, path);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0 && pread(fd, &byte, 1, lie_at) == 1);
    byte ^= 0x10;
    assert_int_equal(pwrite(fd, &byte, 1, lie_at), 1);
    close(fd);
    return true;
}

static void test_what_the_medium_changed_is_found_when_it_is_read_back(void **state)
{
    static const struct bundle_format lying = {
        .name = "zip", .suffix = ".zip", .write = write_and_lie};
    struct plan *p = released_plan();

    (void)state;
    for (lie_at = 0; lie_at < 2400; lie_at += 13) {
        assert_int_equal(write_to(out_dir, p, &lying, NULL), E_READ_BACK);
        check_folder("");
    }
    plan_free(p);
}

static void test_a_plan_must_be_sealed_and_the_name_plain(void **state)
{
    struct plan *open_plan = kit_plan(), *p = released_plan();
    struct bundle_written w;
    struct err err = ERR_NONE;

    (void)state;
    assert_int_equal(write_plan(open_plan), E_INTERNAL);
    assert_false(bundle_write(p, bundle_formats[0], out_dir, "../case", NULL, &w, &err));
    assert_int_equal(err.code, E_VALUE);
    check_folder("");
    assert_ptr_equal(bundle_format_of(STR("zip")), bundle_formats[0]);
    assert_null(bundle_format_of(STR("rar")));
    plan_free(open_plan);
    plan_free(p);
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
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
        cmocka_unit_test_setup(test_a_missing_folder_is_said_so, new_folder),
        cmocka_unit_test_setup(test_a_folder_without_permission_is_said_so, new_folder),
        cmocka_unit_test_setup(test_a_full_medium_leaves_nothing, new_folder),
        cmocka_unit_test_setup(test_a_pulled_medium_leaves_nothing_that_looks_good, new_folder),
        cmocka_unit_test_setup(test_each_reason_has_its_own_number, new_folder),
        cmocka_unit_test_setup(test_an_old_bundle_stays_when_the_new_one_fails, new_folder),
        cmocka_unit_test_setup(test_a_part_left_by_a_killed_run_is_replaced, new_folder),
        cmocka_unit_test_setup(test_a_stop_at_any_moment_leaves_nothing, new_folder),
        cmocka_unit_test_setup(test_a_kill_at_any_moment_leaves_parts_at_most, new_folder),
        cmocka_unit_test_setup(test_a_file_that_changed_after_the_review_stops_the_write,
                               new_folder),
        cmocka_unit_test_setup(test_what_the_medium_changed_is_found_when_it_is_read_back,
                               new_folder),
        cmocka_unit_test_setup(test_a_plan_must_be_sealed_and_the_name_plain, new_folder),
    };

    return cmocka_run_group_tests(tests, start, end);
}
