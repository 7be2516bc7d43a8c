/* test_artifact.c - the list of artifacts and their bytes. */
#include "tests/support/check.h"

#include "facts/artifact.h"
#include "tests/support/machine.h"

static void read_all(struct reader *reader, struct buf *out, struct err *err)
{
    assert_non_null(reader);
    (void)!reader_all(reader, out, err);
    reader_close(reader);
}

static void test_artifacts_stay_where_they_are_while_the_list_grows(void **state)
{
    struct artifact_list *list = artifact_list_new();
    struct artifact *first = artifact_add(list);

    (void)state;
    first->item = 7;
    for (int i = 0; i < 1000; i++)
        assert_string_equal(artifact_add(list)->origin, "");
    assert_int_equal(artifact_count(list), 1001);
    assert_ptr_equal(artifact_at(list, 0), first);
    assert_int_equal(first->item, 7);
    assert_null(artifact_at(list, 1001));
    artifact_list_free(list);
    artifact_list_free(NULL);
}

static void test_content_in_memory_needs_no_root(void **state)
{
    struct artifact_list *list = artifact_list_new();
    struct artifact *a = artifact_add(list);
    struct buf out = BUF_INIT(100);
    struct err err = ERR_NONE;

    (void)state;
    a->content = STR("table");
    a->size_bytes = 5;
    read_all(artifact_open(a, NULL, &err), &out, &err);
    check_no_err(&err);
    check_str(buf_str(&out), "table");
    buf_done(&out);
    artifact_list_free(list);
}

static void test_neither_content_nor_root_is_an_error(void **state)
{
    struct artifact a = {.stored = "logs/0001.log", .origin = "/x"};
    struct err err = ERR_NONE;

    (void)state;
    assert_null(artifact_open(&a, NULL, &err));
    assert_int_equal(err.code, E_INTERNAL);
}

static void test_log_that_grew_is_cut_at_the_size_that_was_seen(void **state)
{
    struct artifact a = {.origin = "/var/log/a.log", .size_bytes = 4};
    struct buf out = BUF_INIT(100);
    struct err err = ERR_NONE;
    struct machine m;

    (void)state;
    machine_init(&m, NULL);
    machine_line(&m, "/var/log/a.log = one");
    machine_line(&m, "/var/log/a.log = two");
    read_all(artifact_open(&a, m.root, &err), &out, &err);
    check_no_err(&err);
    check_str(buf_str(&out), "one\n");
    buf_done(&out);
    machine_done(&m);
}

static void test_log_that_shrank_is_refused(void **state)
{
    struct artifact a = {.origin = "/var/log/a.log", .size_bytes = 100};
    struct buf out = BUF_INIT(100);
    struct err err = ERR_NONE;
    struct machine m;
    struct reader *reader;

    (void)state;
    machine_init(&m, NULL);
    machine_line(&m, "/var/log/a.log = one");
    reader = artifact_open(&a, m.root, &err);
    if (reader)
        read_all(reader, &out, &err);
    assert_int_equal(err.code, E_FS_CHANGED);
    buf_done(&out);
    machine_done(&m);
}

static void test_each_reason_to_withhold_has_a_word_and_a_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < WITHHELD_COUNT; i++) {
        assert_true(strlen(withheld_name((enum withheld)i)) > 0);
        assert_true(strlen(withheld_text((enum withheld)i)) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(withheld_name((enum withheld)i),
                                    withheld_name((enum withheld)k));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_artifacts_stay_where_they_are_while_the_list_grows),
        cmocka_unit_test(test_content_in_memory_needs_no_root),
        cmocka_unit_test(test_neither_content_nor_root_is_an_error),
        cmocka_unit_test(test_log_that_grew_is_cut_at_the_size_that_was_seen),
        cmocka_unit_test(test_log_that_shrank_is_refused),
        cmocka_unit_test(test_each_reason_to_withhold_has_a_word_and_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
