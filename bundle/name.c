/* name.c - the names that a bundle may hold. */
#include "bundle/name.h"

#include "base/lang.h"
#include "bundle/plan.h"

static const char *const in_capitals[] = {"README.txt", PLAN_MANIFEST, PLAN_MANIFEST_SM3};

static const struct {
    const char *stem;
    bool numbered; /* com1 ... lpt9 */
} devices[] = {{"con", false}, {"prn", false}, {"aux", false},
               {"nul", false}, {"com", true},  {"lpt", true}};

static bool is_allowed(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* DOS takes "con" and "con.txt" for the device. */
static bool is_device(struct str segment)
{
    for (size_t i = 0; i < COUNT_OF(devices); i++) {
        size_t n = 3;

        if (!str_starts(segment, devices[i].stem))
            continue;
        if (devices[i].numbered) {
            if (segment.n <= n || segment.p[n] < '0' || segment.p[n] > '9')
                continue;
            n++;
        }
        if (segment.n == n || segment.p[n] == '.')
            return true;
    }
    return false;
}

static const char *segment_fault(struct str segment)
{
    if (segment.n == 0)
        return N_("a name with an empty segment");
    if (segment.p[0] == '.' || segment.p[segment.n - 1] == '.')
        return N_("a name that begins or ends with a dot");
    for (size_t i = 0; i < segment.n; i++)
        if (!is_allowed(segment.p[i]))
            return N_("a character that names here do not have");
    return is_device(segment) ? N_("the name of a DOS device") : NULL;
}

const char *name_fault(struct str name)
{
    struct str rest = name, segment;

    if (name.n == 0 || name.n > PLAN_NAME_MAX)
        return N_("the length of the name");
    for (size_t i = 0; i < COUNT_OF(in_capitals); i++) {
        if (str_is(name, in_capitals[i]))
            return NULL;
        if (str_eq_nocase(name, str_of(in_capitals[i])))
            return N_("a name that differs from another by capitals only");
    }
    while (str_next(&rest, '/', &segment)) {
        const char *fault = segment_fault(segment);

        if (fault)
            return fault;
    }
    return NULL;
}

bool name_is_outside_manifest(struct str name)
{
    return str_is(name, PLAN_MANIFEST) || str_is(name, PLAN_RELEASE) ||
           str_starts(name, PLAN_SIGNATURES);
}
