/* test_system_disk.c - from "/" down to the disks, by all that can lie between. */
#include "tests/support/check.h"

#include "tests/support/machine.h"

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

static void lines(const char *const *all)
{
    for (; *all; all++)
        machine_line(&machine, *all);
}

#define LINES(...) lines((const char *const[]){__VA_ARGS__, NULL})

static const struct fact_list *found(void)
{
    return machine_facts(&machine, COLLECT_ITEM_DISK);
}

/* The disk holds the system and says by which way; NULL: it does not. */
static void check_way(const struct fact_list *facts, const char *disk, const char *way)
{
    unsigned i = instance_of(facts, KEY_DISK_NAME, disk);

    check_fact(facts, KEY_DISK_SYSTEM, i, FACT_OK, way ? "yes" : "no");
    if (way)
        check_fact(facts, KEY_DISK_SYSTEM_PATH, i, FACT_OK, way);
    else
        assert_null(fact_find(facts, KEY_DISK_SYSTEM_PATH, i));
}

static void test_partition_leads_to_its_disk(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/block/sda/sda2/dev = 8:2", "/sys/block/sdb/dev = 8:16",
          "/proc/self/mountinfo = 27 1 8:2 / / rw - ext4 /dev/root rw");
    facts = found();
    check_way(facts, "sda", "/ (ext4) -> sda2 -> sda");
    check_way(facts, "sdb", NULL);
    check_fact(facts, KEY_DISK_SYSTEM_CANDIDATES, 0, FACT_OK, "1");
}

static void test_raid_under_crypt_under_lvm_gives_all_its_disks(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/block/sda/sda1/dev = 8:1", "/sys/block/sdb/sdb1/dev = 8:17",
          "/sys/block/sdc/dev = 8:32", "/sys/block/md127/dev = 9:127",
          "/sys/block/md127/slaves/sda1/", "/sys/block/md127/slaves/sdb1/",
          "/sys/block/dm-0/dev = 253:0", "/sys/block/dm-0/slaves/md127/",
          "/sys/block/dm-1/dev = 253:1", "/sys/block/dm-1/slaves/dm-0/",
          "/proc/self/mountinfo = 27 1 253:1 / / rw - xfs /dev/mapper/vg-root rw");
    facts = found();
    check_way(facts, "sda", "/ (xfs) -> dm-1 -> dm-0 -> md127 -> sda1 -> sda");
    check_way(facts, "sdb", "/ (xfs) -> dm-1 -> dm-0 -> md127 -> sdb1 -> sdb");
    check_way(facts, "sdc", NULL);
    check_fact(facts, KEY_DISK_SYSTEM_CANDIDATES, 0, FACT_OK, "2");
}

static void test_btrfs_stands_on_all_its_devices(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/block/sda/sda3/dev = 8:3", "/sys/block/nvme0n1/nvme0n1p1/dev = 259:1",
          "/sys/block/sdc/sdc1/dev = 8:33", "/sys/fs/btrfs/features/",
          "/sys/fs/btrfs/0000-1/devices/sda3/", "/sys/fs/btrfs/0000-1/devices/nvme0n1p1/",
          "/sys/fs/btrfs/0000-2/devices/sdc1/",
          "/proc/self/mountinfo = 27 1 0:23 /@ / rw - btrfs /dev/sda3 rw,subvol=/@");
    facts = found();
    check_way(facts, "sda", "/ (btrfs) -> sda3 -> sda");
    check_way(facts, "nvme0n1", "/ (btrfs) -> nvme0n1p1 -> nvme0n1");
    check_way(facts, "sdc", NULL);
}

static void test_btrfs_on_crypt_is_found_by_the_name_of_its_mapping(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/block/sda/sda3/dev = 8:3", "/sys/block/dm-0/dev = 253:0",
          "/sys/block/dm-0/dm/name = luks-root", "/sys/block/dm-0/slaves/sda3/",
          "/sys/fs/btrfs/0000-1/devices/dm-0/",
          "/proc/self/mountinfo = 27 1 0:23 / / rw - btrfs /dev/mapper/luks-root rw");
    facts = found();
    check_way(facts, "sda", "/ (btrfs) -> dm-0 -> sda3 -> sda");
}

static void test_file_system_that_names_several_devices_has_them_all(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/block/sda/dev = 8:0", "/sys/block/sdb/dev = 8:16",
          "/proc/self/mountinfo = 27 1 0:23 / / rw - bcachefs /dev/sda:/dev/sdb rw");
    facts = found();
    check_way(facts, "sda", "/ (bcachefs) -> sda");
    check_way(facts, "sdb", "/ (bcachefs) -> sdb");
}

static void test_overlay_of_a_live_system_leads_to_the_stick(void **state)
{
    const struct fact_list *facts;

    (void)state;
    machine_done(&machine);
    machine_init(&machine, "usb-boot");
    facts = found();
    check_way(facts, "sdb", "/ (overlay) (squashfs) -> loop0 (vfat) -> sdb1 -> sdb");
    check_way(facts, "sda", NULL);
}

static void check_unknown(const char *way)
{
    const struct fact_list *facts = found();

    check_fact(facts, KEY_DISK_SYSTEM, 0, FACT_ABSENT, NULL);
    check_fact(facts, KEY_DISK_SYSTEM_PATH, 0, FACT_OK, way);
    check_fact(facts, KEY_DISK_SYSTEM_CANDIDATES, 0, FACT_OK, "0");
}

static void test_zfs_is_not_known(void **state)
{
    (void)state;
    LINES("/sys/block/sda/dev = 8:0",
          "/proc/self/mountinfo = 27 1 0:23 / / rw - zfs rpool/ROOT/one rw");
    check_unknown("/ (zfs) -> not known");
}

static void test_network_file_system_is_not_known(void **state)
{
    (void)state;
    LINES("/sys/block/sda/dev = 8:0",
          "/proc/self/mountinfo = 27 1 0:23 / / rw - nfs4 192.0.2.1:/export/root rw");
    check_unknown("/ (nfs4) -> not known");
}

static void test_disk_made_of_memory_is_not_known(void **state)
{
    (void)state;
    LINES("/sys/block/sda/dev = 8:0", "/sys/block/zram0 -> ../devices/virtual/block/zram0",
          "/sys/devices/virtual/block/zram0/dev = 251:0",
          "/proc/self/mountinfo = 27 1 251:0 / / rw - ext4 /dev/zram0 rw");
    check_unknown("/ (ext4) -> not known");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_partition_leads_to_its_disk),
        TEST(test_raid_under_crypt_under_lvm_gives_all_its_disks),
        TEST(test_btrfs_stands_on_all_its_devices),
        TEST(test_btrfs_on_crypt_is_found_by_the_name_of_its_mapping),
        TEST(test_file_system_that_names_several_devices_has_them_all),
        TEST(test_overlay_of_a_live_system_leads_to_the_stick),
        TEST(test_zfs_is_not_known),
        TEST(test_network_file_system_is_not_known),
        TEST(test_disk_made_of_memory_is_not_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
