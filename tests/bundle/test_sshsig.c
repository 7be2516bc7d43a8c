/* test_sshsig.c - one canonical form, and no way around the key. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/crypto.h"
#include "bundle/sshsig.h"
#include "tests/support/bundle_kit.h"

#define MESSAGE STR("SHA256 (case.txt) = 00\n")

static struct kit kit;

static void make(struct buf *out)
{
    struct err err = ERR_NONE;

    assert_true(sshsig_make(kit.site, MESSAGE, out, &err));
}

static enum err_code check(struct str text, struct str message, struct trust trust)
{
    const struct public_key *signer = NULL;
    struct err err = ERR_NONE;

    if (!sshsig_check(text, message, trust.keys, trust.n, &signer, &err)) {
        assert_null(signer);
        return err.code;
    }
    assert_string_equal(signer->name, "site");
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

/* ssh-keygen would take the signature on one line, or for another namespace. */
static void test_other_forms_and_namespaces_are_refused(void **state)
{
    struct buf text = BUF_INIT(4096), lines = BUF_INIT(4096), base64 = BUF_INIT(4096);
    struct str rest, line;
    uint8_t blob[178];
    size_t at;

    (void)state;
    make(&text);
    for (rest = buf_str(&text); str_next(&rest, '\n', &line);)
        if (!str_starts(line, "-"))
            buf_add_str(&base64, line);
    buf_printf(&lines, "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n",
               buf_cstr(&base64));
    assert_int_equal(check(buf_str(&lines), MESSAGE, kit.trust), E_BUNDLE_FORM);
    assert_true(base64_to(buf_str(&base64), blob, sizeof blob));
    assert_true(str_find((struct str){(const char *)blob, sizeof blob}, "casepack", &at));
    memcpy(blob + at, "fasepack", 8);
    buf_clear(&base64);
    base64_from(blob, sizeof blob, &base64);
    for (size_t i = 0, to = strlen("-----BEGIN SSH SIGNATURE-----\n"); i < base64.n;
         i++, to++) {
        to += text.p[to] == '\n';
        text.p[to] = base64.p[i];
    }
    assert_int_equal(check(buf_str(&text), MESSAGE, kit.trust), E_BUNDLE_FORM);
    buf_done(&text);
    buf_done(&lines);
    buf_done(&base64);
}

static void test_the_allowed_line_names_the_namespace(void **state)
{
    struct buf line = BUF_INIT(1024);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(sshsig_allowed_line(signing_key_public(kit.site), "site", &line, &err));
    assert_true(str_starts(buf_str(&line), "site namespaces=\"casepack\" ssh-ed25519 AAAAC3Nza"
                                           "C1lZDI1NTE5AAAAI"));
    assert_true(str_ends(buf_str(&line), "\n"));
    assert_false(sshsig_allowed_line(signing_key_public(kit.site), "a b", &line, &err));
    assert_int_equal(err.code, E_VALUE);
    buf_done(&line);
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
        cmocka_unit_test(test_other_forms_and_namespaces_are_refused),
        cmocka_unit_test(test_the_allowed_line_names_the_namespace),
    };

    return cmocka_run_group_tests(tests, start, end);
}
