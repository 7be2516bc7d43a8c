/* cmd_verify.c - is a bundle genuine? And show: what it holds. */
#include "cli/cli.h"
#include "cli/desk.h"
#include "cli/trusted.h"
#include "desk/overview.h"

/* --record: what was taken is noted in the own trust folder. */
static bool record(const struct args *args, const struct verify_report *report, struct err *err)
{
    struct keyring *keys;

    if (!args_has(args, OPT_RECORD))
        return true;
    if (!report->has_number)
        return err_set(err, E_BUNDLE_FORM, "%s", "case.txt");
    keys = keyring_open(args->value[OPT_KEY_DIR], err);
    bool ok = keys && keyring_record(keys, &report->number, err);
    keyring_free(keys);
    return ok;
}

typedef struct doc *overview_page(const struct evidence *e, const struct profile *p,
                                  enum lang lang);

static bool print_page(const struct args *args, const struct evidence *e, overview_page *page,
                       struct err *err)
{
    struct profile_pack pack;

    if (!cli_desk_profile(args, e, &pack, err))
        return false;
    bool ok = cli_print_doc(page(e, pack.profile, lang_get()), err);
    profile_pack_done(&pack);
    return ok;
}

/* A bundle that is not genuine has its page on standard output, its error line on the other. */
bool cmd_verify(const struct args *args, int *code, struct err *err)
{
    struct evidence e = {0};
    bool ok = cli_evidence(args, args->words[0], &e, err) &&
              (args_has(args, OPT_JSON) ? cli_json(overview_verify_json(&e), err)
                                        : print_page(args, &e, overview_verify, err)) &&
              (e.report.genuine || cli_refuse(&e, err)) && record(args, &e.report, err);

    (void)code;
    evidence_close(&e);
    return ok;
}

bool cmd_show(const struct args *args, int *code, struct err *err)
{
    struct evidence e = {0};
    bool ok = cli_genuine(args, args->words[0], &e, err) &&
              (args_has(args, OPT_JSON) ? cli_json(overview_show_json(&e), err)
                                        : print_page(args, &e, overview_show, err));

    (void)code;
    evidence_close(&e);
    return ok;
}
