/* fuzz_sshsig.c - signature files: only the one that was made is ever good. */
#include "bundle/sshsig.h"
#include "tests/fuzz/fuzz.h"

#define MESSAGE STR("SHA256 (case.txt) = 00\n")

/* By the key whose seed is 1 and 31 zeros. */
static const char genuine[] =
    "-----BEGIN SSH SIGNATURE-----\n"
    "U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgzswVB9wd3XKVlRwpCIjwla25BE\n"
    "0bc9aW5t8GXWg71PwAAAAIY2FzZXBhY2sAAAAAAAAABnNoYTUxMgAAAFMAAAALc3NoLWVk\n"
    "MjU1MTkAAABAorDhEyGXYzaKehr27Ajfh6beiaTBsvr8VxAR/8tenLj82xhZNBTOeSxUbt\n"
    "8p55hE+rjC8DoukiBgUOldlUXXAg==\n"
    "-----END SSH SIGNATURE-----\n";

static const struct public_key *signer_key(void)
{
    static const uint8_t seed[ED25519_SEED_BYTES] = {1};
    static struct public_key key;
    struct err err = ERR_NONE;

    if (!key.name[0]) {
        fuzz_start_digest();
        FUZZ_REQUIRE(ed25519_public(seed, key.key, &err));
        key.name[0] = 'x';
    }
    return &key;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    const struct public_key *key = signer_key(), *signer = NULL;
    struct err err = ERR_NONE;
    bool good = sshsig_check(text, MESSAGE, key, 1, &signer, &err);

    FUZZ_REQUIRE(good == str_is(text, genuine));
    FUZZ_REQUIRE(good == (signer == key));
    FUZZ_REQUIRE(good != err_is_set(&err));
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    if (i > 0)
        return false;
    buf_puts(out, genuine);
    return true;
}
