/* test_anycase.c - paths of a volume that does not tell case apart. */
#include "tests/support/check.h"

#include "base/anycase.h"
#include "base/memfile.h"
#include "tests/support/machine.h"

static struct machine machine;
static struct arena *a;

static int start(void **state)
{
    (void)state;
    a = arena_new();
    machine_init(&machine, NULL);
    machine_line(&machine, "/Windows/System32/config/SYSTEM = hive");
    machine_line(&machine, "/Windows/twice = lower");
    machine_line(&machine, "/Windows/TWICE = upper");
    machine_line(&machine, "/Windows/Ümlaut = x");
    machine_line(&machine, "/Link -> Windows");
    return 0;
}

static int done(void **state)
{
    (void)state;
    machine_done(&machine);
    arena_free(a);
    return 0;
}

static void check_path(const char *path, const char *want)
{
    struct err err = ERR_NONE;
    const char *got;

    if (!anycase_path(machine.root, path, a, &got, &err))
        check_no_err(&err);
    assert_string_equal(got, want);
}

static void check_refused(const char *path, enum err_code code)
{
    struct err err = ERR_NONE;
    const char *got;

    assert_false(anycase_path(machine.root, path, a, &got, &err));
    assert_int_equal(err.code, code);
}

static void test_a_name_in_another_case_is_found_as_it_is_written(void **state)
{
    (void)state;
    check_path("/WINDOWS/system32/Config/system", "/Windows/System32/config/SYSTEM");
    check_path("/windows", "/Windows");
    check_path("/", "/");
    check_path("/windows/üMLAUT", "/Windows/Ümlaut");
}

static void test_of_two_names_the_exact_one_is_meant(void **state)
{
    (void)state;
    check_path("/Windows/twice", "/Windows/twice");
    check_path("/Windows/TWICE", "/Windows/TWICE");
    check_path("/Windows/Twice", "/Windows/TWICE");
}

static void test_what_is_not_there_is_absent(void **state)
{
    (void)state;
    check_refused("/windows/nothing", E_FS_ABSENT);
    check_refused("/windows/twice/below", E_FS_ABSENT);
}

static void test_no_link_is_followed(void **state)
{
    (void)state;
    check_refused("/Link/twice", E_FS_KIND);
    check_refused("/LINK/twice", E_FS_KIND);
}

static void test_a_copy_in_memory_holds_the_bytes_and_stays(void **state)
{
    struct err err = ERR_NONE;
    struct memfile copy;
    char text[16] = "";
    FILE *file;

    (void)state;
    assert_true(memfile_open(machine.root, "/Windows/twice", 6, &copy, &err));
    file = fopen(copy.path, "r");
    assert_non_null(file);
    assert_non_null(fgets(text, sizeof(text), file));
    assert_string_equal(text, "lower\n");
    fclose(file);
    assert_int_equal(write(copy.fd, "x", 1), -1);
    memfile_done(&copy);
}

static void test_a_file_over_the_cap_or_behind_a_link_is_not_copied(void **state)
{
    struct err err = ERR_NONE;
    struct memfile copy;

    (void)state;
    assert_false(memfile_open(machine.root, "/Windows/twice", 5, &copy, &err));
    assert_int_equal(err.code, E_FS_TOO_LARGE);
    err = ERR_NONE;
    assert_false(memfile_open(machine.root, "/Link/twice", 6, &copy, &err));
    assert_int_equal(err.code, E_FS_KIND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_name_in_another_case_is_found_as_it_is_written),
        TEST(test_of_two_names_the_exact_one_is_meant),
        TEST(test_what_is_not_there_is_absent),
        TEST(test_no_link_is_followed),
        TEST(test_a_copy_in_memory_holds_the_bytes_and_stays),
        TEST(test_a_file_over_the_cap_or_behind_a_link_is_not_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
