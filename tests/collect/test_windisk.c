/* test_windisk.c - what the driver of a disk told Windows becomes facts; a hostile answer none. */
#include "tests/support/check.h"

#include "base/buf.h"
#include "collect/windisk.h"
#include "tests/support/machine.h"

#define SATA 0x0b
#define USB 0x07
#define HEADER_BYTES 0x28

static struct fact_list *facts;

static int start(void **state)
{
    (void)state;
    facts = fact_list_new();
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(facts);
    return 0;
}

struct answer {
    bool removable_medium;
    uint8_t bus;
    const char *vendor, *product, *revision, *serial; /* NULL: not told */
};

static void put_text(struct buf *out, size_t at, const char *text)
{
    uint32_t from = (uint32_t)out->n;

    if (!text)
        return;
    for (size_t i = 0; i < 4; i++)
        out->p[at + i] = (char)(from >> 8 * i);
    buf_add(out, text, strlen(text) + 1);
}

/* A STORAGE_DEVICE_DESCRIPTOR as a driver fills it. */
static void describe(const struct answer *is, struct buf *out)
{
    for (size_t i = 0; i < HEADER_BYTES; i++)
        buf_putc(out, '\0');
    out->p[0x0a] = (char)is->removable_medium;
    out->p[0x1c] = (char)is->bus;
    put_text(out, 0x0c, is->vendor);
    put_text(out, 0x10, is->product);
    put_text(out, 0x14, is->revision);
    put_text(out, 0x18, is->serial);
}

static void take(unsigned instance, const struct answer *is, enum in_container container)
{
    struct buf descriptor = BUF_INIT(4096);

    describe(is, &descriptor);
    windows_disk_facts(facts, instance,
                       &(struct windows_disk){.number = instance,
                                              .descriptor = buf_str(&descriptor),
                                              .size_bytes = 1000,
                                              .container = container});
    buf_done(&descriptor);
}

static void test_a_serial_is_kept_as_it_came_and_measured(void **state)
{
    const struct answer is = {false, SATA, "WDC ", "WD10EZEX  ", "01.01", "     WD-EXAMPLE1"};

    (void)state;
    take(0, &is, CONTAINER_INSIDE);
    check_fact(facts, KEY_DISK_NAME, 0, FACT_OK, "PhysicalDrive0");
    check_fact(facts, KEY_DISK_SERIAL, 0, FACT_OK, "     WD-EXAMPLE1");
    assert_int_equal(check_fact(facts, KEY_DISK_SERIAL_RAW_BYTES, 0, FACT_OK, NULL)->number,
                     16);
    assert_int_equal(check_fact(facts, KEY_DISK_SERIAL_BYTES, 0, FACT_OK, NULL)->number, 11);
    check_fact(facts, KEY_DISK_MODEL, 0, FACT_OK, "WDC WD10EZEX");
    check_fact(facts, KEY_DISK_FIRMWARE, 0, FACT_OK, "01.01");
    check_fact(facts, KEY_DISK_BUS, 0, FACT_OK, "sata");
    check_fact(facts, KEY_DISK_REMOVABLE, 0, FACT_OK, "no");
}

static void test_kinds_of_no_serial_stay_apart(void **state)
{
    struct answer is = {false, SATA, NULL, "DISK", NULL, NULL};

    (void)state;
    take(0, &is, CONTAINER_INSIDE);
    is.serial = "";
    take(1, &is, CONTAINER_INSIDE);
    is.serial = "        ";
    take(2, &is, CONTAINER_INSIDE);
    check_fact(facts, KEY_DISK_SERIAL, 0, FACT_ABSENT, NULL);
    check_fact(facts, KEY_DISK_SERIAL, 1, FACT_EMPTY, NULL);
    check_fact(facts, KEY_DISK_SERIAL, 2, FACT_BLANK, NULL);
    check_fact(facts, KEY_DISK_FIRMWARE, 0, FACT_ABSENT, NULL);
}

static void test_any_sign_of_outside_makes_a_disk_removable(void **state)
{
    static const struct {
        bool medium;
        uint8_t bus;
        enum in_container container;
        const char *removable, *chain;
    } rows[] = {
        {false, SATA, CONTAINER_INSIDE, "no",
         "medium fixed; path inside; root container inside"},
        {false, SATA, CONTAINER_SILENT, "no",
         "medium fixed; path inside; root container silent"},
        {false, SATA, CONTAINER_OUTSIDE, "yes",
         "medium fixed; path inside; root container outside"},
        {false, USB, CONTAINER_INSIDE, "yes",
         "medium fixed; path through usb; root container inside"},
        {true, SATA, CONTAINER_INSIDE, "yes",
         "medium removable; path inside; root container inside"},
    };

    (void)state;
    for (unsigned i = 0; i < COUNT_OF(rows); i++) {
        take(i, &(struct answer){rows[i].medium, rows[i].bus, NULL, "DISK", NULL, "S1"},
             rows[i].container);
        check_fact(facts, KEY_DISK_REMOVABLE, i, FACT_OK, rows[i].removable);
        check_fact(facts, KEY_DISK_REMOVABLE_CHAIN, i, FACT_OK, rows[i].chain);
    }
}

static void test_a_refused_answer_is_a_state(void **state)
{
    (void)state;
    windows_disk_facts(facts, 0, &(struct windows_disk){.state = FACT_DENIED});
    check_fact(facts, KEY_DISK_SERIAL, 0, FACT_DENIED, NULL);
    check_fact(facts, KEY_DISK_REMOVABLE, 0, FACT_DENIED, NULL);
    assert_null(fact_find(facts, KEY_DISK_MODEL, 0));
}

/* Offsets and lengths are the driver's: each cut and each offset gives a state, never a byte that
 * is not the answer's. */
static void test_a_broken_answer_is_never_read_beyond(void **state)
{
    const struct answer is = {false, SATA, "WDC", "DISK", "1", "SERIAL-1"};
    struct buf whole = BUF_INIT(4096);

    (void)state;
    describe(&is, &whole);
    for (size_t n = 0; n < whole.n; n++) {
        char *cut = malloc(n + 1); /* of its own, for the sanitizer to see */

        assert_non_null(cut);
        memcpy(cut, whole.p, n);
        done(NULL);
        start(NULL);
        windows_disk_facts(facts, 0, &(struct windows_disk){.descriptor = {cut, n}});
        if (n < 0x20)
            check_fact(facts, KEY_DISK_SERIAL, 0, FACT_UNREADABLE, NULL);
        else
            assert_non_null(fact_find(facts, KEY_DISK_SERIAL, 0));
        free(cut);
    }
    for (unsigned from = 0; from < 0x200; from++) {
        done(NULL);
        start(NULL);
        whole.p[0x18] = (char)from;
        whole.p[0x19] = (char)(from >> 8);
        windows_disk_facts(facts, 0, &(struct windows_disk){.descriptor = buf_str(&whole)});
        assert_int_equal(fact_find(facts, KEY_DISK_SERIAL, 0)->state == FACT_ABSENT,
                         from < 0x20 || from >= whole.n);
    }
    buf_done(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_serial_is_kept_as_it_came_and_measured, start,
                                        done),
        cmocka_unit_test_setup_teardown(test_kinds_of_no_serial_stay_apart, start, done),
        cmocka_unit_test_setup_teardown(test_any_sign_of_outside_makes_a_disk_removable, start,
                                        done),
        cmocka_unit_test_setup_teardown(test_a_refused_answer_is_a_state, start, done),
        cmocka_unit_test_setup_teardown(test_a_broken_answer_is_never_read_beyond, start, done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
