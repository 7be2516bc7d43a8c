/* decide.c - decisions about single values. */
#include "redact/decide.h"

#include "redact/engine.h"

void redactor_tag(const struct redactor *r, enum entity_kind kind, struct str text,
                  uint8_t tag[VALUE_TAG_BYTES])
{
    uint8_t whole[TAG_BYTES];
    struct value v;

    if (value_of(kind, text, &v))
        text = (struct str){(const char *)v.p, v.n};
    keyed_tag(r->keys, kind, text, whole);
    memcpy(tag, whole, VALUE_TAG_BYTES);
}

static int order_of(const struct value_decision *d, enum entity_kind kind, const uint8_t *tag)
{
    return d->kind != kind ? (int)d->kind - (int)kind : memcmp(d->tag, tag, VALUE_TAG_BYTES);
}

/* The first decision that does not come before; r->values is sorted by kind and tag. */
static size_t place_of(const struct redactor *r, enum entity_kind kind, const uint8_t *tag)
{
    size_t low = 0, high = r->values_n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (order_of(&r->values[middle], kind, tag) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_decided(const struct redactor *r, size_t i, enum entity_kind kind,
                       const uint8_t *tag)
{
    return i < r->values_n && order_of(&r->values[i], kind, tag) == 0;
}

/* The scanner gives the bytes of a kept kind twice; a kind with values that differ is not one. */
static void settle_kind(struct redactor *r, enum entity_kind kind)
{
    bool differs = r->values_of_kind[kind] > 0 && r->actions[kind] == REDACT_KEEP;

    r->scan_actions[kind] = differs ? REDACT_MASK : r->actions[kind];
}

void redactor_settle_kind(struct redactor *r, enum entity_kind kind, enum redact_action action)
{
    size_t from = 0, to = 0;

    for (size_t i = 0; i < r->values_n; i++)
        if (r->values[i].kind != (uint8_t)kind)
            r->values[to++] = r->values[i];
        else
            from++;
    r->values_n = to;
    r->values_of_kind[kind] -= from;
    r->actions[kind] = action;
    settle_kind(r, kind);
}

bool redactor_decide_value(struct redactor *r, enum entity_kind kind,
                           const uint8_t tag[VALUE_TAG_BYTES], enum redact_action action,
                           struct err *err)
{
    if ((unsigned)kind >= ENTITY_COUNT || (unsigned)action >= REDACT_ACTION_COUNT)
        return err_set(err, E_INTERNAL, "decision %d for kind %d", (int)action, (int)kind);
    size_t i = place_of(r, kind, tag);

    if (!is_decided(r, i, kind, tag)) {
        if (r->values_n == VALUE_DECISIONS_MAX)
            return err_set(err, E_TOO_LARGE, "%d decisions", VALUE_DECISIONS_MAX);
        r->values = mem_grow(r->values, &r->values_cap, r->values_n + 1, sizeof *r->values);
        memmove(r->values + i + 1, r->values + i, (r->values_n - i) * sizeof *r->values);
        r->values_n++;
        r->values_of_kind[kind]++;
        r->values[i].kind = (uint8_t)kind;
        memcpy(r->values[i].tag, tag, VALUE_TAG_BYTES);
    }
    r->values[i].action = (uint8_t)action;
    settle_kind(r, kind);
    return true;
}

enum redact_action redactor_action_of(const struct redactor *r, enum entity_kind kind,
                                      struct str text)
{
    uint8_t tag[VALUE_TAG_BYTES];

    if (r->values_of_kind[kind] == 0)
        return r->actions[kind];
    redactor_tag(r, kind, text, tag);
    size_t i = place_of(r, kind, tag);
    return is_decided(r, i, kind, tag) ? (enum redact_action)r->values[i].action
                                       : r->actions[kind];
}

void redactor_preview(struct redactor *r, enum entity_kind kind, struct str text,
                      enum redact_action action, struct buf *out)
{
    redactor_ready(r);
    redactor_put(r, kind, text, action, out);
}

bool redactor_holds_back(const struct redactor *r)
{
    bool holds = r->rules != NULL; /* one that is given up does */

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        holds |= r->actions[kind] == REDACT_DROP_FILE;
    for (size_t i = 0; i < r->values_n; i++)
        holds |= r->values[i].action == REDACT_DROP_FILE;
    return holds;
}
