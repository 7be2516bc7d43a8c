/* cmd_judge.c - "field<TAB>value" lines in, the same with verdict and reason out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/judge.h"
#include "cli/cli.h"

#define LINE_MAX_BYTES 65536

/* False only when the line has no tab or names no field. */
static bool judge_line(const struct judge *judge, struct str line, struct buf *out)
{
    struct str rest = line, field;
    const char *rule = "";

    if (!str_next(&rest, '\t', &field) || !rest.p || !judge_knows_field(field))
        return false;
    enum judgement verdict = judge_value(judge, field, rest, &rule);
    buf_printf(out, "%.*s\t%.*s\t%s\t%s\n", STR_ARG(field), STR_ARG(rest),
               judgement_name(verdict), rule);
    return true;
}

static bool judge_all(const struct judge *judge, FILE *in, const char *name, struct err *err)
{
    struct buf out = BUF_INIT(4 * LINE_MAX_BYTES);
    char *line = mem_new(LINE_MAX_BYTES);
    unsigned number = 0;
    bool ok = true;

    while (ok && fgets(line, LINE_MAX_BYTES, in)) {
        struct str text = {line, strcspn(line, "\n")};

        number++;
        if (text.n + 1 == LINE_MAX_BYTES)
            ok = err_set(err, E_TOO_LARGE, "%s:%u", name, number);
        else if (text.n > 0 && !judge_line(judge, text, &out))
            ok = err_set(err, E_VALUE, "%s:%u: field<TAB>value", name, number);
        ok = ok && cli_print(buf_str(&out), err);
        buf_clear(&out);
    }
    if (ok && ferror(in))
        ok = err_set(err, E_FS_IO, "%s", name);
    free(line);
    buf_done(&out);
    return ok;
}

bool cmd_judge(const struct args *args, int *code, struct err *err)
{
    const char *name = args->words_n > 0 ? args->words[0] : "-";
    bool is_stdin = strcmp(name, "-") == 0;
    FILE *in = is_stdin ? stdin : fopen(name, "r");

    (void)code;
    if (!in)
        return err_set(err, errno == EACCES ? E_FS_DENIED : E_FS_ABSENT, "%s", name);
    struct judge *judge = judge_new(err);
    bool ok = judge && judge_all(judge, in, name, err);
    judge_free(judge);
    if (!is_stdin)
        fclose(in);
    return ok;
}
