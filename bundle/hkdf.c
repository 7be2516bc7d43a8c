/* hkdf.c - keys from a secret. */
#include "bundle/hkdf.h"

#include <string.h>

#include "base/secret.h"

void hkdf(struct str secret, struct str salt, struct str info, uint8_t *out)
{
    static const uint8_t no_salt[SHA256_BYTES] = {0};
    uint8_t key[SHA256_BYTES], block[HKDF_INFO_MAX + 1];
    size_t n = info.n < HKDF_INFO_MAX ? info.n : HKDF_INFO_MAX;

    if (salt.n == 0)
        salt = (struct str){(const char *)no_salt, sizeof no_salt};
    digest_mac(salt.p, salt.n, secret.p, secret.n, key); /* extract */
    memcpy(block, info.p, n);
    block[n] = 1;
    digest_mac(key, sizeof key, block, n + 1, out); /* expand, first block */
    secret_wipe(key, sizeof key);
}
