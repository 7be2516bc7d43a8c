/* test_nic_state.c - kinds of adapters, what has disabled one, and whose address it has. */
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

/* A fact of the adapter of that name; text NULL: it has only a state. */
static void check_nic(enum fact_key key, const char *name, enum fact_state state,
                      const char *text)
{
    const struct fact_list *facts = machine_facts(&machine, COLLECT_ITEM_NIC);

    check_fact(facts, key, instance_of(facts, KEY_NIC_NAME, name), state, text);
}

/* An adapter of hardware on PCI whose flags are the last argument. */
static void add_pci(const char *name, const char *flags)
{
    char text[256];

    LINES("in /sys/devices/pci0000:00/0000:02:00.0", "class = 0x020000", "enable = 1");
    snprintf(text, sizeof(text), "net/%s/flags = %s", name, flags);
    machine_line(&machine, text);
    snprintf(text, sizeof(text), "net/%s/device -> ../..", name);
    machine_line(&machine, text);
    snprintf(text, sizeof(text),
             "/sys/class/net/%s -> ../../devices/pci0000:00/0000:02:00.0/net/%s", name, name);
    machine_line(&machine, text);
    machine_line(
        &machine,
        "/sys/bus/pci/devices/0000:02:00.0 -> ../../../devices/pci0000:00/0000:02:00.0");
}

static void add_radio(const char *flags)
{
    add_pci("wlan0", flags);
    LINES("ieee80211/phy0/macaddress = 70:00:00:00:00:09",
          "net/wlan0/phy80211 -> ../../ieee80211/phy0", "ieee80211/phy0/rfkill0/soft = 0",
          "net/wlan0/address = 70:00:00:00:00:09",
          "/sys/class/rfkill/rfkill0 -> "
          "../../devices/pci0000:00/0000:02:00.0/ieee80211/phy0/rfkill0");
}

static void test_each_kind_is_told_and_only_hardware_is_physical(void **state)
{
    static const struct {
        const char *sign, *name, *kind;
    } kinds[] = {
        {"/sys/devices/virtual/net/br0/bridge/", "br0", "bridge"},
        {"/sys/devices/virtual/net/bond0/bonding/", "bond0", "bond"},
        {"/sys/devices/virtual/net/eth0.7/uevent = DEVTYPE=vlan", "eth0.7", "vlan"},
        {"/sys/devices/virtual/net/tun0/tun_flags = 0x1", "tun0", "tunnel"},
        {"/sys/devices/virtual/net/wg0/uevent = DEVTYPE=wireguard", "wg0", "tunnel"},
        {"/sys/devices/virtual/net/sit0/type = 776", "sit0", "tunnel"},
        {"/sys/devices/virtual/net/ppp0/type = 512", "ppp0", "tunnel"},
        {"/sys/devices/virtual/net/dummy0/type = 1", "dummy0", "virtual"},
        {"/sys/devices/virtual/net/lo/type = 772", "lo", "loopback"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        char text[256];

        machine_line(&machine, kinds[i].sign);
        snprintf(text, sizeof(text), "/sys/class/net/%s -> ../../devices/virtual/net/%s",
                 kinds[i].name, kinds[i].name);
        machine_line(&machine, text);
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        check_nic(KEY_NIC_KIND, kinds[i].name, FACT_OK, kinds[i].kind);
        check_nic(KEY_NIC_PHYSICAL, kinds[i].name, FACT_OK, "no");
    }
}

static void test_wireless_and_usb_adapters_are_physical(void **state)
{
    (void)state;
    add_radio("0x1003");
    LINES("in /sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0", "net/usb0/flags = 0x1003",
          "net/usb0/device -> ../..", "subsystem -> ../../../../../../bus/usb",
          "/sys/class/net/usb0 -> "
          "../../devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/net/usb0");
    check_nic(KEY_NIC_KIND, "wlan0", FACT_OK, "wireless");
    check_nic(KEY_NIC_PHYSICAL, "wlan0", FACT_OK, "yes");
    check_nic(KEY_NIC_KIND, "usb0", FACT_OK, "physical");
    check_nic(KEY_NIC_PHYSICAL, "usb0", FACT_OK, "yes");
    check_nic(KEY_NIC_BUS, "usb0", FACT_OK, "usb");
}

static void test_link_to_a_telephone_is_no_adapter_of_the_machine(void **state)
{
    (void)state;
    LINES("in /sys/devices/pci0000:00/0000:00:14.0/usb1/1-5/1-5:1.0/bluetooth/hci0/hci0:1",
          "subsystem -> ../../../../../../../../../bus/bluetooth", "net/bnep0/flags = 0x1003",
          "net/bnep0/device -> ../..",
          "/sys/class/net/bnep0 -> ../../devices/pci0000:00/0000:00:14.0/usb1/1-5/1-5:1.0/"
          "bluetooth/hci0/hci0:1/net/bnep0");
    check_nic(KEY_NIC_KIND, "bnep0", FACT_OK, "bluetooth");
    check_nic(KEY_NIC_PHYSICAL, "bnep0", FACT_OK, "no");
}

static void test_adapter_that_nobody_switched_on_is_down(void **state)
{
    (void)state;
    add_pci("eth0", "0x1002");
    check_nic(KEY_NIC_STATE, "eth0", FACT_OK, "down");
    check_nic(KEY_NIC_ENABLED, "eth0", FACT_OK, "no");
    check_nic(KEY_NIC_DISABLED_BY, "eth0", FACT_NOT_APPLICABLE, NULL);
}

static void test_function_that_pci_has_switched_off_is_disabled(void **state)
{
    (void)state;
    machine_line(&machine, "/sys/devices/pci0000:00/0000:02:00.0/enable = 0");
    LINES("in /sys/devices/pci0000:00/0000:02:00.0", "net/eth0/flags = 0x1002",
          "net/eth0/device -> ../..",
          "/sys/class/net/eth0 -> ../../devices/pci0000:00/0000:02:00.0/net/eth0");
    check_nic(KEY_NIC_STATE, "eth0", FACT_OK, "disabled");
    check_nic(KEY_NIC_DISABLED_BY, "eth0", FACT_OK, "pci-off");
}

static void test_adapter_asleep_without_its_cable_is_enabled(void **state)
{
    (void)state;
    machine_line(&machine, "/sys/devices/pci0000:00/0000:02:00.0/enable = 0");
    LINES("in /sys/devices/pci0000:00/0000:02:00.0", "net/eth0/flags = 0x1003",
          "net/eth0/device -> ../..",
          "/sys/class/net/eth0 -> ../../devices/pci0000:00/0000:02:00.0/net/eth0");
    check_nic(KEY_NIC_STATE, "eth0", FACT_OK, "enabled");
    check_nic(KEY_NIC_ENABLED, "eth0", FACT_OK, "yes");
}

static void test_key_on_the_case_and_switch_in_software_disable_a_radio(void **state)
{
    (void)state;
    add_radio("0x1003");
    machine_line(&machine, "ieee80211/phy0/rfkill0/hard = 0");
    check_nic(KEY_NIC_STATE, "wlan0", FACT_OK, "enabled");
    machine_line(&machine, "ieee80211/phy0/rfkill1/soft = 1");
    machine_line(&machine, "/sys/class/rfkill/rfkill1 -> "
                           "../../devices/pci0000:00/0000:02:00.0/ieee80211/phy0/rfkill1");
    check_nic(KEY_NIC_STATE, "wlan0", FACT_OK, "disabled");
    check_nic(KEY_NIC_DISABLED_BY, "wlan0", FACT_OK, "rfkill-soft");
    machine_line(&machine, "ieee80211/phy0/rfkill1/hard = 1");
    check_nic(KEY_NIC_DISABLED_BY, "wlan0", FACT_OK, "rfkill-hard");
    check_nic(KEY_NIC_ENABLED, "wlan0", FACT_OK, "no");
}

static void test_switch_of_another_radio_disables_nothing(void **state)
{
    (void)state;
    add_radio("0x1003");
    LINES("/sys/devices/platform/other/rfkill/rfkill3/soft = 1",
          "/sys/class/rfkill/rfkill3 -> ../../devices/platform/other/rfkill/rfkill3");
    check_nic(KEY_NIC_STATE, "wlan0", FACT_OK, "enabled");
}

static void test_hardware_without_adapter_says_what_has_disabled_it(void **state)
{
    (void)state;
    LINES("/sys/class/net/", "in /sys/devices/pci0000:00", "0000:01:00.0/class = 0x020000",
          "0000:02:00.0/class = 0x028000",
          "0000:02:00.0/driver -> ../../../bus/pci/drivers/vfio-pci",
          "0000:03:00.0/class = 0x020000", "0000:03:00.0/firmware_node/status = 13",
          "0000:04:00.0/class = 0x020700", "0000:05:00.0/class = 0x020000",
          "0000:05:00.0/driver -> ../../../bus/pci/drivers/igb", "0000:05:00.0/enable = 0",
          "/sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:01:00.0",
          "/sys/bus/pci/devices/0000:02:00.0 -> ../../../devices/pci0000:00/0000:02:00.0",
          "/sys/bus/pci/devices/0000:03:00.0 -> ../../../devices/pci0000:00/0000:03:00.0",
          "/sys/bus/pci/devices/0000:04:00.0 -> ../../../devices/pci0000:00/0000:04:00.0",
          "/sys/bus/pci/devices/0000:05:00.0 -> ../../../devices/pci0000:00/0000:05:00.0");
    check_nic(KEY_NIC_DISABLED_BY, "0000:01:00.0", FACT_OK, "no-driver");
    check_nic(KEY_NIC_DISABLED_BY, "0000:02:00.0", FACT_OK, "no-adapter");
    check_nic(KEY_NIC_KIND, "0000:02:00.0", FACT_OK, "wireless");
    check_nic(KEY_NIC_DRIVER, "0000:02:00.0", FACT_OK, "vfio-pci");
    check_nic(KEY_NIC_DISABLED_BY, "0000:03:00.0", FACT_OK, "acpi");
    check_nic(KEY_NIC_DISABLED_BY, "0000:05:00.0", FACT_OK, "pci-off");
    check_nic(KEY_NIC_STATE, "0000:05:00.0", FACT_OK, "disabled");
    assert_int_equal(fact_instances(machine.result.facts, KEY_NIC_NAME), 4); /* no InfiniBand */
}

static void test_without_a_list_of_adapters_no_hardware_is_called_unbound(void **state)
{
    const struct fact_list *facts;

    (void)state;
    LINES("/sys/devices/pci0000:00/0000:01:00.0/class = 0x020000",
          "/sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:01:00.0");
    facts = machine_facts(&machine, COLLECT_ITEM_NIC);
    check_fact(facts, KEY_NIC_PHYSICAL, 0, FACT_ABSENT, NULL);
    assert_null(fact_find(facts, KEY_NIC_NAME, 0));
}

static void test_usb_network_function_without_driver_is_disabled(void **state)
{
    (void)state;
    LINES("/sys/class/net/", "in /sys/devices/pci0000:00/0000:00:14.0/usb1/1-2",
          "1-2:1.0/bInterfaceClass = 02", "1-2:1.0/bInterfaceSubClass = 0d",
          "1-2:1.1/bInterfaceClass = 0a", "1-2:1.1/bInterfaceSubClass = 00",
          "/sys/bus/usb/devices/1-2:1.0 -> "
          "../../../devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0",
          "/sys/bus/usb/devices/1-2:1.1 -> "
          "../../../devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.1");
    check_nic(KEY_NIC_DISABLED_BY, "1-2:1.0", FACT_OK, "no-driver");
    check_nic(KEY_NIC_BUS, "1-2:1.0", FACT_OK, "usb");
    assert_int_equal(fact_instances(machine.result.facts, KEY_NIC_NAME), 1);
}

static void test_address_says_who_gave_it(void **state)
{
    static const struct {
        const char *name, *type, *kind;
    } given[] = {
        {"eth0", "0", "permanent"},
        {"eth1", "1", "random"},
        {"eth2", "2", "set"},
        {"eth3", "3", "set"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(given); i++) {
        char text[128];

        snprintf(text, sizeof(text), "in /sys/class/net/%s", given[i].name);
        machine_line(&machine, text);
        machine_line(&machine, "address = 70:00:00:00:00:01");
        snprintf(text, sizeof(text), "addr_assign_type = %s", given[i].type);
        machine_line(&machine, text);
    }
    for (size_t i = 0; i < COUNT_OF(given); i++)
        check_nic(KEY_NIC_MAC_KIND, given[i].name, FACT_OK, given[i].kind);
    check_nic(KEY_NIC_MAC_PERMANENT, "eth0", FACT_OK, "70:00:00:00:00:01");
    for (size_t i = 1; i < COUNT_OF(given); i++)
        check_nic(KEY_NIC_MAC_PERMANENT, given[i].name, FACT_ABSENT, NULL);
}

static void test_permanent_address_is_found_where_a_driver_shows_it(void **state)
{
    (void)state;
    LINES("in /sys/class/net/eth0", "address = 70:00:00:00:00:02", "addr_assign_type = 3",
          "bonding_slave/perm_hwaddr = 70:00:00:00:00:01");
    check_nic(KEY_NIC_MAC_KIND, "eth0", FACT_OK, "set");
    check_nic(KEY_NIC_MAC_PERMANENT, "eth0", FACT_OK, "70:00:00:00:00:01");
    add_radio("0x1003");
    check_nic(KEY_NIC_MAC_KIND, "wlan0", FACT_OK, "permanent");
    check_nic(KEY_NIC_MAC_PERMANENT, "wlan0", FACT_OK, "70:00:00:00:00:09");
}

static void test_shared_address_is_junk_whoever_gave_it(void **state)
{
    (void)state;
    LINES("in /sys/class/net/eth0", "address = 00:a0:c6:00:00:00", "addr_assign_type = 0");
    check_nic(KEY_NIC_MAC_KIND, "eth0", FACT_OK, "junk");
    check_nic(KEY_NIC_MAC, "eth0", FACT_OK, "00:a0:c6:00:00:00");
}

static void test_adapter_without_address_has_no_kind_of_address(void **state)
{
    (void)state;
    LINES("in /sys/class/net/tun0", "address := \\x0a", "type = 65534",
          "/sys/class/net/lo/type = 772", "/sys/class/net/lo/address = 00:00:00:00:00:00");
    check_nic(KEY_NIC_MAC_KIND, "tun0", FACT_ABSENT, NULL);
    check_nic(KEY_NIC_MAC_KIND, "lo", FACT_NOT_APPLICABLE, NULL);
    check_nic(KEY_NIC_MAC_PERMANENT, "lo", FACT_NOT_APPLICABLE, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_kind_is_told_and_only_hardware_is_physical),
        TEST(test_wireless_and_usb_adapters_are_physical),
        TEST(test_link_to_a_telephone_is_no_adapter_of_the_machine),
        TEST(test_adapter_that_nobody_switched_on_is_down),
        TEST(test_function_that_pci_has_switched_off_is_disabled),
        TEST(test_adapter_asleep_without_its_cable_is_enabled),
        TEST(test_key_on_the_case_and_switch_in_software_disable_a_radio),
        TEST(test_switch_of_another_radio_disables_nothing),
        TEST(test_hardware_without_adapter_says_what_has_disabled_it),
        TEST(test_without_a_list_of_adapters_no_hardware_is_called_unbound),
        TEST(test_usb_network_function_without_driver_is_disabled),
        TEST(test_address_says_who_gave_it),
        TEST(test_permanent_address_is_found_where_a_driver_shows_it),
        TEST(test_shared_address_is_junk_whoever_gave_it),
        TEST(test_adapter_without_address_has_no_kind_of_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
