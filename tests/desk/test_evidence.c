/* test_evidence.c - what is taken from a bundle is what was verified, or nothing. */
#include "tests/support/check.h"

#include <string.h>

#include "base/digest.h"
#include "desk/evidence.h"
#include "facts/json.h"
#include "tests/support/bundle_kit.h"

#define CASE_TEXT                                                                     \
    "case: CAS-00000-A0B0C0\nmachine: 3/10\nsequence: 7\nrole: failing\n"             \
    "symptom: x: y\nprofile: cmge 11\npolicy: strict 2\nlevel: 1\nrequired signers: " \
    "site\n"
#define INDEX                                                                      \
    "# stored\torigin\toriginal bytes\tstored bytes\tstatus\n"                     \
    "logs/0001.log\t/var/log/a\t12\t12\tcarried\n-\t/var/log/b\t5\t0\ttoo-large\n" \
    "-\t/var/log/c\t5\t0\tnobody-knows\nno row\n"
#define REMOVED "707\tserial\t设备序列号\t4\t2\talias\n706\tipv4\tIPv4\t0\t0\talias\n"

static struct kit kit;
static struct evidence e;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_true(digest_start(&err));
    kit_start(&kit);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    evidence_close(&e);
    return 0;
}

static void add(struct plan *p, const char *name, struct str text)
{
    struct err err = ERR_NONE;

    assert_true(plan_add_bytes(p, name, text, &err));
}

static void add_json(struct plan *p, const char *name, json_t *value)
{
    struct buf text = BUF_INIT(JSON_MAX_BYTES);
    struct err err = ERR_NONE;

    assert_true(json_print(value, &text, &err));
    add(p, name, buf_str(&text));
    buf_done(&text);
}

/* More than the reader keeps of a file: a megabyte. */
#define MANY 4000
#define LONG                                                                          \
    "one of those long names that a maker gives to a PC so that nobody takes it for " \
    "another PC of the same maker, of the same year and of the same series of PCs"

/* A signed folder DIR/stem with so many facts; without facts.json when it has none. */
static const char *bundle(const char *stem, unsigned facts_n)
{
    struct plan *p = plan_new();
    struct fact_list *facts = fact_list_new();
    struct finding_list none = {.profile = "cmge", .pack_version = 11};
    static struct bundle_written written;
    struct err err = ERR_NONE;

    for (unsigned i = 0; i < facts_n; i++)
        fact_add_text(facts, KEY_SYSTEM_PRODUCT, i, str_of(i > 0 ? LONG : "PC 400"),
                      (struct fact_source){.kind = SOURCE_NONE, .path = ""});
    add(p, "index.tsv", STR(INDEX));
    add(p, "redaction.txt", STR(REMOVED));
    add_json(p, "findings.json", json_of_findings(&none));
    if (facts_n > 0)
        add_json(p, "facts.json", json_of_facts(facts));
    fact_list_free(facts);
    kit_release_case(&kit, p, STR(CASE_TEXT));
    const struct bundle_format *dir = bundle_format_of(STR("dir"));
    if (!bundle_write(p, dir, kit.dir, stem, NULL, &written, &err))
        check_no_err(&err);
    plan_free(p);
    return written.path;
}

static void test_what_a_bundle_says_is_taken(void **state)
{
    const char *path = bundle("whole", 1);
    struct err err = ERR_NONE;

    (void)state;
    if (!evidence_open(path, &kit.trust, NULL, &e, &err))
        check_no_err(&err);
    assert_true(e.report.genuine);
    assert_string_equal(e.case_number, "CAS-00000-A0B0C0");
    assert_int_equal(e.machine, 3);
    assert_int_equal(e.machines, 10);
    assert_int_equal(e.sequence, 7);
    assert_int_equal(e.role, ROLE_FAILING);
    assert_string_equal(e.symptom, "x: y");
    assert_string_equal(e.policy, "strict");
    assert_int_equal(e.policy_version, 2);
    check_str(fact_find(e.facts, KEY_SYSTEM_PRODUCT, 0)->text, "PC 400");
    assert_int_equal(e.files_n, 3);
    assert_int_equal(e.withheld_n, 2);
    assert_int_equal(e.files[1].why, WITHHELD_TOO_LARGE);
    assert_int_equal(e.files[2].why, WITHHELD_UNREADABLE); /* a word of another version */
    assert_int_equal(e.removed_n, 1);
    assert_int_equal(e.removed[0].hits, 4);
    assert_int_equal(strlen(evidence_site_key(&e)), 16);
    assert_false(evidence_has_second_person(&e));
}

static void test_of_an_altered_bundle_nothing_is_taken(void **state)
{
    const char *path = bundle("altered", 1);
    struct err err = ERR_NONE;
    char name[KIT_PATH * 2];

    (void)state;
    snprintf(name, sizeof name, "%s/report.txt", path);
    kit_put(name, STR("added"));
    assert_true(evidence_open(path, &kit.trust, NULL, &e, &err));
    assert_false(e.report.genuine);
    assert_null(e.facts);
    assert_string_equal(e.case_number, "");
    assert_false(evidence_refuse(&e, &err));
    assert_int_equal(err.code, E_ALTERED);
}

/* Changes the facts, not their size, as soon as everything was read for the verification. */
static bool swap_at_the_end(void *ctx, const char *item, uint64_t done, uint64_t total)
{
    char name[KIT_PATH * 2];

    (void)item;
    snprintf(name, sizeof name, "%s/facts.json", (const char *)ctx);
    if (done < total)
        return true;
    FILE *f = fopen(name, "r+b");
    assert_non_null(f);
    assert_int_equal(fwrite(" ", 1, 1, f), 1);
    assert_int_equal(fclose(f), 0);
    return true;
}

static void test_a_file_swapped_after_the_verification_changes_nothing(void **state)
{
    char path[KIT_PATH * 2];
    struct progress swap = {swap_at_the_end, path};
    struct err err = ERR_NONE;

    (void)state;
    snprintf(path, sizeof path, "%s", bundle("swapped", 1));
    if (!evidence_open(path, &kit.trust, &swap, &e, &err))
        check_no_err(&err);
    check_str(fact_find(e.facts, KEY_SYSTEM_PRODUCT, 0)->text, "PC 400");
    close_it(state);
    assert_true(evidence_open(path, &kit.trust, NULL, &e, &err));
    assert_false(e.report.genuine);
}

static void test_a_large_file_swapped_after_the_verification_is_refused(void **state)
{
    char path[KIT_PATH * 2];
    struct progress swap = {swap_at_the_end, path};
    struct err err = ERR_NONE;

    (void)state;
    snprintf(path, sizeof path, "%s", bundle("swapped-large", MANY));
    assert_false(evidence_open(path, &kit.trust, &swap, &e, &err));
    assert_true(e.report.genuine); /* it was, when it was looked at */
    assert_int_equal(err.code, E_ALTERED);
    assert_int_equal(e.facts ? fact_count(e.facts) : 0, 0);
}

static void test_a_reason_is_told_in_the_language_that_is_asked_for(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_string_equal(evidence_reason_in(LANG_EN, "x: y: altered", a), "x: y: altered");
    assert_string_equal(evidence_reason_in(LANG_ZH, "x: y: altered", a), "x: y: 被改动");
    assert_string_equal(evidence_reason_in(LANG_ZH, "altered", a), "被改动");
    assert_string_equal(evidence_reason_in(LANG_ZH, "of no catalogue", a), "of no catalogue");
    arena_free(a);
}

static void test_a_genuine_bundle_without_facts_is_none_of_ours(void **state)
{
    const char *path = bundle("factless", 0);
    struct err err = ERR_NONE;

    (void)state;
    assert_false(evidence_open(path, &kit.trust, NULL, &e, &err));
    assert_int_equal(err.code, E_NOT_BUNDLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_what_a_bundle_says_is_taken, close_it),
        cmocka_unit_test_teardown(test_of_an_altered_bundle_nothing_is_taken, close_it),
        cmocka_unit_test_teardown(test_a_file_swapped_after_the_verification_changes_nothing,
                                  close_it),
        cmocka_unit_test_teardown(test_a_large_file_swapped_after_the_verification_is_refused,
                                  close_it),
        cmocka_unit_test(test_a_reason_is_told_in_the_language_that_is_asked_for),
        cmocka_unit_test_teardown(test_a_genuine_bundle_without_facts_is_none_of_ours,
                                  close_it),
    };

    return cmocka_run_group_tests(tests, start, end);
}
