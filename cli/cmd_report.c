/* cmd_report.c - of bundles the case summary with the reply to the customer, or the fix sheet for
 * the maker; of a database what it answers. */
#include "bundle/spoken_decode.h"
#include "cli/cli.h"
#include "cli/desk.h"
#include "cli/store.h"
#include "desk/report.h"

/* --receipt, as it was heard. */
static bool take_receipt(const struct args *args, struct spoken_receipt *out, struct err *err)
{
    struct decoded code;
    struct heard heard;

    if (!spoken_hear(str_of(args->value[OPT_RECEIPT]), &heard, err))
        return false;
    spoken_decode(&heard, &code);
    if (!code.valid || code.kind != SPOKEN_RECEIPT)
        return err_set(err, E_SPOKEN, "%s", args->value[OPT_RECEIPT]);
    *out = code.receipt;
    return true;
}

static bool make(const struct args *args, const struct cli_batch *batch, struct comparison *c,
                 struct err *err)
{
    struct report_input in = {.c = c, .issues = batch->pack.issues, .receipt_code = ""};
    enum report_kind kind = args_has(args, OPT_FIX_SHEET) ? REPORT_FIX_SHEET : REPORT_CASE;
    struct spoken_receipt receipt;
    struct doc *page;

    if (args_has(args, OPT_RECEIPT)) {
        if (!take_receipt(args, &receipt, err))
            return false;
        in.receipt = &receipt;
        in.receipt_code = args->value[OPT_RECEIPT];
    }
    if (args_has(args, OPT_JSON))
        return cli_json(report_json(&in, kind), err);
    page = report_page(&in, kind, err);
    if (!page)
        return false;
    return args_has(args, OPT_HTML) ? cli_html_doc(page, args->value[OPT_HTML], err)
                                    : cli_print_doc(page, err);
}

static bool report_bundles(const struct args *args, struct err *err)
{
    struct cli_batch batch = {.n = 0};
    struct comparison *c = NULL;
    bool ok = cli_batch_open(args, &batch, err) && (c = cli_batch_compare(&batch, err)) &&
              make(args, &batch, c, err);

    compare_free(c);
    cli_batch_close(&batch);
    return ok;
}

/* Options of one kind of report say nothing of the other. */
static bool options_fit(const struct args *args, struct err *err)
{
    static const enum option of_bundles[] = {OPT_TEXT,  OPT_FIX_SHEET, OPT_RECEIPT,
                                             OPT_TRUST, OPT_KEY,       OPT_PROFILE};
    static const enum option of_store[] = {OPT_CASE, OPT_DATE};
    bool db = args_has(args, OPT_DB);
    const enum option *others = db ? of_bundles : of_store;
    size_t n = db ? COUNT_OF(of_bundles) : COUNT_OF(of_store);
    int forms = args_has(args, OPT_TEXT) + args_has(args, OPT_HTML) + args_has(args, OPT_JSON);
    bool ok = db == (args->words_n == 0) && forms <= 1;

    for (size_t i = 0; i < n; i++)
        ok = ok && !args_has(args, others[i]);
    return ok || err_set(err, E_USAGE, "%s", "report BUNDLE... | --db FILE");
}

bool cmd_report(const struct args *args, int *code, struct err *err)
{
    (void)code;
    return options_fit(args, err) &&
           (args_has(args, OPT_DB) ? cli_report_store(args, err) : report_bundles(args, err));
}
