/* provider.c - Linux, of this machine or of a recorded tree of its files. */
#include "collect/linux/sources.h"

/* Last of all: a root in which nothing is found is a machine that says nothing. */
static bool fits(const struct collect_target *target)
{
    (void)target;
    return true;
}

const struct provider provider_linux = {
    .name = "linux",
    .fits = fits,
    .facts = {[ASK_SMBIOS] = linux_smbios,
              [ASK_DISKS] = linux_disks,
              [ASK_ADAPTERS] = linux_adapters,
              [ASK_OS] = linux_os,
              [ASK_FIRMWARE] = linux_firmware,
              [ASK_VIRTUAL] = linux_virtual,
              [ASK_ACTIVATION] = linux_activation,
              [ASK_CLOCK] = linux_clock},
    .artifacts = {[ASK_FIRMWARE] = linux_firmware_texts},
};
