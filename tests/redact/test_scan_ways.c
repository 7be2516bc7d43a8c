/* test_scan_ways.c - how bytes are looked at, in what pieces and by how many threads changes
 * nothing; no look passes by what a matcher would find. */
#include "tests/support/check.h"

#include "base/task.h"
#include "tests/fuzz/scan_ways.h"
#include "tests/support/redact_kit.h"

#define TEXT_BYTES (100 * 1024)
#define THREADS 4

static const char *const words[] = {
    "10.0.0.5",
    "192.168.1.77:80",
    "1.2.3.4.5",
    "5.0.0.10.in-addr.arpa",
    "fe80::1926:5e63:182e:4aac",
    "2001:db8:0:1:1:1:1:1",
    "12:34:56",
    "Foo::Bar",
    "00:1b:21:61:9d:4f",
    "00-1B-21-61-9D-4F",
    "001b.2161.9d4f",
    "mac=001b21619d4f",
    "bssid : \"001b21619d4f\"",
    "Jan  2 03:04:05 pc7 sshd[7]:",
    "2026-01-31T03:04:05+08:00 pc7 x:",
    "zhang.san@corp.example.cn",
    "http://li:se9@nas7.zhao.lan/?token=e6juPDFtTKVCHGK8",
    "C:\\Users\\Zhang San\\x",
    "C:\\\\Users\\\\lisi\\\\x",
    "CORP\\lisi",
    "/home/lisi/.bashrc",
    "/o=A/ou=B/cn=lisi",
    "\\\\fs-18\\x",
    "srv7.corp.local",
    "DESKTOP-2GNTRZD",
    "password=abc123XY",
    "\"pw\": \"abc123XY\"",
    "sn:AB12345X",
    "pin = 1234",
    "Serial Number: AB12345X",
    "138 0013 8000",
    "13800138000",
    "(0317)88483979",
    "010-62345678",
    "+86-10-62345678",
    "11010519491231002X",
    "6222 0210 0111 6245 702",
    "EA1234567",
    "0401-1900-12345",
    "KTNPV-KTRK4-3RRR8-39X6W-W44T3",
    "S-1-5-21-1-2-3-500",
    "sk-abcdefghij0123456789abcd",
    "学苑南路306号12号楼",
    "海淀区学苑南路6号",
    "联系人：张三丰",
    "京A·12345",
    "秘密 * 长期",
    "１０．０．０．５",
    "falke",
    "projektfalke",
    "金丝雀",
    "alpha-pc",
    "ab",
    "::",
    "--",
    "\xe4\xbf",
    "\xff",
};

static struct redactor *make_redactor(void)
{
    struct redactor *r = redact_kit_new();

    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    redact_kit_learn(r, ENTITY_HOST, "ab");
    redact_kit_learn(r, ENTITY_HOST, "corp");
    redact_kit_learn(r, ENTITY_IPV4, "10.0.0.5");
    redact_kit_learn(r, ENTITY_KEYWORD, "falke");
    redact_kit_learn(r, ENTITY_KEYWORD, "金丝雀");
    redact_kit_learn(r, ENTITY_KEYWORD, "--");
    return r;
}

/* Words with and without something between them, and here and there another byte. */
static void make_text(struct buf *out, uint64_t seed)
{
    *out = BUF_INIT(TEXT_BYTES + 100);
    while (out->n < TEXT_BYTES) {
        size_t from = out->n;
        buf_puts(out, words[redact_kit_random(&seed) % COUNT_OF(words)]);
        if (redact_kit_random(&seed) % 8 == 0)
            out->p[from + redact_kit_random(&seed) % (out->n - from)] =
                (char)redact_kit_random(&seed);
        if (redact_kit_random(&seed) % 4)
            buf_putc(out, " \n\t:=,"[redact_kit_random(&seed) % 6]);
    }
}

static void test_every_look_gives_the_same_hits_in_any_pieces(void **state)
{
    static const size_t pieces[] = {1, 63, 64, 65, 511, 1024, 4096, 10007, 65536};
    struct redactor *r = make_redactor();
    struct scan_said plain, said;
    struct buf text;

    (void)state;
    make_text(&text, 7);
    look_start();
    scan_in_way(r, look_way(LOOK_PLAIN), text.n, buf_str(&text), &plain);
    assert_true(plain.hits.n > 10000);
    for (int way = LOOK_PLAIN; way < LOOK_BEST; way++) {
        const struct looker *look = look_way((enum look_way)way);
        for (size_t i = 0; look && i < COUNT_OF(pieces); i++) {
            scan_in_way(r, look, pieces[i], buf_str(&text), &said);
            assert_true(scan_said_same(&plain, &said));
            scan_said_done(&said);
        }
    }
    scan_said_done(&plain);
    buf_done(&text);
    redactor_free(r);
}

/* Places that another redactor took down, which knew nothing; of a text that is a little older. */
static void test_asking_again_gives_the_same_hits_also_where_the_text_changed(void **state)
{
    static const size_t pieces[] = {7, 4096, 65536}, changes[] = {0, 1, 30};
    struct redactor *r = make_redactor(), *first = redact_kit_new();
    uint64_t seed = 5;
    struct buf text, was;

    (void)state;
    make_text(&text, 13);
    make_text(&was, 13);
    look_start();
    for (size_t change = 0; change < COUNT_OF(changes); change++) {
        for (size_t i = 0; i < changes[change]; i++)
            was.p[redact_kit_random(&seed) % was.n] = '.';
        for (int way = LOOK_PLAIN; way < LOOK_BEST; way++) {
            const struct looker *look = look_way((enum look_way)way);
            for (size_t i = 0; look && i < COUNT_OF(pieces); i++) {
                struct scan_said alone, said;
                scan_in_way(r, look, pieces[i], buf_str(&text), &alone);
                scan_again(first, buf_str(&was), r, look, pieces[i], buf_str(&text), &said);
                assert_true(scan_said_same(&alone, &said));
                scan_said_done(&said);
                scan_said_done(&alone);
            }
        }
    }
    buf_done(&text);
    buf_done(&was);
    redactor_free(r);
    redactor_free(first);
}

static void test_a_look_passes_nothing_by_that_a_matcher_would_find(void **state)
{
    struct redactor *r = make_redactor();

    (void)state;
    look_start();
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct buf text;

        make_text(&text, seed);
        size_t missed = scan_ways_first_missed(r, look_way(LOOK_BEST), buf_str(&text));
        if (missed != text.n)
            fail_msg("passed by: %.*s", 40, text.p + missed);
        buf_done(&text);
    }
    redactor_free(r);
}

static void test_every_look_sees_the_same_in_bytes_without_sense(void **state)
{
    enum { BYTES = LOOK_BEFORE + LOOK_BLOCKS * LOOK_BYTES + LOOK_BEYOND, ROUNDS = 200 };
    static const char likely[] =
        "0123456789abcdefAF:.-=/\\@*_ \"')\xe2\x98\xef\xbc\xbd\xe5\x8f";
    struct look_heads heads = {0}, none = {0}, both;
    uint64_t seed = 3;
    uint8_t p[BYTES];

    (void)state;
    look_start();
    look_add_word(&heads, (const uint8_t *)"a:b", 3, true);
    look_add_word(&heads, (const uint8_t *)".", 1, false);
    look_join_heads(&heads, &none, &both);
    for (int round = 0; round < ROUNDS; round++) {
        struct look plain, look;

        both.digits = round % 2;

        for (size_t i = 0; i < BYTES; i++)
            p[i] = round % 4 ? (uint8_t)likely[redact_kit_random(&seed) % (sizeof likely - 1)]
                             : (uint8_t)redact_kit_random(&seed);
        look_way(LOOK_PLAIN)->all(p + LOOK_BEFORE, &both, &plain);
        for (int way = LOOK_SSE2; way < LOOK_BEST; way++) {
            const struct looker *at = look_way((enum look_way)way);
            if (!at)
                continue;
            at->all(p + LOOK_BEFORE, &both, &look);
            assert_memory_equal(&plain, &look, sizeof look);
        }
    }
}

struct job {
    struct redactor *r;
    struct str text;
    struct scan_said said;
};

static bool scan_job(void *ctx, const struct progress *progress, struct err *err)
{
    struct job *job = ctx;

    (void)progress;
    (void)err;
    scan_in_way(job->r, NULL, 4096, job->text, &job->said);
    return true;
}

static void test_threads_that_scan_at_a_time_all_say_the_same(void **state)
{
    struct redactor *r = make_redactor();
    struct err err = ERR_NONE;
    struct scan_said alone;
    struct buf text;

    (void)state;
    make_text(&text, 11);
    scan_in_way(r, NULL, text.n, buf_str(&text), &alone);
    for (unsigned n = 2; n <= THREADS; n++) {
        struct job jobs[THREADS];
        struct task *tasks[THREADS];

        for (unsigned i = 0; i < n; i++) {
            jobs[i] = (struct job){.r = r, .text = buf_str(&text)};
            tasks[i] = task_start(scan_job, &jobs[i], &err);
            assert_non_null(tasks[i]);
        }
        for (unsigned i = 0; i < n; i++)
            assert_true(task_end(tasks[i], &err));
        for (unsigned i = 0; i < n; i++) {
            assert_true(scan_said_same(&alone, &jobs[i].said));
            scan_said_done(&jobs[i].said);
        }
    }
    scan_said_done(&alone);
    buf_done(&text);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_look_gives_the_same_hits_in_any_pieces),
        cmocka_unit_test(test_asking_again_gives_the_same_hits_also_where_the_text_changed),
        cmocka_unit_test(test_a_look_passes_nothing_by_that_a_matcher_would_find),
        cmocka_unit_test(test_every_look_sees_the_same_in_bytes_without_sense),
        cmocka_unit_test(test_threads_that_scan_at_a_time_all_say_the_same),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
