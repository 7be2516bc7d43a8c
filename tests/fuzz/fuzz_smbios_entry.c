/* fuzz_smbios_entry.c - entry points of all three forms before a table that is fine: beside it, as
 * the kernel shows them, in front of it, as in a dump, and somewhere in saved memory. */
#include "tests/fuzz/smbios.h"

#include "facts/smbios_entry.h"

#define FILE_MAX (SMBIOS_MAX_TABLE_BYTES + SMBIOS_DUMP_TABLE_AT)
#define BEFORE 48 /* of saved memory; entry points stand on multiples of 16 */

static void look_in_file(struct buf *file)
{
    struct arena *a = arena_new();
    struct smbios_table t;
    struct err err = ERR_NONE;

    if (smbios_table_from_dump(buf_str(file), a, &t, &err))
        smbios_look(&t, a);
    else
        FUZZ_REQUIRE(err_is_set(&err));
    arena_free(a);
    buf_done(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct str table = {smbios_sample, sizeof smbios_sample};
    struct str entry = {(const char *)data,
                        n < SMBIOS_DUMP_TABLE_AT ? n : SMBIOS_DUMP_TABLE_AT};
    struct arena *a = arena_new();
    struct buf file = BUF_INIT(FILE_MAX);
    struct smbios_table alone, t;
    struct err err = ERR_NONE;

    /* Whatever it says: the table beside it is found as without it. */
    FUZZ_REQUIRE(smbios_table_parse((struct str){NULL, 0}, table, a, &alone, &err));
    FUZZ_REQUIRE(smbios_table_parse(entry, table, a, &t, &err));
    FUZZ_REQUIRE(t.n == alone.n && t.entry_n <= sizeof t.entry_bytes);
    smbios_look(&t, a);
    arena_free(a);

    buf_add_str(&file, entry);
    buf_pad(&file, '\0', SMBIOS_DUMP_TABLE_AT - entry.n);
    buf_add_str(&file, table);
    look_in_file(&file);
    buf_pad(&file, '\xff', BEFORE);
    buf_add(&file, data, n); /* all of it: what lies behind may be another table */
    buf_add_str(&file, table);
    look_in_file(&file);
    return 0;
}

bool fuzz_seed(unsigned i, struct buf *out)
{
    uint8_t bytes[SMBIOS_DUMP_TABLE_AT] = {0};

    if (i >= entry_layouts_n)
        return false;
    const struct entry_layout *layout = &entry_layouts[i];
    memcpy(bytes, layout->anchor, strlen(layout->anchor));
    if (layout->entry == SMBIOS_ENTRY_21)
        memcpy(bytes + INTERMEDIATE_AT, "_DMI_", 5);
    bytes[layout->size_at] = layout->bytes;
    bytes[layout->version_at] = 3;
    entry_put(bytes + layout->table_n_at, layout->table_n_bytes, sizeof smbios_sample);
    entry_put(bytes + layout->address_at, layout->address_bytes, SMBIOS_DUMP_TABLE_AT);
    if (layout->count_at)
        entry_put(bytes + layout->count_at, 2, 6);
    if (layout->entry == SMBIOS_ENTRY_21)
        entry_set_sum(bytes + INTERMEDIATE_AT, INTERMEDIATE_BYTES,
                      INTERMEDIATE_SUM_AT - INTERMEDIATE_AT);
    entry_set_sum(bytes, layout->bytes, layout->sum_at);
    buf_add(out, bytes, sizeof bytes);
    return true;
}
