/* compare_json.c - a comparison for programs; machines are named by their labels. */
#include "desk/compare_inside.h"

static json_t *text_of(const char *text)
{
    return json_text(str_of(text));
}

json_t *compare_labels_json(const struct comparison *c, uint64_t machines)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->n; i++)
        if (machines & COMPARE_BIT(i))
            json_array_append_new(list, json_integer(c->machines[i].label));
    return list;
}

static int in_role(const struct comparison *c, uint64_t machines, enum machine_role role)
{
    return (int)compare_count(machines & c->roles[role]);
}

json_t *compare_must_fix_json(const struct compare_machine *m)
{
    json_t *list = json_array();

    for (size_t i = 0; i < m->check.findings.n; i++)
        if (m->check.findings.items[i].verdict == VERDICT_MUST_FIX)
            json_array_append_new(list, json_integer(m->check.findings.items[i].rule));
    return list;
}

static json_t *machines_of(const struct comparison *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->n; i++) {
        const struct compare_machine *m = &c->machines[i];
        json_array_append_new(
            list,
            json_pack("{s:i, s:o, s:s, s:o, s:i, s:i, s:s, s:b, s:o}", "pc", (int)m->label,
                      "bundle", text_of(m->e->path), "bundle_id", m->e->report.bundle_id,
                      "case", text_of(m->e->case_number), "machine", (int)m->e->machine,
                      "sequence", (int)m->e->sequence, "role", role_name(m->role),
                      "latent_failure", m->is_latent, "must_fix", compare_must_fix_json(m)));
    }
    return list;
}

static json_t *separators_of(const struct comparison *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->ranked_n; i++) {
        const struct compare_field *f = &c->fields[c->ranked[i]];
        const struct compare_value *v = &f->values[f->best];
        json_array_append_new(list,
                              json_pack("{s:s, s:i, s:o, s:f, s:b, s:i, s:i}", "field", f->name,
                                        "rule", (int)f->rule, "value", text_of(v->text),
                                        "score", f->score, "of_failing", f->best_is_bad,
                                        "failing", in_role(c, v->machines, ROLE_FAILING),
                                        "good", in_role(c, v->machines, ROLE_GOOD)));
    }
    return list;
}

static json_t *equal_of(const struct comparison *c)
{
    json_t *list = json_array();
    uint64_t machines;

    for (size_t i = 0; i < c->fields_n; i++)
        if (compare_is_equal_fault(c, &c->fields[i], &machines))
            json_array_append_new(list, json_pack("{s:i, s:o}", "rule", (int)c->fields[i].rule,
                                                  "pcs", compare_labels_json(c, machines)));
    return list;
}

static json_t *twins_of(const struct comparison *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->twins_n; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:b, s:o}", "key", fact_key_row(c->twins[i].key)->name,
                            "value", text_of(c->twins[i].text), "token", c->twins[i].is_token,
                            "pcs", compare_labels_json(c, c->twins[i].machines)));
    return list;
}

static json_t *firmware_of(const struct comparison *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->firmware_n; i++) {
        const struct compare_firmware *f = &c->firmware[i];
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:i, s:i, s:o}", "vendor",
                                              text_of(f->vendor), "version",
                                              text_of(f->version), "date", text_of(f->date),
                                              "failing", in_role(c, f->machines, ROLE_FAILING),
                                              "good", in_role(c, f->machines, ROLE_GOOD), "pcs",
                                              compare_labels_json(c, f->machines)));
    }
    return list;
}

static json_t *fields_of(const struct comparison *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->fields_n; i++) {
        const struct compare_field *f = &c->fields[i];
        json_t *values = json_array();
        for (size_t v = 0; v < f->values_n; v++)
            json_array_append_new(
                values, json_pack("{s:o, s:o}", "value", text_of(f->values[v].text), "pcs",
                                  compare_labels_json(c, f->values[v].machines)));
        json_array_append_new(list, json_pack("{s:s, s:b, s:o}", "field", f->name, "differs",
                                              f->values_n > 1, "values", values));
    }
    return list;
}

json_t *compare_json(const struct comparison *c)
{
    const struct finding_list *first = &c->machines[0].check.findings;

    return json_pack("{s:s, s:i, s:o, s:b, s:b, s:o, s:o, s:o, s:o, s:o}", "profile",
                     first->profile, "pack", (int)first->pack_version, "machines",
                     machines_of(c), "tokens_comparable", c->is_comparable, "a_check_separates",
                     compare_separating_rule(c) != COMPARE_NO_FIELD, "separators",
                     separators_of(c), "equal_faults", equal_of(c), "duplicates", twins_of(c),
                     "firmware", firmware_of(c), "fields", fields_of(c));
}
