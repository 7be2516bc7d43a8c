/* smbios_field.h - one row of smbios_fields.def, read from one structure.
 *
 *   smbios_rows_of(s->type, &n) -> smbios_value_read(t, s, row, &v) -> v.state, v.number ...
 *   -> smbios_value_text(&v, "", out)
 *
 * A row says where a field lies, a kind (smbios_kinds.h) how its bytes become a value and a
 * text. Shared by facts, text, JSON, oddities and spans; private to collect/smbios_*.c. */
#ifndef CASEPACK_COLLECT_SMBIOS_FIELD_H
#define CASEPACK_COLLECT_SMBIOS_FIELD_H

#include "facts/fact.h"
#include "facts/smbios_table.h"

#define SMBIOS_TYPE_INACTIVE 126
#define SMBIOS_TYPE_END 127

struct smbios_value;

struct smbios_kind {
    /* Fills number or bytes, or a state that says why there is none. */
    void (*read)(struct smbios_value *v);
    /* Appends the value; one that begins with "\n" is a list or a set of fields. */
    void (*text)(const struct smbios_value *v, struct buf *out);
    bool is_string;   /* the value is one string of the string set */
    bool all_strings; /* the text shows every string of the set */
};

/* Texts of codes or bits: the first belongs to first. */
struct smbios_names {
    uint16_t first;
    uint16_t count;
    uint16_t mask;                   /* of a code after the shift; 0 for all bits */
    uint8_t shift;                   /* right, of a code */
    uint8_t silencer;                /* a bit that makes the others mean nothing; 0 for none */
    uint8_t width;                   /* bytes of a name, its NUL and more of them included */
    const char *none;                /* text when no named bit is set; NULL for nothing */
    const char *every;               /* the one text of all codes, instead of names */
    const char *names;               /* count of them; empty for a code without a name */
    const struct smbios_names *more; /* where to look on for a code that is not in here */
};

static inline const char *smbios_name_at(const struct smbios_names *names, size_t i)
{
    return names->names + i * names->width;
}

/* How a number is written. */
struct smbios_form {
    const char *unit; /* " MHz"; NULL for none */
    uint8_t digits;   /* hexadecimal with 0x and so many digits; 0 for decimal */
    uint8_t mask;     /* 0 for all bits */
    bool bare;        /* without 0x */
    struct {
        uint64_t code;
        const char *text; /* instead of the number; "" for a field that then is not there */
    } special[2];
};

struct smbios_row {
    uint8_t offset, width, group;
    uint8_t also; /* offset of a field that belongs to this one; 0 for none */
    uint16_t label_n;
    uint16_t key;        /* enum fact_key */
    bool has_key;        /* the field is the fact key */
    enum fact_class cls; /* of a field without a key */
    const struct smbios_kind *kind;
    const char *label;                /* "\n\tName: ", in one piece because there are so many */
    const struct smbios_names *names; /* of an enumeration or bits */
    const struct smbios_form *form;   /* of a number */
    bool (*when)(const struct smbios_value *v); /* NULL: always there */
};

/* The rows of one type, in the order of the text; NULL and 0 for types without. */
const struct smbios_row *smbios_rows_of(uint8_t type, size_t *n);
enum fact_class smbios_row_class(const struct smbios_row *row);

/* "Name"; empty for a row without. */
static inline struct str smbios_row_name(const struct smbios_row *row)
{
    return (struct str){row->label + 2, row->label_n - 4}; /* without "\n\t" and ": " */
}

struct smbios_value {
    const struct smbios_table *table;
    const struct smbios_structure *structure;
    const struct smbios_row *row;
    enum fact_state state;
    uint8_t offset;
    uint8_t string_number; /* of a string */
    struct str bytes;      /* of a string or UUID, in the table */
    size_t bytes_at;       /* their offset in the table */
    bool uuid_swapped;     /* the first three fields are little-endian */
    uint64_t number;       /* of everything else */
    uint8_t unit;          /* of an extended ROM size: MB, GB; of elements: bytes of a record */
};

/* FACT_BEYOND_LENGTH when the structure ends before the field, FACT_NOT_APPLICABLE when
 * another field says that this one means nothing. */
void smbios_value_read(const struct smbios_table *t, const struct smbios_structure *s,
                       const struct smbios_row *row, struct smbios_value *out);

/* Appends the value; only when the state is ok or blank. A string's bytes go out as
 * they are. Items of a list stand on lines of their own: "\n\t\titem". Some kinds
 * are several fields; their lines begin with "\n\t", those of a further heading with "\n". */
void smbios_value_text(const struct smbios_value *v, struct buf *out);

/* Appends the lines of one field as the text of a table has them, each with its "\n" before it;
 * nothing when the structure does not have it. */
void smbios_print_field(const struct smbios_table *t, const struct smbios_structure *s,
                        const struct smbios_row *row, struct buf *out);

/* The version to decode by: known mistakes corrected. 0 is unknown. */
unsigned smbios_version(const struct smbios_table *t);

/* "Base Board Information"; never NULL. */
const char *smbios_type_title(uint8_t type);

#endif
