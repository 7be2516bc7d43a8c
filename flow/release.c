/* release.c - from the reviewed redaction to the written bundle (screens 60-90). */
#include <stdio.h>
#include <string.h>

#include "bundle/spoken.h"
#include "collect/smbios.h"
#include "facts/json.h"
#include "flow/state.h"

#define DOCUMENT_MAX (4 * 1024 * 1024)
#define TABLE_MAX (4 * 1024 * 1024)
#define OFFICER_KEY "officer"
#define NO_CASE "-"

/* ---- the plan: files made by us ------------------------------------------------------------- */

/* The findings with the facts as they leave. */
static struct finding_list findings_out(const struct flow *f)
{
    struct finding_list out = f->findings;

    out.items =
        arena_copy(plan_arena(f->plan), f->findings.items, f->findings.n * sizeof *out.items);
    for (size_t i = 0; i < out.n; i++)
        out.items[i].fact = fact_find(f->facts_out, out.items[i].key, out.items[i].instance);
    return out;
}

static bool add_document(struct flow *f, const char *name, struct buf *text, struct err *err)
{
    bool ok = buf_failed(text) ? err_set(err, E_TOO_LARGE, "%s", name)
                               : plan_add_bytes(f->plan, name, buf_str(text), err);

    buf_clear(text);
    return ok;
}

static bool add_documents(struct flow *f, struct err *err)
{
    struct finding_list findings = findings_out(f);
    struct buf text = BUF_INIT(DOCUMENT_MAX);
    bool ok = json_print(json_of_facts(f->facts_out), &text, err) &&
              add_document(f, "facts.json", &text, err);
    ok = ok && json_print(json_of_findings(&findings), &text, err) &&
         add_document(f, "findings.json", &text, err);
    if (ok) {
        document_report(f, &findings, &text);
        ok = add_document(f, "report.txt", &text, err);
    }
    if (ok) {
        document_redaction(f, &text);
        ok = add_document(f, "redaction.txt", &text, err);
    }
    if (ok) {
        document_index(f, &text);
        ok = add_document(f, "index.tsv", &text, err);
    }
    buf_done(&text);
    return ok;
}

/* The last of what is listed: it names the files that are there, and the key that will sign. */
static bool add_readme(struct flow *f, struct err *err)
{
    struct buf text = BUF_INIT(DOCUMENT_MAX);
    bool ok = flow_site_public(f, err) && document_readme(f, &text, err) &&
              add_document(f, "README.txt", &text, err);

    buf_done(&text);
    return ok;
}

/* ---- the plan: artifacts -------------------------------------------------------------------- */

struct artifact_ref {
    struct flow *flow;
    size_t i;
};

static struct reader *open_redacted(void *ctx, struct err *err)
{
    const struct artifact_ref *ref = ctx;
    struct flow *f = ref->flow;

    return redact_open(f->redactor, artifact_at(f->result.artifacts, ref->i), f->root,
                       &f->scans[ref->i], err);
}

static bool add_stream(struct flow *f, size_t i, struct err *err)
{
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);
    const struct scan_result *scan = &f->scans[i];
    const struct artifact_ref ref = {f, i};

    return plan_add_stream(f->plan, artifact->stored, scan->redacted_bytes, scan->sha256,
                           scan->sm3, open_redacted,
                           arena_copy(plan_arena(f->plan), &ref, sizeof ref), err);
}

/* Hex as `xxd -r -p` reads it back: 32 bytes a line. */
static void hex_lines(struct str bytes, struct buf *out)
{
    for (size_t at = 0; at < bytes.n; at += 32) {
        struct str line = str_sub(bytes, at, 32);

        buf_hex(out, line.p, line.n);
        buf_putc(out, '\n');
    }
}

/* The firmware table leaves as bytes or, where every byte must be readable, as hex; beside it the
 * decode of exactly those redacted bytes. */
static bool add_table(struct flow *f, size_t i, struct err *err)
{
    struct artifact_ref ref = {f, i};
    struct buf bytes = BUF_INIT(TABLE_MAX), text = BUF_INIT(4 * TABLE_MAX);
    struct smbios_table table;
    struct reader *reader = open_redacted(&ref, err);
    bool ok = reader && reader_all(reader, &bytes, err);

    reader_close(reader);
    ok = ok && smbios_table_from_dump(buf_str(&bytes), plan_arena(f->plan), &table, err);
    if (ok) {
        smbios_print(&table, &text);
        ok = add_document(f, "smbios.txt", &text, err);
    }
    if (ok && f->policy->smbios_as_hex) {
        hex_lines(buf_str(&bytes), &text);
        ok = add_document(f, "smbios.hex", &text, err);
    } else if (ok) {
        ok = add_stream(f, i, err);
    }
    buf_done(&bytes);
    buf_done(&text);
    return ok;
}

static bool add_artifacts(struct flow *f, struct err *err)
{
    for (size_t i = 0; i < flow_artifacts(f); i++) {
        const struct artifact *artifact = artifact_at(f->result.artifacts, i);
        bool ok =
            !flow_carries(f, i) ||
            (artifact->kind == ARTIFACT_TABLE ? add_table(f, i, err) : add_stream(f, i, err));
        if (!ok)
            return false;
    }
    return true;
}

/* ---- guard: everything that will leave, searched once more ----------------------------------- */

/* What others wrote, as text: decoded, and of archives what is in them. */
static bool guard_stream(struct guard *g, const struct plan_file *file, struct err *err)
{
    char part[64 * 1024];
    size_t got = 0;
    struct reader *r = file->open(file->ctx, err); /* open_redacted() */

    if (!r)
        return false;
    redact_watch(r, g);
    bool ok;
    do
        ok = reader_read(r, part, sizeof part, &got, err);
    while (ok && got > 0);
    reader_close(r);
    return ok;
}

static bool guard_file(struct guard *g, const struct plan_file *file, struct err *err)
{
    if (file->open)
        return guard_stream(g, file, err);
    guard_next(g, file->name, true);
    return guard_add(g, file->bytes, err) && guard_add(g, STR(""), err);
}

static bool guard_all(const struct flow *f, const struct progress *progress, struct err *err)
{
    struct guard *g = guard_new(f->redactor);
    struct buf own = BUF_INIT(4 * TABLE_MAX);
    size_t n = plan_count(f->plan);
    bool ok = flow_own_words(f, &own, err);

    guard_own(g, buf_str(&own));

    for (size_t i = 0; ok && i < n; i++) {
        const struct plan_file *file = plan_at(f->plan, i);

        ok = progress_step(progress, file->name, i, n) ? guard_file(g, file, err)
                                                       : err_set(err, E_STOPPED, "%s", "");
    }
    guard_free(g);
    buf_done(&own);
    return ok;
}

/* ---- the plan as a whole ---------------------------------------------------------------------- */

const char *flow_case_or_none(const struct flow *f)
{
    return f->info.number[0] ? f->info.number : NO_CASE;
}

/* "casepack-CMIT-0000000-m03-s1": ':' is in no name of a file on Windows. */
static void make_stem(struct flow *f)
{
    snprintf(f->stem, sizeof f->stem, "casepack%s%s-m%02u-s%u", f->info.number[0] ? "-" : "",
             f->info.number, f->info.machine, f->ledger.seq);
    for (char *c = strchr(f->stem, ':'); c; c = strchr(c, ':'))
        *c = '-';
}

/* What gives a bundle its number: all files, and case.txt as it is without one. */
static void find_content(struct flow *f, struct buf *text)
{
    struct digest *d = digest_new(DIGEST_SHA256);

    f->ledger = (struct ledger_entry){0};
    document_case(f, text);
    plan_content(f->plan, f->content);
    digest_add(d, f->content, sizeof f->content);
    digest_add(d, text->p, text->n);
    digest_get(d, DIGEST_SHA256, f->content);
    digest_free(d);
    buf_clear(text);
}

static bool number_it(struct flow *f, struct err *err)
{
    struct buf text = BUF_INIT(16 * 1024);

    find_content(f, &text);
    bool ok = ledger_next(f->keys, flow_case_or_none(f), f->info.machine, f->content,
                          &f->ledger, err);
    if (ok) {
        document_case(f, &text);
        ok = add_document(f, PLAN_CASE, &text, err) && plan_seal(f->plan, err);
    }
    buf_done(&text);
    return ok;
}

bool flow_plan(struct flow *f, const struct progress *progress, struct err *err)
{
    if (!flow_guard(f, STEP_PLANNED, err))
        return false;
    flow_back_to(f, STEP_REVIEWED);
    f->plan = plan_new();
    f->step = STEP_PLANNED;
    if (!add_documents(f, err) || !add_artifacts(f, err) || !add_readme(f, err) ||
        !number_it(f, err) || !guard_all(f, progress, err)) {
        flow_back_to(f, STEP_REVIEWED);
        return false;
    }
    make_stem(f);
    spoken_bundle_code(plan_bundle_id(f->plan), &f->release_code);
    spoken_answer(plan_bundle_id(f->plan), &f->answer);
    return true;
}

const struct plan *flow_the_plan(const struct flow *f)
{
    return f->plan;
}

const char *flow_release_code(const struct flow *f)
{
    return buf_cstr(&f->release_code);
}

const char *flow_file_stem(const struct flow *f)
{
    return f->stem;
}

const char *flow_bundle_id(const struct flow *f)
{
    return f->plan ? plan_bundle_id(f->plan) : "";
}

const char *flow_answer_digits(const struct flow *f)
{
    return buf_cstr(&f->answer);
}

const char *flow_bundle_code(const struct flow *f)
{
    return flow_release_code(f);
}

/* ---- release ----------------------------------------------------------------------------------- */

bool flow_release(struct flow *f, const char *operator_id, struct err *err)
{
    if (!flow_guard(f, STEP_RELEASED, err))
        return false;
    flow_back_to(f, STEP_PLANNED);
    if (flow_needs_second(f) && operator_id[0] == '\0')
        return err_set(err, E_NOT_RELEASED, "%s", N_("an operator id is needed"));
    snprintf(f->operator_id, sizeof f->operator_id, "%s", operator_id);
    f->operator_agreed = true;
    if (!flow_needs_second(f))
        f->step = STEP_RELEASED;
    return true;
}

bool flow_officer_exists(const struct flow *f)
{
    return keyring_has(f->keys, OFFICER_KEY);
}

static bool same_digits(struct str typed, const char *code)
{
    struct str want = str_of(code);
    size_t at = 0;

    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == ' ')
            continue;
        while (at < want.n && want.p[at] == ' ')
            at++;
        if (at == want.n || want.p[at++] != typed.p[i])
            return false;
    }
    return at == want.n;
}

struct signing_key *flow_open_officer(struct flow *f, struct str passphrase, struct err *err)
{
    if (passphrase.n == 0)
        return err_null(err, E_PASSPHRASE_NEEDED, "%s", OFFICER_KEY);
    if (!keyring_has(f->keys, OFFICER_KEY) &&
        !keyring_new_key(f->keys, OFFICER_KEY, passphrase, err))
        return NULL;
    return keyring_open_key(f->keys, OFFICER_KEY, passphrase, err);
}

bool flow_release_second(struct flow *f, const char *releaser_id, struct str typed_code,
                         struct str passphrase, struct err *err)
{
    if (!flow_guard(f, STEP_RELEASED, err))
        return false;
    if (!f->operator_agreed)
        return err_set(err, E_NOT_RELEASED, "%s", N_("the operator has not agreed yet"));
    if (releaser_id[0] == '\0' || strcmp(releaser_id, f->operator_id) == 0)
        return err_set(err, E_SAME_PERSON, "%s", releaser_id);
    if (!same_digits(typed_code, flow_release_code(f)))
        return err_set(err, E_NOT_RELEASED, "%s", N_("the release code differs"));
    if (!flow_may_release(f, releaser_id))
        return err_set(err, E_NOT_RELEASED, "%s",
                       N_("whoever let a marking pass has to release the pack"));
    struct signing_key *key = flow_open_officer(f, passphrase, err);
    if (!key)
        return false;
    signing_key_free(f->officer);
    f->officer = key;
    snprintf(f->releaser_id, sizeof f->releaser_id, "%s", releaser_id);
    f->step = STEP_RELEASED;
    return true;
}

bool flow_refuse(struct flow *f, const char *releaser_id, struct err *err)
{
    if (f->step < STEP_PLANNED)
        return err_set(err, E_NOT_RELEASED, "%s", N_("Make the release list first."));
    flow_back_to(f, STEP_REVIEWED);
    flow_forget_seen(f);
    f->refusals++;
    snprintf(f->refused_by, sizeof f->refused_by, "%s", releaser_id);
    return true;
}

/* ---- write ---------------------------------------------------------------------------------------- */

void flow_split(struct flow *f, uint64_t split_bytes)
{
    f->options.split_bytes = split_bytes;
}

bool flow_write(struct flow *f, const char *out_dir, const char *format,
                const struct progress *progress, struct err *err)
{
    const struct bundle_target target = {.format = bundle_format_of(str_of(format)),
                                         .out_dir = out_dir,
                                         .stem = f->stem,
                                         .split_bytes = f->options.split_bytes};

    if (!target.format)
        return err_set(err, E_VALUE, "--format %s", format);
    if (!flow_guard(f, STEP_WRITTEN, err))
        return false;
    flow_back_to(f, STEP_SIGNED);
    if (!bundle_write_to(f->plan, &target, progress, &f->written, err) ||
        !ledger_commit(f->keys, flow_case_or_none(f), f->info.machine, f->content,
                       f->ledger.seq, plan_bundle_id(f->plan), err))
        return false;
    f->step = STEP_WRITTEN;
    flow_note_written(f);
    return true;
}

const struct bundle_written *flow_written(const struct flow *f)
{
    return &f->written;
}
