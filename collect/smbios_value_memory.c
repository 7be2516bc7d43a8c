/* smbios_value_memory.c - kinds of 7.6, 7.7 and 7.17 to 7.21: sizes, speeds, addresses. */
#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

/* ---- 7.6 and 7.7 (obsolete) -------------------------------------------------------------- */

enum { MODULE_NOT_INSTALLED = 0x7F };

/* So many times a power of two in megabytes. */
static void put_megabytes(uint64_t count, uint64_t power, struct buf *out)
{
    if (power >= 32) {
        buf_puts(out, "<OUT OF SPEC>");
        return;
    }
    smbios_put_number(out, count << power);
    buf_puts(out, " MB");
}

static void text_power_of_two(const struct smbios_value *v, struct buf *out)
{
    put_megabytes(1, v->number, out);
}

/* The largest module in each of so many slots. */
static void text_total(const struct smbios_value *v, struct buf *out)
{
    put_megabytes(smbios_at(v, v->row->also, 1), v->number, out);
}

/* The row's offset is where the field stands when there are no slots. */
static void read_after_slots(struct smbios_value *v)
{
    uint64_t slots;

    if (!smbios_read_number(v, v->offset - 1U, 1, &slots))
        return;
    if (v->offset + 2 * slots >= v->structure->length) {
        v->state = FACT_BEYOND_LENGTH;
        return;
    }
    v->offset = (uint8_t)(v->offset + 2 * slots);
    smbios_read_plain(v);
}

static void text_after_slots(const struct smbios_value *v, struct buf *out)
{
    smbios_put_items(v->row->names, v->number, out);
}

/* A nibble a bank; FFh for none, a nibble Fh for one that is not used. */
static void text_banks(const struct smbios_value *v, struct buf *out)
{
    unsigned high = (unsigned)v->number >> 4 & 15, low = (unsigned)v->number & 15;

    if (v->number == 0xFF)
        buf_puts(out, "None");
    if (high != 15)
        smbios_put_number(out, high);
    if (high != 15 && low != 15)
        buf_putc(out, ' ');
    if (low != 15)
        smbios_put_number(out, low);
}

/* A power of two in megabytes, or why there is none; bit 7: in two banks. */
static void text_module_size(const struct smbios_value *v, struct buf *out)
{
    uint64_t code = v->number & 0x7F;

    if (code < names_module_size.first)
        put_megabytes(1, code, out);
    else
        buf_puts(out, smbios_name(&names_module_size, code));
    if (code != MODULE_NOT_INSTALLED)
        buf_puts(out,
                 v->number & 0x80 ? " (Double-bank Connection)" : " (Single-bank Connection)");
}

static void text_module_error(const struct smbios_value *v, struct buf *out)
{
    buf_puts(out,
             v->number & 1 << 2 ? "See Event Log" : smbios_name(v->row->names, v->number & 3));
}

/* ---- 7.17 and 7.18 ----------------------------------------------------------------------- */

enum { CAPACITY_EXTENDED = 1U << 31, SIZE_EXTENDED = 0x7FFF, SIZE_UNKNOWN = 0xFFFF };

/* Kilobytes, or since 2.7 bytes in a field of 8. Unit 1 is kilobytes, 0 bytes, 2 unknown. */
static void read_capacity(struct smbios_value *v)
{
    uint64_t bytes;

    smbios_read_plain(v);
    v->unit = 1;
    if (v->number != CAPACITY_EXTENDED)
        return;
    v->unit = 2;
    if (smbios_field(v->structure, v->row->also, 8, &bytes)) {
        v->number = bytes;
        v->unit = 0;
    }
}

static void text_capacity(const struct smbios_value *v, struct buf *out)
{
    if (v->unit == 2)
        buf_puts(out, "Unknown");
    else
        smbios_put_size(out, v->number, v->unit);
}

/* Megabytes in a field of 4 bytes since 2.7: the largest unit that leaves no remainder. */
static void put_extended_size(uint64_t megabytes, struct buf *out)
{
    unsigned shift = megabytes & 0x3FF ? 0 : megabytes & 0xFFC00 ? 10 : 20;

    smbios_put_number(out, megabytes >> shift);
    buf_puts(out, shift == 0 ? " MB" : shift == 10 ? " GB" : " TB");
}

/* 7.18.5: megabytes, or kilobytes when bit 15 is set. */
static void text_device_size(const struct smbios_value *v, struct buf *out)
{
    uint64_t extended, size = v->number;

    if (size == 0)
        buf_puts(out, "No Module Installed");
    else if (size == SIZE_UNKNOWN)
        buf_puts(out, "Unknown");
    else if (size == SIZE_EXTENDED && smbios_field(v->structure, v->row->also, 4, &extended))
        put_extended_size(extended & 0x7FFFFFFF, out);
    else
        smbios_put_size(out, size & 0x8000 ? size & 0x7FFF : size << 10, 1);
}

/* FFFFh sends to a field of 4 bytes since 3.3. */
static void text_device_speed(const struct smbios_value *v, struct buf *out)
{
    uint64_t speed = v->number;

    if (speed == 0xFFFF)
        speed = smbios_at(v, v->row->also, 4) & 0x7FFFFFFF;
    if (speed == 0) {
        buf_puts(out, "Unknown");
        return;
    }
    smbios_put_number(out, speed);
    buf_puts(out, " MT/s");
}

/* As volts: at least one digit after the point, no more than are needed. */
static void text_millivolts(const struct smbios_value *v, struct buf *out)
{
    unsigned digits = 3, rest = (unsigned)v->number % 1000;

    if (v->number == 0) {
        buf_puts(out, "Unknown");
        return;
    }
    for (; digits > 1 && rest % 10 == 0; digits--)
        rest /= 10;
    buf_printf(out, "%u.%0*u V", (unsigned)v->number / 1000, (int)digits, rest);
}

/* JEP-106: how many continuation codes, then the code itself. */
static void text_maker_id(const struct smbios_value *v, struct buf *out)
{
    if (v->number == 0) {
        buf_puts(out, "Unknown");
        return;
    }
    buf_puts(out, "Bank ");
    smbios_put_number(out, (v->number & 0x7F) + 1);
    buf_puts(out, ", Hex ");
    smbios_put_hex(out, v->number >> 8, 2);
}

/* ---- 7.20 and 7.21 ----------------------------------------------------------------------- */

enum { START_AT = 0x04, END_AT = 0x08, ELSEWHERE = 0xFFFFFFFF };

struct range {
    uint64_t start, end; /* the last byte */
    bool wide;           /* from the fields of 8 bytes */
};

/* Kilobytes; a start of all ones sends to bytes in fields of 8. */
static struct range range_of(const struct smbios_value *v)
{
    uint64_t start = smbios_at(v, START_AT, 4);
    unsigned wide_at = v->row->also;

    if (start == ELSEWHERE && v->structure->length >= wide_at + 16U)
        return (struct range){smbios_at(v, wide_at, 8), smbios_at(v, wide_at + 8, 8), true};
    return (struct range){start << 10, (smbios_at(v, END_AT, 4) << 10) + 0x3FF, false};
}

static void put_address(uint64_t address, bool wide, struct buf *out)
{
    smbios_put_hex(out, address, wide ? 16 : 11);
}

static void text_mapped_start(const struct smbios_value *v, struct buf *out)
{
    struct range r = range_of(v);

    put_address(r.start, r.wide, out);
}

static void text_mapped_end(const struct smbios_value *v, struct buf *out)
{
    struct range r = range_of(v);

    put_address(r.end, r.wide, out);
}

static void text_mapped_size(const struct smbios_value *v, struct buf *out)
{
    struct range r = range_of(v);
    uint64_t kilobytes = (r.end >> 10) - (r.start >> 10) + 1;

    if (r.wide ? r.start == r.end : (kilobytes & UINT32_MAX) == 0)
        buf_puts(out, "Invalid");
    else if (r.wide)
        smbios_put_size(out, r.end - r.start + 1, 0);
    else
        smbios_put_size(out, kilobytes & UINT32_MAX, 1);
}

KIND(power_of_two_mb, smbios_read_plain, text_power_of_two);
KIND(total_mb, smbios_read_plain, text_total);
KIND(after_slots, read_after_slots, text_after_slots);
KIND(banks, smbios_read_plain, text_banks);
KIND(module_size, smbios_read_plain, text_module_size);
KIND(module_error, smbios_read_plain, text_module_error);
KIND(capacity, read_capacity, text_capacity);
KIND(device_size, smbios_read_plain, text_device_size);
KIND(device_speed, smbios_read_plain, text_device_speed);
KIND(millivolts, smbios_read_plain, text_millivolts);
KIND(maker_id, smbios_read_plain, text_maker_id);
KIND(mapped_start, smbios_read_plain, text_mapped_start);
KIND(mapped_end, smbios_read_plain, text_mapped_end);
KIND(mapped_size, smbios_read_plain, text_mapped_size);
