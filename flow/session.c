/* session.c - decisions to a file and back. */
#include "flow/session.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/secret.h"
#include "bundle/crypto.h"
#include "bundle/file.h"
#include "bundle/hkdf.h"
#include "flow/session_json.h"

#define FIRST_LINE "casepack session 1\n"
#define KEY_INFO "casepack session 1"
#define SESSION_MAX (16 * 1024 * 1024)
#define HEAD_BYTES (sizeof FIRST_LINE - 1 + AEAD_NONCE_BYTES)
#define ITEMS_MAX 64

/* ---- keyed hashes --------------------------------------------------------------------------- */

static bool session_key(struct flow *f, uint8_t *key, struct err *err)
{
    if (!flow_alias_key(f, err))
        return false;
    hkdf((struct str){(const char *)f->alias_key, SITE_KEY_BYTES}, STR(""), STR(KEY_INFO), key);
    return true;
}

/* ---- steps ---------------------------------------------------------------------------------- */

static void choose_again(struct flow *f, uint64_t chosen)
{
    f->chosen = 0;
    for (size_t i = 0; i < f->items.n; i++)
        if (f->items.items[i].available && f->items.items[i].number < ITEMS_MAX)
            f->chosen |= chosen & UINT64_C(1) << f->items.items[i].number;
}

void session_checked(struct flow *f)
{
    struct resumed *r = &f->resumed;
    uint8_t identity[MARK_BYTES];

    flow_note_machine(f);
    if (!r->is_open)
        return;
    if (r->has_chosen)
        choose_again(f, r->chosen);
    r->has_chosen = false;
    if (!r->has_identity)
        return;
    session_identity(f, identity);
    r->is_other_machine = memcmp(identity, r->identity, sizeof identity) != 0;
    r->has_identity = false;
}

bool flow_is_other_machine(const struct flow *f)
{
    return f->resumed.is_other_machine;
}

void session_collected(struct flow *f)
{
    uint8_t mark[MARK_BYTES];

    if (!f->resumed.left_out || !f->alias_key)
        return;
    for (size_t i = 0; i < flow_artifacts(f); i++) {
        session_file_mark(f, i, mark);
        f->left_out[i] = marks_has(f->resumed.left_out, mark);
    }
    marks_free(f->resumed.left_out);
    f->resumed.left_out = NULL;
}

/* ---- out ------------------------------------------------------------------------------------ */

static bool seal(struct flow *f, struct str text, struct buf *out, struct err *err)
{
    uint8_t *key = secret_new(AEAD_KEY_BYTES);
    uint8_t nonce[AEAD_NONCE_BYTES], tag[AEAD_TAG_BYTES];
    bool ok = session_key(f, key, err);

    digest_random(nonce, sizeof nonce);
    buf_puts(out, FIRST_LINE);
    buf_add(out, nonce, sizeof nonce);
    buf_add_str(out, text);
    ok = ok && !buf_failed(out) &&
         aead_seal(key, nonce, STR(FIRST_LINE), (uint8_t *)out->p + HEAD_BYTES, text.n, tag,
                   err);
    if (ok)
        buf_add(out, tag, sizeof tag);
    secret_free(key, AEAD_KEY_BYTES);
    return ok;
}

bool session_save(struct flow *f, const char *dir, unsigned screen, struct err *err)
{
    struct buf text = BUF_INIT(SESSION_MAX), file = BUF_INIT(SESSION_MAX + 4096);
    char path[FILE_PATH_MAX];
    bool ok = flow_alias_key(f, err) && json_print(session_to_json(f, screen), &text, err) &&
              seal(f, buf_str(&text), &file, err) &&
              file_path(path, dir, SESSION_FILE, "", err) &&
              file_put(path, FILE_REPLACE, buf_str(&file), 0600, err);

    secret_wipe(text.p, text.n);
    buf_done(&text);
    buf_done(&file);
    return ok;
}

/* ---- in ------------------------------------------------------------------------------------- */

bool session_is_there(const char *dir)
{
    struct err err = ERR_NONE;
    char path[FILE_PATH_MAX];
    struct stat info;

    return file_path(path, dir, SESSION_FILE, "", &err) && stat(path, &info) == 0 &&
           S_ISREG(info.st_mode);
}

static bool damaged(struct err *err, const char *dir)
{
    return err_set(err, E_SESSION, "%s/%s", dir, SESSION_FILE);
}

/* The JSON of the file; NULL with E_SESSION when the key does not open it. */
static json_t *open_session(struct flow *f, const char *dir, struct err *err)
{
    struct buf file = BUF_INIT(SESSION_MAX + 4096);
    uint8_t *key = secret_new(AEAD_KEY_BYTES);
    char path[FILE_PATH_MAX];
    json_t *all = NULL;
    bool ok = session_key(f, key, err) && file_path(path, dir, SESSION_FILE, "", err) &&
              file_text(path, file.max, &file, err);

    if (ok && file.n > HEAD_BYTES + AEAD_TAG_BYTES && str_starts(buf_str(&file), FIRST_LINE)) {
        uint8_t *data = (uint8_t *)file.p + HEAD_BYTES;
        size_t n = file.n - HEAD_BYTES - AEAD_TAG_BYTES;

        if (aead_open(key, data - AEAD_NONCE_BYTES, STR(FIRST_LINE), data, n, data + n))
            all = json_loadb((const char *)data, n, JSON_REJECT_DUPLICATES, NULL);
    }
    if (ok && !all)
        damaged(err, dir);
    secret_free(key, AEAD_KEY_BYTES);
    if (file.n > 0)
        secret_wipe(file.p, file.n);
    buf_done(&file);
    return all;
}

bool session_look(struct flow *f, const char *dir, struct session_info *out, struct err *err)
{
    json_t *all = open_session(f, dir, err);
    bool ok = all && (session_info_of(all, out) || damaged(err, dir));

    json_decref(all);
    return ok;
}

/* The written machine is done: its role and texts stay with it. */
static bool go_to_next(struct flow *f, struct session_info *info, struct err *err)
{
    f->resumed.has_identity = f->resumed.has_chosen = false;
    marks_free(f->resumed.left_out);
    f->resumed.left_out = NULL;
    info->step = STEP_START;
    info->screen = 20;
    if (!flow_next_machine(f, err))
        return false;
    info->machine = f->info.machine;
    return true;
}

bool session_load(struct flow *f, const char *dir, struct session_info *out, struct err *err)
{
    json_t *all = open_session(f, dir, err);
    struct session_info info;
    bool ok = all && ((session_info_of(all, &info) && session_take_over(f, all, err)) ||
                      damaged(err, dir));

    ok = ok && (info.step != STEP_WRITTEN || go_to_next(f, &info, err));
    json_decref(all);
    if (ok)
        *out = info;
    return ok;
}
