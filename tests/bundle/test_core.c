/* test_core.c - a process that dies with keys open leaves nothing of them in its core. */
#include "tests/support/check.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/secret.h"
#include "bundle/file.h"
#include "tests/support/bundle_kit.h"

#define MARKER "an ordinary text in ordinary memory"
#define PASSPHRASE STR("a passphrase of some length")

static struct kit kit;

static void allow_cores(void)
{
    const struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};

    (void)setrlimit(RLIMIT_CORE, &all);
}

/* Keys open, used, and one of them closed again; then the end. */
static _Noreturn void die_with_open_keys(const char *stem)
{
    struct buf der = BUF_INIT(SM2_DER_MAX), marker = BUF_INIT(256);
    struct err err = ERR_NONE;
    uint8_t signature[ED25519_SIGNATURE_BYTES];
    struct signing_key *site = keyring_open_key(kit.keys, "site", (struct str){NULL, 0}, &err);
    struct signing_key *sealed = keyring_open_key(kit.keys, "sealed", PASSPHRASE, &err);
    struct sm2_key *sm2 = sm2_files_open(stem, (struct str){NULL, 0}, &err);

    /* Half of it here, so that the whole stands nowhere in the program itself. */
    buf_puts(&marker, MARKER);
    buf_puts(&marker, " and more");
    if (!site || !sealed || !sm2 || !signing_key_sign(site, "x", 1, signature, &err) ||
        !signing_key_sign(sealed, "x", 1, signature, &err) ||
        !sm2_sign(sm2, STR("x"), &der, &err) || chdir(kit.dir) != 0)
        _exit(1);
    signing_key_free(sealed);
    allow_cores();
    abort();
}

/* The seed line of a key file without passphrase, as bytes. */
static void seed_of(const char *name, uint8_t *seed)
{
    struct buf text = BUF_INIT(4096);
    size_t at;

    kit_get(kit_path(&kit, name), &text);
    assert_true(str_find(buf_str(&text), "seed: ", &at));
    assert_true(hex_to(str_sub(buf_str(&text), at + 6, 64), seed, 32));
    buf_done(&text);
}

static bool finds(const char *core, size_t n, const void *what, size_t what_n)
{
    for (const char *p = core; (p = memchr(p, *(const char *)what, n - (size_t)(p - core)));
         p++) {
        if (n - (size_t)(p - core) < what_n)
            return false;
        if (memcmp(p, what, what_n) == 0)
            return true;
    }
    return false;
}

static void search(const char *path)
{
    static const char *const files[] = {"keys/site.key", "keys/site.sm2.key"};
    uint64_t size_bytes;
    struct err err = ERR_NONE;
    int fd = file_open(path, &size_bytes, &err);

    assert_true(fd >= 0);
    const char *core = mmap(NULL, size_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    assert_ptr_not_equal(core, MAP_FAILED);
    /* The search finds what is there. */
    assert_true(finds(core, size_bytes, MARKER " and more", strlen(MARKER " and more")));
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        uint8_t seed[32], reversed[32];
        char hex[65];

        seed_of(files[i], seed);
        for (size_t k = 0; k < sizeof seed; k++)
            reversed[k] = seed[sizeof seed - 1 - k];
        hex_from(seed, sizeof seed, hex);
        /* Half of a key would do too. */
        assert_false(finds(core, size_bytes, seed, sizeof seed / 2));
        assert_false(finds(core, size_bytes, reversed, sizeof seed / 2));
        assert_false(finds(core, size_bytes, hex, sizeof seed));
    }
    munmap((void *)core, size_bytes);
    close(fd);
}

/* The core of this folder, whatever the system calls it; false when it wrote none here. */
static bool core_path(char *out, size_t cap)
{
    DIR *folder = opendir(kit.dir);
    struct dirent *entry;
    bool found = false;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        if (!str_starts(str_of(entry->d_name), "core"))
            continue;
        snprintf(out, cap, "%s/%s", kit.dir, entry->d_name);
        found = true;
    }
    closedir(folder);
    return found;
}

static void test_no_key_is_in_the_core(void **state)
{
    struct err err = ERR_NONE;
    char stem[4096], path[KIT_PATH + 300];
    int status;

    (void)state;
    assert_true(keyring_stem(kit.keys, "site", stem, &err));
    assert_true(sm2_files_make(stem, (struct str){NULL, 0}, &err));
    assert_true(keyring_new_key(kit.keys, "sealed", PASSPHRASE, &err));
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        die_with_open_keys(stem);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    if (!core_path(path, sizeof path)) {
        print_message("no core is written here\n");
        skip();
    }
    search(path);
}

static void test_the_program_itself_leaves_no_core(void **state)
{
    int status;

    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        allow_cores();
        secret_no_core_dumps();
        if (chdir(kit_path(&kit, "keys")) != 0)
            _exit(1);
        abort();
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_false(kit_is_there(kit_path(&kit, "keys/core")));
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_key_is_in_the_core),
        cmocka_unit_test(test_the_program_itself_leaves_no_core),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
