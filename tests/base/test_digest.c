/* test_digest.c - published vectors. */
#include "tests/support/check.h"

#include <string.h>

#include "base/digest.h"

static void check_hash(enum digest_kind kind, const char *text, size_t n, const char *want)
{
    uint8_t got[64], expected[64];

    assert_true(hex_to(str_of(want), expected, n));
    digest_once(kind, text, strlen(text), got);
    assert_memory_equal(got, expected, n);
}

/* FIPS 180-4 examples, GB/T 32905 A.1, RFC 7693 appendix A. */
static void test_hashes_agree_with_their_standards(void **state)
{
    (void)state;
    check_hash(DIGEST_SHA256, "abc", SHA256_BYTES,
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_hash(DIGEST_SHA256, "", SHA256_BYTES,
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_hash(DIGEST_SM3, "abc", SM3_BYTES,
               "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    check_hash(DIGEST_BLAKE2B, "abc", BLAKE2B_BYTES,
               "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
               "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

static void test_one_pass_in_pieces_gives_the_same(void **state)
{
    static const enum digest_kind kinds[] = {DIGEST_SHA256, DIGEST_SM3, DIGEST_BLAKE2B};
    struct digest *d = digest_new(DIGEST_SHA256 | DIGEST_SM3 | DIGEST_BLAKE2B);
    uint8_t got[64] = {0}, want[64] = {0};

    (void)state;
    digest_add(d, "a", 1);
    digest_add(d, NULL, 0);
    digest_add(d, "bc", 2);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        digest_get(d, kinds[i], got);
        digest_once(kinds[i], "abc", 3, want);
        assert_memory_equal(got, want, sizeof got);
    }
    digest_free(d);
}

/* RFC 4231, cases 1, 2 and 6 (a key longer than a block). */
static void test_mac_agrees_with_rfc_4231(void **state)
{
    uint8_t key[131], got[32], want[32];

    (void)state;
    memset(key, 0x0b, 20);
    digest_mac(key, 20, "Hi There", 8, got);
    assert_true(hex_to(STR("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                       want, 32));
    assert_memory_equal(got, want, 32);
    digest_mac("Jefe", 4, "what do ya want for nothing?", 28, got);
    assert_true(hex_to(STR("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                       want, 32));
    assert_memory_equal(got, want, 32);
    memset(key, 0xaa, sizeof key);
    digest_mac(key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First", 54,
               got);
    assert_true(hex_to(STR("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
                       want, 32));
    assert_memory_equal(got, want, 32);
}

static void test_hex_is_strict(void **state)
{
    uint8_t bytes[2] = {7, 7};
    char text[5];

    (void)state;
    assert_true(hex_to(STR("00ff"), bytes, 2));
    hex_from(bytes, 2, text);
    assert_string_equal(text, "00ff");
    assert_false(hex_to(STR("00FF"), bytes, 2));
    assert_false(hex_to(STR("00f"), bytes, 2));
    assert_false(hex_to(STR("00ff00"), bytes, 2));
    assert_false(hex_to(STR("0x00"), bytes, 2));
    assert_false(hex_to(STR("00f\0"), bytes, 2));
}

static void test_random_bytes_differ_and_compare(void **state)
{
    uint8_t a[32] = {0}, b[32] = {0};

    (void)state;
    assert_true(bytes_equal(a, b, sizeof a));
    digest_random(a, sizeof a);
    digest_random(b, sizeof b);
    assert_false(bytes_equal(a, b, sizeof a));
    assert_true(bytes_equal(a, a, sizeof a));
}

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    return digest_start(&err) && digest_start(&err) ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hashes_agree_with_their_standards),
        cmocka_unit_test(test_one_pass_in_pieces_gives_the_same),
        cmocka_unit_test(test_mac_agrees_with_rfc_4231),
        cmocka_unit_test(test_hex_is_strict),
        cmocka_unit_test(test_random_bytes_differ_and_compare),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
