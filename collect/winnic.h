/* winnic.h - what Windows says of an adapter, and what is made of it.
 *
 * Apart from the calls (collect/windows/adapters.c), so that tests can say what it says. */
#ifndef CASEPACK_COLLECT_WINNIC_H
#define CASEPACK_COLLECT_WINNIC_H

#include "collect/junk_macs.h"
#include "facts/fact.h"

#define MAC_BYTES_MAX 32
#define PROBLEM_DISABLED 22 /* CM_PROB_DISABLED: switched off in the Device Manager */

/* One of the two may be missing: a device that is switched off has no interface, the loopback
 * interface no device. */
struct windows_adapter {
    struct str guid; /* "{...}": what both name it by */
    struct str name; /* "以太网" */

    bool has_device;
    struct str enumerator; /* "PCI", "USB", "ROOT", "SWD", "BTH" */
    struct str service;    /* its driver */
    uint32_t problem;      /* of the configuration manager; 0: none */

    bool has_interface;
    uint32_t type;            /* IANA ifType: 6 Ethernet, 71 IEEE 802.11, 24 loopback ... */
    bool hardware, connector; /* NDIS: hardware is behind it; it has a plug or an antenna */
    bool admin_up, oper_up;
    uint8_t mac[MAC_BYTES_MAX], permanent[MAC_BYTES_MAX];
    size_t mac_n, permanent_n;
};

/* Whether it is hardware that counts for activation. */
bool windows_adapter_is_physical(const struct windows_adapter *nic);

void windows_adapter_facts(struct fact_list *facts, unsigned instance,
                           const struct windows_adapter *nic, const struct junk_macs *junk);

#endif
