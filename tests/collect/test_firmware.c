/* test_firmware.c - Secure Boot, EFI variables, the table with the product key, guest or
 * machine, activation files. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#define EFIVARS "/sys/firmware/efi/efivars/"
#define GLOBAL "-8be4df61-93ca-11d2-aa0d-00e098032b8c"
#define MSDM "/sys/firmware/acpi/tables/MSDM"

static struct machine machine;

static int start(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    return 0;
}

static int done(void **state)
{
    (void)state;
    machine_done(&machine);
    return 0;
}

static void check(enum fact_key key, enum fact_state state, const char *text)
{
    check_fact(machine_facts(&machine, COLLECT_ITEM_OS), key, 0, state, text);
}

static void line(const char *text)
{
    machine_line(&machine, text);
}

static void test_legacy_start_has_no_secure_boot_to_ask_for(void **state)
{
    (void)state;
    line("/sys/firmware/acpi/tables/");
    check(KEY_FIRMWARE_MODE, FACT_OK, "legacy");
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_NOT_APPLICABLE, NULL);
    check(KEY_FIRMWARE_EFI_VARIABLES, FACT_NOT_APPLICABLE, NULL);
    check(KEY_FIRMWARE_MSDM, FACT_OK, "no");
    check(KEY_FIRMWARE_MSDM_BYTES, FACT_ABSENT, NULL);
}

static void test_secure_boot_is_the_byte_behind_the_attributes(void **state)
{
    (void)state;
    line(EFIVARS);
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_ABSENT, NULL);
    line(EFIVARS "SecureBoot" GLOBAL " := \\x06\\x00\\x00\\x00");
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_UNREADABLE, NULL);
    line(EFIVARS "SecureBoot" GLOBAL " := \\x01");
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_OK, "yes");
    line(EFIVARS "SecureBoot" GLOBAL " := \\x01");
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_UNREADABLE, NULL);
}

static void test_secure_boot_that_is_off_says_so(void **state)
{
    (void)state;
    line(EFIVARS "SecureBoot" GLOBAL " := \\x06\\x00\\x00\\x00\\x00");
    check(KEY_FIRMWARE_SECURE_BOOT, FACT_OK, "no");
}

static void add_variables(void)
{
    line(EFIVARS "BootOrder" GLOBAL " := \\x07\\x00\\x00\\x00SECRET");
    line(EFIVARS
         "dbx-d719b2cb-3d3a-4596-a3bc-dad00e67656f := \\x07\\x00\\x00\\x00SECRETSECRET");
    line(EFIVARS "short := ");
}

static void test_variables_are_counted_by_their_data(void **state)
{
    (void)state;
    add_variables();
    check(KEY_FIRMWARE_EFI_VARIABLES, FACT_OK, "2");
    check(KEY_FIRMWARE_EFI_VARIABLE_BYTES, FACT_OK, "18");
}

static void test_list_of_variables_has_names_and_sizes_and_no_contents(void **state)
{
    struct collect_target target = {.root = machine.root};
    struct err err = ERR_NONE;
    const struct artifact *a;

    (void)state;
    add_variables();
    machine_facts(&machine, COLLECT_ITEM_OS);
    if (!collect_artifacts(&target, "cmge", 1u << COLLECT_ITEM_OS, &machine.result, NULL, &err))
        check_no_err(&err);
    assert_int_equal(artifact_count(machine.result.artifacts), 1);
    a = artifact_at(machine.result.artifacts, 0);
    assert_string_equal(a->stored, "efi-variables.txt");
    assert_int_equal(a->kind, ARTIFACT_TEXT);
    check_str(a->content, "# EFI variables: bytes of data, GUID of the vendor, name\n"
                          "       6  8be4df61-93ca-11d2-aa0d-00e098032b8c  BootOrder\n"
                          "      12  d719b2cb-3d3a-4596-a3bc-dad00e67656f  dbx\n");
}

static void test_list_is_only_made_for_its_item_and_is_counted_there(void **state)
{
    struct collect_target target = {.root = machine.root};
    struct arena *arena = arena_new();
    struct collect_items items;
    struct err err = ERR_NONE;

    (void)state;
    add_variables();
    line("/etc/os-release = ID=example");
    machine_facts(&machine, COLLECT_ITEM_OS);
    if (!collect_artifacts(&target, "cmge", 1u << COLLECT_ITEM_DISK, &machine.result, NULL,
                           &err))
        check_no_err(&err);
    assert_int_equal(artifact_count(machine.result.artifacts), 0);
    if (!collect_items(&target, &machine.result, "cmge", arena, &items, &err))
        check_no_err(&err);
    assert_int_equal(items.items[COLLECT_ITEM_OS - 1].files, 1);
    arena_free(arena);
}

static void test_product_key_is_never_read(void **state)
{
    const struct fact_list *facts;

    (void)state;
    line(MSDM
         " := "
         "MSDM\\x55\\x00\\x00\\x00\\x03\\x00EXAMPLEEXAMPLE01\\x00\\x00\\x00\\x00ASL!\\x00\\x00"
         "XXXXX-KEY-OF-THE-PRODUCT-XXXXX");
    check(KEY_FIRMWARE_MSDM, FACT_OK, "yes");
    check(KEY_FIRMWARE_MSDM_BYTES, FACT_OK, "85");
    facts = machine_facts(&machine, COLLECT_ITEM_OS);
    for (size_t i = 0; i < fact_count(facts); i++) {
        size_t at;

        assert_false(str_find(fact_at(facts, i)->text, "KEY", &at));
    }
}

static void test_table_of_another_name_or_cut_is_unreadable(void **state)
{
    (void)state;
    line(MSDM " := MSDM\\x55\\x00");
    check(KEY_FIRMWARE_MSDM, FACT_OK, "yes");
    check(KEY_FIRMWARE_MSDM_BYTES, FACT_UNREADABLE, NULL);
    line(MSDM
         " := \\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
         "\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00");
    check(KEY_FIRMWARE_MSDM_BYTES, FACT_OK, "85");
}

static void test_guest_is_known_by_maker_processor_and_kernel(void **state)
{
    (void)state;
    line("/sys/class/dmi/id/sys_vendor = QEMU");
    line("/proc/cpuinfo = processor	: 0");
    line("/proc/cpuinfo = flags		: fpu hypervisor lahf_lm");
    line("/sys/hypervisor/type = xen");
    check(KEY_VIRTUAL, FACT_OK, "qemu");
    check(KEY_VIRTUAL_SIGNS, FACT_OK,
          "manufacturer QEMU; /sys/hypervisor xen; processor flag hypervisor");
}

static void test_hypervisor_without_a_name_is_unknown(void **state)
{
    (void)state;
    line("/proc/cpuinfo = flags : fpu hypervisor");
    check(KEY_VIRTUAL, FACT_OK, "unknown");
}

static void test_machine_is_no_guest(void **state)
{
    (void)state;
    check(KEY_VIRTUAL, FACT_ABSENT, NULL);
    line("/sys/class/dmi/id/sys_vendor = Microsoft Corporation");
    line("/sys/class/dmi/id/product_name = Surface Example");
    line("/proc/cpuinfo = flags : fpu vme hypervisors");
    check(KEY_VIRTUAL, FACT_OK, "no");
    check(KEY_VIRTUAL_SIGNS, FACT_NOT_APPLICABLE, NULL);
}

static void test_machine_that_rules_guests_is_none_itself(void **state)
{
    (void)state;
    line("/proc/cpuinfo = flags : fpu hypervisor");
    line("/sys/hypervisor/type = xen");
    line("/proc/xen/capabilities = control_d");
    check(KEY_VIRTUAL, FACT_OK, "no");
}

static void test_activation_files_show_presence_and_length_only(void **state)
{
    const struct fact_list *facts;

    (void)state;
    line("/etc/.kyinfo = [dist]");
    line("/var/uos/.license.key := SECRET");
    line("/etc/LICENSE -> elsewhere");
    facts = machine_facts(&machine, COLLECT_ITEM_OS);
    assert_int_equal(fact_instances(facts, KEY_ACTIVATION_FILE), 6);
    check_fact(facts, KEY_ACTIVATION_FILE, 0, FACT_OK, "/etc/.kyinfo");
    check_fact(facts, KEY_ACTIVATION_FILE_BYTES, 0, FACT_OK, "7");
    check_fact(facts, KEY_ACTIVATION_FILE, 1, FACT_ABSENT, NULL);
    check_fact(facts, KEY_ACTIVATION_FILE, 2, FACT_UNREADABLE, NULL);
    check_fact(facts, KEY_ACTIVATION_FILE_BYTES, 5, FACT_OK, "6");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_legacy_start_has_no_secure_boot_to_ask_for),
        TEST(test_secure_boot_is_the_byte_behind_the_attributes),
        TEST(test_secure_boot_that_is_off_says_so),
        TEST(test_variables_are_counted_by_their_data),
        TEST(test_list_of_variables_has_names_and_sizes_and_no_contents),
        TEST(test_list_is_only_made_for_its_item_and_is_counted_there),
        TEST(test_product_key_is_never_read),
        TEST(test_table_of_another_name_or_cut_is_unreadable),
        TEST(test_guest_is_known_by_maker_processor_and_kernel),
        TEST(test_hypervisor_without_a_name_is_unknown),
        TEST(test_machine_is_no_guest),
        TEST(test_machine_that_rules_guests_is_none_itself),
        TEST(test_activation_files_show_presence_and_length_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
