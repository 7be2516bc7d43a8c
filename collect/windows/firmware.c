/* firmware.c - UEFI or legacy, Secure Boot, the table with the product key; a guest or not.
 *
 * The registry tells any user what GetFirmwareEnvironmentVariable tells administrators only. Of
 * the MSDM table only its length is asked: it holds a product key. */
#include "collect/windows/sources.h"

#include <cpuid.h>

#include "collect/virtual.h"

#define CONTROL "SYSTEM\\CurrentControlSet\\Control"
#define ACPI 0x41435049 /* 'ACPI' */
#define MSDM 0x4D44534D /* "MSDM" as it lies in memory */
#define TABLES_MAX 1024

/* ---- firmware ----------------------------------------------------------------------------- */

/* PEFirmwareType (winnt.h, FIRMWARE_TYPE): 1 BIOS, 2 UEFI. */
static void mode_fact(struct fact_list *facts)
{
    static const char name[] = "PEFirmwareType";
    static const char *const modes[] = {NULL, "legacy", "uefi"};
    struct fact_source source = winreg_source(facts, CONTROL, name);
    uint64_t type;

    if (!winreg_number(&windows_registry, CONTROL, name, fact_list_arena(facts), &type))
        fact_add_state(facts, KEY_FIRMWARE_MODE, 0, FACT_ABSENT, source);
    else if (type >= COUNT_OF(modes) || !modes[type])
        fact_add_state(facts, KEY_FIRMWARE_MODE, 0, FACT_UNREADABLE, source);
    else
        fact_add_text(facts, KEY_FIRMWARE_MODE, 0, str_of(modes[type]), source);
}

static void secure_boot_fact(struct fact_list *facts)
{
    static const char key[] = CONTROL "\\SecureBoot\\State", name[] = "UEFISecureBootEnabled";
    struct fact_source source = winreg_source(facts, key, name);
    uint64_t on;

    if (winreg_number(&windows_registry, key, name, fact_list_arena(facts), &on))
        fact_add_flag(facts, KEY_FIRMWARE_SECURE_BOOT, 0, on != 0, source);
    else
        fact_add_state(facts, KEY_FIRMWARE_SECURE_BOOT, 0, FACT_ABSENT, source);
}

static void msdm_facts(struct fact_list *facts)
{
    DWORD tables[TABLES_MAX];
    struct fact_source source = fact_source_call(facts, "EnumSystemFirmwareTables", "ACPI");
    UINT bytes = EnumSystemFirmwareTables(ACPI, tables, sizeof tables);
    bool found = false;

    if (bytes == 0 || bytes > sizeof tables) {
        fact_add_state(facts, KEY_FIRMWARE_MSDM, 0, FACT_UNREADABLE, source);
        return;
    }
    for (size_t i = 0; i < bytes / sizeof tables[0]; i++)
        found = found || tables[i] == MSDM;
    fact_add_flag(facts, KEY_FIRMWARE_MSDM, 0, found, source);
    if (found)
        fact_add_number(facts, KEY_FIRMWARE_MSDM_BYTES, 0,
                        GetSystemFirmwareTable(ACPI, MSDM, NULL, 0), source);
}

bool windows_firmware(const struct collect_target *target, struct collect_result *out,
                      struct err *err)
{
    (void)target, (void)err;
    mode_fact(out->facts);
    secure_boot_fact(out->facts);
    msdm_facts(out->facts);
    return true;
}

/* ---- a guest or not ----------------------------------------------------------------------- */

#define HYPER_V 0x7263694du       /* "Micr", EBX of that leaf */
#define HYPERVISOR_BIT (1u << 31) /* CPUID 1, ECX */
#define HYPERVISOR_LEAF 0x40000000u
#define RIGHTS_LEAF 0x40000003u
#define MAY_CREATE_PARTITIONS 1u /* EBX: this is the Windows that rules the guests */

/* Windows runs above Hyper-V itself where its memory integrity is on: that is no guest. */
static bool is_above_own_hypervisor(void)
{
    unsigned a, b, c, d;

    __cpuid(HYPERVISOR_LEAF, a, b, c, d);
    if (b != HYPER_V || a < RIGHTS_LEAF)
        return false;
    __cpuid(RIGHTS_LEAF, a, b, c, d);
    return (b & MAY_CREATE_PARTITIONS) != 0;
}

static void ask_processor(struct virtual_signs *signs, struct fact_list *facts)
{
    unsigned a, b, c = 0, d;

    if (!__get_cpuid(1, &a, &b, &c, &d))
        return;
    signs->looked = true;
    if (c & HYPERVISOR_BIT && !is_above_own_hypervisor())
        virtual_sign(signs, "unknown", fact_source_call(facts, "CPUID", ""),
                     "processor: hypervisor");
}

bool windows_virtual(const struct collect_target *target, struct collect_result *out,
                     struct err *err)
{
    struct virtual_signs signs = VIRTUAL_SIGNS_INIT;

    (void)target, (void)err;
    virtual_ask_table(&signs, out->facts);
    ask_processor(&signs, out->facts);
    virtual_facts(&signs, out->facts, FACT_UNREADABLE);
    return true;
}
