/* trust.c - the public keys that count: those of the key folder, of trust/ and of --trust. */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/key_file.h"
#include "bundle/keyring.h"
#include "bundle/keys.h"

#define TRUST_FOLDER "trust"
#define TRUST_MAX_KEYS 1024

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct public_key *)a)->name, ((const struct public_key *)b)->name);
}

static bool is_known(const struct trust *t, const struct public_key *key)
{
    for (size_t i = 0; i < t->n; i++)
        if (memcmp(t->keys[i].id, key->id, sizeof key->id) == 0 &&
            memcmp(t->keys[i].key, key->key, sizeof key->key) == 0)
            return true;
    return false;
}

/* A key that cannot be read is an error: trust that silently shrinks hides why a bundle fails.
 */
static bool add_file(struct trust *t, size_t *cap, const char *dir, const char *name,
                     struct err *err)
{
    char path[FILE_PATH_MAX];
    struct public_key key;

    if (t->n >= TRUST_MAX_KEYS)
        return err_set(err, E_TOO_LARGE, "%s", dir);
    if (!file_path(path, dir, name, "", err) || !public_key_read(path, &key, err))
        return false;
    if (is_known(t, &key))
        return true;
    t->keys = mem_grow(t->keys, cap, t->n + 1, sizeof *t->keys);
    t->keys[t->n++] = key;
    return true;
}

/* Every *.pub of a folder; must_be_there false takes a missing folder as an empty one. */
static bool add_folder(struct trust *t, size_t *cap, const char *dir, bool must_be_there,
                       struct err *err)
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
        if (entry->d_name[0] != '.' && str_ends(str_of(entry->d_name), ".pub"))
            ok = add_file(t, cap, dir, entry->d_name, err);
    closedir(folder);
    if (t->n > first)
        qsort(t->keys + first, t->n - first, sizeof *t->keys, by_name);
    return ok;
}

bool trust_load(const struct keyring *k, const char *dir, struct trust *out, struct err *err)
{
    struct trust t = {NULL, 0};
    size_t cap = 0;
    char path[FILE_PATH_MAX];
    bool ok = file_path(path, keyring_dir(k), TRUST_FOLDER, "", err) &&
              add_folder(&t, &cap, keyring_dir(k), false, err) &&
              add_folder(&t, &cap, path, false, err) &&
              (!dir || add_folder(&t, &cap, dir, true, err));

    if (ok)
        *out = t;
    else
        trust_done(&t);
    return ok;
}

void trust_done(struct trust *t)
{
    free(t->keys);
    *t = (struct trust){NULL, 0};
}

bool keyring_trust(struct keyring *k, const char *pub_file, struct err *err)
{
    struct err cause = ERR_NONE;
    struct public_key key, there;
    struct buf text = BUF_INIT(1024);
    char folder[FILE_PATH_MAX], path[FILE_PATH_MAX];

    if (!public_key_read(pub_file, &key, err) ||
        !file_path(folder, k->dir, TRUST_FOLDER, "", err) ||
        !file_path(path, folder, key.name, ".pub", err) || !file_make_folder(folder, err))
        return false;
    public_key_text(&key, &text);
    bool ok = file_put(path, FILE_NEW, buf_str(&text), 0644, &cause);
    buf_done(&text);
    /* The same key once more changes nothing; another key of that name is not replaced. */
    if (!ok && cause.code == E_KEY_EXISTS && public_key_read(path, &there, err))
        ok = memcmp(&there, &key, sizeof key) == 0;
    return ok || err_set(err, cause.code, "%s", cause.detail);
}
