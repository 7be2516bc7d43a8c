/* smbios_table.c - the shape of an SMBIOS table (DSP0134 3.7: 5.2 entry points, 6.1 structures).
 *
 * A structure, and what the walk looks for:
 *
 *   type length handle | rest of the formatted area | "first" 00 "second" 00 | 00 ...
 *   01   1B     01 00  | 01 02 03 04 ...            | a set without strings is 00 00
 */
#include "facts/smbios_table.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 4, TYPE_END = 127 };

/* Where an entry point keeps what. */
struct entry_layout {
    const char *anchor;
    enum smbios_entry entry;
    uint8_t bytes; /* its length by the specification */
    uint8_t size_at;
    uint8_t sum_at;
    uint8_t version_at; /* major, minor */
    uint8_t table_n_at;
    uint8_t table_n_bytes;
    uint8_t address_at;
    uint8_t address_bytes;
    uint8_t count_at; /* 0: none */
};

static const struct entry_layout layouts[] = {
    {"_SM3_", SMBIOS_ENTRY_30, 0x18, 0x06, 0x05, 0x07, 0x0C, 4, 0x10, 8, 0},
    {"_SM_", SMBIOS_ENTRY_21, 0x1F, 0x05, 0x04, 0x06, 0x16, 2, 0x18, 4, 0x1C},
    /* Before 2.1: no size, and the version as binary coded digits. */
    {"_DMI_", SMBIOS_ENTRY_DMI, 0x0F, 0, 0x05, 0, 0x06, 2, 0x08, 4, 0x0C},
};

#define INTERMEDIATE_AT 0x10 /* "_DMI_" inside an _SM_ entry point, with a sum of its own */
#define INTERMEDIATE_SUM_AT 0x15
#define INTERMEDIATE_BYTES 0x0F
#define DMI_VERSION_AT 0x0E

/* What an entry point promises about its table; 0 where it promises nothing. */
struct promise {
    uint64_t table_n;
    uint64_t count;
};

static const char *const odd_words[] = {
    "checksum", "length", "count", "no-end", "short", "cut", "handle", "nuls", "trailing",
};

static uint64_t get(const uint8_t *p, size_t bytes)
{
    uint64_t value = 0;

    while (bytes-- > 0)
        value = value << 8 | p[bytes];
    return value;
}

static void put(uint8_t *p, size_t bytes, uint64_t value)
{
    for (size_t i = 0; i < bytes; i++, value >>= 8)
        p[i] = (uint8_t)value;
}

static uint8_t sum(const uint8_t *p, size_t n)
{
    uint8_t total = 0;

    for (size_t i = 0; i < n; i++)
        total = (uint8_t)(total + p[i]);
    return total;
}

static void set_sum(uint8_t *p, size_t n, size_t at)
{
    p[at] = 0;
    p[at] = (uint8_t)-sum(p, n);
}

bool smbios_field(const struct smbios_structure *s, unsigned offset, unsigned width,
                  uint64_t *out)
{
    if (width > sizeof *out || offset > s->length || width > s->length - offset)
        return false;
    *out = get(s->bytes + offset, width);
    return true;
}

/* ---- entry points ------------------------------------------------------------------------ */

static const struct entry_layout *layout_of(struct str bytes)
{
    for (size_t i = 0; i < COUNT_OF(layouts); i++)
        if (str_starts(bytes, layouts[i].anchor))
            return &layouts[i];
    return NULL;
}

/* Its own word for its size, as far as a size can be true: 1Eh was an erratum of 2.1, and 20h
 * occurs. */
static size_t entry_size(const struct entry_layout *layout, const uint8_t *bytes)
{
    size_t said = layout->size_at ? bytes[layout->size_at] : layout->bytes;

    return said + 1 >= layout->bytes && said <= 32 ? said : layout->bytes;
}

static bool entry_sums_right(const struct entry_layout *layout, const uint8_t *bytes)
{
    if (sum(bytes, entry_size(layout, bytes)) != 0)
        return false;
    return layout->entry != SMBIOS_ENTRY_21 ||
           (memcmp(bytes + INTERMEDIATE_AT, "_DMI_", 5) == 0 &&
            sum(bytes + INTERMEDIATE_AT, INTERMEDIATE_BYTES) == 0);
}

static void read_version(const struct entry_layout *layout, struct smbios_table *t)
{
    const uint8_t *b = t->entry_bytes;

    if (layout->entry == SMBIOS_ENTRY_DMI) {
        t->major = b[DMI_VERSION_AT] >> 4;
        t->minor = b[DMI_VERSION_AT] & 0x0F;
        return;
    }
    t->major = b[layout->version_at];
    t->minor = b[layout->version_at + 1];
    if (layout->entry == SMBIOS_ENTRY_30)
        t->revision = b[layout->version_at + 2];
}

/* An entry point that cannot be one is kept out: the table speaks for itself then. */
static void read_entry(struct str entry, struct smbios_table *t, struct promise *promise)
{
    const struct entry_layout *layout = layout_of(entry);

    if (!layout || entry.n + 1 < layout->bytes) {
        t->odd |= entry.n > 0 ? SMBIOS_ODD_CHECKSUM : 0;
        return;
    }
    t->entry = layout->entry;
    entry = str_sub(entry, 0, sizeof t->entry_bytes);
    memcpy(t->entry_bytes, entry.p, entry.n);
    t->entry_n = entry_size(layout, t->entry_bytes);
    if (t->entry_n < layout->bytes)
        t->entry_n = layout->bytes;
    memset(t->entry_bytes + t->entry_n, 0, sizeof t->entry_bytes - t->entry_n);
    if (!entry_sums_right(layout, t->entry_bytes))
        t->odd |= SMBIOS_ODD_CHECKSUM;
    read_version(layout, t);
    promise->table_n = get(t->entry_bytes + layout->table_n_at, layout->table_n_bytes);
    if (layout->count_at)
        promise->count = get(t->entry_bytes + layout->count_at, 2);
}

/* ---- the walk ---------------------------------------------------------------------------- */

/* Offset after the two NULs that end the string set at from; 0 when they never come. */
static size_t strings_end(const uint8_t *table, size_t n, size_t from)
{
    while (from + 1 < n) {
        const uint8_t *nul = memchr(table + from, 0, n - from - 1);

        if (!nul)
            return 0;
        from = (size_t)(nul - table) + 1;
        if (table[from] == 0)
            return from + 1;
    }
    return 0;
}

/* Strings before the first empty one; a number beyond them has no string. */
static unsigned count_strings(const uint8_t *table, size_t from, size_t end)
{
    unsigned count = 0;

    while (from < end && table[from] != 0) {
        const uint8_t *nul = memchr(table + from, 0, end - from);

        count++;
        from = (size_t)(nul - table) + 1;
    }
    return count;
}

/* Some firmware ends a string set with more NULs than two. Moves *at over them to what looks
 * like a structure: type 0 begins with a NUL itself, its length is 12h at least. */
static bool skip_nuls(const uint8_t *table, size_t n, size_t *at)
{
    size_t p = *at;

    while (p < n && table[p] == 0)
        p++;
    if (p + HEADER_BYTES > n)
        return false;
    if (table[p + 1] < HEADER_BYTES) {
        if (table[p] < 0x12)
            return false;
        p--;
    }
    *at = p;
    return true;
}

/* The structure at *at. False at the end of the table and at what cannot be one; odd says which. */
static bool next_structure(struct smbios_table *t, size_t *at, struct smbios_structure *s)
{
    const uint8_t *table = t->table;
    size_t n = t->table_n;

    if (n - *at < HEADER_BYTES)
        return false;
    if (table[*at] == 0 && table[*at + 1] == 0) {
        if (!skip_nuls(table, n, at))
            return false;
        t->odd |= SMBIOS_ODD_NULS;
    }
    const uint8_t *bytes = table + *at;
    if (bytes[1] < HEADER_BYTES) {
        t->odd |= SMBIOS_ODD_SHORT;
        return false;
    }
    size_t strings = *at + bytes[1];
    size_t end = strings < n ? strings_end(table, n, strings) : 0;
    if (end == 0) {
        t->odd |= SMBIOS_ODD_CUT;
        return false;
    }
    *s = (struct smbios_structure){.type = bytes[0],
                                   .length = bytes[1],
                                   .handle = (uint16_t)get(bytes + 2, 2),
                                   .bytes = bytes,
                                   .at = *at,
                                   .strings_at = strings,
                                   .strings = count_strings(table, strings, end),
                                   .next = end};
    *at = end;
    return true;
}

static void walk(struct smbios_table *t, struct arena *a, const struct promise *promise)
{
    uint8_t seen[65536 / 8] = {0}; /* one bit a handle */
    struct smbios_structure *items = NULL, s;
    size_t cap = 0, at = 0;
    bool ended = false;

    while (!ended && t->n < SMBIOS_MAX_STRUCTURES && next_structure(t, &at, &s)) {
        uint8_t bit = (uint8_t)(1U << (s.handle & 7));

        if (seen[s.handle / 8] & bit)
            t->odd |= SMBIOS_ODD_HANDLE;
        seen[s.handle / 8] |= bit;
        items = mem_grow(items, &cap, t->n + 1, sizeof *items);
        items[t->n++] = s;
        ended = s.type == TYPE_END;
    }
    t->structures = arena_copy(a, items, t->n * sizeof *items);
    free(items);

    if (!ended)
        t->odd |= SMBIOS_ODD_NO_END;
    else if (at < t->table_n)
        t->odd |= SMBIOS_ODD_TRAILING;
    if (promise->count && promise->count != t->n)
        t->odd |= SMBIOS_ODD_COUNT;
    /* An _SM3_ entry point gives the most the table may take, the others what it takes. */
    if (promise->table_n &&
        (at > promise->table_n || (t->entry != SMBIOS_ENTRY_30 && at < promise->table_n)))
        t->odd |= SMBIOS_ODD_LENGTH;
    if (ended)
        t->table_n = at; /* what lies behind the end is no part of the table */
}

bool smbios_table_parse(struct str entry, struct str table, struct arena *a,
                        struct smbios_table *out, struct err *err)
{
    struct smbios_table t = {.entry = SMBIOS_ENTRY_NONE};
    struct promise promise = {0, 0};

    if (table.n > SMBIOS_MAX_TABLE_BYTES)
        return err_set(err, E_SMBIOS_FORM, "%zu bytes, more than %d", table.n,
                       SMBIOS_MAX_TABLE_BYTES);
    read_entry(entry, &t, &promise);
    t.table = arena_copy(a, table.p, table.n);
    t.table_n = table.n;
    walk(&t, a, &promise);
    *out = t;
    return true;
}

/* ---- dumps ------------------------------------------------------------------------------- */

static const uint8_t *bytes_of(struct str s)
{
    return (const uint8_t *)s.p;
}

/* GetSystemFirmwareTable('RSMB') of Windows: method, major, minor, revision, size, table. */
#define RSMB_HEADER_BYTES 8

static bool is_rsmb(struct str file)
{
    return file.n > RSMB_HEADER_BYTES + HEADER_BYTES && (file.p[1] == 2 || file.p[1] == 3) &&
           get(bytes_of(file) + 4, 4) == file.n - RSMB_HEADER_BYTES;
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
        at = get(bytes_of(file) + layout->address_at, layout->address_bytes);
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
    struct str table = str_sub(file, RSMB_HEADER_BYTES, file.n);

    if (!smbios_table_parse((struct str){NULL, 0}, table, a, out, err))
        return false;
    out->major = (uint8_t)file.p[1];
    out->minor = (uint8_t)file.p[2];
    return true;
}

bool smbios_table_from_dump(struct str file, struct arena *a, struct smbios_table *out,
                            struct err *err)
{
    const struct entry_layout *layout = layout_of(file);
    struct smbios_table t;
    bool read;

    if (layout)
        read = parse_behind_entry(file, layout, a, &t, err);
    else if (is_rsmb(file))
        read = parse_rsmb(file, a, &t, err);
    else
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
    for (size_t i = 0; i < COUNT_OF(layouts); i++) {
        const struct entry_layout *layout = &layouts[i];

        if (layout->entry == t->entry &&
            (layout->table_n_bytes > 2 || t->table_n <= UINT16_MAX)) {
            memcpy(bytes, t->entry_bytes, t->entry_n);
            return layout;
        }
    }
    memcpy(bytes, "_SM3_", 5);
    bytes[layouts[0].version_at] = t->major;
    bytes[layouts[0].version_at + 1] = t->minor;
    bytes[layouts[0].version_at + 2] = t->revision;
    bytes[0x0A] = 1; /* revision of the entry point */
    return &layouts[0];
}

void smbios_table_dump(const struct smbios_table *t, struct buf *out)
{
    uint8_t b[SMBIOS_DUMP_TABLE_AT] = {0};
    const struct entry_layout *layout = entry_for_dump(t, b);

    if (layout->size_at)
        b[layout->size_at] = (uint8_t)entry_size(layout, b);
    put(b + layout->table_n_at, layout->table_n_bytes, t->table_n);
    put(b + layout->address_at, layout->address_bytes, SMBIOS_DUMP_TABLE_AT);
    if (layout->entry == SMBIOS_ENTRY_21) {
        memcpy(b + INTERMEDIATE_AT, "_DMI_", 5);
        set_sum(b + INTERMEDIATE_AT, INTERMEDIATE_BYTES, INTERMEDIATE_SUM_AT - INTERMEDIATE_AT);
    }
    set_sum(b, entry_size(layout, b), layout->sum_at);
    buf_add(out, b, sizeof b);
    buf_add(out, t->table, t->table_n);
}

/* ---- looking ----------------------------------------------------------------------------- */

bool smbios_string(const struct smbios_table *t, const struct smbios_structure *s,
                   unsigned number, struct str *out, size_t *at)
{
    size_t from = s->strings_at;

    if (number == 0 || number > s->strings)
        return false;
    for (;; number--) {
        const uint8_t *nul = memchr(t->table + from, 0, s->next - from);
        size_t end = (size_t)(nul - t->table);

        if (number == 1) {
            *out = (struct str){(const char *)t->table + from, end - from};
            *at = from;
            return true;
        }
        from = end + 1;
    }
}

const struct smbios_structure *smbios_first(const struct smbios_table *t, uint8_t type)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->structures[i].type == type)
            return &t->structures[i];
    return NULL;
}

void smbios_odd_text(unsigned odd, struct buf *out)
{
    const char *between = "";

    for (size_t i = 0; i < COUNT_OF(odd_words); i++) {
        if (odd & 1U << i) {
            buf_puts(out, between);
            buf_puts(out, odd_words[i]);
            between = ", ";
        }
    }
}
