/* cmd_report.c - what the desk's database answers. */
#include "cli/cli.h"
#include "cli/store.h"

bool cmd_report(const struct args *args, int *code, struct err *err)
{
    (void)code;
    return cli_report_store(args, err);
}
