/* virtual.h - is this a machine or a guest of one? */
#ifndef CASEPACK_COLLECT_LINUX_VIRTUAL_H
#define CASEPACK_COLLECT_LINUX_VIRTUAL_H

#include "collect/linux/sysfs.h"

/* Adds system.virtual ("no", the name of the hypervisor, or "unknown" for one without a name)
 * and system.virtual_signs, all that speaks for a guest. The SMBIOS facts must be there before.
 * dump_only: there is no machine besides the table, which can say yes but not no. */
void virtual_facts(const struct sysfs *s, bool dump_only);

#endif
