/* smbios_table.h - the shape of an SMBIOS table: entry point, structures, string sets (DSP0134
 * 5, 6).
 *
 * Nothing here knows what a field means; collect/ decodes, redact/ and desk/ only walk. All
 * reads are bounds-checked; a broken table gives the structures before the break and says what
 * is odd. */
#ifndef CASEPACK_FACTS_SMBIOS_TABLE_H
#define CASEPACK_FACTS_SMBIOS_TABLE_H

#include "base/arena.h"
#include "base/err.h"

#define SMBIOS_MAX_TABLE_BYTES (1024 * 1024)
#define SMBIOS_MAX_STRUCTURES 8192

enum smbios_entry {
    SMBIOS_ENTRY_NONE,
    SMBIOS_ENTRY_21,  /* _SM_ */
    SMBIOS_ENTRY_30,  /* _SM3_ */
    SMBIOS_ENTRY_DMI, /* _DMI_ alone, before 2.1 */
};

struct smbios_structure {
    uint8_t type;
    uint8_t length; /* of the formatted area, header included; bytes[1] is what it says */
    uint16_t handle;
    const uint8_t *bytes; /* the formatted area */
    uint32_t at;          /* offset in the table */
    uint32_t strings_at;  /* offset of the string set in the table */
    uint32_t strings;     /* how many */
    uint32_t next;        /* offset after the string set */
};

/* Oddities, each at most once a table; a bit set. */
enum smbios_odd {
    SMBIOS_ODD_CHECKSUM = 1 << 0, /* entry point checksum wrong */
    SMBIOS_ODD_LENGTH = 1 << 1,   /* announced table length wrong */
    SMBIOS_ODD_COUNT = 1 << 2,    /* announced structure count wrong */
    SMBIOS_ODD_NO_END = 1 << 3,   /* no type 127 */
    SMBIOS_ODD_SHORT = 1 << 4,  /* a structure shorter than its header: the walk stops there */
    SMBIOS_ODD_CUT = 1 << 5,    /* the table ends inside a structure */
    SMBIOS_ODD_HANDLE = 1 << 6, /* two structures with one handle */
    SMBIOS_ODD_NULS = 1 << 7,   /* extra NULs after a string set were skipped */
    SMBIOS_ODD_TRAILING = 1 << 8, /* bytes after type 127 */
    SMBIOS_ODD_FIXED = 1 << 9,    /* a type 34 that says 16 bytes and has 11 */
};

struct smbios_table {
    enum smbios_entry entry;
    uint8_t entry_bytes[32];
    size_t entry_n;
    uint8_t major, minor, revision;
    uint64_t said_bytes; /* by the entry point, the most for _SM3_; 0 when it says nothing */
    unsigned said_count; /* structures, by the entry point; 0 when it says nothing */
    const uint8_t *table;
    size_t table_n;
    struct smbios_structure *structures; /* in table order */
    size_t n;
    unsigned odd;
};

/* entry may be empty (then the version is unknown and read as 0.0). Both are copied into a.
 * Bytes after type 127 are left out of the table. */
bool smbios_table_parse(struct str entry, struct str table, struct arena *a,
                        struct smbios_table *out, struct err *err) MUST_USE;

/* A file in dmidecode --dump-bin form, an entry point with the table at offset 32 whatever
 * address it claims, a bare table, what GetSystemFirmwareTable('RSMB') of Windows gives, or
 * saved memory with both somewhere inside.
 * E_SMBIOS_FORM when it is none of these. */
bool smbios_table_from_dump(struct str file, struct arena *a, struct smbios_table *out,
                            struct err *err) MUST_USE;

/* The table in dmidecode --dump-bin form: the entry point made to point at offset 32, its
 * checksums right, then the table. span offsets of an ARTIFACT_TABLE refer to this form: table
 * offset + 32. */
#define SMBIOS_DUMP_TABLE_AT 32
void smbios_table_dump(const struct smbios_table *t, struct buf *out);

/* The nth string (1..) of a structure without its NUL; false beyond the set. Raw bytes. */
bool smbios_string(const struct smbios_table *t, const struct smbios_structure *s,
                   unsigned number, struct str *out, size_t *at);

/* The little-endian number of width bytes (1..8) at offset; false beyond the formatted area. */
bool smbios_field(const struct smbios_structure *s, unsigned offset, unsigned width,
                  uint64_t *out) MUST_USE;

const struct smbios_structure *smbios_first(const struct smbios_table *t, uint8_t type);

/* Appends the word of each oddity, separated by ", ". */
void smbios_odd_text(unsigned odd, struct buf *out);

#endif
