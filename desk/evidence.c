/* evidence.c - from a path to facts: verify, and take only what was verified. */
#include "desk/evidence.h"

#include <string.h>

#include "bundle/plan.h"
#include "bundle/read.h"
#include "desk/evidence_text.h"
#include "facts/json.h"

#define NO_CASE "-"

/* A genuine bundle that is still open. */
struct taking {
    struct evidence *e;
    struct bundle *b;
    struct buf text; /* of the file at hand */
};

/* Valid until the next one. */
static bool take(struct taking *t, const char *name, struct str *out, struct err *err)
{
    buf_clear(&t->text);
    if (!bundle_text(t->b, name, t->text.max, &t->text, err))
        return false;
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

    if (!take(t, PLAN_CASE, &text, err))
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
    if (!take(t, "facts.json", &text, err))
        return false;
    e->facts_json = arena_str(e->arena, text);
    e->facts = fact_list_new();
    return json_read_facts(text, e->facts, &e->skipped, err) &&
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
    if (!verify_open(path, trust, out->arena, progress, &out->report, &t.b, err))
        return false;
    if (!out->report.genuine)
        return true;
    bool ok = take_all(&t, err);
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

const char *evidence_reason(const struct evidence *e, enum lang lang, struct arena *a)
{
    const struct verify_problem *first = e->report.problems_n > 0 ? e->report.problems : NULL;

    if (!first)
        return "";
    return arena_printf(a, "%s%s%s", first->file, first->file[0] ? ": " : "",
                        lang_text_in(lang, first->detail));
}

bool evidence_refuse(const struct evidence *e, struct err *err)
{
    const struct verify_report *r = &e->report;

    return err_set(err, r->problems_n > 0 ? r->problems[0].code : E_NOT_BUNDLE, "%s",
                   evidence_reason(e, LANG_EN, e->arena));
}

const char *evidence_reason_in(enum lang lang, const char *reason, struct arena *a)
{
    const char *words = reason;

    for (const char *at = reason; (at = strstr(at, ": ")) != NULL; at += 2)
        words = at + 2;
    return arena_printf(a, "%.*s%s", (int)(words - reason), reason, lang_text_in(lang, words));
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
