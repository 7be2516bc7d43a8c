/* test_minisig.c - one canonical form, and no way around the key. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/crypto.h"
#include "bundle/minisig.h"
#include "tests/support/bundle_kit.h"

static struct kit kit;

#define COMMENT "casepack v1 case:CAS-00000-A0B0C0 seq:1"
#define MESSAGE STR("SHA256 (case.txt) = 00\n")

static void make(struct buf *out)
{
    struct err err = ERR_NONE;

    assert_true(minisig_make(kit.site, MESSAGE, COMMENT, out, &err));
}

static enum err_code check(struct str text, struct str message, struct trust trust)
{
    const struct public_key *signer = NULL;
    struct str comment = {NULL, 0};
    uint8_t id[KEY_ID_BYTES];
    struct err err = ERR_NONE;

    if (!minisig_check(text, message, trust.keys, trust.n, &signer, &comment, id, &err)) {
        assert_null(signer);
        return err.code;
    }
    assert_string_equal(signer->name, "site");
    check_str(comment, COMMENT);
    assert_memory_equal(id, signing_key_public(kit.site)->id, sizeof id);
    return E_NONE;
}

static void test_only_this_file_and_this_message_go_together(void **state)
{
    struct buf text = BUF_INIT(4096);

    (void)state;
    make(&text);
    kit_only_itself_is_good(&kit, buf_str(&text), MESSAGE, check);
    buf_done(&text);
}

static void test_an_unknown_key_is_not_trusted_and_named(void **state)
{
    struct buf text = BUF_INIT(4096);
    const struct public_key *signer = NULL;
    struct str comment;
    uint8_t id[KEY_ID_BYTES] = {0};
    struct err err = ERR_NONE;
    char name[KEY_ID_TEXT];

    (void)state;
    make(&text);
    assert_false(minisig_check(buf_str(&text), MESSAGE, NULL, 0, &signer, &comment, id, &err));
    assert_int_equal(err.code, E_NOT_TRUSTED);
    assert_memory_equal(id, signing_key_public(kit.site)->id, sizeof id);
    key_id_text(id, name);
    assert_string_equal(err.detail, name);
    buf_done(&text);
}

/* Somebody enrolls a key with the id of the site's key. */
static void test_another_key_with_the_same_id_does_not_count(void **state)
{
    struct buf text = BUF_INIT(4096);
    struct public_key twin = *signing_key_public(kit.officer);

    (void)state;
    make(&text);
    memcpy(twin.id, signing_key_public(kit.site)->id, sizeof twin.id);
    assert_int_equal(check(buf_str(&text), MESSAGE, (struct trust){.keys = &twin, .n = 1}),
                     E_SIGNATURE);
    struct public_key both[] = {twin, *signing_key_public(kit.site)};
    assert_int_equal(check(buf_str(&text), MESSAGE, (struct trust){.keys = both, .n = 2}),
                     E_NONE);
    buf_done(&text);
}

/* The old algorithm signs the message itself: not a signature here. */
static void test_the_old_algorithm_is_refused(void **state)
{
    struct buf text = BUF_INIT(4096);
    size_t at;

    (void)state;
    make(&text);
    assert_true(str_find(buf_str(&text), "\nRU", &at)); /* base64 of "ED" */
    uint8_t first[74];
    assert_true(base64_to(str_sub(buf_str(&text), at + 1, 100), first, sizeof first));
    first[1] = 'd';
    struct buf line = BUF_INIT(200);
    base64_from(first, sizeof first, &line);
    memcpy(text.p + at + 1, line.p, line.n);
    assert_int_equal(check(buf_str(&text), MESSAGE, kit.trust), E_BUNDLE_FORM);
    buf_done(&text);
    buf_done(&line);
}

static void test_a_comment_of_two_lines_is_not_signed(void **state)
{
    static const char *const bad[] = {"", "two\nlines", "tab\there", "caf\xc3\xa9"};
    struct buf text = BUF_INIT(4096);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = ERR_NONE;

        assert_false(minisig_make(kit.site, MESSAGE, bad[i], &text, &err));
        assert_int_equal(err.code, E_INTERNAL);
    }
    buf_done(&text);
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
        cmocka_unit_test(test_only_this_file_and_this_message_go_together),
        cmocka_unit_test(test_an_unknown_key_is_not_trusted_and_named),
        cmocka_unit_test(test_another_key_with_the_same_id_does_not_count),
        cmocka_unit_test(test_the_old_algorithm_is_refused),
        cmocka_unit_test(test_a_comment_of_two_lines_is_not_signed),
    };

    return cmocka_run_group_tests(tests, start, end);
}
