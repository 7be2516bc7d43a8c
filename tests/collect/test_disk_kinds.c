/* test_disk_kinds.c - disks of all buses: where each keeps its serial, and what counts as
 * removable. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

#define PCI "/sys/devices/pci0000:00/0000:00:17.0"

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

static void line(const char *format, ...) PRINTF_LIKE(1, 2);

static void line(const char *format, ...)
{
    char text[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    machine_line(&machine, text);
}

/* A block device NAME below folder, an absolute path in sysfs. */
static void add_disk(const char *name, const char *folder)
{
    line("/sys/block/%s -> ../..%s/block/%s", name, folder, name);
    line("in %s", folder);
    line("block/%s/device -> ../..", name);
    line("block/%s/removable = 0", name);
    line("block/%s/size = 1000", name);
}

static unsigned disk(const char *name)
{
    return instance_of(machine.result.facts, KEY_DISK_NAME, name);
}

static void check_disk(enum fact_key key, const char *name, const char *text)
{
    check_fact(machine.result.facts, key, disk(name), FACT_OK, text);
}

static void test_bus_is_told_by_the_way_to_the_disk(void **state)
{
    static const struct {
        const char *name, *folder, *bus;
    } disks[] = {
        {"sda", PCI "/ata1/host0/target0:0:0/0:0:0:0", "sata"},
        {"sdb", PCI "/host1/port-1:0/end_device-1:0/target1:0:0/1:0:0:0", "sas"},
        {"sdc", PCI "/host2/rport-2:0-0/target2:0:0/2:0:0:0", "fc"},
        {"sdd", "/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0", "iscsi"},
        {"sde", PCI "/usb1/1-1/1-1:1.0/host4/target4:0:0/4:0:0:0", "usb"},
        {"sdf", PCI "/fw1/fw1.0/host5/target5:0:0/5:0:0:0", "firewire"},
        {"sdg", PCI "/virtio1/host6/target6:0:0/6:0:0:0", "scsi"},
        {"vda", PCI "/virtio2", "virtio"},
        {"mmcblk0", PCI "/mmc_host/mmc0/mmc0:0001", "mmc"},
        {"mmcblk1", PCI "/mmc_host/mmc1/mmc1:aaaa", "sd"},
        {"xvda", "/sys/devices/vbd-51712", "xen"},
        {"nvme1n1", PCI "/nvme/nvme1", "nvme"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(disks); i++)
        add_disk(disks[i].name, disks[i].folder);
    line(PCI "/mmc_host/mmc0/mmc0:0001/type = MMC");
    line(PCI "/mmc_host/mmc1/mmc1:aaaa/type = SD");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    for (size_t i = 0; i < COUNT_OF(disks); i++)
        check_disk(KEY_DISK_BUS, disks[i].name, disks[i].bus);
}

static void test_boot_areas_of_an_emmc_are_no_disks(void **state)
{
    (void)state;
    add_disk("mmcblk0", PCI "/mmc_host/mmc0/mmc0:0001");
    add_disk("mmcblk0boot0", PCI "/mmc_host/mmc0/mmc0:0001");
    line("serial = 0x1234abcd");
    assert_int_equal(fact_instances(machine_facts(&machine, COLLECT_ITEM_DISK), KEY_DISK_NAME),
                     1);
    check_disk(KEY_DISK_SERIAL, "mmcblk0", "0x1234abcd");
    check_disk(KEY_DISK_REMOVABLE, "mmcblk0", "no");
}

static void test_card_in_a_slot_is_removable_though_its_medium_says_fixed(void **state)
{
    (void)state;
    add_disk("mmcblk0", PCI "/mmc_host/mmc0/mmc0:aaaa");
    line("type = SD");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_REMOVABLE, "mmcblk0", "yes");
    check_disk(KEY_DISK_REMOVABLE_CHAIN, "mmcblk0",
               "medium fixed; path card slot; chain silent");
}

static void test_slot_outside_the_case_makes_an_nvme_disk_removable(void **state)
{
    (void)state;
    add_disk("nvme0n1", PCI "/0000:03:00.0/nvme/nvme0");
    line(PCI "/0000:03:00.0/removable = removable");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_REMOVABLE, "nvme0n1", "yes");
}

/* 60 + 2 * 10 bytes of IDENTIFY data, then the serial in swapped pairs. */
static void add_identify(const char *folder, const char *swapped)
{
    struct buf text = BUF_INIT(1024);

    buf_printf(&text, "%s/vpd_pg89 := \\x00\\x89\\x00\\x60", folder);
    buf_pad(&text, '.', 80 - 4);
    buf_puts(&text, swapped);
    machine_line(&machine, buf_cstr(&text));
    buf_done(&text);
}

static void test_page_that_differs_from_identify_data_is_named(void **state)
{
    const struct fact *other;

    (void)state;
    add_disk("sda", PCI "/ata1/host0/target0:0:0/0:0:0:0");
    line("vpd_pg80 := \\x00\\x80\\x00\\x14SN-EXAMPLE-01       ");
    add_identify(PCI "/ata1/host0/target0:0:0/0:0:0:0", "NSE-AXPMEL0-20      ");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL, "sda", "SN-EXAMPLE-01       ");
    check_disk(KEY_DISK_SERIAL_FORM, "sda", "plain");
    other = check_fact(machine.result.facts, KEY_DISK_SERIAL_OTHER, disk("sda"), FACT_OK,
                       "SN-EXAMPLE-002      ");
    assert_string_equal(other->source.path, "/sys/block/sda/device/vpd_pg89");
}

static void test_page_that_is_identify_data_swapped_is_pair_swapped(void **state)
{
    (void)state;
    add_disk("sda", PCI "/ata1/host0/target0:0:0/0:0:0:0");
    line("vpd_pg80 := \\x00\\x80\\x00\\x14NSE-AXPMEL0-01EXAMPL");
    add_identify(PCI "/ata1/host0/target0:0:0/0:0:0:0", "NSE-AXPMEL0-01EXAMPL");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL_FORM, "sda", "pair-swapped");
    check_disk(KEY_DISK_SERIAL_OTHER, "sda", "SN-EXAMPLE-010XEMALP");
}

static void test_sources_that_agree_are_not_told_twice(void **state)
{
    (void)state;
    add_disk("nvme0n1", PCI "/nvme/nvme0");
    line("serial = NV EXAMPLE 07    ");
    line("block/nvme0n1/dev = 259:0");
    line("/run/udev/data/b259:0 = E:ID_SERIAL_SHORT=NV_EXAMPLE_07");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL, "nvme0n1", "NV EXAMPLE 07    ");
    check_fact(machine.result.facts, KEY_DISK_SERIAL_OTHER, disk("nvme0n1"), FACT_ABSENT, NULL);
}

static void test_udev_that_differs_from_the_kernel_is_named(void **state)
{
    (void)state;
    add_disk("vda", PCI "/virtio1");
    line("block/vda/serial := OLD-EXAMPLE");
    line("block/vda/dev = 254:0");
    line("/run/udev/data/b254:0 = E:ID_SERIAL_SHORT=NEW-EXAMPLE");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL, "vda", "OLD-EXAMPLE");
    check_disk(KEY_DISK_SERIAL_OTHER, "vda", "NEW-EXAMPLE");
}

static void test_address_that_udev_calls_a_serial_is_none(void **state)
{
    (void)state;
    add_disk("sda", PCI "/host0/end_device-0:0/target0:0:0/0:0:0:0");
    line("vpd_pg80 := \\x00\\x80\\x00\\x08SAS-0001");
    line("block/sda/dev = 8:0");
    line("/run/udev/data/b8:0 = E:ID_BUS=scsi");
    line("/run/udev/data/b8:0 = E:ID_SERIAL_SHORT=5000c500a1b2c3d4");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL, "sda", "SAS-0001");
    check_fact(machine.result.facts, KEY_DISK_SERIAL_OTHER, disk("sda"), FACT_ABSENT, NULL);
}

static void test_bridge_and_the_disk_behind_it_need_not_agree(void **state)
{
    (void)state;
    add_disk("sda", PCI "/usb1/1-1/1-1:1.0/host4/target4:0:0/4:0:0:0");
    line("vpd_pg80 := \\x00\\x80\\x00\\x05INNER");
    line(PCI "/usb1/1-1/idVendor = 1234");
    line(PCI "/usb1/1-1/serial = 575834314134384C58593136");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL, "sda", "575834314134384C58593136");
    check_disk(KEY_DISK_SERIAL_FORM, "sda", "hex-encoded");
    check_fact(machine.result.facts, KEY_DISK_SERIAL_OTHER, disk("sda"), FACT_ABSENT, NULL);
}

static void test_serials_are_measured_in_bytes(void **state)
{
    struct buf text = BUF_INIT(1024);

    (void)state;
    add_disk("sda", PCI "/host0/target0:0:0/0:0:0:0");
    add_disk("sdb", PCI "/host1/target1:0:0/1:0:0:0");
    add_disk("sdc", PCI "/host2/target2:0:0/2:0:0:0");
    buf_puts(&text, PCI "/host0/target0:0:0/0:0:0:0/vpd_pg80 := \\x00\\x80\\x00\\x44  ");
    buf_pad(&text, 'A', 64);
    line("%s  ", buf_cstr(&text));
    buf_clear(&text);
    buf_puts(&text, PCI "/host1/target1:0:0/1:0:0:0/vpd_pg80 := \\x00\\x80\\x00\\x41");
    buf_pad(&text, 'B', 65);
    line("%s", buf_cstr(&text));
    line(PCI "/host2/target2:0:0/2:0:0:0/vpd_pg80 := \\x00\\x80\\x00\\x06中文");
    buf_done(&text);
    machine_facts(&machine, COLLECT_ITEM_DISK);
    check_disk(KEY_DISK_SERIAL_RAW_BYTES, "sda", "68");
    check_disk(KEY_DISK_SERIAL_BYTES, "sda", "64");
    check_disk(KEY_DISK_SERIAL_BYTES, "sdb", "65");
    check_disk(KEY_DISK_SERIAL_BYTES, "sdc", "6");
}

static void test_unreadable_serial_has_no_length_and_no_form(void **state)
{
    static const enum fact_key keys[] = {KEY_DISK_SERIAL, KEY_DISK_SERIAL_BYTES,
                                         KEY_DISK_SERIAL_RAW_BYTES, KEY_DISK_SERIAL_FORM};

    (void)state;
    add_disk("sda", PCI "/host0/target0:0:0/0:0:0:0");
    line("vpd_pg80 := \\x00\\x80\\xff\\xff");
    machine_facts(&machine, COLLECT_ITEM_DISK);
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        check_fact(machine.result.facts, keys[i], 0, FACT_UNREADABLE, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_bus_is_told_by_the_way_to_the_disk),
        TEST(test_boot_areas_of_an_emmc_are_no_disks),
        TEST(test_card_in_a_slot_is_removable_though_its_medium_says_fixed),
        TEST(test_slot_outside_the_case_makes_an_nvme_disk_removable),
        TEST(test_page_that_differs_from_identify_data_is_named),
        TEST(test_page_that_is_identify_data_swapped_is_pair_swapped),
        TEST(test_sources_that_agree_are_not_told_twice),
        TEST(test_udev_that_differs_from_the_kernel_is_named),
        TEST(test_address_that_udev_calls_a_serial_is_none),
        TEST(test_bridge_and_the_disk_behind_it_need_not_agree),
        TEST(test_serials_are_measured_in_bytes),
        TEST(test_unreadable_serial_has_no_length_and_no_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
