/* test_redact_fuzz.c - mutated texts and tables: no crash, no survivor, both passes agree. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"
#include "tests/support/smbios_build.h"

#define TEXTS 20000
#define TABLES 4000

static const char seed_text[] =
    "Jan  1 alpha-pc sshd[7]: for zhangsan from 10.0.0.5 port 22 "
    "fe80::21b:21ff:fe61:9d4f%eth0\r\n"
    "MAC=00-1B-21-61-9D-4F 001b.2161.9d4f enx001b21619d4f Version 8.1.8.0 24-03-05-10-11-12\n"
    "C:\\Users\\Zhang San\\x /home/lisi/.x zhang.san@corp.example.cn \\\\fs-18\\x "
    "srv7.corp.local\n"
    "SN12345678 00112233-4455-6677-8899-aabbccddeeff \xe4\xbf\x9d\xe5\xaf\x86 MyFalkenhorst "
    "::ffff:10.0.0.5\n";

static struct redactor *make(void)
{
    struct redactor *r = redact_kit_new();

    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(r, ENTITY_USER, "zhangsan");
    redact_kit_learn(r, ENTITY_SERIAL, "SN12345678");
    redact_kit_learn(r, ENTITY_MAC, "00:1b:21:61:9d:4f");
    redact_kit_learn(r, ENTITY_IPV4, "10.0.0.5");
    redact_kit_learn(r, ENTITY_IPV6, "fe80::21b:21ff:fe61:9d4f");
    redact_kit_learn(r, ENTITY_UUID, "00112233-4455-6677-8899-aabbccddeeff");
    redact_kit_learn(r, ENTITY_KEYWORD, "falke");
    redact_kit_learn(r, ENTITY_KEYWORD, "\xe4\xbf\x9d\xe5\xaf\x86");
    return r;
}

/* Changes, cuts, doubles or moves a few bytes. */
static void mutate(struct buf *b, uint64_t *seed, bool keep_length)
{
    static const char telling[] = "0a:.-@/\\=: \n\xe4";
    unsigned changes = 1 + redact_kit_random(seed) % 6;

    while (changes-- && b->n > 8) {
        size_t at = redact_kit_random(seed) % b->n;
        size_t n = redact_kit_random(seed) % 8, from = redact_kit_random(seed) % b->n;

        if (n > b->n - at)
            n = b->n - at;
        if (n > b->n - from)
            n = b->n - from;
        switch (redact_kit_random(seed) % (keep_length ? 3 : 4)) {
        case 0:
            b->p[at] =
                (char)(redact_kit_random(seed) % (redact_kit_random(seed) % 8 ? 128 : 256));
            break;
        case 1:
            b->p[at] = telling[redact_kit_random(seed) % (sizeof telling - 1)];
            break;
        case 2:
            memmove(b->p + at, b->p + from, n);
            break;
        default:
            memmove(b->p + at, b->p + at + n, b->n - at - n);
            b->n -= n;
        }
    }
}

/* Pass 1, pass 2 and the guard over one artifact. */
static bool check_artifact(struct redactor *r, struct guard *g, const struct artifact *artifact)
{
    struct arena *a = arena_new();
    struct buf out = BUF_INIT(1 << 20);
    struct scan_result result;
    struct err err = ERR_NONE;

    assert_true(redact_scan(r, artifact, NULL, a, &result, NULL, &err));
    if (result.withheld == WITHHELD_NO) {
        struct reader *reader = redact_open(r, artifact, NULL, &result, &err);
        assert_non_null(reader);
        assert_true(reader_all(reader, &out, &err));
        reader_close(reader);
        if (artifact->kind == ARTIFACT_TABLE)
            assert_int_equal(out.n, artifact->content.n);
        else if (!guard_add(g, buf_str(&out), &err) || !guard_add(g, STR(""), &err))
            fail_msg("%s in \"%s\"", err.detail, buf_cstr(&out));
    }
    buf_done(&out);
    arena_free(a);
    return result.withheld == WITHHELD_NO;
}

static void test_mutated_texts_leave_no_survivor(void **state)
{
    struct redactor *r = make();
    struct guard *g = guard_new(r);
    uint64_t seed = 4711;
    int passed = 0;

    (void)state;
    guard_next(g, "fuzz", false);
    for (int i = 0; i < TEXTS; i++) {
        struct buf b = BUF_INIT(4096);

        buf_puts(&b, seed_text);
        mutate(&b, &seed, false);
        struct artifact artifact = redact_kit_artifact(buf_str(&b));
        passed += check_artifact(r, g, &artifact);
        buf_done(&b);
    }
    assert_true(passed > TEXTS / 3); /* the others are no longer UTF-8 */
    guard_free(g);
    redactor_free(r);
}

static void test_mutated_tables_keep_their_length(void **state)
{
    struct redactor *r = make();
    struct guard *g = guard_new(r);
    struct smbios_build built;
    struct buf file = BUF_INIT(1 << 16);
    uint64_t seed = 815;
    int passed = 0;

    (void)state;
    smbios_build_init(&built);
    smbios_build_pc(&built, "SN12345678", "alpha-pc");
    smbios_build_dump(&built, SMBIOS_ENTRY_30, 3, 2, &file);
    for (int i = 0; i < TABLES; i++) {
        struct buf b = BUF_INIT(1 << 16);
        struct span spans[3];

        buf_add_str(&b, buf_str(&file));
        mutate(&b, &seed, true);
        for (size_t k = 0; k < COUNT_OF(spans); k++)
            spans[k] =
                (struct span){redact_kit_random(&seed) % 600, redact_kit_random(&seed) % 60,
                              (enum fact_class)(redact_kit_random(&seed) % CLASS_COUNT)};
        struct artifact artifact = redact_kit_artifact(buf_str(&b));
        artifact.kind = ARTIFACT_TABLE;
        artifact.spans = spans;
        artifact.spans_n = COUNT_OF(spans);
        passed += check_artifact(r, g, &artifact);
        buf_done(&b);
    }
    assert_true(passed > TABLES / 3);
    smbios_build_done(&built);
    buf_done(&file);
    guard_free(g);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mutated_texts_leave_no_survivor),
        cmocka_unit_test(test_mutated_tables_keep_their_length),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
