/* report_json.c - what a report says, for programs; PCs are named by their labels. */
#include "desk/compare_inside.h"
#include "desk/report_inside.h"

static json_t *text_of(const char *text)
{
    return json_text(str_of(text));
}

/* ---- fields that are wrong --------------------------------------------------------------------- */

static json_t *values_of(const struct telling *t)
{
    struct telling at = *t;
    json_t *list = json_array();

    for (size_t i = 0; next_bad_value(&at, i); i++)
        json_array_append_new(
            list, json_pack("{s:o, s:o}", "found", text_of(at.value->text), "pcs",
                            compare_labels_json(t->c, at.value->machines & t->newest)));
    return list;
}

static json_t *json_of_field(const struct telling *t)
{
    const struct finding *f = telling_finding(t);
    bool is_smbios = f && f->fact && f->fact->source.kind == SOURCE_SMBIOS;
    struct rule_view rule;

    if (!profile_rule_by_number(t->c->profile, t->field->rule, &rule))
        return json_object();
    return json_pack("{s:i, s:s, s:s, s:s, s:i, s:i, s:o, s:s, s:s, s:o, s:s, s:s, s:s}",
                     "rule", (int)rule.number, "verdict", verdict_name(rule.severity),
                     "title_zh", rule.title.zh, "title_en", rule.title.en, "type",
                     (int)rule.smbios_type, "offset", (int)rule.smbios_offset, "string",
                     is_smbios ? json_integer(f->fact->source.string_number) : json_null(),
                     "condition_zh", rule.condition.zh, "condition_en", rule.condition.en,
                     "read", values_of(t), "hand_windows", rule.hand_windows, "hand_powershell",
                     rule.hand_powershell, "hand_linux", rule.hand_linux);
}

static void add_fields(const struct telling *t, report_each_function *next, json_t *list)
{
    struct telling at = *t;

    for (size_t i = 0; next(&at, i); i++)
        json_array_append_new(list, json_of_field(&at));
}

static json_t *rules_of(const struct telling *t, report_each_function *next)
{
    struct telling at = *t;
    json_t *list = json_array();

    for (size_t i = 0; next(&at, i); i++)
        json_array_append_new(list, json_integer(at.field->rule));
    return list;
}

/* ---- the case ---------------------------------------------------------------------------------- */

static json_t *bundles_of(const struct telling *t)
{
    json_t *list = json_array();

    for (size_t i = 0; i < t->c->n; i++) {
        const struct compare_machine *m = &t->c->machines[i];
        json_array_append_new(
            list,
            json_pack("{s:i, s:s, s:o, s:i, s:i, s:o, s:s, s:o, s:o, s:b, s:o}", "pc",
                      (int)m->label, "bundle_id", m->e->report.bundle_id, "case",
                      text_of(m->e->case_number), "machine", (int)m->e->machine, "sequence",
                      (int)m->e->sequence, "released", text_of(m->e->released_on), "role",
                      role_name(m->role), "error", text_of(m->e->error_text), "symptom",
                      text_of(m->e->symptom), "newest", (t->newest & COMPARE_BIT(i)) != 0,
                      "must_fix", compare_must_fix_json(m)));
    }
    return list;
}

static json_t *issues_of(const struct telling *t)
{
    struct telling at = *t;
    json_t *list = json_array();

    for (size_t i = 0; next_issue(&at, i); i++)
        json_array_append_new(list, json_string(at.issue->id));
    return list;
}

static json_t *outcome_of(const struct telling *t)
{
    const struct spoken_receipt *r = t->in->receipt;
    char date[32];

    if (!r)
        return json_null();
    (void)snprintf(date, sizeof date, "%04u-%02u-%02u", r->year, r->month, r->day);
    return json_pack("{s:s, s:s, s:s, s:i}", "activation", activation_name(r->activation),
                     "client", client_name(r->client), "date", date, "pack", (int)r->pack);
}

json_t *report_json(const struct report_input *in, enum report_kind kind)
{
    struct telling t = {.in = in, .c = in->c};
    json_t *all, *fields = json_array();

    telling_begin(&t);
    all = json_pack("{s:s, s:i, s:o, s:o}", "profile", profile_name(t.c->profile), "pack",
                    (int)profile_version(t.c->profile), "bundles", bundles_of(&t),
                    "latent_failure", compare_labels_json(t.c, t.c->latent & t.newest));
    add_fields(&t, kind == REPORT_CASE ? next_fault : next_firmware_fault, fields);
    if (kind == REPORT_FIX_SHEET)
        add_fields(&t, next_firmware_warning, fields);
    json_object_set_new(all, "fields", fields);
    if (kind == REPORT_FIX_SHEET)
        return all;
    json_object_set_new(all, "fixed", rules_of(&t, next_fixed));
    json_object_set_new(all, "known_issues", issues_of(&t));
    json_object_set_new(all, "outcome", outcome_of(&t));
    return all;
}
