/* cmd_intake.c - bundles into the desk's database. */
#include "base/utf8.h"
#include "cli/cli.h"
#include "cli/store.h"
#include "cli/trusted.h"
#include "desk/intake.h"

static const char *const outcome_words[INTAKE_OUTCOMES] = {
    [INTAKE_TAKEN] = N_("taken in"),
    [INTAKE_OLDER] = N_("taken in, a newer one is there"),
    [INTAKE_ALREADY] = N_("there already"),
    [INTAKE_REFUSED] = N_("refused"),
    [INTAKE_UNREADABLE] = N_("not readable"),
};

static json_t *json_of_row(const struct intake_row *row)
{
    json_t *o =
        json_pack("{s:o, s:s, s:s, s:o, s:i, s:i}", "path", json_text(str_of(row->path)),
                  "outcome", intake_outcome_name(row->outcome), "bundle_id", row->bundle_id,
                  "case", json_text(str_of(row->case_number)), "machine", (int)row->machine,
                  "sequence", (int)row->sequence);

    if (row->outcome == INTAKE_OLDER)
        json_object_set_new(o, "newest", json_integer(row->newest));
    if (err_is_set(&row->why)) {
        json_object_set_new(o, "error", json_integer(row->why.code));
        json_object_set_new(o, "detail", json_text(str_of(row->why.detail)));
    }
    return o;
}

static json_t *json_of_report(const struct intake_report *report)
{
    json_t *all = json_object(), *rows = json_array();

    for (int i = 0; i < INTAKE_OUTCOMES; i++)
        json_object_set_new(all, intake_outcome_name((enum intake_outcome)i),
                            json_integer((json_int_t)report->counts[i]));
    for (size_t i = 0; i < report->n; i++)
        json_array_append_new(rows, json_of_row(&report->rows[i]));
    json_object_set_new(all, "bundles", rows);
    return all;
}

static void put_why(const struct intake_row *row, struct arena *a, struct buf *out)
{
    struct err why = ERR_NONE;

    (void)err_set(&why, row->why.code, "%s",
                  evidence_reason_in(lang_get(), row->why.detail, a));
    buf_printf(out, "E%04d ", (int)why.code);
    err_text(&why, out);
}

/* What is there already needs no word. */
static void put_row(const struct intake_row *row, struct arena *a, struct buf *out)
{
    if (row->outcome == INTAKE_TAKEN || row->outcome == INTAKE_ALREADY)
        return;
    buf_puts(out, "  ");
    utf8_visible(str_of(row->path), out);
    buf_printf(out, "  %s  ", _(outcome_words[row->outcome]));
    if (row->outcome == INTAKE_OLDER)
        buf_printf(out, _("no. %u; no. %u counts"), row->sequence, row->newest);
    else
        put_why(row, a, out);
    buf_putc(out, '\n');
}

/* Each that does not count with its reason, then the counts. */
static bool print_text(const struct intake_report *report, struct arena *a, struct err *err)
{
    struct buf out = BUF_INIT(64 * 1024 * 1024);

    for (size_t i = 0; i < report->n; i++)
        put_row(&report->rows[i], a, &out);
    for (int i = 0; i < INTAKE_OUTCOMES; i++)
        if (report->counts[i] > 0)
            buf_printf(&out, "%7zu  %s\n", report->counts[i], _(outcome_words[i]));
    if (report->n == 0)
        buf_printf(&out, "%s\n", _("No bundle was found there."));
    bool ok = cli_print(buf_str(&out), err);
    buf_done(&out);
    return ok;
}

bool cmd_intake(const struct args *args, int *code, struct err *err)
{
    struct progress progress = cli_progress();
    struct intake_options options = {.paths = args->words,
                                     .paths_n = args->words_n,
                                     .progress = progress.step ? &progress : NULL};
    struct intake_report report = {0};
    struct trusted trusted = {0};
    struct store store = {0};
    struct arena *a = arena_new();
    bool ok = args_number(args, OPT_JOBS, 1, INTAKE_MAX_JOBS, 0, &options.jobs, err) &&
              trusted_open(&trusted, args, err) && cli_store_open(args, a, &store, err);

    options.trust = &trusted.trust;
    ok = ok && intake_run(&store, &options, a, &report, err);
    cli_progress_end();
    /* What was taken in before it stopped is told too. */
    if (ok || report.n > 0)
        ok = (args_has(args, OPT_JSON) ? cli_json(json_of_report(&report), err)
                                       : print_text(&report, a, err)) &&
             ok;
    if (ok && report.counts[INTAKE_REFUSED] + report.counts[INTAKE_UNREADABLE] > 0)
        *code = EXIT_ACTION;
    store_close(&store);
    trusted_close(&trusted);
    arena_free(a);
    return ok;
}
