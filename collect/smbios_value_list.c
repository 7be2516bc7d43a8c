/* smbios_value_list.c - kinds that are lists: 7.12 to 7.16, 7.38, 7.41, 7.46. */
#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

/* ---- 7.12 to 7.14: strings --------------------------------------------------------------- */

static void put_numbered(const struct smbios_value *v, const char *word, struct buf *out)
{
    for (unsigned i = 1; i <= v->number; i++) {
        buf_puts(out, word);
        smbios_put_number(out, i);
        buf_puts(out, ": ");
        smbios_put_string(v, i, out);
    }
}

static void text_strings(const struct smbios_value *v, struct buf *out)
{
    put_numbered(v, "\n\tString ", out);
}

static void text_options(const struct smbios_value *v, struct buf *out)
{
    put_numbered(v, "\n\tOption ", out);
}

static void text_languages(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
    for (unsigned i = 1; i <= v->number; i++) {
        buf_puts(out, SMBIOS_ITEM);
        smbios_put_string(v, i, out);
    }
}

/* ---- 7.15: up to the end of the structure, a type and a handle each ---------------------- */

static void read_group_items(struct smbios_value *v)
{
    v->number = v->structure->length < v->offset ? 0 : (v->structure->length - v->offset) / 3U;
}

static void text_group_items(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
    for (unsigned i = 0; i < v->number; i++) {
        const uint8_t *p = v->structure->bytes + v->offset + 3 * i;

        buf_puts(out, SMBIOS_ITEM);
        smbios_put_hex(out, p[1] | (unsigned)p[2] << 8, 4);
        buf_puts(out, " (");
        buf_puts(out, p[0] & 0x80 ? "OEM-specific" : smbios_name(&names_structure, p[0]));
        buf_putc(out, ')');
    }
}

/* ---- 7.16 -------------------------------------------------------------------------------- */

enum { LOG_DESCRIPTORS_AT = 0x17, LOG_MEMORY = 3, LOG_NVRAM = 4 };

/* The header reaches from its start to that of the data. */
static void read_log_header(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number = (smbios_at(v, v->row->also, 2) - v->number) & 0xFFFF;
    if (v->state == FACT_OK && v->number == 0)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_log_header(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number);
    buf_puts(out, v->number == 1 ? " byte" : " bytes");
}

static void text_log_address(const struct smbios_value *v, struct buf *out)
{
    unsigned method = (unsigned)smbios_at(v, v->row->also, 1);

    if (method < LOG_MEMORY)
        buf_printf(out, "Index 0x%04X, Data 0x%04X", (unsigned)v->number & 0xFFFF,
                   (unsigned)v->number >> 16);
    else if (method <= LOG_NVRAM)
        smbios_put_hex(out, v->number, method == LOG_MEMORY ? 8 : 4);
    else
        buf_puts(out, "Unknown");
}

static void text_log_status(const struct smbios_value *v, struct buf *out)
{
    buf_puts(out, smbios_name(&names_log_validity, v->number & 1));
    buf_puts(out, ", ");
    buf_puts(out, smbios_name(&names_log_fullness, v->number >> 1 & 1));
}

/* Count and record size; the records follow. */
static void read_log_descriptors(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->unit = (uint8_t)(v->number >> 8);
    v->number &= 0xFF;
    if (v->state == FACT_OK && LOG_DESCRIPTORS_AT + v->number * v->unit > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

static void text_log_descriptors(const struct smbios_value *v, struct buf *out)
{
    for (unsigned i = 0; v->unit >= 2 && i < v->number; i++) {
        const uint8_t *p = v->structure->bytes + LOG_DESCRIPTORS_AT + i * v->unit;

        buf_printf(out, "\n\tDescriptor %u: %s\n\tData Format %u: %s", i + 1,
                   smbios_name(v->row->names, p[0]), i + 1,
                   smbios_name(&names_log_format, p[1]));
    }
}

/* ---- 7.38: a load and a handle each ------------------------------------------------------ */

static void read_channels(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && v->offset + 1 + 3 * v->number > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

static void text_channels(const struct smbios_value *v, struct buf *out)
{
    for (unsigned i = 1; i <= v->number; i++) {
        const uint8_t *p = v->structure->bytes + v->offset + 1 + 3 * (i - 1);

        buf_printf(out, "\n\tDevice %u Load: %u\n\tDevice %u Handle: 0x%04X", i, p[0], i,
                   p[1] | (unsigned)p[2] << 8);
    }
}

/* ---- 7.41: a length, a handle, an offset, a string and a value each ---------------------- */

enum { ADDITION_HEADER = 5 };

static void put_addition(const struct smbios_value *v, unsigned at, unsigned length,
                         struct buf *out)
{
    unsigned width = length - ADDITION_HEADER;

    buf_printf(out, "\n\tReferenced Handle: 0x%04x\n\tReferenced Offset: 0x%02x\n\tString: ",
               (unsigned)smbios_at(v, at + 1, 2), (unsigned)smbios_at(v, at + 3, 1));
    smbios_put_string(v, (unsigned)smbios_at(v, at + 4, 1), out);
    if (width == 1 || width == 2 || width == 4)
        buf_printf(out, "\n\tValue: 0x%0*x", (int)width * 2,
                   (unsigned)smbios_at(v, at + ADDITION_HEADER, width));
    else
        buf_puts(out, "\n\tValue: Unexpected size");
}

static void text_additions(const struct smbios_value *v, struct buf *out)
{
    unsigned at = v->offset + 1U;

    for (unsigned i = 1; i <= v->number; i++) {
        unsigned length = (unsigned)smbios_at(v, at, 1);

        buf_puts(out, "\nAdditional Information ");
        smbios_put_number(out, i);
        if (length < ADDITION_HEADER || at + length > v->structure->length)
            return;
        put_addition(v, at, length, out);
        at += length;
    }
}

/* ---- 7.46 -------------------------------------------------------------------------------- */

static void text_updates(const struct smbios_value *v, struct buf *out)
{
    static const struct smbios_names *const lines[] = {&names_firmware_updatable,
                                                       &names_firmware_protect};

    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        buf_puts(out, SMBIOS_ITEM);
        buf_puts(out, smbios_name(lines[i], smbios_code(lines[i], v->number)));
    }
}

KIND(group_items, read_group_items, text_group_items);
KIND(log_header, read_log_header, text_log_header);
KIND(log_address, smbios_read_plain, text_log_address);
KIND(log_status, smbios_read_plain, text_log_status);
KIND(log_descriptors, read_log_descriptors, text_log_descriptors);
KIND(channels, read_channels, text_channels);
KIND(updates, smbios_read_plain, text_updates);
const struct smbios_kind kind_strings = {
    .read = smbios_read_plain, .text = text_strings, .all_strings = true};
const struct smbios_kind kind_options = {
    .read = smbios_read_plain, .text = text_options, .all_strings = true};
const struct smbios_kind kind_languages = {
    .read = smbios_read_plain, .text = text_languages, .all_strings = true};
const struct smbios_kind kind_additions = {
    .read = smbios_read_plain, .text = text_additions, .all_strings = true};
