/* places.c - what was found, value by value: lists, decisions, the ledger of what was seen. */
#include <string.h>

#include "flow/state.h"

#define MARKED_MAX 65536 /* values of a kind */

/* ---- lists ---------------------------------------------------------------------------------- */

static void count_facts(struct flow *f)
{
    for (size_t i = 0; i < f->redacted_n; i++) {
        f->hits[f->redacted[i].kind]++;
        f->files[f->redacted[i].kind] = 1; /* facts.json */
    }
}

static void count_artifact(struct flow *f, const struct scan_result *scan)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        f->hits[kind] += scan->hits[kind];
        f->files[kind] += scan->hits[kind] > 0;
    }
}

static bool leaves(const void *flow, uint32_t file)
{
    return flow_carries(flow, file);
}

/* A kind that was seen as a whole still is when it holds the same values. */
static void see_again(struct flow *f, enum entity_kind kind)
{
    uint8_t sum[MARK_BYTES];

    if (!f->whole[kind].is_set)
        return;
    values_sum(f->values, kind, sum);
    if (memcmp(sum, f->whole[kind].sum, sizeof sum) == 0)
        values_see_all(f->values, kind);
}

void flow_list_places(struct flow *f)
{
    memset(f->hits, 0, sizeof f->hits);
    memset(f->files, 0, sizeof f->files);
    count_facts(f);
    for (size_t i = 0; i < flow_artifacts(f); i++)
        if (flow_carries(f, i))
            count_artifact(f, &f->scans[i]);
    values_list(f->values, leaves, f);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        see_again(f, (enum entity_kind)kind);
}

static const struct value_row *row_at(const struct flow *f, enum entity_kind kind, size_t i)
{
    return f->values && kind < ENTITY_COUNT ? value_at(f->values, kind, i) : NULL;
}

/* ---- what was decided ----------------------------------------------------------------------- */

static enum redact_action decided(const struct flow *f, enum entity_kind kind,
                                  const uint8_t *tag)
{
    for (size_t i = f->decisions_n; i-- > 0;) {
        const struct decision *d = &f->decisions[i];

        if (d->kind == kind &&
            (!d->is_value || (tag && memcmp(d->tag, tag, VALUE_TAG_BYTES) == 0)))
            return d->action;
    }
    return f->redactor ? redactor_action(f->redactor, kind) : entity_row(kind)->action;
}

static bool is_mixed(const struct flow *f, enum entity_kind kind)
{
    for (size_t i = f->decisions_n; i-- > 0;)
        if (f->decisions[i].kind == kind)
            return f->decisions[i].is_value;
    return false;
}

static void add_decision(struct flow *f, const struct decision *decision)
{
    f->decisions =
        mem_grow(f->decisions, &f->decisions_cap, f->decisions_n + 1, sizeof *f->decisions);
    f->decisions[f->decisions_n++] = *decision;
}

bool flow_decide(struct flow *f, enum entity_kind kind, enum redact_action action,
                 struct err *err)
{
    if (kind >= ENTITY_COUNT || action >= REDACT_ACTION_COUNT)
        return err_set(err, E_VALUE, "%d %d", (int)kind, (int)action);
    if (f->redactor && !is_mixed(f, kind) && decided(f, kind, NULL) == action)
        return true;
    add_decision(f, &(struct decision){.kind = kind, .action = action});
    flow_void_review(f);
    return true;
}

bool flow_decide_place(struct flow *f, enum entity_kind kind, size_t i,
                       enum redact_action action, struct err *err)
{
    struct decision decision = {.kind = kind, .is_value = true, .action = action};
    const struct value_row *row = row_at(f, kind, i);

    if (!row || action >= REDACT_ACTION_COUNT)
        return err_set(err, E_VALUE, "%d %zu %d", (int)kind, i, (int)action);
    if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    if (decided(f, kind, row->tag) == action)
        return true;
    memcpy(decision.tag, row->tag, VALUE_TAG_BYTES);
    add_decision(f, &decision);
    f->is_stale = true;
    return true;
}

bool flow_keeps_another(const struct flow *f, enum entity_kind kind, size_t i,
                        enum entity_kind *inner)
{
    const struct value_row *row = row_at(f, kind, i);

    return row && guard_finds_inside(f->redactor, kind, row->text, inner);
}

bool flow_undo(struct flow *f, enum entity_kind *kind)
{
    if (f->decisions_n == 0)
        return false;
    const struct decision *last = &f->decisions[--f->decisions_n];
    *kind = last->kind;
    if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    if (last->is_value)
        f->is_stale = true;
    else
        flow_void_review(f);
    return true;
}

size_t flow_decisions(const struct flow *f)
{
    return f->decisions_n;
}

void flow_settle(struct flow *f)
{
    if (f->is_stale)
        flow_void_review(f);
    f->is_stale = false;
}

void flow_preview(const struct flow *f, enum entity_kind kind, size_t i,
                  enum redact_action action, struct buf *out)
{
    const struct value_row *row = row_at(f, kind, i);

    if (row)
        redactor_preview(f->redactor, kind, row->text, action, out);
}

/* ---- looking -------------------------------------------------------------------------------- */

size_t flow_kinds(const struct flow *f)
{
    size_t n = 0;

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        n += f->hits[kind] > 0;
    return n;
}

static enum entity_kind kind_at(const struct flow *f, size_t i)
{
    size_t before = 0;

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (f->hits[kind] > 0 && before++ == i)
            return (enum entity_kind)kind;
    return ENTITY_COUNT;
}

/* A kind without a value to show (a field of the table) is seen when its screen was. */
static bool is_seen(const struct flow *f, enum entity_kind kind)
{
    const struct value_list *list = values_of(f->values, kind);

    return list->n > 0 ? list->seen == list->n : f->whole[kind].is_set;
}

bool flow_kind_at(const struct flow *f, size_t i, struct flow_kind *out)
{
    enum entity_kind kind = f->values ? kind_at(f, i) : ENTITY_COUNT;

    if (kind == ENTITY_COUNT)
        return false;
    *out = (struct flow_kind){
        .kind = kind,
        .hits = f->hits[kind],
        .files = f->files[kind],
        .values = values_of(f->values, kind)->n,
        .values_seen = values_of(f->values, kind)->seen,
        .action = decided(f, kind, NULL),
        .is_mixed = is_mixed(f, kind),
        .seen = is_seen(f, kind),
    };
    return true;
}

size_t flow_places(const struct flow *f, enum entity_kind kind)
{
    return f->values ? values_of(f->values, kind)->n : 0;
}

bool flow_place_at(const struct flow *f, enum entity_kind kind, size_t i,
                   struct flow_place *out)
{
    const struct value_row *row = row_at(f, kind, i);

    if (!row)
        return false;
    const struct value_place *place = value_place(f->values, row);
    bool is_fact = place->file == VALUES_FACTS;

    *out = (struct flow_place){
        .kind = kind,
        .text = row->text,
        .file = "facts.json",
        .line = place->line,
        .artifact = FLOW_NO_ARTIFACT,
        .more = row->files - 1,
        .action = decided(f, kind, row->tag),
        .seen = row->seen,
    };
    if (is_fact) {
        out->origin = fact_key_row(f->redacted[place->nth].before->key)->name;
    } else {
        out->artifact = place->file;
        out->file = artifact_at(f->result.artifacts, place->file)->stored;
        out->origin = f->shown[place->file];
    }
    return true;
}

size_t flow_unseen_place(const struct flow *f, enum entity_kind kind, size_t from)
{
    const struct value_row *row;
    size_t i = from;

    while ((row = row_at(f, kind, i)) && row->seen)
        i++;
    return i < flow_places(f, kind) ? i : flow_places(f, kind);
}

static bool holds(struct str value, struct str text)
{
    for (size_t at = 0; at + text.n <= value.n; at++)
        if (str_eq_nocase(str_sub(value, at, text.n), text))
            return true;
    return false;
}

bool flow_find_place(const struct flow *f, enum entity_kind kind, size_t from, struct str text,
                     size_t *out)
{
    size_t n = flow_places(f, kind);

    for (size_t i = 0; i < n; i++)
        if (holds(row_at(f, kind, (from + i) % n)->text, text)) {
            *out = (from + i) % n;
            return true;
        }
    return false;
}

static void note_whole(struct flow *f, enum entity_kind kind)
{
    const struct value_list *list = values_of(f->values, kind);

    if (list->seen < list->n)
        return;
    values_sum(f->values, kind, f->whole[kind].sum);
    f->whole[kind].is_set = true;
}

void flow_mark_place(struct flow *f, enum entity_kind kind, size_t i)
{
    const struct value_row *row = row_at(f, kind, i);

    if (!row || row->seen)
        return;
    value_see(f->values, kind, i);
    marks_add(f->seen, row->tag);
    note_whole(f, kind);
}

/* Each by itself too, as far as that is quick: then those that stay are known when others come. */
void flow_mark_seen(struct flow *f, enum entity_kind kind)
{
    const struct value_row *row;

    for (size_t i = 0; i < MARKED_MAX && (row = row_at(f, kind, i)); i++)
        marks_add(f->seen, row->tag);
    values_see_all(f->values, kind);
    note_whole(f, kind);
}

void flow_forget_seen(struct flow *f)
{
    marks_clear(f->seen);
    memset(f->whole, 0, sizeof f->whole);
    if (f->values)
        values_unsee(f->values);
}

bool flow_all_seen(const struct flow *f)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (f->hits[kind] > 0 && !is_seen(f, (enum entity_kind)kind))
            return false;
    return true;
}
