/* test_tree_faults.c - files that change between being read and being written, and a disk that fills
 * up: clear ends, and no byte that was not redacted in anything that was opened for writing. */
#include "tests/support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "flow/tree.h"
#include "tests/support/archive_kit.h"
#include "tests/support/machine.h"
#include "tests/support/redact_kit.h"

#define NAME "a.log"
#define LINES 20000
#define LINE "line from 10.20.30.40 user=zhangwei\n"
#define OTHER "line from 10.99.88.77 user=lisi.feng\n"

static const char *const secrets[] = {"10.20.30.40", "10.99.88.77", "zhangwei", "lisi.feng"};

/* ---- the medium: the linker puts these in the place of their namesakes (Makefile) -------------*/

static struct {
    char in[400], out[400], keys[400];
    void (*then)(void); /* done when the first file below out is made */
    bool denies;        /* to open the file */
    long room;          /* bytes below out until the disk is full; -1: no end */
    struct buf written; /* everything that was, anywhere */
    char stray[400];    /* a file opened for writing elsewhere */
} medium;

int __real_open64(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);
int __real_openat64(int dir, const char *path, int flags, ...);
int __wrap_openat64(int dir, const char *path, int flags, ...);
ssize_t __real_write(int fd, const void *p, size_t n);
ssize_t __wrap_write(int fd, const void *p, size_t n);

static void note_open(const char *path, int flags)
{
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) == 0)
        return;
    if (str_starts(str_of(path), medium.out)) {
        void (*then)(void) = medium.then;

        medium.then = NULL;
        if (then)
            then();
    } else if (!str_starts(str_of(path), medium.keys)) {
        snprintf(medium.stray, sizeof medium.stray, "%s", path);
    }
}

static mode_t mode_of(int flags, va_list args)
{
    return flags & O_CREAT ? (mode_t)va_arg(args, int) : 0;
}

int __wrap_open64(const char *path, int flags, ...)
{
    va_list args;

    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    note_open(path, flags);
    return __real_open64(path, flags, mode);
}

int __wrap_openat64(int dir, const char *path, int flags, ...)
{
    va_list args;

    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    note_open(path, flags);
    if (medium.denies && strcmp(path, NAME) == 0) {
        errno = EACCES;
        return -1;
    }
    return __real_openat64(dir, path, flags, mode);
}

ssize_t __wrap_write(int fd, const void *p, size_t n)
{
    buf_add(&medium.written, p, n);
    if (medium.room >= 0) {
        if (medium.room == 0) {
            errno = ENOSPC;
            return -1;
        }
        n = n < (size_t)medium.room ? n : (size_t)medium.room;
        medium.room -= (long)n;
    }
    return __real_write(fd, p, n);
}

/* ---- what happens in between ------------------------------------------------------------------*/

static void rewrite(const char *line, unsigned lines)
{
    FILE *f = fopen(medium.in, "w");

    assert_non_null(f);
    while (lines--)
        fputs(line, f);
    assert_int_equal(fclose(f), 0);
}

static void grow(void)
{
    FILE *f = fopen(medium.in, "a");

    assert_non_null(f);
    fputs(OTHER, f);
    assert_int_equal(fclose(f), 0);
}

static void shrink(void)
{
    assert_int_equal(truncate(medium.in, 100), 0);
}

static void vanish(void)
{
    assert_int_equal(unlink(medium.in), 0);
}

static void deny(void)
{
    medium.denies = true;
}

static void become_a_link(void)
{
    vanish();
    assert_int_equal(symlink("/etc/passwd", medium.in), 0);
}

static void become_a_fifo(void)
{
    vanish();
    assert_int_equal(mkfifo(medium.in, 0600), 0);
}

static void become_a_folder(void)
{
    vanish();
    assert_int_equal(mkdir(medium.in, 0700), 0);
}

static void become_another(void)
{
    rewrite(OTHER, LINES);
}

static void become_a_binary(void)
{
    FILE *f = fopen(medium.in, "r+");

    assert_non_null(f);
    fwrite("ElfFile\0", 1, 8, f);
    assert_int_equal(fclose(f), 0);
}

static long fill_after;

static void fill_up(void)
{
    medium.room = fill_after;
}

/* ---- runs ------------------------------------------------------------------------------------*/

struct kit {
    struct machine m;
    struct arena *a;
    struct tree_result result;
    struct err err;
    char folder[400], out_file[500];
};

static void kit_init(struct kit *kit)
{
    *kit = (struct kit){.a = arena_new(), .err = ERR_NONE};
    machine_init(&kit->m, NULL);
    machine_line(&kit->m, "/keys/");
    machine_line(&kit->m, "/logs/");
    snprintf(kit->folder, sizeof kit->folder, "%s/logs", kit->m.dir);
    memset(&medium, 0, sizeof medium);
    medium.room = -1;
    medium.written = BUF_INIT(256 << 20);
    snprintf(medium.in, sizeof medium.in, "%s/logs/" NAME, kit->m.dir);
    snprintf(medium.out, sizeof medium.out, "%s/out", kit->m.dir);
    snprintf(medium.keys, sizeof medium.keys, "%s/keys", kit->m.dir);
    snprintf(kit->out_file, sizeof kit->out_file, "%s/" NAME, medium.out);
    rewrite(LINE, LINES);
}

/* The same as a member of an archive: that is read twice, a text once to learn and once to write. */
static void pack(struct kit *kit)
{
    struct buf text = BUF_INIT(4 << 20), packed = BUF_INIT(4 << 20);
    struct archive *a = archive_kit_begin(ARCHIVE_TAR_GZ, &packed);

    for (int i = 0; i < LINES; i++)
        buf_puts(&text, LINE);
    archive_kit_add(a, "b.log", buf_str(&text));
    archive_kit_end(a);
    assert_true(file_put(medium.in, FILE_REPLACE, buf_str(&packed), 0600, &kit->err));
    buf_clear(&medium.written); /* it was we */
    medium.stray[0] = '\0';
    buf_done(&text);
    buf_done(&packed);
}

static bool run(struct kit *kit)
{
    const struct tree_options options = {.in = kit->folder,
                                         .out = medium.out,
                                         .root_dir = kit->m.dir,
                                         .key_dir = medium.keys,
                                         .level = -1,
                                         .jobs = 1};

    return tree_redact(&options, kit->a, NULL, &kit->result, &kit->err);
}

static void check_nothing_unredacted(void)
{
    size_t at;

    if (medium.stray[0])
        fail_msg("%s was opened for writing", medium.stray);
    for (size_t i = 0; i < COUNT_OF(secrets); i++)
        if (str_find(buf_str(&medium.written), secrets[i], &at))
            fail_msg("%s was written", secrets[i]);
}

static void kit_done(struct kit *kit)
{
    buf_done(&medium.written);
    arena_free(kit->a);
    machine_done(&kit->m);
}

/* ---- tests -----------------------------------------------------------------------------------*/

static void check_withheld(void (*then)(void), bool packed)
{
    struct kit kit;

    kit_init(&kit);
    if (packed)
        pack(&kit);
    medium.then = then;
    if (!run(&kit))
        check_no_err(&kit.err);
    assert_null(medium.then); /* it did happen */
    assert_int_equal(kit.result.n, 1);
    assert_int_equal(kit.result.files[0].withheld, WITHHELD_CHANGED);
    assert_int_not_equal(access(kit.out_file, F_OK), 0);
    check_nothing_unredacted();
    kit_done(&kit);
}

static void test_what_changed_in_between_is_withheld(void **state)
{
    static void (*const changes[])(void) = {shrink,         vanish,         deny,
                                            become_a_link,  become_a_fifo,  become_a_folder,
                                            become_another, become_a_binary};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(changes); i++)
        for (int packed = 0; packed < 2; packed++)
            check_withheld(changes[i], packed);
}

static void test_what_a_file_gained_in_between_is_not_written(void **state)
{
    struct kit kit;
    struct stat st;

    (void)state;
    kit_init(&kit);
    medium.then = grow;
    assert_true(run(&kit));
    assert_null(medium.then);
    assert_int_equal(kit.result.files[0].withheld, WITHHELD_NO);
    assert_int_equal(stat(kit.out_file, &st), 0);
    assert_int_equal(st.st_size, kit.result.files[0].redacted_bytes);
    assert_int_equal(kit.result.hits[ENTITY_IPV4], LINES);
    check_nothing_unredacted();
    kit_done(&kit);
}

static void test_a_full_disk_ends_the_run_and_leaves_no_half_of_a_file(void **state)
{
    static const long rooms[] = {0, 1, 65536, 300000};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rooms); i++) {
        struct kit kit;

        kit_init(&kit);
        fill_after = rooms[i];
        medium.then = fill_up;
        assert_false(run(&kit));
        assert_int_equal(kit.err.code, E_NO_SPACE);
        assert_int_not_equal(access(kit.out_file, F_OK), 0);
        check_nothing_unredacted();
        kit_done(&kit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_changed_in_between_is_withheld),
        cmocka_unit_test(test_what_a_file_gained_in_between_is_not_written),
        cmocka_unit_test(test_a_full_disk_ends_the_run_and_leaves_no_half_of_a_file),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
