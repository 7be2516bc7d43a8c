/* smbios_print.c - the table as text, for identity structures in the words of dmidecode.
 *
 *   Handle 0x0001, DMI type 1, 27 bytes
 *   System Information
 *   	Manufacturer: Example
 */
#include <string.h>

#include "base/utf8.h"
#include "collect/smbios.h"
#include "collect/smbios_field.h"

enum { HEX_ROW = 16 };

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

static bool all_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_plain(s.p[i]))
            return false;
    return true;
}

/* A dot for each byte that is no printable ASCII, as dmidecode does; such a string then follows
 * once more with its bytes made visible. */
static void print_string(struct str s, struct buf *out)
{
    if (all_plain(s)) {
        buf_add_str(out, s);
        return;
    }
    for (size_t i = 0; i < s.n; i++)
        buf_putc(out, is_plain(s.p[i]) ? s.p[i] : '.');
    buf_puts(out, "\n\t\tAs stored: ");
    utf8_visible(s, out);
}

static bool same_bytes(struct str s, unsigned char byte)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] != byte)
            return false;
    return true;
}

static void print_value(const struct smbios_value *v, struct buf *out)
{
    if (v->row->kind == SMBIOS_STRING || v->row->kind == SMBIOS_AFTER_ELEMENTS) {
        buf_putc(out, ' ');
        if (v->state == FACT_INDEX_ZERO)
            buf_puts(out, "Not Specified");
        else if (v->state == FACT_INDEX_RANGE)
            buf_puts(out, "<BAD INDEX>");
        else
            print_string(v->bytes, out);
    } else if (v->row->kind == SMBIOS_UUID && same_bytes(v->bytes, 0xFF)) {
        buf_puts(out, " Not Present");
    } else if (v->row->kind == SMBIOS_UUID && same_bytes(v->bytes, 0)) {
        buf_puts(out, " Not Settable");
    } else {
        smbios_value_text(v, " ", out);
    }
}

static void print_fields(const struct smbios_table *t, const struct smbios_structure *s,
                         struct buf *out)
{
    bool open = false; /* a line without its end: the next row may continue its list */

    for (size_t i = 0; i < smbios_rows_n; i++) {
        const struct smbios_row *row = &smbios_rows[i];
        struct smbios_value v;

        if (row->type != s->type || s->length < row->group)
            continue;
        smbios_value_read(t, s, row, &v);
        if (v.state == FACT_BEYOND_LENGTH || v.state == FACT_NOT_APPLICABLE)
            continue;
        if (row->attribute[0] != '\0') {
            buf_puts(out, open ? "\n\t" : "\t");
            buf_puts(out, row->attribute);
            buf_putc(out, ':');
        }
        print_value(&v, out);
        open = true;
    }
    if (open)
        buf_putc(out, '\n');
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
        line[used - 1] = '\n';
        buf_puts(out, "\t\t");
        buf_add(out, line, used);
    }
}

static void print_raw(const struct smbios_table *t, const struct smbios_structure *s,
                      struct buf *out)
{
    buf_puts(out, "\tHeader and Data:\n");
    print_hex(s->bytes, s->length, out);
    if (s->strings > 0)
        buf_puts(out, "\tStrings:\n");
    for (size_t at = s->strings_at, i = 0; i < s->strings; i++) {
        const char *p = (const char *)t->table + at;
        struct str string = {p, strlen(p)};

        buf_puts(out, "\t\t");
        if (all_plain(string))
            buf_add_str(out, string);
        else
            utf8_visible(string, out);
        buf_putc(out, '\n');
        at += string.n + 1;
    }
}

static void print_head(const struct smbios_table *t, struct buf *out)
{
    unsigned version = smbios_version_for_uuid(t);
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
    if (t->odd) {
        buf_puts(out, "# Odd: ");
        smbios_odd_text(t->odd, out);
        buf_putc(out, '\n');
    }
}

void smbios_print(const struct smbios_table *t, struct buf *out)
{
    print_head(t, out);
    for (size_t i = 0; i < t->n; i++) {
        const struct smbios_structure *s = &t->structures[i];

        buf_printf(out, "\nHandle 0x%04X, DMI type %u, %u bytes\n%s\n", s->handle, s->type,
                   s->length, smbios_type_title(s->type));
        if (s->type < SMBIOS_IDENTITY_TYPES)
            print_fields(t, s, out);
        else if (s->length > 4 || s->strings > 0)
            print_raw(t, s, out);
    }
}
