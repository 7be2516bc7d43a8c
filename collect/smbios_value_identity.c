/* smbios_value_identity.c - kinds of 7.1 BIOS to 7.4 Chassis. */
#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

enum { ROM_EXTENDED_AT = 0x18, UUID_BYTES = 16 };

/* 7.2.1: since 2.6 the first three fields are little-endian. A table without a version is
 * taken for one of these. */
static void read_uuid(struct smbios_value *v)
{
    const struct smbios_structure *s = v->structure;
    unsigned version = smbios_version(v->table);

    if (s->length < v->offset + UUID_BYTES) {
        v->state = FACT_BEYOND_LENGTH;
        return;
    }
    v->bytes = (struct str){(const char *)s->bytes + v->offset, UUID_BYTES};
    v->bytes_at = s->at + v->offset;
    v->uuid_swapped = version == 0 || version >= 0x0206;
}

static void text_uuid(const struct smbios_value *v, struct buf *out)
{
    static const uint8_t straight[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    static const uint8_t swapped[] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    const uint8_t *order = v->uuid_swapped ? swapped : straight;

    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            buf_putc(out, '-');
        buf_hex(out, v->bytes.p + order[i], 1);
    }
}

static void read_address(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number <<= 4;
    if (v->state == FACT_OK && v->number == 0)
        v->state = FACT_NOT_APPLICABLE; /* no BIOS below 1 MB: IA-64, some UEFI */
}

static void text_address(const struct smbios_value *v, struct buf *out)
{
    smbios_put_hex(out, v->number, 5);
}

/* The BIOS fills the first megabyte from its segment on. */
static void text_runtime(const struct smbios_value *v, struct buf *out)
{
    uint64_t bytes = 0x100000 - v->number;

    smbios_put_number(out, bytes % 1024 ? bytes : bytes / 1024);
    buf_puts(out, bytes % 1024 ? " bytes" : " kB");
}

/* 7.1: 64 kB units less one; FFh sends to the extended field, whose bits 15:14 are the unit. */
static void read_rom(struct smbios_value *v)
{
    uint64_t units, extended;

    if (!smbios_read_number(v, v->offset, 1, &units))
        return;
    v->number = (units + 1) << 16;
    if (units == 0xFF && smbios_field(v->structure, ROM_EXTENDED_AT, 2, &extended)) {
        v->offset = ROM_EXTENDED_AT;
        v->number = extended & 0x3FFF;
        v->unit = (uint8_t)(extended >> 14);
        v->number = v->unit > 1 ? 0 : v->number << (20 + 10 * v->unit);
    }
}

static void text_rom(const struct smbios_value *v, struct buf *out)
{
    static const char *const units[] = {" MB", " GB", " <OUT OF SPEC>", " <OUT OF SPEC>"};
    bool whole = v->number % (1 << 20) == 0;

    if (v->offset == ROM_EXTENDED_AT) {
        smbios_put_number(out, smbios_at(v, v->offset, 2) & 0x3FFF);
        buf_puts(out, units[v->unit]);
    } else {
        smbios_put_number(out, v->number >> (whole ? 20 : 10));
        buf_puts(out, whole ? " MB" : " kB");
    }
}

/* A count and so many handles. */
static void read_handles(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && v->offset + 1U + 2 * v->number > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

static void text_handles(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
    for (unsigned i = 0; i < v->number; i++) {
        buf_puts(out, SMBIOS_ITEM);
        smbios_put_hex(out, smbios_at(v, v->offset + 1U + 2 * i, 2), 4);
    }
}

/* Count and record size; the records follow. */
static void read_elements(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->unit = (uint8_t)(v->number >> 8);
    v->number &= 0xFF;
    if (v->state == FACT_OK && v->offset + 2U + v->number * v->unit > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

/* 7.4.4: a type (bit 7: of a structure, else of a board), the least and the most of it. */
static void text_elements(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
    for (unsigned i = 0; v->unit >= 3 && i < v->number; i++) {
        const uint8_t *e = v->structure->bytes + v->offset + 2 + i * v->unit;
        const struct smbios_names *names = e[0] & 0x80 ? &names_structure : &names_board_type;

        buf_printf(out, SMBIOS_ITEM "%s (%u", smbios_name(names, e[0] & 0x7F), e[1]);
        if (e[1] != e[2])
            buf_printf(out, "-%u", e[2]);
        buf_putc(out, ')');
    }
}

/* The row's offset is where the field stands when there are no elements. */
static void read_after_elements(struct smbios_value *v)
{
    uint64_t count, size;

    if (!smbios_read_number(v, v->offset - 2U, 1, &count) ||
        !smbios_read_number(v, v->offset - 1U, 1, &size))
        return;
    if (v->offset + count * size >= v->structure->length) {
        v->state = FACT_BEYOND_LENGTH;
        return;
    }
    v->offset = (uint8_t)(v->offset + count * size);
    smbios_read_string(v);
}

static void text_after_elements(const struct smbios_value *v, struct buf *out)
{
    kind_string.text(v, out);
}

KIND(uuid, read_uuid, text_uuid);
KIND(address, read_address, text_address);
KIND(runtime, read_address, text_runtime);
KIND(rom, read_rom, text_rom);
KIND(handles, read_handles, text_handles);
KIND(elements, read_elements, text_elements);
const struct smbios_kind kind_after_elements = {
    .read = read_after_elements, .text = text_after_elements, .is_string = true};
