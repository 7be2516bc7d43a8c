/* profile_pack.c - read once, hash, compare with the signed list, and only then parse. */
#include "flow/profile_pack.h"

#include <string.h>

#include "base/arena.h"
#include "bundle/file.h"
#include "bundle/minisig.h"
#include "collect/sources.h"

#define SIGNED_FILE_MAX (1024 * 1024)
#define MANIFEST_MAX 4096
#define MANIFEST_FILE "MANIFEST.txt"
#define SIGNATURE_FILE "pack.minisig"
#define COMMENT_MAX 200

enum { FILE_CHECKS, FILE_ISSUES, FILE_PACK, FILE_SOURCES, FILES };

static const char *const names[FILES] = {"checks.yaml", "issues.yaml", "pack.txt",
                                         "sources.yaml"};

struct folder {
    const char *path;
    struct buf file[FILES];
    struct str name; /* of pack.txt */
    uint64_t version;
};

static bool refuse(const struct folder *f, const char *what, const char *why, struct err *err)
{
    return err_set(err, E_PROFILE_PACK, "%s/%s: %s", f->path, what, why);
}

/* ---- reading ----------------------------------------------------------------------------- */

static bool read_one(const char *folder, const char *name, size_t max, struct buf *out,
                     struct err *err)
{
    char path[FILE_PATH_MAX];

    *out = BUF_INIT(max);
    return file_path(path, folder, name, "", err) && file_text(path, max, out, err);
}

/* "name: hall-7\nversion: 51\n" and nothing else. */
static bool read_pack_text(struct folder *f, struct err *err)
{
    struct str rest = buf_str(&f->file[FILE_PACK]), name, version;
    bool ok = str_next(&rest, '\n', &name) && str_starts(name, "name: ") &&
              str_next(&rest, '\n', &version) && str_starts(version, "version: ") &&
              rest.n == 0;

    if (!ok || !str_number(str_sub(version, 9, version.n), &f->version))
        return refuse(f, names[FILE_PACK], "wants \"name: NAME\" and \"version: NN\"", err);
    f->name = str_sub(name, 6, name.n);
    return profile_name_is_valid(f->name) ||
           refuse(f, names[FILE_PACK], "a name has small letters, digits and -", err);
}

static bool folder_read(struct folder *f, struct err *err)
{
    for (size_t i = 0; i < FILES; i++)
        if (!read_one(f->path, names[i], SIGNED_FILE_MAX, &f->file[i], err))
            return false;
    return read_pack_text(f, err);
}

static void folder_done(struct folder *f)
{
    for (size_t i = 0; i < FILES; i++)
        buf_done(&f->file[i]);
}

static void manifest_line(const struct folder *f, size_t i, struct buf *out)
{
    struct str bytes = buf_str(&f->file[i]);
    uint8_t hash[SHA256_BYTES];

    digest_once(DIGEST_SHA256, bytes.p, bytes.n, hash);
    buf_hex(out, hash, sizeof hash);
    buf_printf(out, "  %s\n", names[i]);
}

/* ---- the signature ----------------------------------------------------------------------- */

static void comment_of(const struct folder *f, char *out)
{
    struct buf text = BUF_INIT(COMMENT_MAX);

    buf_printf(&text, "casepack profile %.*s %llu", STR_ARG(f->name),
               (unsigned long long)f->version);
    memcpy(out, buf_cstr(&text), text.n + 1);
    buf_done(&text);
}

/* What the signature's own errors mean for a pack. */
static bool refuse_signature(const struct folder *f, const struct err *cause, struct err *err)
{
    static const struct {
        enum err_code code;
        const char *why;
    } causes[] = {{E_BUNDLE_FORM, "not the form of a signature"},
                  {E_SIGNATURE, "the signature does not fit"},
                  {E_NOT_TRUSTED, "signed by a key that is not trusted here"}};

    for (size_t i = 0; i < COUNT_OF(causes); i++)
        if (causes[i].code == cause->code)
            return refuse(f, SIGNATURE_FILE, causes[i].why, err);
    return err_set(err, cause->code, "%s", cause->detail);
}

static bool check_signature(const struct folder *f, struct str manifest,
                            const struct trust *trust, char *signer, struct err *err)
{
    const struct public_key *key;
    struct err cause = ERR_NONE;
    struct buf text = BUF_INIT(MANIFEST_MAX);
    uint8_t id[KEY_ID_BYTES];
    char want[COMMENT_MAX];
    struct str comment;
    bool ok = false;

    if (!read_one(f->path, SIGNATURE_FILE, MANIFEST_MAX, &text, &cause)) {
        if (cause.code == E_FS_ABSENT)
            refuse(f, SIGNATURE_FILE, "not signed", err);
        else
            err_set(err, cause.code, "%s", cause.detail);
        goto out;
    }
    if (!minisig_check(buf_str(&text), manifest, trust->keys, trust->n, &key, &comment, id,
                       &cause)) {
        refuse_signature(f, &cause, err);
        goto out;
    }
    if (trust_has_revoked(trust, id)) {
        refuse(f, SIGNATURE_FILE, "signed by a key that was revoked", err);
        goto out;
    }
    comment_of(f, want);
    if (!str_is(comment, want)) {
        refuse(f, SIGNATURE_FILE, "made for another pack", err);
        goto out;
    }
    memcpy(signer, key->name, sizeof key->name);
    ok = true;
out:
    buf_done(&text);
    return ok;
}

/* The signed list has to be the list of what was read, byte for byte. */
static bool check_manifest(const struct folder *f, struct str manifest, struct err *err)
{
    struct str rest = manifest, line;
    struct buf want = BUF_INIT(MANIFEST_MAX);
    bool ok = true;

    for (size_t i = 0; i < FILES && ok; i++) {
        buf_clear(&want);
        manifest_line(f, i, &want);
        ok = str_next(&rest, '\n', &line) &&
             str_eq(line, str_sub(buf_str(&want), 0, want.n - 1));
        if (!ok)
            refuse(f, names[i], "altered, or not in the signed list", err);
    }
    if (ok && rest.n > 0)
        ok = refuse(f, MANIFEST_FILE, "names more than the four files", err);
    buf_done(&want);
    return ok;
}

static bool verify(const struct folder *f, const struct trust *trust, char *signer,
                   struct err *err)
{
    struct buf manifest;
    struct err cause = ERR_NONE;
    bool ok = read_one(f->path, MANIFEST_FILE, MANIFEST_MAX, &manifest, &cause);

    if (ok)
        ok = check_signature(f, buf_str(&manifest), trust, signer, err) &&
             check_manifest(f, buf_str(&manifest), err);
    else if (cause.code == E_FS_ABSENT)
        refuse(f, MANIFEST_FILE, "not signed", err);
    else
        err_set(err, cause.code, "%s", cause.detail);
    buf_done(&manifest);
    return ok;
}

/* ---- parsing ----------------------------------------------------------------------------- */

/* A pack may be newer than what casepack ships under that name, and takes no other's number. */
static bool check_version(const struct folder *f, struct err *err)
{
    const char *shipped;

    for (size_t i = 0; (shipped = profile_shipped(i)); i++) {
        struct profile *p = profile_load(shipped, err);
        if (!p)
            return false;
        unsigned version = profile_version(p);
        bool same = str_is(f->name, shipped);
        profile_free(p);
        if (same && f->version < version)
            return refuse(f, names[FILE_PACK], "older than the profile casepack ships", err);
        if (same != (f->version / 10 == version / 10))
            return refuse(f, names[FILE_PACK],
                          "the first digit of the version belongs to another profile", err);
    }
    return true;
}

static struct str text_of(const struct folder *f, size_t i, char *path, struct err *err)
{
    return file_path(path, f->path, names[i], "", err) ? buf_str(&f->file[i])
                                                       : (struct str){NULL, 0};
}

static bool parse(struct folder *f, struct profile_pack *pack, struct err *err)
{
    char path[FILE_PATH_MAX], name[64];
    struct str text = text_of(f, FILE_CHECKS, path, err);
    struct sources *sources;

    memcpy(name, f->name.p, f->name.n);
    name[f->name.n] = '\0';
    pack->profile = text.p ? profile_parse(text, name, path, err) : NULL;
    if (!pack->profile)
        return false;
    if (profile_version(pack->profile) != f->version)
        return refuse(f, names[FILE_PACK], "another version than in checks.yaml", err);
    text = text_of(f, FILE_ISSUES, path, err);
    pack->issues = text.p ? known_issues_parse(text, path, err) : NULL;
    text = text_of(f, FILE_SOURCES, path, err);
    sources = pack->issues && text.p ? sources_parse(text, path, err) : NULL;
    if (!sources)
        return false;
    sources_free(sources);
    return check_version(f, err);
}

/* ---- public ------------------------------------------------------------------------------ */

static bool open_shipped(const char *name, struct profile_pack *out, struct err *err)
{
    struct profile_pack pack = {.profile = profile_load(name, err)};

    pack.issues = pack.profile ? known_issues_load(name, err) : NULL;
    if (!pack.issues) {
        profile_pack_done(&pack);
        return false;
    }
    *out = pack;
    return true;
}

static bool is_shipped(const char *name)
{
    const char *shipped;

    for (size_t i = 0; (shipped = profile_shipped(i)); i++)
        if (strcmp(shipped, name) == 0)
            return true;
    return false;
}

/* "/media/usb/hall-7/pack.txt" or "/media/usb/hall-7/" without their ends. */
static struct str folder_of(struct str source)
{
    if (str_ends(source, "/pack.txt"))
        return str_sub(source, 0, source.n - strlen("/pack.txt"));
    if (str_is(source, "pack.txt"))
        return STR(".");
    while (source.n > 1 && source.p[source.n - 1] == '/')
        source = str_sub(source, 0, source.n - 1);
    return source;
}

/* A folder without pack.txt is no pack at all. */
static bool open_folder(struct folder *f, const char *source, struct err *err)
{
    struct err cause = ERR_NONE;

    if (folder_read(f, &cause))
        return true;
    if (cause.code == E_FS_ABSENT && !f->file[FILE_CHECKS].p)
        return err_set(err, E_PROFILE, "%s", source);
    return err_set(err, cause.code, "%s", cause.detail);
}

bool profile_pack_open(const char *source, const struct trust *trust, struct profile_pack *out,
                       struct err *err)
{
    struct profile_pack pack = {.profile = NULL};
    struct arena *a;
    struct folder f = {.path = NULL};
    bool ok;

    if (is_shipped(source))
        return open_shipped(source, out, err);
    a = arena_new();
    f.path = arena_cstr(a, folder_of(str_of(source)));
    ok = open_folder(&f, source, err) && verify(&f, trust, pack.signer, err) &&
         parse(&f, &pack, err);
    if (ok) {
        pack.sources = f.file[FILE_SOURCES];
        f.file[FILE_SOURCES] = BUF_INIT(0);
        *out = pack;
    } else {
        profile_pack_done(&pack);
    }
    folder_done(&f);
    arena_free(a);
    return ok;
}

void profile_pack_done(struct profile_pack *pack)
{
    profile_free(pack->profile);
    known_issues_free(pack->issues);
    buf_done(&pack->sources);
    *pack = (struct profile_pack){.profile = NULL};
}

static bool put(const char *folder, const char *name, const struct buf *text, struct err *err)
{
    char path[FILE_PATH_MAX];

    return file_path(path, folder, name, "", err) &&
           file_put(path, FILE_REPLACE, buf_str(text), 0644, err);
}

bool profile_pack_sign(const char *folder, const struct signing_key *key, struct err *err)
{
    struct profile_pack pack = {.profile = NULL};
    struct buf manifest = BUF_INIT(MANIFEST_MAX), signature = BUF_INIT(MANIFEST_MAX);
    struct folder f = {.path = folder};
    char comment[COMMENT_MAX];
    bool ok = open_folder(&f, folder, err) && parse(&f, &pack, err);

    for (size_t i = 0; i < FILES && ok; i++)
        manifest_line(&f, i, &manifest);
    if (ok) {
        comment_of(&f, comment);
        ok = minisig_make(key, buf_str(&manifest), comment, &signature, err) &&
             put(folder, MANIFEST_FILE, &manifest, err) &&
             put(folder, SIGNATURE_FILE, &signature, err);
    }
    profile_pack_done(&pack);
    folder_done(&f);
    buf_done(&manifest);
    buf_done(&signature);
    return ok;
}
