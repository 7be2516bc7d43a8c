/* test_winnic.c - what Windows says of an adapter becomes facts: which count, what is off. */
#include "tests/support/check.h"

#include "collect/winnic.h"
#include "tests/support/machine.h"

#define ETHERNET 6
#define WIRELESS 71
#define LOOPBACK 24
#define TUNNEL 131

static struct fact_list *facts;
static struct junk_macs *junk;

static int start(void **state)
{
    struct err err = ERR_NONE;

    (void)state;
    facts = fact_list_new();
    junk = junk_macs_load(&err);
    check_no_err(&err);
    return 0;
}

static int done(void **state)
{
    (void)state;
    fact_list_free(facts);
    junk_macs_free(junk);
    return 0;
}

/* An adapter on PCI, plugged in and running. */
static struct windows_adapter pci(void)
{
    return (struct windows_adapter){.guid = STR("{1}"),
                                    .name = STR("\xe4\xbb\xa5\xe5\xa4\xaa\xe7\xbd\x91"),
                                    .has_device = true,
                                    .enumerator = STR("PCI"),
                                    .service = STR("e1dexpress"),
                                    .has_interface = true,
                                    .type = ETHERNET,
                                    .hardware = true,
                                    .connector = true,
                                    .admin_up = true,
                                    .oper_up = true,
                                    .mac = {2, 0, 0, 0, 0, 1},
                                    .mac_n = 6,
                                    .permanent = {2, 0, 0, 0, 0, 1},
                                    .permanent_n = 6};
}

static void test_an_adapter_on_pci_counts_and_is_on(void **state)
{
    const struct windows_adapter nic = pci();

    (void)state;
    windows_adapter_facts(facts, 0, &nic, junk);
    check_fact(facts, KEY_NIC_KIND, 0, FACT_OK, "physical");
    check_fact(facts, KEY_NIC_PHYSICAL, 0, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_ENABLED, 0, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_STATE, 0, FACT_OK, "enabled");
    check_fact(facts, KEY_NIC_DISABLED_BY, 0, FACT_NOT_APPLICABLE, NULL);
    check_fact(facts, KEY_NIC_LINK, 0, FACT_OK, "up");
    check_fact(facts, KEY_NIC_MAC, 0, FACT_OK, "02:00:00:00:00:01");
    check_fact(facts, KEY_NIC_MAC_KIND, 0, FACT_OK, "permanent");
    check_fact(facts, KEY_NIC_DRIVER, 0, FACT_OK, "e1dexpress");
}

/* The case of rule 301: switched off in the Device Manager there is no interface any more. */
static void test_one_that_is_switched_off_is_hardware_and_off(void **state)
{
    struct windows_adapter nic = pci();

    (void)state;
    nic.has_interface = false;
    nic.problem = PROBLEM_DISABLED;
    windows_adapter_facts(facts, 0, &nic, junk);
    check_fact(facts, KEY_NIC_PHYSICAL, 0, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_ENABLED, 0, FACT_OK, "no");
    check_fact(facts, KEY_NIC_STATE, 0, FACT_OK, "disabled");
    check_fact(facts, KEY_NIC_DISABLED_BY, 0, FACT_OK, "device-manager");
    check_fact(facts, KEY_NIC_LINK, 0, FACT_ABSENT, NULL);
    nic.problem = 28; /* no driver */
    windows_adapter_facts(facts, 1, &nic, junk);
    check_fact(facts, KEY_NIC_DISABLED_BY, 1, FACT_OK, "problem-28");
}

static void test_one_without_a_cable_is_on(void **state)
{
    struct windows_adapter nic = pci();

    (void)state;
    nic.oper_up = false;
    windows_adapter_facts(facts, 0, &nic, junk);
    check_fact(facts, KEY_NIC_ENABLED, 0, FACT_OK, "yes");
    check_fact(facts, KEY_NIC_LINK, 0, FACT_OK, "down");
    nic.admin_up = false; /* netsh interface set ... disabled */
    windows_adapter_facts(facts, 1, &nic, junk);
    check_fact(facts, KEY_NIC_ENABLED, 1, FACT_OK, "no");
    check_fact(facts, KEY_NIC_STATE, 1, FACT_OK, "down");
}

static void test_what_software_makes_does_not_count(void **state)
{
    static const struct {
        const char *enumerator; /* NULL: no device */
        uint32_t type;
        bool hardware;
        const char *kind, *physical;
    } rows[] = {
        {"PCI", ETHERNET, true, "physical", "yes"},
        {"PCI", WIRELESS, true, "wireless", "yes"},
        {"USB", ETHERNET, true, "physical", "yes"},
        {"ROOT", ETHERNET, true, "virtual",
         "no"}, /* a tap of a VPN that calls itself hardware */
        {"ROOT", ETHERNET, false, "virtual", "no"},
        {"SWD", WIRELESS, true, "wireless", "no"}, /* Wi-Fi Direct */
        {"BTH", ETHERNET, true, "bluetooth", "no"},
        {"VMBUS", ETHERNET, true, "virtual", "no"},
        {NULL, LOOPBACK, false, "loopback", "no"},
        {NULL, TUNNEL, false, "tunnel", "no"},
        {NULL, ETHERNET, false, "virtual", "no"},
    };

    (void)state;
    for (unsigned i = 0; i < COUNT_OF(rows); i++) {
        struct windows_adapter nic = pci();

        nic.has_device = rows[i].enumerator != NULL;
        nic.enumerator = str_of(rows[i].enumerator ? rows[i].enumerator : "");
        nic.type = rows[i].type;
        nic.hardware = nic.connector = rows[i].hardware;
        windows_adapter_facts(facts, i, &nic, junk);
        check_fact(facts, KEY_NIC_KIND, i, FACT_OK, rows[i].kind);
        check_fact(facts, KEY_NIC_PHYSICAL, i, FACT_OK, rows[i].physical);
    }
}

static void test_whose_address_it_is(void **state)
{
    struct windows_adapter nic = pci();

    (void)state;
    nic.mac[5] = 9;
    windows_adapter_facts(facts, 0, &nic, junk);
    check_fact(facts, KEY_NIC_MAC_KIND, 0, FACT_OK, "set");
    check_fact(facts, KEY_NIC_MAC_PERMANENT, 0, FACT_OK, "02:00:00:00:00:01");
    nic.mac_n = nic.permanent_n = 0;
    windows_adapter_facts(facts, 1, &nic, junk);
    check_fact(facts, KEY_NIC_MAC, 1, FACT_ABSENT, NULL);
    check_fact(facts, KEY_NIC_MAC_KIND, 1, FACT_ABSENT, NULL);
    memcpy(nic.mac, "\x02\x00\x4c\x4f\x4f\x50",
           6); /* of a loopback adapter, everywhere the same */
    nic.mac_n = 6;
    windows_adapter_facts(facts, 2, &nic, junk);
    check_fact(facts, KEY_NIC_MAC_KIND, 2, FACT_OK, "junk");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_an_adapter_on_pci_counts_and_is_on, start, done),
        cmocka_unit_test_setup_teardown(test_one_that_is_switched_off_is_hardware_and_off,
                                        start, done),
        cmocka_unit_test_setup_teardown(test_one_without_a_cable_is_on, start, done),
        cmocka_unit_test_setup_teardown(test_what_software_makes_does_not_count, start, done),
        cmocka_unit_test_setup_teardown(test_whose_address_it_is, start, done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
