/* os_names.h - names that belong to this machine: host, domains, users. */
#ifndef CASEPACK_COLLECT_LINUX_OS_NAMES_H
#define CASEPACK_COLLECT_LINUX_OS_NAMES_H

#include "collect/linux/sysfs.h"

/* os.host_name: what the kernel says, then what /etc/hostname says when it differs; os.domain:
 * from the host name, /etc/hosts and /etc/resolv.conf, each once. */
void host_facts(const struct sysfs *s);

/* os.user: people's accounts of /etc/passwd, then the folders of /home, each once. */
void user_facts(const struct sysfs *s);

#endif
