/* entities.c - entities.def as a table, and the words of the actions. */
#include "redact/redact.h"

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

bool entity_of_class(enum fact_class cls, enum entity_kind *kind)
{
    static const enum entity_kind kinds[CLASS_COUNT] = {
        [CLASS_SERIAL] = ENTITY_SERIAL, [CLASS_UUID] = ENTITY_UUID, [CLASS_MAC] = ENTITY_MAC,
        [CLASS_IPV4] = ENTITY_IPV4,     [CLASS_IPV6] = ENTITY_IPV6, [CLASS_HOST] = ENTITY_HOST,
        [CLASS_DOMAIN] = ENTITY_DOMAIN, [CLASS_USER] = ENTITY_USER, [CLASS_OEM] = ENTITY_OEM};

    *kind = kinds[cls];
    return cls != CLASS_PUBLIC;
}
