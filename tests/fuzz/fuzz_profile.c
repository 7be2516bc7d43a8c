/* fuzz_profile.c - rules written by somebody else: YAML to profile to verdicts and words. */
#include "tests/fuzz/fuzz.h"

#include "base/arena.h"
#include "base/embed.h"
#include "check/check.h"

static void look(const struct profile *p)
{
    struct arena *a = arena_new();
    struct fact_list *facts = fact_list_new();
    struct finding_list findings;
    struct rule_view rule;
    struct explanation words;
    struct err err = ERR_NONE;

    fact_add_text(facts, KEY_SYSTEM_SERIAL, 0, STR("SN-0001"), (struct fact_source){0});
    for (size_t i = 0; i < profile_rules(p); i++)
        FUZZ_REQUIRE(profile_rule(p, i, &rule));
    if (check_run(p, facts, a, &findings, &err))
        for (size_t i = 0; i < findings.n; i++)
            check_explain(p, &findings.items[i], LANG_ZH, true, a, &words);
    else
        FUZZ_REQUIRE(err_is_set(&err));
    fact_list_free(facts);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct err err = ERR_NONE;
    struct profile *p =
        profile_parse((struct str){(const char *)data, n}, "fuzz", "fuzz.yaml", &err);

    FUZZ_REQUIRE((p != NULL) != err_is_set(&err));
    if (p)
        look(p);
    profile_free(p);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct str text;

    if (i > 0 || !embed_find("profiles/cmge/checks.yaml", &text))
        return false;
    buf_add_str(out, text);
    return true;
}
