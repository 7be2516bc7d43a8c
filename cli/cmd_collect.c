/* cmd_collect.c - the whole job without a screen. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "bundle/age.h"
#include "bundle/file.h"
#include "cli/cli.h"

/* "6,client-logs": by number or by id. */
static bool choose(struct flow *flow, const char *list, bool yes, struct err *err)
{
    const struct collect_items *items = flow_items(flow);
    struct str rest = str_of(list), word;

    while (str_next(&rest, ',', &word)) {
        uint64_t number;
        bool is_number = str_number(word, &number), found = false;

        for (size_t i = 0; i < items->n; i++) {
            const struct collect_item *item = &items->items[i];
            if (is_number ? item->number != number : !str_is(word, item->id))
                continue;
            found = true;
            if (!flow_choose(flow, item->number, yes, err))
                return false;
        }
        if (!found)
            return err_set(err, E_VALUE, "%s %.*s", yes ? "--with" : "--without",
                           STR_ARG(word));
    }
    return true;
}

/* ---- the steps ------------------------------------------------------------------------------------ */

static bool collect(struct flow *flow, const struct args *args, const struct progress *progress,
                    struct err *err)
{
    unsigned words;

    if (!cli_set_case(flow, args, err) || !flow_check(flow, progress, err))
        return false;
    if (args_has(args, OPT_WITH) && !choose(flow, args->value[OPT_WITH], true, err))
        return false;
    if (args_has(args, OPT_WITHOUT) && !choose(flow, args->value[OPT_WITHOUT], false, err))
        return false;
    if (args_has(args, OPT_KEYWORDS) &&
        !flow_keywords_file(flow, args->value[OPT_KEYWORDS], &words, err))
        return false;
    return flow_collect(flow, progress, err) && flow_review(flow, progress, err);
}

/* Nobody looks at hits here: every kind keeps its safest action, and so counts as seen. */
static bool plan(struct flow *flow, const struct progress *progress, struct err *err)
{
    struct flow_kind kind;

    for (size_t i = 0; flow_kind_at(flow, i, &kind); i++)
        flow_mark_seen(flow, kind.kind);
    return flow_plan(flow, progress, err);
}

/* On a terminal the list is shown and asked about; without one the command itself is the order,
 * unless the policy wants a second person. */
static bool ask_release(const struct flow *flow, struct err *err)
{
    const struct plan *list = flow_the_plan(flow);
    char answer[16] = "";

    fprintf(stderr, "%s\n", _("This is everything that will leave this PC:"));
    for (size_t i = 0; i < plan_count(list); i++)
        fprintf(stderr, "  %10llu  %s\n", (unsigned long long)plan_at(list, i)->size_bytes,
                plan_at(list, i)->name);
    fprintf(stderr, "%s ", _("Release it? Type y for yes:"));
    if (fgets(answer, sizeof answer, stdin) && tolower((unsigned char)answer[0]) == 'y')
        return true;
    return err_set(err, E_NOT_RELEASED, "%s", _("the operator did not agree"));
}

static bool release_second(struct flow *flow, const struct args *args, struct err *err)
{
    const char *file = args->value[OPT_RELEASER_PASSPHRASE_FILE];
    char *secret = NULL;
    struct str passphrase;

    if (!args_has(args, OPT_RELEASER) || !file)
        return err_set(err, E_NOT_RELEASED, "%s",
                       _("the policy asks for a second person: --releaser and "
                         "--releaser-passphrase-file, or the wizard"));
    if (!cli_passphrase(file, &secret, &passphrase, err))
        return false;
    bool ok = flow_release_second(flow, args->value[OPT_RELEASER],
                                  str_of(flow_release_code(flow)), passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    return ok;
}

static bool release(struct flow *flow, const struct args *args, struct err *err)
{
    if (!args_has(args, OPT_YES) && isatty(STDIN_FILENO) && !ask_release(flow, err))
        return false;
    return flow_release(flow, flow_case(flow)->operator_id, err) &&
           (!flow_policy(flow)->second_person || release_second(flow, args, err));
}

static bool sign(struct flow *flow, const struct args *args, struct err *err)
{
    const char *file = args->value[OPT_PASSPHRASE_FILE];
    char *secret = NULL;
    struct str passphrase = {NULL, 0};

    if (file && !cli_passphrase(file, &secret, &passphrase, err))
        return false;
    bool ok = flow_sign(flow, passphrase, err);
    secret_free(secret, PASSPHRASE_MAX);
    return ok;
}

/* ---- the result -------------------------------------------------------------------------------------- */

static enum withheld withheld_why(const struct flow_artifact *a)
{
    return a->left_out ? WITHHELD_BY_USER : a->scan->withheld;
}

static bool print_json(const struct flow *flow, const char *sealed, struct err *err)
{
    json_t *withheld = json_array();
    json_t *findings = json_of_findings(flow_findings(flow));
    struct flow_artifact a;

    for (size_t i = 0; flow_artifact_at(flow, i, &a); i++)
        if (withheld_why(&a) != WITHHELD_NO)
            json_array_append_new(withheld,
                                  json_pack("{s:s, s:s}", "file", a.shown_origin, "reason",
                                            withheld_name(withheld_why(&a))));
    json_t *all =
        json_pack("{s:s, s:s, s:s, s:s, s:O, s:o}", "bundle", flow_written(flow)->path,
                  "bundle_id", flow_bundle_id(flow), "bundle_code", flow_bundle_code(flow),
                  "report_code", flow_report_code(flow), "findings",
                  json_object_get(findings, "findings"), "withheld", withheld);
    json_decref(findings);
    if (sealed[0])
        json_object_set_new(all, "sealed", json_string(sealed));
    cli_add_known(flow, all);
    return cli_json(all, err);
}

static bool print_text(const struct flow *flow, const char *sealed, struct err *err)
{
    struct buf out = BUF_INIT(1024 * 1024);
    struct flow_artifact a;

    cli_findings(flow, &out);
    cli_known(flow, &out);
    buf_puts(&out, "\n");
    for (size_t i = 0; flow_artifact_at(flow, i, &a); i++)
        if (withheld_why(&a) != WITHHELD_NO)
            buf_printf(&out, "%s %s: %s\n", _("Withheld:"), a.shown_origin,
                       _(withheld_text(withheld_why(&a))));
    buf_printf(&out, "%s %s  (%llu)\n", _("Bundle:"), flow_written(flow)->path,
               (unsigned long long)flow_written(flow)->size_bytes);
    if (sealed[0])
        buf_printf(&out, "%s %s\n", _("Sealed copy:"), sealed);
    buf_printf(&out, "%s %s\n", _("Bundle id:"), flow_bundle_id(flow));
    buf_printf(&out, "%s %s\n", _("Bundle code:"), flow_bundle_code(flow));
    if (flow_report_code(flow)[0])
        buf_printf(&out, "%s %s\n", _("Report code:"), flow_report_code(flow));
    bool ok = cli_print(buf_str(&out), err);
    buf_done(&out);
    return ok;
}

/* Before anything is collected: can it be written at all? */
static bool can_write(const struct args *args, const char *out_dir, const char *name,
                      struct err *err)
{
    const struct bundle_format *format = bundle_format_of(str_of(name));
    struct buf names = BUF_INIT(256);
    uint64_t free_bytes;

    for (size_t i = 0; i < bundle_formats_n; i++)
        buf_printf(&names, "%s%s", i > 0 ? ", " : "", bundle_formats[i]->name);
    if (!format)
        err_set(err, E_VALUE, "--format %s (%s)", name, buf_cstr(&names));
    buf_done(&names);
    if (format && format->is_folder && args_has(args, OPT_SPLIT))
        err_set(err, E_USAGE, "--format %s --split", name);
    if (format && args_has(args, OPT_SEAL) && (format->is_folder || args_has(args, OPT_SPLIT)))
        err_set(err, E_USAGE, "--format %s --seal", name);
    return !err_is_set(err) && bundle_space(out_dir, &free_bytes, err);
}

/* Wrong words are told before anything is collected. */
static bool check_extras(const struct args *args, const struct flow *flow, struct err *err)
{
    uint8_t recipient[X25519_BYTES];

    if (args_has(args, OPT_QR) && !flow_policy(flow)->qr)
        return err_set(err, E_POLICY_REFUSED, "--qr, policy %s", flow_policy(flow)->name);
    return !args_has(args, OPT_SEAL) ||
           age_recipient(str_of(args->value[OPT_SEAL]), recipient, err);
}

/* What goes along with the bundle. sealed is "" without --seal. */
static bool hand_over(struct flow *flow, const struct args *args, const struct progress *p,
                      char *sealed, struct err *err)
{
    struct buf svg = BUF_INIT(1024 * 1024);

    sealed[0] = '\0';
    bool ok =
        !args_has(args, OPT_SEAL) || flow_seal(flow, args->value[OPT_SEAL], p, sealed, err);
    if (ok && args_has(args, OPT_QR))
        ok = flow_qr_svg(flow, &svg, err) &&
             file_put(args->value[OPT_QR], FILE_REPLACE, buf_str(&svg), 0644, err);
    buf_done(&svg);
    return ok;
}

bool cmd_collect(const struct args *args, int *code, struct err *err)
{
    const char *out_dir = args_has(args, OPT_OUT) ? args->value[OPT_OUT] : ".";
    const char *format = args_has(args, OPT_FORMAT) ? args->value[OPT_FORMAT] : "zip";
    struct progress progress = cli_progress();
    const struct progress *p = progress.step ? &progress : NULL;
    char sealed[4096];

    if (!can_write(args, out_dir, format, err))
        return false;
    struct flow *flow = cli_flow(args, err);
    bool ok = flow && check_extras(args, flow, err) && collect(flow, args, p, err) &&
              plan(flow, p, err);
    cli_progress_end();
    ok = ok && release(flow, args, err) && sign(flow, args, err) &&
         flow_write(flow, out_dir, format, p, err) && hand_over(flow, args, p, sealed, err);
    cli_progress_end();
    ok = ok && (args_has(args, OPT_JSON) ? print_json(flow, sealed, err)
                                         : print_text(flow, sealed, err));
    if (ok)
        *code = cli_verdict_exit(flow_findings(flow));
    flow_free(flow);
    return ok;
}
