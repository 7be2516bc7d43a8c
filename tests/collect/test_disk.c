/* test_disk.c - disks of recorded machines: serial, removable, which holds the system. */
#include "tests/support/check.h"

#include "collect/collect.h"
#include "tests/support/machine.h"

static struct machine machine;

/* Of a recorded machine, or of the one at hand as it is now. */
static const struct fact_list *read_disks(const char *name)
{
    if (name)
        machine_init(&machine, name);
    return machine_facts(&machine, COLLECT_ITEM_DISK);
}

static int done(void **state)
{
    (void)state;
    machine_done(&machine);
    return 0;
}

static void test_all_disks_are_listed_and_nothing_that_stands_on_others(void **state)
{
    const struct fact_list *facts = read_disks("desktop-sata");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_DISK_NAME), 4);
    check_fact(facts, KEY_DISK_BUS, instance_of(facts, KEY_DISK_NAME, "nvme0n1"), FACT_OK,
               "nvme");
    check_fact(facts, KEY_DISK_BUS, instance_of(facts, KEY_DISK_NAME, "sda"), FACT_OK, "sata");
    check_fact(facts, KEY_DISK_BUS, instance_of(facts, KEY_DISK_NAME, "sdb"), FACT_OK, "usb");
    check_fact(facts, KEY_DISK_BUS, instance_of(facts, KEY_DISK_NAME, "sr0"), FACT_OK, "cdrom");
}

static void test_sata_serial_is_raw_and_both_lengths_are_told(void **state)
{
    const struct fact_list *facts = read_disks("desktop-sata");
    unsigned sda = instance_of(facts, KEY_DISK_NAME, "sda");
    const struct fact *f;

    (void)state;
    f = check_fact(facts, KEY_DISK_SERIAL, sda, FACT_OK, "       SN-EXAMPLE-01");
    assert_string_equal(f->source.path, "/sys/block/sda/device/vpd_pg80");
    check_fact(facts, KEY_DISK_SERIAL_RAW_BYTES, sda, FACT_OK, "20");
    check_fact(facts, KEY_DISK_SERIAL_BYTES, sda, FACT_OK, "13");
    check_fact(facts, KEY_DISK_MODEL, sda, FACT_OK, "EXAMPLE SSD 256");
    check_fact(facts, KEY_DISK_FIRMWARE, sda, FACT_OK, "1.00");
    check_fact(facts, KEY_DISK_SIZE_BYTES, sda, FACT_OK, "256060514304");
}

static void test_nvme_and_usb_serials_come_from_their_device(void **state)
{
    const struct fact_list *facts = read_disks("desktop-sata");
    const struct fact *f;

    (void)state;
    check_fact(facts, KEY_DISK_SERIAL, instance_of(facts, KEY_DISK_NAME, "nvme0n1"), FACT_OK,
               "NV-EXAMPLE-03       ");
    f = check_fact(facts, KEY_DISK_SERIAL, instance_of(facts, KEY_DISK_NAME, "sdb"), FACT_OK,
                   "USB-EXAMPLE-02");
    assert_non_null(strstr(f->source.path, "/usb2/2-1/serial"));
}

static void test_usb_stick_is_removable_and_sata_disk_is_not(void **state)
{
    const struct fact_list *facts = read_disks("desktop-sata");
    unsigned sdb = instance_of(facts, KEY_DISK_NAME, "sdb");

    (void)state;
    check_fact(facts, KEY_DISK_REMOVABLE, instance_of(facts, KEY_DISK_NAME, "sda"), FACT_OK,
               "no");
    check_fact(facts, KEY_DISK_REMOVABLE_CHAIN, instance_of(facts, KEY_DISK_NAME, "sda"),
               FACT_OK, "medium fixed; path inside; chain silent");
    check_fact(facts, KEY_DISK_REMOVABLE, sdb, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_REMOVABLE_CHAIN, sdb, FACT_OK,
               "medium removable; path through usb; "
               "/sys/devices/pci0000:00/0000:00:14.0/usb2/2-1/removable removable");
}

static void test_system_disk_is_the_one_under_the_root_folder(void **state)
{
    const struct fact_list *facts = read_disks("desktop-sata");

    (void)state;
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "sda"), FACT_OK,
               "yes");
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "sdb"), FACT_OK, "no");
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "nvme0n1"), FACT_OK,
               "no");
}

static void test_system_disk_is_found_below_lvm_and_luks(void **state)
{
    const struct fact_list *facts = read_disks("luks-lvm");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_DISK_NAME), 2);
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "nvme0n1"), FACT_OK,
               "yes");
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "sda"), FACT_OK, "no");
}

static void test_blank_serial_is_not_hidden_behind_what_udev_remembers(void **state)
{
    const struct fact_list *facts = read_disks("luks-lvm");
    unsigned sda = instance_of(facts, KEY_DISK_NAME, "sda");

    (void)state;
    check_fact(facts, KEY_DISK_SERIAL, sda, FACT_BLANK, "        ");
    check_fact(facts, KEY_DISK_SERIAL_RAW_BYTES, sda, FACT_OK, "8");
    check_fact(facts, KEY_DISK_SERIAL_BYTES, sda, FACT_OK, "0");
}

static void test_virtio_disk_without_serial_is_empty(void **state)
{
    const struct fact_list *facts = read_disks("vm-virtio");

    (void)state;
    check_fact(facts, KEY_DISK_NAME, 0, FACT_OK, "vda");
    check_fact(facts, KEY_DISK_BUS, 0, FACT_OK, "virtio");
    check_fact(facts, KEY_DISK_SERIAL, 0, FACT_EMPTY, "");
    check_fact(facts, KEY_DISK_SYSTEM, 0, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_MODEL, 0, FACT_ABSENT, NULL);
}

static void test_live_system_stands_on_the_usb_disk(void **state)
{
    const struct fact_list *facts = read_disks("usb-boot");
    unsigned sdb = instance_of(facts, KEY_DISK_NAME, "sdb");

    (void)state;
    check_fact(facts, KEY_DISK_SYSTEM, sdb, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_SYSTEM, instance_of(facts, KEY_DISK_NAME, "sda"), FACT_OK, "no");
    check_fact(facts, KEY_DISK_REMOVABLE, sdb, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_SERIAL, sdb, FACT_OK, "BRIDGE");
}

static void test_serial_of_identify_data_is_swapped_back(void **state)
{
    const struct fact_list *facts;
    struct buf line = BUF_INIT(1024);

    (void)state;
    machine_init(&machine, NULL);
    buf_puts(&line, "/sys/block/sda/device/vpd_pg89 := \\x00\\x89\\x00\\x60");
    buf_pad(&line, '.', 80 - 4);
    buf_puts(&line, "DWE-AXPMEL0-        ");
    machine_line(&machine, buf_cstr(&line));
    buf_done(&line);
    facts = read_disks(NULL);
    check_fact(facts, KEY_DISK_SERIAL, 0, FACT_OK, "WD-EXAMPLE-0        ");
    assert_string_equal(fact_find(facts, KEY_DISK_SERIAL, 0)->source.path,
                        "/sys/block/sda/device/vpd_pg89");
}

static void test_page_with_a_false_length_is_unreadable(void **state)
{
    const struct fact_list *facts;

    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/device/vpd_pg80 := \\x00\\x80\\xff\\xffAB");
    machine_line(&machine, "/sys/block/sdb/device/vpd_pg80 := \\x00\\x83\\x00\\x02AB");
    machine_line(&machine, "/sys/block/sdc/device/vpd_pg80 := \\x00");
    facts = read_disks(NULL);
    for (unsigned i = 0; i < 3; i++)
        check_fact(facts, KEY_DISK_SERIAL, i, FACT_UNREADABLE, NULL);
}

static void test_udev_is_asked_where_the_kernel_has_nothing_and_is_named(void **state)
{
    const struct fact_list *facts;
    const struct fact *f;

    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/dev = 8:0");
    machine_line(&machine, "/run/udev/data/b8:0 = S:disk/by-id/x");
    machine_line(&machine, "/run/udev/data/b8:0 = E:ID_SERIAL_SHORT=SN-EXAMPLE-09");
    facts = read_disks(NULL);
    f = check_fact(facts, KEY_DISK_SERIAL, 0, FACT_OK, "SN-EXAMPLE-09");
    assert_string_equal(f->source.path, "/run/udev/data/b8:0 ID_SERIAL_SHORT");
}

static void test_nothing_tells_the_system_disk_without_a_mount_table(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/dev = 8:0");
    check_fact(read_disks(NULL), KEY_DISK_SYSTEM, 0, FACT_ABSENT, NULL);
}

static void test_old_mount_table_and_escaped_names_do_as_well(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/dev = 8:0");
    machine_line(&machine, "/sys/block/sda/sda1/dev = 8:1");
    machine_line(&machine, "/proc/mounts = /dev/sda1 / ext4 rw 0 0");
    machine_line(&machine, "/proc/mounts = /dev/sdb1 /media/a\\040b ext4 rw 0 0");
    check_fact(read_disks(NULL), KEY_DISK_SYSTEM, 0, FACT_OK, "yes");
}

static void test_raid_over_two_disks_marks_both(void **state)
{
    const struct fact_list *facts;

    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/sda1/dev = 8:1");
    machine_line(&machine, "/sys/block/sdb/sdb1/dev = 8:17");
    machine_line(&machine, "/sys/block/sdc/dev = 8:32");
    machine_line(&machine, "/sys/block/md0/dev = 9:0");
    machine_line(&machine, "/sys/block/md0/slaves/sda1/");
    machine_line(&machine, "/sys/block/md0/slaves/sdb1/");
    machine_line(&machine, "/proc/self/mountinfo = 27 1 0:30 / / rw - btrfs /dev/md0 rw");
    facts = read_disks(NULL);
    check_fact(facts, KEY_DISK_SYSTEM, 0, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_SYSTEM, 1, FACT_OK, "yes");
    check_fact(facts, KEY_DISK_SYSTEM, 2, FACT_OK, "no");
}

static void test_circle_of_devices_ends(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/block/sda/dev = 8:0");
    machine_line(&machine, "/sys/block/dm-0/dev = 254:0");
    machine_line(&machine, "/sys/block/dm-0/slaves/dm-1/");
    machine_line(&machine, "/sys/block/dm-1/dev = 254:1");
    machine_line(&machine, "/sys/block/dm-1/slaves/dm-0/");
    machine_line(&machine, "/proc/self/mountinfo = 27 1 254:0 / / rw - ext4 /dev/dm-0 rw");
    check_fact(read_disks(NULL), KEY_DISK_SYSTEM, 0, FACT_ABSENT, NULL);
}

static void test_machine_without_block_devices_says_absent(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    check_fact(read_disks(NULL), KEY_DISK_SERIAL, 0, FACT_ABSENT, NULL);
}

static void test_disks_are_not_applicable_to_a_dump_file(void **state)
{
    struct collect_target target = {.smbios_only = true};
    struct collect_result result = {.facts = fact_list_new()};

    (void)state;
    machine_init(&machine, "desktop-sata");
    target.root = machine.root;
    ask_item(&target, COLLECT_ITEM_DISK, &result);
    check_fact(result.facts, KEY_DISK_SERIAL, 0, FACT_NOT_APPLICABLE, NULL);
    check_fact(result.facts, KEY_DISK_REMOVABLE, 0, FACT_NOT_APPLICABLE, NULL);
    check_fact(result.facts, KEY_DISK_SYSTEM, 0, FACT_NOT_APPLICABLE, NULL);
    fact_list_free(result.facts);
}

#define TEST(name) cmocka_unit_test_teardown(name, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_all_disks_are_listed_and_nothing_that_stands_on_others),
        TEST(test_sata_serial_is_raw_and_both_lengths_are_told),
        TEST(test_nvme_and_usb_serials_come_from_their_device),
        TEST(test_usb_stick_is_removable_and_sata_disk_is_not),
        TEST(test_system_disk_is_the_one_under_the_root_folder),
        TEST(test_system_disk_is_found_below_lvm_and_luks),
        TEST(test_blank_serial_is_not_hidden_behind_what_udev_remembers),
        TEST(test_virtio_disk_without_serial_is_empty),
        TEST(test_live_system_stands_on_the_usb_disk),
        TEST(test_serial_of_identify_data_is_swapped_back),
        TEST(test_page_with_a_false_length_is_unreadable),
        TEST(test_udev_is_asked_where_the_kernel_has_nothing_and_is_named),
        TEST(test_nothing_tells_the_system_disk_without_a_mount_table),
        TEST(test_old_mount_table_and_escaped_names_do_as_well),
        TEST(test_raid_over_two_disks_marks_both),
        TEST(test_circle_of_devices_ends),
        TEST(test_machine_without_block_devices_says_absent),
        TEST(test_disks_are_not_applicable_to_a_dump_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
