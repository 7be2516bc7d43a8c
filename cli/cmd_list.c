/* cmd_list.c - every check: what it looks at, what must hold, how to see it by hand. */
#include "cli/cli.h"

static void put_rule(const struct rule_view *rule, struct buf *out)
{
    buf_printf(out, "\n%u  %s  (%s)\n", rule->number, text2_now(&rule->title),
               verdict_word(rule->severity, lang_get()));
    if (rule->smbios_type || rule->smbios_offset)
        buf_printf(out, "     SMBIOS Type %u  offset %02Xh   %s\n", rule->smbios_type,
                   rule->smbios_offset, fact_key_row(rule->key)->name);
    else
        buf_printf(out, "     %s\n", fact_key_row(rule->key)->name);
    buf_printf(out, "     %s: %s\n", _("Must hold"), text2_now(&rule->condition));
    if (rule->hand_windows[0])
        buf_printf(out, "     Windows: %s\n", rule->hand_windows);
    if (rule->hand_linux[0])
        buf_printf(out, "     Linux:   %s\n", rule->hand_linux);
}

static json_t *json_of_rule(const struct rule_view *rule)
{
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:s}", "rule",
                     (int)rule->number, "key", fact_key_row(rule->key)->name, "severity",
                     verdict_name(rule->severity), "title_zh", rule->title.zh, "title_en",
                     rule->title.en, "condition_zh", rule->condition.zh, "condition_en",
                     rule->condition.en, "type", (int)rule->smbios_type, "offset",
                     (int)rule->smbios_offset, "hand_windows", rule->hand_windows, "hand_linux",
                     rule->hand_linux);
}

static bool print_json(const struct profile *profile, struct err *err)
{
    json_t *rules = json_array();
    struct rule_view rule;

    for (size_t i = 0; profile_rule(profile, i, &rule); i++)
        json_array_append_new(rules, json_of_rule(&rule));
    return cli_json(json_pack("{s:s, s:i, s:o}", "profile", profile_name(profile), "version",
                              (int)profile_version(profile), "rules", rules),
                    err);
}

static bool print_text(const struct profile *profile, struct err *err)
{
    struct buf text = BUF_INIT(256 * 1024);
    struct rule_view rule;

    buf_printf(&text, "%s  (%s %u)\n", text2_now(profile_title(profile)), profile_name(profile),
               profile_version(profile));
    for (size_t i = 0; profile_rule(profile, i, &rule); i++)
        put_rule(&rule, &text);
    bool ok = cli_print(buf_str(&text), err);
    buf_done(&text);
    return ok;
}

bool cmd_list(const struct args *args, int *code, struct err *err)
{
    const char *name = args_has(args, OPT_PROFILE) ? args->value[OPT_PROFILE] : "cmge";
    struct profile *profile = profile_load(name, err);
    bool ok = profile &&
              (args_has(args, OPT_JSON) ? print_json(profile, err) : print_text(profile, err));

    (void)code;
    profile_free(profile);
    return ok;
}
