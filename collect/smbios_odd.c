/* smbios_odd.c - what is odd about a table.
 *
 * The walk (facts/smbios_table.c) marks what is wrong with the table as a whole; here each
 * structure is looked at: string numbers without a string, strings that are no ASCII or longer
 * than the 64 bytes of old, structures shorter than any version has them, shared handles. */
#include "collect/smbios_odd.h"

#include <stdlib.h>
#include <string.h>

#include "base/enc.h"
#include "base/utf8.h"
#include "collect/smbios_kinds.h"

enum { STRING_LONG = 64, TEXT_MAX = 256 * 1024 };

struct list {
    const struct smbios_table *table;
    struct arena *arena;
    struct smbios_oddity *items;
    size_t n, cap;
    struct buf text;
};

static void add(struct list *list, const char *what, const struct smbios_structure *s)
{
    if (list->n < SMBIOS_ODDITIES_MAX) {
        list->items = mem_grow(list->items, &list->cap, list->n + 1, sizeof *list->items);
        list->items[list->n++] =
            (struct smbios_oddity){what, s, arena_cstr(list->arena, buf_str(&list->text))};
    }
    buf_clear(&list->text);
}

/* ---- the table as a whole ---------------------------------------------------------------- */

static size_t walked(const struct smbios_table *t)
{
    return t->n > 0 ? t->structures[t->n - 1].next : 0;
}

static void say_length(struct list *list)
{
    if (list->table->said_bytes)
        buf_printf(&list->text, "the entry point says %llu bytes, the structures take %zu",
                   (unsigned long long)list->table->said_bytes, walked(list->table));
    else
        buf_puts(&list->text, "the header says another length than the file has");
}

static void say_count(struct list *list)
{
    buf_printf(&list->text, "the entry point says %u structures, there are %zu",
               list->table->said_count, list->table->n);
}

static void say_break(struct list *list, const char *why)
{
    buf_printf(&list->text, "%s at offset %zu; %zu bytes there are not read", why,
               walked(list->table), list->table->table_n - walked(list->table));
}

static void say_short(struct list *list)
{
    say_break(list, "a structure shorter than its header");
}

static void say_cut(struct list *list)
{
    say_break(list, "the table ends inside a structure");
}

/* What the walk marks, in the order of its bits. NULL: each structure tells by itself. */
static const struct {
    unsigned bit;
    const char *what, *text;
    void (*say)(struct list *list);
} marks[] = {
    {SMBIOS_ODD_CHECKSUM, "checksum", "the checksum of the entry point is wrong", NULL},
    {SMBIOS_ODD_LENGTH, "length", NULL, say_length},
    {SMBIOS_ODD_COUNT, "count", NULL, say_count},
    {SMBIOS_ODD_NO_END, "no-end", "there is no end of table (type 127)", NULL},
    {SMBIOS_ODD_SHORT, "short", NULL, say_short},
    {SMBIOS_ODD_CUT, "cut", NULL, say_cut},
    {SMBIOS_ODD_TRAILING, "trailing", "there are bytes behind the end of table", NULL},
};

/* Types that every table has had since 2.3 (DSP0134 6.2); 9 and 32 are left out often. */
static const uint8_t needed[] = {0, 1, 3, 4, 7, 16, 17, 19};

static void look_at_table(struct list *list)
{
    const struct smbios_table *t = list->table;

    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (!(t->odd & marks[i].bit))
            continue;
        if (marks[i].say)
            marks[i].say(list);
        else
            buf_puts(&list->text, marks[i].text);
        add(list, marks[i].what, NULL);
    }
    for (size_t i = 0; i < COUNT_OF(needed); i++) {
        if (smbios_first(t, needed[i]))
            continue;
        buf_printf(&list->text, "no structure of type %u, %s", needed[i],
                   smbios_type_title(needed[i]));
        add(list, "missing", NULL);
    }
}

/* ---- one structure ----------------------------------------------------------------------- */

static void look_at_place(struct list *list, const struct smbios_structure *s, size_t from)
{
    if (s->at > from) {
        buf_printf(&list->text, "%zu extra NULs stand before it", s->at - from);
        add(list, "nuls", s);
    }
    if (s->length != s->bytes[1]) {
        buf_printf(&list->text, "says %u bytes, has %u", s->bytes[1], s->length);
        add(list, "fixed", s);
    }
}

static void look_at_field(struct list *list, const struct smbios_structure *s,
                          const struct smbios_row *row)
{
    struct smbios_value v;
    size_t at;

    if (row->kind->all_strings) { /* rare types: the text tells */
        smbios_print_field(list->table, s, row, &list->text);
        bool bad = str_find(buf_str(&list->text), "<BAD INDEX>", &at);
        buf_clear(&list->text);
        if (!bad)
            return;
        buf_puts(&list->text, "a number in its list has no string");
    } else {
        smbios_value_read(list->table, s, row, &v);
        if (v.state != FACT_INDEX_RANGE)
            return;
        buf_printf(&list->text, "%.*s: string %u of %u", STR_ARG(smbios_row_name(row)),
                   v.string_number, s->strings);
    }
    add(list, "index", s);
}

static void look_at_fields(struct list *list, const struct smbios_structure *s)
{
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(s->type, &n);

    if (n > 0 && s->length < rows->group) {
        buf_printf(&list->text, "%u bytes, the first version had %u", s->length, rows->group);
        add(list, "thin", s);
    }
    for (size_t i = 0; i < n; i++) {
        const struct smbios_row *row = &rows[i];
        bool plain = row->kind == &kind_string; /* the number itself tells, and quickly */

        if (plain ? row->offset < s->length && s->bytes[row->offset] > s->strings
                  : row->kind->is_string || row->kind->all_strings)
            look_at_field(list, s, row);
    }
}

static const char *encoding_of(struct list *list, struct str s)
{
    bool chinese = enc_chinese(s, &list->text);

    buf_clear(&list->text);
    if (chinese)
        return "GB18030";
    return utf8_is_valid(s) ? "UTF-8" : "of no known encoding";
}

static void look_at_strings(struct list *list, const struct smbios_structure *s)
{
    const char *p = (const char *)list->table->table + s->strings_at;

    for (unsigned i = 1; i <= s->strings; i++) {
        struct str string = str_of(p);

        if (!smbios_is_plain(string)) {
            const char *encoding = encoding_of(list, string);

            buf_printf(&list->text, "string %u is no printable ASCII, %s", i, encoding);
            add(list, "text", s);
        }
        if (string.n > STRING_LONG) {
            buf_printf(&list->text, "string %u has %zu bytes", i, string.n);
            add(list, "long", s);
        }
        p += string.n + 1;
    }
}

/* ---- handles ----------------------------------------------------------------------------- */

static void look_at_handles(struct list *list)
{
    const struct smbios_table *t = list->table;
    uint16_t *first = mem_new(65536 * sizeof *first); /* number of the structure, 1.. */

    for (size_t i = 0; i < t->n; i++) {
        const struct smbios_structure *s = &t->structures[i];

        if (first[s->handle]) {
            buf_printf(&list->text, "type %u has this handle too",
                       t->structures[first[s->handle] - 1].type);
            add(list, "handle", s);
        } else {
            first[s->handle] = (uint16_t)(i + 1);
        }
    }
    free(first);
}

size_t smbios_oddities(const struct smbios_table *t, struct arena *a,
                       const struct smbios_oddity **out)
{
    struct list list = {.table = t, .arena = a, .text = BUF_INIT(TEXT_MAX)};
    size_t from = 0;

    look_at_table(&list);
    if (t->odd & SMBIOS_ODD_HANDLE)
        look_at_handles(&list);
    for (size_t i = 0; i < t->n; i++) {
        const struct smbios_structure *s = &t->structures[i];

        look_at_place(&list, s, from);
        look_at_fields(&list, s);
        look_at_strings(&list, s);
        from = s->next;
    }
    *out = arena_copy(a, list.items, list.n * sizeof *list.items);
    free(list.items);
    buf_done(&list.text);
    return list.n;
}
