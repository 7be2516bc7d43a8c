/* test_iso.c - the head of an ISO image: nothing of who made it, and when. */
#include "tests/support/check.h"

#include <string.h>
#include <time.h>

#include "bundle/iso_head.h"
#include "tests/support/bundle_kit.h"

#define SECTOR 2048
#define IMAGE_MAX (4 * KIT_FILE_MAX)

static struct kit kit;

static void write_image(struct buf *image)
{
    struct plan *p = kit_plan();
    const struct bundle_target target = {.format = bundle_format_of(STR("iso")),
                                         .out_dir = kit.dir,
                                         .stem = "case",
                                         .threads = 1};
    struct bundle_written w;
    struct err err = ERR_NONE;

    kit_release(&kit, p, false);
    if (!bundle_write_to(p, &target, NULL, &w, &err))
        check_no_err(&err);
    kit_get(w.path, image);
    plan_free(p);
}

static void test_no_record_has_the_time_of_today(void **state)
{
    struct buf image = BUF_INIT(IMAGE_MAX);
    time_t now = time(NULL);
    struct tm day;

    (void)state;
    write_image(&image);
    localtime_r(&now, &day);
    const char today[] = {(char)day.tm_year, (char)(day.tm_mon + 1), (char)day.tm_mday};
    size_t end = iso_head_end(buf_str(&image));
    assert_in_range(end, 20 * SECTOR, image.n - 1);
    for (size_t at = 0; at + sizeof today <= end; at++)
        if (memcmp(image.p + at, today, sizeof today) == 0)
            fail_msg("sector %zu, byte %zu", at / SECTOR, at % SECTOR);
    buf_done(&image);
}

static void test_descriptors_have_one_time_and_no_maker(void **state)
{
    static const size_t dates[] = {813, 830, 864};
    static const char date[17] = "1980010100000000";
    struct buf image = BUF_INIT(IMAGE_MAX);

    (void)state;
    write_image(&image);
    for (size_t sector = 16; sector <= 17; sector++) {
        const char *of = image.p + sector * SECTOR;

        for (size_t i = 0; i < COUNT_OF(dates); i++)
            assert_memory_equal(of + dates[i], date, sizeof date);
        for (size_t i = 8; i < 40; i++)
            assert_true(of[i] == ' ' || of[i] == '\0');
    }
    for (size_t at = 0; at + 10 <= image.n; at++)
        assert_int_not_equal(strncmp(image.p + at, "libarchive", 10), 0);
    buf_done(&image);
}

static void test_a_head_that_is_not_whole_is_not_told(void **state)
{
    struct buf image = BUF_INIT(IMAGE_MAX);

    (void)state;
    write_image(&image);
    size_t end = iso_head_end(buf_str(&image));
    for (size_t n = 0; n < image.n; n += 7)
        assert_int_equal(iso_head_end((struct str){image.p, n}), n < end ? 0 : end);
    buf_done(&image);
}

static void test_what_is_no_image_has_no_head_beyond_itself(void **state)
{
    struct buf image = BUF_INIT(IMAGE_MAX);

    (void)state;
    write_image(&image);
    size_t end = iso_head_end(buf_str(&image));
    for (size_t at = 17 * SECTOR; at < end; at++) {
        char was = image.p[at];

        image.p[at] = (char)(was ^ 0x55);
        assert_in_range(iso_head_end((struct str){image.p, end}), 0, end);
        image.p[at] = was;
    }
    buf_done(&image);
}

static int start(void **state)
{
    (void)state;
    kit_start(&kit);
    return 0;
}

static int end(void **state)
{
    (void)state;
    kit_end(&kit);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_record_has_the_time_of_today),
        cmocka_unit_test(test_descriptors_have_one_time_and_no_maker),
        cmocka_unit_test(test_a_head_that_is_not_whole_is_not_told),
        cmocka_unit_test(test_what_is_no_image_has_no_head_beyond_itself),
    };

    return cmocka_run_group_tests(tests, start, end);
}
