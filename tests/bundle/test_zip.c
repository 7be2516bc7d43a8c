/* test_zip.c - writer and strict reader: the same bytes everywhere, and no other bytes. */
#include "tests/support/check.h"

#include <string.h>
#include <sys/stat.h>

#include "bundle/read.h"
#include "tests/support/bundle_kit.h"

static struct kit kit;

static void test_what_was_written_is_read_back(void **state)
{
    struct bundle_written w;
    struct err err = ERR_NONE;
    struct plan *p = kit_bundle(&kit, "round", true, &w);
    struct bundle *b = bundle_open(w.path, &err);
    struct buf text = BUF_INIT(KIT_FILE_MAX);

    (void)state;
    check_no_err(&err);
    assert_int_equal(bundle_entries(b), plan_count(p));
    for (size_t i = 0; i < plan_count(p); i++) {
        const struct plan_file *file = plan_at(p, i);
        uint8_t hash[SHA256_BYTES];

        assert_string_equal(bundle_entry_at(b, i)->name, file->name);
        buf_clear(&text);
        assert_true(bundle_text(b, file->name, KIT_FILE_MAX, &text, &err));
        assert_int_equal(text.n, file->size_bytes);
        digest_once(DIGEST_SHA256, text.p, text.n, hash);
        assert_memory_equal(hash, file->sha256, sizeof hash);
    }
    assert_int_equal(bundle_size(b), w.size_bytes);
    bundle_close(b);
    buf_done(&text);
    plan_free(p);
}

static void test_the_same_plan_gives_the_same_bytes_whatever_zone_and_umask(void **state)
{
    static const char *const zones[] = {"UTC",
                                        "Asia/Shanghai",
                                        "America/New_York",
                                        "Australia/Lord_Howe",
                                        "Asia/Kathmandu",
                                        "Pacific/Apia",
                                        "Pacific/Kiritimati",
                                        "Etc/GMT+12",
                                        "Africa/Monrovia",
                                        "Europe/Dublin"};
    struct plan *p = kit_plan();
    uint8_t first[SHA256_BYTES];
    struct err err = ERR_NONE;

    (void)state;
    kit_release(&kit, p, false);
    for (size_t i = 0; i < COUNT_OF(zones); i++) {
        struct bundle_written w;
        struct stat info;

        setenv("TZ", zones[i], 1);
        tzset();
        mode_t old = (mode_t)umask(i % 2 ? 077 : 0);
        assert_true(bundle_write(p, bundle_formats[0], kit.dir, "same", NULL, &w, &err));
        umask(old);
        if (i == 0)
            memcpy(first, w.outer_sha256, sizeof first);
        assert_memory_equal(first, w.outer_sha256, sizeof first);
        assert_int_equal(stat(w.path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0644);
    }
    unsetenv("TZ");
    tzset();
    plan_free(p);
}

/* Files that do not pack, and one larger than every buffer on the way. */
static void test_large_and_random_files_survive(void **state)
{
    static char noise[700 * 1024], zeros[3 * 1024 * 1024];
    struct plan *p = kit_plan();
    struct bundle_written w;
    struct err err = ERR_NONE;

    (void)state;
    digest_random(noise, sizeof noise);
    assert_true(plan_add_bytes(p, "logs/noise.log", (struct str){noise, sizeof noise}, &err));
    assert_true(plan_add_bytes(p, "logs/zeros.log", (struct str){zeros, sizeof zeros}, &err));
    kit_release(&kit, p, false);
    assert_true(bundle_write(p, bundle_formats[0], kit.dir, "large", NULL, &w, &err));
    assert_true(kit_is_genuine(&kit, w.path));
    plan_free(p);
}

static void test_every_truncation_is_refused(void **state)
{
    struct bundle_written w;
    struct plan *p = kit_bundle(&kit, "whole", true, &w);
    struct buf bytes = BUF_INIT(KIT_FILE_MAX);
    const char *cut = kit_path(&kit, "cut.zip");

    (void)state;
    kit_get(w.path, &bytes);
    for (size_t n = 0; n < bytes.n; n++) {
        struct err err = ERR_NONE;

        kit_put(cut, str_sub(buf_str(&bytes), 0, n));
        assert_null(bundle_open(cut, &err));
        assert_true(err.code == E_BUNDLE_FORM || err.code == E_NOT_BUNDLE);
        assert_false(kit_is_genuine(&kit, cut));
    }
    kit_put(cut, buf_str(&bytes));
    assert_true(kit_is_genuine(&kit, cut));
    buf_done(&bytes);
    plan_free(p);
}

/* Refused flips out of all: in each byte one bit, in turn, or the whole byte. */
static size_t flip_all(const char *path, struct str bytes, size_t *tried)
{
    struct buf changed = BUF_INIT(KIT_FILE_MAX);
    size_t refused = 0;

    *tried = 0;
    buf_add_str(&changed, bytes);
    for (size_t i = 0; i < bytes.n; i++) {
        char mask = (char)(i % 9 == 8 ? 0xff : 1 << i % 9);

        changed.p[i] = (char)(bytes.p[i] ^ mask);
        kit_put(path, buf_str(&changed));
        if (!kit_is_genuine(&kit, path))
            refused++;
        else
            print_message("byte %zu of %zu: flip %02x not seen\n", i, bytes.n,
                          (unsigned char)mask);
        changed.p[i] = bytes.p[i];
        ++*tried;
    }
    buf_done(&changed);
    return refused;
}

static void test_every_flipped_byte_is_refused(void **state)
{
    struct bundle_written w;
    struct plan *p = kit_bundle(&kit, "flip", true, &w);
    struct buf bytes = BUF_INIT(KIT_FILE_MAX), seal = BUF_INIT(4096);
    const char *bare = kit_path(&kit, "bare.zip");
    size_t tried, refused;

    (void)state;
    kit_get(w.path, &bytes);
    refused = flip_all(w.path, buf_str(&bytes), &tried);
    assert_int_equal(refused, tried);
    refused = flip_all(bare, buf_str(&bytes), &tried);
    print_message("without NAME.ok: %zu of %zu flips refused\n", refused, tried);
    assert_true(tried - refused <= tried / 100);
    /* The seal itself: every byte of it counts. */
    kit_put(w.path, buf_str(&bytes));
    kit_get(kit_path(&kit, "flip.zip.ok"), &seal);
    for (size_t i = 0; i < seal.n; i++) {
        seal.p[i] ^= 1;
        kit_put(kit_path(&kit, "flip.zip.ok"), buf_str(&seal));
        assert_false(kit_is_genuine(&kit, w.path));
        seal.p[i] ^= 1;
    }
    buf_done(&bytes);
    buf_done(&seal);
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
        cmocka_unit_test(test_what_was_written_is_read_back),
        cmocka_unit_test(test_the_same_plan_gives_the_same_bytes_whatever_zone_and_umask),
        cmocka_unit_test(test_large_and_random_files_survive),
        cmocka_unit_test(test_every_truncation_is_refused),
        cmocka_unit_test(test_every_flipped_byte_is_refused),
    };

    return cmocka_run_group_tests(tests, start, end);
}
