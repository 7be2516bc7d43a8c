/* cmd_check.c - verdicts only: of this machine, a recorded one, or of a bundle. */
#include "cli/cli.h"
#include "cli/desk.h"
#include "desk/overview.h"

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

static bool check_machine(const struct args *args, int *code, struct err *err)
{
    struct flow *flow = cli_flow(args, err);
    bool ok = flow && cli_set_case(flow, args, err) && flow_check(flow, NULL, err) &&
              (args_has(args, OPT_JSON) ? print_json(flow, err) : print_text(flow, err));

    if (ok)
        *code = cli_verdict_exit(flow_findings(flow));
    flow_free(flow);
    return ok;
}

/* A machine's options say nothing of a bundle. */
static bool only_a_bundle(const struct args *args, struct err *err)
{
    static const enum option others[] = {OPT_ROOT, OPT_SMBIOS, OPT_FROM,
                                         OPT_ROLE, OPT_ERROR,  OPT_SYMPTOM};

    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (args_has(args, others[i]))
            return err_set(err, E_USAGE, "%s", args->words[0]);
    return true;
}

static bool check_bundle(const struct args *args, int *code, struct err *err)
{
    struct evidence e = {0};
    struct profile_pack pack = {.profile = NULL};
    struct recheck r = {.rows_n = 0};
    bool ok = only_a_bundle(args, err) && cli_genuine(args, args->words[0], &e, err) &&
              cli_desk_profile(args, &e, &pack, err) &&
              recheck_run(&e, pack.profile, e.arena, &r, err);

    ok = ok && (args_has(args, OPT_JSON)
                    ? cli_json(overview_check_json(&e, &r), err)
                    : cli_print_doc(overview_check(&e, &r, pack.profile, lang_get()), err));
    if (ok)
        *code = r.rows_n > 0 ? EXIT_ACTION : cli_verdict_exit(&r.findings);
    profile_pack_done(&pack);
    evidence_close(&e);
    return ok;
}

bool cmd_check(const struct args *args, int *code, struct err *err)
{
    return args->words_n > 0 ? check_bundle(args, code, err) : check_machine(args, code, err);
}
