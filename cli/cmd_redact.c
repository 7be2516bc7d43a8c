/* cmd_redact.c - a file or a folder through the redaction engine. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "flow/tree.h"

static json_t *json_of_counts(const struct tree_file *file)
{
    json_t *hits = json_object();

    for (size_t i = 0; i < file->counts_n; i++)
        json_object_set_new(hits, entity_row(file->counts[i].kind)->name,
                            json_integer((json_int_t)file->counts[i].hits));
    return hits;
}

static json_t *json_of_withheld(struct str file, enum withheld reason)
{
    return json_pack("{s:o, s:s}", "file", json_text(file), "reason", withheld_name(reason));
}

/* The file itself, or the members that its archive leaves without. */
static void add_withheld(const struct tree_file *file, json_t *list)
{
    if (file->withheld != WITHHELD_NO) {
        json_t *one = json_of_withheld(str_of(file->out), file->withheld);
        json_object_set_new(one, "bytes", json_integer((json_int_t)file->original_bytes));
        if (file->token[0])
            json_object_set_new(one, "token", json_string(file->token));
        json_array_append_new(list, one);
    }
    for (size_t i = 0; i < file->members_n; i++) {
        struct buf name = BUF_INIT(JSON_MAX_BYTES);
        buf_printf(&name, "%s!/%.*s", file->out, STR_ARG(file->members[i].name));
        json_array_append_new(list, json_of_withheld(buf_str(&name), file->members[i].reason));
        buf_done(&name);
    }
}

static json_t *json_of_result(const struct tree_result *result)
{
    json_t *hits = json_object(), *withheld = json_array(), *files = json_array();

    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        json_object_set_new(hits, entity_row((enum entity_kind)kind)->name,
                            json_integer((json_int_t)result->hits[kind]));
    for (size_t i = 0; i < result->n; i++) {
        const struct tree_file *file = &result->files[i];
        add_withheld(file, withheld);
        if (file->withheld == WITHHELD_NO)
            json_array_append_new(files, json_pack("{s:o, s:I, s:o}", "file",
                                                   json_text(str_of(file->out)), "bytes",
                                                   (json_int_t)file->redacted_bytes, "hits",
                                                   json_of_counts(file)));
    }
    return json_pack("{s:I, s:I, s:o, s:o, s:o}", "files", (json_int_t)result->n, "bytes",
                     (json_int_t)result->bytes, "hits", hits, "withheld", withheld, "by_file",
                     files);
}

static bool write_report(const struct tree_result *result, const char *path, struct err *err)
{
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    FILE *out = NULL;
    bool ok = json_print(json_of_result(result), &text, err);

    out = ok ? fopen(path, "wx") : NULL;
    if (ok && !out)
        ok = err_set(err, errno == EEXIST ? E_OUT_EXISTS : E_WRITE, "%s", path);
    if (ok && fwrite(text.p, 1, text.n, out) != text.n)
        ok = err_set(err, E_WRITE, "%s", path);
    if (out && fclose(out) != 0 && ok)
        ok = err_set(err, E_WRITE, "%s", path);
    buf_done(&text);
    return ok;
}

static void put_withheld(struct str name, struct str member, enum withheld reason,
                         struct buf *out)
{
    buf_printf(out, "%s ", _("Withheld:"));
    utf8_visible(name, out);
    buf_puts(out, member.n ? "!/" : "");
    utf8_visible(member, out);
    buf_printf(out, ": %s\n", _(withheld_text(reason)));
}

static void print_withheld(const struct tree_file *file, struct buf *out)
{
    if (file->withheld != WITHHELD_NO)
        put_withheld(str_of(file->in), STR(""), file->withheld, out);
    for (size_t i = 0; i < file->members_n; i++)
        put_withheld(str_of(file->in), file->members[i].name, file->members[i].reason, out);
}

static bool print_text(const struct tree_result *result, struct err *err)
{
    struct buf out = BUF_INIT(64 * 1024 * 1024);

    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        const struct entity_row *row = entity_row((enum entity_kind)kind);
        if (result->hits[kind] > 0)
            buf_printf(&out, "%u  %10llu  %s\n", row->rule,
                       (unsigned long long)result->hits[kind], text2_now(&row->title));
    }
    for (size_t i = 0; i < result->n; i++)
        print_withheld(&result->files[i], &out);
    buf_printf(&out, _("%zu files, %zu withheld\n"), result->n, result->withheld);
    bool ok = cli_print(buf_str(&out), err);
    buf_done(&out);
    return ok;
}

bool cmd_redact(const struct args *args, int *code, struct err *err)
{
    struct tree_options options = {
        .in = args->words[0],
        .out = args->words[1],
        .root_dir = args->value[OPT_ROOT],
        .policy = args->value[OPT_POLICY],
        .level = -1,
        .case_number = args->value[OPT_CASE],
        .keywords_file = args->value[OPT_KEYWORDS],
        .site_key_file = args->value[OPT_SITE_KEY],
        .key_dir = args->value[OPT_KEY_DIR],
        .dry_run = args_has(args, OPT_DRY_RUN),
    };
    const char *report = args->value[OPT_REPORT];
    struct progress progress = cli_progress();
    struct arena *a = arena_new();
    struct tree_result result;
    unsigned level, jobs;

    bool ok = args_number(args, OPT_LEVEL, 0, 3, 0, &level, err) &&
              args_number(args, OPT_JOBS, 1, TREE_MAX_JOBS, 0, &jobs, err);
    if (args_has(args, OPT_LEVEL))
        options.level = (int)level;
    if (ok)
        options.jobs = jobs;
    ok = ok && tree_redact(&options, a, progress.step ? &progress : NULL, &result, err);
    cli_progress_end();
    ok = ok && (!report || write_report(&result, report, err));
    ok = ok && (args_has(args, OPT_JSON) ? cli_json(json_of_result(&result), err)
                                         : print_text(&result, err));
    if (ok && result.withheld > 0)
        *code = EXIT_ACTION;
    arena_free(a);
    return ok;
}
