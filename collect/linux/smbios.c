/* smbios.c - the firmware table as the kernel shows it. */
#include "collect/smbios.h"

#include "collect/linux/sources.h"

#define ENTRY_PATH "/sys/firmware/dmi/tables/smbios_entry_point"
#define TABLE_PATH "/sys/firmware/dmi/tables/DMI"
#define ENTRY_MAX 64

/* A table without its entry point still speaks; only its version is missing then. */
static enum fact_state read_machine(struct fs_root *root, struct arena *a,
                                    struct smbios_table *out)
{
    struct buf entry = BUF_INIT(ENTRY_MAX), table = BUF_INIT(SMBIOS_MAX_TABLE_BYTES);
    struct err err = ERR_NONE, ignored = ERR_NONE;
    enum fact_state state = FACT_OK;

    if (!fs_read(root, TABLE_PATH, SMBIOS_MAX_TABLE_BYTES, FS_LINKS_INSIDE, &table, &err)) {
        state = collect_state_of(&err);
        goto out;
    }
    if (!fs_read(root, ENTRY_PATH, ENTRY_MAX, FS_LINKS_INSIDE, &entry, &ignored))
        buf_clear(&entry);
    if (!smbios_table_parse(buf_str(&entry), buf_str(&table), a, out, &err))
        state = FACT_UNREADABLE;
out:
    buf_done(&entry);
    buf_done(&table);
    return state;
}

bool linux_smbios(const struct collect_target *target, struct collect_result *out,
                  struct err *err)
{
    struct smbios_table t = {.n = 0};
    enum fact_state state = read_machine(target->root, fact_list_arena(out->facts), &t);

    (void)err;
    smbios_settle(out, &t, state);
    return true;
}
