/* fuzz_minisig.c - signature files: only the one that was made is ever good. */
#include "tests/fuzz/sign.h"

#define MESSAGE STR("SHA256 (case.txt) = 00\n")

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n}, comment;
    struct buf genuine = BUF_INIT(4096);
    struct public_key key;
    const struct public_key *signer = NULL;
    uint8_t id[KEY_ID_BYTES];
    struct err err = ERR_NONE;

    fuzz_start_digest();
    key = sign_public();
    fuzz_seed(0, &genuine);
    if (minisig_check(text, MESSAGE, &key, 1, &signer, &comment, id, &err)) {
        FUZZ_REQUIRE(signer == &key);
        FUZZ_REQUIRE(str_eq(text, buf_str(&genuine)));
    } else {
        FUZZ_REQUIRE(err_is_set(&err));
    }
    buf_done(&genuine);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    if (i > 0)
        return false;
    fuzz_start_digest();
    sign_text(MESSAGE, "casepack v1 case:CAS-00000-A0B0C0 seq:1", out);
    return true;
}
