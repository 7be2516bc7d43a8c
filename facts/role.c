/* role.c - words of roles. */
#include "facts/role.h"

static const char *const names[ROLE_COUNT] = {
    [ROLE_UNKNOWN] = "unknown",
    [ROLE_GOOD] = "good",
    [ROLE_FAILING] = "failing",
};

const char *role_name(enum machine_role role)
{
    return names[(size_t)role < ROLE_COUNT ? role : ROLE_UNKNOWN];
}

bool role_of_name(struct str name, enum machine_role *out)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (str_is(name, names[i])) {
            *out = (enum machine_role)i;
            return true;
        }
    }
    return false;
}
