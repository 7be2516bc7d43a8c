/* test_age.c - X25519, HKDF and the age file that they carry; age itself reads in
 * test_foreign.sh. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/age.h"
#include "bundle/crypto.h"
#include "bundle/hkdf.h"

#define RECIPIENT "age1u37ppxa0z0czjyk2zpvdxe40llez0h7jmluwh7j6tn2357c8gfkq75vspc"
#define CHUNK 65536
#define HEADER 168

static void unhex(const char *hex, uint8_t *out, size_t n)
{
    assert_true(hex_to(str_of(hex), out, n));
}

static struct str bytes(const uint8_t *p, size_t n)
{
    return (struct str){(const char *)p, n};
}

/* RFC 7748, 5.2: two products, and the iteration. */
static void test_x25519_gives_the_products_of_rfc_7748(void **state)
{
    static const char *const rows[][3] = {
        {"a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
         "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
         "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"},
        {"4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
         "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
         "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"}};
    uint8_t k[32] = {9}, u[32] = {9}, out[32], want[32];
    struct err err = ERR_NONE;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_true(x25519(k, u, out, &err));
        memcpy(u, k, sizeof u);
        memcpy(k, out, sizeof k);
    }
    unhex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51", want, 32);
    assert_memory_equal(k, want, 32);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        unhex(rows[i][0], k, 32);
        unhex(rows[i][1], u, 32);
        unhex(rows[i][2], want, 32);
        assert_true(x25519(k, u, out, &err));
        assert_memory_equal(out, want, 32);
    }
}

static void test_without_a_point_the_base_point_is_meant(void **state)
{
    const uint8_t scalar[32] = {42, 7}, base[32] = {9};
    uint8_t a[32], b[32];
    struct err err = ERR_NONE;

    (void)state;
    assert_true(x25519(scalar, NULL, a, &err));
    assert_true(x25519(scalar, base, b, &err));
    assert_memory_equal(a, b, 32);
}

/* 0, 1, the two of order 8, p - 1, p, p + 1 (RFC 7748, 6.1 and its reference list). */
static void test_points_of_small_order_give_no_secret(void **state)
{
    static const char *const points[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};
    const uint8_t scalar[32] = {1, 2, 3};
    uint8_t point[32], out[32];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(points); i++) {
        struct err err = ERR_NONE;

        unhex(points[i], point, sizeof point);
        assert_false(x25519(scalar, point, out, &err));
        assert_true(err_is_set(&err));
    }
}

/* RFC 5869, A.1 and A.3, first block. */
static void test_hkdf_gives_the_keys_of_rfc_5869(void **state)
{
    uint8_t secret[22], salt[13], info[10], out[32], want[32];

    (void)state;
    memset(secret, 0x0b, sizeof secret);
    unhex("000102030405060708090a0b0c", salt, sizeof salt);
    unhex("f0f1f2f3f4f5f6f7f8f9", info, sizeof info);
    hkdf(bytes(secret, 22), bytes(salt, 13), bytes(info, 10), out);
    unhex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf", want, 32);
    assert_memory_equal(out, want, 32);
    hkdf(bytes(secret, 22), STR(""), STR(""), out);
    unhex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d", want, 32);
    assert_memory_equal(out, want, 32);
}

static void test_a_recipient_has_one_spelling(void **state)
{
    char text[] = RECIPIENT;
    uint8_t point[32];
    struct err err = ERR_NONE;

    (void)state;
    assert_true(age_recipient(str_of(text), point, &err));
    for (size_t i = 0; i < strlen(text); i++) {
        char was = text[i];

        for (char c = ' '; c < 127; c++) {
            text[i] = c;
            if (c != was)
                assert_false(age_recipient(str_of(text), point, &err));
        }
        text[i] = was;
    }
    for (size_t n = 0; n < strlen(text); n++)
        assert_false(age_recipient((struct str){text, n}, point, &err));
    assert_false(age_recipient(STR(RECIPIENT "q"), point, &err));
    assert_int_equal(err.code, E_VALUE);
}

/* Bech32 of 32 zeros, with a good checksum. */
static void test_a_recipient_of_small_order_is_refused(void **state)
{
    static const char letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    char text[63] = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
    const uint8_t expanded[] = {3, 3, 3, 0, 1, 7, 5};
    static const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                         0x2a1462b3};
    uint32_t sum = 1;
    uint8_t point[32];
    struct err err = ERR_NONE;

    (void)state;
    for (size_t i = 0; i < sizeof expanded + 52 + 6; i++) {
        uint32_t top = sum >> 25;

        sum = (sum & 0x1ffffff) << 5 ^ (i < sizeof expanded ? expanded[i] : 0U);
        for (size_t k = 0; k < COUNT_OF(generator); k++)
            sum ^= top >> k & 1 ? generator[k] : 0;
    }
    sum ^= 1;
    for (size_t i = 0; i < 6; i++)
        text[56 + i] = letters[sum >> (25 - 5 * i) & 31];
    assert_false(age_recipient(str_of(text), point, &err));
    assert_int_equal(err.code, E_VALUE);
}

/* ---- the file ----------------------------------------------------------------------------------- */

struct identity {
    uint8_t secret[32], recipient[32];
};

static struct identity identity(void)
{
    struct identity who = {.secret = {5, 4, 3, 2, 1}};
    struct err err = ERR_NONE;

    assert_true(x25519(who.secret, NULL, who.recipient, &err));
    return who;
}

/* 32 bytes of base64 without padding. */
static void take_32(struct str text, uint8_t *out)
{
    char padded[45];

    assert_int_equal(text.n, 43);
    memcpy(padded, text.p, 43);
    padded[43] = '=';
    assert_true(base64_to((struct str){padded, 44}, out, 32));
}

/* Reads the header as the desk does; what follows it stays in *rest. */
static void open_header(const struct identity *who, struct str *rest, uint8_t *file_key)
{
    uint8_t share[32], body[32], product[32], salt[64], key[32], mac[32], want[32];
    const uint8_t zero[AEAD_NONCE_BYTES] = {0};
    struct str file = *rest, line;
    struct err err = ERR_NONE;

    assert_true(str_next(rest, '\n', &line) && str_is(line, "age-encryption.org/v1"));
    assert_true(str_next(rest, '\n', &line) && str_starts(line, "-> X25519 "));
    take_32(str_sub(line, 10, line.n), share);
    assert_true(str_next(rest, '\n', &line));
    take_32(line, body);
    assert_true(str_next(rest, '\n', &line) && str_starts(line, "--- "));
    take_32(str_sub(line, 4, line.n), mac);
    assert_true(x25519(who->secret, share, product, &err));
    memcpy(salt, share, 32);
    memcpy(salt + 32, who->recipient, 32);
    hkdf(bytes(product, 32), bytes(salt, 64), STR("age-encryption.org/v1/X25519"), key);
    assert_true(aead_open(key, zero, STR(""), body, 16, body + 16));
    memcpy(file_key, body, 16);
    hkdf(bytes(file_key, 16), STR(""), STR("header"), key);
    digest_mac(key, 32, file.p, (size_t)(line.p + 3 - file.p), want);
    assert_memory_equal(mac, want, 32);
}

static void open_file(const struct identity *who, struct str file, struct buf *out)
{
    uint8_t file_key[16], key[32], nonce[AEAD_NONCE_BYTES] = {0};
    uint8_t *chunk = mem_new(CHUNK + AEAD_TAG_BYTES);
    struct str rest = file;

    open_header(who, &rest, file_key);
    hkdf(bytes(file_key, 16), str_sub(rest, 0, 16), STR("payload"), key);
    rest = str_sub(rest, 16, rest.n);
    do {
        size_t n = rest.n < CHUNK + AEAD_TAG_BYTES ? rest.n : CHUNK + AEAD_TAG_BYTES;

        assert_true(n >= AEAD_TAG_BYTES);
        memcpy(chunk, rest.p, n);
        rest = str_sub(rest, n, rest.n);
        nonce[11] = rest.n == 0;
        n -= AEAD_TAG_BYTES;
        assert_true(aead_open(key, nonce, STR(""), chunk, n, chunk + n));
        buf_add(out, chunk, n);
        nonce[10]++;
    } while (rest.n > 0);
    free(chunk);
}

static void seal(const struct identity *who, struct reader *plain, size_t step, struct buf *out)
{
    struct err err = ERR_NONE;
    struct reader *r = age_reader(plain, who->recipient, &err);
    char part[1000];
    size_t got;

    assert_non_null(r);
    do {
        assert_true(reader_read(r, part, step, &got, &err));
        buf_add(out, part, got);
    } while (got > 0);
    reader_close(r);
}

static void test_what_is_sealed_opens_at_every_chunk_edge(void **state)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131071, 131072, 131073};
    struct buf sealed = BUF_INIT(1 << 20), back = BUF_INIT(1 << 20);
    const struct identity who = identity();
    char *plain = mem_new(131073);

    (void)state;
    for (size_t i = 0; i < 131073; i++)
        plain[i] = (char)(i * 7 >> 3);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        struct str text = {plain, sizes[i]};

        buf_clear(&sealed);
        buf_clear(&back);
        seal(&who, reader_of_mem(text), i % 2 ? 1000 : 977, &sealed);
        open_file(&who, buf_str(&sealed), &back);
        assert_true(str_eq(buf_str(&back), text));
        size_t chunks = sizes[i] == 0 ? 1 : (sizes[i] + CHUNK - 1) / CHUNK;
        assert_int_equal(sealed.n, HEADER + 16 + sizes[i] + 16 * chunks);
    }
    free(plain);
    buf_done(&sealed);
    buf_done(&back);
}

/* Gives one byte at a time and fails where it is told to. */
struct slow {
    struct reader base;
    size_t left;
    bool fails;
};

static bool slow_read(struct reader *base, void *p, size_t cap, size_t *got, struct err *err)
{
    struct slow *s = (struct slow *)base;

    if (s->left == 0 && s->fails)
        return err_set(err, E_FS_IO, "%s", "slow");
    *got = s->left > 0 && cap > 0;
    s->left -= *got;
    memset(p, 'x', *got);
    return true;
}

static void slow_close(struct reader *base)
{
    (void)base;
}

static const struct reader_ops slow_ops = {slow_read, slow_close};

static void test_a_reader_that_gives_little_makes_whole_chunks(void **state)
{
    struct buf sealed = BUF_INIT(1 << 20), back = BUF_INIT(1 << 20);
    const struct identity who = identity();
    struct slow slow = {{&slow_ops}, CHUNK + 5, false};

    (void)state;
    seal(&who, &slow.base, 1000, &sealed);
    open_file(&who, buf_str(&sealed), &back);
    assert_int_equal(back.n, CHUNK + 5);
    buf_done(&sealed);
    buf_done(&back);
}

static void test_a_failing_reader_gives_no_whole_file(void **state)
{
    const struct identity who = identity();
    struct slow slow = {{&slow_ops}, CHUNK + 5, true};
    struct buf sealed = BUF_INIT(1 << 20);
    struct err err = ERR_NONE;
    char part[16];
    size_t got;

    (void)state;
    struct reader *r = age_reader(&slow.base, who.recipient, &err);
    assert_false(reader_all(r, &sealed, &err));
    assert_int_equal(err.code, E_FS_IO);
    assert_string_equal(err.detail, "slow");
    err = ERR_NONE;
    assert_false(reader_read(r, part, sizeof part, &got, &err));
    assert_true(err_is_set(&err));
    reader_close(r);
    buf_done(&sealed);
}

static void test_two_files_of_one_text_share_no_secret(void **state)
{
    struct buf a = BUF_INIT(4096), b = BUF_INIT(4096);
    const struct identity who = identity();

    (void)state;
    seal(&who, reader_of_mem(STR("the same")), 100, &a);
    seal(&who, reader_of_mem(STR("the same")), 100, &b);
    assert_int_equal(a.n, b.n);
    assert_memory_not_equal(a.p + 32, b.p + 32, 43);                  /* share */
    assert_memory_not_equal(a.p + 76, b.p + 76, 43);                  /* file key */
    assert_memory_not_equal(a.p + HEADER, b.p + HEADER, 16);          /* nonce */
    assert_memory_not_equal(a.p + HEADER + 16, b.p + HEADER + 16, 8); /* payload */
    buf_done(&a);
    buf_done(&b);
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
        cmocka_unit_test(test_x25519_gives_the_products_of_rfc_7748),
        cmocka_unit_test(test_without_a_point_the_base_point_is_meant),
        cmocka_unit_test(test_points_of_small_order_give_no_secret),
        cmocka_unit_test(test_hkdf_gives_the_keys_of_rfc_5869),
        cmocka_unit_test(test_a_recipient_has_one_spelling),
        cmocka_unit_test(test_a_recipient_of_small_order_is_refused),
        cmocka_unit_test(test_what_is_sealed_opens_at_every_chunk_edge),
        cmocka_unit_test(test_a_reader_that_gives_little_makes_whole_chunks),
        cmocka_unit_test(test_a_failing_reader_gives_no_whole_file),
        cmocka_unit_test(test_two_files_of_one_text_share_no_secret),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}
