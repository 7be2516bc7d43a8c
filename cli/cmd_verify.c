/* cmd_verify.c - is a bundle genuine? And show: what it holds. */
#include <string.h>

#include "bundle/read.h"
#include "cli/cli.h"
#include "cli/trusted.h"

static json_t *json_of_report(const struct verify_report *report)
{
    json_t *problems = json_array(), *signatures = json_array();

    for (size_t i = 0; i < report->problems_n; i++) {
        const struct verify_problem *p = &report->problems[i];
        json_array_append_new(problems,
                              json_pack("{s:i, s:o, s:s}", "error", (int)p->code, "file",
                                        json_text(str_of(p->file)), "detail", p->detail));
    }
    for (size_t i = 0; i < report->signatures_n; i++) {
        const struct verify_signature *s = &report->signatures[i];
        json_array_append_new(signatures,
                              json_pack("{s:s, s:s, s:s, s:s, s:o, s:b, s:b}", "file", s->file,
                                        "over", s->over, "signer", s->signer, "key_id",
                                        s->key_id, "comment", json_text(str_of(s->comment)),
                                        "good", s->good, "trusted", s->trusted));
    }
    return json_pack("{s:b, s:s, s:b, s:I, s:I, s:o, s:o}", "genuine", report->genuine,
                     "bundle_id", report->bundle_id, "sealed", report->sealed, "size",
                     (json_int_t)report->size_bytes, "files", (json_int_t)report->files,
                     "problems", problems, "signatures", signatures);
}

static void put_report(const char *path, const struct verify_report *report, struct buf *out)
{
    buf_printf(out, "%s  %s\n", report->genuine ? _("GENUINE") : _("NOT GENUINE"), path);
    for (size_t i = 0; i < report->problems_n; i++) {
        const struct verify_problem *p = &report->problems[i];
        buf_printf(out, "  E%04d  %s%s%s\n", (int)p->code, p->file, p->file[0] ? ": " : "",
                   _(p->detail));
    }
    for (size_t i = 0; i < report->signatures_n; i++) {
        const struct verify_signature *s = &report->signatures[i];
        buf_printf(out, "  %s  %s -> %s  %s  %s\n", s->good ? "[OK]" : "[X]", s->file, s->over,
                   s->trusted ? s->signer : _("unknown key"), s->key_id[0] ? s->key_id : "-");
    }
    if (report->bundle_id[0])
        buf_printf(out, "  %s %s\n", _("Bundle id:"), report->bundle_id);
}

/* The one error of the command when the bundle is not genuine: the first problem. */
static bool genuine(const char *path, const struct verify_report *report, struct err *err)
{
    const struct verify_problem *first = report->problems_n > 0 ? report->problems : NULL;

    if (report->genuine)
        return true;
    if (first && first->file[0])
        return err_set(err, first->code, "%s", first->file);
    return err_set(err, first ? first->code : E_NOT_BUNDLE, "%s", path);
}

static bool print_report(const char *path, const struct verify_report *report, struct err *err)
{
    struct buf text = BUF_INIT(1024 * 1024);

    put_report(path, report, &text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

static bool verify(const struct args *args, struct arena *a, struct verify_report *report,
                   struct err *err)
{
    struct trusted trusted = {0};
    bool ok = trusted_open(&trusted, args, err) &&
              verify_bundle(args->words[0], &trusted.trust, a, NULL, report, err);

    trusted_close(&trusted);
    return ok;
}

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

bool cmd_verify(const struct args *args, int *code, struct err *err)
{
    const char *path = args->words[0];
    struct verify_report report;
    struct arena *a = arena_new();
    bool ok = verify(args, a, &report, err) &&
              (args_has(args, OPT_JSON) ? cli_json(json_of_report(&report), err)
                                        : print_report(path, &report, err)) &&
              genuine(path, &report, err) && record(args, &report, err);

    (void)code;
    arena_free(a);
    return ok;
}

/* ---- show -------------------------------------------------------------------------------------------- */

static const char *const shown_files[] = {"case.txt", "report.txt", "redaction.txt",
                                          "index.tsv"};

static bool show_text(struct bundle *b, struct err *err)
{
    struct buf out = BUF_INIT(16 * 1024 * 1024), text = BUF_INIT(8 * 1024 * 1024);
    bool ok = true;

    for (size_t i = 0; ok && i < COUNT_OF(shown_files); i++) {
        buf_clear(&text);
        ok = bundle_text(b, shown_files[i], text.max, &text, err);
        buf_printf(&out, "== %s ==\n%s\n", shown_files[i], buf_cstr(&text));
    }
    buf_puts(&out, "== files ==\n");
    for (size_t i = 0; ok && i < bundle_entries(b); i++)
        buf_printf(&out, "%12llu  %s\n", (unsigned long long)bundle_entry_at(b, i)->size_bytes,
                   bundle_entry_at(b, i)->name);
    ok = ok && cli_print(buf_str(&out), err);
    buf_done(&out);
    buf_done(&text);
    return ok;
}

/* case.txt is "key: value" lines. */
static json_t *json_of_case(struct str text)
{
    json_t *object = json_object();
    struct str line, key;

    while (str_next(&text, '\n', &line)) {
        struct str rest = line;
        if (!str_next(&rest, ':', &key) || !rest.p || key.n == 0 || key.n > 60)
            continue;
        json_object_setn_new(object, key.p, key.n, json_text(str_trim(rest)));
    }
    return object;
}

static bool show_json(struct bundle *b, const struct verify_report *report, struct err *err)
{
    struct buf text = BUF_INIT(8 * 1024 * 1024);
    json_t *files = json_array(), *findings = NULL, *all = NULL;
    bool ok = bundle_text(b, "findings.json", text.max, &text, err);

    findings = ok ? json_loadb(text.p, text.n, 0, NULL) : NULL;
    buf_clear(&text);
    ok = ok && bundle_text(b, "case.txt", text.max, &text, err);
    for (size_t i = 0; i < bundle_entries(b); i++) {
        const struct bundle_entry *e = bundle_entry_at(b, i);
        json_array_append_new(
            files, json_pack("{s:s, s:I}", "name", e->name, "size", (json_int_t)e->size_bytes));
    }
    all = json_pack("{s:s, s:o, s:o, s:o*}", "bundle_id", report->bundle_id, "case",
                    json_of_case(buf_str(&text)), "files", files, "report", findings);
    buf_done(&text);
    if (!ok) {
        json_decref(all);
        return false;
    }
    return cli_json(all, err);
}

bool cmd_show(const struct args *args, int *code, struct err *err)
{
    const char *path = args->words[0];
    struct verify_report report;
    struct arena *a = arena_new();
    struct bundle *b = NULL;

    (void)code;
    if (verify(args, a, &report, err) && genuine(path, &report, err))
        b = bundle_open(path, err);
    bool ok = b && (args_has(args, OPT_JSON) ? show_json(b, &report, err) : show_text(b, err));
    bundle_close(b);
    arena_free(a);
    return ok;
}
