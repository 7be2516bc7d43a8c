/* test_nic.c - network adapters of recorded machines. */
#include "tests/support/check.h"

#include "collect/collect.h"
#include "tests/support/machine.h"

static struct machine machine;

/* Of a recorded machine, or of the one at hand as it is now. */
static const struct fact_list *read_adapters(const char *name)
{
    if (name)
        machine_init(&machine, name);
    return machine_facts(&machine, COLLECT_ITEM_NIC);
}

static int done(void **state)
{
    (void)state;
    machine_done(&machine);
    return 0;
}

static void test_adapter_on_the_board_is_physical_and_enabled(void **state)
{
    const struct fact_list *facts = read_adapters("desktop-sata");
    unsigned nic = instance_of(facts, KEY_NIC_NAME, "eno1");

    (void)state;
    check_fact(facts, KEY_NIC_KIND, nic, FACT_OK, "physical");
    check_fact(facts, KEY_NIC_PHYSICAL, nic, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_ENABLED, nic, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_LINK, nic, FACT_OK, "up");
    check_fact(facts, KEY_NIC_MAC, nic, FACT_OK, "02:00:00:00:00:01");
    check_fact(facts, KEY_NIC_DRIVER, nic, FACT_OK, "e1000e");
    check_fact(facts, KEY_NIC_BUS, nic, FACT_OK, "pci");
}

static void test_bridge_and_loopback_are_not_physical(void **state)
{
    const struct fact_list *facts = read_adapters("desktop-sata");
    unsigned bridge = instance_of(facts, KEY_NIC_NAME, "br0");
    unsigned loopback = instance_of(facts, KEY_NIC_NAME, "lo");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_NIC_NAME), 3); /* no bonding_masters */
    check_fact(facts, KEY_NIC_KIND, bridge, FACT_OK, "bridge");
    check_fact(facts, KEY_NIC_PHYSICAL, bridge, FACT_OK, "no");
    check_fact(facts, KEY_NIC_DRIVER, bridge, FACT_ABSENT, NULL);
    check_fact(facts, KEY_NIC_KIND, loopback, FACT_OK, "loopback");
    check_fact(facts, KEY_NIC_PHYSICAL, loopback, FACT_OK, "no");
    check_fact(facts, KEY_NIC_MAC, loopback, FACT_NOT_APPLICABLE, NULL);
}

static void test_addresses_belong_to_their_adapter_and_loopback_is_left_out(void **state)
{
    const struct fact_list *facts = read_adapters("desktop-sata");
    unsigned nic = instance_of(facts, KEY_NIC_NAME, "eno1"), n = 0;

    (void)state;
    check_fact(facts, KEY_NIC_IPV4, nic, FACT_OK, "192.0.2.7");
    check_fact(facts, KEY_NIC_IPV6, nic, FACT_OK, "2001:db8::7");
    for (size_t i = 0; i < fact_count(facts); i++)
        n += fact_at(facts, i)->key == KEY_NIC_IPV4 || fact_at(facts, i)->key == KEY_NIC_IPV6;
    assert_int_equal(n, 2);
}

static void test_downed_virtio_adapter_is_physical_but_not_enabled(void **state)
{
    const struct fact_list *facts = read_adapters("vm-virtio");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_NIC_NAME),
                     1); /* its PCI function is no second */
    check_fact(facts, KEY_NIC_PHYSICAL, 0, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_ENABLED, 0, FACT_OK, "no");
    check_fact(facts, KEY_NIC_BUS, 0, FACT_OK, "virtio");
    check_fact(facts, KEY_NIC_DRIVER, 0, FACT_OK, "virtio_net");
    check_fact(facts, KEY_NIC_MAC, 0, FACT_ABSENT, NULL);
}

static void test_adapters_of_software_do_not_count(void **state)
{
    const struct fact_list *facts = read_adapters("no-adapter");
    unsigned n = fact_instances(facts, KEY_NIC_NAME);

    (void)state;
    assert_int_equal(n, 3);
    for (unsigned i = 0; i < n; i++)
        check_fact(facts, KEY_NIC_PHYSICAL, i, FACT_OK, "no");
    check_fact(facts, KEY_NIC_KIND, instance_of(facts, KEY_NIC_NAME, "tun0"), FACT_OK,
               "tunnel");
    check_fact(facts, KEY_NIC_KIND, instance_of(facts, KEY_NIC_NAME, "eno1.7"), FACT_OK,
               "vlan");
}

static void test_pci_function_without_net_device_is_a_disabled_adapter(void **state)
{
    const struct fact_list *facts = read_adapters("adapter-disabled");
    unsigned nic = instance_of(facts, KEY_NIC_NAME, "0000:00:1f.6");

    (void)state;
    assert_int_equal(fact_instances(facts, KEY_NIC_NAME), 2); /* a display is no adapter */
    check_fact(facts, KEY_NIC_PHYSICAL, nic, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_ENABLED, nic, FACT_OK, "no");
    check_fact(facts, KEY_NIC_DRIVER, nic, FACT_ABSENT, NULL);
}

static void test_flags_that_are_no_number_are_unreadable(void **state)
{
    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/class/net/eth0/flags = up");
    check_fact(read_adapters(NULL), KEY_NIC_ENABLED, 0, FACT_UNREADABLE, NULL);
}

static void test_broken_address_tables_give_no_addresses(void **state)
{
    const struct fact_list *facts;

    (void)state;
    machine_init(&machine, NULL);
    machine_line(&machine, "/sys/class/net/eth0/flags = 0x1");
    machine_line(&machine, "/proc/net/fib_trie = /32 host LOCAL");
    machine_line(&machine, "/proc/net/fib_trie = |-- 999.1.1.1");
    machine_line(&machine, "/proc/net/fib_trie = /32 host LOCAL");
    machine_line(&machine, "/proc/net/if_inet6 = zz");
    machine_line(&machine, "/proc/net/if_inet6 = 2001");
    facts = read_adapters(NULL);
    assert_null(fact_find(facts, KEY_NIC_IPV4, 0));
    assert_null(fact_find(facts, KEY_NIC_IPV6, 0));
}

static void test_adapters_are_not_applicable_to_a_dump_file(void **state)
{
    struct collect_target target = {.smbios_only = true};
    struct collect_result result = {.facts = fact_list_new()};

    (void)state;
    machine_init(&machine, "desktop-sata");
    target.root = machine.root;
    ask_item(&target, COLLECT_ITEM_NIC, &result);
    check_fact(result.facts, KEY_NIC_PHYSICAL, 0, FACT_NOT_APPLICABLE, NULL);
    check_fact(result.facts, KEY_NIC_ENABLED, 0, FACT_NOT_APPLICABLE, NULL);
    fact_list_free(result.facts);
}

#define TEST(name) cmocka_unit_test_teardown(name, done)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_adapter_on_the_board_is_physical_and_enabled),
        TEST(test_bridge_and_loopback_are_not_physical),
        TEST(test_addresses_belong_to_their_adapter_and_loopback_is_left_out),
        TEST(test_downed_virtio_adapter_is_physical_but_not_enabled),
        TEST(test_adapters_of_software_do_not_count),
        TEST(test_pci_function_without_net_device_is_a_disabled_adapter),
        TEST(test_flags_that_are_no_number_are_unreadable),
        TEST(test_broken_address_tables_give_no_addresses),
        TEST(test_adapters_are_not_applicable_to_a_dump_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
