/* evidence.c - from a path to facts: verify, open again, take only what hashes to the manifest. */
#include "desk/evidence.h"

#include "bundle/manifest.h"
#include "bundle/plan.h"
#include "bundle/read.h"
#include "desk/evidence_text.h"
#include "facts/json.h"

#define NO_CASE "-"

/* A genuine bundle under the second look. */
struct taking {
    struct evidence *e;
    struct bundle *b;
    struct manifest manifest;
    struct buf text; /* of the file at hand */
};

/* The manifest is the one whose hash is the bundle id. */
static bool take_manifest(struct taking *t, struct err *err)
{
    uint8_t hash[SHA256_BYTES];
    char id[2 * SHA256_BYTES + 1];

    if (!bundle_text(t->b, PLAN_MANIFEST, MANIFEST_MAX_BYTES, &t->text, err))
        return false;
    digest_once(DIGEST_SHA256, t->text.p, t->text.n, hash);
    hex_from(hash, sizeof hash, id);
    if (!str_is(str_of(id), t->e->report.bundle_id))
        return err_set(err, E_ALTERED, "%s", PLAN_MANIFEST);
    return manifest_parse(buf_str(&t->text), DIGEST_SHA256, PLAN_MANIFEST, t->e->arena,
                          &t->manifest, err);
}

/* The text of a listed file, valid until the next one; false when it is not what was verified. */
static bool take(struct taking *t, const char *name, struct str *out, struct err *err)
{
    const struct manifest_row *row = manifest_find(&t->manifest, name);
    uint8_t hash[SHA256_BYTES];

    if (!row)
        return err_set(err, E_NOT_BUNDLE, "%s", name);
    buf_clear(&t->text);
    if (!bundle_text(t->b, name, t->text.max, &t->text, err))
        return false;
    digest_once(DIGEST_SHA256, t->text.p, t->text.n, hash);
    if (!bytes_equal(hash, row->hash, sizeof hash))
        return err_set(err, E_ALTERED, "%s", name);
    *out = buf_str(&t->text);
    return true;
}

static void take_names(struct taking *t)
{
    struct evidence *e = t->e;

    e->entries_n = bundle_entries(t->b);
    e->entries = arena_take(e->arena, (e->entries_n + 1) * sizeof *e->entries);
    for (size_t i = 0; i < e->entries_n; i++) {
        const struct bundle_entry *entry = bundle_entry_at(t->b, i);
        e->entries[i] = (struct evidence_entry){arena_cstr(e->arena, str_of(entry->name)),
                                                entry->size_bytes};
    }
}

static bool take_all(struct taking *t, struct err *err)
{
    struct evidence *e = t->e;
    struct str text;

    if (!take_manifest(t, err) || !take(t, PLAN_CASE, &text, err))
        return false;
    take_names(t);
    evidence_read_case(e, text);
    evidence_read_release(e, e->report.release);
    if (!take(t, "index.tsv", &text, err))
        return false;
    evidence_read_index(e, text);
    if (!take(t, "redaction.txt", &text, err))
        return false;
    evidence_read_redaction(e, text);
    e->facts = fact_list_new();
    return take(t, "facts.json", &text, err) &&
           json_read_facts(text, e->facts, &e->skipped, err) &&
           take(t, "findings.json", &text, err) &&
           json_read_findings(text, e->facts, e->arena, &e->findings, err);
}

bool evidence_open(const char *path, const struct trust *trust, const struct progress *progress,
                   struct evidence *out, struct err *err)
{
    struct taking t = {.e = out, .text = BUF_INIT(JSON_MAX_BYTES)};

    *out = (struct evidence){.arena = arena_new()};
    out->path = arena_cstr(out->arena, str_of(path));
    evidence_read_case(out, (struct str){NULL, 0});
    evidence_read_release(out, (struct str){NULL, 0});
    if (!verify_bundle(path, trust, out->arena, progress, &out->report, err))
        return false;
    if (!out->report.genuine)
        return true;
    t.b = bundle_open_headers(path, err);
    bool ok = t.b && take_all(&t, err);
    bundle_close(t.b);
    buf_done(&t.text);
    return ok;
}

void evidence_close(struct evidence *e)
{
    fact_list_free(e->facts);
    arena_free(e->arena);
    *e = (struct evidence){0};
}

bool evidence_refuse(const struct evidence *e, struct err *err)
{
    const struct verify_problem *first = e->report.problems_n > 0 ? e->report.problems : NULL;

    if (first && first->file[0])
        return err_set(err, first->code, "%s", first->file);
    return err_set(err, first ? first->code : E_NOT_BUNDLE, "%s", e->path);
}

/* ---- who, and which machine ---------------------------------------------------------------- */

static const struct verify_signature *signature_of(const struct evidence *e, const char *file)
{
    for (size_t i = 0; i < e->report.signatures_n; i++)
        if (str_is(str_of(e->report.signatures[i].file), file))
            return &e->report.signatures[i];
    return NULL;
}

const char *evidence_site_key(const struct evidence *e)
{
    const struct verify_signature *site = signature_of(e, PLAN_SITE_SIGNATURE);

    return site ? site->key_id : "";
}

bool evidence_has_second_person(const struct evidence *e)
{
    const struct verify_signature *officer = signature_of(e, PLAN_OFFICER_SIGNATURE);

    return officer && officer->good;
}

/* A bundle without a case number says nothing of which batch it is of. */
bool evidence_tokens_comparable(const struct evidence *a, const struct evidence *b)
{
    return a == b || (str_is(str_of(a->case_number), b->case_number) &&
                      str_is(str_of(evidence_site_key(a)), evidence_site_key(b)));
}

bool evidence_same_machine(const struct evidence *a, const struct evidence *b)
{
    return a == b ||
           (a->machine > 0 && a->machine == b->machine && a->case_number[0] &&
            !str_is(str_of(a->case_number), NO_CASE) && evidence_tokens_comparable(a, b));
}
