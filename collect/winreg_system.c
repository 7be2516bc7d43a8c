/* winreg_system.c - what the registry keeps of firmware and clock. */
#include "collect/winreg.h"

#define CONTROL "SYSTEM\\CurrentControlSet\\Control\\"
#define SECURE_BOOT CONTROL "SecureBoot\\State"

/* The value is there on systems that UEFI started, and on no other ones. */
void winreg_firmware_facts(const struct winreg *reg, struct fact_list *facts)
{
    static const char name[] = "UEFISecureBootEnabled";
    struct fact_source source = winreg_source(facts, SECURE_BOOT, name);
    uint64_t enabled;

    if (winreg_number(reg, SECURE_BOOT, name, fact_list_arena(facts), &enabled)) {
        fact_add_text(facts, KEY_FIRMWARE_MODE, 0, STR("uefi"), source);
        fact_add_flag(facts, KEY_FIRMWARE_SECURE_BOOT, 0, enabled != 0, source);
    } else {
        fact_add_state(facts, KEY_FIRMWARE_MODE, 0, FACT_ABSENT, source);
        fact_add_state(facts, KEY_FIRMWARE_SECURE_BOOT, 0, FACT_ABSENT, source);
    }
}

void winreg_zone_fact(const struct winreg *reg, struct fact_list *facts)
{
    winreg_fact(reg, facts, KEY_CLOCK_ZONE, 0, CONTROL "TimeZoneInformation",
                "TimeZoneKeyName");
}
