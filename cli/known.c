/* known.c - the profile of commands without a flow; known issues and the latent failure. */
#include "cli/cli.h"

bool cli_profile(const struct args *args, struct profile_pack *out, struct err *err)
{
    const char *name = args_has(args, OPT_PROFILE) ? args->value[OPT_PROFILE] : "cmge";
    struct trust trust = {0};
    struct keyring *keys = keyring_open(args->value[OPT_KEY_DIR], err);
    bool ok = keys && trust_load(keys, NULL, &trust, err) &&
              profile_pack_open(name, &trust, out, err);

    trust_done(&trust);
    keyring_free(keys);
    return ok;
}

static json_t *json_of_known(const struct known_issue *k)
{
    json_t *checks = json_array();

    for (unsigned i = 0; i < k->checks_count; i++)
        json_array_append_new(checks, json_integer((json_int_t)k->checks[i]));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:s?, s:s?, s:s?, s:s?}", "id", k->id,
                     "title_zh", k->title.zh, "title_en", k->title.en, "explanation_zh",
                     k->explanation.zh, "explanation_en", k->explanation.en, "checks", checks,
                     "conflict_zh", k->conflict.zh, "conflict_en", k->conflict.en, "decides_zh",
                     k->decides.zh, "decides_en", k->decides.en);
}

void cli_add_known(const struct flow *flow, json_t *all)
{
    const struct known_issue *known[KNOWN_ISSUES_MAX];
    size_t n = flow_known_issues(flow, known, COUNT_OF(known));
    json_t *issues = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(issues, json_of_known(known[i]));
    json_object_set_new(all, "latent_failure", json_boolean(flow_is_latent(flow)));
    json_object_set_new(all, "known_issues", issues);
}

void cli_known(const struct flow *flow, struct buf *out)
{
    const struct known_issue *known[KNOWN_ISSUES_MAX];
    size_t n = flow_known_issues(flow, known, COUNT_OF(known));

    if (flow_is_latent(flow))
        buf_printf(out, "[!] %s\n", text2_now(check_latent_text()));
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "\n%s %s\n  %s\n  %s", _("Known issue:"), text2_now(&known[i]->title),
                   text2_now(&known[i]->explanation), _("Look at:"));
        for (unsigned c = 0; c < known[i]->checks_count; c++)
            buf_printf(out, " %u", known[i]->checks[c]);
        buf_puts(out, "\n");
        if (known[i]->conflict.zh)
            buf_printf(out, "  %s %s\n  %s %s\n", _("Conflict:"),
                       text2_now(&known[i]->conflict), _("Who decides:"),
                       text2_now(&known[i]->decides));
    }
    if (n > 0)
        buf_puts(out, "\n");
}
