/* redact_kit.c - see the header. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static const uint8_t site_key[SITE_KEY_BYTES] = "a site key made for our tests";

struct redactor *redact_kit_new(void)
{
    struct redact_config config = {site_key, "CAS-00000-A0B0C0", 1};
    struct err err = ERR_NONE;
    struct redactor *r = redactor_new(&config, &err);

    check_no_err(&err);
    assert_non_null(r);
    return r;
}

void redact_kit_learn(struct redactor *r, enum entity_kind kind, const char *word)
{
    struct err err = ERR_NONE;

    assert_true(redactor_learn_word(r, kind, str_of(word), &err));
}

void redact_kit_learn_scan(struct redactor *r, const struct artifact *artifact)
{
    struct learner *l = learner_new(r);
    struct err err = ERR_NONE;

    assert_true(learner_scan(l, 0, artifact, NULL, NULL, NULL, &err));
    redactor_learn_from(r, &l, 1);
}

const char *redact_kit_text(struct redactor *r, const char *in)
{
    static struct buf out;
    struct err err = ERR_NONE;

    buf_done(&out);
    out.max = 1 << 20;
    assert_true(redact_text(r, str_of(in), &out, &err));
    return buf_cstr(&out);
}

const char *redact_kit_kinds(struct redactor *r, const char *in)
{
    static struct buf names;
    struct artifact artifact = redact_kit_artifact(str_of(in));
    struct arena *a = arena_new();
    struct scan_result result;
    struct err err = ERR_NONE;

    buf_done(&names);
    names.max = 4096;
    assert_true(redact_scan(r, &artifact, NULL, a, &result, NULL, &err));
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        for (uint64_t i = 0; i < result.hits[kind]; i++)
            buf_printf(&names, "%s%s", names.n ? " " : "",
                       entity_row((enum entity_kind)kind)->name);
    arena_free(a);
    return buf_cstr(&names);
}

void redact_kit_check_rows(const struct redact_kit_row *rows, size_t n)
{
    struct redactor *r = redact_kit_new();
    unsigned wrong = 0;

    for (size_t i = 0; i < n; i++) {
        const char *kinds = redact_kit_kinds(r, rows[i].text);
        if (strcmp(kinds, rows[i].kinds) != 0) {
            print_error("\"%s\" gives \"%s\", not \"%s\"\n", rows[i].text, kinds,
                        rows[i].kinds);
            wrong++;
        }
    }
    redactor_free(r);
    assert_int_equal(wrong, 0);
}

struct artifact redact_kit_artifact(struct str content)
{
    return (struct artifact){.stored = "logs/0001.log",
                             .origin = "",
                             .kind = ARTIFACT_TEXT,
                             .size_bytes = content.n,
                             .content = content};
}

void redact_kit_both(struct redactor *r, const struct artifact *artifact, struct arena *a,
                     struct scan_result *result, struct buf *out)
{
    struct err err = ERR_NONE;

    assert_true(redact_scan(r, artifact, NULL, a, result, NULL, &err));
    assert_int_equal(result->withheld, WITHHELD_NO);
    struct reader *reader = redact_open(r, artifact, NULL, result, &err);
    check_no_err(&err);
    assert_true(reader_all(reader, out, &err));
    reader_close(reader);
    assert_int_equal(out->n, result->redacted_bytes);
}

uint32_t redact_kit_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 24);
}

int redact_kit_start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    return digest_start(&err) ? 0 : 1;
}
