/* cmd_record.c - this machine as a redacted recording for tests. */
#include "cli/cli.h"
#include "flow/record.h"

bool cmd_record(const struct args *args, int *code, struct err *err)
{
    struct progress progress = cli_progress();
    const struct progress *p = progress.step ? &progress : NULL;
    struct flow *flow = cli_flow(args, err);
    unsigned words;
    bool ok = flow &&
              (!args_has(args, OPT_KEYWORDS) ||
               flow_keywords_file(flow, args->value[OPT_KEYWORDS], &words, err)) &&
              flow_record(flow, args->words[0], p, err);

    (void)code;
    cli_progress_end();
    flow_free(flow);
    return ok;
}
