/* entities.c - entities.def as a table, and the words of the actions. */
#include "redact/redact.h"

#define NEVER 4 /* above all levels */

static const struct entity_row rows[ENTITY_COUNT] = {
#define ENTITY(id, name, rule, action, zh, en) {name, rule, action, {zh, en}},
#include "redact/entities.def"
#undef ENTITY
};

static const char *const action_names[REDACT_ACTION_COUNT] = {"alias", "mask", "keep",
                                                              "drop-line", "drop-file"};

const struct entity_row *entity_row(enum entity_kind kind)
{
    return &rows[kind];
}

const char *redact_action_name(enum redact_action action)
{
    return action_names[action];
}

/* Ids of the hardware and of its licence. Others tell of people and networks: single items only.
 * What is masked by default opens something. */
unsigned entity_clear_level(enum entity_kind kind)
{
    static const bool is_hardware[ENTITY_COUNT] = {
        [ENTITY_SERIAL] = true,     [ENTITY_UUID] = true,       [ENTITY_OEM] = true,
        [ENTITY_ACTIVATION] = true, [ENTITY_PRODUCT_ID] = true,
    };

    if (rows[kind].action == REDACT_MASK)
        return NEVER;
    return is_hardware[kind] ? 2 : 3;
}

enum redact_action entity_action(enum entity_kind kind, unsigned level)
{
    bool clear = kind == ENTITY_SERIAL || kind == ENTITY_UUID;

    return clear && level >= entity_clear_level(kind) ? REDACT_KEEP : rows[kind].action;
}

bool entity_of_class(enum fact_class cls, enum entity_kind *kind)
{
    static const enum entity_kind kinds[CLASS_COUNT] = {
        [CLASS_SERIAL] = ENTITY_SERIAL, [CLASS_UUID] = ENTITY_UUID, [CLASS_MAC] = ENTITY_MAC,
        [CLASS_IPV4] = ENTITY_IPV4,     [CLASS_IPV6] = ENTITY_IPV6, [CLASS_HOST] = ENTITY_HOST,
        [CLASS_DOMAIN] = ENTITY_DOMAIN, [CLASS_USER] = ENTITY_USER, [CLASS_OEM] = ENTITY_OEM};

    *kind = kinds[cls];
    return cls != CLASS_PUBLIC;
}
