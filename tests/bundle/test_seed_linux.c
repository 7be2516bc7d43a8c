/* test_seed_linux.c - nothing of a secret key stays in memory, which /proc shows. */
#include "bundle/crypto_ed25519.h"
#include "tests/support/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/secret.h"
#include "tests/support/redact_kit.h"

/* Whether the 32 bytes, here inverted, lie in the heap or the stack of this process. Read through
 * /proc, so that a sanitizer does not mind. */
static bool is_in_memory(const uint8_t *inverted)
{
    static uint8_t part[1024 * 1024];
    FILE *maps = fopen("/proc/self/maps", "r");
    int mem = open("/proc/self/mem", O_RDONLY);
    unsigned long from, to;
    char line[512];
    bool found = false;

    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (!(strstr(line, "[heap]") || strstr(line, "[stack]")) ||
            sscanf(line, "%lx-%lx", &from, &to) != 2)
            continue;
        for (unsigned long at = from; at < to; at += sizeof part - 32) {
            ssize_t n = pread(mem, part, sizeof part, (off_t)at);

            for (ssize_t i = 0; i + 32 <= n; i++) {
                size_t k = 0;
                while (k < 32 && (part[i + (ssize_t)k] ^ inverted[k]) == 0xff)
                    k++;
                found = found || k == 32;
            }
        }
    }
    fclose(maps);
    close(mem);
    return found;
}

static void test_no_copy_of_a_seed_stays_in_memory(void **state)
{
    uint8_t *seed = secret_new(ED25519_SEED_BYTES), inverted[ED25519_SEED_BYTES];
    uint8_t key[32], signature[64];
    struct err err = ERR_NONE;

    (void)state;
    digest_random(seed, ED25519_SEED_BYTES);
    for (size_t i = 0; i < sizeof inverted; i++)
        inverted[i] = seed[i] ^ 0xff;
    assert_true(ed25519_public(seed, key, &err));
    assert_true(ed25519_sign(seed, key, "x", 1, signature, &err));
    secret_free(seed, ED25519_SEED_BYTES);
    assert_false(is_in_memory(inverted));
    for (size_t i = 0; i < sizeof inverted; i++)
        key[i] = inverted[i] ^ 0xff; /* now it does: the search itself works */
    assert_true(is_in_memory(inverted));
    secret_wipe(key, sizeof key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_copy_of_a_seed_stays_in_memory),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
