/* test_profile_pack.c - a profile from a USB drive is taken only as it was signed. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "bundle/file.h"
#include "collect/sources.h"
#include "flow/profile_pack.h"
#include "tests/support/scratch.h"

static const char *const files[] = {"checks.yaml", "issues.yaml",  "sources.yaml",
                                    "pack.txt",    "MANIFEST.txt", "pack.minisig"};

struct kit {
    char dir[64], keys[80], pack[80];
    struct keyring *ring;
    struct signing_key *key;
    struct trust trust;
};

static void put(const struct kit *k, const char *name, struct str text)
{
    struct err err = ERR_NONE;
    char path[FILE_PATH_MAX];

    assert_true(file_path(path, k->pack, name, "", &err));
    assert_true(file_put(path, FILE_REPLACE, text, 0644, &err));
}

static void get(const struct kit *k, const char *name, struct buf *out)
{
    struct err err = ERR_NONE;
    char path[FILE_PATH_MAX];

    *out = BUF_INIT(1024 * 1024);
    assert_true(file_path(path, k->pack, name, "", &err));
    assert_true(file_text(path, 1024 * 1024, out, &err));
}

static void drop(const struct kit *k, const char *name)
{
    struct err err = ERR_NONE;
    char path[FILE_PATH_MAX];

    assert_true(file_path(path, k->pack, name, "", &err));
    unlink(path);
}

/* The rules of cmge under another name and number. */
static void put_rules(const struct kit *k, const char *name, unsigned version)
{
    struct buf text = BUF_INIT(1024 * 1024);
    struct str yaml, line;

    assert_true(embed_find("profiles/cmge/checks.yaml", &yaml));
    while (str_next(&yaml, '\n', &line)) {
        if (str_starts(line, "profile: "))
            buf_printf(&text, "profile: %s\n", name);
        else if (str_starts(line, "pack: "))
            buf_printf(&text, "pack: %u\n", version);
        else
            buf_printf(&text, "%.*s\n", STR_ARG(line));
    }
    put(k, "checks.yaml", buf_str(&text));
    buf_clear(&text);
    buf_printf(&text, "name: %s\nversion: %u\n", name, version);
    put(k, "pack.txt", buf_str(&text));
    buf_done(&text);
}

static void put_pack(const struct kit *k, const char *name, unsigned version)
{
    struct str yaml;

    put_rules(k, name, version);
    assert_true(embed_find("profiles/cmge/issues.yaml", &yaml));
    put(k, "issues.yaml", yaml);
    assert_true(embed_find("profiles/cmge/sources.yaml", &yaml));
    put(k, "sources.yaml", yaml);
}

static int start(void **state)
{
    struct kit *k = calloc(1, sizeof *k);
    struct err err = ERR_NONE;

    assert_true(digest_start(&err));
    scratch_new("/tmp", "pack", k->dir, sizeof k->dir);
    snprintf(k->keys, sizeof k->keys, "%s/keys", k->dir);
    snprintf(k->pack, sizeof k->pack, "%s/pack", k->dir);
    assert_true(file_make_folder(k->keys, &err) && file_make_folder(k->pack, &err));
    k->ring = keyring_open(k->keys, &err);
    assert_true(keyring_new_key(k->ring, "site", (struct str){NULL, 0}, &err));
    k->key = keyring_open_key(k->ring, "site", (struct str){NULL, 0}, &err);
    assert_non_null(k->key);
    assert_true(trust_load(k->ring, NULL, &k->trust, &err));
    put_pack(k, "hall-7", 51);
    assert_true(profile_pack_sign(k->pack, k->key, &err));
    *state = k;
    return 0;
}

static int stop(void **state)
{
    struct kit *k = *state;

    scratch_remove(k->dir);
    signing_key_free(k->key);
    trust_done(&k->trust);
    keyring_free(k->ring);
    free(k);
    return 0;
}

static void refused(const struct kit *k, const struct trust *trust, enum err_code code,
                    const char *word)
{
    struct profile_pack pack = {.profile = NULL};
    struct err err = ERR_NONE;

    assert_false(profile_pack_open(k->pack, trust, &pack, &err));
    assert_null(pack.profile);
    if (err.code != code || !strstr(err.detail, word))
        fail_msg("%d %s, want %d with \"%s\"", (int)err.code, err.detail, (int)code, word);
}

static void test_a_signed_pack_is_taken(void **state)
{
    const struct kit *k = *state;
    struct profile_pack pack;
    struct err err = ERR_NONE;
    char text[FILE_PATH_MAX];

    assert_true(profile_pack_open(k->pack, &k->trust, &pack, &err));
    assert_string_equal(profile_name(pack.profile), "hall-7");
    assert_int_equal(profile_version(pack.profile), 51);
    assert_string_equal(pack.signer, "site");
    struct sources *sources = sources_choose(buf_str(&pack.sources), "none", &err);
    assert_non_null(sources);
    sources_free(sources);
    profile_pack_done(&pack);
    snprintf(text, sizeof text, "%s/pack.txt", k->pack);
    assert_true(profile_pack_open(text, &k->trust, &pack, &err));
    profile_pack_done(&pack);
}

static void test_every_altered_byte_is_refused(void **state)
{
    const struct kit *k = *state;

    for (size_t i = 0; i < 4; i++) {
        struct buf text, kept;
        get(k, files[i], &kept);
        get(k, files[i], &text);
        buf_puts(&text, "# one line more\n");
        put(k, files[i], buf_str(&text));
        refused(k, &k->trust, E_PROFILE_PACK, files[i]);
        put(k, files[i], buf_str(&kept));
        buf_done(&text);
        buf_done(&kept);
    }
}

static void test_an_unsigned_pack_is_refused(void **state)
{
    const struct kit *k = *state;

    drop(k, "pack.minisig");
    refused(k, &k->trust, E_PROFILE_PACK, "not signed");
    drop(k, "MANIFEST.txt");
    refused(k, &k->trust, E_PROFILE_PACK, "not signed");
}

static void test_a_key_that_is_not_trusted_is_refused(void **state)
{
    const struct kit *k = *state;
    const struct trust nobody = {0};

    refused(k, &nobody, E_PROFILE_PACK, "not trusted");
}

/* The list and its signature of one pack do not vouch for another version. */
static void test_a_signature_of_another_pack_is_refused(void **state)
{
    const struct kit *k = *state;

    put_rules(k, "hall-7", 52);
    refused(k, &k->trust, E_PROFILE_PACK, "another pack");
}

static void test_a_manifest_made_by_hand_is_refused(void **state)
{
    const struct kit *k = *state;
    struct buf text;

    get(k, "MANIFEST.txt", &text);
    buf_puts(&text, "0000000000000000000000000000000000000000000000000000000000000000  x\n");
    put(k, "MANIFEST.txt", buf_str(&text));
    refused(k, &k->trust, E_PROFILE_PACK, "does not fit");
    put(k, "pack.minisig", STR("not a signature\n"));
    refused(k, &k->trust, E_PROFILE_PACK, "form");
    buf_done(&text);
}

static void cannot_sign(const struct kit *k, enum err_code code, const char *word)
{
    struct err err = ERR_NONE;

    assert_false(profile_pack_sign(k->pack, k->key, &err));
    if (err.code != code || !strstr(err.detail, word))
        fail_msg("%d %s, want %d with \"%s\"", (int)err.code, err.detail, (int)code, word);
}

static void test_a_pack_with_a_mistake_is_not_signed(void **state)
{
    const struct kit *k = *state;

    put(k, "pack.txt", STR("name: hall-7\nversion: 53\n"));
    cannot_sign(k, E_PROFILE_PACK, "another version");
    put(k, "pack.txt", STR("name: ../hall\nversion: 51\n"));
    cannot_sign(k, E_PROFILE_PACK, "small letters");
    put(k, "pack.txt", STR("version: 51\nname: hall-7\n"));
    cannot_sign(k, E_PROFILE_PACK, "pack.txt");
    put(k, "pack.txt", STR("name: hall-7\nversion: 51\n"));
    put(k, "issues.yaml", STR("version: 1\nisues: []\n"));
    cannot_sign(k, E_YAML, "pack/issues.yaml line 2");
    put(k, "issues.yaml", STR("version: 1\nissues: []\n"));
    put(k, "sources.yaml", STR("version: 1\nnever: []\nsources: 7\n"));
    cannot_sign(k, E_YAML, "pack/sources.yaml line 3");
}

/* Nobody gets an old rule back by a drive, nor speaks with another profile's number. */
static void test_old_versions_and_borrowed_numbers_are_refused(void **state)
{
    const struct kit *k = *state;
    struct profile_pack pack;
    struct err err = ERR_NONE;

    put_rules(k, "cmge", 12);
    assert_true(profile_pack_sign(k->pack, k->key, &err));
    assert_true(profile_pack_open(k->pack, &k->trust, &pack, &err));
    profile_pack_done(&pack);
    put_rules(k, "cmge", 10);
    cannot_sign(k, E_PROFILE_PACK, "older");
    put_rules(k, "hall-7", 12);
    cannot_sign(k, E_PROFILE_PACK, "first digit");
    put_rules(k, "cmge", 52);
    cannot_sign(k, E_PROFILE_PACK, "first digit");
}

static void test_what_is_no_pack_is_no_profile(void **state)
{
    const struct kit *k = *state;
    static const char *const names[] = {"nothing", "/", "", "../templates", "pack.txt"};
    struct profile_pack pack;

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct err err = ERR_NONE;
        assert_false(profile_pack_open(names[i], &k->trust, &pack, &err));
        assert_int_equal(err.code, E_PROFILE);
    }
}

static void test_shipped_profiles_need_no_signature(void **state)
{
    const struct kit *k = *state;
    const char *name;

    for (size_t i = 0; (name = profile_shipped(i)); i++) {
        struct profile_pack pack;
        struct err err = ERR_NONE;
        assert_true(profile_pack_open(name, &k->trust, &pack, &err));
        assert_string_equal(profile_name(pack.profile), name);
        assert_int_equal(pack.sources.n, 0);
        assert_string_equal(pack.signer, "");
        profile_pack_done(&pack);
    }
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(test_a_signed_pack_is_taken),
        EACH(test_every_altered_byte_is_refused),
        EACH(test_an_unsigned_pack_is_refused),
        EACH(test_a_key_that_is_not_trusted_is_refused),
        EACH(test_a_signature_of_another_pack_is_refused),
        EACH(test_a_manifest_made_by_hand_is_refused),
        EACH(test_a_pack_with_a_mistake_is_not_signed),
        EACH(test_old_versions_and_borrowed_numbers_are_refused),
        EACH(test_what_is_no_pack_is_no_profile),
        EACH(test_shipped_profiles_need_no_signature),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
