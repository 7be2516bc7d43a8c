/* places.c - what was found, value by value: lists, the ledger of what was seen, decisions. */
#include <string.h>

#include "flow/state.h"

/* ---- lists ---------------------------------------------------------------------------------- */

/* Values met so far, by tag: 1 + index into the list of their kind. */
struct finder {
    struct flow *f;
    struct {
        uint32_t *slots;
        size_t slots_n;
        size_t cap;
    } of[ENTITY_COUNT];
    struct arena *scratch;
};

static uint32_t *slot_of(struct finder *finder, enum entity_kind kind, const uint8_t *tag)
{
    const struct place_list *list = &finder->f->places[kind];
    size_t mask = finder->of[kind].slots_n - 1, at;

    memcpy(&at, tag, sizeof at);
    for (;; at++) {
        uint32_t *slot = &finder->of[kind].slots[at & mask];

        if (*slot == 0 || memcmp(list->items[*slot - 1].tag, tag, VALUE_TAG_BYTES) == 0)
            return slot;
    }
}

/* All places of a kind are counted first, so that a list is made once in its full size. */
static void make_room(struct finder *finder, enum entity_kind kind, size_t places)
{
    size_t slots = 64;

    while (slots < 2 * places)
        slots *= 2;
    finder->of[kind].slots_n = slots;
    finder->of[kind].slots = arena_take(finder->scratch, slots * sizeof(uint32_t));
    finder->f->places[kind] = (struct place_list){
        .items = arena_take(finder->f->review, (places + 1) * sizeof(struct place))};
}

static void add_place(struct finder *finder, const struct flow_place *view)
{
    struct flow *f = finder->f;
    struct place_list *list = &f->places[view->kind];
    struct place place = {.view = *view};

    redactor_tag(f->redactor, view->kind,
                 str_sub(view->before, view->before_at, view->before_n), place.tag);
    uint32_t *slot = slot_of(finder, view->kind, place.tag);
    if (*slot != 0) {
        list->items[*slot - 1].view.more++;
        return;
    }
    place.seen = marks_has(f->seen, place.tag);
    list->seen += place.seen;
    list->items[list->n++] = place;
    *slot = (uint32_t)list->n;
}

static void add_facts(struct finder *finder)
{
    struct flow *f = finder->f;

    for (size_t i = 0; i < f->redacted_n; i++) {
        const struct flow_fact *fact = &f->redacted[i];

        add_place(finder, &(struct flow_place){.kind = fact->kind,
                                               .file = "facts.json",
                                               .origin = fact_key_row(fact->before->key)->name,
                                               .before = fact->before->text,
                                               .before_n = fact->before->text.n,
                                               .after = fact->after->text,
                                               .after_n = fact->after->text.n,
                                               .artifact = FLOW_NO_ARTIFACT});
    }
}

static void add_samples(struct finder *finder, size_t i)
{
    const struct flow *f = finder->f;
    const struct artifact *artifact = artifact_at(f->result.artifacts, i);

    for (size_t s = 0; s < f->scans[i].samples_n; s++) {
        const struct scan_sample *sample = &f->scans[i].samples[s];

        add_place(finder, &(struct flow_place){.kind = sample->hit.kind,
                                               .file = artifact->stored,
                                               .line = sample->hit.line,
                                               .origin = f->shown[i],
                                               .before = sample->before,
                                               .after = sample->after,
                                               .before_at = sample->before_at,
                                               .before_n = sample->before_n,
                                               .after_at = sample->after_at,
                                               .after_n = sample->after_n,
                                               .artifact = i});
    }
}

static void count_facts(struct flow *f, size_t *places)
{
    for (size_t i = 0; i < f->redacted_n; i++) {
        enum entity_kind kind = f->redacted[i].kind;

        f->hits[kind]++;
        f->files[kind] = 1; /* facts.json */
        places[kind]++;
    }
}

static void count_artifact(struct flow *f, const struct scan_result *scan, size_t *places)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        f->hits[kind] += scan->hits[kind];
        f->files[kind] += scan->hits[kind] > 0;
    }
    for (size_t s = 0; s < scan->samples_n; s++)
        places[scan->samples[s].hit.kind]++;
}

void flow_list_places(struct flow *f)
{
    struct finder finder = {.f = f, .scratch = arena_new()};
    size_t places[ENTITY_COUNT] = {0}, n = flow_artifacts(f);

    memset(f->hits, 0, sizeof f->hits);
    memset(f->files, 0, sizeof f->files);
    count_facts(f, places);
    for (size_t i = 0; i < n; i++)
        if (flow_carries(f, i))
            count_artifact(f, &f->scans[i], places);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        make_room(&finder, (enum entity_kind)kind, places[kind]);
    add_facts(&finder);
    for (size_t i = 0; i < n; i++)
        if (flow_carries(f, i))
            add_samples(&finder, i);
    arena_free(finder.scratch);
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

    if (kind >= ENTITY_COUNT || i >= f->places[kind].n || action >= REDACT_ACTION_COUNT ||
        f->step < STEP_REVIEWED)
        return err_set(err, E_VALUE, "%d %zu %d", (int)kind, i, (int)action);
    if (f->step > STEP_REVIEWED)
        flow_back_to(f, STEP_REVIEWED);
    if (decided(f, kind, f->places[kind].items[i].tag) == action)
        return true;
    memcpy(decision.tag, f->places[kind].items[i].tag, VALUE_TAG_BYTES);
    add_decision(f, &decision);
    f->is_stale = true;
    return true;
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
    const struct flow_place *p = &f->places[kind].items[i].view;

    redactor_preview(f->redactor, kind, str_sub(p->before, p->before_at, p->before_n), action,
                     out);
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

/* A kind without a place to show (a field of the table) is seen when its screen was. */
static bool is_seen(const struct flow *f, enum entity_kind kind)
{
    const struct place_list *list = &f->places[kind];

    return list->n > 0 ? list->seen == list->n : f->kind_seen[kind];
}

bool flow_kind_at(const struct flow *f, size_t i, struct flow_kind *out)
{
    enum entity_kind kind = kind_at(f, i);

    if (kind == ENTITY_COUNT || !f->redactor)
        return false;
    *out = (struct flow_kind){
        .kind = kind,
        .hits = f->hits[kind],
        .files = f->files[kind],
        .values = f->places[kind].n,
        .values_seen = f->places[kind].seen,
        .action = decided(f, kind, NULL),
        .is_mixed = is_mixed(f, kind),
        .seen = is_seen(f, kind),
    };
    return true;
}

size_t flow_places(const struct flow *f, enum entity_kind kind)
{
    return f->places[kind].n;
}

bool flow_place_at(const struct flow *f, enum entity_kind kind, size_t i,
                   struct flow_place *out)
{
    if (i >= f->places[kind].n)
        return false;
    const struct place *place = &f->places[kind].items[i];
    *out = place->view;
    out->seen = place->seen;
    out->action = decided(f, kind, place->tag);
    return true;
}

void flow_mark_place(struct flow *f, enum entity_kind kind, size_t i)
{
    struct place_list *list = &f->places[kind];

    if (i >= list->n || list->items[i].seen)
        return;
    list->items[i].seen = true;
    list->seen++;
    marks_add(f->seen, list->items[i].tag);
}

void flow_mark_seen(struct flow *f, enum entity_kind kind)
{
    f->kind_seen[kind] = true;
    for (size_t i = 0; i < f->places[kind].n; i++)
        flow_mark_place(f, kind, i);
}

void flow_forget_seen(struct flow *f)
{
    marks_clear(f->seen);
    memset(f->kind_seen, 0, sizeof f->kind_seen);
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        for (size_t i = 0; i < f->places[kind].n; i++)
            f->places[kind].items[i].seen = false;
        f->places[kind].seen = 0;
    }
}

bool flow_all_seen(const struct flow *f)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        if (f->hits[kind] > 0 && !is_seen(f, (enum entity_kind)kind))
            return false;
    return true;
}
