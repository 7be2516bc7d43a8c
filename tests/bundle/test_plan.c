/* test_plan.c - the release list and its manifests. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/manifest.h"
#include "bundle/plan.h"
#include "tests/support/bundle_kit.h"

/* 61 bytes */
#define LONG_NAME "0123456789012345678901234567890123456789012345678901234567890"

static enum err_code add(struct plan *p, const char *name)
{
    struct err err = ERR_NONE;

    (void)!plan_add_bytes(p, name, STR("x"), &err);
    return err.code;
}

static enum err_code attach(struct plan *p, const char *name)
{
    struct err err = ERR_NONE;

    (void)!plan_attach(p, name, STR("x"), &err);
    return err.code;
}

static void test_only_harmless_names_are_taken(void **state)
{
    static const char *const good[] = {
        "a", "logs/0001.log", "README.txt", "a-b_c.d/e", "console.txt", "com.txt", "sig.txt"};
    static const char *const bad[] = {
        "",          "/etc/passwd", "../x",       "a/../b",   "a//b",
        "a/",        ".hidden",     "a/.b",       "a.",       "a./b",
        "UPPER.txt", "readme.txt",  "Readme.txt", "a b",      "a\\b",
        "c:x",       "con",         "con.txt",    "logs/nul", "com1",
        "lpt9.txt",  "caf\xc3\xa9", "a\nb",       "a\x1b[2J", LONG_NAME};
    struct plan *p = plan_new();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++)
        assert_int_equal(add(p, good[i]), E_NONE);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(add(p, bad[i]), E_INTERNAL);
    assert_int_equal(plan_count(p), COUNT_OF(good));
    plan_free(p);
}

static void test_the_manifest_lists_sorted_files_and_the_id_is_its_hash(void **state)
{
    struct plan *p = plan_new();
    struct err err = ERR_NONE;
    uint8_t hash[SHA256_BYTES];
    char hex[2 * SHA256_BYTES + 1];

    (void)state;
    assert_int_equal(add(p, "b.txt"), E_NONE);
    assert_int_equal(add(p, "a.txt"), E_NONE);
    assert_int_equal(add(p, "README.txt"), E_NONE);
    assert_true(plan_seal(p, &err));
    struct str manifest = plan_manifest(p), line, rest = manifest;
    static const char *const starts[] = {
        "SHA256 (MANIFEST.sm3) = ", "SHA256 (README.txt) = ", "SHA256 (a.txt) = 2d711642",
        "SHA256 (b.txt) = 2d7116"};
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        assert_true(str_next(&rest, '\n', &line) && str_starts(line, starts[i]));
    assert_int_equal(rest.n, 0);
    digest_once(DIGEST_SHA256, manifest.p, manifest.n, hash);
    hex_from(hash, sizeof hash, hex);
    assert_string_equal(plan_bundle_id(p), hex);
    assert_string_equal(plan_at(p, 0)->name, PLAN_MANIFEST_SM3);
    assert_string_equal(plan_at(p, 1)->name, PLAN_MANIFEST);
    plan_free(p);
}

static void test_the_order_of_adding_does_not_matter(void **state)
{
    struct plan *p = plan_new(), *q = plan_new();
    uint8_t one[SHA256_BYTES], two[SHA256_BYTES];
    struct err err = ERR_NONE;

    (void)state;
    assert_int_equal(add(p, "a"), E_NONE);
    assert_int_equal(add(p, "b"), E_NONE);
    assert_int_equal(add(q, "b"), E_NONE);
    plan_content(q, two);
    plan_content(p, one);
    assert_memory_not_equal(one, two, sizeof one);
    assert_int_equal(add(q, "a"), E_NONE);
    plan_content(q, two);
    assert_memory_equal(one, two, sizeof one);
    assert_true(plan_seal(p, &err) && plan_seal(q, &err));
    assert_string_equal(plan_bundle_id(p), plan_bundle_id(q));
    plan_free(p);
    plan_free(q);
}

static void test_what_the_manifest_covers_is_fixed_by_the_seal(void **state)
{
    struct plan *p = plan_new();
    struct err err = ERR_NONE;

    (void)state;
    assert_int_equal(attach(p, PLAN_RELEASE), E_INTERNAL);
    assert_int_equal(add(p, PLAN_RELEASE), E_INTERNAL);
    assert_int_equal(add(p, PLAN_SITE_SIGNATURE), E_INTERNAL);
    assert_int_equal(add(p, PLAN_MANIFEST), E_INTERNAL);
    assert_int_equal(add(p, PLAN_MANIFEST_SM3), E_INTERNAL);
    assert_int_equal(add(p, "a"), E_NONE);
    assert_true(plan_seal(p, &err));
    assert_false(plan_seal(p, &err));
    assert_int_equal(add(p, "b"), E_INTERNAL);
    assert_int_equal(attach(p, "b"), E_INTERNAL);
    assert_int_equal(attach(p, PLAN_MANIFEST), E_INTERNAL);
    assert_int_equal(attach(p, PLAN_RELEASE), E_NONE);
    assert_int_equal(attach(p, PLAN_RELEASE), E_INTERNAL);
    plan_free(p);
}

static void test_a_name_twice_or_as_file_and_folder_is_refused(void **state)
{
    static const char *const pairs[][2] = {{"a", "a"}, {"a", "a/b"}, {"a/b", "a/b/c"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        struct plan *p = plan_new();
        struct err err = ERR_NONE;

        assert_int_equal(add(p, pairs[i][0]), E_NONE);
        assert_int_equal(add(p, "a-b"), E_NONE);
        assert_int_equal(add(p, pairs[i][1]), E_NONE);
        assert_false(plan_seal(p, &err));
        assert_int_equal(err.code, E_INTERNAL);
        plan_free(p);
    }
}

static struct reader *open_nothing(void *ctx, struct err *err)
{
    (void)ctx;
    (void)err;
    return reader_of_mem((struct str){NULL, 0});
}

static void test_a_plan_has_limits(void **state)
{
    struct plan *p = plan_new();
    const uint8_t hash[32] = {0};
    struct err err = ERR_NONE;

    (void)state;
    assert_false(
        plan_add_stream(p, "large", PLAN_MAX_BYTES + 1, hash, hash, open_nothing, NULL, &err));
    assert_int_equal(err.code, E_TOO_LARGE);
    err = ERR_NONE;
    assert_true(plan_add_stream(p, "large", PLAN_MAX_BYTES - 5000, hash, hash, open_nothing,
                                NULL, &err));
    enum err_code code = E_NONE;
    size_t n = 0;
    for (; code == E_NONE && n < 2 * PLAN_MAX_FILES; n++) {
        char name[PLAN_NAME_MAX];
        snprintf(name, sizeof name, "logs/%04zu.log", n);
        code = add(p, name);
    }
    assert_int_equal(code, E_TOO_LARGE);
    assert_true(plan_count(p) < PLAN_MAX_FILES && plan_count(p) > PLAN_MAX_FILES - 20);
    plan_free(p);
}

/* ---- manifests as text ---------------------------------------------------------------------- */

#define HEX "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static bool parses(struct str text, enum digest_kind kind)
{
    struct arena *a = arena_new();
    struct manifest m;
    struct err err = ERR_NONE;
    bool ok = manifest_parse(text, kind, "MANIFEST.txt", a, &m, &err);

    assert_int_equal(err.code, ok ? E_NONE : E_BUNDLE_FORM);
    arena_free(a);
    return ok;
}

static void test_a_manifest_has_one_form(void **state)
{
    static const char *const bad[] = {
        "",
        "\n",
        "SHA256 (a) = " HEX,
        "SHA256 (a) = " HEX "\r\n",
        "SHA256 (a) = " HEX "\n\n",
        "SHA256 (a) = " HEX " \n",
        "SHA256 (a)  = " HEX "\n",
        "SHA256(a) = " HEX "\n",
        "sha256 (a) = " HEX "\n",
        "SM3 (a) = " HEX "\n",
        "SHA256 (a) = e3b0\n",
        "SHA256 (a) = E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\n",
        "SHA256 () = " HEX "\n",
        "SHA256 (../a) = " HEX "\n",
        "SHA256 (b) = " HEX "\nSHA256 (a) = " HEX "\n",
        "SHA256 (a) = " HEX "\nSHA256 (a) = " HEX "\n",
        "# comment\nSHA256 (a) = " HEX "\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(parses(str_of(bad[i]), DIGEST_SHA256));
    assert_false(parses((struct str){"SHA256 (a\0) = " HEX "\n", 15 + 64}, DIGEST_SHA256));
    assert_true(parses(STR("SHA256 (a) = " HEX "\nSHA256 (b) = " HEX "\n"), DIGEST_SHA256));
    assert_true(parses(STR("SM3 (a) = " HEX "\n"), DIGEST_SM3));
}

static void test_a_manifest_line_is_found_by_name(void **state)
{
    struct arena *a = arena_new();
    struct manifest m;
    struct err err = ERR_NONE;

    (void)state;
    assert_true(manifest_parse(STR("SHA256 (a) = " HEX "\nSHA256 (b) = " HEX "\n"),
                               DIGEST_SHA256, "x", a, &m, &err));
    assert_ptr_equal(manifest_find(&m, "b"), &m.rows[1]);
    assert_null(manifest_find(&m, "c"));
    assert_null(manifest_find(&(struct manifest){NULL, 0}, "a"));
    arena_free(a);
}

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    return digest_start(&err) ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_harmless_names_are_taken),
        cmocka_unit_test(test_the_manifest_lists_sorted_files_and_the_id_is_its_hash),
        cmocka_unit_test(test_the_order_of_adding_does_not_matter),
        cmocka_unit_test(test_what_the_manifest_covers_is_fixed_by_the_seal),
        cmocka_unit_test(test_a_name_twice_or_as_file_and_folder_is_refused),
        cmocka_unit_test(test_a_plan_has_limits),
        cmocka_unit_test(test_a_manifest_has_one_form),
        cmocka_unit_test(test_a_manifest_line_is_found_by_name),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
