/* test_offline.c - the welcome screen's way to a Windows that does not run. */
#include "tests/support/check.h"

#include <string.h>
#include <sys/stat.h>

#include "tests/support/volume_kit.h"
#include "tests/support/wizard_kit.h"

struct walk {
    struct wizard_kit kit;
    const char *keys; /* what is pressed, one after the other; then the terminal goes away */
    bool offered, flagged;
};

static uint32_t next_key(void *ctx, const struct canvas *shown)
{
    struct walk *w = ctx;

    if (screen_shown(shown) == 10)
        w->offered |= canvas_shows(shown, "5  Check an offline Windows disk");
    if (screen_shown(shown) == 31)
        w->flagged |= canvas_shows(shown, "Product name") && canvas_shows(shown, "differ");
    if (*w->keys == '\0')
        return IN_GONE;
    return *w->keys++ == '\r' ? (uint32_t)IN_ENTER : (uint32_t)w->keys[-1];
}

static void walk(struct walk *w, const char *keys, bool with_disk)
{
    const struct term_mem_keys source = {.next = next_key, .ctx = w};
    char line[256], path[128];
    FILE *mounts;

    w->keys = keys;
    lang_set(LANG_EN);
    wizard_kit_init(&w->kit, "normal", 24, 80, &source);
    if (with_disk) {
        snprintf(path, sizeof path, "%s/disk", w->kit.dir);
        assert_int_equal(mkdir(path, 0755), 0);
        volume_kit(path);
        snprintf(line, sizeof line, "/dev/sdz2 /mnt/..%s fuseblk ro 0 0\n", path);
        mounts = fopen(w->kit.mounts, "w");
        assert_non_null(mounts);
        assert_true(fputs(line, mounts) >= 0);
        assert_int_equal(fclose(mounts), 0);
    }
    wizard_kit_run(&w->kit);
}

static void test_without_such_a_disk_it_is_not_offered(void **state)
{
    struct walk w = {.offered = false};

    (void)state;
    walk(&w, "5", false);
    assert_false(w.offered);
    wizard_kit_done(&w.kit);
}

static void test_the_disk_is_the_machine_from_then_on(void **state)
{
    struct walk w = {.offered = false};

    (void)state;
    walk(&w, "5\r\r", true);
    assert_true(w.offered);
    assert_true(w.flagged);
    check_fact(flow_facts(w.kit.flow), KEY_OS_EDITION, 0, FACT_OK, "EnterpriseG");
    wizard_kit_done(&w.kit);
}

static void test_going_back_takes_the_machine_of_before(void **state)
{
    struct walk w = {.offered = false};

    (void)state;
    walk(&w, "5\r0002\r\r", true);
    assert_int_equal(fact_instances(flow_facts(w.kit.flow), KEY_OS_EDITION), 0);
    wizard_kit_done(&w.kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_such_a_disk_it_is_not_offered),
        cmocka_unit_test(test_the_disk_is_the_machine_from_then_on),
        cmocka_unit_test(test_going_back_takes_the_machine_of_before),
    };

    wizard_kits_in_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
