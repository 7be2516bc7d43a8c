/* winreg_view.c - the firmware table as Windows took it down, beside the table itself.
 *
 * The keys end in _other, so the rules that want sources to agree (check/predicates.def) see a
 * difference: a table that was changed since, a disk that was put into another machine, a
 * driver that shows the system other names. */
#include "collect/winreg.h"

#define RUNNING "HARDWARE\\DESCRIPTION\\System\\BIOS"
#define STARTS "SYSTEM\\HardwareConfig"

static const struct {
    enum fact_key key;
    const char *name;
} fields[] = {
    {KEY_BIOS_VENDOR_OTHER, "BIOSVendor"},
    {KEY_BIOS_VERSION_OTHER, "BIOSVersion"},
    {KEY_BIOS_DATE_OTHER, "BIOSReleaseDate"},
    {KEY_SYSTEM_MANUFACTURER_OTHER, "SystemManufacturer"},
    {KEY_SYSTEM_PRODUCT_OTHER, "SystemProductName"},
    {KEY_SYSTEM_VERSION_OTHER, "SystemVersion"},
    {KEY_SYSTEM_SKU_OTHER, "SystemSKU"},
    {KEY_SYSTEM_FAMILY_OTHER, "SystemFamily"},
    {KEY_BOARD_MANUFACTURER_OTHER, "BaseBoardManufacturer"},
    {KEY_BOARD_PRODUCT_OTHER, "BaseBoardProduct"},
    {KEY_BOARD_VERSION_OTHER, "BaseBoardVersion"},
};

/* The key of the running system, or that of the hardware it last started on: a GUID. */
static const char *view_key(const struct winreg *reg, struct arena *a)
{
    struct str guid;

    if (winreg_text(reg, RUNNING, "SystemManufacturer", a, &guid) != FACT_ABSENT ||
        winreg_text(reg, STARTS, "LastConfig", a, &guid) != FACT_OK)
        return RUNNING;
    return arena_printf(a, STARTS "\\%.*s", STR_ARG(guid));
}

void winreg_view_facts(const struct winreg *reg, struct fact_list *facts)
{
    const char *key = view_key(reg, fact_list_arena(facts));

    for (size_t i = 0; i < COUNT_OF(fields); i++)
        winreg_fact(reg, facts, fields[i].key, 0, key, fields[i].name);
}
