/* trust.c - the public keys that count: those of the key folder, of trust/ and of --trust. */
#include "bundle/trust.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/key_file.h"
#include "bundle/keyring.h"
#include "bundle/trust_policy.h"

#define TRUST_MAX_KEYS 1024
#define STATEMENT_MAX_BYTES 4096

/* ---- loading ---------------------------------------------------------------------------------- */

static bool same_key(const struct public_key *a, const struct public_key *b)
{
    return memcmp(a->id, b->id, sizeof a->id) == 0 &&
           memcmp(a->key, b->key, sizeof a->key) == 0;
}

static bool is_known(const struct trust *t, const struct public_key *key)
{
    for (size_t i = 0; i < t->n; i++)
        if (same_key(&t->keys[i], key))
            return true;
    return false;
}

static bool add_key(struct trust *t, const char *path, struct err *err)
{
    struct public_key key;

    if (!public_key_read(path, &key, err))
        return false;
    if (is_known(t, &key))
        return true;
    t->keys = mem_grow(t->keys, &t->cap, t->n + 1, sizeof *t->keys);
    t->keys[t->n++] = key;
    return true;
}

static bool add_sm2(struct trust *t, const char *path, struct err *err)
{
    struct sm2_public key;

    if (!sm2_public_read(path, &key, err))
        return false;
    t->sm2 = mem_grow(t->sm2, &t->sm2_cap, t->sm2_n + 1, sizeof *t->sm2);
    t->sm2[t->sm2_n++] = key;
    return true;
}

/* The longer ending comes first: NAME.sm2.pub is no NAME.pub. */
static const struct {
    const char *suffix;
    bool (*add)(struct trust *t, const char *path, struct err *err);
} kinds[] = {{".sm2.pub", add_sm2}, {".pub", add_key}};

/* A key that cannot be read is an error: trust that silently shrinks hides why a bundle fails. */
static bool add_file(struct trust *t, const char *dir, const char *name, struct err *err)
{
    char path[FILE_PATH_MAX];

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (!str_ends(str_of(name), kinds[i].suffix))
            continue;
        if (t->n + t->sm2_n >= TRUST_MAX_KEYS)
            return err_set(err, E_TOO_LARGE, "%s", dir);
        return file_path(path, dir, name, "", err) && kinds[i].add(t, path, err);
    }
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct public_key *)a)->name, ((const struct public_key *)b)->name);
}

/* Every public key of a folder; must_be_there false takes a missing folder as an empty one. */
static bool add_folder(struct trust *t, const char *dir, bool must_be_there, struct err *err)
{
    DIR *folder = opendir(dir);
    size_t first = t->n;
    struct dirent *entry;
    bool ok = true;

    if (!folder) {
        if (errno == ENOENT && !must_be_there)
            return true;
        return err_set(err, errno == ENOENT ? E_FS_ABSENT : E_FS_DENIED, "%s", dir);
    }
    while (ok && (entry = readdir(folder)))
        if (entry->d_name[0] != '.')
            ok = add_file(t, dir, entry->d_name, err);
    closedir(folder);
    if (t->n > first)
        qsort(t->keys + first, t->n - first, sizeof *t->keys, by_name);
    return ok;
}

bool trust_load(const struct keyring *k, const char *dir, struct trust *out, struct err *err)
{
    struct trust t = {0};
    char path[FILE_PATH_MAX];
    bool ok = file_path(path, k->dir, TRUST_FOLDER, "", err) &&
              add_folder(&t, k->dir, false, err) && add_folder(&t, path, false, err) &&
              policy_read(path, &t.policy, err) &&
              (!dir || (add_folder(&t, dir, true, err) && policy_read(dir, &t.policy, err)));

    if (ok)
        *out = t;
    else
        trust_done(&t);
    return ok;
}

bool trust_add(struct trust *t, const char *pub_file, struct err *err)
{
    char sm2[FILE_PATH_MAX];
    struct err cause = ERR_NONE;

    return add_key(t, pub_file, err) && sm2_public_beside(pub_file, sm2, err) &&
           (add_sm2(t, sm2, &cause) || cause.code == E_KEY_ABSENT ||
            err_set(err, cause.code, "%s", cause.detail));
}

void trust_done(struct trust *t)
{
    free(t->keys);
    free(t->sm2);
    policy_done(&t->policy);
    *t = (struct trust){0};
}

/* ---- asking ------------------------------------------------------------------------------------ */

unsigned trust_demands(const struct trust *t, const uint8_t *key_id)
{
    unsigned signers = 0;

    for (size_t i = 0; i < t->policy.demands_n; i++)
        if (memcmp(t->policy.demands[i].key_id, key_id, KEY_ID_BYTES) == 0)
            signers |= t->policy.demands[i].signers;
    return signers;
}

bool trust_has_revoked(const struct trust *t, const uint8_t *key_id)
{
    for (size_t i = 0; i < t->policy.revoked_n; i++)
        if (memcmp(t->policy.revoked[i], key_id, KEY_ID_BYTES) == 0)
            return true;
    return false;
}

enum trust_order trust_compare(const struct trust *t, const struct trust_seen *number)
{
    const struct trust_seen *highest = NULL;

    for (size_t i = 0; i < t->policy.seen_n; i++) {
        const struct trust_seen *seen = &t->policy.seen[i];

        if (seen->machine == number->machine &&
            strcmp(seen->case_number, number->case_number) == 0 &&
            memcmp(seen->key_id, number->key_id, KEY_ID_BYTES) == 0 &&
            (!highest || seen->seq > highest->seq))
            highest = seen;
    }
    if (!highest || number->seq > highest->seq)
        return TRUST_NEWER;
    if (number->seq < highest->seq)
        return TRUST_OLDER;
    return strcmp(highest->bundle_id, number->bundle_id) == 0 ? TRUST_THE_SAME : TRUST_ANOTHER;
}

/* ---- changing ---------------------------------------------------------------------------------- */

static bool put_rule(struct keyring *k, const char *start, const char *line, struct err *err)
{
    char folder[FILE_PATH_MAX];

    return file_path(folder, k->dir, TRUST_FOLDER, "", err) &&
           policy_put(folder, start, line, err);
}

bool keyring_require(struct keyring *k, const uint8_t *key_id, unsigned signers,
                     struct err *err)
{
    struct buf line = BUF_INIT(256);
    char id[KEY_ID_TEXT], start[64];

    key_id_text(key_id, id);
    snprintf(start, sizeof start, "requires %s ", id);
    buf_puts(&line, start);
    signers_text(signers, &line);
    bool ok = put_rule(k, start, buf_cstr(&line), err);
    buf_done(&line);
    return ok;
}

bool keyring_revoke(struct keyring *k, const uint8_t *key_id, struct err *err)
{
    char id[KEY_ID_TEXT], line[64];

    key_id_text(key_id, id);
    snprintf(line, sizeof line, "revoked %s", id);
    return put_rule(k, line, line, err);
}

bool keyring_check_not_revoked(const struct keyring *k, const struct public_key *key,
                               struct err *err)
{
    char folder[FILE_PATH_MAX];
    struct trust t = {0};
    bool ok = file_path(folder, k->dir, TRUST_FOLDER, "", err) &&
              policy_read(folder, &t.policy, err) &&
              (!trust_has_revoked(&t, key->id) || err_set(err, E_REVOKED, "%s", key->name));

    trust_done(&t);
    return ok;
}

bool keyring_record(struct keyring *k, const struct trust_seen *number, struct err *err)
{
    char id[KEY_ID_TEXT], start[192], line[320];
    struct trust t;

    if (!trust_load(k, NULL, &t, err))
        return false;
    enum trust_order order = trust_compare(&t, number);
    trust_done(&t);
    if (order == TRUST_OLDER || order == TRUST_ANOTHER)
        return err_set(err, E_REPLAY, "%s %u", number->case_number, number->seq);
    key_id_text(number->key_id, id);
    snprintf(start, sizeof start, "seen %s %u %s ", number->case_number, number->machine, id);
    snprintf(line, sizeof line, "%s%u %s", start, number->seq, number->bundle_id);
    return put_rule(k, start, line, err);
}

/* ---- trusting a key ----------------------------------------------------------------------------- */

/* Text under a name in trust/. The same once more changes nothing; another text of that name is
 * replaced only when replace says so. */
static bool put_text(const char *folder, const char *name, const char *suffix, struct str text,
                     bool replace, struct err *err)
{
    char path[FILE_PATH_MAX];
    struct buf there = BUF_INIT(STATEMENT_MAX_BYTES);
    struct err cause = ERR_NONE;

    if (!file_path(path, folder, name, suffix, err) || !file_make_folder(folder, err))
        return false;
    bool ok = file_put(path, replace ? FILE_REPLACE : FILE_NEW, text, 0644, &cause);
    if (!ok && cause.code == E_KEY_EXISTS &&
        file_text(path, STATEMENT_MAX_BYTES, &there, &cause))
        ok = str_eq(buf_str(&there), text) || err_set(&cause, E_KEY_EXISTS, "%s", path);
    buf_done(&there);
    return ok || err_set(err, cause.code, "%s", cause.detail);
}

static bool put_key(const char *folder, const struct public_key *key, const char *name,
                    bool replace, struct err *err)
{
    struct buf text = BUF_INIT(1024);

    public_key_text(key, &text);
    bool ok = put_text(folder, name, ".pub", buf_str(&text), replace, err);
    buf_done(&text);
    return ok;
}

/* The SM2 key in file, where there is one, as NAME.sm2.pub. */
static bool put_sm2(const char *folder, const char *file, const char *name, struct err *err)
{
    struct buf pem = BUF_INIT(1024);
    struct err cause = ERR_NONE;
    struct sm2_public key;

    if (!sm2_public_read(file, &key, &cause))
        return cause.code == E_KEY_ABSENT || err_set(err, cause.code, "%s", cause.detail);
    sm2_public_pem(key.key, &pem);
    bool ok = put_text(folder, name, ".sm2.pub", buf_str(&pem), false, err);
    buf_done(&pem);
    return ok;
}

bool keyring_keep_old(struct keyring *k, const struct public_key *old, const char *stem,
                      struct err *err)
{
    char folder[FILE_PATH_MAX], sm2[FILE_PATH_MAX], name[KEY_NAME_MAX];

    rotation_old_name(old, name);
    return file_path(folder, k->dir, TRUST_FOLDER, "", err) &&
           put_key(folder, old, name, false, err) && key_path_of(stem, ".sm2.pub", sm2, err) &&
           put_sm2(folder, sm2, name, err);
}

/* The trusted key that gave its place to the one in pub_file; NULL with err unset when there is
 * no statement beside it. */
static const struct public_key *giver(const struct trust *t, const char *pub_file,
                                      const struct public_key *key, struct err *err)
{
    struct buf statement = BUF_INIT(STATEMENT_MAX_BYTES), pub = BUF_INIT(1024);
    const struct public_key *old = NULL;
    char path[FILE_PATH_MAX];
    struct err cause = ERR_NONE;
    struct str stem = str_of(pub_file);

    if (str_ends(stem, ".pub"))
        stem = str_sub(stem, 0, stem.n - strlen(".pub"));
    int n = snprintf(path, sizeof path, "%.*s" ROTATION_SUFFIX, STR_ARG(stem));
    if (n < 0 || n >= (int)sizeof path) {
        err_set(err, E_VALUE, "%s", pub_file);
    } else if (file_text(path, STATEMENT_MAX_BYTES, &statement, &cause)) {
        public_key_text(key, &pub);
        for (size_t i = 0; i < t->n && !old; i++)
            if (!trust_has_revoked(t, t->keys[i].id) &&
                rotation_is_by(buf_str(&statement), buf_str(&pub), &t->keys[i]))
                old = &t->keys[i];
        if (!old)
            err_set(err, E_NOT_TRUSTED, "%s", path);
    } else if (cause.code != E_FS_ABSENT) {
        err_set(err, cause.code, "%s", cause.detail);
    }
    buf_done(&statement);
    buf_done(&pub);
    return old;
}

/* key takes the place of old in trust/: its name where old has it, and what is demanded of it. */
static bool take_over(struct keyring *k, const struct trust *t, const struct public_key *old,
                      const struct public_key *key, const char *folder, struct err *err)
{
    char stem[FILE_PATH_MAX], path[FILE_PATH_MAX];
    struct err absent = ERR_NONE;
    struct public_key there;
    unsigned signers = trust_demands(t, old->id);
    bool replace = file_path(path, folder, key->name, ".pub", &absent) &&
                   public_key_read(path, &there, &absent) && same_key(&there, old);

    return file_path(stem, folder, old->name, "", err) && keyring_keep_old(k, old, stem, err) &&
           (signers == 0 || keyring_require(k, key->id, signers, err)) &&
           put_key(folder, key, key->name, replace, err);
}

bool keyring_trust(struct keyring *k, const char *pub_file, struct err *err)
{
    struct err cause = ERR_NONE;
    struct public_key key;
    char folder[FILE_PATH_MAX], sm2[FILE_PATH_MAX];
    struct trust t;
    bool ok = false;

    if (!public_key_read(pub_file, &key, err) || !sm2_public_beside(pub_file, sm2, err) ||
        !file_path(folder, k->dir, TRUST_FOLDER, "", err) || !trust_load(k, NULL, &t, err))
        return false;
    if (trust_has_revoked(&t, key.id)) {
        err_set(err, E_REVOKED, "%s", pub_file);
        goto out;
    }
    const struct public_key *old = giver(&t, pub_file, &key, &cause);
    if (err_is_set(&cause))
        err_set(err, cause.code, "%s", cause.detail);
    else
        ok = (old ? take_over(k, &t, old, &key, folder, err)
                  : put_key(folder, &key, key.name, false, err)) &&
             put_sm2(folder, sm2, key.name, err);
out:
    trust_done(&t);
    return ok;
}
