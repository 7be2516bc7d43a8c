/* mo.c - a gettext catalogue:
 *
 *   00h magic 950412deh   04h revision (major.minor)   08h count
 *   0Ch offset of originals   10h offset of translations   (a hash table follows; not used)
 *   each table: count times (length without NUL, offset); the originals are sorted */
#include "base/mo.h"

#include <string.h>

#define MO_MAGIC 0x950412deU
#define HEADER_BYTES 28
#define ROW_BYTES 8

static uint32_t number_at(const struct mo *mo, size_t at)
{
    const unsigned char *p = (const unsigned char *)mo->bytes.p + at;
    uint32_t b0 = p[0], b1 = p[1], b2 = p[2], b3 = p[3];

    return mo->big_endian ? b0 << 24 | b1 << 16 | b2 << 8 | b3
                          : b3 << 24 | b2 << 16 | b1 << 8 | b0;
}

static bool table_fits(const struct mo *mo, uint32_t at)
{
    return at <= mo->bytes.n && mo->count <= (mo->bytes.n - at) / ROW_BYTES;
}

bool mo_init(struct mo *out, struct str bytes)
{
    struct mo mo = {.bytes = bytes};

    if (bytes.n < HEADER_BYTES)
        return false;
    mo.big_endian = number_at(&mo, 0) != MO_MAGIC;
    if (number_at(&mo, 0) != MO_MAGIC || number_at(&mo, 4) >> 16 > 1)
        return false;
    mo.count = number_at(&mo, 8);
    mo.originals = number_at(&mo, 12);
    mo.translations = number_at(&mo, 16);
    if (!table_fits(&mo, mo.originals) || !table_fits(&mo, mo.translations))
        return false;
    *out = mo;
    return true;
}

/* Row i of a table as a C string; NULL when it does not lie, with its NUL, in the bytes. */
static const char *text_at(const struct mo *mo, uint32_t table, uint32_t i)
{
    size_t row = table + (size_t)i * ROW_BYTES;
    uint32_t n = number_at(mo, row), at = number_at(mo, row + 4);

    if (at >= mo->bytes.n || n >= mo->bytes.n - at || mo->bytes.p[at + n] != '\0')
        return NULL;
    return mo->bytes.p + at;
}

const char *mo_find(const struct mo *mo, const char *msgid)
{
    uint32_t low = 0, high = mo->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *original = text_at(mo, mo->originals, middle);
        if (!original)
            return NULL;
        int order = strcmp(msgid, original);
        if (order == 0)
            return text_at(mo, mo->translations, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
