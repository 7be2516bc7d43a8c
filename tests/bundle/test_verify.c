/* test_verify.c - what was changed is named; what is missing is not forgiven. */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "bundle/minisig.h"
#include "bundle/read.h"
#include "tests/support/bundle_kit.h"
#include "tests/support/zip_kit.h"

static struct kit kit;

/* A bundle taken apart into its files, to be changed and written again as a zip that is right in
 * itself: what somebody can do who can do everything but sign. */
struct loose {
    struct arena *a;
    struct zip zip;
};

static void take_apart(const char *path, struct loose *l)
{
    struct err err = ERR_NONE;
    struct bundle *b = bundle_open(path, &err);

    check_no_err(&err);
    *l = (struct loose){arena_new(), zip_canonical};
    for (size_t i = 0; i < bundle_entries(b); i++) {
        struct buf text = BUF_INIT(KIT_FILE_MAX);
        const char *name = arena_cstr(l->a, str_of(bundle_entry_at(b, i)->name));

        assert_true(bundle_text(b, name, KIT_FILE_MAX, &text, &err));
        l->zip.files[l->zip.n++] =
            (struct zip_file){.name = name, .data = arena_str(l->a, buf_str(&text))};
        buf_done(&text);
    }
    bundle_close(b);
}

static struct zip_file *file_of(struct loose *l, const char *name)
{
    for (size_t i = 0; i < l->zip.n; i++)
        if (strcmp(l->zip.files[i].name, name) == 0)
            return &l->zip.files[i];
    fail_msg("no %s", name);
    return NULL;
}

static void leave_out(struct loose *l, const char *name)
{
    struct zip_file *file = file_of(l, name);

    l->zip.n--;
    memmove(file, file + 1, (size_t)(&l->zip.files[l->zip.n] - file) * sizeof *file);
}

static void put_in(struct loose *l, const char *name, struct str bytes)
{
    size_t at = l->zip.n;

    for (; at > 0 && strcmp(l->zip.files[at - 1].name, name) > 0; at--)
        l->zip.files[at] = l->zip.files[at - 1];
    l->zip.files[at] = (struct zip_file){.name = name, .data = arena_str(l->a, bytes)};
    l->zip.n++;
}

/* The text with the first a replaced by b. */
static struct str replaced(struct loose *l, struct str text, const char *a, const char *b)
{
    struct buf out = BUF_INIT(KIT_FILE_MAX);
    size_t at;

    assert_true(str_find(text, a, &at));
    buf_add_str(&out, str_sub(text, 0, at));
    buf_puts(&out, b);
    buf_add_str(&out, str_sub(text, at + strlen(a), text.n));
    struct str made = arena_str(l->a, buf_str(&out));
    buf_done(&out);
    return made;
}

/* Verifies the changed bundle; report and loose files live until the next call of fresh(). */
static struct loose loose;

static struct loose *fresh(bool two_persons)
{
    struct bundle_written w;

    arena_free(loose.a);
    plan_free(kit_bundle(&kit, two_persons ? "two" : "one", two_persons, &w));
    take_apart(w.path, &loose);
    return &loose;
}

static struct verify_report verify(struct loose *l, const struct trust *trust)
{
    const char *path = kit_path(&kit, "changed.zip");
    struct buf bytes = BUF_INIT(KIT_FILE_MAX);
    struct verify_report r = {.genuine = true};
    struct err err = ERR_NONE;

    zip_build(&l->zip, &bytes);
    kit_put(path, buf_str(&bytes));
    buf_done(&bytes);
    if (!verify_bundle(path, trust, l->a, NULL, &r, &err))
        check_no_err(&err);
    return r;
}

static struct str sign(struct loose *l, const struct signing_key *key, struct str message)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    assert_true(minisig_make(key, message, "casepack v1", &text, &err));
    struct str made = arena_str(l->a, buf_str(&text));
    buf_done(&text);
    return made;
}

static void test_a_genuine_bundle_says_who_signed(void **state)
{
    (void)state;
    for (int two = 0; two < 2; two++) {
        struct loose *l = fresh(two);
        struct verify_report r = verify(l, &kit.trust);
        uint8_t hash[SHA256_BYTES];
        char id[2 * SHA256_BYTES + 1];
        struct str manifest = file_of(l, PLAN_MANIFEST)->data;

        assert_true(r.genuine);
        assert_false(r.sealed);
        assert_int_equal(r.problems_n, 0);
        assert_int_equal(r.files, l->zip.n);
        digest_once(DIGEST_SHA256, manifest.p, manifest.n, hash);
        hex_from(hash, sizeof hash, id);
        assert_string_equal(r.bundle_id, id);
        assert_int_equal(r.signatures_n, 3);
        assert_string_equal(r.signatures[0].file, PLAN_SITE_SIGNATURE);
        assert_string_equal(r.signatures[0].over, PLAN_MANIFEST);
        assert_string_equal(r.signatures[0].signer, "site");
        assert_string_equal(r.signatures[0].comment, "casepack v1 case:CAS-00000-A0B0C0 seq:1");
        assert_string_equal(r.signatures[1].file, PLAN_SSH_SIGNATURE);
        assert_string_equal(r.signatures[1].signer, "site");
        assert_string_equal(r.signatures[2].signer, two ? "officer" : "site");
        assert_true(r.signatures[2].good && r.signatures[2].trusted);
    }
}

static void test_the_seal_beside_a_bundle_is_seen(void **state)
{
    struct bundle_written w;
    struct arena *a = arena_new();
    struct verify_report r;

    (void)state;
    plan_free(kit_bundle(&kit, "sealed", true, &w));
    r = kit_verify(&kit, w.path, a);
    assert_true(r.genuine && r.sealed);
    assert_int_equal(r.size_bytes, w.size_bytes);
    /* The seal of another bundle. */
    struct buf other = BUF_INIT(4096);
    plan_free(kit_bundle(&kit, "other", false, &w));
    kit_get(kit_path(&kit, "other.zip.ok"), &other);
    kit_put(kit_path(&kit, "sealed.zip.ok"), buf_str(&other));
    r = kit_verify(&kit, kit_path(&kit, "sealed.zip"), a);
    kit_check_problem(&r, E_SEAL, "sealed.zip.ok");
    assert_false(r.sealed);
    unlink(kit_path(&kit, "sealed.zip.ok"));
    r = kit_verify(&kit, kit_path(&kit, "sealed.zip"), a);
    assert_true(r.genuine && !r.sealed);
    buf_done(&other);
    arena_free(a);
}

static void test_every_altered_file_is_named(void **state)
{
    struct loose *l = fresh(true);
    size_t n = l->zip.n;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        l = fresh(true);
        struct zip_file *file = &l->zip.files[i];
        struct buf longer = BUF_INIT(KIT_FILE_MAX);

        buf_add_str(&longer, file->data);
        buf_puts(&longer, "x");
        file->data = arena_str(l->a, buf_str(&longer));
        buf_done(&longer);
        struct verify_report r = verify(l, &kit.trust);
        assert_false(r.genuine);
        bool named = false;
        for (size_t p = 0; p < r.problems_n; p++)
            named = named || strcmp(r.problems[p].file, file->name) == 0;
        assert_true(named);
    }
}

static void test_every_missing_file_is_named(void **state)
{
    size_t n = fresh(true)->zip.n;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        struct loose *l = fresh(true);
        const char *name = l->zip.files[i].name;

        leave_out(l, name);
        struct verify_report r = verify(l, &kit.trust);
        bool is_signature = str_starts(str_of(name), PLAN_SIGNATURES);
        kit_check_problem(&r, is_signature ? E_STRIPPED : E_ALTERED, name);
    }
}

static void test_an_added_file_is_named(void **state)
{
    static const char *const names[] = {"extra.txt", "logs/0002.log", "sig/extra.minisig",
                                        "sig/site.sig"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct loose *l = fresh(true);

        put_in(l, names[i], STR("hello"));
        struct verify_report r = verify(l, &kit.trust);
        kit_check_problem(&r, E_ALTERED, names[i]);
    }
}

static void test_files_in_another_order_are_refused(void **state)
{
    struct loose *l = fresh(true);
    struct zip_file first = l->zip.files[0];

    (void)state;
    l->zip.files[0] = l->zip.files[1];
    l->zip.files[1] = first;
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_BUNDLE_FORM, "");
}

/* The manifest made to fit: then it is the signature that does not. */
static void test_a_manifest_that_was_made_to_fit_is_not_signed(void **state)
{
    struct loose *l = fresh(true);
    struct zip_file *report = file_of(l, "report.txt"), *manifest = file_of(l, PLAN_MANIFEST);
    uint8_t hash[SHA256_BYTES];
    char was[2 * SHA256_BYTES + 1], is[2 * SHA256_BYTES + 1];

    (void)state;
    digest_once(DIGEST_SHA256, report->data.p, report->data.n, hash);
    hex_from(hash, sizeof hash, was);
    report->data = STR("101 ok\n102 ok\n");
    digest_once(DIGEST_SHA256, report->data.p, report->data.n, hash);
    hex_from(hash, sizeof hash, is);
    manifest->data = replaced(l, manifest->data, was, is);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_SITE_SIGNATURE);
}

/* The site itself signs two lists that do not agree. */
static void sign_lists(struct loose *l, const char *was, const char *is)
{
    struct zip_file *sm3 = file_of(l, PLAN_MANIFEST_SM3), *manifest = file_of(l, PLAN_MANIFEST);
    uint8_t hash[SHA256_BYTES];
    char hex_was[2 * SHA256_BYTES + 1], hex_is[2 * SHA256_BYTES + 1];

    digest_once(DIGEST_SHA256, sm3->data.p, sm3->data.n, hash);
    hex_from(hash, sizeof hash, hex_was);
    sm3->data = replaced(l, sm3->data, was, is);
    digest_once(DIGEST_SHA256, sm3->data.p, sm3->data.n, hash);
    hex_from(hash, sizeof hash, hex_is);
    manifest->data = replaced(l, manifest->data, hex_was, hex_is);
    file_of(l, PLAN_SITE_SIGNATURE)->data = sign(l, kit.site, manifest->data);
}

static void test_a_second_list_of_other_files_is_refused(void **state)
{
    struct loose *l = fresh(false);

    (void)state;
    sign_lists(l, "SM3 (report.txt) = ", "SM3 (report.txx) = ");
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_ALTERED, "report.txt");
}

static void test_a_second_list_that_disagrees_is_refused_where_an_sm2_key_is_trusted(
    void **state)
{
    struct loose *l = fresh(false);
    struct sm2_public key = {.name = "desk"};
    struct trust with_sm2 = kit.trust;
    const struct zip_file *sm3 = file_of(l, PLAN_MANIFEST_SM3);
    char line[64], other[64];
    size_t at, digit;

    (void)state;
    with_sm2.sm2 = &key;
    with_sm2.sm2_n = 1;
    assert_true(str_find(sm3->data, "SM3 (report.txt) = ", &at));
    snprintf(line, sizeof line, "%.30s", sm3->data.p + at);
    snprintf(other, sizeof other, "%s", line);
    digit = strlen(line) - 1;
    other[digit] = line[digit] == '0' ? '1' : '0';
    sign_lists(l, line, other);
    struct verify_report r = verify(l, &with_sm2);
    kit_check_problem(&r, E_ALTERED, "report.txt");
    assert_true(r.has_sm3);
    assert_false(verify(l, &kit.trust).has_sm3);
}

static void test_a_key_that_is_not_trusted_is_named(void **state)
{
    struct loose *l = fresh(true);
    struct public_key officer = *signing_key_public(kit.officer);
    const struct trust only_officer = {.keys = &officer, .n = 1}, none = {0};
    char id[KEY_ID_TEXT];

    (void)state;
    struct verify_report r = verify(l, &only_officer);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_SITE_SIGNATURE);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_SSH_SIGNATURE);
    assert_int_equal(r.problems_n, 2);
    assert_int_equal(r.signatures_n, 3);
    assert_false(r.signatures[0].good || r.signatures[0].trusted);
    assert_string_equal(r.signatures[0].signer, "");
    key_id_text(signing_key_public(kit.site)->id, id);
    assert_string_equal(r.signatures[0].key_id, id);
    r = verify(l, &none);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_OFFICER_SIGNATURE);
}

static void test_a_signature_by_another_key_is_refused(void **state)
{
    struct kit stranger;
    struct loose *l = fresh(true);

    (void)state;
    kit_start(&stranger);
    file_of(l, PLAN_SITE_SIGNATURE)->data =
        sign(l, stranger.site, file_of(l, PLAN_MANIFEST)->data);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_SITE_SIGNATURE);
    kit_end(&stranger);
}

/* ---- the second person ---------------------------------------------------------------------- */

static void test_a_stripped_release_is_a_failure_not_a_downgrade(void **state)
{
    struct loose *l = fresh(true);

    (void)state;
    leave_out(l, PLAN_OFFICER_SIGNATURE);
    leave_out(l, PLAN_RELEASE);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_ALTERED, PLAN_RELEASE);
}

/* The operator, who has the site key, puts his own release in the place of the officer's. */
static void test_the_operator_cannot_stand_in_for_the_second_person(void **state)
{
    struct loose *l = fresh(true);
    struct str by_site = sign(l, kit.site, file_of(l, PLAN_RELEASE)->data);

    (void)state;
    file_of(l, PLAN_OFFICER_SIGNATURE)->data = by_site;
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_OFFICER_SIGNATURE);
    leave_out(l, PLAN_OFFICER_SIGNATURE);
    put_in(l, PLAN_RELEASE_SIGNATURE, by_site);
    r = verify(l, &kit.trust);
    kit_check_problem(&r, E_STRIPPED, PLAN_OFFICER_SIGNATURE);
}

static void test_a_release_by_one_needs_the_key_of_the_site(void **state)
{
    struct loose *l = fresh(false);

    (void)state;
    file_of(l, PLAN_RELEASE_SIGNATURE)->data =
        sign(l, kit.officer, file_of(l, PLAN_RELEASE)->data);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_RELEASE_SIGNATURE);
}

static void test_two_release_signatures_are_one_too_many(void **state)
{
    struct loose *l = fresh(true);

    (void)state;
    put_in(l, PLAN_RELEASE_SIGNATURE, sign(l, kit.site, file_of(l, PLAN_RELEASE)->data));
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_RELEASE_SIGNATURE);
}

static void test_a_release_of_another_bundle_is_refused(void **state)
{
    static const char other[] =
        RELEASE_ID_LINE "0000000000000000000000000000000000000000000000000000000000000000\n";
    struct loose *l = fresh(true);
    struct zip_file *release = file_of(l, PLAN_RELEASE);
    struct str once = arena_str(l->a, release->data);

    (void)state;
    release->data = str_of(other);
    file_of(l, PLAN_OFFICER_SIGNATURE)->data = sign(l, kit.officer, release->data);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_RELEASE);
    /* Two ids: a reader could take either. */
    struct buf both = BUF_INIT(4096);
    buf_add_str(&both, STR(other));
    buf_add_str(&both, once);
    release->data = arena_str(l->a, buf_str(&both));
    buf_done(&both);
    file_of(l, PLAN_OFFICER_SIGNATURE)->data = sign(l, kit.officer, release->data);
    r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_RELEASE);
}

/* Signed once more by the operator, after the release. */
static void test_a_release_of_another_signature_is_refused(void **state)
{
    struct loose *l = fresh(true);
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(minisig_make(kit.site, file_of(l, PLAN_MANIFEST)->data, "another comment",
                             &text, &err));
    file_of(l, PLAN_SITE_SIGNATURE)->data = arena_str(l->a, buf_str(&text));
    buf_done(&text);
    struct verify_report r = verify(l, &kit.trust);
    kit_check_problem(&r, E_SIGNATURE, PLAN_RELEASE);
}

/* ---- reading -------------------------------------------------------------------------------- */

static bool stop_at_once(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    (void)ctx;
    (void)done;
    (void)total;
    assert_string_equal(item, "verify");
    return false;
}

static void test_verifying_can_be_stopped(void **state)
{
    struct bundle_written w;
    struct arena *a = arena_new();
    const struct progress stop = {stop_at_once, NULL};
    struct verify_report r;
    struct err err = ERR_NONE;

    (void)state;
    plan_free(kit_bundle(&kit, "stop", true, &w));
    assert_false(verify_bundle(w.path, &kit.trust, a, &stop, &r, &err));
    assert_int_equal(err.code, E_STOPPED);
    arena_free(a);
}

static void test_what_cannot_be_read_is_an_error_not_a_verdict(void **state)
{
    struct arena *a = arena_new();
    struct verify_report r;
    struct err err = ERR_NONE;

    (void)state;
    assert_false(verify_bundle(kit_path(&kit, "absent.zip"), &kit.trust, a, NULL, &r, &err));
    assert_int_equal(err.code, E_FS_ABSENT);
    err = ERR_NONE;
    assert_false(verify_bundle("/dev/null", &kit.trust, a, NULL, &r, &err));
    assert_int_equal(err.code, E_FS_KIND);
    arena_free(a);
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
    arena_free(loose.a);
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_genuine_bundle_says_who_signed),
        cmocka_unit_test(test_the_seal_beside_a_bundle_is_seen),
        cmocka_unit_test(test_every_altered_file_is_named),
        cmocka_unit_test(test_every_missing_file_is_named),
        cmocka_unit_test(test_an_added_file_is_named),
        cmocka_unit_test(test_files_in_another_order_are_refused),
        cmocka_unit_test(test_a_manifest_that_was_made_to_fit_is_not_signed),
        cmocka_unit_test(test_a_second_list_of_other_files_is_refused),
        cmocka_unit_test(
            test_a_second_list_that_disagrees_is_refused_where_an_sm2_key_is_trusted),
        cmocka_unit_test(test_a_key_that_is_not_trusted_is_named),
        cmocka_unit_test(test_a_signature_by_another_key_is_refused),
        cmocka_unit_test(test_a_stripped_release_is_a_failure_not_a_downgrade),
        cmocka_unit_test(test_the_operator_cannot_stand_in_for_the_second_person),
        cmocka_unit_test(test_a_release_by_one_needs_the_key_of_the_site),
        cmocka_unit_test(test_two_release_signatures_are_one_too_many),
        cmocka_unit_test(test_a_release_of_another_bundle_is_refused),
        cmocka_unit_test(test_a_release_of_another_signature_is_refused),
        cmocka_unit_test(test_verifying_can_be_stopped),
        cmocka_unit_test(test_what_cannot_be_read_is_an_error_not_a_verdict),
    };

    return cmocka_run_group_tests(tests, start, end);
}
