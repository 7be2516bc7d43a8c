/* fuzz_keywords.c - the keyword file of a site, and a text with those words in it. */
#include "tests/fuzz/fuzz.h"

#include "redact/redact.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const uint8_t key[SITE_KEY_BYTES] = {1};
    struct redact_config config = {key, "CAS-00000-A0B0C0", 1};
    struct str file = {(const char *)data, n};
    struct buf out = BUF_INIT(16 * 1024 * 1024);
    struct err err = ERR_NONE;
    struct redactor *r;
    unsigned words = 0;

    fuzz_start_digest();
    r = redactor_new(&config, &err);
    FUZZ_REQUIRE(r != NULL);
    if (!redactor_learn_keywords(r, file, &words, &err))
        FUZZ_REQUIRE(err_is_set(&err));
    else if (!redact_text(r, file, &out, &err))
        FUZZ_REQUIRE(err_is_set(&err));
    redactor_free(r);
    buf_done(&out);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    static const char *const files[] = {
        "# words of the site\nAlpha-Station\n\n  beta plan  \nGAMMA\n",
        "\xef\xbb\xbf重点项目\r\nProject X-7\r\n",
    };

    if (i >= COUNT_OF(files))
        return false;
    buf_puts(out, files[i]);
    return true;
}
