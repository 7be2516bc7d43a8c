/* compare_fields.c - the fields of all machines, each with the classes into which it parts them. */
#include <string.h>

#include "desk/compare_inside.h"

#define SLOTS_MAX 16 /* instances of a fact that are compared */

/* ---- the same fact on every machine -------------------------------------------------------------- */

static bool is_yes(const struct evidence *e, enum fact_key key, unsigned instance)
{
    const struct fact *f = fact_find(e->facts, key, instance);

    return f && f->state == FACT_OK && f->number != 0;
}

/* The first instance for which a flag says yes; the instance itself where none does. */
static unsigned instance_of(const struct evidence *e, enum fact_key flag)
{
    unsigned n = fact_instances(e->facts, flag);

    for (unsigned i = 0; i < n; i++)
        if (is_yes(e, flag, i))
            return i;
    return 0;
}

static bool is_of(enum fact_key key, const char *group)
{
    return str_starts(str_of(fact_key_row(key)->name), group);
}

const struct fact *compare_fact(const struct evidence *e, enum fact_key key, unsigned slot)
{
    if (is_of(key, "disk."))
        return slot == 0 ? fact_find(e->facts, key, instance_of(e, KEY_DISK_SYSTEM)) : NULL;
    if (is_of(key, "nic."))
        return slot == 0 ? fact_find(e->facts, key, instance_of(e, KEY_NIC_PHYSICAL)) : NULL;
    return fact_find(e->facts, key, slot);
}

/* What differs from PC to PC by its nature. */
static bool is_own(enum fact_class cls)
{
    return cls == CLASS_SERIAL || cls == CLASS_UUID || cls == CLASS_MAC;
}

/* Names and addresses of the site say nothing about activation. */
static bool is_compared(enum fact_key key)
{
    enum fact_class cls = fact_key_row(key)->cls;

    return cls == CLASS_PUBLIC || cls == CLASS_OEM || is_own(cls);
}

/* ---- words ----------------------------------------------------------------------------------------- */

/* The words of check/ for a state, by way of a finding that no rule made. */
static const char *state_text(const struct comparison *c, const struct fact *f)
{
    struct finding none = {
        .reason = REASON_EMPTY, .why = fact_state_name(f->state), .key = f->key, .fact = f};
    struct explanation x;

    check_explain(c->profile, &none, c->lang, true, c->arena, &x);
    return x.found;
}

const char *compare_value_text(const struct comparison *c, const struct fact *f)
{
    if (f->state == FACT_REDACTED)
        return arena_printf(c->arena, "%s %.*s", lang_text_in(c->lang, N_("token")),
                            STR_ARG(str_trim(f->text)));
    if (f->state != FACT_OK)
        return state_text(c, f);
    return arena_cstr(c->arena, f->text);
}

/* ---- classes ----------------------------------------------------------------------------------------- */

static struct compare_field *field_new(struct comparison *c, enum field_kind kind,
                                       const char *name, const char *title)
{
    struct compare_field *f = &c->fields[c->fields_n++];

    *f = (struct compare_field){.kind = kind, .name = name, .title = title};
    f->values = arena_take(c->arena, (c->n + 1) * sizeof *f->values);
    return f;
}

static void put_value(struct compare_field *f, size_t machine, const struct compare_value *v)
{
    size_t i = 0;

    while (i < f->values_n && !str_eq(f->values[i].same, v->same))
        i++;
    if (i == f->values_n) {
        f->values[i] = *v;
        f->values[i].machines = 0;
        f->values_n++;
    }
    f->values[i].machines |= COMPARE_BIT(machine);
}

static struct str same_of(struct comparison *c, const char *how, const char *what,
                          struct str value)
{
    return str_of(arena_printf(c->arena, "%s\x1f%s\x1f%.*s", how, what, STR_ARG(value)));
}

/* ---- rules ------------------------------------------------------------------------------------------- */

/* Machines that fail a rule in one way are in one class, whatever the token; those that pass are
 * told apart by their value only where that is not their own. */
static struct compare_value rule_value(struct comparison *c, const struct finding *f)
{
    bool own = is_own(fact_key_row(f->key)->cls);
    bool shows = f->fact && f->fact->state == FACT_OK && f->fact->text.n > 0 && !own;
    struct str value = shows ? f->fact->text : STR("");
    const char *way = f->reason == REASON_PASS ? "" : f->why;
    struct explanation x;

    check_explain(c->profile, f, c->lang, shows, c->arena, &x);
    if (own && f->reason == REASON_PASS) /* its length is its own too */
        x.found = lang_text_in(c->lang, N_("set, each its own"));
    return (struct compare_value){
        .text = arena_printf(c->arena, "%s%s%s", x.found, x.value[0] ? "  " : "", x.value),
        .same = same_of(c, verdict_name(f->verdict), way, value),
        .verdict = f->verdict};
}

static void add_rule(struct comparison *c, size_t row, const struct rule_view *rule)
{
    const char *name = arena_printf(c->arena, "rule %u", rule->number);
    const char *title = c->lang == LANG_ZH ? rule->title.zh : rule->title.en;
    struct compare_field *f = field_new(c, FIELD_RULE, name, title);

    f->rule = rule->number;
    f->severity = rule->severity;
    f->strength = rule->severity == VERDICT_MUST_FIX ? 4 : 3;
    for (size_t i = 0; i < c->n; i++) {
        struct compare_value v = rule_value(c, &c->machines[i].check.findings.items[row]);
        put_value(f, i, &v);
    }
}

/* ---- facts ------------------------------------------------------------------------------------------- */

static bool has_rule(const struct comparison *c, enum fact_key key)
{
    struct rule_view rule;

    for (size_t i = 0; profile_rule(c->profile, i, &rule); i++)
        if (rule.key == key && key != KEY_ACTIVATION_FILE)
            return true;
    return false;
}

static struct compare_value fact_value(struct comparison *c, const struct fact *f)
{
    bool own = f && is_own(fact_key_row(f->key)->cls);

    if (!f)
        return (struct compare_value){.text = lang_text_in(c->lang, N_("not looked for")),
                                      .same = STR("no fact")};
    if (own && (f->state == FACT_OK || f->state == FACT_REDACTED))
        return (struct compare_value){.text = lang_text_in(c->lang, N_("set, each its own")),
                                      .same = STR("own")};
    return (struct compare_value){
        .text = compare_value_text(c, f),
        .same = same_of(c, fact_state_name(f->state), "", own ? STR("") : f->text)};
}

static void add_fact(struct comparison *c, enum fact_key key, unsigned slot)
{
    const char *name = fact_key_row(key)->name;
    struct compare_field *field;

    if (slot > 0)
        name = arena_printf(c->arena, "%s[%u]", name, slot);
    field = field_new(c, FIELD_FACT, name, name);
    field->strength = is_of(key, "smbios.bios.") ? 2 : 1;
    for (size_t i = 0; i < c->n; i++) {
        struct compare_value v = fact_value(c, compare_fact(c->machines[i].e, key, slot));
        put_value(field, i, &v);
    }
}

static bool anybody_has(const struct comparison *c, enum fact_key key, unsigned slot)
{
    for (size_t i = 0; i < c->n; i++)
        if (compare_fact(c->machines[i].e, key, slot))
            return true;
    return false;
}

/* ---- what was told ---------------------------------------------------------------------------------- */

/* "not-reinstalled" takes "reinstalled" back. */
static bool is_told(const struct known_issues *told, const bool *found, size_t i)
{
    const char *id = known_issue_at(told, i)->id;

    for (size_t k = 0; k < known_issues_count(told); k++) {
        const char *other = known_issue_at(told, k)->id;
        if (found[k] && str_starts(str_of(other), "not-") && strcmp(other + 4, id) == 0)
            return false;
    }
    return found[i];
}

static void scan(const struct known_issues *told, const struct evidence *e, bool *found)
{
    memset(found, 0, KNOWN_ISSUES_MAX * sizeof *found);
    known_issue_scan(told, str_of(e->symptom), found);
    known_issue_scan(told, str_of(e->error_text), found);
}

static void add_told(struct comparison *c, const struct known_issues *told, size_t row)
{
    const struct known_issue *issue = known_issue_at(told, row);
    const char *title = c->lang == LANG_ZH ? issue->title.zh : issue->title.en;
    struct compare_field *f =
        field_new(c, FIELD_TOLD, arena_printf(c->arena, "told %s", issue->id), title);

    f->strength = 2;
    for (size_t i = 0; i < c->n; i++) {
        bool found[KNOWN_ISSUES_MAX];
        scan(told, c->machines[i].e, found);
        bool yes = is_told(told, found, row);
        struct compare_value v = {
            .text = lang_text_in(c->lang, yes ? N_("told so") : N_("not told")),
            .same = yes ? STR("told") : STR("")};
        put_value(f, i, &v);
    }
}

void compare_add_fields(struct comparison *c, const struct known_issues *told)
{
    size_t rules = profile_rules(c->profile), issues = known_issues_count(told);
    size_t most = rules + issues + (size_t)KEY_COUNT * SLOTS_MAX;
    struct rule_view rule;

    c->fields = arena_take(c->arena, most * sizeof *c->fields);
    for (size_t i = 0; profile_rule(c->profile, i, &rule); i++)
        add_rule(c, i, &rule);
    for (int key = 0; key < KEY_COUNT; key++)
        for (unsigned slot = 0; slot < SLOTS_MAX; slot++)
            if (is_compared((enum fact_key)key) && !has_rule(c, (enum fact_key)key) &&
                anybody_has(c, (enum fact_key)key, slot))
                add_fact(c, (enum fact_key)key, slot);
    for (size_t i = 0; i < issues; i++)
        add_told(c, told, i);
}
