/* cmd_wizard.c - the wizard on this terminal. */
#include "cli/cli.h"
#include "tui/term_curses.h"
#include "tui/wizard.h"

bool cmd_wizard(const struct args *args, int *code, struct err *err)
{
    const struct wizard_options options = {.out_dir = args->value[OPT_OUT]};
    struct flow *flow = cli_flow(args, err);
    struct term *term = NULL;
    unsigned words;

    bool ok = flow && cli_set_case(flow, args, err) &&
              (!args_has(args, OPT_KEYWORDS) ||
               flow_keywords_file(flow, args->value[OPT_KEYWORDS], &words, err));
    if (ok)
        term = term_curses_new(err);
    ok = term && wizard_run(flow, term, &options, code, err);
    term_free(term);
    flow_free(flow);
    return ok;
}
