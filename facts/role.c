/* role.c - words of roles. */
#include "facts/role.h"

#include "base/lang.h"

static const struct {
    const char *name, *text;
} roles[ROLE_COUNT] = {
    [ROLE_UNKNOWN] = {"unknown", N_("not known")},
    [ROLE_GOOD] = {"good", N_("good: it is activated")},
    [ROLE_FAILING] = {"failing", N_("failing: cannot be activated")},
};

static size_t row_of(enum machine_role role)
{
    return (size_t)role < ROLE_COUNT ? role : ROLE_UNKNOWN;
}

const char *role_name(enum machine_role role)
{
    return roles[row_of(role)].name;
}

const char *role_text(enum machine_role role)
{
    return roles[row_of(role)].text;
}

bool role_of_name(struct str name, enum machine_role *out)
{
    for (size_t i = 0; i < ROLE_COUNT; i++) {
        if (str_is(name, roles[i].name)) {
            *out = (enum machine_role)i;
            return true;
        }
    }
    return false;
}
