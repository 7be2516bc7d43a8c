/* test_smbios_names.c - the lists of texts: each has its width for itself. */
#include "tests/support/check.h"

#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

/* Lists that no row names, but a kind. */
static const struct smbios_names *const of_kinds[] = {
    &names_board_type,         &names_structure,        &names_cpu_flags,
    &names_riscv_width,        &names_riscv_privileges, &names_module_size,
    &names_log_format,         &names_log_validity,     &names_log_fullness,
    &names_host_device,        &names_host_interface,   &names_host_characteristics,
    &names_ip_format,          &names_ip_assignment,    &names_host_protocol,
    &names_firmware_updatable, &names_firmware_protect,
};

/* A text that fills its width would run on into the next one. */
static size_t check_list(const struct smbios_names *list)
{
    size_t texts = 0;

    for (; list; list = list->more) {
        assert_true(list->every || list->count > 0);
        for (size_t i = 0; i < list->count && !list->every; i++, texts++)
            assert_non_null(memchr(smbios_name_at(list, i), '\0', list->width));
    }
    return texts;
}

static void test_every_text_ends_inside_its_width(void **state)
{
    size_t texts = 0, n;

    (void)state;
    for (unsigned type = 0; type < 128; type++) {
        const struct smbios_row *rows = smbios_rows_of((uint8_t)type, &n);

        for (size_t i = 0; i < n; i++)
            texts += check_list(rows[i].names);
    }
    for (size_t i = 0; i < COUNT_OF(of_kinds); i++)
        texts += check_list(of_kinds[i]);
    assert_true(texts > 900);
}

static void test_a_code_gives_its_text_or_says_that_it_has_none(void **state)
{
    (void)state;
    assert_string_equal(smbios_name(&names_cpu_family, 0x01), "Other");
    assert_string_equal(smbios_name(&names_cpu_family, 0x100), "ARMv7");
    assert_string_equal(smbios_name(&names_chassis_type, 0x24), "Stick PC");
    assert_string_equal(smbios_name(&names_chassis_type, 0x25), "<OUT OF SPEC>");
    assert_string_equal(smbios_name(&names_cache_location, 2), "<OUT OF SPEC>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_text_ends_inside_its_width),
        cmocka_unit_test(test_a_code_gives_its_text_or_says_that_it_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
