/* case.c - --case, --machine, --role, --operator and --keywords into a flow. */
#include <string.h>

#include "cli/cli.h"

static bool parse_machine(const char *text, struct case_info *info, struct err *err)
{
    struct str rest = str_of(text), part;
    uint64_t machine = 0, machines = 0;
    bool ok = str_next(&rest, '/', &part) && str_number(part, &machine) && rest.p &&
              str_number(rest, &machines) && machine <= 999 && machines <= 999;

    if (!ok)
        return err_set(err, E_VALUE, "--machine %s (3/10)", text);
    info->machine = (unsigned)machine;
    info->machines = (unsigned)machines;
    return true;
}

static bool parse_role(const char *text, enum machine_role *role, struct err *err)
{
    return role_of_name(str_of(text), role) ||
           err_set(err, E_VALUE, "--role %s (good, failing, unknown)", text);
}

static bool copy(char *to, size_t size, const char *option, const char *text, struct err *err)
{
    if (!text)
        return true;
    if (strlen(text) >= size)
        return err_set(err, E_VALUE, "%s %.40s...", option, text);
    memcpy(to, text, strlen(text) + 1);
    return true;
}

bool cli_set_case(struct flow *flow, const struct args *args, struct err *err)
{
    struct case_info info = *flow_case(flow);
    const char *machine = args->value[OPT_MACHINE], *role = args->value[OPT_ROLE];

    return copy(info.number, sizeof info.number, "--case", args->value[OPT_CASE], err) &&
           copy(info.operator_id, sizeof info.operator_id, "--operator",
                args->value[OPT_OPERATOR], err) &&
           copy(info.error_text, sizeof info.error_text, "--error", args->value[OPT_ERROR],
                err) &&
           copy(info.symptom, sizeof info.symptom, "--symptom", args->value[OPT_SYMPTOM],
                err) &&
           (!machine || parse_machine(machine, &info, err)) &&
           (!role || parse_role(role, &info.role, err)) && flow_set_case(flow, &info, err);
}
