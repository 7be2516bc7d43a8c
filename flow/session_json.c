/* session_json.c - what a session holds, as JSON and back; every member is checked. */
#include "flow/session_json.h"

#include <string.h>
#include <time.h>

#include "base/secret.h"

#define MACHINES_MAX 999
#define MARKS_MAX 256
#define SEEN_MAX 20000 /* what one person looks at, many times over */

/* ---- keyed hashes --------------------------------------------------------------------------- */

static void mark_of(const struct flow *f, struct str what, struct buf *text, uint8_t *mark)
{
    uint8_t whole[SHA256_BYTES];

    buf_putc(text, '\0');
    buf_add_str(text, what);
    digest_mac(f->alias_key, SITE_KEY_BYTES, buf_cstr(text), text->n, whole);
    memcpy(mark, whole, MARK_BYTES);
    secret_wipe(text->p, text->n);
    buf_done(text);
}

/* The hardware of this machine, by what it calls itself. */
void session_identity(const struct flow *f, uint8_t *mark)
{
    struct buf text = BUF_INIT(64 * 1024);

    for (size_t i = 0; i < fact_count(f->result.facts); i++) {
        const struct fact *fact = fact_at(f->result.facts, i);
        enum fact_class cls = fact_key_row(fact->key)->cls;

        if ((cls != CLASS_SERIAL && cls != CLASS_UUID) || fact->state != FACT_OK)
            continue;
        buf_printf(&text, "%s=", fact_key_row(fact->key)->name);
        buf_add_str(&text, fact->text);
        buf_putc(&text, '\n');
    }
    mark_of(f, STR("machine"), &text, mark);
}

void session_file_mark(const struct flow *f, size_t i, uint8_t *mark)
{
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);
    struct buf text = BUF_INIT(16 * 1024);

    buf_printf(&text, "%s\n%s", artifact->stored, artifact->origin);
    mark_of(f, STR("left out"), &text, mark);
}

void session_content_mark(const struct flow *f, size_t i, uint8_t *mark)
{
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);
    struct buf text = BUF_INIT(16 * 1024);

    buf_printf(&text, "%s\n%s\n%llu", artifact->stored, artifact->origin,
               (unsigned long long)artifact->size_bytes);
    mark_of(f, STR("judged"), &text, mark);
}

/* ---- out ------------------------------------------------------------------------------------ */

static json_t *hex_json(const uint8_t *bytes)
{
    char hex[2 * MARK_BYTES + 1];

    hex_from(bytes, MARK_BYTES, hex);
    return json_string(hex);
}

static json_t *case_json(const struct case_info *info)
{
    return json_pack("{s:s, s:I, s:I, s:I, s:s, s:s, s:s}", "number", info->number, "machine",
                     (json_int_t)info->machine, "machines", (json_int_t)info->machines, "role",
                     (json_int_t)info->role, "symptom", info->symptom, "error",
                     info->error_text, "operator", info->operator_id);
}

static json_t *keywords_json(const struct flow *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->keywords_n; i++)
        json_array_append_new(list, json_stringn(f->keywords[i].p, f->keywords[i].n));
    return list;
}

static json_t *decisions_json(const struct flow *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->decisions_n; i++) {
        const struct decision *d = &f->decisions[i];
        json_t *row = json_pack("{s:s, s:s}", "kind", entity_row(d->kind)->name, "action",
                                redact_action_name(d->action));

        if (d->is_value)
            json_object_set_new(row, "tag", hex_json(d->tag));
        json_array_append_new(list, row);
    }
    return list;
}

/* Values that were looked at one by one. Of kinds that were seen as a whole whole_json() tells, so
 * that a million of them need not be named. */
static json_t *seen_json(const struct flow *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < marks_count(f->seen) && i < SEEN_MAX; i++)
        json_array_append_new(list, hex_json(marks_at(f->seen, i)));
    return list;
}

static json_t *whole_json(const struct flow *f)
{
    json_t *list = json_array();

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (f->whole[kind].is_set)
            json_array_append_new(list, json_pack("{s:s, s:o}", "kind",
                                                  entity_row((enum entity_kind)kind)->name,
                                                  "sum", hex_json(f->whole[kind].sum)));
    return list;
}

static json_t *judged_json(const struct flow *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->judged_n; i++)
        json_array_append_new(list,
                              json_pack("{s:o, s:b, s:s}", "file", hex_json(f->judged[i].mark),
                                        "passes", f->judged[i].passes, "by", f->judged[i].by));
    return list;
}

static json_t *left_out_json(const struct flow *f)
{
    json_t *list = json_array();
    uint8_t mark[MARK_BYTES];

    for (size_t i = 0; i < flow_artifacts(f); i++) {
        if (!f->left_out[i])
            continue;
        session_file_mark(f, i, mark);
        json_array_append_new(list, hex_json(mark));
    }
    return list;
}

static json_t *machines_json(const struct flow *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->machines_n; i++) {
        const struct flow_machine *m = &f->machines[i];
        json_t *marks = json_array();

        for (size_t k = 0; k < m->n; k++)
            json_array_append_new(marks, json_pack("[I, I]", (json_int_t)m->marks[k].rule,
                                                   (json_int_t)m->marks[k].verdict));
        json_array_append_new(list, json_pack("{s:I, s:I, s:b, s:s, s:o}", "number",
                                              (json_int_t)m->number, "role",
                                              (json_int_t)m->role, "written", m->is_written,
                                              "code", m->code, "marks", marks));
    }
    return list;
}

json_t *session_to_json(const struct flow *f, unsigned screen)
{
    json_t *all =
        json_pack("{s:i, s:I, s:I, s:I, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "format",
                  1, "saved", (json_int_t)time(NULL), "screen", (json_int_t)screen, "step",
                  (json_int_t)f->step, "case", case_json(&f->info), "policy", f->policy->name,
                  "keywords", keywords_json(f), "decisions", decisions_json(f), "seen",
                  seen_json(f), "whole", whole_json(f), "judged", judged_json(f), "left_out",
                  left_out_json(f), "machines", machines_json(f));
    uint8_t identity[MARK_BYTES];

    if (f->step >= STEP_CHECKED) {
        session_identity(f, identity);
        json_object_set_new(all, "identity", hex_json(identity));
        json_object_set_new(all, "chosen", json_integer((json_int_t)f->chosen));
    }
    return all;
}

/* ---- in ------------------------------------------------------------------------------------- */

static bool number_in(const json_t *o, const char *key, json_int_t low, json_int_t high,
                      json_int_t *out)
{
    const json_t *value = json_object_get(o, key);

    *out = json_integer_value(value);
    return json_is_integer(value) && *out >= low && *out <= high;
}

static bool text_in(const json_t *o, const char *key, char *out, size_t cap)
{
    const json_t *value = json_object_get(o, key);

    if (!json_is_string(value) || json_string_length(value) >= cap)
        return false;
    memset(out, 0, cap);
    memcpy(out, json_string_value(value), json_string_length(value));
    return true;
}

static bool hex_in(const json_t *value, uint8_t *out)
{
    return json_is_string(value) && hex_to(str_of(json_string_value(value)), out, MARK_BYTES);
}

bool session_info_of(const json_t *all, struct session_info *out)
{
    const json_t *info = json_object_get(all, "case");
    json_int_t saved, step, screen, machine;

    if (!number_in(all, "saved", 0, INT64_MAX, &saved) ||
        !number_in(all, "step", STEP_START, STEP_WRITTEN, &step) ||
        !number_in(all, "screen", 0, 99, &screen) ||
        !number_in(info, "machine", 1, MACHINES_MAX, &machine) ||
        !text_in(info, "number", out->number, sizeof out->number))
        return false;
    out->saved_s = saved;
    out->step = (enum flow_step)step;
    out->screen = (unsigned)screen;
    out->machine = (unsigned)machine;
    return true;
}

static bool case_in(struct flow *f, const json_t *o)
{
    struct case_info info = {0};
    struct err err = ERR_NONE;
    json_int_t machine, machines, role;

    if (!number_in(o, "machine", 1, MACHINES_MAX, &machine) ||
        !number_in(o, "machines", 1, MACHINES_MAX, &machines) ||
        !number_in(o, "role", ROLE_UNKNOWN, ROLE_FAILING, &role) ||
        !text_in(o, "number", info.number, sizeof info.number) ||
        !text_in(o, "symptom", info.symptom, sizeof info.symptom) ||
        !text_in(o, "error", info.error_text, sizeof info.error_text) ||
        !text_in(o, "operator", info.operator_id, sizeof info.operator_id))
        return false;
    info.machine = (unsigned)machine;
    info.machines = (unsigned)machines;
    info.role = (enum machine_role)role;
    return flow_set_case(f, &info, &err);
}

static bool keywords_in(struct flow *f, const json_t *list)
{
    struct err err = ERR_NONE;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *word = json_array_get(list, i);

        if (!json_is_string(word) ||
            !flow_keyword(f, (struct str){json_string_value(word), json_string_length(word)},
                          &err))
            return false;
    }
    return json_is_array(list);
}

static bool kind_of(const char *name, enum entity_kind *out)
{
    for (int kind = 0; name && kind < ENTITY_COUNT; kind++)
        if (strcmp(entity_row((enum entity_kind)kind)->name, name) == 0) {
            *out = (enum entity_kind)kind;
            return true;
        }
    return false;
}

static bool action_of(const char *name, enum redact_action *out)
{
    for (int action = 0; name && action < REDACT_ACTION_COUNT; action++)
        if (strcmp(redact_action_name((enum redact_action)action), name) == 0) {
            *out = (enum redact_action)action;
            return true;
        }
    return false;
}

static bool decisions_in(struct flow *f, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i), *tag = json_object_get(row, "tag");
        struct decision d = {.is_value = tag != NULL};

        if (!kind_of(json_string_value(json_object_get(row, "kind")), &d.kind) ||
            !action_of(json_string_value(json_object_get(row, "action")), &d.action) ||
            (tag && !hex_in(tag, d.tag)) || i >= VALUE_DECISIONS_MAX)
            return false;
        f->decisions =
            mem_grow(f->decisions, &f->decisions_cap, f->decisions_n + 1, sizeof *f->decisions);
        f->decisions[f->decisions_n++] = d;
    }
    return json_is_array(list);
}

static bool marks_in(struct marks *marks, const json_t *list)
{
    uint8_t mark[MARK_BYTES];

    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!hex_in(json_array_get(list, i), mark))
            return false;
        marks_add(marks, mark);
    }
    return json_is_array(list);
}

static bool whole_in(struct flow *f, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i);
        enum entity_kind kind;

        if (!kind_of(json_string_value(json_object_get(row, "kind")), &kind) ||
            !hex_in(json_object_get(row, "sum"), f->whole[kind].sum))
            return false;
        f->whole[kind].is_set = true;
    }
    return json_is_array(list);
}

static bool judged_in(struct flow *f, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *row = json_array_get(list, i);
        struct judged word = {.passes = json_is_true(json_object_get(row, "passes"))};

        if (!hex_in(json_object_get(row, "file"), word.mark) ||
            !text_in(row, "by", word.by, sizeof word.by))
            return false;
        f->judged = mem_grow(f->judged, &f->judged_cap, f->judged_n + 1, sizeof *f->judged);
        f->judged[f->judged_n++] = word;
    }
    return json_is_array(list);
}

static bool machine_in(struct flow *f, const json_t *o)
{
    const json_t *marks = json_object_get(o, "marks");
    size_t n = json_array_size(marks), cap = 0;
    json_int_t number, role;

    if (!number_in(o, "number", 1, MACHINES_MAX, &number) || n > MARKS_MAX ||
        !number_in(o, "role", ROLE_UNKNOWN, ROLE_FAILING, &role))
        return false;
    struct flow_machine *row = flow_machine_row(f, (unsigned)number);
    row->role = (enum machine_role)role;
    row->is_written = json_is_true(json_object_get(o, "written"));
    if (!text_in(o, "code", row->code, sizeof row->code) || row->marks)
        return false;
    for (size_t i = 0; i < n; i++) {
        const json_t *pair = json_array_get(marks, i);
        json_int_t rule = json_integer_value(json_array_get(pair, 0));
        json_int_t verdict = json_integer_value(json_array_get(pair, 1));

        if (rule < 1 || rule > 999 || verdict < 0 || verdict >= VERDICT_COUNT)
            return false;
        row->marks = mem_grow(row->marks, &cap, row->n + 1, sizeof *row->marks);
        row->marks[row->n++] = (struct flow_mark){(unsigned)rule, (enum verdict)verdict};
    }
    return true;
}

static bool machines_in(struct flow *f, const json_t *list)
{
    bool ok = json_is_array(list) && json_array_size(list) <= MACHINES_MAX;

    for (size_t i = 0; ok && i < json_array_size(list); i++)
        ok = machine_in(f, json_array_get(list, i));
    return ok;
}

/* What the steps will ask for. A machine that was not finished must be the same one again. */
static bool resumed_in(struct flow *f, const json_t *all)
{
    const json_t *identity = json_object_get(all, "identity");
    const json_t *chosen = json_object_get(all, "chosen");
    struct resumed *r = &f->resumed;

    r->is_open = true;
    r->left_out = marks_new();
    r->has_chosen = json_is_integer(chosen);
    r->chosen = (uint64_t)json_integer_value(chosen);
    r->has_identity = identity != NULL;
    return (!identity || hex_in(identity, r->identity)) &&
           marks_in(r->left_out, json_object_get(all, "left_out"));
}

bool session_take_over(struct flow *f, const json_t *all, struct err *err)
{
    const char *policy = json_string_value(json_object_get(all, "policy"));

    return policy && flow_set_policy(f, policy, err) &&
           case_in(f, json_object_get(all, "case")) &&
           keywords_in(f, json_object_get(all, "keywords")) &&
           decisions_in(f, json_object_get(all, "decisions")) &&
           marks_in(f->seen, json_object_get(all, "seen")) &&
           whole_in(f, json_object_get(all, "whole")) &&
           judged_in(f, json_object_get(all, "judged")) &&
           machines_in(f, json_object_get(all, "machines")) && resumed_in(f, all);
}
