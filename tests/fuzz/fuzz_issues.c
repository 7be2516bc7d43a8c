/* fuzz_issues.c - any bytes as a message of a user or a log, and as issues.yaml.
 *
 * The first byte: below 80h the rest is a text, else a file. */
#include "tests/fuzz/fuzz.h"

#include "base/embed.h"
#include "check/issues.h"

static void look(const struct known_issues *issues, struct str text)
{
    const struct known_issue *found[KNOWN_ISSUES_MAX];
    size_t n = known_issue_match(issues, text, found, COUNT_OF(found));

    FUZZ_REQUIRE(n <= KNOWN_ISSUES_MAX);
    for (size_t i = 0; i < n; i++)
        FUZZ_REQUIRE(found[i]->id && found[i]->title.zh && found[i]->explanation.en);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct known_issues *shipped;
    struct err err = ERR_NONE;

    if (n == 0)
        return 0;
    struct str rest = {(const char *)data + 1, n - 1};
    if (!shipped)
        shipped = known_issues_load("cmge", &err);
    FUZZ_REQUIRE(shipped);
    if (data[0] < 0x80) {
        look(shipped, rest);
        return 0;
    }
    struct known_issues *issues = known_issues_parse(rest, "fuzz.yaml", &err);
    FUZZ_REQUIRE((issues != NULL) != err_is_set(&err));
    if (issues)
        look(issues, STR("Device marker binding is invalid"));
    known_issues_free(issues);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    struct str text;

    if (i > 2 || !embed_find("profiles/cmge/issues.yaml", &text))
        return false;
    buf_putc(out, i == 0 ? '\x80' : '\x01');
    if (i == 0)
        buf_add_str(out, text);
    else
        buf_puts(out, i == 1 ? "Device marker binding is invalid"
                             : "\xe5\x9c\xa8\xe7\xba\xbf\xe6\xbf\x80\xe6\xb4\xbb\xe5\xa4\xb1"
                               "\xe8\xb4\xa5 \xe6\x9c\x8d\xe5\x8a\xa1\xe5\x99\xa8");
    return true;
}
