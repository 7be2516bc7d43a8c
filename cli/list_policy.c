/* list_policy.c - casepack list --policy: what is done with each kind of value, and why.
 *
 *   normal 1  level 1  sha256 5f0c...
 *
 *   713  password       mask       Password
 *                                  an alias could be guessed back, a fixed mark tells nothing
 */
#include "base/utf8.h"
#include "cli/cli.h"
#include "flow/policy.h"

#define TITLE_COL 31

static void put_kind(const struct policy *p, enum entity_kind kind, unsigned level,
                     struct buf *out)
{
    const struct entity_row *row = entity_row(kind);
    const struct text2 why = policy_why(p, kind);

    buf_printf(out, "%u  %-14s %-10s %s\n", row->rule, row->name,
               redact_action_name(policy_action(p, kind, level)), text2_now(&row->title));
    if (!why.zh)
        return;
    buf_pad(out, ' ', TITLE_COL);
    utf8_visible(str_of(text2_now(&why)), out);
    buf_putc(out, '\n');
}

static void put_pattern(const struct site_pattern *pattern, struct buf *out)
{
    buf_puts(out, "\n");
    utf8_visible(str_of(pattern->name), out);
    buf_printf(out, "  %s  ", entity_row(pattern->kind)->name);
    utf8_visible(str_of(pattern->literal), out);
    buf_puts(out, "  ");
    utf8_visible(str_of(pattern->pattern), out);
}

static bool print_text(const struct policy *p, unsigned level, struct err *err)
{
    struct buf out = BUF_INIT(1024 * 1024);

    buf_printf(&out, "%s %u  level %u  sha256 ", p->name, p->version, level);
    buf_hex(&out, p->sha256, SHA256_BYTES);
    buf_puts(&out, "\n\n");
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        put_kind(p, (enum entity_kind)kind, level, &out);
    for (unsigned i = 0; i < p->patterns_count; i++)
        put_pattern(&p->patterns[i], &out);
    buf_puts(&out, p->patterns_count ? "\n" : "");
    bool ok = cli_print(buf_str(&out), err);
    buf_done(&out);
    return ok;
}

static json_t *json_of_kind(const struct policy *p, enum entity_kind kind, unsigned level)
{
    const struct entity_row *row = entity_row(kind);
    const struct text2 why = policy_why(p, kind);

    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s?, s:s?}", "rule", (int)row->rule, "kind",
                     row->name, "action", redact_action_name(policy_action(p, kind, level)),
                     "title_zh", row->title.zh, "title_en", row->title.en, "why_zh", why.zh,
                     "why_en", why.en);
}

static bool print_json(const struct policy *p, unsigned level, struct err *err)
{
    json_t *actions = json_array(), *patterns = json_array();
    char hash[2 * SHA256_BYTES + 1];

    hex_from(p->sha256, SHA256_BYTES, hash);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        json_array_append_new(actions, json_of_kind(p, (enum entity_kind)kind, level));
    for (unsigned i = 0; i < p->patterns_count; i++)
        json_array_append_new(
            patterns, json_pack("{s:s, s:s, s:s, s:s}", "name", p->patterns[i].name, "kind",
                                entity_row(p->patterns[i].kind)->name, "literal",
                                p->patterns[i].literal, "pattern", p->patterns[i].pattern));
    return cli_json(json_pack("{s:s, s:i, s:i, s:s, s:o, s:o}", "policy", p->name, "version",
                              (int)p->version, "level", (int)level, "sha256", hash, "actions",
                              actions, "patterns", patterns),
                    err);
}

bool cli_list_policy(const struct args *args, struct err *err)
{
    const struct policy *p = policy_load(args->value[OPT_POLICY], err);
    unsigned level;
    bool ok =
        p && args_number(args, OPT_LEVEL, 0, p->level, p->level, &level, err) &&
        (args_has(args, OPT_JSON) ? print_json(p, level, err) : print_text(p, level, err));

    policy_free(p);
    return ok;
}
