/* sources.h - the sources of a Linux machine, for its provider (collect/provider.h). */
#ifndef CASEPACK_COLLECT_LINUX_SOURCES_H
#define CASEPACK_COLLECT_LINUX_SOURCES_H

#include "collect/provider.h"

source_facts linux_smbios, linux_disks, linux_adapters, linux_os, linux_firmware, linux_virtual,
    linux_activation, linux_clock;
source_artifacts linux_firmware_texts;

#endif
