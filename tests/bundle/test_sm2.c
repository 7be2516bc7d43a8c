/* test_sm2.c - SM2 with SM3: the standard's own example, one form, no way around the key. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/sm2.h"

#define MESSAGE STR("message digest")

/* GM/T 0003.5, the example of A.2: the recommended curve, identity 1234567812345678. */
static const char example_secret[] =
    "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
static const char example_public[] =
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
static const char example_hash[] =
    "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640";
static const char example_signature[] =
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

static void unhex(const char *hex, uint8_t *out, size_t n)
{
    assert_true(hex_to(str_of(hex), out, n));
}

static struct sm2_key *example_key(void)
{
    uint8_t secret[SM2_SECRET_BYTES];
    struct err err = ERR_NONE;

    unhex(example_secret, secret, sizeof secret);
    struct sm2_key *key = sm2_key_of(secret, &err);
    assert_non_null(key);
    return key;
}

static enum err_code check(struct str der, struct str message, const uint8_t *public_key)
{
    struct err err = ERR_NONE;

    return sm2_check(der, message, public_key, &err) ? E_NONE : err.code;
}

static void test_the_example_of_the_standard_is_good(void **state)
{
    uint8_t public_key[SM2_PUBLIC_BYTES], hash[SM3_BYTES], want[SM3_BYTES];
    uint8_t der[SM2_DER_MAX] = {0x30, 0x46, 0x02, 0x21, 0};

    (void)state;
    unhex(example_public, public_key, sizeof public_key);
    unhex(example_hash, want, sizeof want);
    sm2_message_hash(public_key, MESSAGE, hash);
    assert_memory_equal(hash, want, sizeof want);
    memcpy(der + 37, (const uint8_t[]){0x02, 0x21, 0}, 3);
    uint8_t numbers[SM2_SIGNATURE_BYTES];
    unhex(example_signature, numbers, sizeof numbers);
    memcpy(der + 5, numbers, 32);
    memcpy(der + 40, numbers + 32, 32);
    assert_int_equal(check((struct str){(const char *)der, sizeof der}, MESSAGE, public_key),
                     E_NONE);
}

static void test_a_stored_secret_gives_its_public_key(void **state)
{
    struct sm2_key *key = example_key();
    uint8_t want[SM2_PUBLIC_BYTES];

    (void)state;
    unhex(example_public, want, sizeof want);
    assert_memory_equal(sm2_key_public(key), want, sizeof want);
    sm2_key_free(key);
}

static void test_secrets_out_of_range_are_refused(void **state)
{
    /* 0, n - 1, n, all ones; n - 2 is the last good one. */
    static const char *const bad[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122",
        "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"};
    uint8_t secret[SM2_SECRET_BYTES];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct err err = ERR_NONE;

        unhex(bad[i], secret, sizeof secret);
        assert_null(sm2_key_of(secret, &err));
        assert_int_equal(err.code, E_KEY_FORM);
    }
    unhex(bad[1], secret, sizeof secret);
    secret[31]--;
    assert_true(sm2_secret_is_valid(secret));
}

/* r and s of every length: leading zeros come once in 128 numbers. */
static void test_own_signatures_are_good_for_their_message_only(void **state)
{
    struct err err = ERR_NONE;
    struct buf der = BUF_INIT(SM2_DER_MAX);

    (void)state;
    struct sm2_key *key = sm2_key_new(&err), *other = sm2_key_new(&err);
    assert_non_null(key);
    assert_non_null(other);
    for (size_t i = 0; i < 300; i++) {
        char text[16];
        struct str message = {text, (size_t)snprintf(text, sizeof text, "message %zu", i)};

        buf_clear(&der);
        assert_true(sm2_sign(key, message, &der, &err));
        assert_int_equal(check(buf_str(&der), message, sm2_key_public(key)), E_NONE);
        assert_int_equal(check(buf_str(&der), STR("another"), sm2_key_public(key)),
                         E_SIGNATURE);
        assert_int_equal(check(buf_str(&der), message, sm2_key_public(other)), E_SIGNATURE);
    }
    sm2_key_free(key);
    sm2_key_free(other);
    buf_done(&der);
}

static void test_every_flipped_bit_cut_or_addition_is_refused(void **state)
{
    struct sm2_key *key = example_key();
    struct buf der = BUF_INIT(2 * SM2_DER_MAX);
    struct err err = ERR_NONE;

    (void)state;
    assert_true(sm2_sign(key, MESSAGE, &der, &err));
    for (size_t bit = 0; bit < 8 * der.n; bit++) {
        der.p[bit / 8] = (char)(der.p[bit / 8] ^ 1 << bit % 8);
        assert_int_not_equal(check(buf_str(&der), MESSAGE, sm2_key_public(key)), E_NONE);
        der.p[bit / 8] = (char)(der.p[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t n = 0; n < der.n; n++)
        assert_int_equal(check(str_sub(buf_str(&der), 0, n), MESSAGE, sm2_key_public(key)),
                         E_BUNDLE_FORM);
    buf_putc(&der, '\0');
    assert_int_equal(check(buf_str(&der), MESSAGE, sm2_key_public(key)), E_BUNDLE_FORM);
    sm2_key_free(key);
    buf_done(&der);
}

static void test_zero_and_too_large_numbers_are_refused(void **state)
{
    static const uint8_t zeros[] = {0x30, 6, 2, 1, 0, 2, 1, 0};
    uint8_t large[SM2_DER_MAX] = {0x30, 0x46, 0x02, 0x21, 0};
    struct sm2_key *key = example_key();

    (void)state;
    assert_int_equal(
        check((struct str){(const char *)zeros, sizeof zeros}, MESSAGE, sm2_key_public(key)),
        E_SIGNATURE);
    memset(large + 5, 0xff, sizeof large - 5);
    memcpy(large + 37, (const uint8_t[]){0x02, 0x21, 0}, 3);
    assert_int_equal(
        check((struct str){(const char *)large, sizeof large}, MESSAGE, sm2_key_public(key)),
        E_SIGNATURE);
    sm2_key_free(key);
}

/* A point beside the curve, infinity written as zeros, coordinates above p. */
static void test_points_off_the_curve_are_refused(void **state)
{
    struct sm2_key *key = example_key();
    struct buf der = BUF_INIT(SM2_DER_MAX);
    struct err err = ERR_NONE;
    uint8_t point[SM2_PUBLIC_BYTES];

    (void)state;
    assert_true(sm2_sign(key, MESSAGE, &der, &err));
    memcpy(point, sm2_key_public(key), sizeof point);
    point[64] ^= 1;
    assert_int_equal(check(buf_str(&der), MESSAGE, point), E_SIGNATURE);
    memset(point + 1, 0, sizeof point - 1);
    assert_int_equal(check(buf_str(&der), MESSAGE, point), E_SIGNATURE);
    memset(point + 1, 0xff, sizeof point - 1);
    assert_int_equal(check(buf_str(&der), MESSAGE, point), E_SIGNATURE);
    sm2_key_free(key);
    buf_done(&der);
}

static void test_a_public_key_has_one_spelling(void **state)
{
    struct sm2_key *key = example_key();
    struct buf pem = BUF_INIT(512);
    uint8_t back[SM2_PUBLIC_BYTES];
    struct err err = ERR_NONE;

    (void)state;
    sm2_public_pem(sm2_key_public(key), &pem);
    assert_true(sm2_public_from_pem(buf_str(&pem), back, &err));
    assert_memory_equal(back, sm2_key_public(key), sizeof back);
    for (size_t n = 0; n < pem.n; n++)
        assert_false(sm2_public_from_pem(str_sub(buf_str(&pem), 0, n), back, &err));
    for (size_t i = 0; i < pem.n; i++) {
        char was = pem.p[i];

        pem.p[i] = was == '\n' ? ' ' : '\n';
        assert_false(sm2_public_from_pem(buf_str(&pem), back, &err));
        pem.p[i] = was;
    }
    buf_putc(&pem, '\n');
    assert_false(sm2_public_from_pem(buf_str(&pem), back, &err));
    assert_int_equal(err.code, E_KEY_FORM);
    sm2_key_free(key);
    buf_done(&pem);
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
        cmocka_unit_test(test_the_example_of_the_standard_is_good),
        cmocka_unit_test(test_a_stored_secret_gives_its_public_key),
        cmocka_unit_test(test_secrets_out_of_range_are_refused),
        cmocka_unit_test(test_own_signatures_are_good_for_their_message_only),
        cmocka_unit_test(test_every_flipped_bit_cut_or_addition_is_refused),
        cmocka_unit_test(test_zero_and_too_large_numbers_are_refused),
        cmocka_unit_test(test_points_off_the_curve_are_refused),
        cmocka_unit_test(test_a_public_key_has_one_spelling),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
