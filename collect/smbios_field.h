/* smbios_field.h - one row of smbios_fields.def, read from one structure.
 *
 *   smbios_value_read(t, s, row, &v) -> v.state, v.number ... -> smbios_value_text(&v, "", out)
 *
 * Shared by facts, text and spans; private to collect/smbios_*.c. */
#ifndef CASEPACK_COLLECT_SMBIOS_FIELD_H
#define CASEPACK_COLLECT_SMBIOS_FIELD_H

#include "facts/fact.h"
#include "facts/smbios_table.h"

enum smbios_kind {
    SMBIOS_STRING,         /* a string number */
    SMBIOS_AFTER_ELEMENTS, /* the same, behind the list of contained elements */
    SMBIOS_UUID,           /* 16 bytes, see smbios_version_for_uuid() */
    SMBIOS_ENUM,           /* a code with a name */
    SMBIOS_BITS,           /* a set of named bits */
    SMBIOS_LOCK,           /* bit 7 */
    SMBIOS_HANDLE,
    SMBIOS_OEM,      /* a number whose meaning is the maker's */
    SMBIOS_HEIGHT,   /* rack units, 0 unspecified */
    SMBIOS_CORDS,    /* a count, 0 unspecified */
    SMBIOS_ADDRESS,  /* a segment, 0 for none */
    SMBIOS_RUNTIME,  /* the size that follows from the segment */
    SMBIOS_ROM,      /* 64 kB units, or the extended field */
    SMBIOS_RELEASE,  /* major and minor byte, FFh for none */
    SMBIOS_HANDLES,  /* a count and so many handles */
    SMBIOS_ELEMENTS, /* a count, a record size and so many records */
};

/* Texts of codes or bits: names[0] belongs to first. */
struct smbios_names {
    uint8_t first;
    uint8_t count;
    uint8_t mask;     /* of a code; bits above are another field */
    uint8_t silencer; /* a bit that makes the others mean nothing; 0 for none */
    const char *none; /* text when no named bit is set; NULL for nothing */
    const char *const *names;
};

struct smbios_row {
    uint8_t type, offset, width, group;
    enum smbios_kind kind;
    enum fact_key key; /* KEY_COUNT: none */
    const char *attribute;
    const struct smbios_names *names;
};

extern const struct smbios_row smbios_rows[];
extern const size_t smbios_rows_n;

struct smbios_value {
    const struct smbios_row *row;
    const struct smbios_structure *structure;
    enum fact_state state;
    uint8_t offset;
    uint8_t string_number; /* of a string */
    struct str bytes;      /* of a string or UUID, in the table */
    size_t bytes_at;       /* their offset in the table */
    bool uuid_swapped;     /* the first three fields are little-endian */
    uint64_t number;       /* of everything else */
    uint8_t unit;          /* of an extended ROM size: MB, GB; of elements: bytes of a record */
};

void smbios_value_read(const struct smbios_table *t, const struct smbios_structure *s,
                       const struct smbios_row *row, struct smbios_value *out);

/* Appends the value after lead; only when the state is ok or blank. A string's bytes go out as
 * they are. The items of a list stand on lines of their own, without lead. */
void smbios_value_text(const struct smbios_value *v, const char *lead, struct buf *out);

/* Version that decides the byte order of the UUID: known mistakes corrected. 0 is unknown. */
unsigned smbios_version_for_uuid(const struct smbios_table *t);

/* "Base Board Information"; never NULL. */
const char *smbios_type_title(uint8_t type);

#endif
