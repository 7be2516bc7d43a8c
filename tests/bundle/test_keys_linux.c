/* test_keys_linux.c - the key folder: whose files they are, and where it lies. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "tests/support/bundle_kit.h"

static struct kit kit;

static mode_t mode_of(const char *path)
{
    struct stat info;

    assert_int_equal(lstat(path, &info), 0);
    return info.st_mode & 0777;
}

static void test_secret_files_are_for_the_owner_only(void **state)
{
    uint8_t alias[32];
    struct err err = ERR_NONE;

    (void)state;
    assert_true(keyring_alias_key(kit.keys, alias, &err));
    assert_int_equal(mode_of(kit_path(&kit, "keys")), 0700);
    assert_int_equal(mode_of(kit_path(&kit, "keys/site.key")), 0600);
    assert_int_equal(mode_of(kit_path(&kit, "keys/alias.key")), 0600);
    assert_int_equal(mode_of(kit_path(&kit, "keys/site.pub")), 0644);
}

static void test_the_folder_follows_the_environment(void **state)
{
    struct err err = ERR_NONE;
    struct keyring *k;

    (void)state;
    setenv("HOME", "/home/someone", 1);
    setenv("XDG_DATA_HOME", "/data", 1);
    k = keyring_open(NULL, &err);
    assert_string_equal(keyring_dir(k), "/data/casepack");
    keyring_free(k);
    setenv("XDG_DATA_HOME", "not/absolute", 1);
    k = keyring_open(NULL, &err);
    assert_string_equal(keyring_dir(k), "/home/someone/.local/share/casepack");
    keyring_free(k);
    k = keyring_open("/mnt/stick/keys//", &err);
    assert_string_equal(keyring_dir(k), "/mnt/stick/keys");
    keyring_free(k);
    unsetenv("HOME");
    assert_null(keyring_open(NULL, &err));
    assert_int_equal(err.code, E_VALUE);
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secret_files_are_for_the_owner_only),
        cmocka_unit_test(test_the_folder_follows_the_environment),
    };

    return cmocka_run_group_tests(tests, start, end);
}
