/* fuzz_placeholders.c - the judge's lists as somebody else may write them: YAML to verdicts. */
#include "tests/fuzz/fuzz.h"

#include "base/embed.h"
#include "check/judge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const values[] = {"Type1 - Serial Number 123", "SN-4711-0815",
                                         "\xe5\xba\x8f\xe5\x88\x97\xe5\x8f\xb7"};
    struct err err = ERR_NONE;
    struct judge *judge = judge_parse((struct str){(const char *)data, n}, "fuzz.yaml", &err);

    FUZZ_REQUIRE((judge != NULL) != err_is_set(&err));
    for (size_t i = 0; judge && i < COUNT_OF(values); i++) {
        const char *rule = NULL;
        enum judgement judgement =
            judge_value(judge, STR("system.serial"), str_of(values[i]), &rule);
        FUZZ_REQUIRE(rule && (judgement == JUDGE_OK || rule[0]));
    }
    judge_free(judge);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct str text;

    if (i > 0 || !embed_find("placeholders.yaml", &text))
        return false;
    buf_add_str(out, text);
    return true;
}
