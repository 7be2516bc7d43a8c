/* test_formats.c - one plan in four forms: the same files and the same bundle id, the same bytes
 * whoever writes, in one piece or in many. */
#include "tests/support/check.h"

#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/deflate.h"
#include "bundle/read.h"
#include "tests/support/bundle_kit.h"

#define FORMATS 4

static struct kit kit;
static char out_dir[2 * KIT_PATH];

/* Stands in for that of the C library: how much room a medium says it has. */
static uint64_t room_bytes = UINT64_MAX;

int statvfs(const char *path, struct statvfs *out)
{
    struct stat info;

    *out = (struct statvfs){.f_frsize = 1, .f_bavail = (fsblkcnt_t)room_bytes};
    return stat(path, &info);
}

static int new_folder(void **state)
{
    static unsigned n;

    (void)state;
    snprintf(out_dir, sizeof out_dir, "%s/out%u", kit.dir, n++);
    return mkdir(out_dir, 0755);
}

static const char *within(const char *name)
{
    static char paths[4][3 * KIT_PATH];
    static size_t next;
    char *path = paths[next++ % COUNT_OF(paths)];

    snprintf(path, sizeof paths[0], "%s/%s", out_dir, name);
    return path;
}

/* Lines that pack, long enough for several chunks, and files around the size of one. */
static struct plan *large_plan(void)
{
    static char text[3 * DEFLATE_CHUNK + 12345], noise[DEFLATE_CHUNK + 1];
    static const size_t sizes[] = {1, DEFLATE_CHUNK - 1, DEFLATE_CHUNK, DEFLATE_CHUNK + 1,
                                   sizeof text};
    struct plan *p = kit_plan();
    struct err err = ERR_NONE;
    char name[32];

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "activation client refused\n"[(i * i / 77 + i / 1000) % 26];
    digest_random(noise, sizeof noise);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        snprintf(name, sizeof name, "logs/%04zu.txt", i);
        assert_true(plan_add_bytes(p, name, (struct str){text, sizes[i]}, &err));
    }
    assert_true(plan_add_bytes(p, "logs/noise.log", (struct str){noise, sizeof noise}, &err));
    kit_release(&kit, p, true);
    return p;
}

static struct bundle_written write_as(const struct plan *p, size_t format, uint64_t split,
                                      unsigned threads)
{
    const struct bundle_target target = {.format = bundle_formats[format],
                                         .out_dir = out_dir,
                                         .stem = "case",
                                         .split_bytes = split,
                                         .threads = threads};
    struct bundle_written w;
    struct err err = ERR_NONE;

    if (!bundle_write_to(p, &target, NULL, &w, &err))
        check_no_err(&err);
    return w;
}

/* ---- the four forms ------------------------------------------------------------------------- */

static void check_content(const char *path, const struct plan *p)
{
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open(path, &err);
    struct buf text = BUF_INIT(2 * KIT_FILE_MAX);

    check_no_err(&err);
    assert_int_equal(bundle_entries(b), plan_count(p));
    /* From the end to the start: a stream has to begin anew for each. */
    for (size_t i = plan_count(p); i-- > 0;) {
        const struct plan_file *file = plan_at(p, i);

        buf_clear(&text);
        assert_string_equal(bundle_entry_at(b, i)->name, file->name);
        assert_true(bundle_text(b, file->name, text.max, &text, &err));
        if (!file->open)
            assert_true(str_eq(buf_str(&text), file->bytes));
    }
    bundle_close(b);
    buf_done(&text);
}

static void test_each_form_holds_the_plan_and_has_its_id(void **state)
{
    struct plan *p = large_plan();
    struct arena *a = arena_new();

    (void)state;
    assert_int_equal(bundle_formats_n, FORMATS);
    for (size_t i = 0; i < bundle_formats_n; i++) {
        struct bundle_written w = write_as(p, i, 0, 2);
        struct verify_report r = kit_verify(&kit, w.path, a);

        assert_true(r.genuine && r.sealed);
        assert_string_equal(r.bundle_id, plan_bundle_id(p));
        assert_int_equal(r.size_bytes, w.size_bytes);
        assert_int_equal(r.files, plan_count(p));
        check_content(w.path, p);
    }
    arena_free(a);
    plan_free(p);
}

/* The seal leads to what it is beside. */
static void test_a_seal_can_be_named_instead(void **state)
{
    struct plan *p = large_plan();
    static const char *const seals[FORMATS] = {"case.zip.ok", "case.tar.zst.ok", "case.ok",
                                               "case.iso.ok"};

    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        write_as(p, i, 0, 1);
        assert_true(kit_is_genuine(&kit, within(seals[i])));
    }
    assert_true(kit_is_genuine(&kit, within("case/"))); /* as a shell completes it */
    plan_free(p);
}

/* ---- the same bytes ------------------------------------------------------------------------- */

static void test_threads_zones_masks_and_locales_change_no_byte(void **state)
{
    static const char *const zones[] = {"UTC", "Asia/Shanghai", "Pacific/Apia",
                                        "Australia/Lord_Howe", "America/New_York"};
    static const char *const locales[] = {"C", "C.UTF-8", "zh_CN.UTF-8", "POSIX", "C"};
    struct plan *p = large_plan();
    uint8_t first[SHA256_BYTES] = {0};

    (void)state;
    for (size_t format = 0; format < bundle_formats_n; format++) {
        for (unsigned i = 0; i < 2 * COUNT_OF(zones); i++) {
            setenv("TZ", zones[i % COUNT_OF(zones)], 1);
            tzset();
            setlocale(LC_ALL, locales[i % COUNT_OF(locales)]);
            mode_t old = (mode_t)umask(i % 2 ? 077 : 022);
            struct bundle_written w = write_as(p, format, 0, i + 1);
            umask(old);
            if (i == 0)
                memcpy(first, w.outer_sha256, sizeof first);
            assert_memory_equal(first, w.outer_sha256, sizeof first);
        }
    }
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    tzset();
    plan_free(p);
}

static void test_modes_of_a_folder_do_not_follow_the_mask(void **state)
{
    struct plan *p = large_plan();
    struct stat info;

    (void)state;
    mode_t old = (mode_t)umask(077);
    write_as(p, 2, 0, 1);
    umask(old);
    assert_int_equal(stat(within("case"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0755);
    assert_int_equal(stat(within("case/logs"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0755);
    assert_int_equal(stat(within("case/logs/noise.log"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0644);
    plan_free(p);
}

/* ---- pieces --------------------------------------------------------------------------------- */

#define PIECE_BYTES 30000

static const struct piece_kind {
    size_t format;
    const char *whole, *seal;
} piece_kinds[] = {{0, "case.zip", "case.zip.ok"}, {1, "case.tar.zst", "case.tar.zst.ok"}};

static const char *piece_path(const struct piece_kind *k, unsigned i)
{
    char name[64];

    snprintf(name, sizeof name, "%s.%03u", k->whole, i);
    return within(name);
}

static void test_pieces_one_behind_the_other_are_the_whole(void **state)
{
    struct plan *p = large_plan();

    (void)state;
    for (size_t k = 0; k < COUNT_OF(piece_kinds); k++) {
        const struct piece_kind *kind = &piece_kinds[k];
        struct buf whole = BUF_INIT(4 * KIT_FILE_MAX), joined = BUF_INIT(4 * KIT_FILE_MAX);
        struct bundle_written w;

        write_as(p, kind->format, 0, 2);
        kit_get(within(kind->whole), &whole);
        w = write_as(p, kind->format, PIECE_BYTES, 2);
        assert_true(w.pieces > 2);
        assert_false(kit_is_there(within(kind->whole)));
        assert_int_equal(w.pieces, (whole.n + PIECE_BYTES - 1) / PIECE_BYTES);
        assert_string_equal(w.path, piece_path(kind, 1));
        for (unsigned i = 1; i <= w.pieces; i++) {
            kit_get(piece_path(kind, i), &joined);
            assert_true(kit_is_genuine(&kit, piece_path(kind, i)));
        }
        assert_true(str_eq(buf_str(&whole), buf_str(&joined)));
        check_content(within(kind->seal), p);
        /* In one piece again: the others go. */
        write_as(p, kind->format, 0, 2);
        assert_true(kit_is_genuine(&kit, within(kind->whole)));
        assert_false(kit_is_there(piece_path(kind, 1)));
        buf_done(&whole);
        buf_done(&joined);
    }
    plan_free(p);
}

static void test_a_piece_missing_altered_swapped_or_cut_is_named(void **state)
{
    struct plan *p = large_plan();
    const struct piece_kind *kind = &piece_kinds[0];
    struct buf one = BUF_INIT(KIT_FILE_MAX), two = BUF_INIT(KIT_FILE_MAX);
    struct arena *a = arena_new();
    struct verify_report r;

    (void)state;
    write_as(p, 0, PIECE_BYTES, 2);
    kit_get(piece_path(kind, 1), &one);
    kit_get(piece_path(kind, 2), &two);
    unlink(piece_path(kind, 2));
    r = kit_verify(&kit, within(kind->seal), a);
    kit_check_problem(&r, E_ALTERED, "case.zip.002");
    assert_int_equal(r.problems_n, 1);
    kit_put(piece_path(kind, 2), str_sub(buf_str(&two), 0, two.n - 1));
    r = kit_verify(&kit, piece_path(kind, 1), a);
    kit_check_problem(&r, E_ALTERED, "case.zip.002");
    two.p[77] ^= 1;
    kit_put(piece_path(kind, 2), buf_str(&two));
    r = kit_verify(&kit, within(kind->seal), a);
    kit_check_problem(&r, E_ALTERED, "case.zip.002");
    two.p[77] ^= 1;
    kit_put(piece_path(kind, 1), buf_str(&two));
    kit_put(piece_path(kind, 2), buf_str(&one));
    r = kit_verify(&kit, within(kind->seal), a);
    kit_check_problem(&r, E_ALTERED, "case.zip.001");
    kit_check_problem(&r, E_ALTERED, "case.zip.002");
    assert_string_equal(r.problems[0].detail, "another piece in its place");
    kit_put(piece_path(kind, 1), buf_str(&one));
    kit_put(piece_path(kind, 2), buf_str(&two));
    assert_true(kit_is_genuine(&kit, within(kind->seal)));
    unlink(within(kind->seal));
    r = kit_verify(&kit, piece_path(kind, 1), a);
    kit_check_problem(&r, E_SEAL, kind->seal);
    buf_done(&one);
    buf_done(&two);
    arena_free(a);
    plan_free(p);
}

static void test_every_byte_of_the_seal_of_pieces_counts(void **state)
{
    struct plan *p = large_plan();
    const char *path = within("case.zip.ok");
    struct buf seal = BUF_INIT(KIT_FILE_MAX);

    (void)state;
    write_as(p, 0, PIECE_BYTES, 2);
    kit_get(path, &seal);
    for (size_t i = 0; i < seal.n; i++) {
        seal.p[i] ^= 1;
        kit_put(path, buf_str(&seal));
        assert_false(kit_is_genuine(&kit, path));
        seal.p[i] ^= 1;
    }
    buf_done(&seal);
    plan_free(p);
}

/* ---- room ----------------------------------------------------------------------------------- */

static void test_a_medium_that_is_too_small_is_refused_before_writing(void **state)
{
    struct plan *p = large_plan();
    struct buf names = BUF_INIT(4096);

    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        struct bundle_written w;
        struct err err = ERR_NONE;

        room_bytes = plan_bytes(p) / 100;
        bool ok = bundle_write(p, bundle_formats[i], out_dir, "case", NULL, &w, &err);
        room_bytes = UINT64_MAX;
        assert_false(ok);
        assert_int_equal(err.code, E_NO_SPACE);
        assert_non_null(strstr(err.detail, "KiB"));
        kit_list(out_dir, &names);
        assert_int_equal(names.n, 0);
    }
    buf_done(&names);
    plan_free(p);
}

static void test_what_cannot_be_split_is_refused(void **state)
{
    struct plan *p = large_plan();
    struct bundle_target target = {.format = bundle_formats[2],
                                   .out_dir = out_dir,
                                   .stem = "case",
                                   .split_bytes = 1 << 20};
    struct bundle_written w;
    struct err err = ERR_NONE;

    (void)state;
    assert_false(bundle_write_to(p, &target, NULL, &w, &err));
    assert_int_equal(err.code, E_VALUE);
    err = ERR_NONE;
    target.format = bundle_formats[0];
    target.split_bytes = SPLIT_MIN_BYTES - 1;
    assert_false(bundle_write_to(p, &target, NULL, &w, &err));
    assert_int_equal(err.code, E_VALUE);
    plan_free(p);
}

/* ---- stopping ------------------------------------------------------------------------------- */

static bool count_down(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    int *left = ctx;

    assert_true(strcmp(item, "write") == 0 || strcmp(item, "read-back") == 0);
    assert_true(done <= total);
    return (*left)-- > 0;
}

static void test_a_stop_at_any_step_leaves_nothing(void **state)
{
    struct plan *p = large_plan();

    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        enum err_code code = E_STOPPED;

        for (int n = 0; code != E_NONE; n += 3) {
            struct bundle_written w;
            struct err err = ERR_NONE;
            int left = n;
            const struct progress stop = {count_down, &left};
            struct buf names = BUF_INIT(4096);

            new_folder(NULL);
            (void)!bundle_write(p, bundle_formats[i], out_dir, "case", &stop, &w, &err);
            code = err.code;
            assert_true(code == E_STOPPED || code == E_NONE);
            kit_list(out_dir, &names);
            assert_int_equal(names.n == 0, code == E_STOPPED);
            buf_done(&names);
        }
    }
    plan_free(p);
}

/* ---- every byte ----------------------------------------------------------------------------- */

static size_t flips_refused(const char *path, struct str bytes, size_t step, size_t *tried)
{
    struct buf changed = BUF_INIT(4 * KIT_FILE_MAX);
    size_t refused = 0;

    *tried = 0;
    buf_add_str(&changed, bytes);
    for (size_t i = 0; i < bytes.n; i += step) {
        changed.p[i] = (char)(bytes.p[i] ^ 1 << i % 8);
        kit_put(path, buf_str(&changed));
        refused += !kit_is_genuine(&kit, path);
        changed.p[i] = bytes.p[i];
        ++*tried;
    }
    kit_put(path, bytes);
    buf_done(&changed);
    return refused;
}

static void test_every_flipped_byte_of_a_container_is_refused(void **state)
{
    struct plan *p = kit_plan();
    static const struct {
        size_t format;
        const char *name;
        size_t step;
    } cases[] = {{1, "case.tar.zst", 1}, {3, "case.iso", 499}};

    (void)state;
    kit_release(&kit, p, true);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf bytes = BUF_INIT(4 * KIT_FILE_MAX);
        size_t tried, refused;

        write_as(p, cases[i].format, 0, 2);
        kit_get(within(cases[i].name), &bytes);
        refused = flips_refused(within(cases[i].name), buf_str(&bytes), cases[i].step, &tried);
        assert_int_equal(refused, tried);
        refused = flips_refused(within("bare"), buf_str(&bytes), cases[i].step, &tried);
        print_message("%s without its seal: %zu of %zu flips refused\n", cases[i].name, refused,
                      tried);
        buf_done(&bytes);
    }
    plan_free(p);
}

static void test_every_flipped_byte_of_a_folder_is_refused(void **state)
{
    struct plan *p = kit_plan();
    char name[128];

    (void)state;
    kit_release(&kit, p, true);
    write_as(p, 2, 0, 1);
    unlink(within("case.ok"));
    for (size_t i = 0; i < plan_count(p); i++) {
        struct buf bytes = BUF_INIT(KIT_FILE_MAX);

        snprintf(name, sizeof name, "case/%s", plan_at(p, i)->name);
        kit_get(within(name), &bytes);
        for (size_t at = 0; at < bytes.n; at++) {
            bytes.p[at] ^= 4;
            kit_put(within(name), buf_str(&bytes));
            assert_false(kit_is_genuine(&kit, within("case")));
            bytes.p[at] ^= 4;
        }
        kit_put(within(name), buf_str(&bytes));
        assert_true(kit_is_genuine(&kit, within("case")));
        buf_done(&bytes);
    }
    plan_free(p);
}

static void test_every_truncation_is_refused(void **state)
{
    struct plan *p = kit_plan();
    static const char *const names[] = {"case.tar.zst", "case.iso"};

    (void)state;
    kit_release(&kit, p, true);
    write_as(p, 1, 0, 1);
    write_as(p, 3, 0, 1);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct buf bytes = BUF_INIT(4 * KIT_FILE_MAX);

        kit_get(within(names[i]), &bytes);
        for (size_t n = 0; n < bytes.n; n += i == 0 ? 1 : 4099) {
            kit_put(within(names[i]), str_sub(buf_str(&bytes), 0, n));
            assert_false(kit_is_genuine(&kit, within(names[i])));
        }
        buf_done(&bytes);
    }
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
        cmocka_unit_test_setup(test_each_form_holds_the_plan_and_has_its_id, new_folder),
        cmocka_unit_test_setup(test_a_seal_can_be_named_instead, new_folder),
        cmocka_unit_test_setup(test_threads_zones_masks_and_locales_change_no_byte, new_folder),
        cmocka_unit_test_setup(test_modes_of_a_folder_do_not_follow_the_mask, new_folder),
        cmocka_unit_test_setup(test_pieces_one_behind_the_other_are_the_whole, new_folder),
        cmocka_unit_test_setup(test_a_piece_missing_altered_swapped_or_cut_is_named,
                               new_folder),
        cmocka_unit_test_setup(test_every_byte_of_the_seal_of_pieces_counts, new_folder),
        cmocka_unit_test_setup(test_a_medium_that_is_too_small_is_refused_before_writing,
                               new_folder),
        cmocka_unit_test_setup(test_what_cannot_be_split_is_refused, new_folder),
        cmocka_unit_test(test_a_stop_at_any_step_leaves_nothing),
        cmocka_unit_test_setup(test_every_flipped_byte_of_a_container_is_refused, new_folder),
        cmocka_unit_test_setup(test_every_flipped_byte_of_a_folder_is_refused, new_folder),
        cmocka_unit_test_setup(test_every_truncation_is_refused, new_folder),
    };

    return cmocka_run_group_tests(tests, start, end);
}
