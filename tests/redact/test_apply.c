/* test_apply.c - two passes give the same bytes, or the second one fails. */
#include "tests/support/check.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "tests/support/redact_kit.h"
#include "tests/support/scratch.h"
#include "tests/support/special.h"

#define LOG "/log/x.log"

struct kit {
    char dir[256];
    struct fs_root *root;
    struct redactor *r;
    struct arena *a;
    struct scan_result result;
};

/* The path on this machine, in a buffer that the next call uses again. */
static const char *place(const struct kit *kit, const char *path)
{
    static char out[400];

    snprintf(out, sizeof out, "%s%s", kit->dir, path);
    return out;
}

static void put(struct kit *kit, const char *text)
{
    FILE *file = fopen(place(kit, LOG), "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static struct artifact log_of(uint64_t size)
{
    return (struct artifact){
        .stored = "logs/0001.log", .origin = LOG, .kind = ARTIFACT_TEXT, .size_bytes = size};
}

static void kit_init(struct kit *kit)
{
    struct err err = ERR_NONE;

    scratch_new(NULL, "apply", kit->dir, sizeof kit->dir);
    assert_int_equal(mkdir(place(kit, "/log"), 0700), 0);
    kit->root = fs_root_open(kit->dir, &err);
    check_no_err(&err);
    kit->r = redact_kit_new();
    kit->a = arena_new();
    redact_kit_learn(kit->r, ENTITY_HOST, "alpha-pc");
}

static void kit_done(struct kit *kit)
{
    redactor_free(kit->r);
    arena_free(kit->a);
    fs_root_free(kit->root);
    scratch_remove(kit->dir);
}

static enum withheld scan(struct kit *kit, const struct artifact *artifact)
{
    struct err err = ERR_NONE;

    assert_true(redact_scan(kit->r, artifact, kit->root, kit->a, &kit->result, NULL, &err));
    return kit->result.withheld;
}

/* The error of pass 2, E_NONE when it gave all. */
static enum err_code pass2(struct kit *kit, const struct artifact *artifact, struct buf *out)
{
    struct err err = ERR_NONE;
    struct reader *reader = redact_open(kit->r, artifact, kit->root, &kit->result, &err);

    if (reader && !reader_all(reader, out, &err))
        assert_int_not_equal(err.code, E_NONE);
    reader_close(reader);
    return err.code;
}

static const char text[] = "one alpha-pc up\ntwo 10.0.0.5 alpha-pc\nthree";

static void test_both_passes_give_the_reviewed_bytes(void **state)
{
    struct artifact artifact = log_of(strlen(text));
    struct buf out = BUF_INIT(1 << 20);
    uint8_t sha256[SHA256_BYTES], sm3[SM3_BYTES];
    struct kit kit;

    (void)state;
    kit_init(&kit);
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_int_equal(kit.result.hits[ENTITY_HOST], 2);
    assert_int_equal(kit.result.hits[ENTITY_IPV4], 1);
    assert_int_equal(kit.result.lines, 3);
    assert_int_equal(kit.result.original_bytes, strlen(text));
    assert_int_equal(pass2(&kit, &artifact, &out), E_NONE);
    assert_int_equal(out.n, kit.result.redacted_bytes);
    digest_once(DIGEST_SHA256, out.p, out.n, sha256);
    digest_once(DIGEST_SM3, out.p, out.n, sm3);
    assert_memory_equal(sha256, kit.result.sha256, sizeof sha256);
    assert_memory_equal(sm3, kit.result.sm3, sizeof sm3);
    assert_string_equal(buf_cstr(&out), redact_kit_text(kit.r, text));
    buf_done(&out);
    kit_done(&kit);
}

static void test_what_a_log_gained_since_is_not_read(void **state)
{
    struct artifact artifact = log_of(strlen(text));
    struct buf out = BUF_INIT(1 << 20);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    put(&kit, "one alpha-pc up\ntwo 10.0.0.5 alpha-pc\nthree\nfour alpha-pc\n");
    assert_int_equal(pass2(&kit, &artifact, &out), E_NONE);
    assert_string_equal(buf_cstr(&out), redact_kit_text(kit.r, text));
    buf_done(&out);
    kit_done(&kit);
}

static void test_a_changed_file_fails_at_the_end_of_pass_2(void **state)
{
    static const char *const later[] = {
        "one alpha-pc up\ntwo 10.0.0.6 alpha-pc\nthree", /* one digit */
        "one alpha-pc up\ntwo 10.0.0.5 alpha-pc\nThree", /* outside any hit */
        "one alpha-pc up\n",                             /* shrunk */
        "",
        "\xff\xfe one alpha-pc up\ntwo 10.0.0.5 alpha-pc\nthr",
        "10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11"};
    struct artifact artifact = log_of(strlen(text));
    struct kit kit;

    (void)state;
    kit_init(&kit);
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    for (size_t i = 0; i < COUNT_OF(later); i++) {
        struct buf out = BUF_INIT(1 << 20);
        put(&kit, later[i]);
        assert_int_equal(pass2(&kit, &artifact, &out), E_REVIEW_CHANGED);
        buf_done(&out);
    }
    kit_done(&kit);
}

static void test_a_vanished_file_fails_pass_2(void **state)
{
    struct artifact artifact = log_of(strlen(text));
    struct buf out = BUF_INIT(1 << 20);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_int_equal(unlink(place(&kit, LOG)), 0);
    assert_int_equal(pass2(&kit, &artifact, &out), E_REVIEW_CHANGED);
    buf_done(&out);
    kit_done(&kit);
}

static void become_folder(const char *path, const char *moved)
{
    (void)moved;
    assert_int_equal(mkdir(path, 0700), 0);
}

static void become_link(const char *path, const char *moved)
{
    special_link(path, moved);
}

static void become_pipe(const char *path, const char *moved)
{
    (void)moved;
    special_pipe(path);
}

/* What was reviewed moves aside, another thing stands in its place, and it comes back. */
static void check_replaced(void (*become)(const char *path, const char *moved))
{
    struct artifact artifact = log_of(strlen(text));
    struct buf out = BUF_INIT(1 << 20);
    struct kit kit;
    char path[400], moved[400];

    kit_init(&kit);
    snprintf(path, sizeof path, "%s", place(&kit, LOG));
    snprintf(moved, sizeof moved, "%s", place(&kit, LOG ".moved"));
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_int_equal(rename(path, moved), 0);
    become(path, moved);
    assert_int_equal(pass2(&kit, &artifact, &out), E_REVIEW_CHANGED);
    assert_int_equal(out.n, 0);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_KIND);
    scratch_remove(path);
    assert_int_equal(rename(moved, path), 0);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    buf_done(&out);
    kit_done(&kit);
}

static void test_a_file_that_became_a_folder_fails_pass_2(void **state)
{
    (void)state;
    check_replaced(become_folder);
}

/* A link to the same bytes, and a pipe that would block. */
static void test_a_file_that_became_a_link_or_a_pipe_fails_pass_2(void **state)
{
    (void)state;
    special_needed();
    check_replaced(become_link);
    check_replaced(become_pipe);
}

static void test_another_decision_voids_the_review(void **state)
{
    struct artifact artifact = log_of(strlen(text));
    struct buf out = BUF_INIT(1 << 20);
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    put(&kit, text);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_true(redactor_decide(kit.r, ENTITY_HOST, REDACT_MASK, &err));
    assert_int_equal(pass2(&kit, &artifact, &out), E_REVIEW_CHANGED);
    buf_clear(&out);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_int_equal(pass2(&kit, &artifact, &out), E_NONE);
    assert_non_null(strstr(buf_cstr(&out), "one **** up\n"));
    buf_done(&out);
    kit_done(&kit);
}

static void test_what_cannot_be_understood_is_withheld_with_its_reason(void **state)
{
    struct artifact artifact = log_of(100);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_UNREADABLE); /* not there */
    put(&kit, "short");
    assert_int_equal(scan(&kit, &artifact), WITHHELD_CHANGED); /* shorter than when collected */
    artifact.origin = "/log";
    assert_int_equal(scan(&kit, &artifact), WITHHELD_KIND);
    artifact.withheld = WITHHELD_BY_USER;
    assert_int_equal(scan(&kit, &artifact), WITHHELD_BY_USER);
    assert_int_equal(kit.result.hits[ENTITY_HOST], 0);
    kit_done(&kit);
}

static void test_only_text_is_read(void **state)
{
    static const struct row {
        struct str text;
        enum withheld want;
    } rows[] = {
        {{"plain", 5}, WITHHELD_NO},
        {{"", 0}, WITHHELD_NO},
        {{"\xef\xbb\xbf\xe4\xb8\xad", 6}, WITHHELD_NO},
        {{"\xf0\x9f\x98\x80", 4}, WITHHELD_NO},
        {{"a\0b", 3}, WITHHELD_ENCODING},
        {{"\xff\xfe"
          "a\0",
          4},
         WITHHELD_NO},                                                 /* UTF-16 */
        {{"\xd6\xd0\xce\xc4", 4}, WITHHELD_NO},                        /* GB18030 */
        {{"abc\xe4\xb8\x80\xe4\xb8", 8}, WITHHELD_ENCODING},           /* cut */
        {{"\xed\xa0\x80", 3}, WITHHELD_ENCODING},                      /* surrogate */
        {{"\xf4\x90\x80\x80 beyond U+10FFFF", 20}, WITHHELD_ENCODING}, /* beyond U+10FFFF */
        {{"12345678\x80", 9}, WITHHELD_ENCODING},
        {{"1234567\0"
          "90123456",
          16},
         WITHHELD_ENCODING},
    };
    struct kit kit;

    (void)state;
    kit_init(&kit);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct artifact artifact = redact_kit_artifact(rows[i].text);
        if (scan(&kit, &artifact) != rows[i].want)
            fail_msg("row %zu", i);
    }
    kit_done(&kit);
}

static void test_a_withheld_file_cannot_be_opened(void **state)
{
    struct artifact artifact = redact_kit_artifact((struct str){"a\0b", 3});
    struct buf out = BUF_INIT(100);
    struct kit kit;

    (void)state;
    kit_init(&kit);
    assert_int_equal(scan(&kit, &artifact), WITHHELD_ENCODING);
    assert_int_equal(pass2(&kit, &artifact, &out), E_REVIEW_CHANGED);
    buf_done(&out);
    kit_done(&kit);
}

static void test_a_line_can_be_dropped_as_a_whole(void **state)
{
    static const char in[] =
        "keep 1\r\nhost alpha-pc up\r\nkeep 2\nalpha-pc\nalpha-pc alpha-pc";
    struct artifact artifact = redact_kit_artifact(str_of(in));
    struct buf out = BUF_INIT(1000);
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    assert_true(redactor_decide(kit.r, ENTITY_HOST, REDACT_DROP_LINE, &err));
    redact_kit_both(kit.r, &artifact, kit.a, &kit.result, &out);
    assert_string_equal(buf_cstr(&out), "keep 1\r\n[line removed]\r\nkeep 2\n[line "
                                        "removed]\n[line removed]");
    assert_int_equal(kit.result.lines, 5);
    buf_done(&out);
    kit_done(&kit);
}

static void test_a_kind_can_hold_back_the_file_or_the_member(void **state)
{
    static const char in[] = "host alpha-pc up\n";
    struct artifact artifact = redact_kit_artifact(str_of(in));
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    assert_true(redactor_decide(kit.r, ENTITY_HOST, REDACT_DROP_FILE, &err));
    assert_int_equal(scan(&kit, &artifact), WITHHELD_POLICY);
    artifact.content = STR("host beta up\n");
    artifact.size_bytes = artifact.content.n;
    assert_int_equal(scan(&kit, &artifact), WITHHELD_NO);
    assert_string_equal(redact_kit_text(kit.r, in), "host **** up\n"); /* a name is no file */
    kit_done(&kit);
}

static void test_a_kept_value_must_not_bring_another_with_it(void **state)
{
    enum entity_kind inner;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    redact_kit_learn(kit.r, ENTITY_DOMAIN, "alpha-pc.plant.example");
    assert_true(
        guard_finds_inside(kit.r, ENTITY_DOMAIN, STR("alpha-pc.plant.example"), &inner));
    assert_int_equal(inner, ENTITY_HOST);
    assert_false(guard_finds_inside(kit.r, ENTITY_HOST, STR("ALPHA-PC"), &inner));
    kit_done(&kit);
}

static bool stop(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    (void)ctx;
    (void)item;
    (void)done;
    (void)total;
    return false;
}

static void test_a_scan_can_be_stopped(void **state)
{
    struct artifact artifact = redact_kit_artifact(STR("some text"));
    struct progress progress = {stop, NULL};
    struct err err = ERR_NONE;
    struct kit kit;

    (void)state;
    kit_init(&kit);
    assert_false(redact_scan(kit.r, &artifact, NULL, kit.a, &kit.result, &progress, &err));
    assert_int_equal(err.code, E_STOPPED);
    kit_done(&kit);
}

struct job {
    struct redactor *r;
    const struct artifact *artifact;
    struct scan_result result;
    bool ok;
};

static void *scan_job(void *ctx)
{
    struct job *job = ctx;
    struct arena *a = arena_new();
    struct err err = ERR_NONE;

    job->ok = redact_scan(job->r, job->artifact, NULL, a, &job->result, NULL, &err);
    arena_free(a);
    return NULL;
}

static void test_scans_may_run_in_parallel(void **state)
{
    enum { JOBS = 4 };
    struct redactor *r = redact_kit_new();
    struct buf in = BUF_INIT(1 << 22);
    pthread_t threads[JOBS];
    struct job jobs[JOBS];

    (void)state;
    redact_kit_learn(r, ENTITY_HOST, "alpha-pc");
    for (int i = 0; i < 20000; i++)
        buf_printf(&in, "alpha-pc 10.0.%d.%d user%d@corp.cn\n", i / 200 % 256, i % 200, i);
    struct artifact artifact = redact_kit_artifact(buf_str(&in));
    for (int i = 0; i < JOBS; i++) {
        jobs[i] = (struct job){.r = r, .artifact = &artifact};
        assert_int_equal(pthread_create(&threads[i], NULL, scan_job, &jobs[i]), 0);
    }
    for (int i = 0; i < JOBS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(jobs[i].ok);
        assert_memory_equal(jobs[i].result.sha256, jobs[0].result.sha256, SHA256_BYTES);
        assert_int_equal(jobs[i].result.hits[ENTITY_EMAIL], 20000);
    }
    buf_done(&in);
    redactor_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_passes_give_the_reviewed_bytes),
        cmocka_unit_test(test_what_a_log_gained_since_is_not_read),
        cmocka_unit_test(test_a_changed_file_fails_at_the_end_of_pass_2),
        cmocka_unit_test(test_a_vanished_file_fails_pass_2),
        cmocka_unit_test(test_a_file_that_became_a_folder_fails_pass_2),
        cmocka_unit_test(test_a_file_that_became_a_link_or_a_pipe_fails_pass_2),
        cmocka_unit_test(test_another_decision_voids_the_review),
        cmocka_unit_test(test_what_cannot_be_understood_is_withheld_with_its_reason),
        cmocka_unit_test(test_only_text_is_read),
        cmocka_unit_test(test_a_withheld_file_cannot_be_opened),
        cmocka_unit_test(test_a_line_can_be_dropped_as_a_whole),
        cmocka_unit_test(test_a_kind_can_hold_back_the_file_or_the_member),
        cmocka_unit_test(test_a_kept_value_must_not_bring_another_with_it),
        cmocka_unit_test(test_a_scan_can_be_stopped),
        cmocka_unit_test(test_scans_may_run_in_parallel),
    };

    return cmocka_run_group_tests(tests, redact_kit_start, NULL);
}
