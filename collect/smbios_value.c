/* smbios_value.c - the bytes of one field become a value and a text. */
#include "collect/smbios_names.h"

#define NO_NAMES NULL
#define NO_KEY KEY_COUNT
#define SMBIOS_FIELD(type, offset, width, group, kind, key, attribute, names) \
    {type, offset, width, group, SMBIOS_##kind, key, attribute, names},
const struct smbios_row smbios_rows[] = {
#include "collect/smbios_fields.def"
};
#undef SMBIOS_FIELD
const size_t smbios_rows_n = COUNT_OF(smbios_rows);

enum { ROM_EXTENDED_AT = 0x18, UUID_BYTES = 16 };

unsigned smbios_version_for_uuid(const struct smbios_table *t)
{
    /* Versions that cannot be, and what such firmware follows. */
    static const struct {
        unsigned said, meant;
    } known[] = {{0x021F, 0x0203}, {0x0221, 0x0203}, {0x0233, 0x0206}};
    unsigned version = (unsigned)t->major << 8 | t->minor;

    for (size_t i = 0; t->entry == SMBIOS_ENTRY_21 && i < COUNT_OF(known); i++)
        if (known[i].said == version)
            return known[i].meant;
    return version;
}

/* ---- reading ----------------------------------------------------------------------------- */

static bool read_number(struct smbios_value *v, unsigned offset, unsigned width, uint64_t *out)
{
    if (smbios_field(v->structure, offset, width, out))
        return true;
    v->state = FACT_BEYOND_LENGTH;
    return false;
}

static void read_plain(const struct smbios_table *t, struct smbios_value *v)
{
    const struct smbios_names *names = v->row->names;

    (void)t;
    if (read_number(v, v->offset, v->row->width, &v->number) && names && names->mask)
        v->number &= names->mask;
}

static void read_string(const struct smbios_table *t, struct smbios_value *v)
{
    uint64_t number;

    if (!read_number(v, v->offset, 1, &number))
        return;
    v->string_number = (uint8_t)number;
    if (number == 0)
        v->state = FACT_INDEX_ZERO;
    else if (!smbios_string(t, v->structure, v->string_number, &v->bytes, &v->bytes_at))
        v->state = FACT_INDEX_RANGE;
    else
        v->state = fact_state_of(v->bytes);
}

/* 7.2.1: since 2.6 the first three fields are little-endian. A table without a version is
 * taken for one of these. */
static void read_uuid(const struct smbios_table *t, struct smbios_value *v)
{
    const struct smbios_structure *s = v->structure;
    unsigned version = smbios_version_for_uuid(t);

    if (s->length < v->offset + UUID_BYTES) {
        v->state = FACT_BEYOND_LENGTH;
        return;
    }
    v->bytes = (struct str){(const char *)s->bytes + v->offset, UUID_BYTES};
    v->bytes_at = s->at + v->offset;
    v->uuid_swapped = version == 0 || version >= 0x0206;
}

static void read_lock(const struct smbios_table *t, struct smbios_value *v)
{
    read_plain(t, v);
    v->number >>= 7;
}

static void read_address(const struct smbios_table *t, struct smbios_value *v)
{
    read_plain(t, v);
    v->number <<= 4;
    if (v->state == FACT_OK && v->number == 0)
        v->state = FACT_NOT_APPLICABLE; /* no BIOS below 1 MB: IA-64, some UEFI */
}

/* 7.1: 64 kB units less one; FFh sends to the extended field, whose bits 15:14 are the unit. */
static void read_rom(const struct smbios_table *t, struct smbios_value *v)
{
    uint64_t units, extended;

    (void)t;
    if (!read_number(v, v->offset, 1, &units))
        return;
    v->number = (units + 1) << 16;
    if (units == 0xFF && smbios_field(v->structure, ROM_EXTENDED_AT, 2, &extended)) {
        v->offset = ROM_EXTENDED_AT;
        v->number = extended & 0x3FFF;
        v->unit = (uint8_t)(extended >> 14);
        v->number = v->unit > 1 ? 0 : v->number << (20 + 10 * v->unit);
    }
}

static void read_release(const struct smbios_table *t, struct smbios_value *v)
{
    read_plain(t, v);
    if (v->state == FACT_OK && ((v->number & 0xFF) == 0xFF || v->number >> 8 == 0xFF))
        v->state = FACT_NOT_APPLICABLE;
}

static void read_handles(const struct smbios_table *t, struct smbios_value *v)
{
    read_plain(t, v);
    if (v->state == FACT_OK && v->offset + 1U + 2 * v->number > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

/* Count and record size; the records follow. */
static void read_elements(const struct smbios_table *t, struct smbios_value *v)
{
    read_plain(t, v);
    v->unit = (uint8_t)(v->number >> 8);
    v->number &= 0xFF;
    if (v->state == FACT_OK && v->offset + 2U + v->number * v->unit > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

/* The row's offset is where the field stands when there are no elements. */
static void read_after_elements(const struct smbios_table *t, struct smbios_value *v)
{
    uint64_t count, size;

    if (!read_number(v, v->offset - 2U, 1, &count) || !read_number(v, v->offset - 1U, 1, &size))
        return;
    if (v->offset + count * size >= v->structure->length) {
        v->state = FACT_BEYOND_LENGTH;
        return;
    }
    v->offset = (uint8_t)(v->offset + count * size);
    read_string(t, v);
}

/* ---- text -------------------------------------------------------------------------------- */

#define ITEM "\n\t\t" /* before each item of a list */

static void text_string(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_puts(out, lead);
    buf_add_str(out, v->bytes);
}

static void text_uuid(const struct smbios_value *v, const char *lead, struct buf *out)
{
    static const uint8_t straight[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    static const uint8_t swapped[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    const uint8_t *order = v->uuid_swapped ? swapped : straight;

    buf_puts(out, lead);
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            buf_putc(out, '-');
        buf_hex(out, v->bytes.p + order[i], 1);
    }
}

static void text_enum(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_puts(out, lead);
    buf_puts(out, smbios_name(v->row->names, v->number));
}

static void text_bits(const struct smbios_value *v, const char *lead, struct buf *out)
{
    const struct smbios_names *names = v->row->names;
    bool silent = names->silencer && v->number >> names->silencer & 1;
    unsigned count = silent ? 1 : names->count;
    unsigned set = 0;

    for (unsigned i = 0; i < count; i++) {
        if (v->number >> (names->first + i) & 1) {
            buf_puts(out, ITEM);
            set++;
            buf_puts(out, names->names[i]);
        }
    }
    if (set == 0 && names->none) {
        buf_puts(out, lead);
        buf_puts(out, names->none);
    }
}

static void text_lock(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_puts(out, lead);
    buf_puts(out, v->number ? "Present" : "Not Present");
}

static void text_handle(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s0x%04X", lead, (unsigned)v->number);
}

static void text_oem(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s0x%08X", lead, (unsigned)v->number);
}

static void text_units(const struct smbios_value *v, const char *lead, struct buf *out)
{
    if (v->number == 0)
        buf_printf(out, "%sUnspecified", lead);
    else
        buf_printf(out, "%s%u%s", lead, (unsigned)v->number,
                   v->row->kind == SMBIOS_HEIGHT ? " U" : "");
}

static void text_address(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s0x%05X", lead, (unsigned)v->number);
}

/* The BIOS fills the first megabyte from its segment on. */
static void text_runtime(const struct smbios_value *v, const char *lead, struct buf *out)
{
    unsigned bytes = 0x100000U - (unsigned)v->number;

    if (bytes % 1024)
        buf_printf(out, "%s%u bytes", lead, bytes);
    else
        buf_printf(out, "%s%u kB", lead, bytes / 1024);
}

static void text_rom(const struct smbios_value *v, const char *lead, struct buf *out)
{
    static const char *const units[] = {"MB", "GB", "<OUT OF SPEC>", "<OUT OF SPEC>"};
    uint64_t extended;

    buf_puts(out, lead);
    if (v->offset == ROM_EXTENDED_AT && smbios_field(v->structure, v->offset, 2, &extended))
        buf_printf(out, "%u %s", (unsigned)extended & 0x3FFF, units[v->unit]);
    else if (v->number % (1 << 20))
        buf_printf(out, "%u kB", (unsigned)(v->number >> 10));
    else
        buf_printf(out, "%u MB", (unsigned)(v->number >> 20));
}

static void text_release(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s%u.%u", lead, (unsigned)v->number & 0xFF, (unsigned)v->number >> 8);
}

static void text_handles(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s%u", lead, (unsigned)v->number);
    for (unsigned i = 0; i < v->number; i++) {
        uint64_t handle = 0;

        if (smbios_field(v->structure, v->offset + 1U + 2 * i, 2, &handle))
            buf_printf(out, ITEM "0x%04X", (unsigned)handle);
    }
}

/* 7.4.4: a type (bit 7: of a structure, else of a board), the least and the most of it. */
static void text_elements(const struct smbios_value *v, const char *lead, struct buf *out)
{
    buf_printf(out, "%s%u", lead, (unsigned)v->number);
    for (unsigned i = 0; v->unit >= 3 && i < v->number; i++) {
        const uint8_t *e = v->structure->bytes + v->offset + 2 + i * v->unit;
        const struct smbios_names *names = e[0] & 0x80 ? &names_structure : &names_board_type;

        buf_printf(out, ITEM "%s (%u", smbios_name(names, e[0] & 0x7F), e[1]);
        if (e[1] != e[2])
            buf_printf(out, "-%u", e[2]);
        buf_putc(out, ')');
    }
}

/* ---- kinds ------------------------------------------------------------------------------- */

static const struct {
    void (*read)(const struct smbios_table *t, struct smbios_value *v);
    void (*text)(const struct smbios_value *v, const char *lead, struct buf *out);
} kinds[] = {
    [SMBIOS_STRING] = {read_string, text_string},
    [SMBIOS_AFTER_ELEMENTS] = {read_after_elements, text_string},
    [SMBIOS_UUID] = {read_uuid, text_uuid},
    [SMBIOS_ENUM] = {read_plain, text_enum},
    [SMBIOS_BITS] = {read_plain, text_bits},
    [SMBIOS_LOCK] = {read_lock, text_lock},
    [SMBIOS_HANDLE] = {read_plain, text_handle},
    [SMBIOS_OEM] = {read_plain, text_oem},
    [SMBIOS_HEIGHT] = {read_plain, text_units},
    [SMBIOS_CORDS] = {read_plain, text_units},
    [SMBIOS_ADDRESS] = {read_address, text_address},
    [SMBIOS_RUNTIME] = {read_address, text_runtime},
    [SMBIOS_ROM] = {read_rom, text_rom},
    [SMBIOS_RELEASE] = {read_release, text_release},
    [SMBIOS_HANDLES] = {read_handles, text_handles},
    [SMBIOS_ELEMENTS] = {read_elements, text_elements},
};

void smbios_value_read(const struct smbios_table *t, const struct smbios_structure *s,
                       const struct smbios_row *row, struct smbios_value *out)
{
    *out = (struct smbios_value){
        .row = row, .structure = s, .state = FACT_OK, .offset = row->offset};
    kinds[row->kind].read(t, out);
}

void smbios_value_text(const struct smbios_value *v, const char *lead, struct buf *out)
{
    kinds[v->row->kind].text(v, lead, out);
}
