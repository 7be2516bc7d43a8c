/* report_fill.c - what stands in the blanks of a report's texts (report.def). */
#include <string.h>

#include "desk/compare_inside.h"
#include "desk/overview.h"
#include "desk/report_inside.h"

static const char *in_lang(const struct telling *t, const struct text2 *text)
{
    const char *s = t->d->lang == LANG_ZH ? text->zh : text->en;

    return s ? s : "";
}

static void put_labels(const struct telling *t, uint64_t machines, struct buf *out)
{
    buf_puts(out, machines ? compare_labels(t->c, machines, t->d->arena) : "-");
}

static void put_count(uint64_t machines, struct buf *out)
{
    buf_printf(out, "%u", compare_count(machines));
}

typedef const char *text_of(const struct telling *t, const struct evidence *e);

/* Texts of these machines, each once, with "; " between. */
static void put_each(const struct telling *t, uint64_t machines, text_of *text, struct buf *out)
{
    size_t from = out->n;

    for (size_t i = 0; i < t->c->n; i++) {
        const char *one = text(t, t->c->machines[i].e);
        bool is_new = one[0] && (machines & COMPARE_BIT(i));
        for (size_t k = 0; k < i && is_new; k++)
            is_new =
                !(machines & COMPARE_BIT(k)) || strcmp(text(t, t->c->machines[k].e), one) != 0;
        if (is_new)
            buf_printf(out, "%s%s", out->n > from ? "; " : "", one);
    }
}

/* ---- the case -------------------------------------------------------------------------------------- */

static const char *case_of(const struct telling *t, const struct evidence *e)
{
    (void)t;
    return e->case_number;
}

void put_case(const struct telling *t, struct buf *out)
{
    put_each(t, UINT64_MAX, case_of, out);
}

void put_pcs(const struct telling *t, struct buf *out)
{
    put_count(t->newest, out);
}

void put_batch_size(const struct telling *t, struct buf *out)
{
    unsigned most = compare_count(t->newest);

    for (size_t i = 0; i < t->c->n; i++)
        if (t->c->machines[i].e->machines > most)
            most = t->c->machines[i].e->machines;
    buf_printf(out, "%u", most);
}

void put_failing(const struct telling *t, struct buf *out)
{
    put_count(t->c->roles[ROLE_FAILING] & t->newest, out);
}

void put_good(const struct telling *t, struct buf *out)
{
    put_count(t->c->roles[ROLE_GOOD] & t->newest, out);
}

void put_latent_pcs(const struct telling *t, struct buf *out)
{
    put_labels(t, t->c->latent & t->newest, out);
}

void put_profile(const struct telling *t, struct buf *out)
{
    buf_printf(out, "%s %u", profile_name(t->c->profile), profile_version(t->c->profile));
}

static const char *model_of(const struct telling *t, const struct evidence *e)
{
    const struct fact *maker = fact_find(e->facts, KEY_SYSTEM_MANUFACTURER, 0);
    const struct fact *product = fact_find(e->facts, KEY_SYSTEM_PRODUCT, 0);

    return arena_printf(t->d->arena, "%s / %s", maker ? compare_value_text(t->c, maker) : "-",
                        product ? compare_value_text(t->c, product) : "-");
}

void put_models(const struct telling *t, struct buf *out)
{
    put_each(t, t->newest, model_of, out);
}

static const char *error_of(const struct telling *t, const struct evidence *e)
{
    (void)t;
    return e->error_text;
}

static const char *symptom_of(const struct telling *t, const struct evidence *e)
{
    (void)t;
    return e->symptom;
}

void put_error_text(const struct telling *t, struct buf *out)
{
    put_each(t, UINT64_MAX, error_of, out);
}

void put_symptom(const struct telling *t, struct buf *out)
{
    put_each(t, UINT64_MAX, symptom_of, out);
}

void put_withheld(const struct telling *t, struct buf *out)
{
    size_t n = 0;

    for (size_t i = 0; i < t->c->n; i++)
        n += t->c->machines[i].e->withheld_n;
    buf_printf(out, "%zu", n);
}

/* ---- the field at hand ------------------------------------------------------------------------------- */

static bool rule_of(const struct telling *t, struct rule_view *rule)
{
    return t->field && profile_rule_by_number(t->c->profile, t->field->rule, rule);
}

const struct finding *telling_finding(const struct telling *t)
{
    uint64_t machines = t->field ? telling_bad(t, t->field, t->field->severity) : 0;

    for (size_t m = 0; m < t->c->n; m++) {
        const struct finding_list *list = &t->c->machines[m].check.findings;
        for (size_t i = 0; i < list->n; i++)
            if (list->items[i].rule == t->field->rule &&
                (!machines || (machines & COMPARE_BIT(m))))
                return &list->items[i];
    }
    return NULL;
}

static void explain(const struct telling *t, struct explanation *x)
{
    const struct finding *f = t->field ? telling_finding(t) : NULL;

    *x = (struct explanation){.why = "", .engineer = ""};
    if (f)
        check_explain(t->c->profile, f, t->d->lang, true, t->d->arena, x);
}

void put_rule(const struct telling *t, struct buf *out)
{
    buf_printf(out, "%u", t->field ? t->field->rule : 0);
}

void put_title(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->field ? t->field->title : "");
}

void put_found(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->value ? t->value->text : "");
}

void put_where(const struct telling *t, struct buf *out)
{
    put_labels(t, t->value ? t->value->machines & t->newest : 0, out);
}

void put_constraint(const struct telling *t, struct buf *out)
{
    struct rule_view rule;

    if (rule_of(t, &rule))
        buf_puts(out, in_lang(t, &rule.condition));
}

void put_type(const struct telling *t, struct buf *out)
{
    struct rule_view rule;

    if (rule_of(t, &rule))
        buf_printf(out, "%u", rule.smbios_type);
}

void put_offset(const struct telling *t, struct buf *out)
{
    struct rule_view rule;

    if (rule_of(t, &rule))
        buf_printf(out, "%02Xh", rule.smbios_offset);
}

/* The number of the string as it stands in the field now; 0 says that it has none. */
void put_string(const struct telling *t, struct buf *out)
{
    const struct finding *f = t->field ? telling_finding(t) : NULL;

    if (f && f->fact && f->fact->source.kind == SOURCE_SMBIOS)
        buf_printf(out, "%u", f->fact->source.string_number);
    else
        buf_puts(out, "-");
}

void put_why(const struct telling *t, struct buf *out)
{
    struct explanation x;

    explain(t, &x);
    buf_puts(out, x.why);
}

void put_engineer(const struct telling *t, struct buf *out)
{
    struct explanation x;

    explain(t, &x);
    buf_puts(out, x.engineer);
}

static void put_hand(const struct telling *t, const char *(*hand)(const struct rule_view *rule),
                     struct buf *out)
{
    struct rule_view rule;
    const char *command = rule_of(t, &rule) ? hand(&rule) : "";

    buf_puts(out, command[0] ? command : "-");
}

static const char *windows(const struct rule_view *rule)
{
    return rule->hand_windows;
}

static const char *powershell(const struct rule_view *rule)
{
    return rule->hand_powershell;
}

static const char *by_linux(const struct rule_view *rule)
{
    return rule->hand_linux;
}

void put_hand_windows(const struct telling *t, struct buf *out)
{
    put_hand(t, windows, out);
}

void put_hand_powershell(const struct telling *t, struct buf *out)
{
    put_hand(t, powershell, out);
}

void put_hand_linux(const struct telling *t, struct buf *out)
{
    put_hand(t, by_linux, out);
}

void put_step(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->step ? t->step : "");
}

/* ---- the known issue at hand ---------------------------------------------------------------------------- */

static void put_issue_part(const struct telling *t, const struct text2 *part, struct buf *out)
{
    buf_puts(out, part ? in_lang(t, part) : "");
}

void put_issue_title(const struct telling *t, struct buf *out)
{
    put_issue_part(t, t->issue ? &t->issue->title : NULL, out);
}

void put_issue_text(const struct telling *t, struct buf *out)
{
    put_issue_part(t, t->issue ? &t->issue->explanation : NULL, out);
}

void put_conflict(const struct telling *t, struct buf *out)
{
    put_issue_part(t, t->issue ? &t->issue->conflict : NULL, out);
}

void put_decides(const struct telling *t, struct buf *out)
{
    put_issue_part(t, t->issue ? &t->issue->decides : NULL, out);
}

/* ---- the bundle at hand ---------------------------------------------------------------------------------- */

void put_pc(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->machine ? overview_machine(t->machine->e, t->d->lang, t->d->arena) : "");
}

void put_sequence(const struct telling *t, struct buf *out)
{
    buf_printf(out, "%u", t->machine ? t->machine->e->sequence : 0);
}

void put_bundle_id(const struct telling *t, struct buf *out)
{
    buf_printf(out, "%.16s", t->machine ? t->machine->e->report.bundle_id : "");
}

void put_released_on(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->machine ? t->machine->e->released_on : "");
}

/* "必须改 101 102", or that all is well. */
void put_state(const struct telling *t, struct buf *out)
{
    const struct finding_list *list = t->machine ? &t->machine->check.findings : NULL;
    unsigned bad = list ? finding_count(list, VERDICT_MUST_FIX) : 0;

    buf_puts(out, verdict_word(bad ? VERDICT_MUST_FIX : VERDICT_OK, t->d->lang));
    for (size_t i = 0; bad && i < list->n; i++)
        if (list->items[i].verdict == VERDICT_MUST_FIX)
            buf_printf(out, " %u", list->items[i].rule);
}

/* ---- the receipt ------------------------------------------------------------------------------------------ */

void put_receipt(const struct telling *t, struct buf *out)
{
    buf_puts(out, t->in->receipt_code);
}

void put_activation(const struct telling *t, struct buf *out)
{
    if (t->in->receipt)
        buf_puts(out, doc_word(t->d, activation_text(t->in->receipt->activation)));
}

void put_client(const struct telling *t, struct buf *out)
{
    if (t->in->receipt)
        buf_puts(out, client_name(t->in->receipt->client));
}

void put_date(const struct telling *t, struct buf *out)
{
    const struct spoken_receipt *r = t->in->receipt;

    if (r)
        buf_printf(out, "%04u-%02u-%02u", r->year, r->month, r->day);
}
