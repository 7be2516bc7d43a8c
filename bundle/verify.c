/* verify.c - is this bundle genuine and whole?
 *
 * Container, seal, manifest, each file, signatures: in this order, and on to the end whatever is
 * found, so that every bad file is named. */
#include "bundle/verify.h"

#include <string.h>

#include "base/lang.h"
#include "bundle/name.h"
#include "bundle/plan.h"
#include "bundle/source.h"
#include "bundle/verification.h"

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

void verification_problem(struct verification *v, enum err_code code, const char *file,
                          const char *detail)
{
    struct verify_report *r = &v->out;

    r->problems =
        grown(v->a, r->problems, r->problems_n, &v->problems_cap, sizeof *r->problems);
    r->problems[r->problems_n++] =
        (struct verify_problem){code, arena_cstr(v->a, str_of(file)), detail};
}

void verification_signature(struct verification *v, const struct verify_signature *s)
{
    struct verify_report *r = &v->out;

    r->signatures =
        grown(v->a, r->signatures, r->signatures_n, &v->signatures_cap, sizeof *r->signatures);
    r->signatures[r->signatures_n++] = *s;
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
        verification_problem(v, E_ALTERED, file, N_("altered"));
    else
        err_set(v->err, cause->code, "%s", cause->detail);
}

bool verification_has(const struct verification *v, const char *name)
{
    size_t i;

    return bundle_find(v->b, name, &i);
}

bool verification_text(struct verification *v, const char *name, size_t max, struct buf *out)
{
    struct err cause = ERR_NONE;

    if (!verification_has(v, name)) {
        verification_problem(v, E_ALTERED, name, N_("missing"));
        return false;
    }
    if (!bundle_text(v->b, name, max, out, &cause)) {
        failed(v, &cause, name);
        return false;
    }
    return true;
}

/* ---- seal ----------------------------------------------------------------------------------- */

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
        verification_problem(v, E_SEAL, path_last(v->at.seal_path),
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
    const char *name = path_last(v->at.pieces[i]);
    struct source *piece = source_open(v->at.pieces[i], cause);
    uint8_t hash[SHA256_BYTES];

    if (!piece && cause->code == E_FS_ABSENT) {
        verification_problem(v, E_ALTERED, name, N_("missing"));
        return true;
    }
    bool ok = piece && source_hash(piece, 0, source_size(piece), hash, cause);
    if (ok && (source_size(piece) != want->size_bytes ||
               memcmp(hash, want->sha256, sizeof hash) != 0))
        verification_problem(v, E_ALTERED, name, piece_fault(&v->at.seal, hash));
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
        verification_problem(v, E_ALTERED, name, N_("not in the manifest"));
        return;
    }
    if (e->fault || memcmp(e->sha256, row->hash, sizeof e->sha256) != 0)
        verification_problem(v, E_ALTERED, name, N_("altered"));
    if (e->fault || strcmp(name, PLAN_MANIFEST_SM3) == 0)
        return;
    if (!row_sm3 || (v->out.has_sm3 && memcmp(e->sm3, row_sm3->hash, sizeof e->sm3) != 0))
        verification_problem(v, E_ALTERED, name, N_("differs from MANIFEST.sm3"));
}

static void check_files(struct verification *v)
{
    for (size_t i = 0; i < bundle_entries(v->b); i++) {
        const char *name = bundle_entry_at(v->b, i)->name;

        if (!verify_is_outside(name))
            check_entry(v, i);
    }
    for (size_t i = 0; i < v->listed.n; i++)
        if (!verification_has(v, v->listed.rows[i].name))
            verification_problem(v, E_ALTERED, v->listed.rows[i].name, N_("missing"));
    if (!manifest_find(&v->listed, PLAN_MANIFEST_SM3))
        verification_problem(v, E_ALTERED, PLAN_MANIFEST_SM3, N_("not in the manifest"));
    else if (v->listed_sm3.n + 1 != v->listed.n)
        verification_problem(v, E_ALTERED, PLAN_MANIFEST_SM3,
                             N_("lists other files than MANIFEST.txt"));
}

static bool load_manifest(struct verification *v, struct buf *text)
{
    uint8_t hash[SHA256_BYTES];
    struct err cause = ERR_NONE;

    if (!verification_text(v, PLAN_MANIFEST, MANIFEST_MAX_BYTES, text))
        return false;
    digest_once(DIGEST_SHA256, text->p, text->n, hash);
    hex_from(hash, sizeof hash, v->out.bundle_id);
    if (!manifest_parse(buf_str(text), DIGEST_SHA256, PLAN_MANIFEST, v->a, &v->listed,
                        &cause)) {
        verification_problem(v, E_BUNDLE_FORM, PLAN_MANIFEST, N_("not the form of a manifest"));
        return false;
    }
    return true;
}

static void load_manifest_sm3(struct verification *v)
{
    struct buf text = BUF_INIT(MANIFEST_MAX_BYTES);
    struct err cause = ERR_NONE;

    if (verification_text(v, PLAN_MANIFEST_SM3, MANIFEST_MAX_BYTES, &text) &&
        !manifest_parse(buf_str(&text), DIGEST_SM3, PLAN_MANIFEST_SM3, v->a, &v->listed_sm3,
                        &cause))
        verification_problem(v, E_BUNDLE_FORM, PLAN_MANIFEST_SM3,
                             N_("not the form of a manifest"));
    buf_done(&text);
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
        verify_signatures(v, buf_str(&manifest));
    }
    if (!err_is_set(v->err))
        check_seal(v);
    buf_done(&manifest);
}

/* One pass over the container gives the hashes of all files. */
static void open_and_check(struct verification *v, const char *path)
{
    const unsigned kinds = DIGEST_SHA256 | (v->out.has_sm3 ? DIGEST_SM3 : 0);
    const struct bundle_pass pass = {kinds, v->progress, "verify", 0};
    struct err cause = ERR_NONE;

    if (!locate(path, v->a, &v->at, &cause)) {
        if (cause.code == E_SEAL)
            verification_problem(v, E_SEAL, path_last(cause.detail),
                                 N_("the seal is broken or missing"));
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
        verification_problem(v, cause.code, "", arena_cstr(v->a, str_of(cause.detail)));
    else
        err_set(v->err, cause.code, "%s", cause.detail);
}

bool verify_open(const char *path, const struct trust *trust, struct arena *a,
                 const struct progress *progress, struct verify_report *out,
                 struct bundle **opened, struct err *err)
{
    struct verification v = {.trust = trust,
                             .a = a,
                             .progress = progress,
                             .err = err,
                             .out = {.has_sm3 = trust->sm2_n > 0}};

    open_and_check(&v, path);
    v.out.genuine = !err_is_set(err) && v.out.problems_n == 0;
    if (!v.out.genuine) {
        bundle_close(v.b);
        v.b = NULL;
    }
    if (err_is_set(err))
        return false;
    *opened = v.b;
    *out = v.out;
    return true;
}

bool verify_bundle(const char *path, const struct trust *trust, struct arena *a,
                   const struct progress *progress, struct verify_report *out, struct err *err)
{
    struct bundle *b;

    if (!verify_open(path, trust, a, progress, out, &b, err))
        return false;
    bundle_close(b);
    return true;
}
