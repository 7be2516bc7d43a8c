/* registry.c - the collectors, in the order of their item numbers. */
#include "collect/collect.h"

extern const struct collector collect_smbios, collect_disk, collect_nic, collect_os;

const struct collector *const collectors[] = {
    &collect_smbios,
    &collect_disk,
    &collect_nic,
    &collect_os,
};

const size_t collectors_n = COUNT_OF(collectors);
