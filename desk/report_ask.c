/* report_ask.c - when a line stands, and over what it repeats (report.def). */
#include <string.h>

#include "desk/compare_inside.h"
#include "desk/report_inside.h"

/* ---- how things stand ---------------------------------------------------------------------------- */

/* Bundle k is of the same PC as bundle i, and newer; of two with one number the later named. */
static bool is_newer(const struct comparison *c, size_t k, size_t i)
{
    const struct evidence *a = c->machines[k].e, *b = c->machines[i].e;

    return k != i && evidence_same_machine(a, b) &&
           (a->sequence > b->sequence || (a->sequence == b->sequence && k > i));
}

static uint64_t newest_of(const struct comparison *c)
{
    uint64_t newest = 0;

    for (size_t i = 0; i < c->n; i++) {
        bool is_newest = true;
        for (size_t k = 0; k < c->n; k++)
            is_newest = is_newest && !is_newer(c, k, i);
        newest |= is_newest ? COMPARE_BIT(i) : 0;
    }
    return newest;
}

void telling_begin(struct telling *t)
{
    t->newest = newest_of(t->c);
    for (size_t i = 0; i < t->c->n; i++) {
        known_issue_scan(t->in->issues, str_of(t->c->machines[i].e->error_text), t->issues);
        known_issue_scan(t->in->issues, str_of(t->c->machines[i].e->symptom), t->issues);
    }
}

static uint64_t with_verdict(const struct compare_field *f, enum verdict verdict)
{
    uint64_t machines = 0;

    for (size_t i = 0; f->kind == FIELD_RULE && i < f->values_n; i++)
        if (f->values[i].verdict == verdict)
            machines |= f->values[i].machines;
    return machines;
}

uint64_t telling_bad(const struct telling *t, const struct compare_field *f,
                     enum verdict verdict)
{
    return with_verdict(f, verdict) & t->newest;
}

static bool is_firmware(const struct telling *t, const struct compare_field *f)
{
    struct rule_view rule;

    return profile_rule_by_number(t->c->profile, f->rule, &rule) && rule.smbios_type > 0;
}

static bool is_fault(const struct telling *t, const struct compare_field *f)
{
    return telling_bad(t, f, VERDICT_MUST_FIX) != 0;
}

static bool is_firmware_fault(const struct telling *t, const struct compare_field *f)
{
    return is_fault(t, f) && is_firmware(t, f);
}

static bool is_firmware_warning(const struct telling *t, const struct compare_field *f)
{
    return telling_bad(t, f, VERDICT_WARN) != 0 && !is_fault(t, f) && is_firmware(t, f);
}

/* Had to be fixed in a bundle before, and in none of the newest. */
static bool is_fixed(const struct telling *t, const struct compare_field *f)
{
    return with_verdict(f, VERDICT_MUST_FIX) != 0 && !is_fault(t, f);
}

/* ---- over what ------------------------------------------------------------------------------------- */

typedef bool field_is(const struct telling *t, const struct compare_field *f);

static bool next_field(struct telling *t, size_t i, field_is *is)
{
    for (size_t k = 0; k < t->c->fields_n; k++) {
        if (!is(t, &t->c->fields[k]) || i-- > 0)
            continue;
        t->field = &t->c->fields[k];
        return true;
    }
    return false;
}

bool next_fault(struct telling *t, size_t i)
{
    return next_field(t, i, is_fault);
}

bool next_firmware_fault(struct telling *t, size_t i)
{
    return next_field(t, i, is_firmware_fault);
}

bool next_firmware_warning(struct telling *t, size_t i)
{
    return next_field(t, i, is_firmware_warning);
}

bool next_fixed(struct telling *t, size_t i)
{
    return next_field(t, i, is_fixed);
}

bool next_bad_value(struct telling *t, size_t i)
{
    for (size_t k = 0; t->field && k < t->field->values_n; k++) {
        const struct compare_value *v = &t->field->values[k];
        bool is_bad = v->verdict == VERDICT_MUST_FIX || v->verdict == VERDICT_WARN;
        if (!is_bad || !(v->machines & t->newest) || i-- > 0)
            continue;
        t->value = v;
        return true;
    }
    return false;
}

/* The steps of the field at hand, by the first PC on which it fails. */
bool next_step(struct telling *t, size_t i)
{
    uint64_t bad = t->field ? with_verdict(t->field, t->field->severity) & t->newest : 0;

    for (size_t m = 0; m < t->c->n; m++) {
        const struct finding_list *list = &t->c->machines[m].check.findings;
        struct explanation x;
        for (size_t k = 0; (bad & COMPARE_BIT(m)) && k < list->n; k++) {
            if (list->items[k].rule != t->field->rule)
                continue;
            check_explain(t->c->profile, &list->items[k], t->d->lang, true, t->d->arena, &x);
            for (size_t s = 0; s < COUNT_OF(x.steps) && x.steps[s]; s++)
                if (s == i) {
                    t->step = x.steps[s];
                    return true;
                }
            return false;
        }
    }
    return false;
}

static bool next_known(struct telling *t, size_t i, bool conflicts)
{
    for (size_t k = 0; k < known_issues_count(t->in->issues); k++) {
        const struct known_issue *issue = known_issue_at(t->in->issues, k);
        if (!t->issues[k] || (conflicts && !issue->conflict.zh) || i-- > 0)
            continue;
        t->issue = issue;
        return true;
    }
    return false;
}

bool next_issue(struct telling *t, size_t i)
{
    return next_known(t, i, false);
}

bool next_conflict(struct telling *t, size_t i)
{
    return next_known(t, i, true);
}

bool next_bundle(struct telling *t, size_t i)
{
    if (i >= t->c->n)
        return false;
    t->machine = &t->c->machines[i];
    return true;
}

/* ---- when ------------------------------------------------------------------------------------------- */

static bool any(const struct telling *t, report_each_function *next)
{
    struct telling copy = *t;

    return next(&copy, 0);
}

bool when_always(const struct telling *t)
{
    (void)t;
    return true;
}

bool when_batch(const struct telling *t)
{
    return compare_count(t->newest) > 1;
}

bool when_single(const struct telling *t)
{
    return !when_batch(t);
}

static const char *error_text(const struct evidence *e)
{
    return e->error_text;
}

static const char *symptom(const struct evidence *e)
{
    return e->symptom;
}

static bool any_text(const struct telling *t, const char *(*text)(const struct evidence *e))
{
    for (size_t i = 0; i < t->c->n; i++)
        if (text(t->c->machines[i].e)[0])
            return true;
    return false;
}

bool when_error_text(const struct telling *t)
{
    return any_text(t, error_text);
}

bool when_symptom(const struct telling *t)
{
    return any_text(t, symptom);
}

bool when_faults(const struct telling *t)
{
    return any(t, next_fault);
}

bool when_no_faults(const struct telling *t)
{
    return !when_faults(t);
}

bool when_firmware_faults(const struct telling *t)
{
    return any(t, next_firmware_fault);
}

bool when_no_firmware_faults(const struct telling *t)
{
    return !when_firmware_faults(t);
}

bool when_firmware_warnings(const struct telling *t)
{
    return any(t, next_firmware_warning);
}

bool when_fixed(const struct telling *t)
{
    return any(t, next_fixed);
}

bool when_issues(const struct telling *t)
{
    return any(t, next_issue);
}

bool when_latent(const struct telling *t)
{
    return (t->c->latent & t->newest) != 0;
}

bool when_withheld(const struct telling *t)
{
    for (size_t i = 0; i < t->c->n; i++)
        if (t->c->machines[i].e->withheld_n > 0)
            return true;
    return false;
}

bool when_receipt(const struct telling *t)
{
    return t->in->receipt != NULL;
}

bool when_no_receipt(const struct telling *t)
{
    return !when_receipt(t);
}

bool when_activated(const struct telling *t)
{
    return when_receipt(t) && t->in->receipt->activation != ACTIVATION_NONE;
}

bool when_not_activated(const struct telling *t)
{
    return when_receipt(t) && !when_activated(t);
}
