/* test_recheck.c - the desk's verdicts beside the site's, and when the site's stands. */
#include "tests/support/check.h"

#include "base/digest.h"
#include "desk/recheck.h"

static struct profile *profile;
static struct evidence e;
static struct finding said;
static struct recheck r;

static const struct fact_source smbios = {.kind = SOURCE_SMBIOS, .path = ""};

static int set_up(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    assert_true(digest_start(&err));
    profile = profile_load("cmge", &err);
    check_no_err(&err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    profile_free(profile);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    e = (struct evidence){.arena = arena_new(), .facts = fact_list_new()};
    return 0;
}

static int end(void **state)
{
    (void)state;
    evidence_close(&e);
    return 0;
}

static struct fact *serial(const char *value)
{
    return fact_add_text(e.facts, KEY_SYSTEM_SERIAL, 0, str_of(value), smbios);
}

static void redacted(struct fact *f)
{
    f->state = FACT_REDACTED;
    f->was = FACT_OK;
    f->length_bytes = (uint32_t)f->text.n;
    f->classes = "AAAA9999";
}

/* The site's one verdict about a rule; the row of that rule, NULL when nothing is different. */
static const struct recheck_row *compare_with(unsigned rule, enum verdict verdict,
                                              enum reason reason)
{
    struct err err = ERR_NONE;

    said = (struct finding){.rule = rule,
                            .verdict = verdict,
                            .reason = reason,
                            .why = "",
                            .key = KEY_SYSTEM_SERIAL,
                            .fact = fact_find(e.facts, KEY_SYSTEM_SERIAL, 0)};
    e.findings = (struct finding_list){.items = &said, .n = 1, .profile = "cmge"};
    assert_true(recheck_run(&e, profile, e.arena, &r, &err));
    for (size_t i = 0; i < r.rows_n; i++)
        if ((r.rows[i].desk ? r.rows[i].desk : r.rows[i].site)->rule == rule)
            return &r.rows[i];
    return NULL;
}

static enum verdict counts(unsigned rule)
{
    for (size_t i = 0; i < r.findings.n; i++)
        if (r.findings.items[i].rule == rule)
            return r.findings.items[i].verdict;
    return VERDICT_NOT_APPLICABLE;
}

static void test_the_same_verdict_is_no_difference(void **state)
{
    (void)state;
    serial("KX7Q4421");
    assert_null(compare_with(101, VERDICT_OK, REASON_PASS));
    assert_int_equal(counts(101), VERDICT_OK);
}

static void test_what_the_desk_finds_is_stricter(void **state)
{
    (void)state;
    serial("To Be Filled By O.E.M.");
    const struct recheck_row *row = compare_with(101, VERDICT_OK, REASON_PASS);
    assert_non_null(row);
    assert_int_equal(row->change, RECHECK_STRICTER);
    assert_int_equal(counts(101), VERDICT_MUST_FIX);
}

static void test_what_the_desk_lets_pass_is_milder(void **state)
{
    (void)state;
    serial("KX7Q4421");
    const struct recheck_row *row = compare_with(101, VERDICT_MUST_FIX, REASON_MALFORMED);
    assert_non_null(row);
    assert_int_equal(row->change, RECHECK_MILDER);
    assert_int_equal(counts(101), VERDICT_OK);
}

static void test_of_a_value_that_did_not_leave_the_sites_verdict_stands(void **state)
{
    (void)state;
    redacted(serial("KX7Q4421")); /* the stand-in looks fine, the serial did not */
    const struct recheck_row *row = compare_with(101, VERDICT_MUST_FIX, REASON_MALFORMED);
    assert_non_null(row);
    assert_int_equal(row->change, RECHECK_BY_SITE);
    assert_int_equal(counts(101), VERDICT_MUST_FIX);
}

static void test_an_empty_field_needs_no_value_to_be_seen(void **state)
{
    (void)state;
    redacted(serial("KX7Q4421")); /* there is a value now, whatever the site said */
    const struct recheck_row *row = compare_with(101, VERDICT_MUST_FIX, REASON_EMPTY);
    assert_non_null(row);
    assert_int_equal(row->change, RECHECK_MILDER);
}

static void test_rules_of_one_side_alone_are_named(void **state)
{
    (void)state;
    serial("KX7Q4421");
    const struct recheck_row *gone = compare_with(998, VERDICT_WARN, REASON_EMPTY);
    assert_non_null(gone);
    assert_int_equal(gone->change, RECHECK_GONE);
    assert_null(gone->desk);
    assert_int_equal(r.rows[0].change, RECHECK_NEW_RULE);
    assert_null(r.rows[0].site);
    assert_ptr_equal(gone, &r.rows[r.rows_n - 1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_same_verdict_is_no_difference, begin, end),
        cmocka_unit_test_setup_teardown(test_what_the_desk_finds_is_stricter, begin, end),
        cmocka_unit_test_setup_teardown(test_what_the_desk_lets_pass_is_milder, begin, end),
        cmocka_unit_test_setup_teardown(
            test_of_a_value_that_did_not_leave_the_sites_verdict_stands, begin, end),
        cmocka_unit_test_setup_teardown(test_an_empty_field_needs_no_value_to_be_seen, begin,
                                        end),
        cmocka_unit_test_setup_teardown(test_rules_of_one_side_alone_are_named, begin, end),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
