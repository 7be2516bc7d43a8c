/* smbios_table.c - the shape of an SMBIOS table (DSP0134 5.2 entry points, 6.1 structures).
 *
 * A structure, and what the walk looks for:
 *
 *   type length handle | rest of the formatted area | "first" 00 "second" 00 | 00 ...
 *   01   1B     01 00  | 01 02 03 04 ...            | a set without strings is 00 00
 */
#include "facts/smbios_entry.h"

#include <string.h>

enum { HEADER_BYTES = 4, TYPE_END = 127 };

#define DMI_VERSION_AT 0x0E /* of a _DMI_ entry point: the version as two digits */

/* 7.35 is 11 bytes; some firmware says 16 and lets the strings begin behind the eleventh. */
enum { TYPE_MANAGEMENT = 34, MANAGEMENT_BYTES = 0x0B, MANAGEMENT_SAID = 0x10 };

static const char *const odd_words[] = {
    "checksum", "length", "count", "no-end",   "short",
    "cut",      "handle", "nuls",  "trailing", "fixed",
};

bool smbios_field(const struct smbios_structure *s, unsigned offset, unsigned width,
                  uint64_t *out)
{
    if (width > sizeof *out || offset > s->length || width > s->length - offset)
        return false;
    const uint8_t *p = s->bytes + offset;
    *out = width == 1 ? p[0] : width == 2 ? p[0] | (unsigned)p[1] << 8 : entry_get(p, width);
    return true;
}

/* ---- entry points ------------------------------------------------------------------------ */

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
static void read_entry(struct str entry, struct smbios_table *t)
{
    const struct entry_layout *layout = entry_layout_of(entry);

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
    t->said_bytes = entry_get(t->entry_bytes + layout->table_n_at, layout->table_n_bytes);
    if (layout->count_at)
        t->said_count = (unsigned)entry_get(t->entry_bytes + layout->count_at, 2);
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

/* The length that a structure says, or the one it has. */
static uint8_t true_length(const uint8_t *bytes, size_t n)
{
    if (bytes[0] != TYPE_MANAGEMENT || bytes[1] != MANAGEMENT_SAID || n < MANAGEMENT_SAID)
        return bytes[1];
    for (size_t i = MANAGEMENT_BYTES; i < MANAGEMENT_SAID; i++)
        if (bytes[i] < 0x20 || bytes[i] > 0x7E)
            return bytes[1];
    return MANAGEMENT_BYTES;
}

/* The structure at *at. False at the end and at what cannot be one; odd says which. */
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
    uint8_t length = true_length(bytes, n - *at);
    size_t strings = *at + length;
    size_t end = strings < n ? strings_end(table, n, strings) : 0;
    if (end == 0) {
        t->odd |= SMBIOS_ODD_CUT;
        return false;
    }
    *s = (struct smbios_structure){.type = bytes[0],
                                   .length = length,
                                   .handle = (uint16_t)entry_get(bytes + 2, 2),
                                   .bytes = bytes,
                                   .at = (uint32_t)*at,
                                   .strings_at = (uint32_t)strings,
                                   .strings = count_strings(table, strings, end),
                                   .next = (uint32_t)end};
    if (length != bytes[1])
        t->odd |= SMBIOS_ODD_FIXED;
    *at = end;
    return true;
}

static void walk(struct smbios_table *t, struct arena *a)
{
    uint8_t seen[65536 / 8] = {0};                             /* one bit a handle */
    size_t most = t->table_n / (HEADER_BYTES + 2) + 1, at = 0; /* the smallest has two NULs */
    struct smbios_structure s;
    bool ended = false;

    if (most > SMBIOS_MAX_STRUCTURES)
        most = SMBIOS_MAX_STRUCTURES;
    t->structures = arena_take(a, most * sizeof *t->structures);
    while (!ended && t->n < most && next_structure(t, &at, &s)) {
        uint8_t bit = (uint8_t)(1U << (s.handle & 7));

        if (seen[s.handle / 8] & bit)
            t->odd |= SMBIOS_ODD_HANDLE;
        seen[s.handle / 8] |= bit;
        t->structures[t->n++] = s;
        ended = s.type == TYPE_END;
    }

    if (!ended)
        t->odd |= SMBIOS_ODD_NO_END;
    else if (at < t->table_n)
        t->odd |= SMBIOS_ODD_TRAILING;
    if (t->said_count && t->said_count != t->n)
        t->odd |= SMBIOS_ODD_COUNT;
    /* An _SM3_ entry point gives the most the table may take, the others what it takes. */
    if (t->said_bytes &&
        (at > t->said_bytes || (t->entry != SMBIOS_ENTRY_30 && at < t->said_bytes)))
        t->odd |= SMBIOS_ODD_LENGTH;
    if (ended)
        t->table_n = at; /* what lies behind the end is no part of the table */
}

bool smbios_table_parse(struct str entry, struct str table, struct arena *a,
                        struct smbios_table *out, struct err *err)
{
    struct smbios_table t = {.entry = SMBIOS_ENTRY_NONE};

    if (table.n > SMBIOS_MAX_TABLE_BYTES)
        return err_set(err, E_SMBIOS_FORM, "%zu bytes, more than %d", table.n,
                       SMBIOS_MAX_TABLE_BYTES);
    read_entry(entry, &t);
    t.table = arena_copy(a, table.p, table.n);
    t.table_n = table.n;
    walk(&t, a);
    *out = t;
    return true;
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
