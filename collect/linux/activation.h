/* activation.h - the files that activated Kylin and UOS systems keep. */
#ifndef CASEPACK_COLLECT_LINUX_ACTIVATION_H
#define CASEPACK_COLLECT_LINUX_ACTIVATION_H

#include "collect/linux/sysfs.h"

/* Adds activation.file and activation.file_bytes, an instance for each file that is known.
 * They are credentials: presence and length are all that is looked at, none is opened. */
void activation_facts(const struct sysfs *s);

#endif
