/* verify.c - is this bundle genuine and whole?
 *
 * Container, seal, manifest, each file, signatures: in this order, and on to the end whatever is
 * found, so that every bad file is named. */
#include "bundle/verify.h"

#include <string.h>

#include "base/lang.h"
#include "bundle/locate.h"
#include "bundle/manifest.h"
#include "bundle/minisig.h"
#include "bundle/name.h"
#include "bundle/plan.h"
#include "bundle/read.h"
#include "bundle/source.h"

#define SIGNATURE_MAX_BYTES 4096
#define RELEASE_MAX_BYTES (1024 * 1024)
#define ID_DIGITS (2 * SHA256_BYTES)

struct verification {
    struct located at;
    struct bundle *b;
    const struct trust *trust;
    struct arena *a;
    const struct progress *progress;
    struct err *err; /* set: the bundle cannot be read at all */
    struct verify_report out;
    size_t problems_cap, signatures_cap;
    struct manifest listed, listed_sm3;
};

/* Arrays of the report grow inside the arena. */
static void *grown(struct arena *a, void *items, size_t n, size_t *cap, size_t item_bytes)
{
    if (n < *cap)
        return items;
    *cap = *cap ? 2 * *cap : 16;
    void *more = arena_take(a, *cap * item_bytes);
    if (n > 0)
        memcpy(more, items, n * item_bytes);
    return more;
}

/* file may be the reader's: the report outlives it. */
static void problem(struct verification *v, enum err_code code, const char *file,
                    const char *detail)
{
    struct verify_report *r = &v->out;

    r->problems =
        grown(v->a, r->problems, r->problems_n, &v->problems_cap, sizeof *r->problems);
    r->problems[r->problems_n++] =
        (struct verify_problem){code, arena_cstr(v->a, str_of(file)), detail};
}

/* Whether a failure says something about the bundle; all others are about reading it. */
static bool is_about_form(const struct err *cause)
{
    return cause->code == E_BUNDLE_FORM || cause->code == E_NOT_BUNDLE ||
           cause->code == E_TOO_LARGE;
}

static void failed(struct verification *v, const struct err *cause, const char *file)
{
    if (is_about_form(cause))
        problem(v, E_ALTERED, file, N_("altered"));
    else
        err_set(v->err, cause->code, "%s", cause->detail);
}

static bool has(const struct verification *v, const char *name)
{
    size_t i;

    return bundle_find(v->b, name, &i);
}

/* The text of a file that must be there; false when it is not, which is then noted. */
static bool text_of(struct verification *v, const char *name, size_t max, struct buf *out)
{
    struct err cause = ERR_NONE;

    if (!has(v, name)) {
        problem(v, E_ALTERED, name, N_("missing"));
        return false;
    }
    if (!bundle_text(v->b, name, max, out, &cause)) {
        failed(v, &cause, name);
        return false;
    }
    return true;
}

/* ---- seal ----------------------------------------------------------------------------------- */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void check_seal(struct verification *v)
{
    const struct seal *seal = &v->at.seal;
    uint8_t hash[SHA256_BYTES];

    if (!v->at.is_sealed || !bundle_hash(v->b, hash, v->err))
        return;
    v->out.sealed = seal->size_bytes == v->out.size_bytes &&
                    memcmp(seal->sha256, hash, sizeof hash) == 0 &&
                    strcmp(seal->bundle_id, v->out.bundle_id) == 0;
    if (!v->out.sealed)
        problem(v, E_SEAL, file_name(v->at.seal_path),
                N_("the bundle is not the one that was sealed"));
}

/* What is wrong with a piece whose hash is not that of the seal. */
static const char *piece_fault(const struct seal *seal, const uint8_t *hash)
{
    for (size_t i = 0; i < seal->pieces_n; i++)
        if (memcmp(seal->pieces[i].sha256, hash, SHA256_BYTES) == 0)
            return N_("another piece in its place");
    return N_("altered");
}

static bool check_piece(struct verification *v, size_t i, struct err *cause)
{
    const struct seal_piece *want = &v->at.seal.pieces[i];
    const char *name = file_name(v->at.pieces[i]);
    struct source *piece = source_open(v->at.pieces[i], cause);
    uint8_t hash[SHA256_BYTES];

    if (!piece && cause->code == E_FS_ABSENT) {
        problem(v, E_ALTERED, name, N_("missing"));
        return true;
    }
    bool ok = piece && source_hash(piece, 0, source_size(piece), hash, cause);
    if (ok && (source_size(piece) != want->size_bytes ||
               memcmp(hash, want->sha256, sizeof hash) != 0))
        problem(v, E_ALTERED, name, piece_fault(&v->at.seal, hash));
    source_close(piece);
    return ok;
}

/* Pieces are looked at one by one first, so that a bad one has a name. */
static bool check_pieces(struct verification *v)
{
    for (size_t i = 0; i < v->at.pieces_n; i++) {
        struct err cause = ERR_NONE;

        if (!check_piece(v, i, &cause))
            return err_set(v->err, cause.code, "%s", cause.detail);
    }
    return v->out.problems_n == 0;
}

/* ---- files against the manifest ------------------------------------------------------------- */

static void check_entry(struct verification *v, size_t i)
{
    const struct bundle_entry *e = bundle_entry_at(v->b, i);
    const char *name = e->name;
    const struct manifest_row *row = manifest_find(&v->listed, name);
    const struct manifest_row *row_sm3 = manifest_find(&v->listed_sm3, name);

    if (!row) {
        problem(v, E_ALTERED, name, N_("not in the manifest"));
        return;
    }
    if (e->fault || memcmp(e->sha256, row->hash, sizeof e->sha256) != 0)
        problem(v, E_ALTERED, name, N_("altered"));
    if (e->fault || strcmp(name, PLAN_MANIFEST_SM3) == 0)
        return;
    if (!row_sm3 || memcmp(e->sm3, row_sm3->hash, sizeof e->sm3) != 0)
        problem(v, E_ALTERED, name, N_("differs from MANIFEST.sm3"));
}

static bool is_known_outside(const char *name)
{
    static const char *const known[] = {PLAN_MANIFEST, PLAN_RELEASE, PLAN_SITE_SIGNATURE,
                                        PLAN_OFFICER_SIGNATURE, PLAN_RELEASE_SIGNATURE};

    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strcmp(known[i], name) == 0)
            return true;
    return false;
}

static void check_files(struct verification *v)
{
    for (size_t i = 0; i < bundle_entries(v->b); i++) {
        const char *name = bundle_entry_at(v->b, i)->name;

        if (!is_known_outside(name))
            check_entry(v, i);
    }
    for (size_t i = 0; i < v->listed.n; i++)
        if (!has(v, v->listed.rows[i].name))
            problem(v, E_ALTERED, v->listed.rows[i].name, N_("missing"));
    if (!manifest_find(&v->listed, PLAN_MANIFEST_SM3))
        problem(v, E_ALTERED, PLAN_MANIFEST_SM3, N_("not in the manifest"));
    else if (v->listed_sm3.n + 1 != v->listed.n)
        problem(v, E_ALTERED, PLAN_MANIFEST_SM3, N_("lists other files than MANIFEST.txt"));
}

static bool load_manifest(struct verification *v, struct buf *text)
{
    uint8_t hash[SHA256_BYTES];
    struct err cause = ERR_NONE;

    if (!text_of(v, PLAN_MANIFEST, MANIFEST_MAX_BYTES, text))
        return false;
    digest_once(DIGEST_SHA256, text->p, text->n, hash);
    hex_from(hash, sizeof hash, v->out.bundle_id);
    if (!manifest_parse(buf_str(text), DIGEST_SHA256, PLAN_MANIFEST, v->a, &v->listed,
                        &cause)) {
        problem(v, E_BUNDLE_FORM, PLAN_MANIFEST, N_("not the form of a manifest"));
        return false;
    }
    return true;
}

static void load_manifest_sm3(struct verification *v)
{
    struct buf text = BUF_INIT(MANIFEST_MAX_BYTES);
    struct err cause = ERR_NONE;

    if (text_of(v, PLAN_MANIFEST_SM3, MANIFEST_MAX_BYTES, &text) &&
        !manifest_parse(buf_str(&text), DIGEST_SM3, PLAN_MANIFEST_SM3, v->a, &v->listed_sm3,
                        &cause))
        problem(v, E_BUNDLE_FORM, PLAN_MANIFEST_SM3, N_("not the form of a manifest"));
    buf_done(&text);
}

/* ---- signatures ----------------------------------------------------------------------------- */

/* A signature that does not fit: which of the two was altered, nobody can say. */
static void bad_signature(struct verification *v, enum err_code code, const char *file,
                          const char *over)
{
    if (code == E_NOT_TRUSTED) {
        problem(v, code, file, N_("signed by a key that is not trusted here"));
    } else if (code == E_BUNDLE_FORM) {
        problem(v, E_SIGNATURE, file, N_("not the form of a signature"));
    } else {
        problem(v, E_SIGNATURE, file, N_("the signature is not good"));
        problem(v, E_SIGNATURE, over, N_("does not fit its signature"));
    }
}

/* The key that signed; NULL with a problem noted when the signature does not count. text gets the
 * file. */
static const struct public_key *check_signature(struct verification *v, const char *file,
                                                const char *over, struct str message,
                                                struct buf *text)
{
    struct verify_report *r = &v->out;
    struct verify_signature s = {.file = file, .over = over, .signer = "", .comment = ""};
    const struct public_key *signer = NULL;
    uint8_t key_id[KEY_ID_BYTES] = {0};
    struct err cause = ERR_NONE;
    struct str comment;

    if (!text_of(v, file, SIGNATURE_MAX_BYTES, text))
        return NULL;
    if (minisig_check(buf_str(text), message, v->trust->keys, v->trust->n, &signer, &comment,
                      key_id, &cause)) {
        s.good = s.trusted = true;
        s.signer = arena_cstr(v->a, str_of(signer->name));
        s.comment = arena_cstr(v->a, comment);
    } else {
        bad_signature(v, cause.code, file, over);
    }
    key_id_text(key_id, s.key_id);
    r->signatures =
        grown(v->a, r->signatures, r->signatures_n, &v->signatures_cap, sizeof *r->signatures);
    r->signatures[r->signatures_n++] = s;
    return signer;
}

/* How many lines of text begin so, and whether the last of them goes on with value. */
static size_t count_lines(struct str text, const char *start, const char *value, bool *is_value)
{
    struct str line;
    size_t n = 0;

    *is_value = false;
    while (str_next(&text, '\n', &line)) {
        if (!str_starts(line, start))
            continue;
        *is_value = str_is(str_sub(line, strlen(start), line.n), value);
        n++;
    }
    return n;
}

/* The release is one of this bundle and of this signature of the operator. */
static void check_release_names(struct verification *v, struct str release,
                                struct str site_signature)
{
    uint8_t hash[SHA256_BYTES];
    char hex[ID_DIGITS + 1];
    bool same;

    if (count_lines(release, RELEASE_ID_LINE, v->out.bundle_id, &same) != 1 || !same)
        problem(v, E_SIGNATURE, PLAN_RELEASE, N_("a release of another bundle"));
    digest_once(DIGEST_SHA256, site_signature.p, site_signature.n, hash);
    hex_from(hash, sizeof hash, hex);
    size_t n = count_lines(release, RELEASE_SITE_LINE, hex, &same);
    if (n > 1 || (n == 1 && !same))
        problem(v, E_SIGNATURE, PLAN_RELEASE, N_("a release of another signature"));
}

static bool needs_second_person(struct verification *v)
{
    struct buf text = BUF_INIT(RELEASE_MAX_BYTES);
    struct err cause = ERR_NONE;
    bool two = false;

    if (has(v, PLAN_CASE) && bundle_text(v->b, PLAN_CASE, RELEASE_MAX_BYTES, &text, &cause))
        count_lines(buf_str(&text), CASE_SIGNERS_LINE, CASE_SIGNERS_TWO, &two);
    buf_done(&text);
    return two;
}

/* Who signed release.txt: a second person, or the same where one person may release. */
static void check_releaser(struct verification *v, struct str release,
                           const struct public_key *site)
{
    bool two = has(v, PLAN_OFFICER_SIGNATURE);
    const char *file = two ? PLAN_OFFICER_SIGNATURE : PLAN_RELEASE_SIGNATURE;
    struct buf text = BUF_INIT(SIGNATURE_MAX_BYTES);

    if (two && has(v, PLAN_RELEASE_SIGNATURE))
        problem(v, E_SIGNATURE, PLAN_RELEASE_SIGNATURE, N_("one signature too many"));
    if (!two && needs_second_person(v))
        problem(v, E_SIGNATURE, PLAN_OFFICER_SIGNATURE, N_("missing"));
    const struct public_key *releaser = check_signature(v, file, PLAN_RELEASE, release, &text);
    if (site && releaser) {
        bool same = memcmp(site->key, releaser->key, sizeof site->key) == 0;

        if (two && same)
            problem(v, E_SIGNATURE, file, N_("the operator's own key, not a second person's"));
        if (!two && !same)
            problem(v, E_SIGNATURE, file, N_("not the key that signed the manifest"));
    }
    buf_done(&text);
}

static void check_signatures(struct verification *v, struct str manifest)
{
    struct buf signature = BUF_INIT(SIGNATURE_MAX_BYTES), release = BUF_INIT(RELEASE_MAX_BYTES);
    const struct public_key *site =
        check_signature(v, PLAN_SITE_SIGNATURE, PLAN_MANIFEST, manifest, &signature);

    if (text_of(v, PLAN_RELEASE, RELEASE_MAX_BYTES, &release)) {
        check_release_names(v, buf_str(&release), buf_str(&signature));
        check_releaser(v, buf_str(&release), site);
    }
    buf_done(&signature);
    buf_done(&release);
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void check_all(struct verification *v)
{
    struct buf manifest = BUF_INIT(MANIFEST_MAX_BYTES);

    v->out.files = bundle_entries(v->b);
    v->out.size_bytes = bundle_size(v->b);
    if (load_manifest(v, &manifest)) {
        load_manifest_sm3(v);
        check_files(v);
        check_signatures(v, buf_str(&manifest));
    }
    if (!err_is_set(v->err))
        check_seal(v);
    buf_done(&manifest);
}

/* One pass over the container gives the hashes of all files. */
static void open_and_check(struct verification *v, const char *path)
{
    const struct bundle_pass pass = {DIGEST_SHA256 | DIGEST_SM3, v->progress, "verify", 0};
    struct err cause = ERR_NONE;

    if (!locate(path, v->a, &v->at, &cause)) {
        if (cause.code == E_SEAL)
            problem(v, E_SEAL, file_name(cause.detail), N_("the seal is broken or missing"));
        else
            err_set(v->err, cause.code, "%s", cause.detail);
        return;
    }
    if (!check_pieces(v))
        return;
    v->b = bundle_open_hashed(path, &pass, &cause);
    if (v->b)
        check_all(v);
    else if (is_about_form(&cause))
        problem(v, cause.code, "", arena_cstr(v->a, str_of(cause.detail)));
    else
        err_set(v->err, cause.code, "%s", cause.detail);
    bundle_close(v->b);
}

bool verify_bundle(const char *path, const struct trust *trust, struct arena *a,
                   const struct progress *progress, struct verify_report *out, struct err *err)
{
    struct verification v = {.trust = trust, .a = a, .progress = progress, .err = err};

    open_and_check(&v, path);
    if (err_is_set(err))
        return false;
    v.out.genuine = v.out.problems_n == 0;
    *out = v.out;
    return true;
}
