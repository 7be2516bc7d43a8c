/* rotation.c - a new key signed by the old one.
 *
 * NAME.rotation is a minisign signature of the old key over the text of the new NAME.pub; anybody
 * who has the old public key checks it with minisign -VHm NAME.pub -x NAME.rotation -p OLD.pub.
 *
 * The steps, so that a power cut after any of them leaves a key that signs:
 *   NAME-next.{pub,key} are made; the old public key goes to trust/NAME-ID.pub; NAME.rotation;
 *   NAME-next.key -> NAME.key; NAME-next.pub -> NAME.pub (rotation_finish()). */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bundle/key_file.h"
#include "bundle/keyring.h"
#include "bundle/minisig.h"

#define NEXT "-next"
#define COMMENT_START "casepack rotation "

void rotation_old_name(const struct public_key *old, char *out)
{
    char id[KEY_ID_TEXT];

    key_id_text(old->id, id);
    for (char *c = id; *c; c++)
        if (*c >= 'A' && *c <= 'F')
            *c = (char)(*c - 'A' + 'a');
    snprintf(out, KEY_NAME_MAX, "%.14s-%s", old->name, id);
}

bool rotation_is_by(struct str text, struct str new_pub, const struct public_key *old)
{
    const struct public_key *signer;
    uint8_t key_id[KEY_ID_BYTES];
    struct err err = ERR_NONE;
    struct str comment;

    return minisig_check(text, new_pub, old, 1, &signer, &comment, key_id, &err) &&
           str_starts(comment, COMMENT_START);
}

/* NAME-next as a stem; E_VALUE when NAME is too long for it. */
static bool next_stem(const struct keyring *k, const char *name, char *out, struct err *err)
{
    char next[2 * KEY_NAME_MAX];

    snprintf(next, sizeof next, "%.40s" NEXT, name);
    return keyring_stem(k, next, out, err);
}

static bool move(const char *from_stem, const char *to_stem, const char *suffix,
                 struct err *err)
{
    char from[FILE_PATH_MAX], to[FILE_PATH_MAX];

    if (!key_path_of(from_stem, suffix, from, err) || !key_path_of(to_stem, suffix, to, err))
        return false;
    if (rename(from, to) != 0)
        return file_write_failed(err, errno, to);
    return file_sync_folder(to, err);
}

static bool is_there(const char *stem, const char *suffix)
{
    char path[FILE_PATH_MAX];
    struct err err = ERR_NONE;

    return key_path_of(stem, suffix, path, &err) && access(path, F_OK) == 0;
}

/* Whether STEM.key is the secret half of NEXT.pub. */
static bool belongs(const char *stem, const char *next)
{
    char secret[FILE_PATH_MAX], pub[FILE_PATH_MAX];
    uint8_t id[KEY_ID_BYTES];
    struct public_key key;
    struct err err = ERR_NONE;

    return key_path_of(stem, ".key", secret, &err) && key_path_of(next, ".pub", pub, &err) &&
           key_file_id(secret, id, &err) && public_key_read(pub, &key, &err) &&
           memcmp(id, key.id, sizeof id) == 0;
}

bool rotation_finish(const struct keyring *k, const char *name, struct err *err)
{
    struct err too_long = ERR_NONE;
    char stem[FILE_PATH_MAX], next[FILE_PATH_MAX];

    if (!next_stem(k, name, next, &too_long) || !is_there(next, ".pub"))
        return true;
    if (!keyring_stem(k, name, stem, err))
        return false;
    return !belongs(stem, next) || move(next, stem, ".pub", err);
}

/* What a rotation left that was cut off early. */
static bool clear_next(const char *next, struct err *err)
{
    static const char *const suffixes[] = {".key", ".pub"};

    for (size_t i = 0; i < COUNT_OF(suffixes); i++) {
        char path[FILE_PATH_MAX];

        if (!key_path_of(next, suffixes[i], path, err))
            return false;
        if (unlink(path) != 0 && errno != ENOENT)
            return file_write_failed(err, errno, path);
    }
    return true;
}

static bool put_statement(const char *stem, const struct signing_key *old,
                          const struct signing_key *fresh, struct err *err)
{
    struct buf pub = BUF_INIT(1024), statement = BUF_INIT(1024);
    char old_id[KEY_ID_TEXT], new_id[KEY_ID_TEXT], comment[128], path[FILE_PATH_MAX];

    key_id_text(signing_key_public(old)->id, old_id);
    key_id_text(signing_key_public(fresh)->id, new_id);
    snprintf(comment, sizeof comment, COMMENT_START "%s %s", old_id, new_id);
    public_key_text(signing_key_public(fresh), &pub);
    bool ok = minisig_make(old, buf_str(&pub), comment, &statement, err) &&
              key_path_of(stem, ROTATION_SUFFIX, path, err) &&
              file_put(path, FILE_REPLACE, buf_str(&statement), 0644, err);
    buf_done(&pub);
    buf_done(&statement);
    return ok;
}

static bool rotate(struct keyring *k, const struct signing_key *old, const char *stem,
                   const char *next, struct str passphrase, struct err *err)
{
    struct signing_key *fresh = signing_key_new(signing_key_public(old)->name, err);
    bool ok = fresh && clear_next(next, err) &&
              signing_key_store(fresh, next, passphrase, err) &&
              keyring_keep_old(k, signing_key_public(old), stem, err) &&
              put_statement(stem, old, fresh, err) && move(next, stem, ".key", err) &&
              move(next, stem, ".pub", err);

    signing_key_free(fresh);
    return ok;
}

bool keyring_rotate(struct keyring *k, const char *name, struct str passphrase, struct err *err)
{
    char stem[FILE_PATH_MAX], next[FILE_PATH_MAX];

    if (!keyring_stem(k, name, stem, err) || !next_stem(k, name, next, err))
        return false;
    struct signing_key *old = keyring_open_key(k, name, passphrase, err);
    bool ok = old && rotate(k, old, stem, next, passphrase, err);

    signing_key_free(old);
    return ok;
}
