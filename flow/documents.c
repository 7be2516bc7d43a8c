/* documents.c - the readable files of a bundle: case, report, redaction, index.
 *
 * People on both sides read them, so Chinese comes first and English follows. */
#include <string.h>

#include "flow/state.h"

/* A typed text through the engine: a name in it must not leave either. */
static void put_redacted(const struct flow *f, const char *label, const char *text,
                         struct buf *out)
{
    struct buf safe = BUF_INIT(4096);
    struct err err = ERR_NONE;

    if (redact_text(f->redactor, str_of(text), &safe, &err))
        buf_printf(out, "%s: %s\n", label, buf_cstr(&safe));
    else
        buf_printf(out, "%s: (withheld)\n", label);
    buf_done(&safe);
}

/* What sha256sum says of the policy file, so that the site can tell which one was in force. */
static void put_policy_hash(const struct flow *f, const char *label, struct buf *out)
{
    buf_puts(out, label);
    buf_hex(out, f->policy->sha256, SHA256_BYTES);
    buf_putc(out, '\n');
}

/* One "key: value" a line, keys fixed: programs read this file too. */
void document_case(const struct flow *f, struct buf *out)
{
    const struct case_info *info = &f->info;

    buf_puts(out, "format: casepack bundle 1\n");
    buf_printf(out, CASE_NUMBER_LINE "%s\n", flow_case_or_none(f));
    buf_printf(out, CASE_MACHINE_LINE "%u/%u\n", info->machine, info->machines);
    buf_printf(out, CASE_SEQUENCE_LINE "%u\n", f->ledger.seq);
    buf_printf(out, "previous: %s\n", f->ledger.previous[0] ? f->ledger.previous : "-");
    buf_printf(out, "role: %s\n", role_name(info->role));
    put_redacted(f, "symptom", info->symptom, out);
    put_redacted(f, "error text", info->error_text, out);
    buf_printf(out, "profile: %s %u\n", profile_name(f->profile), profile_version(f->profile));
    buf_printf(out, "policy: %s %u\n", f->policy->name, f->policy->version);
    put_policy_hash(f, "policy sha256: ", out);
    buf_printf(out, "level: %u\n", flow_level(f));
    buf_puts(out, CASE_SIGNERS_LINE);
    signers_text(SIGNER_SITE | (flow_needs_second(f) ? SIGNER_OFFICER : 0) |
                     (flow_uses_sm2(f) ? SIGNER_SM2 : 0),
                 out);
    buf_putc(out, '\n');
    buf_printf(out, "report code: %s\n", flow_report_code(f));
    buf_printf(out, "tool: casepack %s\n", CASEPACK_VERSION);
}

/* ---- report.txt ----------------------------------------------------------------------------- */

struct report_words {
    enum lang lang;
    const char *title, *source, *hand, *why, *todo, *engineer;
    const char *known, *look_at, *conflict, *decides;
};

static const struct report_words words[] = {
    {LANG_ZH, "检查结果", "出处", "手工命令", "为什么", "怎么办", "给工程师", "已知问题",
     "请看", "两难", "谁来定"},
    {LANG_EN, "Check results", "Source", "By hand", "Why", "What to do", "For the engineer",
     "Known issue", "Look at", "Conflict", "Who decides"},
};

static const char *in_lang(const struct text2 *text, enum lang lang)
{
    return lang == LANG_ZH ? text->zh : text->en;
}

/* Only texts of the profile: what the user typed stands in case.txt, redacted. */
static void put_known_issues(const struct flow *f, const struct report_words *w,
                             struct buf *out)
{
    const struct known_issue *known[KNOWN_ISSUES_MAX];
    size_t n = flow_known_issues(f, known, COUNT_OF(known));

    for (size_t i = 0; i < n; i++) {
        const struct known_issue *k = known[i];
        buf_printf(out, "\n%s: %s\n    %s\n    %s:", w->known, in_lang(&k->title, w->lang),
                   in_lang(&k->explanation, w->lang), w->look_at);
        for (unsigned c = 0; c < k->checks_count; c++)
            buf_printf(out, " %u", k->checks[c]);
        buf_puts(out, "\n");
        if (k->conflict.zh)
            buf_printf(out, "    %s: %s\n    %s: %s\n", w->conflict,
                       in_lang(&k->conflict, w->lang), w->decides,
                       in_lang(&k->decides, w->lang));
    }
}

static void put_finding(const struct flow *f, const struct finding *finding,
                        const struct report_words *w, struct arena *a, struct buf *out)
{
    struct explanation x;

    check_explain(f->profile, finding, w->lang, true, a, &x);
    buf_printf(out, "\n%u %-4s %s  %s: %s %s\n", finding->rule, verdict_mark(finding->verdict),
               verdict_word(finding->verdict, w->lang), x.title, x.found, x.value);
    buf_printf(out, "    %s: %s\n", w->source, x.source);
    if (x.hand[0])
        buf_printf(out, "    %s: %s\n", w->hand, x.hand);
    if (finding->verdict == VERDICT_OK)
        return;
    buf_printf(out, "    %s: %s\n    %s:\n", w->why, x.why, w->todo);
    for (size_t i = 0; i < COUNT_OF(x.steps) && x.steps[i]; i++)
        buf_printf(out, "      %zu. %s\n", i + 1, x.steps[i]);
    buf_printf(out, "    %s: %s\n", w->engineer, x.engineer);
}

void document_report(const struct flow *f, const struct finding_list *findings, struct buf *out)
{
    struct arena *a = arena_new();

    for (size_t lang = 0; lang < COUNT_OF(words); lang++) {
        const char *heading = words[lang].title;

        buf_printf(out, "%s%s (%s %u)\n", lang ? "\n\n" : "", heading, profile_name(f->profile),
                   profile_version(f->profile));
        if (flow_is_latent(f))
            buf_printf(out, "\n[!] %s\n", in_lang(check_latent_text(), words[lang].lang));
        put_known_issues(f, &words[lang], out);
        for (size_t i = 0; i < findings->n; i++)
            put_finding(f, &findings->items[i], &words[lang], a, out);
    }
    arena_free(a);
}

/* ---- redaction.txt: classes and counts, never values ------------------------------------------ */

void document_redaction(const struct flow *f, struct buf *out)
{
    buf_printf(out, "# policy\t%s %u\n", f->policy->name, f->policy->version);
    put_policy_hash(f, "# policy sha256\t", out);
    buf_printf(out, "# level\tL%u\n# profile\t%s %u\n# tool\tcasepack %s\n", flow_level(f),
               profile_name(f->profile), profile_version(f->profile), CASEPACK_VERSION);
    buf_puts(out, "# rule\tkind\t种类\thits\tfiles\taction\n");
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        const struct entity_row *row = entity_row((enum entity_kind)kind);

        buf_printf(out, "%u\t%s\t%s\t%llu\t%u\t%s\n", row->rule, row->name, row->title.zh,
                   (unsigned long long)f->hits[kind], f->files[kind],
                   redact_action_name(redactor_action(f->redactor, (enum entity_kind)kind)));
    }
    flow_put_judged(f, "# marking let pass\t", "# marking kept back\t", out);
    buf_puts(out, "# withheld: see index.tsv\n");
}

/* ---- index.tsv ---------------------------------------------------------------------------------- */

/* Names are escaped already (shown_origin); a tab or newline cannot be in them. */
void document_index(const struct flow *f, struct buf *out)
{
    struct flow_artifact a;

    buf_puts(out, "# stored\torigin\toriginal bytes\tstored bytes\tstatus\n");
    for (size_t i = 0; flow_artifact_at(f, i, &a); i++) {
        enum withheld why = a.left_out ? WITHHELD_BY_USER : a.scan->withheld;
        bool carried = why == WITHHELD_NO;

        buf_printf(out, "%s\t%s\t%llu\t%llu\t%s\n", carried ? a.artifact->stored : "-",
                   a.shown_origin[0] ? a.shown_origin : "-",
                   (unsigned long long)a.artifact->size_bytes,
                   carried ? (unsigned long long)a.scan->redacted_bytes : 0,
                   carried ? "carried" : withheld_name(why));
    }
}
