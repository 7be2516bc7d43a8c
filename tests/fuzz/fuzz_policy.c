/* fuzz_policy.c - a policy written by somebody else: refused, or an engine that passes its own test
 * and lets no known word pass. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "base/embed.h"
#include "flow/policy.h"

#define OUT_MAX (1 << 20)

static const char line[] =
    "reactor-pc7 badge north-0042 ##aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n";

static void use(const struct policy *p)
{
    static const uint8_t key[SITE_KEY_BYTES] = {1};
    const struct redact_config config = {key, "", p->level};
    struct buf out = BUF_INIT(OUT_MAX);
    struct err err = ERR_NONE;
    size_t at;

    struct redactor *r = redactor_new(&config, &err);
    FUZZ_REQUIRE(r && policy_apply(p, p->level, r, &err));
    FUZZ_REQUIRE(redactor_learn_word(r, ENTITY_HOST, STR("reactor-pc7"), &err));
    if (!redact_text(r, STR(line), &out, &err))
        FUZZ_REQUIRE(err.code == E_PATTERN);
    else if (redactor_action(r, ENTITY_HOST) != REDACT_KEEP)
        FUZZ_REQUIRE(!str_find(buf_str(&out), "reactor", &at));
    redactor_free(r);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct err err = ERR_NONE;

    fuzz_start_digest(); /* a policy is known by its hash */
    const struct policy *p =
        policy_from_text((struct str){(const char *)data, n}, "fuzz.yaml", &err);

    FUZZ_REQUIRE((p != NULL) != err_is_set(&err));
    if (p)
        use(p);
    policy_free(p);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char patterns[] = "patterns:\n"
                                   "- name: badge\n  kind: user\n  literal: badge\n"
                                   "  pattern: badge (\\w+-\\d+)\n  example: badge a-1\n"
                                   "- name: endless\n  kind: host\n  literal: '##'\n"
                                   "  pattern: '##(a|a)+[bd]'\n  example: '##ab'\n";
    struct str text;

    if (i >= 3 || !embed_find(i == 0 ? "policies/lab.yaml" : "policies/strict.yaml", &text))
        return false;
    buf_puts(out, "name: site\n");
    buf_add_str(out, str_sub(text, (size_t)(strstr(text.p, "title:") - text.p), text.n));
    if (i == 2)
        buf_puts(out, patterns);
    return true;
}
