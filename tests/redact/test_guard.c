/* test_guard.c - the second look finds what the engine would have missed. */
#include "tests/support/check.h"

#include "tests/support/redact_kit.h"

static struct redactor *make(void)
{
    struct redactor *r = redact_kit_new();

    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(r, ENTITY_HOST, "ab");
    redact_kit_learn(r, ENTITY_SERIAL, "SN12345678");
    redact_kit_learn(r, ENTITY_MAC, "00:1b:21:61:9d:4f");
    redact_kit_learn(r, ENTITY_IPV4, "10.0.0.5");
    redact_kit_learn(r, ENTITY_IPV6, "2001:db8::7");
    redact_kit_learn(r, ENTITY_UUID, "00112233-4455-6677-8899-aabbccddeeff");
    redact_kit_learn(r, ENTITY_KEYWORD, "falke");
    return r;
}

/* The kind that survives in text when it comes in pieces of that size; "" for none. */
static const char *survivor(struct redactor *r, const char *text, size_t piece)
{
    static char kind[ERR_DETAIL_MAX];
    struct guard *g = guard_new(r);
    struct str left = str_of(text);
    struct err err = ERR_NONE;
    bool ok = true;

    guard_next(g, "logs/0001.log", false);
    while (left.n && ok) {
        struct str part = str_sub(left, 0, piece);
        ok = guard_add(g, part, &err);
        left = str_sub(left, part.n, left.n);
    }
    ok = ok && guard_add(g, STR(""), &err);
    guard_free(g);
    kind[0] = '\0';
    if (!ok) {
        const char *open = strchr(err.detail, '(');
        assert_int_equal(err.code, E_SURVIVOR);
        assert_memory_equal(err.detail, "logs/0001.log", 13);
        assert_non_null(open);
        snprintf(kind, sizeof kind, "%.*s", (int)strcspn(open + 1, ")"), open + 1);
    }
    return kind;
}

static const struct row {
    const char *text, *kind;
} rows[] = {
    {"at ALPHA-PC up", "host"},
    {"alpha-pc", "host"},
    {"x_alpha-pc_y", "host"},
    {"the ab host", "host"},
    {"sn=sn12345678", "serial"},
    {"00-1B-21-61-9D-4F", "mac"},
    {"001b.2161.9d4f", "mac"},
    {"enx001b21619d4f:", "mac"},
    {"Version 10.0.0.5", "ipv4"},
    {"10-0-0-5.pool", "ipv4"},
    {"[2001:db8::7]:80", "ipv6"},
    {"33221100554477668899aabbccddeeff", "uuid"},
    {"MyFalkenhorst", "keyword"},
    {"xalpha-pc", ""},
    {"alpha-pcs", ""},
    {"table ab3 3ab", ""},
    {"00:ab:1c:22:33:44", ""},
    {"10.0.0.55 110.0.0.5 10.0.0.5.6", ""},
    {"2001:db8::77 2001:db8::7:1", ""},
    {"nothing here", ""},
    {"", ""},
};

static void test_every_form_of_a_known_value_is_found_in_any_pieces(void **state)
{
    struct redactor *r = make();

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (size_t piece = 1; piece < 40; piece++)
            assert_string_equal(survivor(r, rows[i].text, piece), rows[i].kind);
    redactor_free(r);
}

static void test_a_value_across_far_away_pieces_is_found(void **state)
{
    struct redactor *r = make();
    struct buf text = BUF_INIT(1 << 20);

    (void)state;
    for (size_t before = 65500; before < 65560; before++) {
        buf_clear(&text);
        buf_pad(&text, '.', before);
        buf_puts(&text, "alpha-pc");
        buf_pad(&text, '.', 300000 - before);
        assert_string_equal(survivor(r, buf_cstr(&text), 300100), "host");
    }
    buf_done(&text);
    redactor_free(r);
}

static void test_what_the_engine_made_has_no_survivor(void **state)
{
    struct redactor *r = make();
    struct buf in = BUF_INIT(1 << 20);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        buf_printf(&in, "%s\n", rows[i].text);
    assert_string_equal(survivor(r, redact_kit_text(r, buf_cstr(&in)), 1000), "");
    buf_done(&in);
    redactor_free(r);
}

static void test_a_kind_that_is_kept_is_no_survivor(void **state)
{
    struct redactor *r = make();
    struct err err = ERR_NONE;

    (void)state;
    assert_true(redactor_decide(r, ENTITY_SERIAL, REDACT_KEEP, &err));
    assert_string_equal(survivor(r, "SN12345678", 100), "");
    redactor_free(r);
}

static void test_the_end_of_one_artifact_does_not_join_the_next(void **state)
{
    struct redactor *r = make();
    struct guard *g = guard_new(r);
    struct err err = ERR_NONE;

    (void)state;
    guard_next(g, "one", false);
    assert_true(guard_add(g, STR("alpha"), &err));
    guard_next(g, "two", false);
    assert_true(guard_add(g, STR("-pc"), &err));
    assert_true(guard_add(g, STR(""), &err));
    guard_next(g, "three", false);
    assert_true(guard_add(g, STR("x alpha-pc"), &err));
    guard_next(g, "four", false); /* the word ended the artifact: said at the next chance */
    assert_false(guard_add(g, STR("y"), &err));
    assert_int_equal(err.code, E_SURVIVOR);
    assert_memory_equal(err.detail, "three", 5);
    guard_free(g);
    redactor_free(r);
}

/* As when a mark lies about the bytes behind it. */
static void test_the_bytes_of_a_text_are_searched_beside_it(void **state)
{
    struct redactor *r = make();

    (void)state;
    for (size_t cut = 0; cut <= 16; cut++) {
        struct guard *g = guard_new(r);
        struct str raw = STR("x of alpha-pc here");
        struct err err = ERR_NONE;

        guard_next(g, "logs/0001.log", false);
        guard_add_raw(g, str_sub(raw, 0, cut), 0);
        assert_true(guard_add(g, STR("other text: alpha"), &err)); /* joins nothing of raw */
        guard_add_raw(g, str_sub(raw, cut, raw.n), 0);
        assert_false(guard_add(g, STR(""), &err));
        assert_int_equal(err.code, E_MIXED_TEXT);
        guard_forget(g);
        guard_next(g, "logs/0002.log", false);
        err = ERR_NONE;
        assert_true(guard_add(g, STR("nothing"), &err) && guard_add(g, STR(""), &err));
        guard_free(g);
    }
    redactor_free(r);
}

static void test_bytes_that_are_text_are_searched_once_and_join_those_behind_them(void **state)
{
    struct redactor *r = make();
    struct buf raw = BUF_INIT(1 << 20);

    (void)state;
    for (size_t before = 100; before < 200000; before += 66643) {
        buf_clear(&raw);
        buf_pad(&raw, '.', before);
        buf_puts(&raw, "alpha-pc and more of it, as much as one looks ahead, and then some");
        for (size_t text_n = before - 9; text_n < before + 16; text_n++) {
            struct guard *g = guard_new(r);
            struct err err = ERR_NONE;

            guard_next(g, "logs/0001.log", false);
            guard_add_raw(g, buf_str(&raw), text_n);
            bool clean = guard_add(g, STR(""), &err);
            if (text_n < before + 8)
                assert_false(clean);
            guard_free(g);
        }
    }
    buf_done(&raw);
    redactor_free(r);
}

static void test_a_word_of_ours_is_no_survivor_in_what_we_wrote(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    redact_kit_learn(r, ENTITY_HOST, "report");
    redact_kit_learn(r, ENTITY_HOST, "pc-0077");
    struct guard *g = guard_new(r);
    guard_own(g, STR("# report of casepack\n"));
    guard_next(g, "report.txt", true);
    assert_true(guard_add(g, STR("# report of casepack\n"), &err));
    assert_true(guard_add(g, STR(""), &err));
    guard_next(g, "logs/0001.log", false);
    assert_true(guard_add(g, STR("on report today\n"), &err));
    assert_false(guard_add(g, STR(""), &err));
    assert_int_equal(err.code, E_SURVIVOR);
    guard_free(g);
    g = guard_new(r);
    guard_own(g, STR("# report of casepack\n"));
    guard_next(g, "report.txt", true);
    err = ERR_NONE;
    assert_true(guard_add(g, STR("report on pc-0077\n"), &err));
    assert_false(guard_add(g, STR(""), &err));
    guard_free(g);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_form_of_a_known_value_is_found_in_any_pieces),
        cmocka_unit_test(test_a_value_across_far_away_pieces_is_found),
        cmocka_unit_test(test_what_the_engine_made_has_no_survivor),
        cmocka_unit_test(test_a_kind_that_is_kept_is_no_survivor),
        cmocka_unit_test(test_the_end_of_one_artifact_does_not_join_the_next),
        cmocka_unit_test(test_the_bytes_of_a_text_are_searched_beside_it),
        cmocka_unit_test(test_bytes_that_are_text_are_searched_once_and_join_those_behind_them),
        cmocka_unit_test(test_a_word_of_ours_is_no_survivor_in_what_we_wrote),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
