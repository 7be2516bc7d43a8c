/* test_power_cut.c - the writer stopped at each of its calls to the medium, and each call failing.
 *
 * Whatever was not synced by then is lost: data of files, and names given in folders. Afterwards
 * there is a bundle that verifies, or nothing that claims to be one; and the next run works. */
#include "tests/support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/folder.h"
#include "tests/support/bundle_kit.h"

#define PATH_MAX_BYTES 1024
#define CALLS_MAX 4000
#define CUT_STATUS 77

/* ---- the medium ------------------------------------------------------------------------------
 *
 * These stand in for those of the C library, for casepack and for libarchive. */

enum fault {
    FAULT_NONE,
    FAULT_CUT,
    FAULT_CUT_AND_LOSE,
    FAULT_CUT_OUT_OF_ORDER, /* of the names that were not synced the first is lost alone */
    FAULT_ONCE,
    FAULT_FOR_EVER,
};

static struct {
    enum fault fault;
    int number; /* errno */
    long left;  /* calls until it happens */
    long calls;
    bool has_no_exchange; /* of names, as older FAT has none */
} medium;

/* What a cut would lose. */
static struct {
    char path[PATH_MAX_BYTES];
    bool is_lost;
} unsynced[256];
static size_t unsynced_n;

static struct {
    char from[PATH_MAX_BYTES], to[PATH_MAX_BYTES], was[PATH_MAX_BYTES];
    bool is_lost, is_swap;
} renamed[64];
static size_t renamed_n;

/* Not all C libraries declare it without extensions. */
int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags);
#define SWAP 2U /* RENAME_EXCHANGE */

static char attic[PATH_MAX_BYTES]; /* where files lie that were replaced */

static bool path_of(int fd, char *path)
{
    char link[64];
    ssize_t n;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, PATH_MAX_BYTES - 1);
    path[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static void forget_file(const char *path)
{
    for (size_t i = 0; i < unsynced_n; i++)
        if (strcmp(unsynced[i].path, path) == 0)
            unsynced[i].is_lost = false;
}

static void note_write(int fd)
{
    char path[PATH_MAX_BYTES];

    if (!path_of(fd, path))
        return;
    forget_file(path);
    if (unsynced_n == COUNT_OF(unsynced))
        unsynced_n = 0;
    snprintf(unsynced[unsynced_n].path, sizeof unsynced[0].path, "%s", path);
    unsynced[unsynced_n++].is_lost = true;
}

static void note_sync(int fd)
{
    char path[PATH_MAX_BYTES];
    size_t n;

    if (!path_of(fd, path))
        return;
    forget_file(path);
    n = strlen(path);
    for (size_t i = 0; i < renamed_n; i++)
        if (strncmp(renamed[i].to, path, n) == 0 && renamed[i].to[n] == '/' &&
            !strchr(renamed[i].to + n + 1, '/'))
            renamed[i].is_lost = false;
}

/* A file that is not synced goes on under its new name, also below a folder. */
static void follow_rename(const char *from, const char *to)
{
    size_t n = strlen(from);

    for (size_t i = 0; i < unsynced_n; i++) {
        char *path = unsynced[i].path, rest[PATH_MAX_BYTES];

        if (strncmp(path, from, n) != 0 || (path[n] != '\0' && path[n] != '/'))
            continue;
        snprintf(rest, sizeof rest, "%s", path + n);
        snprintf(path, PATH_MAX_BYTES, "%.500s%.500s", to, rest);
    }
}

/* In three steps, which nothing here can stop. */
static int swap(const char *a, const char *b)
{
    char between[PATH_MAX_BYTES];

    snprintf(between, sizeof between, "%.900s/between", attic);
    return renameat(AT_FDCWD, a, AT_FDCWD, between) == 0 &&
                   renameat(AT_FDCWD, b, AT_FDCWD, a) == 0 &&
                   renameat(AT_FDCWD, between, AT_FDCWD, b) == 0
               ? 0
               : -1;
}

static void note_rename(const char *from, const char *to)
{
    assert_true(renamed_n < COUNT_OF(renamed));
    renamed[renamed_n].is_swap = false;
    snprintf(renamed[renamed_n].from, PATH_MAX_BYTES, "%s", from);
    snprintf(renamed[renamed_n].to, PATH_MAX_BYTES, "%s", to);
    snprintf(renamed[renamed_n].was, PATH_MAX_BYTES, "%.900s/%zu", attic, renamed_n);
    if (linkat(AT_FDCWD, to, AT_FDCWD, renamed[renamed_n].was, 0) != 0)
        renamed[renamed_n].was[0] = '\0';
    renamed[renamed_n++].is_lost = true;
}

/* A file that was written and not synced is there, and empty; later names go before earlier. */
static void lose_unsynced(bool only_first)
{
    size_t end = renamed_n;

    for (size_t i = 0; i < unsynced_n; i++)
        if (unsynced[i].is_lost)
            (void)!truncate(unsynced[i].path, 0);
    for (size_t i = 0; only_first && i < renamed_n && end == renamed_n; i++)
        if (renamed[i].is_lost)
            end = i + 1;
    for (size_t i = end; i-- > 0;) {
        if (!renamed[i].is_lost)
            continue;
        if (renamed[i].is_swap) {
            (void)!swap(renamed[i].from, renamed[i].to);
            continue;
        }
        (void)!renameat(AT_FDCWD, renamed[i].to, AT_FDCWD, renamed[i].from);
        if (renamed[i].was[0])
            (void)!linkat(AT_FDCWD, renamed[i].was, AT_FDCWD, renamed[i].to, 0);
    }
}

/* Whether this call fails; errno says why. */
static bool fails(void)
{
    medium.calls++;
    if (medium.fault == FAULT_NONE || medium.left-- > 0)
        return false;
    if (medium.fault > FAULT_CUT && medium.fault <= FAULT_CUT_OUT_OF_ORDER)
        lose_unsynced(medium.fault == FAULT_CUT_OUT_OF_ORDER);
    if (medium.fault <= FAULT_CUT_OUT_OF_ORDER)
        _exit(CUT_STATUS);
    if (medium.fault == FAULT_ONCE)
        medium.fault = FAULT_NONE;
    errno = medium.number;
    return true;
}

ssize_t write(int fd, const void *p, size_t n)
{
    struct iovec v = {(void *)(uintptr_t)p, n};

    if (fails())
        return -1;
    note_write(fd);
    return writev(fd, &v, 1);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    struct iovec v = {(void *)(uintptr_t)p, n};
    off_t was = lseek(fd, 0, SEEK_CUR);

    if (fails())
        return -1;
    note_write(fd);
    if (lseek(fd, at, SEEK_SET) != at)
        return -1;
    ssize_t done = writev(fd, &v, 1);
    return lseek(fd, was, SEEK_SET) == was ? done : -1;
}

int fsync(int fd)
{
    if (fails())
        return -1;
    note_sync(fd);
    return 0;
}

int rename(const char *from, const char *to)
{
    if (fails())
        return -1;
    note_rename(from, to);
    if (renameat(AT_FDCWD, from, AT_FDCWD, to) != 0) {
        renamed_n--;
        return -1;
    }
    follow_rename(from, to);
    return 0;
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags)
{
    assert_true(from_dir == AT_FDCWD && to_dir == AT_FDCWD && flags == SWAP);
    if (medium.has_no_exchange) {
        errno = EINVAL;
        return -1;
    }
    if (fails() || swap(from, to) != 0)
        return -1;
    note_rename(from, to);
    renamed[renamed_n - 1].is_swap = true;
    follow_rename(from, "/swapped");
    follow_rename(to, from);
    follow_rename("/swapped", to);
    return 0;
}

int mkdir(const char *path, mode_t mode)
{
    return fails() ? -1 : mkdirat(AT_FDCWD, path, mode);
}

int unlink(const char *path)
{
    return fails() ? -1 : unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return fails() ? -1 : unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

/* ---- what is written ------------------------------------------------------------------------ */

static const struct kind {
    const char *format;
    uint64_t split_bytes;
    const char *name;      /* what bears the bundle's name */
    const char *seal;      /* beside it */
    const char *whole;     /* all that a finished run leaves */
    bool is_never_without; /* an old bundle is there until the new one is */
    bool has_no_exchange;
} kinds[] = {
    {"zip", 0, "case.zip", "case.zip.ok", "case.zip case.zip.ok ", true, false},
    {"zip", 8192, NULL, "case.zip.ok", "case.zip.001 case.zip.002 case.zip.003 case.zip.ok ",
     false, false},
    {"tar.zst", 0, "case.tar.zst", "case.tar.zst.ok", "case.tar.zst case.tar.zst.ok ", true,
     false},
    {"dir", 0, "case", "case.ok", "case case.ok ", true, false},
    {"dir", 0, "case", "case.ok", "case case.ok ", false, true},
    {"iso", 0, "case.iso", "case.iso.ok", "case.iso case.iso.ok ", true, false},
};

static struct kit kit;
static struct plan *new_plan, *old_plan;
static char out_dir[2 * KIT_PATH], other_dir[2 * KIT_PATH];

static bool write_to(const char *dir, const struct plan *plan, const struct kind *kind,
                     struct err *err)
{
    const struct bundle_target target = {.format = bundle_format_of(str_of(kind->format)),
                                         .out_dir = dir,
                                         .stem = "case",
                                         .split_bytes = kind->split_bytes,
                                         .threads = 2};
    struct bundle_written w;

    return bundle_write_to(plan, &target, NULL, &w, err);
}

static void must_write(const char *dir, const struct plan *plan, const struct kind *kind)
{
    struct err err = ERR_NONE;

    if (!write_to(dir, plan, kind, &err))
        check_no_err(&err);
}

static void new_folders(void)
{
    static unsigned n;

    renamed_n = unsynced_n = 0;
    snprintf(out_dir, sizeof out_dir, "%s/out%u", kit.dir, n);
    snprintf(other_dir, sizeof other_dir, "%s/other%u", kit.dir, n);
    snprintf(attic, sizeof attic, "%s/attic%u", kit.dir, n++);
    assert_int_equal(mkdirat(AT_FDCWD, out_dir, 0755), 0);
    assert_int_equal(mkdirat(AT_FDCWD, other_dir, 0755), 0);
    assert_int_equal(mkdirat(AT_FDCWD, attic, 0755), 0);
}

static const char *within(const char *dir, const char *name)
{
    static char path[3 * KIT_PATH];

    snprintf(path, sizeof path, "%s/%s", dir, name);
    return path;
}

/* Whatever bears the name, and whatever the seal speaks of, is genuine. Returns whether there is
 * one. */
static bool claims_hold(const char *dir, const struct kind *kind)
{
    const char *const claims[] = {kind->name, kind->seal};
    bool any = false;

    for (size_t i = 0; i < COUNT_OF(claims); i++) {
        if (!claims[i] || !kit_is_there(within(dir, claims[i])))
            continue;
        any = true;
        if (!kit_is_genuine(&kit, within(dir, claims[i])))
            fail_msg("%s: %s claims to be a bundle", kind->format, claims[i]);
    }
    return any;
}

static void check_whole(const char *dir, const struct kind *kind)
{
    struct buf names = BUF_INIT(8192);

    kit_list(dir, &names);
    check_str(buf_str(&names), kind->whole);
    buf_done(&names);
    assert_true(claims_hold(dir, kind));
}

/* Runs the write in a child whose medium has the fault; the child's exit status. */
static int in_child(const struct kind *kind, enum fault fault, int number, long at,
                    int (*write_it)(const struct kind *kind))
{
    int status;
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        renamed_n = unsynced_n = 0;
        medium.has_no_exchange = kind->has_no_exchange;
        medium.fault = fault;
        medium.number = number;
        medium.left = at;
        _exit(write_it(kind));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* ---- cut ------------------------------------------------------------------------------------ */

static int write_once(const struct kind *kind)
{
    struct err err = ERR_NONE;

    return write_to(out_dir, new_plan, kind, &err) ? 0 : 1;
}

static const char *const losses[] = {
    [FAULT_CUT] = "",
    [FAULT_CUT_AND_LOSE] = ", unsynced data and names lost",
    [FAULT_CUT_OUT_OF_ORDER] = ", names lost out of order",
};

static void cut_everywhere(const struct kind *kind, enum fault fault, bool over_old)
{
    int status = CUT_STATUS;
    long at = 0;

    for (; status == CUT_STATUS; at++) {
        assert_true(at < CALLS_MAX);
        new_folders();
        if (over_old)
            must_write(out_dir, old_plan, kind);
        status = in_child(kind, fault, 0, at, write_once);
        bool any = claims_hold(out_dir, kind);
        assert_true(any || !over_old || !kind->is_never_without);
        if (over_old && kind->has_no_exchange) { /* it comes back when somebody looks */
            struct err err = ERR_NONE;
            assert_true(folder_clean(out_dir, "case", &err));
            assert_true(claims_hold(out_dir, kind));
        }
        must_write(out_dir, new_plan, kind);
        check_whole(out_dir, kind);
    }
    assert_int_equal(status, 0);
    print_message("%s%s: %ld cuts%s%s\n", kind->format, kind->split_bytes ? " split" : "",
                  at - 1, losses[fault], over_old ? ", over an old bundle" : "");
}

static void test_a_cut_anywhere_leaves_a_good_bundle_or_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (kinds[i].has_no_exchange) /* there is nothing to exchange */
            continue;
        cut_everywhere(&kinds[i], FAULT_CUT, false);
        cut_everywhere(&kinds[i], FAULT_CUT_AND_LOSE, false);
        cut_everywhere(&kinds[i], FAULT_CUT_OUT_OF_ORDER, false);
    }
}

static void test_a_cut_anywhere_over_an_old_bundle_leaves_one_of_the_two(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        cut_everywhere(&kinds[i], FAULT_CUT_AND_LOSE, true);
        cut_everywhere(&kinds[i], FAULT_CUT_OUT_OF_ORDER, true);
    }
}

/* ---- failing calls -------------------------------------------------------------------------- */

enum { WROTE = 0, FAILED_WELL = 1, FAILED_BADLY = 2, NOT_REACHED = 3 };

/* A failure has a number and exit code 5, and the same plan can go elsewhere. */
static int write_and_retry(const struct kind *kind)
{
    struct err err = ERR_NONE, again = ERR_NONE;
    bool ok = write_to(out_dir, new_plan, kind, &err);

    if (medium.left >= 0)
        return ok ? NOT_REACHED : FAILED_BADLY;
    medium.fault = FAULT_NONE;
    if (ok)
        return err_is_set(&err) ? FAILED_BADLY : WROTE;
    if (err_row(err.code)->exit_code != 5 || err.code / 100 != 41 || err.detail[0] == '\0')
        return FAILED_BADLY;
    return write_to(other_dir, new_plan, kind, &again) ? FAILED_WELL : FAILED_BADLY;
}

static void fail_everywhere(const struct kind *kind, enum fault fault, int number,
                            bool over_old)
{
    long at = 0, failures = 0;
    int status = WROTE;

    for (; status != NOT_REACHED; at++) {
        assert_true(at < CALLS_MAX);
        new_folders();
        if (over_old)
            must_write(out_dir, old_plan, kind);
        status = in_child(kind, fault, number, at, write_and_retry);
        if (status == FAILED_BADLY)
            fail_msg("%s: call %ld: errno %d", kind->format, at, number);
        assert_true(claims_hold(out_dir, kind) || !over_old || !kind->is_never_without);
        if (status == FAILED_WELL) {
            check_whole(other_dir, kind);
            failures++;
        } else {
            assert_true(claims_hold(out_dir, kind));
        }
    }
    assert_true(failures > 3);
}

static void test_a_failing_call_has_a_number_and_another_place_works(void **state)
{
    static const int numbers[] = {ENOSPC, EIO, EROFS};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        for (size_t n = 0; n < COUNT_OF(numbers) && !kinds[i].has_no_exchange; n++)
            fail_everywhere(&kinds[i], FAULT_FOR_EVER, numbers[n], false);
        if (!kinds[i].has_no_exchange)
            fail_everywhere(&kinds[i], FAULT_ONCE, EIO, false);
        fail_everywhere(&kinds[i], FAULT_ONCE, EIO, true);
    }
}

/* ---- left over ------------------------------------------------------------------------------ */

static void test_only_what_a_run_left_is_cleaned(void **state)
{
    static const char *const foreign[] = {"case.party.zip", "case2.zip.part", "case",
                                          "case.zip.001", "mycase.zip.part"};
    static const char *const ours[] = {"case.zip.part", "case.zip.002.part", "case.part",
                                       "case.part-old", "case.zip.ok.part-a1B2c3"};
    struct err err = ERR_NONE;
    struct buf names = BUF_INIT(4096);

    (void)state;
    new_folders();
    for (size_t i = 0; i < COUNT_OF(foreign); i++)
        kit_put(within(out_dir, foreign[i]), STR("x"));
    for (size_t i = 0; i < COUNT_OF(ours); i++)
        kit_put(within(out_dir, ours[i]), STR("x"));
    assert_true(folder_clean(out_dir, "case", &err));
    kit_list(out_dir, &names);
    check_str(buf_str(&names),
              "case case.party.zip case.zip.001 case2.zip.part mycase.zip.part ");
    buf_done(&names);
}

/* A folder that stands where the bundle's should, or where its part should, with other things. */
static void test_a_folder_of_somebody_else_is_never_removed(void **state)
{
    const struct kind *dir = &kinds[3];
    char file[4 * KIT_PATH];
    struct err err = ERR_NONE;

    (void)state;
    for (int i = 0; i < 2; i++) {
        const char *folder = i == 0 ? "case" : "case.part";

        new_folders();
        assert_int_equal(mkdirat(AT_FDCWD, within(out_dir, folder), 0755), 0);
        snprintf(file, sizeof file, "%s/Letter to Mum.TXT", within(out_dir, folder));
        kit_put(file, STR("dear"));
        err = ERR_NONE;
        bool ok = write_to(out_dir, new_plan, dir, &err);
        assert_false(ok);
        assert_int_equal(err.code, E_OUT_EXISTS);
        assert_true(kit_is_there(file));
    }
}

static int start(void **state)
{
    static char noise[17000];
    struct err err = ERR_NONE;

    (void)state;
    /* Thousands of files that are renamed at once: a disk would be waited for. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    kit_start(&kit);
    new_plan = kit_plan();
    digest_random(noise, sizeof noise);
    assert_true(
        plan_add_bytes(new_plan, "logs/noise.log", (struct str){noise, sizeof noise}, &err));
    kit_release(&kit, new_plan, false);
    old_plan = kit_plan();
    kit_release(&kit, old_plan, true);
    return 0;
}

static int end(void **state)
{
    (void)state;
    plan_free(new_plan);
    plan_free(old_plan);
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_cut_anywhere_leaves_a_good_bundle_or_none),
        cmocka_unit_test(test_a_cut_anywhere_over_an_old_bundle_leaves_one_of_the_two),
        cmocka_unit_test(test_a_failing_call_has_a_number_and_another_place_works),
        cmocka_unit_test(test_only_what_a_run_left_is_cleaned),
        cmocka_unit_test(test_a_folder_of_somebody_else_is_never_removed),
    };

    return cmocka_run_group_tests(tests, start, end);
}
