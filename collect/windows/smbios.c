/* smbios.c - the firmware table as Windows hands it to any user: GetSystemFirmwareTable. */
#include "collect/smbios.h"

#include "collect/windows/sources.h"

#define RSMB 0x52534D42 /* 'RSMB' */
#define RSMB_HEADER_BYTES 8

bool windows_smbios(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    UINT bytes = GetSystemFirmwareTable(RSMB, 0, NULL, 0);
    struct arena *a = fact_list_arena(out->facts);
    struct smbios_table t = {.n = 0};
    enum fact_state state = bytes ? FACT_UNREADABLE : FACT_ABSENT;
    struct err ignored = ERR_NONE;

    (void)target, (void)err;
    if (bytes > RSMB_HEADER_BYTES && bytes <= SMBIOS_MAX_TABLE_BYTES + RSMB_HEADER_BYTES) {
        char *table = arena_take(a, bytes);
        UINT got = GetSystemFirmwareTable(RSMB, 0, table, bytes);

        if (got == bytes && smbios_table_from_dump((struct str){table, bytes}, a, &t, &ignored))
            state = FACT_OK;
    }
    smbios_settle(out, &t, state);
    return true;
}
