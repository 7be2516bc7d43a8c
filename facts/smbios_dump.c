/* smbios_dump.c - the forms a table is carried in: dumps, saved memory, Windows. */
#include <string.h>

#include "facts/smbios_entry.h"

enum { HEADER_BYTES = 4, TYPE_END = 127 };

static const uint8_t *bytes_of(struct str s)
{
    return (const uint8_t *)s.p;
}

/* GetSystemFirmwareTable('RSMB') of Windows: method, major, minor, revision, size, table. Where
 * the major version stands a bare table has the length of its first structure, 4 at least. */
#define RSMB_HEADER_BYTES 8

static bool is_rsmb(struct str file)
{
    return file.n > RSMB_HEADER_BYTES + HEADER_BYTES && (file.p[1] == 2 || file.p[1] == 3);
}

/* Any bytes can look like some structures; a machine's table has one of these. */
static bool has_identity(const struct smbios_table *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->structures[i].type <= 3 || t->structures[i].type == TYPE_END)
            return true;
    return false;
}

/* Many dumps keep the address the table had in memory and hold it behind the entry point, at
 * 32. When the address lies inside the file both places are read, the better one counts. */
static bool parse_behind_entry(struct str file, const struct entry_layout *layout,
                               struct arena *a, struct smbios_table *out, struct err *err)
{
    struct str entry = str_sub(file, 0, SMBIOS_DUMP_TABLE_AT);
    struct smbios_table there;
    uint64_t at = 0;

    if (!smbios_table_parse(entry, str_sub(file, SMBIOS_DUMP_TABLE_AT, file.n), a, out, err))
        return false;
    if (file.n >= layout->bytes)
        at = entry_get(bytes_of(file) + layout->address_at, layout->address_bytes);
    if (at < layout->bytes || at >= file.n || at == SMBIOS_DUMP_TABLE_AT)
        return true;
    if (!smbios_table_parse(entry, str_sub(file, (size_t)at, file.n), a, &there, err))
        return false;
    if (there.n > out->n)
        *out = there;
    return true;
}

static bool parse_rsmb(struct str file, struct arena *a, struct smbios_table *out,
                       struct err *err)
{
    uint64_t said = entry_get(bytes_of(file) + 4, 4);
    struct str table = str_sub(file, RSMB_HEADER_BYTES, (size_t)said);

    if (!smbios_table_parse((struct str){NULL, 0}, table, a, out, err))
        return false;
    if (said != file.n - RSMB_HEADER_BYTES)
        out->odd |= SMBIOS_ODD_LENGTH;
    out->major = (uint8_t)file.p[1];
    out->minor = (uint8_t)file.p[2];
    return true;
}

/* Where a piece of memory that was saved begins: at 0, or the BIOS area alone. */
static const uint64_t memory_starts[] = {0, 0xF0000, 0xE0000};

/* A table whose entry point stands at that place of saved memory. */
static bool parse_in_memory(struct str file, size_t at, struct arena *a,
                            struct smbios_table *out)
{
    struct str entry = str_sub(file, at, SMBIOS_DUMP_TABLE_AT);
    const struct entry_layout *layout = entry_layout_of(entry);
    struct err ignored = ERR_NONE;

    if (!layout || entry.n < SMBIOS_DUMP_TABLE_AT || !entry_sums_right(layout, bytes_of(entry)))
        return false;
    uint64_t address = entry_get(bytes_of(entry) + layout->address_at, layout->address_bytes);
    uint64_t size = entry_get(bytes_of(entry) + layout->table_n_at, layout->table_n_bytes);
    for (size_t i = 0; i < COUNT_OF(memory_starts); i++) {
        uint64_t from = address - memory_starts[i];
        if (address < memory_starts[i] || from >= file.n)
            continue;
        if (smbios_table_parse(entry, str_sub(file, (size_t)from, (size_t)size), a, out,
                               &ignored) &&
            has_identity(out))
            return true;
    }
    return false;
}

/* Entry points stand on 16-byte boundaries; real memory has two. */
static bool find_in_memory(struct str file, struct arena *a, struct smbios_table *out)
{
    unsigned tries = 8;

    for (size_t at = 0; at + 16 <= file.n && tries > 0; at += 16) {
        if (!entry_layout_of(str_sub(file, at, 16)))
            continue;
        if (parse_in_memory(file, at, a, out))
            return true;
        tries--;
    }
    return false;
}

bool smbios_table_from_dump(struct str file, struct arena *a, struct smbios_table *out,
                            struct err *err)
{
    const struct entry_layout *layout = entry_layout_of(file);
    struct smbios_table t;
    bool read = true;

    if (layout)
        read = parse_behind_entry(file, layout, a, &t, err);
    else if (is_rsmb(file))
        read = parse_rsmb(file, a, &t, err);
    else if (!find_in_memory(file, a, &t))
        read = smbios_table_parse((struct str){NULL, 0}, file, a, &t, err);
    if (!read)
        return false;
    if (!has_identity(&t))
        return err_set(err, E_SMBIOS_FORM, "no structure found in %zu bytes", file.n);
    *out = t;
    return true;
}

/* An entry point as read, or a new _SM3_ one when there is none that can hold the size. */
static const struct entry_layout *entry_for_dump(const struct smbios_table *t, uint8_t *bytes)
{
    for (size_t i = 0; i < entry_layouts_n; i++) {
        const struct entry_layout *layout = &entry_layouts[i];

        if (layout->entry == t->entry &&
            (layout->table_n_bytes > 2 || t->table_n <= UINT16_MAX)) {
            memcpy(bytes, t->entry_bytes, t->entry_n);
            return layout;
        }
    }
    memcpy(bytes, "_SM3_", 5);
    bytes[entry_layouts[0].version_at] = t->major;
    bytes[entry_layouts[0].version_at + 1] = t->minor;
    bytes[entry_layouts[0].version_at + 2] = t->revision;
    bytes[0x0A] = 1; /* revision of the entry point */
    return &entry_layouts[0];
}

void smbios_table_dump(const struct smbios_table *t, struct buf *out)
{
    uint8_t b[SMBIOS_DUMP_TABLE_AT] = {0};
    const struct entry_layout *layout = entry_for_dump(t, b);

    if (layout->size_at)
        b[layout->size_at] = (uint8_t)entry_size(layout, b);
    entry_put(b + layout->table_n_at, layout->table_n_bytes, t->table_n);
    entry_put(b + layout->address_at, layout->address_bytes, SMBIOS_DUMP_TABLE_AT);
    if (layout->entry == SMBIOS_ENTRY_21) {
        memcpy(b + INTERMEDIATE_AT, "_DMI_", 5);
        entry_set_sum(b + INTERMEDIATE_AT, INTERMEDIATE_BYTES,
                      INTERMEDIATE_SUM_AT - INTERMEDIATE_AT);
    }
    entry_set_sum(b, entry_size(layout, b), layout->sum_at);
    buf_add(out, b, sizeof b);
    buf_add(out, t->table, t->table_n);
}
