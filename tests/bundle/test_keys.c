/* test_keys.c - the key folder: keys, trust, ledger. */
#include "tests/support/check.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"
#include "tests/support/bundle_kit.h"

#define NO_PASSPHRASE ((struct str){NULL, 0})

static struct kit kit;

static const char *key_file(const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "keys/%s", name);
    return kit_path(&kit, path);
}

static void check_opens(const char *name, struct str passphrase, enum err_code code)
{
    struct err err = ERR_NONE;
    struct signing_key *key = keyring_open_key(kit.keys, name, passphrase, &err);

    assert_int_equal(err.code, code);
    assert_int_equal(key != NULL, code == E_NONE);
    signing_key_free(key);
}

static void test_opening_the_folder_makes_nothing(void **state)
{
    struct err err = ERR_NONE;
    struct keyring *k = keyring_open(kit_path(&kit, "nothing/here"), &err);
    struct trust t;

    (void)state;
    assert_non_null(k);
    assert_false(keyring_has(k, "site"));
    assert_true(trust_load(k, NULL, &t, &err));
    assert_int_equal(t.n, 0);
    assert_null(keyring_open_key(k, "site", NO_PASSPHRASE, &err));
    assert_int_equal(err.code, E_KEY_ABSENT);
    assert_false(kit_is_there(kit_path(&kit, "nothing")));
    trust_done(&t);
    keyring_free(k);
}

static void test_a_key_is_never_replaced(void **state)
{
    struct err err = ERR_NONE;
    struct buf before = BUF_INIT(4096), after = BUF_INIT(4096);

    (void)state;
    kit_get(key_file("site.key"), &before);
    assert_false(keyring_new_key(kit.keys, "site", NO_PASSPHRASE, &err));
    assert_int_equal(err.code, E_KEY_EXISTS);
    kit_get(key_file("site.key"), &after);
    check_str(buf_str(&after), buf_cstr(&before));
    check_opens("site", NO_PASSPHRASE, E_NONE);
    buf_done(&before);
    buf_done(&after);
}

static void test_names_that_lead_elsewhere_are_refused(void **state)
{
    static const char *const bad[] = {
        "",     "../site", "a/b", "a.b",
        "Site", "alias",   "a b", "0123456789012345678901234567890123"};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = ERR_NONE;

        assert_false(keyring_new_key(kit.keys, bad[i], NO_PASSPHRASE, &err));
        assert_int_equal(err.code, E_VALUE);
    }
}

static void test_a_sealed_key_opens_with_its_passphrase_only(void **state)
{
    struct err err = ERR_NONE;
    bool sealed = false;

    (void)state;
    assert_true(keyring_new_key(kit.keys, "sealed", STR("correct horse"), &err));
    assert_true(keyring_is_sealed(kit.keys, "sealed", &sealed, &err));
    assert_true(sealed);
    assert_true(keyring_is_sealed(kit.keys, "site", &sealed, &err));
    assert_false(sealed);
    check_opens("sealed", NO_PASSPHRASE, E_PASSPHRASE_NEEDED);
    check_opens("sealed", STR("correct horsf"), E_PASSPHRASE);
    check_opens("sealed", STR("correct horse"), E_NONE);
    check_opens("site", STR("not needed"), E_NONE);
}

static void test_a_damaged_key_file_is_told_from_a_wrong_passphrase(void **state)
{
    struct buf text = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_new_key(kit.keys, "damaged", NO_PASSPHRASE, &err));
    kit_get(key_file("damaged.key"), &text);
    for (size_t i = 0; i < text.n; i++) {
        text.p[i] ^= 1;
        kit_put(key_file("damaged.key"), buf_str(&text));
        check_opens("damaged", NO_PASSPHRASE, E_KEY_FORM);
        text.p[i] ^= 1;
    }
    for (size_t n = 0; n < text.n; n++) {
        kit_put(key_file("damaged.key"), str_sub(buf_str(&text), 0, n));
        check_opens("damaged", NO_PASSPHRASE, E_KEY_FORM);
    }
    kit_put(key_file("damaged.key"), buf_str(&text));
    check_opens("damaged", NO_PASSPHRASE, E_NONE);
    buf_done(&text);
}

static void test_the_halves_of_two_keys_do_not_make_one(void **state)
{
    struct buf pub = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_new_key(kit.keys, "half", NO_PASSPHRASE, &err));
    kit_get(key_file("officer.pub"), &pub);
    kit_put(key_file("half.pub"), buf_str(&pub));
    check_opens("half", NO_PASSPHRASE, E_KEY_FORM);
    assert_int_equal(unlink(key_file("half.pub")), 0);
    check_opens("half", NO_PASSPHRASE, E_KEY_ABSENT);
    buf_done(&pub);
}

static void test_a_key_file_may_lie_anywhere(void **state)
{
    struct err err = ERR_NONE;
    struct signing_key *key = signing_key_open(key_file("officer.key"), NO_PASSPHRASE, &err);

    (void)state;
    check_no_err(&err);
    assert_string_equal(signing_key_public(key)->name, "officer");
    signing_key_free(key);
    assert_null(signing_key_open(kit_path(&kit, "keys"), NO_PASSPHRASE, &err));
    assert_int_equal(err.code, E_FS_KIND);
}

static void test_a_public_key_of_minisign_is_read(void **state)
{
    struct public_key key;
    struct err err = ERR_NONE;
    struct buf text = BUF_INIT(4096);

    (void)state;
    public_key_text(signing_key_public(kit.site), &text);
    kit_put(kit_path(&kit, "Some Site.pub"), buf_str(&text));
    assert_true(public_key_read(kit_path(&kit, "Some Site.pub"), &key, &err));
    assert_memory_equal(key.key, signing_key_public(kit.site)->key, sizeof key.key);
    char id[KEY_ID_TEXT];
    key_id_text(key.id, id);
    assert_string_equal(key.name, id);
    kit_put(kit_path(&kit, "bad.pub"), STR("untrusted comment: x\nRWQ=\n"));
    assert_false(public_key_read(kit_path(&kit, "bad.pub"), &key, &err));
    assert_int_equal(err.code, E_KEY_FORM);
    buf_done(&text);
}

static void test_the_alias_key_stays_the_same(void **state)
{
    uint8_t first[32], again[32], none[32] = {0};
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_alias_key(kit.keys, first, &err));
    assert_true(keyring_alias_key(kit.keys, again, &err));
    assert_memory_equal(first, again, sizeof first);
    assert_memory_not_equal(first, none, sizeof first);
    kit_put(key_file("alias.key"), STR("too short"));
    assert_false(keyring_alias_key(kit.keys, again, &err));
    assert_int_equal(err.code, E_KEY_FORM);
    assert_memory_equal(first, again, sizeof first);
    unlink(key_file("alias.key"));
}

static void test_a_fingerprint_is_six_groups_and_stays(void **state)
{
    struct buf one = BUF_INIT(256), two = BUF_INIT(256), other = BUF_INIT(256);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(public_key_fingerprint(signing_key_public(kit.site), &one, &err));
    assert_true(public_key_fingerprint(signing_key_public(kit.site), &two, &err));
    assert_true(public_key_fingerprint(signing_key_public(kit.officer), &other, &err));
    check_str(buf_str(&one), buf_cstr(&two));
    assert_false(str_eq(buf_str(&one), buf_str(&other)));
    assert_int_equal(one.n, 6 * 5 + 5);
    buf_done(&one);
    buf_done(&two);
    buf_done(&other);
}

static void test_trust_is_own_keys_trusted_keys_and_one_more_folder(void **state)
{
    struct err err = ERR_NONE;
    struct keyring *desk = keyring_open(kit_path(&kit, "desk"), &err);
    struct trust t;

    (void)state;
    assert_true(keyring_trust(desk, key_file("site.pub"), &err));
    assert_true(keyring_trust(desk, key_file("site.pub"), &err));
    assert_true(trust_load(desk, NULL, &t, &err));
    assert_int_equal(t.n, 1);
    assert_string_equal(t.keys[0].name, "site");
    trust_done(&t);
    assert_true(trust_load(desk, kit_path(&kit, "keys"), &t, &err));
    assert_true(t.n >= 2);
    trust_done(&t);
    assert_false(trust_load(desk, kit_path(&kit, "no-such-folder"), &t, &err));
    assert_int_equal(err.code, E_FS_ABSENT);
    keyring_free(desk);
}

static void test_a_trusted_name_is_not_taken_over(void **state)
{
    struct err err = ERR_NONE;
    struct keyring *desk = keyring_open(kit_path(&kit, "desk2"), &err);
    struct buf text = BUF_INIT(4096);

    (void)state;
    assert_true(keyring_trust(desk, key_file("site.pub"), &err));
    public_key_text(signing_key_public(kit.officer), &text);
    kit_put(kit_path(&kit, "site.pub"), buf_str(&text));
    assert_false(keyring_trust(desk, kit_path(&kit, "site.pub"), &err));
    assert_int_equal(err.code, E_KEY_EXISTS);
    buf_done(&text);
    keyring_free(desk);
}

/* ---- ledger --------------------------------------------------------------------------------- */

#define CASE "CAS-00000-A0B0C0"

static const char id_a[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char id_b[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static void check_next(const uint8_t *content, unsigned machine, unsigned seq,
                       const char *previous)
{
    struct ledger_entry e;
    struct err err = ERR_NONE;

    if (!ledger_next(kit.keys, CASE, machine, content, &e, &err))
        check_no_err(&err);
    assert_int_equal(e.seq, seq);
    assert_string_equal(e.previous, previous);
}

static void test_the_same_content_keeps_its_number(void **state)
{
    const uint8_t a[32] = {1}, b[32] = {2}, c[32] = {3};
    struct buf once = BUF_INIT(4096), twice = BUF_INIT(4096);
    struct err err = ERR_NONE;

    (void)state;
    check_next(a, 1, 1, "");
    assert_false(kit_is_there(key_file("ledger.txt")));
    assert_true(ledger_commit(kit.keys, CASE, 1, a, 1, id_a, &err));
    kit_get(key_file("ledger.txt"), &once);
    assert_true(ledger_commit(kit.keys, CASE, 1, a, 1, id_a, &err));
    kit_get(key_file("ledger.txt"), &twice);
    check_str(buf_str(&twice), buf_cstr(&once));
    check_next(a, 1, 1, "");
    check_next(b, 1, 2, id_a);
    assert_true(ledger_commit(kit.keys, CASE, 1, b, 2, id_b, &err));
    check_next(a, 1, 1, "");
    check_next(b, 1, 2, id_a);
    check_next(c, 1, 3, id_b);
    check_next(a, 2, 1, "");
    buf_done(&once);
    buf_done(&twice);
}

static void test_a_broken_ledger_is_not_passed_over(void **state)
{
    static const char *const bad[] = {"x\n", "CAS 1 1 00 00\n", "CAS 1 1\n", "no end of line"};
    const uint8_t content[32] = {1};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct ledger_entry e;
        struct err err = ERR_NONE;

        kit_put(key_file("ledger.txt"), str_of(bad[i]));
        assert_false(ledger_next(kit.keys, CASE, 1, content, &e, &err));
        assert_int_equal(err.code, E_KEY_FORM);
    }
    unlink(key_file("ledger.txt"));
}

static void test_a_case_number_with_blanks_is_refused(void **state)
{
    const uint8_t content[32] = {1};
    struct ledger_entry e;
    struct err err = ERR_NONE;

    (void)state;
    assert_false(ledger_next(kit.keys, "a b", 1, content, &e, &err));
    assert_int_equal(err.code, E_VALUE);
}

/* ---- nothing is left of a secret ------------------------------------------------------------ */

static void test_no_secret_is_left_behind_in_the_folder(void **state)
{
    struct buf names = BUF_INIT(4096);

    (void)state;
    kit_list(kit_path(&kit, "keys"), &names);
    assert_false(str_find(buf_str(&names), ".key.", &(size_t){0}));
    assert_false(str_find(buf_str(&names), ".part", &(size_t){0}));
    buf_done(&names);
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
        cmocka_unit_test(test_opening_the_folder_makes_nothing),
        cmocka_unit_test(test_a_key_is_never_replaced),
        cmocka_unit_test(test_names_that_lead_elsewhere_are_refused),
        cmocka_unit_test(test_a_sealed_key_opens_with_its_passphrase_only),
        cmocka_unit_test(test_a_damaged_key_file_is_told_from_a_wrong_passphrase),
        cmocka_unit_test(test_the_halves_of_two_keys_do_not_make_one),
        cmocka_unit_test(test_a_key_file_may_lie_anywhere),
        cmocka_unit_test(test_a_public_key_of_minisign_is_read),
        cmocka_unit_test(test_the_alias_key_stays_the_same),
        cmocka_unit_test(test_a_fingerprint_is_six_groups_and_stays),
        cmocka_unit_test(test_trust_is_own_keys_trusted_keys_and_one_more_folder),
        cmocka_unit_test(test_a_trusted_name_is_not_taken_over),
        cmocka_unit_test(test_the_same_content_keeps_its_number),
        cmocka_unit_test(test_a_broken_ledger_is_not_passed_over),
        cmocka_unit_test(test_a_case_number_with_blanks_is_refused),
        cmocka_unit_test(test_no_secret_is_left_behind_in_the_folder),
    };

    return cmocka_run_group_tests(tests, start, end);
}
