/* test_ed25519_edge.c - what Ed25519 accepts at its edges stays as it is: ed25519_edge.txt. */
#include "tests/support/check.h"

#include <string.h>

#include "bundle/crypto_ed25519.h"
#include "tests/support/bundle_kit.h"

#define VECTORS "tests/bundle/ed25519_edge.txt"
#define MESSAGE_MAX 64

struct vector {
    struct str name;
    bool accept;
    uint8_t public_key[ED25519_PUBLIC_BYTES], signature[ED25519_SIGNATURE_BYTES];
    uint8_t message[MESSAGE_MAX];
    size_t message_n;
};

static bool parse(struct str line, struct vector *v)
{
    struct str verdict, key, signature;

    if (!str_next(&line, ' ', &v->name) || !str_next(&line, ' ', &verdict) ||
        !str_next(&line, ' ', &key) || !hex_to(key, v->public_key, sizeof v->public_key) ||
        !str_next(&line, ' ', &signature) ||
        !hex_to(signature, v->signature, sizeof v->signature))
        return false;
    v->accept = str_is(verdict, "accept");
    v->message_n = str_is(line, "-") ? 0 : line.n / 2;
    return (v->accept || str_is(verdict, "refuse")) && v->message_n <= MESSAGE_MAX &&
           (v->message_n == 0 || hex_to(line, v->message, v->message_n));
}

static void test_each_edge_is_where_it_was(void **state)
{
    struct buf text = BUF_INIT(KIT_FILE_MAX);
    struct str rest, line;
    unsigned accepted = 0, refused = 0;

    (void)state;
    kit_get(VECTORS, &text);
    rest = buf_str(&text);
    while (rest.n > 0 && str_next(&rest, '\n', &line)) {
        struct vector v;

        assert_true(parse(line, &v));
        bool good = ed25519_verify(v.public_key, v.message, v.message_n, v.signature);
        if (good != v.accept)
            fail_msg("%.*s", STR_ARG(v.name));
        accepted += good;
        refused += !good;
    }
    assert_int_equal(accepted, 2);
    assert_true(refused >= 50);
    buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_edge_is_where_it_was)};
    struct err err = ERR_NONE;

    return digest_start(&err) ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
