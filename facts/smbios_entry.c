/* smbios_entry.c - the three forms of an entry point. */
#include "facts/smbios_entry.h"

#include <string.h>

const struct entry_layout entry_layouts[] = {
    {"_SM3_", SMBIOS_ENTRY_30, 0x18, 0x06, 0x05, 0x07, 0x0C, 4, 0x10, 8, 0},
    {"_SM_", SMBIOS_ENTRY_21, 0x1F, 0x05, 0x04, 0x06, 0x16, 2, 0x18, 4, 0x1C},
    /* Before 2.1: no size, and the version as binary coded digits. */
    {"_DMI_", SMBIOS_ENTRY_DMI, 0x0F, 0, 0x05, 0, 0x06, 2, 0x08, 4, 0x0C},
};

const size_t entry_layouts_n = COUNT_OF(entry_layouts);

uint64_t entry_get(const uint8_t *p, size_t bytes)
{
    uint64_t value = 0;

    while (bytes-- > 0)
        value = value << 8 | p[bytes];
    return value;
}

void entry_put(uint8_t *p, size_t bytes, uint64_t value)
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

void entry_set_sum(uint8_t *p, size_t n, size_t at)
{
    p[at] = 0;
    p[at] = (uint8_t)-sum(p, n);
}

const struct entry_layout *entry_layout_of(struct str bytes)
{
    for (size_t i = 0; i < entry_layouts_n; i++)
        if (str_starts(bytes, entry_layouts[i].anchor))
            return &entry_layouts[i];
    return NULL;
}

size_t entry_size(const struct entry_layout *layout, const uint8_t *bytes)
{
    size_t said = layout->size_at ? bytes[layout->size_at] : layout->bytes;

    return said + 1 >= layout->bytes && said <= 32 ? said : layout->bytes;
}

bool entry_sums_right(const struct entry_layout *layout, const uint8_t *bytes)
{
    if (sum(bytes, entry_size(layout, bytes)) != 0)
        return false;
    return layout->entry != SMBIOS_ENTRY_21 ||
           (memcmp(bytes + INTERMEDIATE_AT, "_DMI_", 5) == 0 &&
            sum(bytes + INTERMEDIATE_AT, INTERMEDIATE_BYTES) == 0);
}
