/* smbios_json.c - the whole table as JSON.
 *
 * Kinds write text: "\n\tName: value\n\t\titem\n\t\titem". Here that text is taken apart again,
 * so that each field is decoded in one place only. Strings are no part of that: they come from
 * the table. */
#include "collect/smbios_json.h"

#include "base/enc.h"
#include "base/utf8.h"
#include "collect/smbios_kinds.h"
#include "collect/smbios_odd.h"

#define TEXT_MAX (2 * SMBIOS_MAX_TABLE_BYTES)
#define FORMAT 1

/* A field is an object of its own in fields; more lines may follow for the last one. */
struct fields {
    json_t *list;
    json_t *last;
    struct str part;
};

static void set_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_text(str_of(text)));
}

static void set_number(json_t *object, const char *name, uint64_t number)
{
    json_object_set_new(object, name, json_integer((json_int_t)number));
}

/* ---- fields ------------------------------------------------------------------------------ */

static json_t *add_field(struct fields *fields, struct str name, unsigned offset,
                         enum fact_state state)
{
    json_t *field = json_object();

    json_object_set_new(field, "name", json_text(name));
    set_number(field, "offset", offset);
    set_text(field, "state", fact_state_name(state));
    if (fields->part.n > 0)
        json_object_set_new(field, "part", json_text(fields->part));
    json_array_append_new(fields->list, field);
    fields->last = field;
    return field;
}

static void add_item(struct fields *fields, struct str item)
{
    json_t *items = json_object_get(fields->last, "items");

    if (!fields->last)
        return;
    if (!items) {
        items = json_array();
        json_object_set_new(fields->last, "items", items);
    }
    json_array_append_new(items, json_text(item));
}

static void add_line(struct fields *fields, struct str line, unsigned offset)
{
    size_t at;

    if (str_starts(line, "\t\t")) {
        add_item(fields, str_sub(line, 2, line.n));
    } else if (!str_starts(line, "\t")) {
        fields->part = line;
    } else if (str_find(line, ":", &at)) {
        json_t *field = add_field(fields, str_sub(line, 1, at - 1), offset, FACT_OK);

        struct str value = str_sub(line, at + 1, line.n);

        if (str_starts(value, " "))
            value = str_sub(value, 1, value.n);
        json_object_set_new(field, "value", json_text(value));
    }
}

/* The lines of a field; text lives as long as fields->part is needed. */
static void add_lines(struct fields *fields, struct str text, unsigned offset)
{
    struct str line;

    (void)str_next(&text, '\n', &line); /* what stands before the first line break: nothing */
    while (str_next(&text, '\n', &line))
        add_line(fields, line, offset);
}

static json_t *readable(struct str s)
{
    struct buf text = BUF_INIT(TEXT_MAX);
    json_t *value = enc_chinese(s, &text) ? json_text(buf_str(&text)) : json_text(s);

    buf_done(&text);
    return value;
}

static json_t *visible(struct str s)
{
    struct buf text = BUF_INIT(TEXT_MAX);

    utf8_visible(s, &text);
    json_t *value = json_text(buf_str(&text));
    buf_done(&text);
    return value;
}

static void add_string(json_t *field, const struct smbios_value *v)
{
    set_number(field, "string", v->string_number);
    if (v->string_number == 0 || v->state == FACT_INDEX_RANGE)
        return;
    json_object_set_new(field, "value", readable(v->bytes));
    if (!smbios_is_plain(v->bytes))
        json_object_set_new(field, "stored", visible(v->bytes));
}

static bool is_number(const struct smbios_value *v)
{
    return v->row->kind == &kind_number || v->row->kind == &kind_enum ||
           v->row->kind == &kind_bits || v->row->kind == &kind_words;
}

static void add_row(struct fields *fields, const struct smbios_table *t,
                    const struct smbios_structure *s, const struct smbios_row *row,
                    struct buf *text)
{
    struct str name = smbios_row_name(row);
    struct smbios_value v;

    smbios_value_read(t, s, row, &v);
    if (row->kind->is_string) {
        add_string(add_field(fields, name, v.offset, v.state), &v);
        return;
    }
    if (v.state == FACT_BEYOND_LENGTH || v.state == FACT_NOT_APPLICABLE) {
        if (name.n > 0)
            add_field(fields, name, v.offset, v.state);
        return;
    }
    buf_clear(text);
    smbios_print_field(t, s, row, text);
    add_lines(fields, buf_str(text), v.offset);
    if (name.n > 0 && is_number(&v) && fields->last)
        set_number(fields->last, "number", v.number);
}

static json_t *fields_of(const struct smbios_table *t, const struct smbios_structure *s)
{
    struct fields fields = {.list = json_array()};
    struct buf text = BUF_INIT(TEXT_MAX);
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(s->type, &n);

    for (size_t i = 0; i < n; i++)
        add_row(&fields, t, s, &rows[i], &text);
    buf_done(&text);
    return fields.list;
}

/* ---- structures -------------------------------------------------------------------------- */

static json_t *strings_of(const struct smbios_table *t, const struct smbios_structure *s)
{
    const char *p = (const char *)t->table + s->strings_at;
    json_t *list = json_array();

    for (unsigned i = 0; i < s->strings; i++) {
        struct str string = str_of(p);

        json_array_append_new(list, readable(string));
        p += string.n + 1;
    }
    return list;
}

static json_t *bytes_of(const struct smbios_structure *s)
{
    struct buf hex = BUF_INIT(2 * UINT8_MAX);

    buf_hex(&hex, s->bytes, s->length);
    json_t *text = json_text(buf_str(&hex));
    buf_done(&hex);
    return text;
}

static json_t *structure(const struct smbios_table *t, const struct smbios_structure *s)
{
    json_t *out = json_object(), *fields = fields_of(t, s);

    set_number(out, "type", s->type);
    set_text(out, "name", smbios_type_title(s->type));
    set_number(out, "handle", s->handle);
    set_number(out, "length", s->bytes[1]);
    set_number(out, "at", s->at);
    if (json_array_size(fields) == 0)
        json_object_set_new(out, "bytes", bytes_of(s));
    json_object_set_new(out, "fields", fields);
    json_object_set_new(out, "strings", strings_of(t, s));
    return out;
}

static json_t *odd(const struct smbios_table *t)
{
    struct arena *a = arena_new();
    const struct smbios_oddity *items;
    size_t n = smbios_oddities(t, a, &items);
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++) {
        const struct smbios_structure *s = items[i].structure;
        json_t *out = json_object();

        set_text(out, "what", items[i].what);
        if (s) {
            set_number(out, "type", s->type);
            set_number(out, "handle", s->handle);
            set_number(out, "at", s->at);
        }
        set_text(out, "text", items[i].text);
        json_array_append_new(list, out);
    }
    arena_free(a);
    return list;
}

static json_t *version(const struct smbios_table *t)
{
    struct buf text = BUF_INIT(32);

    if (t->major || t->minor)
        buf_printf(&text, "%u.%u", t->major, t->minor);
    if (t->entry == SMBIOS_ENTRY_30)
        buf_printf(&text, ".%u", t->revision);
    json_t *out = json_text(buf_str(&text));
    buf_done(&text);
    return out;
}

json_t *smbios_json(const struct smbios_table *t)
{
    json_t *out = json_object(), *structures = json_array();

    set_number(out, "format", FORMAT);
    json_object_set_new(out, "version", version(t));
    set_number(out, "table_bytes", t->table_n);
    json_object_set_new(out, "odd", odd(t));
    for (size_t i = 0; i < t->n; i++)
        json_array_append_new(structures, structure(t, &t->structures[i]));
    json_object_set_new(out, "structures", structures);
    return out;
}
