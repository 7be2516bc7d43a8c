/* smbios_value_power.c - kinds of 7.23 Battery, 7.26 to 7.30 probes, 7.32, 7.37 and 7.40. */
#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

enum { NOT_KNOWN = 0x8000 };

/* ---- 7.23 -------------------------------------------------------------------------------- */

/* Year since 1980, month, day, as in MS-DOS. */
static void text_sbds_date(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "%u-%02u-%02u", 1980 + (unsigned)(v->number >> 9),
               (unsigned)v->number >> 5 & 15, (unsigned)v->number & 31);
}

/* Times a multiplier that stands in the field of 2.2. */
static void text_capacity_mwh(const struct smbios_value *v, struct buf *out)
{
    uint64_t factor;

    if (!smbios_field(v->structure, v->row->also, 1, &factor))
        factor = 1;
    if (v->number == 0) {
        buf_puts(out, "Unknown");
        return;
    }
    smbios_put_number(out, v->number * factor);
    buf_puts(out, " mWh");
}

/* ---- 7.26 -------------------------------------------------------------------------------- */

static bool is_bcd(unsigned code, unsigned low, unsigned high)
{
    return (code & 15) <= 9 && code >> 4 <= 9 && code >= low && code <= high;
}

/* Month, day, hour, minute, second; a part that is no such number is a star: "*-* 07:30:00" */
static void text_power_on(const struct smbios_value *v, struct buf *out)
{
    static const struct {
        const char *before;
        uint8_t low, high;
    } parts[] = {
        {"", 0x01, 0x12}, {"-", 0x01, 0x31}, {" ", 0, 0x23}, {":", 0, 0x59}, {":", 0, 0x59}};

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        unsigned code = (unsigned)(v->number >> 8 * i) & 0xFF;

        buf_puts(out, parts[i].before);
        if (is_bcd(code, parts[i].low, parts[i].high))
            smbios_put_digits(out, code, 2);
        else
            buf_putc(out, '*');
    }
}

/* ---- 7.27, 7.29, 7.30 -------------------------------------------------------------------- */

/* What a probe measures: so many digits of its number stand behind the point. */
static const struct probe {
    uint8_t type;
    uint8_t digits, resolution_digits;
    const char *unit, *resolution_unit;
} probes[] = {
    {26, 3, 1, " V", " mV"},
    {28, 1, 3, " deg C", " deg C"},
    {29, 3, 1, " A", " mA"},
};

enum { RESOLUTION_AT = 0x0A };

static void put_decimal(int number, unsigned digits, struct buf *out)
{
    unsigned size = number < 0 ? 0U - (unsigned)number : (unsigned)number, scale = 1;

    for (unsigned i = 0; i < digits; i++)
        scale *= 10;
    buf_printf(out, "%s%u.%0*u", number < 0 ? "-" : "", size / scale, (int)digits,
               size % scale);
}

static int as_signed(uint64_t word)
{
    return word & 0x8000 ? (int)word - 0x10000 : (int)word;
}

static void text_probe(const struct smbios_value *v, struct buf *out)
{
    const struct probe *p = probes;
    bool resolution = v->row->offset == RESOLUTION_AT;

    while (p->type != v->structure->type)
        p++;
    if (v->number == NOT_KNOWN) {
        buf_puts(out, "Unknown");
        return;
    }
    if (resolution)
        put_decimal((int)v->number, p->resolution_digits, out);
    else
        put_decimal(as_signed(v->number), p->digits, out);
    buf_puts(out, resolution ? p->resolution_unit : p->unit);
}

static void text_accuracy(const struct smbios_value *v, struct buf *out)
{
    if (v->number == NOT_KNOWN) {
        buf_puts(out, "Unknown");
        return;
    }
    put_decimal((int)v->number, 2, out);
    buf_putc(out, '%');
}

/* ---- 7.32 -------------------------------------------------------------------------------- */

static void read_bis_sum(struct smbios_value *v)
{
    uint8_t sum = 0;

    for (unsigned i = 0; i < v->structure->length; i++)
        sum = (uint8_t)(sum + v->structure->bytes[i]);
    v->number = sum;
}

static void text_bis_sum(const struct smbios_value *v, struct buf *out)
{
    buf_puts(out, v->number == 0 ? "OK" : "Invalid");
}

static void text_bis_entry(const struct smbios_value *v, struct buf *out)
{
    smbios_put_digits(out, v->number >> 16, 4);
    buf_putc(out, ':');
    smbios_put_digits(out, v->number, 4);
}

/* ---- 7.37 and 7.40 ----------------------------------------------------------------------- */

static void read_threshold(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && v->number == NOT_KNOWN)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_threshold(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "%d", as_signed(v->number));
}

static void text_supply_status(const struct smbios_value *v, struct buf *out)
{
    if (!(v->number & 1 << 1)) {
        buf_puts(out, "Not Present");
        return;
    }
    buf_puts(out, "Present, ");
    buf_puts(out, smbios_name(v->row->names, smbios_code(v->row->names, v->number)));
}

KIND(sbds_date, smbios_read_plain, text_sbds_date);
KIND(capacity_mwh, smbios_read_plain, text_capacity_mwh);
KIND(power_on, smbios_read_plain, text_power_on);
KIND(probe, smbios_read_plain, text_probe);
KIND(accuracy, smbios_read_plain, text_accuracy);
KIND(bis_sum, read_bis_sum, text_bis_sum);
KIND(bis_entry, smbios_read_plain, text_bis_entry);
KIND(threshold, read_threshold, text_threshold);
KIND(supply_status, smbios_read_plain, text_supply_status);
