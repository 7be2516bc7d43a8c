/* addresses.h - IP addresses of this machine from procfs; no socket is opened for them. */
#ifndef CASEPACK_COLLECT_LINUX_ADDRESSES_H
#define CASEPACK_COLLECT_LINUX_ADDRESSES_H

#include "collect/linux/sysfs.h"

struct adapter { /* its index is the instance of its facts */
    const char *name;
    const char *path;   /* /sys/class/net/NAME */
    const char *device; /* resolved path of the hardware behind it, NULL when there is none */
    const char *kind;
    bool physical;
    bool enabled;
};

struct adapters {
    struct adapter *items;
    size_t n;
};

/* Adds the facts nic.ipv4 and nic.ipv6, several of one adapter where it has several addresses.
 * Loopback addresses are left out: each machine has them. */
void address_facts(const struct sysfs *s, const struct adapters *nics);

#endif
