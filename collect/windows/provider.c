/* provider.c - this Windows, and what its sources share. */
#include "collect/windows/sources.h"

#include "base/wide_windows.h"

static bool fits(const struct collect_target *target)
{
    return fs_root_is_live(target->root);
}

const struct provider provider_windows = {
    .name = "windows",
    .fits = fits,
    .system_drive = "/C:",
    .facts = {[ASK_SMBIOS] = windows_smbios,
              [ASK_DISKS] = windows_disks,
              [ASK_ADAPTERS] = windows_adapters,
              [ASK_OS] = windows_os,
              [ASK_FIRMWARE] = windows_firmware,
              [ASK_VIRTUAL] = windows_virtual,
              [ASK_ACTIVATION] = windows_activation,
              [ASK_SERVICES] = windows_services,
              [ASK_VIEW] = windows_view,
              [ASK_EVENTS] = windows_events,
              [ASK_CLOCK] = windows_clock},
    .artifacts = {[ASK_EVENTS] = windows_event_texts},
};

enum fact_state windows_state(unsigned long number)
{
    struct err err = ERR_NONE;

    (void)wide_fail(&err, number, "");
    return collect_state_of(&err);
}
