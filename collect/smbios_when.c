/* smbios_when.c - fields that mean something only when another field says so. */
#include "collect/smbios_when.h"
#include "collect/smbios_kinds.h"

enum {
    DEVICE_SIZE_AT = 0x0C,
    RESET_AT = 0x04,
    RESET_WATCHDOG = 1 << 5,
    BATTERY_DATE_AT = 0x06,
    BATTERY_SERIAL_AT = 0x07,
    BATTERY_CHEMISTRY_AT = 0x09,
    BATTERY_CHEMISTRY_UNKNOWN = 2,
    BATTERY_SBDS_BYTES = 0x1A,
    IPMI_INTERFACE_AT = 0x04,
    IPMI_SSIF = 4,
    IPMI_STORAGE_AT = 0x07,
    IPMI_MODIFIER_AT = 0x10,
    IPMI_INTERRUPT_SAID = 1 << 3,
};

bool when_version_2_1(const struct smbios_value *v)
{
    unsigned version = smbios_version(v->table);

    return version == 0 || version >= 0x0201;
}

bool when_module_installed(const struct smbios_value *v)
{
    return smbios_at(v, DEVICE_SIZE_AT, 2) != 0;
}

bool when_watchdog(const struct smbios_value *v)
{
    return smbios_at(v, RESET_AT, 1) & RESET_WATCHDOG;
}

static bool has_sbds(const struct smbios_value *v)
{
    return v->structure->length >= BATTERY_SBDS_BYTES;
}

bool when_sbds_date(const struct smbios_value *v)
{
    return has_sbds(v) && smbios_at(v, BATTERY_DATE_AT, 1) == 0;
}

bool when_sbds_serial(const struct smbios_value *v)
{
    return has_sbds(v) && smbios_at(v, BATTERY_SERIAL_AT, 1) == 0;
}

bool when_sbds_chemistry(const struct smbios_value *v)
{
    return has_sbds(v) && smbios_at(v, BATTERY_CHEMISTRY_AT, 1) == BATTERY_CHEMISTRY_UNKNOWN;
}

bool when_battery_date(const struct smbios_value *v)
{
    return !when_sbds_date(v);
}

bool when_battery_serial(const struct smbios_value *v)
{
    return !when_sbds_serial(v);
}

bool when_battery_chemistry(const struct smbios_value *v)
{
    return !when_sbds_chemistry(v);
}

bool when_ipmi_no_storage(const struct smbios_value *v)
{
    return smbios_at(v, IPMI_STORAGE_AT, 1) == 0xFF;
}

bool when_ipmi_registers(const struct smbios_value *v)
{
    return smbios_at(v, IPMI_INTERFACE_AT, 1) != IPMI_SSIF;
}

bool when_ipmi_interrupt(const struct smbios_value *v)
{
    return when_ipmi_registers(v) && (smbios_at(v, IPMI_MODIFIER_AT, 1) & IPMI_INTERRUPT_SAID);
}
