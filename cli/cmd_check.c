/* cmd_check.c - verdicts only. */
#include "cli/cli.h"

static bool print_json(const struct flow *flow, struct err *err)
{
    json_t *all = json_of_findings(flow_findings(flow));

    json_object_set_new(all, "report_code", json_string(flow_report_code(flow)));
    cli_add_known(flow, all);
    return cli_json(all, err);
}

static bool print_text(const struct flow *flow, struct err *err)
{
    struct buf text = BUF_INIT(256 * 1024);

    cli_findings(flow, &text);
    cli_known(flow, &text);
    buf_printf(&text, "%s %s\n", _("Report code:"), flow_report_code(flow));
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

bool cmd_check(const struct args *args, int *code, struct err *err)
{
    struct flow *flow = cli_flow(args, err);
    bool ok = flow && cli_set_case(flow, args, err) && flow_check(flow, NULL, err) &&
              (args_has(args, OPT_JSON) ? print_json(flow, err) : print_text(flow, err));

    if (ok)
        *code = cli_verdict_exit(flow_findings(flow));
    flow_free(flow);
    return ok;
}
