/* test_smbios_spans.c - what the redaction must cover in a table. */
#include "tests/support/check.h"

#include "collect/smbios.h"
#include "tests/support/smbios_build.h"

struct fixture {
    struct smbios_build b;
    struct arena *a;
    struct smbios_table t;
    const struct span *spans;
    size_t n;
};

static int start(void **state)
{
    static struct fixture f;

    f = (struct fixture){.a = arena_new()};
    smbios_build_init(&f.b);
    *state = &f;
    return 0;
}

static int stop(void **state)
{
    struct fixture *f = *state;

    smbios_build_done(&f->b);
    arena_free(f->a);
    return 0;
}

static void read_spans(struct fixture *f)
{
    struct err err = ERR_NONE;

    assert_true(
        smbios_table_parse((struct str){NULL, 0}, buf_str(&f->b.table), f->a, &f->t, &err));
    smbios_spans(&f->t, f->a, &f->spans, &f->n);
}

static const uint8_t uuid_table[] = {0,    0,    0,    0,    0x33, 0x22, 0x11,
                                     0x00, 0x55, 0x44, 0x77, 0x66, 0x88, 0x99,
                                     0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 6};

/* The bytes a span covers, and its class. */
static void check_span(const struct fixture *f, const char *text, enum fact_class cls)
{
    struct buf dump = BUF_INIT(64 * 1024);
    bool found = false;

    smbios_table_dump(&f->t, &dump);
    for (size_t i = 0; i < f->n; i++)
        if (str_is(str_sub(buf_str(&dump), f->spans[i].at, f->spans[i].n), text))
            found = f->spans[i].cls == cls;
    if (!found)
        print_error("no span of class %d: %s\n", (int)cls, text);
    buf_done(&dump);
    assert_true(found);
}

static void test_spans_cover_what_must_not_leave(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 1, 1, uuid_table, sizeof uuid_table,
                     SMBIOS_STRINGS("named by no field"));
    smbios_build_add(&f->b, 2, 2, SMBIOS_BYTES(1, 2, 3, 1, 3, 0), /* serial is the maker too */
                     SMBIOS_STRINGS("SHARED", "public", "VERSION-AND-ASSET"));
    smbios_build_add(&f->b, 17, 3, (const uint8_t[0x18]){[0x14] = 1, [0x15] = 2}, 0x18,
                     SMBIOS_STRINGS("MEM-SN", "MEM-ASSET"));
    smbios_build_add(&f->b, 11, 4, SMBIOS_BYTES(1), SMBIOS_STRINGS("oem string"));
    smbios_build_add(&f->b, 200, 5, SMBIOS_BYTES('x', 'y', 'z'), SMBIOS_STRINGS("secret"));
    smbios_build_end(&f->b);
    read_spans(f);
    check_span(f, "SHARED", CLASS_SERIAL);
    check_span(f, "VERSION-AND-ASSET", CLASS_SERIAL);
    check_span(f, "named by no field", CLASS_OEM);
    check_span(f, "MEM-SN", CLASS_SERIAL);
    check_span(f, "MEM-ASSET", CLASS_SERIAL);
    check_span(f, "oem string", CLASS_OEM);
    check_span(f, "secret", CLASS_OEM);
    check_span(f, "xyz", CLASS_OEM);
    assert_int_equal(f->n, 9); /* and the UUID; not "public" */
    assert_int_equal(f->spans[0].at, SMBIOS_DUMP_TABLE_AT + 8);
    assert_int_equal(f->spans[0].cls, CLASS_UUID);
}

static void test_serials_of_every_type_are_covered(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 4, 1, (const uint8_t[0x1F]){[0x1C] = 1, [0x1D] = 2, [0x1E] = 3},
                     0x1F, SMBIOS_STRINGS("CPU-SN", "CPU-AT", "CPU-PN"));
    smbios_build_add(&f->b, 22, 2, (const uint8_t[0x16]){[0x0C] = 'x', [0x0D] = 'y'}, 0x16,
                     NULL);
    smbios_build_add(&f->b, 22, 3, (const uint8_t[0x16]){[0x03] = 1, [0x04] = 2}, 0x16,
                     SMBIOS_STRINGS("BAT-SN", "BAT"));
    smbios_build_add(&f->b, 39, 4, (const uint8_t[0x0C]){[0x04] = 1, [0x05] = 2}, 0x0C,
                     SMBIOS_STRINGS("PSU-SN", "PSU-AT"));
    smbios_build_add(&f->b, 10, 5, SMBIOS_BYTES(0x83, 1), SMBIOS_STRINGS("public too"));
    smbios_build_add(&f->b, 46, 6, SMBIOS_BYTES(1, 0, 1, 0, 0), SMBIOS_STRINGS("Mac(00)"));
    smbios_build_end(&f->b);
    read_spans(f);
    check_span(f, "CPU-SN", CLASS_SERIAL);
    check_span(f, "CPU-AT", CLASS_SERIAL);
    check_span(f, "xy", CLASS_SERIAL);
    check_span(f, "BAT-SN", CLASS_SERIAL);
    check_span(f, "PSU-SN", CLASS_SERIAL);
    check_span(f, "PSU-AT", CLASS_SERIAL);
    check_span(f, "Mac(00)", CLASS_OEM);
    assert_int_equal(f->n, 8); /* and the bytes of type 46 */
}

static void test_entries_of_additional_information_keep_their_shape(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 40, 1,
                     SMBIOS_BYTES(2, 8, 0x0D, 0, 5, 1, 'a', 'b', 'c', 6, 0, 0, 5, 0, 'd'),
                     SMBIOS_STRINGS("any string"));
    smbios_build_add(&f->b, 40, 2, SMBIOS_BYTES(1, 9, 'e', 'f', 'g', 'h', 'i', 'j'), NULL);
    smbios_build_end(&f->b);
    read_spans(f);
    check_span(f, "abc", CLASS_OEM);
    check_span(f, "d", CLASS_OEM);
    check_span(f, "any string", CLASS_OEM);
    check_span(f, "\tefghij", CLASS_OEM); /* longer than the structure: all of it */
    assert_int_equal(f->n, 4);
}

static void test_missing_values_stay_as_they_are(void **state)
{
    struct fixture *f = *state;
    const uint8_t rest[21] = {0, 0, 0, 1};

    smbios_build_add(&f->b, 1, 1, rest, sizeof rest, SMBIOS_STRINGS("   "));
    smbios_build_end(&f->b);
    read_spans(f);
    assert_int_equal(f->n, 0);
}

static void test_bytes_behind_a_break_are_covered(void **state)
{
    struct fixture *f = *state;

    smbios_build_add(&f->b, 2, 1, SMBIOS_BYTES(0, 0, 0, 0), NULL);
    buf_add(&f->b.table, "\x01\x02\x03\x04SERIAL", 10);
    read_spans(f);
    assert_int_equal(f->n, 1);
    check_span(f, "\x01\x02\x03\x04SERIAL", CLASS_OEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, start, stop)
        T(test_spans_cover_what_must_not_leave),
        T(test_serials_of_every_type_are_covered),
        T(test_entries_of_additional_information_keep_their_shape),
        T(test_missing_values_stay_as_they_are),
        T(test_bytes_behind_a_break_are_covered),
#undef T
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
