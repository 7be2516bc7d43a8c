/* nic.h - what the files of the adapter collector share: a step each, in the order of use. */
#ifndef CASEPACK_COLLECT_LINUX_NIC_H
#define CASEPACK_COLLECT_LINUX_NIC_H

#include "collect/junk_macs.h"
#include "collect/linux/addresses.h"

#define ADAPTERS_MAX 512

/* Fills kind and physical of an adapter whose path and device are known. */
void nic_kind_find(const struct sysfs *s, struct adapter *nic);

/* Adds nic.enabled, nic.state and nic.disabled_by; fills enabled. "down" is an adapter that
 * nobody has switched on, "disabled" one that somebody or something has switched off. */
void nic_state_facts(const struct sysfs *s, unsigned instance, struct adapter *nic);

/* Adds nic.mac, nic.mac_kind and nic.mac_permanent. */
void nic_mac_facts(const struct sysfs *s, unsigned instance, const struct adapter *nic,
                   const struct junk_macs *junk);

/* Adds all facts of network hardware that has no adapter, from instance nics->n on. */
void nic_unbound_facts(const struct sysfs *s, const struct adapters *nics);

/* The last component of a link as a fact: the name of a driver, of a bus. */
void nic_link_fact(const struct sysfs *s, enum fact_key key, unsigned instance,
                   const char *link);

#endif
