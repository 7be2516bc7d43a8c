/* smbios_value.c - the bytes of one field become a value and a text: rows, and the kinds that
 * every structure is made of. */
#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"
#include "collect/smbios_when.h"

#define PUBLIC .cls = CLASS_PUBLIC
#define CLASS(id) .cls = CLASS_##id
#define KEY(id) .has_key = true, .key = KEY_##id
#define NAMES(id) .names = &names_##id
#define FORM(id) .form = &form_##id
#define ALSO(at) .also = (at)
#define WHEN(id) .when = when_##id
#define SMBIOS_TYPE(t) static const struct smbios_row rows_##t[] = {
#define SMBIOS_END \
    }              \
    ;
#define SMBIOS_FIELD(o, w, g, k, name, ...) \
    {.offset = (o),                         \
     .width = (w),                          \
     .group = (g),                          \
     .kind = &kind_##k,                     \
     .label = "\n\t" name ": ",             \
     .label_n = sizeof(name) + 3,           \
     __VA_ARGS__},
#include "collect/smbios_fields.def"
#undef SMBIOS_TYPE
#undef SMBIOS_END
#undef SMBIOS_FIELD

#define SMBIOS_TYPE(t) [t] = {rows_##t, COUNT_OF(rows_##t)},
#define SMBIOS_END
#define SMBIOS_FIELD(...)
static const struct {
    const struct smbios_row *rows;
    size_t n;
} types[] = {
#include "collect/smbios_fields.def"
};

const struct smbios_row *smbios_rows_of(uint8_t type, size_t *n)
{
    *n = type < COUNT_OF(types) ? types[type].n : 0;
    return *n > 0 ? types[type].rows : NULL;
}

enum fact_class smbios_row_class(const struct smbios_row *row)
{
    return row->has_key ? fact_key_row(row->key)->cls : row->cls;
}

unsigned smbios_version(const struct smbios_table *t)
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

bool smbios_read_number(struct smbios_value *v, unsigned offset, unsigned width, uint64_t *out)
{
    if (smbios_field(v->structure, offset, width, out))
        return true;
    v->state = FACT_BEYOND_LENGTH;
    return false;
}

uint64_t smbios_at(const struct smbios_value *v, unsigned offset, unsigned width)
{
    uint64_t number;

    return smbios_field(v->structure, offset, width, &number) ? number : 0;
}

void smbios_read_plain(struct smbios_value *v)
{
    (void)smbios_read_number(v, v->offset, v->row->width, &v->number);
}

void smbios_read_string(struct smbios_value *v)
{
    uint64_t number;

    if (!smbios_read_number(v, v->offset, 1, &number))
        return;
    v->string_number = (uint8_t)number;
    if (number == 0)
        v->state = FACT_INDEX_ZERO;
    else if (!smbios_string(v->table, v->structure, v->string_number, &v->bytes, &v->bytes_at))
        v->state = FACT_INDEX_RANGE;
    else
        v->state = fact_state_of(v->bytes);
}

static void read_enum(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number = smbios_code(v->row->names, v->number);
}

static const char *special(const struct smbios_form *form, uint64_t number)
{
    for (size_t i = 0; form && i < COUNT_OF(form->special) && form->special[i].text; i++)
        if (form->special[i].code == number)
            return form->special[i].text;
    return NULL;
}

static void read_formed(struct smbios_value *v)
{
    const struct smbios_form *form = v->row->form;
    const char *text;

    smbios_read_plain(v);
    if (form && form->mask)
        v->number &= form->mask;
    text = special(form, v->number);
    if (v->state == FACT_OK && text && text[0] == '\0')
        v->state = FACT_NOT_APPLICABLE;
}

static void read_release(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && ((v->number & 0xFF) == 0xFF || v->number >> 8 == 0xFF))
        v->state = FACT_NOT_APPLICABLE;
}

void smbios_value_read(const struct smbios_table *t, const struct smbios_structure *s,
                       const struct smbios_row *row, struct smbios_value *out)
{
    *out = (struct smbios_value){
        .table = t, .structure = s, .row = row, .state = FACT_OK, .offset = row->offset};
    if (row->when && !row->when(out))
        out->state = FACT_NOT_APPLICABLE;
    else
        row->kind->read(out);
}

/* ---- text -------------------------------------------------------------------------------- */

static void text_string(const struct smbios_value *v, struct buf *out)
{
    buf_add_str(out, v->bytes);
}

void smbios_put_form(struct buf *out, const struct smbios_form *form, uint64_t number)
{
    const char *text = special(form, number);

    if (text)
        buf_puts(out, text);
    else if (form && form->bare)
        smbios_put_digits(out, number, form->digits);
    else if (form && form->digits)
        smbios_put_hex(out, number, form->digits);
    else
        smbios_put_number(out, number);
    if (!text && form && form->unit)
        buf_puts(out, form->unit);
}

static void text_formed(const struct smbios_value *v, struct buf *out)
{
    smbios_put_form(out, v->row->form, v->number);
}

static void text_bytes(const struct smbios_value *v, struct buf *out)
{
    const char *text = special(v->row->form, v->number);

    if (text)
        buf_puts(out, text);
    else
        smbios_put_size(out, v->number, 0);
}

static void text_enum(const struct smbios_value *v, struct buf *out)
{
    buf_puts(out, smbios_name(v->row->names, v->number));
}

static void text_bits(const struct smbios_value *v, struct buf *out)
{
    smbios_put_items(v->row->names, v->number, out);
}

static void text_words(const struct smbios_value *v, struct buf *out)
{
    smbios_put_words(v->row->names, v->number, out);
}

static void text_release(const struct smbios_value *v, struct buf *out)
{
    smbios_put_number(out, v->number & 0xFF);
    buf_putc(out, '.');
    smbios_put_number(out, v->number >> 8);
}

void smbios_value_text(const struct smbios_value *v, struct buf *out)
{
    v->row->kind->text(v, out);
}

const struct smbios_kind kind_string = {
    .read = smbios_read_string, .text = text_string, .is_string = true};
KIND(number, read_formed, text_formed);
KIND(bytes, read_formed, text_bytes);
KIND(enum, read_enum, text_enum);
KIND(bits, smbios_read_plain, text_bits);
KIND(words, smbios_read_plain, text_words);
KIND(release, read_release, text_release);
