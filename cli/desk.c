/* desk.c - bundles in, pages out. */
#include "cli/desk.h"

#include <stdlib.h>
#include <string.h>

#include "bundle/file.h"
#include "cli/cli.h"
#include "cli/trusted.h"

#define COLS_DEFAULT 80
#define COLS_MAX 200

bool cli_evidence(const struct args *args, const char *path, struct evidence *out,
                  struct err *err)
{
    struct trusted trusted = {0};
    bool ok = trusted_open(&trusted, args, err) &&
              evidence_open(path, &trusted.trust, NULL, out, err);

    trusted_close(&trusted);
    return ok;
}

bool cli_refuse(const struct evidence *e, struct err *err)
{
    struct err why = ERR_NONE;

    (void)evidence_refuse(e, &why);
    return err_set(err, why.code, "%s: %s", e->path, evidence_reason(e, lang_get(), e->arena));
}

bool cli_genuine(const struct args *args, const char *path, struct evidence *out,
                 struct err *err)
{
    return cli_evidence(args, path, out, err) && (out->report.genuine || cli_refuse(out, err));
}

static bool is_shipped(const char *profile)
{
    for (size_t i = 0; profile_shipped(i); i++)
        if (strcmp(profile_shipped(i), profile) == 0)
            return true;
    return false;
}

bool cli_desk_profile(const struct args *args, const struct evidence *e,
                      struct profile_pack *out, struct err *err)
{
    struct args own = *args;

    if (!args_has(args, OPT_PROFILE) && is_shipped(e->profile))
        own.value[OPT_PROFILE] = e->profile;
    return cli_profile(&own, out, err);
}

/* ---- several ----------------------------------------------------------------------------------- */

/* "good=FILE"; a file whose own name begins so is named with "./" before it. */
static const char *split_role(const char *word, enum machine_role *role)
{
    struct str rest = str_of(word), name;

    *role = ROLE_UNKNOWN;
    return str_next(&rest, '=', &name) && rest.p && role_of_name(name, role) ? rest.p : word;
}

bool cli_batch_open(const struct args *args, struct cli_batch *out, struct err *err)
{
    if (args->words_n > COMPARE_MAX)
        return err_set(err, E_USAGE, "%zu (1-%d)", args->words_n, COMPARE_MAX);
    for (size_t i = 0; i < args->words_n; i++) {
        const char *path = split_role(args->words[i], &out->roles[i]);
        out->n = i + 1;
        if (!cli_genuine(args, path, &out->bundles[i], err))
            return false;
    }
    out->told = compare_circumstances(err);
    return out->told && cli_desk_profile(args, &out->bundles[0], &out->pack, err);
}

void cli_batch_close(struct cli_batch *batch)
{
    for (size_t i = 0; i < batch->n; i++)
        evidence_close(&batch->bundles[i]);
    known_issues_free(batch->told);
    profile_pack_done(&batch->pack);
}

struct comparison *cli_batch_compare(const struct cli_batch *batch, struct err *err)
{
    const struct evidence *bundles[COMPARE_MAX];

    for (size_t i = 0; i < batch->n; i++)
        bundles[i] = &batch->bundles[i];
    return compare_new(bundles, batch->roles, batch->n, batch->pack.profile, batch->told,
                       lang_get(), err);
}

/* ---- pages ------------------------------------------------------------------------------------- */

static size_t columns(void)
{
    const char *said = getenv("COLUMNS");
    uint64_t n;

    return said && str_number(str_of(said), &n) && n > 0 && n <= COLS_MAX ? (size_t)n
                                                                          : COLS_DEFAULT;
}

static bool too_large(const struct buf *text, struct err *err)
{
    return buf_failed(text) && !err_set(err, E_TOO_LARGE, "%zu", text->max);
}

bool cli_print_doc(struct doc *d, struct err *err)
{
    struct buf text = BUF_INIT(DOC_MAX_BYTES);

    doc_print_text(d, columns(), &text);
    bool ok = !too_large(&text, err) && cli_print(buf_str(&text), err);
    buf_done(&text);
    doc_free(d);
    return ok;
}

bool cli_html_doc(struct doc *d, const char *path, struct err *err)
{
    struct buf html = BUF_INIT(DOC_MAX_BYTES);

    doc_print_html(d, &html);
    bool ok = !too_large(&html, err) && file_put(path, FILE_REPLACE, buf_str(&html), 0644, err);
    buf_done(&html);
    doc_free(d);
    return ok;
}
