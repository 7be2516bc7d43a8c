/* cmd_compare.c - bundles side by side. */
#include "cli/cli.h"
#include "cli/desk.h"

bool cmd_compare(const struct args *args, int *code, struct err *err)
{
    struct cli_batch batch = {.n = 0};
    struct comparison *c = NULL;
    bool ok = cli_batch_open(args, &batch, err) && (c = cli_batch_compare(&batch, err));

    if (ok && args_has(args, OPT_HTML))
        ok = cli_html_doc(compare_page(c), args->value[OPT_HTML], err);
    if (ok && (args_has(args, OPT_JSON) || !args_has(args, OPT_HTML)))
        ok = args_has(args, OPT_JSON) ? cli_json(compare_json(c), err)
                                      : cli_print_doc(compare_page(c), err);
    if (ok)
        *code = c->ranked_n > 0 || c->twins_n > 0 || c->latent ? EXIT_ACTION : EXIT_DONE;
    compare_free(c);
    cli_batch_close(&batch);
    return ok;
}
