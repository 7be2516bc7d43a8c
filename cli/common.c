/* common.c - what the commands share. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/secret.h"
#include "cli/cli.h"

struct flow *cli_flow(const struct args *args, struct err *err)
{
    const char *dump =
        args_has(args, OPT_SMBIOS) ? args->value[OPT_SMBIOS] : args->value[OPT_FROM];
    struct flow_options options = {
        .root_dir = args->value[OPT_ROOT],
        .smbios_file = dump,
        .profile = args->value[OPT_PROFILE],
        .policy = args->value[OPT_POLICY],
        .level = -1,
        .key_dir = args->value[OPT_KEY_DIR],
        .key_file = args->value[OPT_KEY],
        .date = args->value[OPT_DATE],
        .gm = args_has(args, OPT_GM),
    };
    unsigned level;

    if (options.root_dir && dump)
        return err_null(err, E_USAGE, "%s", "--root, --smbios");
    if (!args_number(args, OPT_LEVEL, 0, 3, 0, &level, err) ||
        !args_size(args, OPT_SPLIT, &options.split_bytes, err))
        return NULL;
    if (args_has(args, OPT_LEVEL))
        options.level = (int)level;
    return flow_new(&options, err);
}

bool cli_passphrase(const char *file, char **secret, struct str *out, struct err *err)
{
    FILE *in = fopen(file, "r");
    char *line = in ? secret_new(PASSPHRASE_MAX) : NULL;

    if (!in)
        return err_set(err, errno == EACCES ? E_FS_DENIED : E_FS_ABSENT, "%s", file);
    setvbuf(in, NULL, _IONBF, 0);
    if (!fgets(line, PASSPHRASE_MAX, in) || strcspn(line, "\r\n") == 0) {
        fclose(in);
        secret_free(line, PASSPHRASE_MAX);
        return err_set(err, E_VALUE, "%s", file);
    }
    fclose(in);
    *secret = line;
    *out = (struct str){line, strcspn(line, "\r\n")};
    return true;
}

bool cli_print(struct str text, struct err *err)
{
    if (fd_write(STDOUT_FILENO, text))
        return true;
    return err_set(err, errno == ENOSPC ? E_NO_SPACE : E_WRITE, "%s", "stdout");
}

bool cli_json(json_t *value, struct err *err)
{
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    bool ok = json_print(value, &text, err) && cli_print(buf_str(&text), err);

    buf_done(&text);
    return ok;
}

/* ---- verdicts -------------------------------------------------------------------------------- */

static void put_numbers(const struct finding_list *findings, enum verdict verdict,
                        struct buf *out)
{
    unsigned n = finding_count(findings, verdict);

    if (n == 0)
        return;
    buf_puts(out, "  ");
    for (size_t i = 0; i < findings->n; i++)
        if (findings->items[i].verdict == verdict)
            buf_printf(out, " %u", findings->items[i].rule);
    buf_printf(out, " = %s", verdict_mark(verdict));
}

void cli_findings(const struct flow *flow, struct buf *out)
{
    static const enum verdict first[] = {VERDICT_MUST_FIX, VERDICT_WARN, VERDICT_UNREAD};
    const struct finding_list *findings = flow_findings(flow);
    struct arena *a = arena_new();

    for (size_t i = 0; i < findings->n; i++) {
        const struct finding *finding = &findings->items[i];
        struct explanation x;

        check_explain(flow_profile(flow), finding, lang_get(), true, a, &x);
        buf_printf(out, "%u %-4s %s  %s: %s %s\n", finding->rule,
                   verdict_mark(finding->verdict), verdict_word(finding->verdict, lang_get()),
                   x.title, x.found, x.value);
        if (finding->verdict != VERDICT_OK)
            buf_printf(out, "         %s   %s\n", x.source, x.hand);
    }
    buf_printf(out, "\n%s", _("Read this line first:"));
    size_t before = out->n;
    for (size_t i = 0; i < COUNT_OF(first); i++)
        put_numbers(findings, first[i], out);
    buf_printf(out, "%s\n", out->n == before ? " OK" : "");
    arena_free(a);
}

int cli_verdict_exit(const struct finding_list *findings)
{
    return finding_count(findings, VERDICT_MUST_FIX) > 0 ? EXIT_ACTION : EXIT_DONE;
}

/* ---- progress ---------------------------------------------------------------------------------- */

#define BAR_COLS 30

static bool draw_bar(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    char bar[BAR_COLS + 1] = "";
    size_t filled = total > 0 ? (size_t)((double)done / (double)total * BAR_COLS) : 0;

    (void)ctx;
    memset(bar, '-', BAR_COLS);
    memset(bar, '#', filled > BAR_COLS ? BAR_COLS : filled);
    fprintf(stderr, "\r[%s] %-24.24s", bar, item);
    fflush(stderr);
    return true;
}

struct progress cli_progress(void)
{
    return (struct progress){isatty(STDERR_FILENO) ? draw_bar : NULL, NULL};
}

void cli_progress_end(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%*s\r", BAR_COLS + 28, "");
}
