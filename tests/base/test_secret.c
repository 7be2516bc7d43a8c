/* test_secret.c - memory for keys. */
#include "tests/support/check.h"

#include <string.h>

#include "base/secret.h"

/* The largest is more than an ordinary user may lock. */
static void test_it_comes_zeroed_and_can_be_filled(void **state)
{
    static const size_t sizes[] = {0, 1, 4095, 4096, 4097, 16 * 1024 * 1024};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        unsigned char *p = secret_new(sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            if (p[k] != 0)
                fail();
        memset(p, 0xAA, sizes[i]);
        secret_free(p, sizes[i]);
    }
    secret_free(NULL, 10);
}

static void test_wiping_leaves_zeros(void **state)
{
    char text[] = "passphrase";
    const char zeros[sizeof text] = {0};

    (void)state;
    secret_wipe(text, sizeof text);
    assert_memory_equal(text, zeros, sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_comes_zeroed_and_can_be_filled),
        cmocka_unit_test(test_wiping_leaves_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
