/* entities.c - entities.def as a table, and the words of the actions. */
#include "redact/redact.h"

static const struct entity_row rows[ENTITY_COUNT] = {
#define ENTITY(id, name, rule, action, zh, en) {name, rule, action, {zh, en}},
#include "redact/entities.def"
#undef ENTITY
};

static const char *const action_names[REDACT_ACTION_COUNT] = {"alias", "mask", "keep",
                                                              "drop-line"};

const struct entity_row *entity_row(enum entity_kind kind)
{
    return &rows[kind];
}

const char *redact_action_name(enum redact_action action)
{
    return action_names[action];
}
