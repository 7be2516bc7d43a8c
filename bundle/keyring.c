/* keyring.c - the key folder. */
#include "bundle/keyring.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/secret.h"
#include "base/system.h"
#include "bundle/key_file.h"
#include "bundle/keys.h"

#define ALIAS_KEY_BYTES 32
#define ALIAS_KEY_NAME "alias"

static bool default_dir(char *out, struct err *err)
{
    struct buf dir = BUF_INIT(FILE_PATH_MAX - 1);
    bool ok = system_data_dir(&dir, err);

    if (ok)
        memcpy(out, buf_cstr(&dir), dir.n + 1);
    buf_done(&dir);
    return ok;
}

struct keyring *keyring_open(const char *dir, struct err *err)
{
    struct keyring *k = mem_new(sizeof *k);
    bool ok;

    if (!dir) {
        ok = default_dir(k->dir, err);
    } else {
        size_t n = strlen(dir);
        while (n > 1 && dir[n - 1] == '/')
            n--;
        ok = n > 0 && n < sizeof k->dir - 64;
        if (ok)
            memcpy(k->dir, dir, n);
        else
            err_set(err, E_VALUE, "%s", dir);
    }
    if (!ok) {
        free(k);
        return NULL;
    }
    return k;
}

void keyring_free(struct keyring *k)
{
    free(k);
}

const char *keyring_dir(const struct keyring *k)
{
    return k->dir;
}

static bool path_of(const struct keyring *k, const char *name, const char *suffix, char *out,
                    struct err *err)
{
    if (!key_name_is_valid(str_of(name)) || str_is(str_of(name), ALIAS_KEY_NAME))
        return err_set(err, E_VALUE, "%s", name);
    return file_path(out, k->dir, name, suffix, err);
}

bool keyring_has(const struct keyring *k, const char *name)
{
    char path[FILE_PATH_MAX];
    struct err err = ERR_NONE;

    return path_of(k, name, ".key", path, &err) && access(path, F_OK) == 0;
}

bool keyring_is_sealed(const struct keyring *k, const char *name, bool *sealed, struct err *err)
{
    char path[FILE_PATH_MAX];

    return path_of(k, name, ".key", path, err) && key_file_is_sealed(path, sealed, err);
}

bool keyring_stem(const struct keyring *k, const char *name, char *out, struct err *err)
{
    return path_of(k, name, "", out, err);
}

bool keyring_store_key(struct keyring *k, const char *name, const struct signing_key *key,
                       struct str passphrase, struct err *err)
{
    char stem[FILE_PATH_MAX];

    if (!path_of(k, name, "", stem, err))
        return false;
    if (keyring_has(k, name))
        return err_set(err, E_KEY_EXISTS, "%s.key", stem);
    return file_make_folder(k->dir, err) && signing_key_store(key, stem, passphrase, err);
}

bool keyring_new_key(struct keyring *k, const char *name, struct str passphrase,
                     struct err *err)
{
    struct signing_key *key = signing_key_new(name, err);
    bool ok = key && keyring_store_key(k, name, key, passphrase, err);

    signing_key_free(key);
    return ok;
}

struct signing_key *keyring_open_key(const struct keyring *k, const char *name,
                                     struct str passphrase, struct err *err)
{
    char path[FILE_PATH_MAX];

    return rotation_finish(k, name, err) && path_of(k, name, ".key", path, err)
               ? signing_key_open(path, passphrase, err)
               : NULL;
}

bool keyring_public(const struct keyring *k, const char *name, struct public_key *out,
                    struct err *err)
{
    char path[FILE_PATH_MAX];

    return path_of(k, name, ".pub", path, err) && public_key_read(path, out, err);
}

static bool read_alias_key(const char *path, uint8_t *key, struct err *err)
{
    size_t n = 0;

    if (!file_get(path, key, ALIAS_KEY_BYTES, &n, err))
        return false;
    return n == ALIAS_KEY_BYTES || err_set(err, E_KEY_FORM, "%s", path);
}

bool keyring_alias_key(struct keyring *k, uint8_t *out, struct err *err)
{
    struct err cause = ERR_NONE;
    char path[FILE_PATH_MAX];
    uint8_t *key = secret_new(ALIAS_KEY_BYTES);
    bool ok = file_path(path, k->dir, ALIAS_KEY_NAME, ".key", err);

    if (ok && access(path, F_OK) != 0) {
        digest_random(key, ALIAS_KEY_BYTES);
        struct str bytes = {(const char *)key, ALIAS_KEY_BYTES};
        ok = file_make_folder(k->dir, err) &&
             (file_put(path, FILE_NEW, bytes, 0600, &cause) || cause.code == E_KEY_EXISTS ||
              err_set(err, cause.code, "%s", cause.detail));
    }
    /* What stands in the file counts, also when another run made it at this moment. */
    ok = ok && read_alias_key(path, key, err);
    if (ok)
        memcpy(out, key, ALIAS_KEY_BYTES);
    secret_free(key, ALIAS_KEY_BYTES);
    return ok;
}
