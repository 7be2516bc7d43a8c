/* keys.c - Ed25519 signing keys: made, opened, used. */
#include "bundle/keys.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "bundle/file.h"
#include "bundle/key_file.h"

struct signing_key {
    struct public_key public_key;
    uint8_t seed[ED25519_SEED_BYTES];
};

struct signing_key *signing_key_new(const char *name, struct err *err)
{
    struct signing_key *key = secret_new(sizeof *key);

    digest_random(key->seed, sizeof key->seed);
    digest_random(key->public_key.id, sizeof key->public_key.id);
    snprintf(key->public_key.name, sizeof key->public_key.name, "%s", name);
    if (ed25519_public(key->seed, key->public_key.key, err))
        return key;
    signing_key_free(key);
    return NULL;
}

bool key_path_of(const char *stem, const char *suffix, char *out, struct err *err)
{
    int n = snprintf(out, FILE_PATH_MAX, "%s%s", stem, suffix);

    return (n > 0 && n < FILE_PATH_MAX) || err_set(err, E_VALUE, "%s", stem);
}

bool signing_key_store(const struct signing_key *key, const char *stem, struct str passphrase,
                       struct err *err)
{
    struct key_secret *secret = secret_new(sizeof *secret);
    char key_path[FILE_PATH_MAX], pub_path[FILE_PATH_MAX];
    struct buf pub = BUF_INIT(1024);

    memcpy(secret->id, key->public_key.id, sizeof secret->id);
    memcpy(secret->public_key, key->public_key.key, sizeof key->public_key.key);
    memcpy(secret->seed, key->seed, sizeof secret->seed);
    public_key_text(&key->public_key, &pub);
    /* The secret comes last: where there is one, its public half is there too. */
    bool ok = key_path_of(stem, ".key", key_path, err) &&
              key_path_of(stem, ".pub", pub_path, err) &&
              file_put(pub_path, FILE_REPLACE, buf_str(&pub), 0644, err) &&
              key_file_put(key_path, &key_kind_ed25519, secret, passphrase, err);
    buf_done(&pub);
    secret_free(secret, sizeof *secret);
    return ok;
}

bool key_stem(const char *file, char *out, struct err *err)
{
    struct str stem = str_of(file);

    if (str_ends(stem, ".key"))
        stem = str_sub(stem, 0, stem.n - strlen(".key"));
    if (stem.n >= FILE_PATH_MAX - 16)
        return err_set(err, E_VALUE, "%s", file);
    memcpy(out, stem.p, stem.n);
    out[stem.n] = '\0';
    return true;
}

/* The .pub beside file is the one whose name the key takes, and must be its other half. */
static bool check_halves(const struct key_secret *secret, const char *file,
                         struct public_key *out, struct err *err)
{
    char stem[FILE_PATH_MAX], pub[FILE_PATH_MAX];
    uint8_t derived[ED25519_PUBLIC_BYTES];

    if (!key_stem(file, stem, err) || !key_path_of(stem, ".pub", pub, err) ||
        !public_key_read(pub, out, err) || !ed25519_public(secret->seed, derived, err))
        return false;
    if (memcmp(derived, secret->public_key, sizeof derived) != 0 ||
        memcmp(derived, out->key, sizeof derived) != 0 ||
        memcmp(secret->id, out->id, sizeof secret->id) != 0)
        return err_set(err, E_KEY_FORM, "%s", pub);
    return true;
}

struct signing_key *signing_key_open(const char *file, struct str passphrase, struct err *err)
{
    struct key_secret *secret = secret_new(sizeof *secret);
    struct signing_key *key = secret_new(sizeof *key);
    bool ok = key_file_get(file, &key_kind_ed25519, passphrase, secret, err) &&
              check_halves(secret, file, &key->public_key, err);

    if (ok) {
        memcpy(key->seed, secret->seed, sizeof key->seed);
    } else {
        signing_key_free(key);
        key = NULL;
    }
    secret_free(secret, sizeof *secret);
    return key;
}

void signing_key_free(struct signing_key *key)
{
    secret_free(key, sizeof *key);
}

const struct public_key *signing_key_public(const struct signing_key *key)
{
    return &key->public_key;
}

bool signing_key_sign(const struct signing_key *key, const void *message, size_t n,
                      uint8_t *signature, struct err *err)
{
    return ed25519_sign(key->seed, key->public_key.key, message, n, signature, err);
}
