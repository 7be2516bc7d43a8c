/* run.c - a profile over the facts of one machine. */
#include "check/profile.h"

struct result {
    struct answer answer;
    enum verdict verdict;
    unsigned instance;
};

/* Nothing of the firmware table is there, and every fact of it says so. */
static bool has_no_table(const struct fact_list *facts)
{
    bool seen = false;

    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);
        if (!str_starts(str_of(fact_key_row(f->key)->name), "smbios."))
            continue;
        if (f->state != FACT_ABSENT)
            return false;
        seen = true;
    }
    return seen;
}

static enum verdict verdict_of(const struct rule *rule, const struct answer *a)
{
    if (a->not_applicable)
        return VERDICT_NOT_APPLICABLE;
    if (a->reason == REASON_UNREADABLE)
        return VERDICT_UNREAD;
    return a->reason == REASON_PASS ? VERDICT_OK : rule->severity;
}

/* All predicates in order; the first that fails decides. A note keeps the verdict ok. */
static struct answer ask_all(const struct rule *rule, struct question q)
{
    struct answer answer = {.reason = REASON_PASS, .why = "", .fact = q.fact};

    for (unsigned i = 0; i < rule->must_count; i++) {
        q.must = &rule->must[i];
        struct answer a = predicate_row(q.must->is)->ask(&q);
        if (!a.fact)
            a.fact = q.fact;
        if (a.reason == REASON_PASS) {
            if (rule->instances == INSTANCE_ANY)
                answer = a;
            continue;
        }
        if (q.must->weight == WEIGHT_RULE)
            return a;
        answer.why = a.why;
    }
    return answer;
}

static struct answer ask_fact(const struct rule *rule, struct question q)
{
    const struct fact *f = q.fact;

    if (!f)
        return (struct answer){.reason = REASON_UNREADABLE, .why = "no-fact"};
    if (f->state == FACT_NOT_APPLICABLE)
        return (struct answer){.why = "", .fact = f, .not_applicable = true};
    if (f->state == FACT_DENIED || f->state == FACT_UNREADABLE)
        return (struct answer){REASON_UNREADABLE, fact_state_name(f->state), f, false};
    return ask_all(rule, q);
}

static struct result judge_one(const struct rule *rule, struct question q, unsigned instance)
{
    struct result r = {.instance = instance};

    if (rule->instances == INSTANCE_ANY) {
        r.answer = ask_all(rule, q);
        r.instance = r.answer.fact ? r.answer.fact->instance : 0;
    } else {
        q.fact = fact_find(q.facts, rule->key, instance);
        r.answer = ask_fact(rule, q);
    }
    r.verdict = verdict_of(rule, &r.answer);
    return r;
}

static bool is_worse(enum verdict a, enum verdict b)
{
    static const int rank[VERDICT_COUNT] = {
        [VERDICT_OK] = 0,     [VERDICT_NOT_APPLICABLE] = 1, [VERDICT_WARN] = 2,
        [VERDICT_UNREAD] = 3, [VERDICT_MUST_FIX] = 4,
    };

    return rank[a] > rank[b];
}

/* The worst of the disks that hold the system; that there are several is worth a word. */
static struct result judge_system_disks(const struct rule *rule, struct question q)
{
    unsigned n = fact_instances(q.facts, KEY_DISK_SYSTEM);
    const struct fact *first = fact_find(q.facts, KEY_DISK_SYSTEM, 0);
    struct result worst = {.answer = {REASON_UNREADABLE, "no-system-disk", first, false},
                           .verdict = VERDICT_UNREAD};
    unsigned found = 0;

    if (first && first->state == FACT_NOT_APPLICABLE) {
        worst.answer = (struct answer){.why = "", .fact = first, .not_applicable = true};
        worst.verdict = VERDICT_NOT_APPLICABLE;
        return worst;
    }
    for (unsigned i = 0; i < n; i++) {
        const struct fact *holds = fact_find(q.facts, KEY_DISK_SYSTEM, i);
        if (!holds || holds->state != FACT_OK || !holds->number)
            continue;
        struct result r = judge_one(rule, q, i);
        if (found++ == 0 || is_worse(r.verdict, worst.verdict))
            worst = r;
    }
    if (found > 1 && worst.verdict == VERDICT_OK && !*worst.answer.why)
        worst.answer.why = "several-disks";
    return worst;
}

/* The fact of that key that was read from the rule's path. */
static struct result judge_path(const struct rule *rule, struct question q)
{
    unsigned n = fact_instances(q.facts, rule->key);

    for (unsigned i = 0; i < n; i++) {
        const struct fact *f = fact_find(q.facts, rule->key, i);
        if (f && f->source.path && str_is(str_of(f->source.path), rule->path))
            return judge_one(rule, q, i);
    }
    return (struct result){.answer = {REASON_UNREADABLE, "no-fact", NULL, false},
                           .verdict = VERDICT_UNREAD};
}

static struct result judge_rule_of(const struct rule *rule, struct question q)
{
    switch (rule->instances) {
    case INSTANCE_SYSTEM_DISK:
        return judge_system_disks(rule, q);
    case INSTANCE_PATH:
        return judge_path(rule, q);
    default:
        return judge_one(rule, q, 0);
    }
}

static struct finding finding_of(const struct rule *rule, const struct result *r, bool no_table)
{
    const struct fact *f = r->answer.fact;
    struct finding finding = {.rule = rule->number,
                              .verdict = r->verdict,
                              .reason = r->answer.reason,
                              .why = r->answer.why,
                              .fact = f,
                              .key = f ? f->key : rule->key,
                              .instance = r->instance};

    if (no_table && f && f->state == FACT_ABSENT && f->source.kind == SOURCE_SMBIOS)
        finding.why = "no-table";
    return finding;
}

bool check_run(const struct profile *p, const struct fact_list *facts, struct arena *a,
               struct finding_list *out, struct err *err)
{
    const struct profile_data *data = p->data;
    bool no_table = has_no_table(facts);
    struct finding_list list = {.n = data->rules_count,
                                .pack_version = data->pack,
                                .profile = arena_cstr(a, str_of(data->profile))};

    (void)err;
    list.items = arena_take(a, data->rules_count * sizeof(*list.items));
    for (unsigned i = 0; i < data->rules_count; i++) {
        const struct rule *rule = &data->rules[i];
        struct question q = {.judge = p->judge, .facts = facts};
        struct result r = judge_rule_of(rule, q);
        list.items[i] = finding_of(rule, &r, no_table);
    }
    *out = list;
    return true;
}
