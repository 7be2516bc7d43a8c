/* cmd_smbios.c - the decode of a table, live or from a dump. */
#include "cli/cli.h"
#include "collect/smbios.h"
#include "collect/smbios_json.h"

#define TEXT_MAX (32 * 1024 * 1024)

static bool print_json(const struct flow *flow, struct err *err)
{
    const struct fact_list *facts = flow_facts(flow);
    json_t *all = smbios_json(flow_smbios(flow)), *list = json_array();
    struct buf text = BUF_INIT(TEXT_MAX);

    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *fact = fact_at(facts, i);
        if (str_starts(str_of(fact_key_row(fact->key)->name), "smbios."))
            json_array_append_new(list, json_of_fact(fact));
    }
    json_object_set_new(all, "facts", list);
    bool ok = json_print(all, &text, err) && cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

static bool print_text(const struct flow *flow, struct err *err)
{
    struct buf text = BUF_INIT(TEXT_MAX);

    smbios_print(flow_smbios(flow), &text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

static bool have_table(const struct flow *flow, const struct args *args, struct err *err)
{
    const char *where = args_has(args, OPT_ROOT) ? args->value[OPT_ROOT] : "/";

    if (flow_smbios(flow)->n > 0)
        return true;
    if (flow_smbios_state(flow) == FACT_DENIED)
        return err_set(err, E_FS_DENIED, "%s", "/sys/firmware/dmi/tables");
    return err_set(err, E_NO_SMBIOS, "%s", where);
}

bool cmd_smbios(const struct args *args, int *code, struct err *err)
{
    struct flow *flow = cli_flow(args, err);
    bool ok = flow && flow_check(flow, NULL, err) && have_table(flow, args, err) &&
              (args_has(args, OPT_JSON) ? print_json(flow, err) : print_text(flow, err));

    (void)code;
    flow_free(flow);
    return ok;
}
