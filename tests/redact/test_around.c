/* test_around.c - what a scan tells of its hits, and what is read again around one. */
#include "tests/support/check.h"

#include "redact/around.h"
#include "tests/support/redact_kit.h"

struct tale { /* of a scan that tells */
    size_t n;
    struct scan_hit hits[8];
    char texts[8][64];
};

static void told(void *ctx, const struct scan_hit *hit, struct str value)
{
    struct tale *tale = ctx;

    if (!hit) {
        tale->n = 0;
        return;
    }
    assert_int_equal(hit->nth, tale->n);
    if (tale->n < COUNT_OF(tale->hits)) {
        tale->hits[tale->n] = *hit;
        snprintf(tale->texts[tale->n], sizeof tale->texts[0], "%.*s", STR_ARG(value));
    }
    tale->n++;
}

struct kit {
    struct redactor *r;
    struct arena *a;
    struct scan_result result;
    struct tale tale;
};

static void tells(struct kit *kit, const struct artifact *artifact)
{
    struct err err = ERR_NONE;

    *kit = (struct kit){.r = redact_kit_new(), .a = arena_new()};
    redact_kit_learn(kit->r, ENTITY_HOST, "alpha-pc");
    assert_true(redact_scan_tell(kit->r, artifact, NULL, NULL, told, &kit->tale, kit->a,
                                 &kit->result, NULL, &err));
}

static void kit_done(struct kit *kit)
{
    redactor_free(kit->r);
    arena_free(kit->a);
}

static void test_a_scan_tells_each_hit_and_its_place(void **state)
{
    static const char in[] =
        "first\nto alpha-pc from 10.0.0.5 \xe4\xb8\xad\nlast alpha-pc 10.0.0.6";
    struct artifact artifact = redact_kit_artifact(str_of(in));
    struct kit kit;

    (void)state;
    tells(&kit, &artifact);
    assert_int_equal(kit.tale.n, 4);
    assert_int_equal(kit.tale.hits[0].kind, ENTITY_HOST);
    assert_int_equal(kit.tale.hits[0].line, 2);
    assert_int_equal(kit.tale.hits[0].at, 9);
    assert_string_equal(kit.tale.texts[0], "alpha-pc");
    assert_string_equal(kit.tale.texts[3], "10.0.0.6");
    assert_int_equal(kit.tale.hits[3].line, 3);
    kit_done(&kit);
}

static void test_what_is_told_is_utf8_and_offsets_are_of_the_original(void **state)
{
    static const char in[] = "\xff\xfe"
                             "\x20\x5f\x09\x4e"
                             "\n\0"
                             "1\0"
                             "0\0.\0"
                             "0\0.\0"
                             "0\0.\0"
                             "5\0";
    struct artifact artifact = redact_kit_artifact(STR(in));
    struct err err = ERR_NONE;
    struct around look;
    struct kit kit;

    (void)state;
    tells(&kit, &artifact);
    assert_int_equal(kit.tale.n, 1);
    assert_int_equal(kit.tale.hits[0].at, 2 + 4 + 2);
    assert_int_equal(kit.tale.hits[0].line, 2);
    assert_string_equal(kit.tale.texts[0], "10.0.0.5");
    assert_true(redact_around(kit.r, &artifact, NULL, &kit.result, &kit.tale.hits[0],
                              STR("10.0.0.5"), kit.a, &look, &err));
    check_str(look.text, "\xe5\xbc\xa0\xe4\xb8\x89\n10.0.0.5");
    kit_done(&kit);
}

static void test_what_stands_around_a_hit_is_read_again(void **state)
{
    struct buf in = BUF_INIT(1 << 20);
    struct err err = ERR_NONE;
    struct around look;
    struct kit kit;

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_printf(&in, "line %d\n", i);
    buf_puts(&in, "at 10.0.0.5 end\n");
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    tells(&kit, &artifact);
    assert_int_equal(kit.tale.n, 1);
    assert_true(redact_around(kit.r, &artifact, NULL, &kit.result, &kit.tale.hits[0],
                              STR("10.0.0.5"), kit.a, &look, &err));
    check_str(str_sub(look.text, look.at, look.n), "10.0.0.5");
    check_str(str_sub(look.text, look.at - 3, 15), "at 10.0.0.5 end");
    assert_in_range(look.text.n, AROUND_BYTES, 2 * AROUND_BYTES + 8);
    assert_false(redact_around(kit.r, &artifact, NULL, &kit.result, &kit.tale.hits[0],
                               STR("10.0.0.6"), kit.a, &look, &err));
    assert_int_equal(err.code, E_REVIEW_CHANGED);
    buf_done(&in);
    kit_done(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_scan_tells_each_hit_and_its_place),
        cmocka_unit_test(test_what_is_told_is_utf8_and_offsets_are_of_the_original),
        cmocka_unit_test(test_what_stands_around_a_hit_is_read_again),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
