/* smbios_text.c - names, numbers, sizes and strings as the text of a table writes them. */
#include <string.h>

#include "base/enc.h"
#include "base/utf8.h"
#include "collect/smbios_kinds.h"

uint64_t smbios_code(const struct smbios_names *names, uint64_t field)
{
    uint64_t code = field >> names->shift;

    return names->mask ? code & names->mask : code;
}

const char *smbios_name(const struct smbios_names *names, uint64_t code)
{
    for (; names; names = names->more) {
        uint64_t i = code - names->first;

        if (i < names->count && names->every)
            return names->every;
        if (i < names->count && *smbios_name_at(names, i))
            return smbios_name_at(names, i);
    }
    return "<OUT OF SPEC>";
}

void smbios_put_label(struct buf *out, const char *name)
{
    buf_puts(out, "\n\t");
    buf_puts(out, name);
    buf_puts(out, ": ");
}

void smbios_close_label(struct buf *out, size_t from)
{
    if (out->n < from || !out->p || (out->n > from && out->p[from] != '\n'))
        return;
    memmove(out->p + from - 1, out->p + from, out->n - from);
    out->p[--out->n] = '\0';
}

void smbios_put_number(struct buf *out, uint64_t number)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    buf_add(out, digits + at, sizeof digits - at);
}

void smbios_put_digits(struct buf *out, uint64_t number, unsigned digits)
{
    static const char hex[] = "0123456789ABCDEF";
    char text[16];

    for (unsigned i = digits; i-- > 0; number >>= 4)
        text[i] = hex[number & 15];
    buf_add(out, text, digits);
}

void smbios_put_hex(struct buf *out, uint64_t number, unsigned digits)
{
    buf_add(out, "0x", 2);
    smbios_put_digits(out, number, digits);
}

/* Each named bit, or what stands for none of them. */
static void put_bits(const struct smbios_names *names, uint64_t bits, struct str first,
                     struct str between, struct buf *out)
{
    bool silent = names->silencer && bits >> names->silencer & 1;
    unsigned count = silent ? 1 : names->count;
    struct str before = first;
    bool any = false;

    bits >>= names->first;
    for (unsigned i = 0; i < count && bits; i++, bits >>= 1) {
        const char *name = smbios_name_at(names, i);
        if (!(bits & 1) || !*name)
            continue;
        buf_add_str(out, before);
        buf_puts(out, name);
        before = between;
        any = true;
    }
    if (!any && names->none)
        buf_puts(out, names->none);
}

void smbios_put_items(const struct smbios_names *names, uint64_t bits, struct buf *out)
{
    put_bits(names, bits, STR(SMBIOS_ITEM), STR(SMBIOS_ITEM), out);
}

void smbios_put_list(struct buf *out, const char *name, const struct smbios_names *names,
                     uint64_t bits)
{
    smbios_put_label(out, name);
    size_t from = out->n;
    smbios_put_items(names, bits, out);
    smbios_close_label(out, from);
}

void smbios_put_words(const struct smbios_names *names, uint64_t bits, struct buf *out)
{
    put_bits(names, bits, STR(""), STR(" "), out);
}

/* 10 bits a unit: the highest that is not zero, or the next one when that is needed to be
 * exact; what is smaller still is not shown. */
void smbios_put_size(struct buf *out, uint64_t size, unsigned unit)
{
    static const char *const units[] = {" bytes", " kB", " MB", " GB",
                                        " TB",    " PB", " EB", " ZB"};
    unsigned at = 6;

    while (at > 0 && size >> (10 * at) == 0)
        at--;
    if (at > 0 && (size >> (10 * (at - 1)) & 0x3FF) != 0)
        at--;
    smbios_put_number(out, size >> (10 * at));
    buf_puts(out, units[at + unit]);
}

/* ---- strings ----------------------------------------------------------------------------- */

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

/* Eight bytes at a time: all of 20h to 7Eh have a clear top bit, also one more and 20h less. */
bool smbios_is_plain(struct str s)
{
    const uint64_t each = 0x0101010101010101, top = 0x80 * each;
    size_t i = 0;

    for (; i + sizeof each <= s.n; i += sizeof each) {
        uint64_t x;

        memcpy(&x, s.p + i, sizeof x);
        if ((x | (x + each) | (x - 0x20 * each)) & top)
            return false;
    }
    for (; i < s.n; i++)
        if (!is_plain(s.p[i]))
            return false;
    return true;
}

/* Chinese when that is what the bytes are, else a dot for each byte that is no printable ASCII,
 * as dmidecode does; either then follows once more with its bytes made visible. */
void smbios_put_text(struct str s, struct buf *out)
{
    if (smbios_is_plain(s)) {
        buf_add_str(out, s);
        return;
    }
    if (!enc_chinese(s, out))
        for (size_t i = 0; i < s.n; i++)
            buf_putc(out, is_plain(s.p[i]) ? s.p[i] : '.');
    buf_puts(out, SMBIOS_ITEM "As stored: ");
    utf8_visible(s, out);
}

void smbios_put_string(const struct smbios_value *v, unsigned number, struct buf *out)
{
    struct str s;
    size_t at;

    if (number == 0)
        buf_puts(out, "Not Specified");
    else if (!smbios_string(v->table, v->structure, number, &s, &at))
        buf_puts(out, "<BAD INDEX>");
    else
        smbios_put_text(s, out);
}
