/* test_signatures.c - every signature counts: none may be missing, altered, revoked or replayed. */
#include "tests/support/check.h"

#include <string.h>

#include "base/arena.h"
#include "bundle/minisig.h"
#include "bundle/sshsig.h"
#include "tests/support/bundle_kit.h"

#define CASE(signers) \
    "case: CAS-00000-A0B0C0\nmachine: 3/10\nsequence: 7\n" CASE_SIGNERS_LINE signers "\n"
#define NO_BYTE SIZE_MAX

static struct kit kit;
static struct sm2_key *sm2;

/* A bundle as it should be, or with one thing wrong. */
struct recipe {
    const char *case_text;
    bool officer, sm2;
    const char *without, *changed; /* a file, or NULL */
    size_t byte;                   /* of changed: a bit of it is turned */
};

static struct arena *arena;
static bool was_changed; /* the byte was there */

static void attach(struct plan *p, const struct recipe *r, const char *name, struct str bytes)
{
    struct err err = ERR_NONE;
    struct buf copy = BUF_INIT(4096);

    if (r->without && strcmp(r->without, name) == 0)
        return;
    buf_add_str(&copy, bytes);
    if (r->changed && strcmp(r->changed, name) == 0 && r->byte < copy.n) {
        copy.p[r->byte] = (char)(copy.p[r->byte] ^ 1);
        was_changed = true;
    }
    assert_true(plan_attach(p, name, buf_str(&copy), &err));
    buf_done(&copy);
}

static struct str signed_by(const struct signing_key *key, struct str message)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    assert_true(minisig_make(key, message, "casepack v1", &text, &err));
    struct str made = arena_str(arena, buf_str(&text));
    buf_done(&text);
    return made;
}

static void attach_all(struct plan *p, const struct recipe *r)
{
    struct buf text = BUF_INIT(4096), release = BUF_INIT(4096);
    struct err err = ERR_NONE;

    attach(p, r, PLAN_SITE_SIGNATURE, signed_by(kit.site, plan_manifest(p)));
    assert_true(sshsig_make(kit.site, plan_manifest(p), &text, &err));
    attach(p, r, PLAN_SSH_SIGNATURE, buf_str(&text));
    if (r->sm2) {
        buf_clear(&text);
        assert_true(sm2_sign(sm2, plan_manifest(p), &text, &err));
        attach(p, r, PLAN_SM2_SIGNATURE, buf_str(&text));
        buf_clear(&text);
        sm2_public_pem(sm2_key_public(sm2), &text);
        attach(p, r, PLAN_SM2_PUBLIC, buf_str(&text));
    }
    buf_printf(&release, RELEASE_ID_LINE "%s\n", plan_bundle_id(p));
    attach(p, r, PLAN_RELEASE, buf_str(&release));
    attach(p, r, r->officer ? PLAN_OFFICER_SIGNATURE : PLAN_RELEASE_SIGNATURE,
           signed_by(r->officer ? kit.officer : kit.site, buf_str(&release)));
    buf_done(&text);
    buf_done(&release);
}

/* The report lives until the next call. */
static struct verify_report cook(const struct recipe *r, const struct trust *trust)
{
    struct plan *p = kit_plan();
    struct bundle_written written;
    struct verify_report report = {.genuine = false};
    struct err err = ERR_NONE;

    arena_free(arena);
    arena = arena_new();
    assert_true(plan_add_bytes(p, PLAN_CASE, str_of(r->case_text), &err));
    assert_true(plan_seal(p, &err));
    attach_all(p, r);
    if (!bundle_write(p, bundle_formats[0], kit.dir, "cooked", NULL, &written, &err) ||
        !verify_bundle(written.path, trust, arena, NULL, &report, &err))
        check_no_err(&err);
    plan_free(p);
    return report;
}

static const struct recipe full = {
    .case_text = CASE("site officer sm2"), .officer = true, .sm2 = true, .byte = NO_BYTE};
static const struct recipe alone = {.case_text = CASE("site"), .byte = NO_BYTE};

static void test_all_signatures_together_are_genuine(void **state)
{
    struct verify_report r = cook(&full, &kit.trust);

    (void)state;
    assert_true(r.genuine);
    assert_int_equal(r.signatures_n, 5);
    for (size_t i = 0; i < r.signatures_n; i++) {
        assert_true(r.signatures[i].good);
        assert_string_equal(r.signatures[i].signer, i == 4 ? "officer" : "site");
    }
    assert_true(r.has_number);
    assert_string_equal(r.number.case_number, "CAS-00000-A0B0C0");
    assert_int_equal(r.number.machine, 3);
    assert_int_equal(r.number.seq, 7);
    assert_true(cook(&alone, &kit.trust).genuine);
}

static void test_a_stripped_signature_is_named(void **state)
{
    static const char *const files[] = {PLAN_SITE_SIGNATURE, PLAN_SSH_SIGNATURE,
                                        PLAN_SM2_SIGNATURE, PLAN_SM2_PUBLIC,
                                        PLAN_OFFICER_SIGNATURE};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct recipe recipe = full;

        recipe.without = files[i];
        struct verify_report r = cook(&recipe, &kit.trust);
        kit_check_problem(&r, E_STRIPPED, files[i]);
    }
    /* Both files of SM2 at once: case.txt still asks for them. */
    struct recipe recipe = full;
    recipe.sm2 = false;
    struct verify_report r = cook(&recipe, &kit.trust);
    kit_check_problem(&r, E_STRIPPED, PLAN_SM2_SIGNATURE);
    recipe = alone;
    recipe.without = PLAN_RELEASE_SIGNATURE;
    r = cook(&recipe, &kit.trust);
    kit_check_problem(&r, E_STRIPPED, PLAN_RELEASE_SIGNATURE);
}

static void test_every_byte_of_every_signature_counts(void **state)
{
    static const struct {
        const char *file;
        size_t step; /* a text is looked at all over, not everywhere */
    } files[] = {{PLAN_SITE_SIGNATURE, 7},
                 {PLAN_SSH_SIGNATURE, 7},
                 {PLAN_SM2_SIGNATURE, 1},
                 {PLAN_SM2_PUBLIC, 5},
                 {PLAN_OFFICER_SIGNATURE, 11}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct recipe recipe = full;

        recipe.changed = files[i].file;
        for (recipe.byte = 0;; recipe.byte += files[i].step) {
            was_changed = false;
            struct verify_report r = cook(&recipe, &kit.trust);
            assert_int_equal(r.genuine, !was_changed);
            if (!was_changed)
                break;
            assert_string_equal(r.problems[0].file, files[i].file);
        }
        assert_true(recipe.byte > 60);
    }
}

static void test_an_unknown_signer_is_not_passed_over(void **state)
{
    struct recipe recipe = alone;

    (void)state;
    recipe.case_text = CASE("site notary");
    struct verify_report r = cook(&recipe, &kit.trust);
    kit_check_problem(&r, E_BUNDLE_FORM, PLAN_CASE);
}

/* ---- what the desk demands ---------------------------------------------------------------------- */

static void test_the_desk_can_demand_more_than_the_bundle(void **state)
{
    struct trust desk = kit.trust;
    struct trust_demand demand = {.signers = SIGNER_OFFICER | SIGNER_SM2};

    (void)state;
    memcpy(demand.key_id, signing_key_public(kit.site)->id, KEY_ID_BYTES);
    desk.policy.demands = &demand;
    desk.policy.demands_n = 1;
    struct verify_report r = cook(&alone, &desk);
    kit_check_problem(&r, E_STRIPPED, PLAN_OFFICER_SIGNATURE);
    kit_check_problem(&r, E_STRIPPED, PLAN_SM2_SIGNATURE);
    assert_true(cook(&full, &desk).genuine);
    demand.key_id[0] ^= 1; /* of another site */
    assert_true(cook(&alone, &desk).genuine);
}

static void test_a_revoked_key_does_not_sign(void **state)
{
    struct trust desk = kit.trust;
    uint8_t revoked[1][KEY_ID_BYTES];

    (void)state;
    desk.policy.revoked = revoked;
    desk.policy.revoked_n = 1;
    memcpy(revoked[0], signing_key_public(kit.site)->id, KEY_ID_BYTES);
    struct verify_report r = cook(&full, &desk);
    kit_check_problem(&r, E_REVOKED, PLAN_SITE_SIGNATURE);
    memcpy(revoked[0], signing_key_public(kit.officer)->id, KEY_ID_BYTES);
    r = cook(&full, &desk);
    kit_check_problem(&r, E_REVOKED, PLAN_OFFICER_SIGNATURE);
}

static void test_an_sm2_key_of_another_name_does_not_count(void **state)
{
    struct trust desk = kit.trust;
    struct sm2_public other = kit.trust.sm2[0];

    (void)state;
    desk.sm2 = &other;
    snprintf(other.name, sizeof other.name, "elsewhere");
    struct verify_report r = cook(&full, &desk);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_SM2_SIGNATURE);
    desk.sm2_n = 0;
    r = cook(&full, &desk);
    kit_check_problem(&r, E_NOT_TRUSTED, PLAN_SM2_SIGNATURE);
}

static void test_a_replay_is_refused_with_its_reason(void **state)
{
    struct trust desk = kit.trust;
    struct verify_report r = cook(&full, &desk);
    struct trust_seen seen = r.number;

    (void)state;
    desk.policy.seen = &seen;
    desk.policy.seen_n = 1;
    assert_true(cook(&full, &desk).genuine); /* the same once more */
    seen.seq = 6;
    assert_true(cook(&full, &desk).genuine);
    seen.seq = 8;
    r = cook(&full, &desk);
    kit_check_problem(&r, E_REPLAY, PLAN_CASE);
    assert_string_equal(r.problems[0].detail, "older than a bundle taken before");
    seen.seq = 7;
    seen.bundle_id[0] = seen.bundle_id[0] == '0' ? '1' : '0';
    r = cook(&full, &desk);
    kit_check_problem(&r, E_REPLAY, PLAN_CASE);
    seen.machine = 4;
    assert_true(cook(&full, &desk).genuine);
    seen.machine = 3;
    seen.key_id[0] ^= 1;
    assert_true(cook(&full, &desk).genuine);
}

static int start(void **state)
{
    struct err err = ERR_NONE;
    char stem[4096];

    (void)state;
    kit_start(&kit);
    trust_done(&kit.trust);
    if (!keyring_stem(kit.keys, "site", stem, &err) ||
        !sm2_files_make(stem, (struct str){NULL, 0}, &err))
        return -1;
    sm2 = sm2_files_open(stem, (struct str){NULL, 0}, &err);
    return sm2 && trust_load(kit.keys, NULL, &kit.trust, &err) ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    sm2_key_free(sm2);
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_signatures_together_are_genuine),
        cmocka_unit_test(test_a_stripped_signature_is_named),
        cmocka_unit_test(test_every_byte_of_every_signature_counts),
        cmocka_unit_test(test_an_unknown_signer_is_not_passed_over),
        cmocka_unit_test(test_the_desk_can_demand_more_than_the_bundle),
        cmocka_unit_test(test_a_revoked_key_does_not_sign),
        cmocka_unit_test(test_an_sm2_key_of_another_name_does_not_count),
        cmocka_unit_test(test_a_replay_is_refused_with_its_reason),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
