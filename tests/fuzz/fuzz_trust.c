/* fuzz_trust.c - the policy of a trust store: every line is a rule or the file is refused. */
#include "bundle/trust_policy.h"
#include "tests/fuzz/fuzz.h"

#define ID "0123456789ABCDEF"
#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static size_t rules_in(struct str text)
{
    struct str line;
    size_t n = 0;

    while (text.n > 0 && str_next(&text, '\n', &line))
        n += line.n > 0 && line.p[0] != '#';
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str text = {(const char *)data, n};
    struct trust t = {0};
    struct err err = ERR_NONE;

    if (policy_parse(text, "POLICY", &t.policy, &err)) {
        const struct trust_policy *p = &t.policy;

        FUZZ_REQUIRE(p->demands_n + p->revoked_n + p->seen_n + 1 == rules_in(text));
        for (size_t i = 0; i < p->demands_n; i++)
            FUZZ_REQUIRE((p->demands[i].signers & ~trust_demands(&t, p->demands[i].key_id)) ==
                         0);
        for (size_t i = 0; i < p->revoked_n; i++)
            FUZZ_REQUIRE(trust_has_revoked(&t, p->revoked[i]));
        for (size_t i = 0; i < p->seen_n; i++)
            FUZZ_REQUIRE(trust_compare(&t, &p->seen[i]) != TRUST_NEWER);
    } else {
        FUZZ_REQUIRE(err.code == E_KEY_FORM);
    }
    trust_done(&t);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    if (i > 0)
        return false;
    buf_puts(out, "casepack trust policy 1\n# why\nrequires " ID " officer sm2\nrevoked " ID
                  "\nseen CAS-00000-A0B0C0 3 " ID " 7 " HASH "\n");
    return true;
}
