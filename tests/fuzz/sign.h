/* sign.h - a fixed key and its minisign signatures, so that seeds are the same in every run. */
#ifndef CASEPACK_TESTS_FUZZ_SIGN_H
#define CASEPACK_TESTS_FUZZ_SIGN_H

#include "bundle/crypto.h"
#include "bundle/minisig.h"
#include "tests/fuzz/fuzz.h"

static const uint8_t sign_seed[ED25519_SEED_BYTES] = {7};

static inline struct public_key sign_public(void)
{
    struct public_key key = {.id = "fuzzkey", .name = "site"};
    struct err err = ERR_NONE;

    FUZZ_REQUIRE(ed25519_public(sign_seed, key.key, &err));
    return key;
}

/* Appends the .minisig text of message, as minisig.h draws it. */
static inline void sign_text(struct str message, const char *comment, struct buf *out)
{
    const struct public_key key = sign_public();
    uint8_t hash[BLAKE2B_BYTES], raw[2 + KEY_ID_BYTES + ED25519_SIGNATURE_BYTES] = "ED";
    uint8_t *signature = raw + 2 + KEY_ID_BYTES, global[ED25519_SIGNATURE_BYTES];
    struct buf both = BUF_INIT(1024);
    struct err err = ERR_NONE;

    digest_once(DIGEST_BLAKE2B, message.p, message.n, hash);
    memcpy(raw + 2, key.id, KEY_ID_BYTES);
    FUZZ_REQUIRE(ed25519_sign(sign_seed, key.key, hash, sizeof hash, signature, &err));
    buf_add(&both, signature, ED25519_SIGNATURE_BYTES);
    buf_puts(&both, comment);
    FUZZ_REQUIRE(ed25519_sign(sign_seed, key.key, both.p, both.n, global, &err));
    buf_puts(out, "untrusted comment: signature from casepack\n");
    base64_from(raw, sizeof raw, out);
    buf_printf(out, "\ntrusted comment: %s\n", comment);
    base64_from(global, sizeof global, out);
    buf_putc(out, '\n');
    buf_done(&both);
}

#endif
