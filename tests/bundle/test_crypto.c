/* test_crypto.c - published vectors, and what libgcrypt alone would not survive. */
#include "bundle/crypto_ed25519.h"
#include "tests/support/check.h"

#include <string.h>

#include "base/digest.h"
#include "bundle/crypto.h"

static size_t unhex(const char *hex, uint8_t *out)
{
    assert_true(hex_to(str_of(hex), out, strlen(hex) / 2));
    return strlen(hex) / 2;
}

static const struct {
    const char *seed, *key, *message, *signature;
} rfc8032[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
     "c"
     "f9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
     "0"
     "f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7609"
     "8"
     "4dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

static void test_ed25519_gives_the_vectors_of_rfc_8032(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rfc8032); i++) {
        uint8_t seed[32], key[32], got_key[32], message[8], want[64], got[64];
        size_t n = unhex(rfc8032[i].message, message);

        unhex(rfc8032[i].seed, seed);
        unhex(rfc8032[i].key, key);
        unhex(rfc8032[i].signature, want);
        assert_true(ed25519_public(seed, got_key, &err));
        assert_memory_equal(got_key, key, sizeof key);
        assert_true(ed25519_sign(seed, key, message, n, got, &err));
        assert_memory_equal(got, want, sizeof want);
        assert_true(ed25519_verify(key, message, n, got));
    }
}

static void test_every_flipped_bit_of_a_signature_is_refused(void **state)
{
    uint8_t key[32], message[8], signature[64];
    size_t n = unhex(rfc8032[2].message, message);

    (void)state;
    unhex(rfc8032[2].key, key);
    unhex(rfc8032[2].signature, signature);
    for (size_t bit = 0; bit < 8 * sizeof signature; bit++) {
        signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
        assert_false(ed25519_verify(key, message, n, signature));
        signature[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    message[0] ^= 1;
    assert_false(ed25519_verify(key, message, n, signature));
}

/* S + L solves the same equation: one signature would have two spellings. */
static void test_s_plus_the_group_order_is_refused(void **state)
{
    static const uint8_t order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,
                                      0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
                                      0,    0,    0,    0,    0,    0,    0,    0,
                                      0,    0,    0,    0,    0,    0,    0,    0x10};
    uint8_t key[32], message[8], signature[64];
    size_t n = unhex(rfc8032[1].message, message);
    unsigned carry = 0;

    (void)state;
    unhex(rfc8032[1].key, key);
    unhex(rfc8032[1].signature, signature);
    for (size_t i = 0; i < sizeof order; i++) {
        carry += (unsigned)signature[32 + i] + order[i];
        signature[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    assert_false(ed25519_verify(key, message, n, signature));
}

static void test_what_is_signed_verifies_and_nothing_else(void **state)
{
    uint8_t seed[32], key[32], other[32] = {0}, message[200], signature[64];
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < 200; i++) {
        digest_random(seed, sizeof seed);
        digest_random(message, sizeof message);
        assert_true(ed25519_public(seed, key, &err));
        assert_true(ed25519_sign(seed, key, message, i, signature, &err));
        assert_true(ed25519_verify(key, message, i, signature));
        assert_false(ed25519_verify(key, message, i + 1, signature));
        assert_false(ed25519_verify(other, message, i, signature));
        memcpy(other, key, sizeof key);
    }
}

/* y of small order and y that is not below 2^255 - 19, each with both signs of x. libgcrypt ends
 * the process for some of them. */
static const char *const bad_points[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

static void test_bad_points_are_refused_without_ending_the_process(void **state)
{
    uint8_t good_key[32], good[64], message[8];
    size_t n = unhex(rfc8032[1].message, message);

    (void)state;
    unhex(rfc8032[1].key, good_key);
    unhex(rfc8032[1].signature, good);
    for (size_t i = 0; i < 2 * COUNT_OF(bad_points); i++) {
        uint8_t point[32], signature[64] = {0};

        unhex(bad_points[i / 2], point);
        point[31] |= (uint8_t)(i % 2 << 7);
        /* S = 0 and R = A fulfil the equation for points of small order. */
        memcpy(signature, point, sizeof point);
        assert_false(ed25519_verify(point, message, n, signature));
        assert_false(ed25519_verify(point, message, n, good));
        memcpy(signature, point, sizeof point);
        memcpy(signature + 32, good + 32, 32);
        assert_false(ed25519_verify(good_key, message, n, signature));
    }
}

static void test_random_points_never_end_the_process(void **state)
{
    uint8_t key[32], signature[64];

    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        digest_random(key, sizeof key);
        digest_random(signature, sizeof signature);
        signature[63] &= 0x0f;
        assert_false(ed25519_verify(key, "x", 1, signature));
    }
}

static void test_argon2id_gives_the_vector_of_rfc_9106(void **state)
{
    uint8_t password[32], salt[16], secret[8], extra[12], got[32], want[32];
    struct argon2id how = {.memory_kib = 32,
                           .passes = 3,
                           .lanes = 4,
                           .secret = {(char *)secret, sizeof secret},
                           .extra = {(char *)extra, sizeof extra}};
    struct err err = ERR_NONE;

    (void)state;
    memset(password, 1, sizeof password);
    memset(salt, 2, sizeof salt);
    memset(secret, 3, sizeof secret);
    memset(extra, 4, sizeof extra);
    unhex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659", want);
    assert_true(argon2id(&how, (struct str){(char *)password, sizeof password},
                         (struct str){(char *)salt, sizeof salt}, got, sizeof got, &err));
    assert_memory_equal(got, want, sizeof want);
}

static const char rfc8439_text[] = "Ladies and Gentlemen of the class of '99: If I could offer "
                                   "you only one tip for the future, sunscreen would be it.";

static void test_chacha20_poly1305_gives_the_vector_of_rfc_8439(void **state)
{
    static const char cipher_hex[] =
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb"
        "69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad6"
        "75945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116";
    uint8_t key[32], nonce[12], extra[12], want[114], want_tag[16], data[114], tag[16];
    size_t n = sizeof rfc8439_text - 1;
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < sizeof key; i++)
        key[i] = (uint8_t)(0x80 + i);
    unhex("070000004041424344454647", nonce);
    unhex("50515253c0c1c2c3c4c5c6c7", extra);
    unhex(cipher_hex, want);
    unhex("1ae10b594f09e26a7e902ecbd0600691", want_tag);
    memcpy(data, rfc8439_text, n);
    struct str more = {(char *)extra, sizeof extra};
    assert_true(aead_seal(key, nonce, more, data, n, tag, &err));
    assert_memory_equal(data, want, n);
    assert_memory_equal(tag, want_tag, sizeof tag);
    assert_true(aead_open(key, nonce, more, data, n, tag));
    assert_memory_equal(data, rfc8439_text, n);
}

static void test_an_altered_tag_leaves_no_plain_text(void **state)
{
    uint8_t key[32] = {1}, nonce[12] = {2}, data[] = "secret", tag[16];
    struct err err = ERR_NONE;

    (void)state;
    assert_true(aead_seal(key, nonce, STR("x"), data, sizeof data, tag, &err));
    tag[3] ^= 1;
    assert_false(aead_open(key, nonce, STR("x"), data, sizeof data, tag));
    for (size_t i = 0; i < sizeof data; i++)
        assert_int_equal(data[i], 0);
}

static void test_base64_goes_there_and_back(void **state)
{
    static const char *const rfc4648[] = {"",         "Zg==",     "Zm8=",    "Zm9v",
                                          "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    struct buf text = BUF_INIT(64);
    uint8_t back[6];

    (void)state;
    for (size_t n = 0; n < COUNT_OF(rfc4648); n++) {
        buf_clear(&text);
        base64_from("foobar", n, &text);
        check_str(buf_str(&text), rfc4648[n]);
        assert_true(base64_to(buf_str(&text), back, n));
        assert_memory_equal(back, "foobar", n);
    }
    buf_done(&text);
}

static void test_base64_has_one_spelling(void **state)
{
    static const char *const bad[] = {
        "Zh==", "Zg=", "Zg", "Zg= ", "Z===", "====", "Zm9=", "Zg=a", "Zg\n=", "Z-==", "Zg==\n"};
    uint8_t out[3];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        for (size_t n = 0; n <= 3; n++)
            assert_false(base64_to(str_of(bad[i]), out, n));
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
        cmocka_unit_test(test_ed25519_gives_the_vectors_of_rfc_8032),
        cmocka_unit_test(test_every_flipped_bit_of_a_signature_is_refused),
        cmocka_unit_test(test_what_is_signed_verifies_and_nothing_else),
        cmocka_unit_test(test_s_plus_the_group_order_is_refused),
        cmocka_unit_test(test_bad_points_are_refused_without_ending_the_process),
        cmocka_unit_test(test_random_points_never_end_the_process),
        cmocka_unit_test(test_argon2id_gives_the_vector_of_rfc_9106),
        cmocka_unit_test(test_chacha20_poly1305_gives_the_vector_of_rfc_8439),
        cmocka_unit_test(test_an_altered_tag_leaves_no_plain_text),
        cmocka_unit_test(test_base64_goes_there_and_back),
        cmocka_unit_test(test_base64_has_one_spelling),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
