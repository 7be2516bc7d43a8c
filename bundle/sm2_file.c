/* sm2_file.c - SM2 keys beside a signing key: STEM.sm2.key sealed like STEM.key, STEM.sm2.pub. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "bundle/file.h"
#include "bundle/key_file.h"

#define SECRET_SUFFIX ".sm2.key"
#define PUBLIC_SUFFIX ".sm2.pub"
#define PEM_MAX_BYTES 512

static void id_of(const uint8_t *public_key, uint8_t *id)
{
    uint8_t hash[SM3_BYTES];

    digest_once(DIGEST_SM3, public_key, SM2_PUBLIC_BYTES, hash);
    memcpy(id, hash, KEY_ID_BYTES);
}

bool sm2_files_are_there(const char *stem)
{
    char path[FILE_PATH_MAX];
    struct err err = ERR_NONE;

    return key_path_of(stem, SECRET_SUFFIX, path, &err) && access(path, F_OK) == 0;
}

static bool put_files(const char *stem, const struct sm2_key *key, struct str passphrase,
                      struct err *err)
{
    struct key_secret *secret = secret_new(sizeof *secret);
    char key_path[FILE_PATH_MAX], pub_path[FILE_PATH_MAX];
    struct buf pem = BUF_INIT(PEM_MAX_BYTES);

    memcpy(secret->public_key, sm2_key_public(key), SM2_PUBLIC_BYTES);
    memcpy(secret->seed, sm2_key_secret(key), SM2_SECRET_BYTES);
    id_of(secret->public_key, secret->id);
    sm2_public_pem(secret->public_key, &pem);
    bool ok = key_path_of(stem, SECRET_SUFFIX, key_path, err) &&
              key_path_of(stem, PUBLIC_SUFFIX, pub_path, err) &&
              file_put(pub_path, FILE_REPLACE, buf_str(&pem), 0644, err) &&
              key_file_put(key_path, &key_kind_sm2, secret, passphrase, err);
    buf_done(&pem);
    secret_free(secret, sizeof *secret);
    return ok;
}

bool sm2_files_make(const char *stem, struct str passphrase, struct err *err)
{
    if (sm2_files_are_there(stem))
        return err_set(err, E_KEY_EXISTS, "%s" SECRET_SUFFIX, stem);
    struct sm2_key *key = sm2_key_new(err);
    bool ok = key && put_files(stem, key, passphrase, err);

    sm2_key_free(key);
    return ok;
}

/* The three places where the public half stands must agree. */
static bool halves_agree(const struct key_secret *secret, const struct sm2_key *key,
                         const char *stem, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct sm2_public beside;

    if (!key_path_of(stem, PUBLIC_SUFFIX, path, err) || !sm2_public_read(path, &beside, err))
        return false;
    return (memcmp(sm2_key_public(key), secret->public_key, SM2_PUBLIC_BYTES) == 0 &&
            memcmp(sm2_key_public(key), beside.key, SM2_PUBLIC_BYTES) == 0) ||
           err_set(err, E_KEY_FORM, "%s", path);
}

struct sm2_key *sm2_files_open(const char *stem, struct str passphrase, struct err *err)
{
    struct key_secret *secret = secret_new(sizeof *secret);
    struct sm2_key *key = NULL;
    char path[FILE_PATH_MAX];

    if (key_path_of(stem, SECRET_SUFFIX, path, err) &&
        key_file_get(path, &key_kind_sm2, passphrase, secret, err))
        key = sm2_key_of(secret->seed, err);
    if (key && !halves_agree(secret, key, stem, err)) {
        sm2_key_free(key);
        key = NULL;
    }
    secret_free(secret, sizeof *secret);
    return key;
}

bool sm2_public_beside(const char *pub_file, char *out, struct err *err)
{
    struct str stem = str_of(pub_file);
    int n;

    if (str_ends(stem, ".pub"))
        stem = str_sub(stem, 0, stem.n - strlen(".pub"));
    n = snprintf(out, FILE_PATH_MAX, "%.*s" PUBLIC_SUFFIX, STR_ARG(stem));
    return (n > 0 && n < FILE_PATH_MAX) || err_set(err, E_VALUE, "%s", pub_file);
}

bool sm2_public_read(const char *file, struct sm2_public *out, struct err *err)
{
    struct err cause = ERR_NONE;
    struct buf pem = BUF_INIT(PEM_MAX_BYTES);
    struct sm2_public key = {.name = ""};
    bool ok = file_text(file, PEM_MAX_BYTES, &pem, &cause);

    if (!ok)
        err_set(err, cause.code == E_FS_ABSENT ? E_KEY_ABSENT : cause.code, "%s", file);
    else
        ok = sm2_public_from_pem(buf_str(&pem), key.key, &cause) ||
             err_set(err, E_KEY_FORM, "%s", file);
    if (ok) {
        id_of(key.key, key.id);
        key_name_of_file(file, PUBLIC_SUFFIX, key.id, key.name);
        *out = key;
    }
    buf_done(&pem);
    return ok;
}
