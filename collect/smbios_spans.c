/* smbios_spans.c - where values that must not leave lie in an SMBIOS table.
 *
 * Each row of smbios_fields.def has a class. Bytes whose meaning nobody outside the maker knows
 * are OEM: types from 47 on, OEM strings, strings that no field names, what lies outside of
 * structures. Values without
 * information (blank strings, a UUID of all 00 or FF) stay: the missing is the evidence. */
#include <stdlib.h>
#include <string.h>

#include "collect/smbios.h"
#include "collect/smbios_kinds.h"

enum { HEADER_BYTES = 4, ADDITIONAL_TYPE = 40, KNOWN_TYPES = 47 };

/* Types whose strings and bytes are the maker's or may hold addresses. */
static const struct {
    uint8_t type;
    bool strings, bytes;
} opaque[] = {
    {11, true, false},              /* OEM strings */
    {12, true, false},              /* system configuration options */
    {ADDITIONAL_TYPE, true, false}, /* its values: add_additional() */
    {42, true, true}, /* host interface: addresses, host name and UUID of the BMC */
    {46, true, true}, /* string property: device paths hold MAC addresses */
};

struct span_set {
    struct span *items;
    size_t n, cap;
};

static void add(struct span_set *set, size_t at, size_t n, enum fact_class cls)
{
    if (n == 0)
        return;
    set->items = mem_grow(set->items, &set->cap, set->n + 1, sizeof *set->items);
    set->items[set->n++] = (struct span){at, n, cls};
}

static void add_string(struct span_set *set, struct str s, size_t at, enum fact_class cls)
{
    if (fact_state_of(s) == FACT_OK)
        add(set, at, s.n, cls);
}

static bool is_nothing(struct str uuid)
{
    for (size_t i = 1; i < uuid.n; i++)
        if (uuid.p[i] != uuid.p[0])
            return false;
    return uuid.p[0] == 0 || uuid.p[0] == (char)0xFF;
}

/* Which of the first 256 strings some field names. */
struct named {
    bool by[256];
};

/* Every string of the set that no field names, and bytes of the set behind its end. */
static void add_strings(const struct smbios_table *t, const struct smbios_structure *s,
                        const struct named *named, struct span_set *set)
{
    size_t at = s->strings_at;

    for (size_t i = 1; i <= s->strings; i++) {
        struct str string = str_of((const char *)t->table + at);

        if (!named || i > UINT8_MAX || !named->by[i])
            add_string(set, string, at, CLASS_OEM);
        at += string.n + 1;
    }
    while (at < s->next) { /* a set that begins with an empty string */
        struct str string = str_of((const char *)t->table + at);

        add_string(set, string, at, CLASS_OEM);
        at += string.n + 1;
    }
}

static void add_field(const struct smbios_value *v, struct span_set *set)
{
    const struct smbios_row *row = v->row;
    enum fact_class cls = smbios_row_class(row);

    if (v->state != FACT_OK || cls == CLASS_PUBLIC)
        return;
    if (row->kind == &kind_uuid ? !is_nothing(v->bytes) : v->bytes.n > 0)
        add_string(set, v->bytes, v->bytes_at, cls);
    else if (row->kind == &kind_number && v->number != 0)
        add(set, v->structure->at + v->offset, row->width, cls);
}

static void add_fields(const struct smbios_table *t, const struct smbios_structure *s,
                       struct span_set *set)
{
    struct named named = {{false}};
    bool all = false;
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(s->type, &n);

    for (size_t i = 0; i < n; i++) {
        struct smbios_row row = rows[i];
        struct smbios_value v;

        row.when = NULL; /* what means nothing may still be there */
        smbios_value_read(t, s, &row, &v);
        if (v.string_number && v.state == FACT_OK)
            named.by[v.string_number] = true;
        all = all || row.kind->all_strings;
        add_field(&v, set);
    }
    if (n > 0 && !all)
        add_strings(t, s, &named, set);
}

static void add_opaque(const struct smbios_table *t, const struct smbios_structure *s,
                       struct span_set *set)
{
    bool strings = s->type >= KNOWN_TYPES, bytes = strings;

    for (size_t i = 0; i < COUNT_OF(opaque); i++) {
        if (opaque[i].type == s->type) {
            strings = opaque[i].strings;
            bytes = opaque[i].bytes;
        }
    }
    if (bytes)
        add(set, s->at + HEADER_BYTES, s->length - (size_t)HEADER_BYTES, CLASS_OEM);
    if (strings)
        add_strings(t, s, NULL, set);
}

/* SMBIOS 3.7, 7.41: an entry is its length, the handle and offset it adds to, the number of a string
 * and the value, of which nobody knows whose it is. What breaks off is all value. */
static void add_additional(const struct smbios_table *t, const struct smbios_structure *s,
                           struct span_set *set)
{
    enum { FIRST_ENTRY = 5, VALUE = 5 };
    size_t end = s->at + s->length, at = s->at + FIRST_ENTRY;

    while (at < end) {
        size_t entry = t->table[at];

        if (entry < VALUE || entry > end - at) {
            add(set, at, end - at, CLASS_OEM);
            return;
        }
        add(set, at + VALUE, entry - VALUE, CLASS_OEM);
        at += entry;
    }
}

/* By place; of two for one place the longer and more telling class first. */
static int compare(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (int)x->cls - (int)y->cls;
}

static void sort(struct span_set *set)
{
    size_t kept = 0;

    if (set->n > 0)
        qsort(set->items, set->n, sizeof *set->items, compare);
    for (size_t i = 0; i < set->n; i++) {
        const struct span *last = kept > 0 ? &set->items[kept - 1] : NULL;

        if (!last || set->items[i].at >= last->at + last->n)
            set->items[kept++] = set->items[i];
    }
    set->n = kept;
}

void smbios_spans(const struct smbios_table *t, struct arena *a, const struct span **spans,
                  size_t *n)
{
    struct span_set set = {NULL, 0, 0};
    size_t end = 0;

    for (size_t i = 0; i < t->n; i++) {
        const struct smbios_structure *s = &t->structures[i];

        add_fields(t, s, &set);
        add_opaque(t, s, &set);
        if (s->type == ADDITIONAL_TYPE)
            add_additional(t, s, &set);
        end = s->next;
    }
    add(&set, end, t->table_n - end, CLASS_OEM); /* where the walk broke off */
    sort(&set);
    for (size_t i = 0; i < set.n; i++)
        set.items[i].at += SMBIOS_DUMP_TABLE_AT;
    *spans = arena_copy(a, set.items, set.n * sizeof *set.items);
    *n = set.n;
    free(set.items);
}
