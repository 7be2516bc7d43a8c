/* predicates.c - what a rule may ask of a fact (predicates.def). */
#include "check/placeholder.h"
#include "check/profile.h"

#include <string.h>

static const struct predicate_row rows[PREDICATE_COUNT] = {
#define PREDICATE(id, name, function, argument) [PREDICATE_##id] = {name, function, argument},
#include "check/predicates.def"
#undef PREDICATE
};

static const struct answer holds = {.reason = REASON_PASS, .why = ""};

const struct predicate_row *predicate_row(enum predicate predicate)
{
    return (size_t)predicate < PREDICATE_COUNT ? &rows[predicate] : NULL;
}

static struct answer fails(enum reason reason, const char *why)
{
    return (struct answer){.reason = reason, .why = why};
}

enum fact_state check_state(const struct fact *f)
{
    return f->state == FACT_REDACTED ? f->was : f->state;
}

/* A redacted value tells its length by one sign a byte, a blank being '_'. */
size_t check_bytes(const struct fact *f)
{
    struct str s = str_of(f->classes);

    if (f->state != FACT_REDACTED || s.n == 0)
        return f->state == FACT_REDACTED ? f->length_bytes : str_trim(f->text).n;
    while (s.n > 0 && s.p[s.n - 1] == '_')
        s.n--;
    while (s.n > 0 && s.p[0] == '_')
        s = str_sub(s, 1, s.n);
    return s.n;
}

struct answer predicate_present(const struct question *q)
{
    static const struct {
        enum fact_state state;
        enum reason reason;
    } nothings[] = {
        {FACT_ABSENT, REASON_ABSENT},    {FACT_BEYOND_LENGTH, REASON_EMPTY},
        {FACT_INDEX_ZERO, REASON_EMPTY}, {FACT_EMPTY, REASON_EMPTY},
        {FACT_BLANK, REASON_EMPTY},      {FACT_INDEX_RANGE, REASON_MALFORMED},
    };
    enum fact_state state = check_state(q->fact);

    for (size_t i = 0; i < COUNT_OF(nothings); i++)
        if (nothings[i].state == state)
            return fails(nothings[i].reason, fact_state_name(state));
    return holds;
}

static enum judgement judge_fact(const struct question *q, const char **rule)
{
    struct str field = check_field_of(q->fact->key);

    *rule = "";
    if (field.n == 0 || q->fact->state != FACT_OK)
        return JUDGE_OK;
    return judge_value(q->judge, field, q->fact->text, rule);
}

/* The model in place of a serial: a tool that wrote one string everywhere. */
static bool is_copied(const struct question *q)
{
    static const enum fact_key names[] = {KEY_SYSTEM_MANUFACTURER, KEY_SYSTEM_PRODUCT,
                                          KEY_SYSTEM_FAMILY,       KEY_SYSTEM_SKU,
                                          KEY_BOARD_MANUFACTURER,  KEY_BOARD_PRODUCT};
    struct str value = str_trim(q->fact->text);

    if (fact_key_row(q->fact->key)->cls != CLASS_SERIAL || q->fact->state != FACT_OK)
        return false;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct fact *other = fact_find(q->facts, names[i], 0);
        if (other && other->state == FACT_OK && str_eq_nocase(str_trim(other->text), value))
            return true;
    }
    return false;
}

struct answer predicate_not_placeholder(const struct question *q)
{
    const char *rule;

    if (judge_fact(q, &rule) == JUDGE_PLACEHOLDER)
        return fails(REASON_PLACEHOLDER, rule);
    return is_copied(q) ? fails(REASON_PLACEHOLDER, "copied") : holds;
}

struct answer predicate_well_formed(const struct question *q)
{
    const char *rule;

    if (q->fact->state == FACT_REDACTED && strchr(q->fact->classes, '#'))
        return fails(REASON_MALFORMED, "unprintable");
    return judge_fact(q, &rule) == JUDGE_MALFORMED ? fails(REASON_MALFORMED, rule) : holds;
}

struct answer predicate_max_bytes(const struct question *q)
{
    return check_bytes(q->fact) > q->must->bytes ? fails(REASON_MALFORMED, "max_bytes") : holds;
}

/* The key itself, or the key that holds what another source says: disk.serial_other. */
static bool is_same_field(enum fact_key key, enum fact_key other)
{
    struct str name = str_of(fact_key_row(key)->name);
    struct str other_name = str_of(fact_key_row(other)->name);

    return other == key || (str_starts(other_name, name.p) &&
                            str_is(str_sub(other_name, name.n, other_name.n), "_other"));
}

/* A second fact of the same field and instance is the same thing read another way. */
struct answer predicate_sources_agree(const struct question *q)
{
    for (size_t i = 0; i < fact_count(q->facts); i++) {
        const struct fact *other = fact_at(q->facts, i);
        if (is_same_field(q->fact->key, other->key) && other->instance == q->fact->instance &&
            other->state == q->fact->state && check_state(other) == FACT_OK &&
            !str_eq(str_trim(other->text), str_trim(q->fact->text)))
            return fails(REASON_DIFFER, "sources_agree");
    }
    return holds;
}

struct answer predicate_is_false(const struct question *q)
{
    return q->fact->number != 0 ? fails(REASON_NOT_AS_REQUIRED, "is_false") : holds;
}

struct answer predicate_is_true(const struct question *q)
{
    return q->fact->number == 0 ? fails(REASON_NOT_AS_REQUIRED, "is_true") : holds;
}

/* SMBIOS 3.7, 7.4.1: bit 7 is the lock, 01h "Other", 02h "Unknown", 24h the last one. */
struct answer predicate_enclosure_allowed(const struct question *q)
{
    uint64_t type = q->fact->number & 0x7f;

    for (unsigned i = 0; i < q->must->numbers_count; i++)
        if (q->must->numbers[i] == type)
            return holds;
    if (type == 1 || type == 2)
        return fails(REASON_PLACEHOLDER, "enclosure-unknown");
    if (type == 0 || type > 0x24)
        return fails(REASON_MALFORMED, "enclosure-no-type");
    return fails(REASON_NOT_AS_REQUIRED, "enclosure_allowed");
}

static bool is_unread(const struct fact *f)
{
    return f && (f->state == FACT_DENIED || f->state == FACT_UNREADABLE);
}

static struct answer pick(enum reason reason, const char *why, const struct fact *fact)
{
    return (struct answer){.reason = reason, .why = why, .fact = fact};
}

/* One physical adapter that is enabled. What could not be read might be the one. */
struct answer predicate_any_physical_enabled(const struct question *q)
{
    unsigned n = fact_instances(q->facts, KEY_NIC_PHYSICAL);
    const struct fact *unread = NULL, *disabled = NULL, *virtual = NULL;

    for (unsigned i = 0; i < n; i++) {
        const struct fact *physical = fact_find(q->facts, KEY_NIC_PHYSICAL, i);
        const struct fact *enabled = fact_find(q->facts, KEY_NIC_ENABLED, i);
        if (!physical)
            continue;
        if (physical->state == FACT_NOT_APPLICABLE)
            return (struct answer){.why = "", .fact = physical, .not_applicable = true};
        if (is_unread(physical))
            unread = physical;
        else if (physical->state != FACT_OK || !physical->number)
            virtual = physical;
        else if (!enabled || is_unread(enabled))
            unread = enabled ? enabled : physical;
        else if (enabled->state == FACT_OK && enabled->number)
            return pick(REASON_PASS, "", enabled);
        else
            disabled = enabled;
    }
    if (unread)
        return pick(REASON_UNREADABLE, fact_state_name(unread->state), unread);
    if (disabled)
        return pick(REASON_NOT_AS_REQUIRED, "any_physical_enabled", disabled);
    return virtual ? pick(REASON_ABSENT, "no-adapter", virtual)
                   : pick(REASON_UNREADABLE, "no-fact", NULL);
}
