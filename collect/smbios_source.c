/* smbios_source.c - the firmware table of this machine, of a recorded one, or of a dump. */
#include "collect/smbios.h"

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

static bool collect(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    struct arena *a = fact_list_arena(out->facts);
    struct smbios_table t = {.n = 0};
    struct err ignored = ERR_NONE;
    enum fact_state state = FACT_OK;

    (void)err;
    if (!target->smbios_only)
        state = read_machine(target->root, a, &t);
    else if (!smbios_table_from_dump(target->smbios_file, a, &t, &ignored))
        state = FACT_UNREADABLE;
    if (state == FACT_OK && t.n == 0)
        state = FACT_UNREADABLE;

    out->smbios_state = state;
    if (state == FACT_OK) {
        out->smbios = t;
        smbios_facts(&t, out->facts);
    } else {
        out->smbios = (struct smbios_table){.n = 0};
        smbios_facts_without_table(state, out->facts);
    }
    return true;
}

const struct collector collect_smbios = {
    .name = "smbios",
    .item = COLLECT_ITEM_SMBIOS,
    .title = {.zh = "固件表 SMBIOS", .en = "SMBIOS table"},
    .may_hold = {.zh = "序列号", .en = "serials"},
    .facts = collect,
};
