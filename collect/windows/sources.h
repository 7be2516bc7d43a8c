/* sources.h - the sources of this Windows, for its provider (collect/provider.h). */
#ifndef CASEPACK_COLLECT_WINDOWS_SOURCES_H
#define CASEPACK_COLLECT_WINDOWS_SOURCES_H

#include "collect/provider.h"
#include "collect/winreg.h"

source_facts windows_smbios, windows_disks, windows_adapters, windows_os, windows_firmware,
    windows_virtual, windows_activation, windows_services, windows_view, windows_events,
    windows_clock;
source_artifacts windows_event_texts;

/* The registry of this system, its 64-bit view. */
extern const struct winreg windows_registry;

/* The state that stands for a Windows error number of a call that reads. */
enum fact_state windows_state(unsigned long number);

#endif
