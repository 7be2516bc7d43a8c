/* overview.c - verify, show and check as pages. */
#include "desk/overview.h"

#include "bundle/spoken.h"

#define LINE_MAX_BYTES 4096

enum doc_tone overview_tone(enum verdict verdict)
{
    static const enum doc_tone tones[VERDICT_COUNT] = {
        [VERDICT_OK] = TONE_GOOD,
        [VERDICT_MUST_FIX] = TONE_BAD,
        [VERDICT_WARN] = TONE_WARN,
        [VERDICT_UNREAD] = TONE_UNSURE,
        [VERDICT_NOT_APPLICABLE] = TONE_MUTED,
    };

    return tones[verdict];
}

const char *overview_machine(const struct evidence *e, enum lang lang, struct arena *a)
{
    if (e->machine == 0)
        return lang_text_in(lang, N_("a PC without number"));
    if (e->machines <= 1)
        return arena_printf(a, lang_text_in(lang, N_("PC %u")), e->machine);
    return arena_printf(a, lang_text_in(lang, N_("PC %u of %u")), e->machine, e->machines);
}

/* ---- genuine or not ----------------------------------------------------------------------------- */

static void add_problems(struct doc *d, const struct evidence *e)
{
    const struct verify_report *r = &e->report;

    for (size_t i = 0; i < r->problems_n; i++) {
        const struct verify_problem *p = &r->problems[i];
        doc_addf(d, DOC_ITEM, "E%04d  %s%s%s", (int)p->code, p->file, p->file[0] ? ": " : "",
                 doc_word(d, p->detail));
    }
    doc_callout(
        d, TONE_WARN,
        doc_word(d, err_row(r->problems_n ? r->problems[0].code : E_NOT_BUNDLE)->remedy));
}

static const char *signer_text(const struct doc *d, const struct verify_signature *s)
{
    const char *who = s->trusted ? s->signer : doc_word(d, N_("unknown key"));

    return arena_printf(d->arena, "%s  %s  %s -> %s", who, s->key_id[0] ? s->key_id : "-",
                        s->file, s->over);
}

static void add_signatures(struct doc *d, const struct evidence *e)
{
    for (size_t i = 0; i < e->report.signatures_n; i++) {
        const struct verify_signature *s = &e->report.signatures[i];
        doc_pair(d, s->good ? TONE_GOOD : TONE_BAD, i == 0 ? doc_word(d, N_("Signed")) : "",
                 signer_text(d, s));
    }
}

static struct doc *page_of(const struct evidence *e, enum lang lang)
{
    struct doc *d = doc_new(lang, "", "");
    bool genuine = e->report.genuine;

    doc_addf(d, DOC_CALLOUT, "%s  %s", doc_word(d, genuine ? N_("GENUINE") : N_("NOT GENUINE")),
             path_last(e->path));
    d->last->tone = genuine ? TONE_GOOD : TONE_BAD;
    if (genuine)
        doc_callout(d, TONE_GOOD,
                    doc_word(d, N_("Nothing was altered, added or removed; everyone who has to "
                                   "sign has signed.")));
    else
        add_problems(d, e);
    return d;
}

/* ---- who and what --------------------------------------------------------------------------------- */

/* What the caller reads from screen 90, and what is said back (BUNDLE.md, "Spoken codes"). */
static void add_spoken(struct doc *d, const char *bundle_id)
{
    struct buf code = BUF_INIT(64), answer = BUF_INIT(64);

    spoken_bundle_code(bundle_id, &code);
    spoken_answer(bundle_id, &answer);
    doc_pairf(d, doc_word(d, N_("On the phone")), doc_word(d, N_("hear %s, answer %s")),
              buf_cstr(&code), buf_cstr(&answer));
    buf_done(&code);
    buf_done(&answer);
}

static void add_case(struct doc *d, const struct evidence *e)
{
    doc_pairf(d, doc_word(d, N_("Case")), "%s, %s (%s)", e->case_number,
              overview_machine(e, d->lang, d->arena), doc_word(d, role_text(e->role)));
    if (e->error_text[0])
        doc_pair(d, TONE_PLAIN, doc_word(d, N_("Error shown")), e->error_text);
    if (e->symptom[0])
        doc_pair(d, TONE_PLAIN, doc_word(d, N_("Symptom")), e->symptom);
    doc_pairf(d, doc_word(d, N_("Bundle")), doc_word(d, N_("no. %u, id %.16s...")), e->sequence,
              e->report.bundle_id);
    if (e->report.genuine)
        add_spoken(d, e->report.bundle_id);
}

static void add_release(struct doc *d, const struct evidence *e)
{
    doc_pairf(d, doc_word(d, N_("Released")),
              evidence_has_second_person(e)
                  ? doc_word(d, N_("on %s, by operator %s and a second person, %s"))
                  : doc_word(d, N_("on %s, by operator %s alone")),
              e->released_on, e->operator_id, e->releaser_id);
}

static void add_contents(struct doc *d, const struct evidence *e)
{
    uint64_t hits = 0;

    for (size_t i = 0; i < e->removed_n; i++)
        hits += e->removed[i].hits;
    doc_pairf(d, doc_word(d, N_("Contents")),
              doc_word(d, N_("%zu files (%s), level L%u, policy %s")), e->report.files,
              e->report.has_sm3 ? "SHA-256, SM3" : "SHA-256", e->level, e->policy);
    doc_pairf(d, doc_word(d, N_("Replaced")),
              doc_word(d, N_("%llu places, %zu kinds of values")), (unsigned long long)hits,
              e->removed_n);
    doc_pairf(d, doc_word(d, N_("Withheld")), doc_word(d, N_("%zu files")), e->withheld_n);
    if (e->withheld_n > 0)
        d->last->tone = TONE_WARN;
    if (e->skipped > 0)
        doc_pairf(d, doc_word(d, N_("Not known here")),
                  doc_word(d, N_("%u facts of a newer casepack")), e->skipped);
}

/* ---- verdicts --------------------------------------------------------------------------------------- */

/* A token must never be taken for the value. */
static const char *found_of(const struct doc *d, const struct finding *f,
                            const struct explanation *x)
{
    if (!x->value[0])
        return x->found;
    if (f->fact && f->fact->state == FACT_REDACTED)
        return arena_printf(d->arena, "%s  %s %s", x->found, doc_word(d, N_("token")),
                            x->value);
    return arena_printf(d->arena, "%s  %s", x->found, x->value);
}

static void add_finding(struct doc *d, const struct finding *f, const struct profile *p)
{
    struct explanation x;

    check_explain(p, f, d->lang, true, d->arena, &x);
    doc_cellf(d, TONE_PLAIN, "%u", f->rule);
    doc_cellf(d, overview_tone(f->verdict), "%s %s", verdict_mark(f->verdict),
              verdict_word(f->verdict, d->lang));
    doc_cell(d, TONE_PLAIN, x.title);
    doc_cell(d, TONE_PLAIN, found_of(d, f, &x));
}

/* brief: those that pass stand in one line. */
static void add_findings(struct doc *d, const struct finding_list *list,
                         const struct profile *p, bool brief)
{
    const struct doc_column columns[] = {{doc_word(d, N_("No.")), false},
                                         {doc_word(d, N_("Verdict")), false},
                                         {doc_word(d, N_("Check")), false},
                                         {doc_word(d, N_("Found")), true}};
    struct buf passed = BUF_INIT(LINE_MAX_BYTES);

    doc_addf(d, brief ? DOC_SUBHEADING : DOC_HEADING, "%s  (%s %u)",
             doc_word(d, N_("Verdicts")), list->profile, list->pack_version);
    doc_table(d, columns, COUNT_OF(columns));
    struct doc_block *table = d->last;
    for (size_t i = 0; i < list->n; i++) {
        if (brief && list->items[i].verdict == VERDICT_OK)
            buf_printf(&passed, "  %u", list->items[i].rule);
        else
            add_finding(d, &list->items[i], p);
    }
    if (table->cells_n == 0)
        table->columns_n = 0;
    if (passed.n > 0)
        doc_addf(d, DOC_CALLOUT, "%s%s", verdict_word(VERDICT_OK, d->lang), buf_cstr(&passed));
    if (passed.n > 0)
        d->last->tone = TONE_GOOD;
    buf_done(&passed);
}

static void add_latent(struct doc *d, const struct evidence *e, const struct finding_list *list)
{
    if (check_is_latent(list, e->role == ROLE_GOOD))
        doc_callout(d, TONE_WARN,
                    d->lang == LANG_ZH ? check_latent_text()->zh : check_latent_text()->en);
}

struct doc *overview_verify(const struct evidence *e, const struct profile *p, enum lang lang)
{
    struct doc *d = page_of(e, lang);

    if (e->facts)
        add_case(d, e);
    add_signatures(d, e);
    if (!e->facts)
        return d;
    add_release(d, e);
    add_contents(d, e);
    add_findings(d, &e->findings, p, true);
    add_latent(d, e, &e->findings);
    return d;
}

/* ---- show ---------------------------------------------------------------------------------------------- */

static void add_removed(struct doc *d, const struct evidence *e)
{
    const struct doc_column columns[] = {{doc_word(d, N_("No.")), false},
                                         {doc_word(d, N_("Kind")), false},
                                         {doc_word(d, N_("Places")), false},
                                         {doc_word(d, N_("Files")), false},
                                         {doc_word(d, N_("Action")), false}};

    if (e->removed_n == 0)
        return;
    doc_add(d, DOC_HEADING, doc_word(d, N_("What was replaced")));
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < e->removed_n; i++) {
        const struct evidence_removed *r = &e->removed[i];
        doc_cellf(d, TONE_PLAIN, "%u", r->rule);
        doc_cell(d, TONE_PLAIN, d->lang == LANG_ZH ? r->title_zh : r->kind);
        doc_cellf(d, TONE_PLAIN, "%llu", (unsigned long long)r->hits);
        doc_cellf(d, TONE_PLAIN, "%u", r->files);
        doc_cell(d, TONE_PLAIN, r->action);
    }
}

static void add_files(struct doc *d, const struct evidence *e)
{
    const struct doc_column columns[] = {{doc_word(d, N_("File")), false},
                                         {doc_word(d, N_("Bytes")), false},
                                         {doc_word(d, N_("From")), true}};

    doc_add(d, DOC_HEADING, doc_word(d, N_("What was collected")));
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < e->files_n; i++) {
        const struct evidence_file *f = &e->files[i];
        doc_cell(d, f->is_withheld ? TONE_WARN : TONE_PLAIN,
                 f->is_withheld ? doc_word(d, N_("withheld")) : f->stored);
        doc_cellf(d, TONE_PLAIN, "%llu", (unsigned long long)f->size_bytes);
        if (f->is_withheld)
            doc_cellf(d, TONE_WARN, "%s: %s", f->origin, doc_word(d, withheld_text(f->why)));
        else
            doc_cell(d, TONE_PLAIN, f->origin);
    }
}

struct doc *overview_show(const struct evidence *e, const struct profile *p, enum lang lang)
{
    struct doc *d = page_of(e, lang);

    add_case(d, e);
    add_signatures(d, e);
    add_release(d, e);
    add_contents(d, e);
    doc_pair(d, TONE_PLAIN, doc_word(d, N_("Report code")), e->report_code);
    doc_pair(d, TONE_PLAIN, doc_word(d, N_("Bundle id")), e->report.bundle_id);
    add_findings(d, &e->findings, p, false);
    add_latent(d, e, &e->findings);
    add_removed(d, e);
    add_files(d, e);
    return d;
}

/* ---- check --------------------------------------------------------------------------------------------- */

static const char *verdict_of(const struct doc *d, const struct finding *f,
                              const struct profile *p)
{
    struct explanation x;

    if (!f)
        return "-";
    check_explain(p, f, d->lang, false, d->arena, &x);
    return arena_printf(d->arena, "%s %s", verdict_word(f->verdict, d->lang), x.found);
}

static void add_differences(struct doc *d, const struct recheck *r, const struct profile *p)
{
    const struct doc_column columns[] = {{doc_word(d, N_("No.")), false},
                                         {doc_word(d, N_("At the site")), false},
                                         {doc_word(d, N_("Here")), false},
                                         {doc_word(d, N_("What is different")), true}};

    doc_add(d, DOC_HEADING, doc_word(d, N_("Differences to the site's verdicts")));
    if (r->rows_n == 0) {
        doc_add(d, DOC_TEXT, doc_word(d, N_("None: the site's rules said the same.")));
        return;
    }
    doc_table(d, columns, COUNT_OF(columns));
    for (size_t i = 0; i < r->rows_n; i++) {
        const struct recheck_row *row = &r->rows[i];
        doc_cellf(d, TONE_PLAIN, "%u", (row->desk ? row->desk : row->site)->rule);
        doc_cell(d, TONE_PLAIN, verdict_of(d, row->site, p));
        doc_cell(d, TONE_PLAIN, verdict_of(d, row->desk, p));
        doc_cell(d, TONE_PLAIN, doc_word(d, recheck_text(row->change)));
    }
}

struct doc *overview_check(const struct evidence *e, const struct recheck *r,
                           const struct profile *p, enum lang lang)
{
    struct doc *d = doc_new(lang, "", "");

    add_case(d, e);
    doc_pairf(d, doc_word(d, N_("Rules of the site")), "%s %u", e->profile, e->pack);
    add_findings(d, &r->findings, p, false);
    add_latent(d, e, &r->findings);
    add_differences(d, r, p);
    return d;
}
