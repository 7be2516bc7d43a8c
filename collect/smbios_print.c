/* smbios_print.c - the table as text, in the words of dmidecode.
 *
 *   Handle 0x0001, DMI type 1, 27 bytes
 *   System Information
 *   	Manufacturer: Example
 */
#include "collect/smbios.h"
#include "collect/smbios_kinds.h"
#include "collect/smbios_odd.h"

enum { HEX_ROW = 16 };

static bool same_bytes(struct str s, unsigned char byte)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] != byte)
            return false;
    return true;
}

static void print_value(const struct smbios_value *v, struct buf *out)
{
    if (v->state == FACT_INDEX_ZERO)
        buf_puts(out, "Not Specified");
    else if (v->state == FACT_INDEX_RANGE)
        buf_puts(out, "<BAD INDEX>");
    else if (v->row->kind->is_string)
        smbios_put_text(v->bytes, out);
    else if (v->row->kind == &kind_uuid && same_bytes(v->bytes, 0xFF))
        buf_puts(out, "Not Present");
    else if (v->row->kind == &kind_uuid && same_bytes(v->bytes, 0))
        buf_puts(out, "Not Settable");
    else
        smbios_value_text(v, out);
}

static void print_labelled(const struct smbios_value *v, struct buf *out)
{
    buf_add(out, v->row->label, v->row->label_n);
    size_t from = out->n;
    print_value(v, out);
    if (out->n == from || out->p[from] == '\n')
        smbios_close_label(out, from);
}

void smbios_print_field(const struct smbios_table *t, const struct smbios_structure *s,
                        const struct smbios_row *row, struct buf *out)
{
    struct smbios_value v;

    if (s->length < row->group)
        return;
    smbios_value_read(t, s, row, &v);
    if (v.state == FACT_BEYOND_LENGTH || v.state == FACT_NOT_APPLICABLE)
        return;
    if (smbios_row_name(row).n > 0)
        print_labelled(&v, out);
    else
        print_value(&v, out);
}

static void print_hex(const uint8_t *p, size_t n, struct buf *out)
{
    static const char digits[] = "0123456789ABCDEF";

    for (size_t row = 0; row < n; row += HEX_ROW) {
        char line[3 * HEX_ROW];
        size_t used = 0;

        for (size_t i = row; i < n && i < row + HEX_ROW; i++) {
            line[used++] = digits[p[i] >> 4];
            line[used++] = digits[p[i] & 15];
            line[used++] = ' ';
        }
        buf_puts(out, SMBIOS_ITEM);
        buf_add(out, line, used - 1);
    }
}

static void print_raw(const struct smbios_table *t, const struct smbios_structure *s,
                      struct buf *out)
{
    buf_puts(out, "\n\tHeader and Data:");
    print_hex(s->bytes, s->length, out);
    if (s->strings > 0)
        buf_puts(out, "\n\tStrings:");
    for (size_t at = s->strings_at, i = 0; i < s->strings; i++) {
        struct str string = str_of((const char *)t->table + at);

        buf_puts(out, SMBIOS_ITEM);
        smbios_put_text(string, out);
        at += string.n + 1;
    }
}

static void print_head(const struct smbios_table *t, struct buf *out)
{
    unsigned version = smbios_version(t);
    unsigned said = (unsigned)t->major << 8 | t->minor;

    if (version != said)
        buf_printf(out, "# SMBIOS version fixup (2.%u -> 2.%u).\n", t->minor, version & 0xFF);
    if (version == 0)
        buf_puts(out, "SMBIOS of unknown version present.\n");
    else if (t->entry == SMBIOS_ENTRY_30)
        buf_printf(out, "SMBIOS %u.%u.%u present.\n", t->major, t->minor, t->revision);
    else
        buf_printf(out, "%s %u.%u present.\n",
                   t->entry == SMBIOS_ENTRY_DMI ? "Legacy DMI" : "SMBIOS", version >> 8,
                   version & 0xFF);
    buf_printf(out, "%zu structures occupying %zu bytes.\n", t->n, t->table_n);
}

/* "# Odd: index, handle 0x0011, type 17: Serial Number: string 9 of 4" */
static void print_odd(const struct smbios_table *t, struct buf *out)
{
    struct arena *a = arena_new();
    const struct smbios_oddity *items;
    size_t n = smbios_oddities(t, a, &items);

    for (size_t i = 0; i < n; i++) {
        const struct smbios_structure *s = items[i].structure;

        buf_printf(out, "# Odd: %s", items[i].what);
        if (s)
            buf_printf(out, ", handle 0x%04X, type %u", s->handle, s->type);
        buf_printf(out, ": %s\n", items[i].text);
    }
    arena_free(a);
}

/* "Handle 0x0012, DMI type 17, 40 bytes" */
static void print_header(const struct smbios_structure *s, struct buf *out)
{
    buf_puts(out, "\nHandle ");
    smbios_put_hex(out, s->handle, 4);
    buf_puts(out, ", DMI type ");
    smbios_put_number(out, s->type);
    buf_puts(out, ", ");
    smbios_put_number(out, s->bytes[1]);
    buf_puts(out, " bytes");
}

/* Types 10 and 40 are several things with headings of their own. */
static bool has_headings(const struct smbios_row *rows, size_t n)
{
    return n > 0 && (rows->kind == &kind_onboard || rows->kind == &kind_additions);
}

void smbios_print_structure(const struct smbios_table *t, const struct smbios_structure *s,
                            struct buf *out)
{
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(s->type, &n);

    print_header(s, out);
    if (!has_headings(rows, n)) {
        buf_putc(out, '\n');
        buf_puts(out, smbios_type_title(s->type));
    }
    for (size_t i = 0; i < n; i++)
        smbios_print_field(t, s, &rows[i], out);
    if (n == 0 && s->type != SMBIOS_TYPE_INACTIVE && s->type != SMBIOS_TYPE_END)
        print_raw(t, s, out);
    buf_putc(out, '\n');
}

void smbios_print_heading(const struct smbios_table *t, struct buf *out)
{
    print_head(t, out);
    print_odd(t, out);
}

void smbios_print(const struct smbios_table *t, struct buf *out)
{
    smbios_print_heading(t, out);
    for (size_t i = 0; i < t->n; i++)
        smbios_print_structure(t, &t->structures[i], out);
}
