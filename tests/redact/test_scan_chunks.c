/* test_scan_chunks.c - the pieces in which a text comes in change nothing. */
#include "tests/support/check.h"

#include "redact/engine.h"
#include "tests/support/redact_kit.h"

#define TEXT_BYTES (300 * 1024)

struct trail { /* everything a scan said */
    struct buf bytes;
    struct buf hits;
    struct redactor *r;
};

static void on_gap(void *ctx, const uint8_t *p, size_t n)
{
    buf_add(&((struct trail *)ctx)->bytes, p, n);
}

static void on_hit(void *ctx, const struct hit *hit, const struct text *around, uint64_t at)
{
    struct trail *trail = ctx;

    buf_printf(&trail->hits, "%d %d %llu %zu\n", (int)hit->kind, (int)hit->rest,
               (unsigned long long)at, hit->n);
    if (redactor_action(trail->r, hit->kind) != REDACT_KEEP)
        redactor_replace(trail->r, hit, text_str(around, hit->at, hit->at + hit->n),
                         &trail->bytes);
}

static void scan_in_pieces(struct redactor *r, struct str text, const struct span *spans,
                           size_t spans_n, size_t piece, struct trail *trail)
{
    struct scan_sink sink = {on_gap, on_hit, trail, NULL};
    uint64_t seed = 99;

    *trail = (struct trail){BUF_INIT(16 << 20), BUF_INIT(16 << 20), r};
    redactor_ready(r);
    struct scan_source source = redactor_source(r);
    source.spans = spans;
    source.spans_n = spans_n;
    struct scanner *s = scanner_new(&source, &sink);
    while (text.n) {
        size_t n = piece ? piece : 1 + redact_kit_random(&seed) % 5000;
        struct str part = str_sub(text, 0, n);
        scanner_feed(s, (const uint8_t *)part.p, part.n);
        text = str_sub(text, part.n, text.n);
    }
    scanner_end(s);
    scanner_free(s);
}

static void trail_done(struct trail *trail)
{
    buf_done(&trail->bytes);
    buf_done(&trail->hits);
}

static const char *const words[] = {
    "10.0.0.5",
    "192.168.1.77:80",
    "Version 8.1.8.0",
    "fe80::1926:5e63:182e:4aac",
    "12:34:56",
    "00:1b:21:61:9d:4f",
    "24-03-05-10-11-12",
    "zhang.san@corp.example.cn",
    "alpha-pc",
    "ALPHA-PC.corp.example",
    "C:\\Users\\Zhang San\\x",
    "/home/lisi/.bashrc",
    "SN12345678",
    "srv7.corp.local",
    "DESKTOP-2GNTRZD",
    "falke",
    "projektfalke",
    "\xe4\xbf\x9d\xe5\xaf\x86",
    "ab",
    "falke@corp.cn",
    "123456789abcdef01122334455667788",
    "Foo::Bar",
    "\\\\fs-18\\x",
    "...",
    ":::",
    "@@",
    "--",
    "1.2.3.4.5",
    "mac=001b21619d4f",
    "error 0x80070005",
    "desk: 4711",
    "DESK 12",
};

static struct site_rules *desk_rules(void)
{
    static const struct site_pattern desk = {"desk", ENTITY_KEYWORD, "desk",
                                             "desk\\W*(\\d+)|\\bSN\\d+.{5}", "desk 1"};
    static struct site_rules *rules;
    const char *culprit;
    struct err err = ERR_NONE;

    if (rules)
        return rules;
    rules = site_rules_new();
    assert_true(site_rules_add(rules, &desk, &culprit, &err));
    return rules;
}

static struct redactor *make_redactor(void)
{
    struct redactor *r = redact_kit_new();

    redactor_use_rules(r, desk_rules());
    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(r, ENTITY_HOST, "ab");
    redact_kit_learn(r, ENTITY_SERIAL, "SN12345678");
    redact_kit_learn(r, ENTITY_KEYWORD, "falke");
    redact_kit_learn(r, ENTITY_KEYWORD, "\xe4\xbf\x9d\xe5\xaf\x86");
    redact_kit_learn(r, ENTITY_DOMAIN, "corp.example");
    redact_kit_learn(r, ENTITY_UUID, "123456789abcdef01122334455667788");
    return r;
}

static void make_text(struct buf *out, uint64_t seed, unsigned line_words)
{
    *out = BUF_INIT(TEXT_BYTES + 100);
    while (out->n < TEXT_BYTES) {
        buf_puts(out, words[redact_kit_random(&seed) % COUNT_OF(words)]);
        if (redact_kit_random(&seed) % 8) /* sometimes nothing between two words */
            buf_putc(out, redact_kit_random(&seed) % line_words ? ' ' : '\n');
    }
}

static void check_pieces(struct str text, const struct span *spans, size_t spans_n)
{
    static const size_t sizes[] = {1,   2,    3,    7,     64,    511,   512,   513,
                                   700, 1024, 4096, 10007, 32768, 65535, 65536, 0};
    struct redactor *r = make_redactor();
    struct trail whole, parts;

    scan_in_pieces(r, text, spans, spans_n, text.n, &whole);
    assert_true(whole.hits.n > 1000);
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        scan_in_pieces(r, text, spans, spans_n, sizes[i], &parts);
        assert_int_equal(parts.hits.n, whole.hits.n);
        assert_memory_equal(parts.hits.p, whole.hits.p, whole.hits.n);
        assert_int_equal(parts.bytes.n, whole.bytes.n);
        assert_memory_equal(parts.bytes.p, whole.bytes.p, whole.bytes.n);
        trail_done(&parts);
    }
    trail_done(&whole);
    redactor_free(r);
}

static void test_ordinary_lines_give_the_same_hits_in_any_pieces(void **state)
{
    struct buf text;

    (void)state;
    make_text(&text, 1, 12);
    check_pieces(buf_str(&text), NULL, 0);
    buf_done(&text);
}

static void test_one_line_without_end_gives_the_same_hits_in_any_pieces(void **state)
{
    struct buf text;

    (void)state;
    make_text(&text, 2, 1u << 30);
    check_pieces(buf_str(&text), NULL, 0);
    buf_done(&text);
}

static void test_spans_give_the_same_bytes_in_any_pieces(void **state)
{
    enum { SPANS = 400 };
    struct span spans[SPANS];
    struct buf text;
    uint64_t seed = 5;
    size_t at = 0;

    (void)state;
    make_text(&text, 3, 12);
    for (size_t i = 0; i < SPANS; i++) {
        at += redact_kit_random(&seed) % 300;
        spans[i].at = at;
        spans[i].n = i % 50 ? redact_kit_random(&seed) % 40 : 2000;
        spans[i].cls = i % 2 ? CLASS_SERIAL : CLASS_OEM;
        at += spans[i].n;
    }
    check_pieces(buf_str(&text), spans, SPANS);
    buf_done(&text);
}

static void test_bytes_outside_hits_do_not_change(void **state)
{
    static const char text[] = "\xef\xbb\xbf"
                               "a\r\nb\n\n\tx \x1b[0m \xe4\xb8\xad 10.0.0.5\r\nlast";
    struct redactor *r = make_redactor();
    const char *out = redact_kit_text(r, text);
    size_t before = (size_t)(strstr(text, "10.0") - text);

    (void)state;
    assert_memory_equal(out, text, before);
    assert_string_equal(strchr(out + before, '\r'), "\r\nlast");
    redactor_free(r);
}

static void test_the_first_and_longest_hit_wins_and_no_end_sticks_out(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    redact_kit_learn(r, ENTITY_KEYWORD, "north wind");
    redact_kit_learn(r, ENTITY_KEYWORD, "wind farm");
    assert_true(redactor_decide(r, ENTITY_KEYWORD, REDACT_MASK, &err));
    assert_string_equal(redact_kit_text(r, "the north wind farm."), "the ********.");
    redact_kit_learn(r, ENTITY_USER, "zhangsan");
    assert_string_equal(redact_kit_kinds(r, "mail zhangsan@corp.cn"), "email");
    assert_null(strstr(redact_kit_text(r, "mail zhangsan@corp.cn"), "zhangsan"));
    redactor_free(r);
}

static void test_a_kind_that_is_kept_does_not_cover_another(void **state)
{
    struct redactor *r = redact_kit_new();
    struct err err = ERR_NONE;

    (void)state;
    redact_kit_learn(r, ENTITY_KEYWORD, "falke");
    assert_true(redactor_decide(r, ENTITY_KEYWORD, REDACT_MASK, &err));
    assert_true(redactor_decide(r, ENTITY_EMAIL, REDACT_KEEP, &err));
    assert_string_equal(redact_kit_text(r, "to x.falke@corp.cn"), "to x.****@corp.cn");
    assert_string_equal(redact_kit_kinds(r, "to x.falke@corp.cn"), "keyword email");
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ordinary_lines_give_the_same_hits_in_any_pieces),
        cmocka_unit_test(test_one_line_without_end_gives_the_same_hits_in_any_pieces),
        cmocka_unit_test(test_spans_give_the_same_bytes_in_any_pieces),
        cmocka_unit_test(test_bytes_outside_hits_do_not_change),
        cmocka_unit_test(test_the_first_and_longest_hit_wins_and_no_end_sticks_out),
        cmocka_unit_test(test_a_kind_that_is_kept_does_not_cover_another),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
