/* smbios_entry.h - the three forms of an entry point (DSP0134 5.2) and little-endian numbers.
 * Private to facts/smbios_*.c. */
#ifndef CASEPACK_FACTS_SMBIOS_ENTRY_H
#define CASEPACK_FACTS_SMBIOS_ENTRY_H

#include "facts/smbios_table.h"

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

extern const struct entry_layout entry_layouts[];
extern const size_t entry_layouts_n;

#define INTERMEDIATE_AT 0x10 /* "_DMI_" inside an _SM_ entry point, with a sum of its own */
#define INTERMEDIATE_SUM_AT 0x15
#define INTERMEDIATE_BYTES 0x0F

/* The form whose anchor bytes begin with; NULL when there is none. */
const struct entry_layout *entry_layout_of(struct str bytes);

/* Its own word for its size, as far as a size can be true: 1Eh was an erratum of 2.1, and 20h
 * occurs. */
size_t entry_size(const struct entry_layout *layout, const uint8_t *bytes);
/* bytes holds 32 or more. */
bool entry_sums_right(const struct entry_layout *layout, const uint8_t *bytes);

uint64_t entry_get(const uint8_t *p, size_t bytes);
void entry_put(uint8_t *p, size_t bytes, uint64_t value);
void entry_set_sum(uint8_t *p, size_t n, size_t at); /* makes the n bytes add up to 0 */

#endif
