/* test_trust.c - the trust store: its policy file, new keys for old ones, revocation, replay. */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "bundle/minisig.h"
#include "bundle/trust_policy.h"
#include "tests/support/bundle_kit.h"

#define FIRST "casepack trust policy 1\n"
#define ID "0123456789ABCDEF"
#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define NO_PASSPHRASE ((struct str){NULL, 0})

static struct kit kit;
static struct keyring *desk;

static int setup(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    kit_start(&kit);
    desk = keyring_open(kit_path(&kit, "desk"), &err);
    return desk ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    keyring_free(desk);
    kit_end(&kit);
    return 0;
}

static struct public_key public_of(const char *name)
{
    struct public_key key;
    struct err err = ERR_NONE;

    assert_true(keyring_public(kit.keys, name, &key, &err));
    return key;
}

static bool desk_knows(const struct public_key *key)
{
    struct trust t;
    struct err err = ERR_NONE;
    bool found = false;

    if (!trust_load(desk, NULL, &t, &err))
        check_no_err(&err);
    for (size_t i = 0; i < t.n; i++)
        found = found || memcmp(t.keys[i].key, key->key, sizeof key->key) == 0;
    trust_done(&t);
    return found;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static void test_a_policy_is_read_line_by_line(void **state)
{
    struct trust_policy p = {0};
    struct err err = ERR_NONE;
    uint8_t id[KEY_ID_BYTES];

    (void)state;
    assert_true(policy_parse(STR(FIRST "# why\n\nrequires " ID " officer sm2\nrevoked " ID "\n"
                                       "seen CAS-00000-A0B0C0 3 " ID " 7 " HASH "\n"),
                             "POLICY", &p, &err));
    assert_int_equal(p.demands_n, 1);
    assert_int_equal(p.demands[0].signers, SIGNER_OFFICER | SIGNER_SM2);
    assert_true(key_id_of(STR(ID), id));
    assert_memory_equal(p.revoked[0], id, sizeof id);
    assert_int_equal(p.seen[0].machine, 3);
    assert_int_equal(p.seen[0].seq, 7);
    assert_string_equal(p.seen[0].bundle_id, HASH);
    policy_done(&p);
}

static void test_a_line_that_is_no_rule_is_refused_with_its_number(void **state)
{
    static const char *const bad[] = {
        "trust everybody\n",
        "requires " ID " notary\n",
        "requires\n",
        "revoked 0123\n",
        "revoked 0123456789abcdef\n",
        "revoked " ID " \n",
        "seen CAS-00000-A0B0C0 0 " ID " 7 " HASH "\n",
        "seen CAS-00000-A0B0C0 3 " ID " 0 " HASH "\n",
        "seen CAS-00000-A0B0C0 3 " ID " 7 " HASH "0\n",
        "seen  3 " ID " 7 " HASH "\n",
        " revoked " ID "\n",
        ("revoked " ID), /* cut */
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct trust_policy p = {0};
        struct buf text = BUF_INIT(4096);
        struct err err = ERR_NONE;

        buf_printf(&text, FIRST "%s", bad[i]);
        assert_false(policy_parse(buf_str(&text), "POLICY", &p, &err));
        assert_int_equal(err.code, E_KEY_FORM);
        policy_done(&p);
        buf_done(&text);
    }
}

static void test_a_changed_policy_keeps_its_other_lines(void **state)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;
    struct public_key site = public_of("site");
    char id[KEY_ID_TEXT], want[512];

    (void)state;
    assert_true(keyring_revoke(desk, public_of("officer").id, &err));
    kit_put(kit_path(&kit, "desk/trust/POLICY"), STR(FIRST "# by hand\n"));
    assert_true(keyring_require(desk, site.id, SIGNER_OFFICER, &err));
    assert_true(keyring_require(desk, site.id, SIGNER_SM2, &err));
    assert_true(keyring_require(desk, site.id, SIGNER_SM2, &err));
    kit_get(kit_path(&kit, "desk/trust/POLICY"), &text);
    key_id_text(site.id, id);
    snprintf(want, sizeof want, FIRST "# by hand\nrequires %s sm2\n", id);
    assert_string_equal(buf_cstr(&text), want);
    buf_done(&text);
}

/* ---- replay ---------------------------------------------------------------------------------------- */

static void test_the_highest_number_is_kept(void **state)
{
    struct trust_seen number = {
        .case_number = "CAS-00000-A0B0C0", .machine = 3, .seq = 2, .bundle_id = HASH};
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_record(desk, &number, &err));
    assert_true(keyring_record(desk, &number, &err)); /* taken twice */
    number.seq = 1;
    assert_false(keyring_record(desk, &number, &err));
    assert_int_equal(err.code, E_REPLAY);
    err = ERR_NONE;
    number.seq = 2;
    number.bundle_id[0] = '0';
    assert_false(keyring_record(desk, &number, &err));
    assert_int_equal(err.code, E_REPLAY);
    err = ERR_NONE;
    number.seq = 3;
    assert_true(keyring_record(desk, &number, &err));
    number.machine = 4;
    number.seq = 1;
    assert_true(keyring_record(desk, &number, &err));
    struct trust t;
    assert_true(trust_load(desk, NULL, &t, &err));
    assert_int_equal(t.policy.seen_n, 2);
    trust_done(&t);
}

/* ---- new keys for old ones --------------------------------------------------------------------------- */

static void test_a_rotated_key_is_taken_where_the_old_one_is_trusted(void **state)
{
    struct err err = ERR_NONE;
    struct public_key old = public_of("site");

    (void)state;
    assert_true(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_true(keyring_require(desk, old.id, SIGNER_OFFICER, &err));
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    struct public_key new = public_of("site");
    assert_memory_not_equal(new.key, old.key, sizeof old.key);
    assert_true(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    check_no_err(&err);
    assert_true(desk_knows(&new) && desk_knows(&old));
    /* Its name and what is demanded of it went over. */
    struct trust t;
    assert_true(trust_load(desk, NULL, &t, &err));
    assert_int_equal(trust_demands(&t, new.id), SIGNER_OFFICER);
    for (size_t i = 0; i < t.n; i++)
        assert_int_equal(strcmp(t.keys[i].name, "site") == 0,
                         memcmp(t.keys[i].key, new.key, sizeof new.key) == 0);
    trust_done(&t);
}

static void test_a_rotation_by_a_stranger_is_not_taken(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    assert_false(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_int_equal(err.code, E_NOT_TRUSTED);
    struct public_key new = public_of("site");
    assert_false(desk_knows(&new));
}

static void test_a_rotation_by_a_revoked_key_is_not_taken(void **state)
{
    struct err err = ERR_NONE;
    struct public_key old = public_of("site");

    (void)state;
    assert_true(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    assert_true(keyring_revoke(desk, old.id, &err));
    assert_false(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_int_equal(err.code, E_NOT_TRUSTED);
    err = ERR_NONE;
    assert_true(keyring_revoke(desk, public_of("site").id, &err));
    assert_false(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_int_equal(err.code, E_REVOKED);
}

/* A signature of the old key over something else is no statement. */
static void test_only_a_statement_of_rotation_counts(void **state)
{
    struct buf pub = BUF_INIT(4096), text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    kit_get(kit_path(&kit, "keys/officer.pub"), &pub);
    assert_true(minisig_make(kit.site, buf_str(&pub), "casepack v1 case:x seq:1", &text, &err));
    kit_put(kit_path(&kit, "keys/officer.rotation"), buf_str(&text));
    assert_false(keyring_trust(desk, kit_path(&kit, "keys/officer.pub"), &err));
    assert_int_equal(err.code, E_NOT_TRUSTED);
    buf_done(&pub);
    buf_done(&text);
}

static void test_old_bundles_stay_genuine_at_home_after_a_rotation(void **state)
{
    struct bundle_written written;
    struct err err = ERR_NONE;

    (void)state;
    plan_free(kit_bundle(&kit, "old", false, &written));
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    trust_done(&kit.trust);
    assert_true(trust_load(kit.keys, NULL, &kit.trust, &err));
    assert_true(kit_is_genuine(&kit, written.path));
}

static void test_a_rotation_cut_off_before_its_last_step_is_finished(void **state)
{
    struct buf pub = BUF_INIT(4096), old = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    kit_get(kit_path(&kit, "keys/site.pub"), &old);
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    kit_get(kit_path(&kit, "keys/site.pub"), &pub);
    kit_put(kit_path(&kit, "keys/site-next.pub"), buf_str(&pub));
    kit_put(kit_path(&kit, "keys/site.pub"), buf_str(&old));
    struct signing_key *key = keyring_open_key(kit.keys, "site", NO_PASSPHRASE, &err);
    check_no_err(&err);
    assert_non_null(key);
    signing_key_free(key);
    assert_false(kit_is_there(kit_path(&kit, "keys/site-next.pub")));
    /* Cut off before that, the old key goes on. */
    kit_put(kit_path(&kit, "keys/site-next.pub"), buf_str(&old));
    key = keyring_open_key(kit.keys, "site", NO_PASSPHRASE, &err);
    assert_non_null(key);
    signing_key_free(key);
    assert_true(keyring_rotate(kit.keys, "site", NO_PASSPHRASE, &err));
    buf_done(&pub);
    buf_done(&old);
}

static void test_a_rotated_key_keeps_its_passphrase(void **state)
{
    struct err err = ERR_NONE;
    bool sealed = false;

    (void)state;
    assert_true(keyring_new_key(kit.keys, "sealed", STR("correct horse"), &err));
    assert_false(keyring_rotate(kit.keys, "sealed", NO_PASSPHRASE, &err));
    assert_int_equal(err.code, E_PASSPHRASE_NEEDED);
    err = ERR_NONE;
    assert_true(keyring_rotate(kit.keys, "sealed", STR("correct horse"), &err));
    assert_true(keyring_is_sealed(kit.keys, "sealed", &sealed, &err));
    assert_true(sealed);
}

/* ---- SM2 keys ------------------------------------------------------------------------------------------ */

static void test_an_sm2_key_goes_along_with_its_signing_key(void **state)
{
    struct err err = ERR_NONE;
    char stem[4096];
    struct trust t;

    (void)state;
    assert_true(keyring_stem(kit.keys, "site", stem, &err));
    assert_true(sm2_files_make(stem, STR("pass"), &err));
    assert_false(sm2_files_make(stem, STR("pass"), &err));
    assert_int_equal(err.code, E_KEY_EXISTS);
    err = ERR_NONE;
    assert_null(sm2_files_open(stem, STR("word"), &err));
    assert_int_equal(err.code, E_PASSPHRASE);
    err = ERR_NONE;
    struct sm2_key *key = sm2_files_open(stem, STR("pass"), &err);
    assert_non_null(key);
    sm2_key_free(key);
    assert_true(keyring_trust(desk, kit_path(&kit, "keys/site.pub"), &err));
    assert_true(trust_load(desk, NULL, &t, &err));
    assert_int_equal(t.sm2_n, 1);
    assert_string_equal(t.sm2[0].name, "site");
    trust_done(&t);
}

static void test_a_key_of_one_kind_is_not_read_as_the_other(void **state)
{
    struct err err = ERR_NONE;
    struct buf text = BUF_INIT(4096);
    char stem[4096];

    (void)state;
    kit_get(kit_path(&kit, "keys/site.key"), &text);
    kit_put(kit_path(&kit, "keys/site.sm2.key"), buf_str(&text));
    buf_done(&text);
    assert_true(keyring_stem(kit.keys, "site", stem, &err));
    assert_null(sm2_files_open(stem, NO_PASSPHRASE, &err));
    assert_int_equal(err.code, E_KEY_FORM);
}

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    return digest_start(&err) ? 0 : -1;
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_a_policy_is_read_line_by_line),
        TEST(test_a_line_that_is_no_rule_is_refused_with_its_number),
        TEST(test_a_changed_policy_keeps_its_other_lines),
        TEST(test_the_highest_number_is_kept),
        TEST(test_a_rotated_key_is_taken_where_the_old_one_is_trusted),
        TEST(test_a_rotation_by_a_stranger_is_not_taken),
        TEST(test_a_rotation_by_a_revoked_key_is_not_taken),
        TEST(test_only_a_statement_of_rotation_counts),
        TEST(test_old_bundles_stay_genuine_at_home_after_a_rotation),
        TEST(test_a_rotation_cut_off_before_its_last_step_is_finished),
        TEST(test_a_rotated_key_keeps_its_passphrase),
        TEST(test_an_sm2_key_goes_along_with_its_signing_key),
        TEST(test_a_key_of_one_kind_is_not_read_as_the_other),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
