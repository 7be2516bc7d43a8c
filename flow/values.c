/* values.c - rows, two tables of their indices (by text, by tag), places, lists. */
#include "flow/values.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/secret.h"
#include "redact/hash.h"

#define FIRST_SLOTS 4096
#define TEXTS_BYTES (256 * 1024) /* of a block */

struct slots { /* open addressing over rows: 1 + index, 0 free; n is a power of two */
    uint32_t *at;
    size_t n, used;
};

struct block { /* texts, one behind the other */
    struct block *before;
    size_t used;
    char bytes[TEXTS_BYTES];
};

struct values {
    const struct redactor *redactor;
    const struct marks *seen;
    struct value_row *rows;
    size_t rows_n, rows_cap;
    struct slots by_text, by_tag;
    struct block *texts;
    struct value_place *places;
    size_t places_n, places_cap;
    uint32_t file;
    size_t file_from; /* its first place */
    bool is_full;
    uint32_t *listed; /* by kind */
    struct value_list lists[ENTITY_COUNT];
};

struct values *values_new(const struct redactor *r, const struct marks *seen)
{
    struct values *v = mem_new(sizeof *v);

    v->redactor = r;
    v->seen = seen;
    v->by_text = (struct slots){mem_new(FIRST_SLOTS * sizeof(uint32_t)), FIRST_SLOTS, 0};
    v->by_tag = (struct slots){mem_new(FIRST_SLOTS * sizeof(uint32_t)), FIRST_SLOTS, 0};
    return v;
}

void values_free(struct values *v)
{
    if (!v)
        return;
    while (v->texts) {
        struct block *before = v->texts->before;

        secret_wipe(v->texts->bytes, v->texts->used);
        free(v->texts);
        v->texts = before;
    }
    free(v->rows);
    free(v->by_text.at);
    free(v->by_tag.at);
    free(v->places);
    free(v->listed);
    free(v);
}

/* ---- tables ---------------------------------------------------------------------------------- */

static uint64_t hash_of_text(enum entity_kind kind, struct str text)
{
    return hash_bytes(hash_byte(HASH_START, (uint8_t)kind), text.p, text.n);
}

/* A keyed hash is random already. */
static uint64_t hash_of_tag(const uint8_t *tag)
{
    uint64_t hash;

    memcpy(&hash, tag, sizeof hash);
    return hash;
}

static uint32_t *slot_of_text(const struct values *v, enum entity_kind kind, struct str text)
{
    for (uint64_t at = hash_of_text(kind, text);; at++) {
        uint32_t *slot = &v->by_text.at[at & (v->by_text.n - 1)];
        const struct value_row *row = *slot ? &v->rows[*slot - 1] : NULL;

        if (!row || (row->kind == kind && str_eq(row->text, text)))
            return slot;
    }
}

static uint32_t *slot_of_tag(const struct values *v, enum entity_kind kind, const uint8_t *tag)
{
    for (uint64_t at = hash_of_tag(tag);; at++) {
        uint32_t *slot = &v->by_tag.at[at & (v->by_tag.n - 1)];
        const struct value_row *row = *slot ? &v->rows[*slot - 1] : NULL;

        if (!row || (row->kind == kind && memcmp(row->tag, tag, VALUE_TAG_BYTES) == 0))
            return slot;
    }
}

static bool make_room(struct slots *slots)
{
    if (2 * slots->used < slots->n)
        return false;
    free(slots->at);
    slots->n *= 2;
    slots->at = mem_new(slots->n * sizeof *slots->at);
    return true;
}

static void grow_tables(struct values *v)
{
    if (make_room(&v->by_text))
        for (size_t i = 0; i < v->rows_n; i++)
            *slot_of_text(v, v->rows[i].kind, v->rows[i].text) = (uint32_t)i + 1;
    if (make_room(&v->by_tag))
        for (size_t i = 0; i < v->rows_n; i++)
            if (v->rows[i].same == i)
                *slot_of_tag(v, v->rows[i].kind, v->rows[i].tag) = (uint32_t)i + 1;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static struct str keep_text(struct values *v, struct str text)
{
    if (text.n > TEXTS_BYTES)
        text.n = TEXTS_BYTES;
    if (!v->texts || TEXTS_BYTES - v->texts->used < text.n) {
        struct block *block = mem_new(sizeof *block);

        block->before = v->texts;
        v->texts = block;
    }
    char *p = v->texts->bytes + v->texts->used;
    memcpy(p, text.p, text.n);
    v->texts->used += text.n;
    return (struct str){p, text.n};
}

static struct value_row *add_row(struct values *v, enum entity_kind kind, struct str text)
{
    uint32_t index = (uint32_t)v->rows_n, *slot;

    v->rows = mem_grow(v->rows, &v->rows_cap, v->rows_n + 1, sizeof *v->rows);
    struct value_row *row = &v->rows[v->rows_n++];
    *row = (struct value_row){.text = keep_text(v, text), .kind = kind};
    redactor_tag(v->redactor, kind, text, row->tag);
    *slot_of_text(v, kind, text) = index + 1;
    v->by_text.used++;
    slot = slot_of_tag(v, kind, row->tag);
    if (*slot == 0) {
        *slot = index + 1;
        v->by_tag.used++;
    }
    row->same = *slot - 1;
    row->seen = marks_has(v->seen, row->tag);
    grow_tables(v);
    return row;
}

static struct value_row *row_of(struct values *v, enum entity_kind kind, struct str text)
{
    uint32_t slot = *slot_of_text(v, kind, text);
    struct value_row *row = slot ? &v->rows[slot - 1] : NULL;

    if (!row && v->rows_n == VALUES_MAX) {
        v->is_full = true;
        return NULL;
    }
    if (!row)
        row = add_row(v, kind, text);
    return &v->rows[row->same];
}

/* ---- places ---------------------------------------------------------------------------------- */

void values_file(struct values *v, uint32_t file)
{
    v->file = file;
    v->file_from = v->places_n;
    v->is_full = false;
}

void values_drop_file(struct values *v)
{
    v->places_n = v->file_from;
}

bool values_are_full(const struct values *v)
{
    return v->is_full;
}

/* Whether the present file has a place of it; what was dropped is not there any more. */
static bool is_placed(const struct values *v, const struct value_row *row)
{
    const struct value_place *last = row->last ? &v->places[row->last - 1] : NULL;

    return last && row->last > v->file_from && row->last <= v->places_n &&
           &v->rows[last->value] == row;
}

void values_add(struct values *v, const struct scan_hit *hit, struct str text)
{
    struct value_row *row = row_of(v, hit->kind, text);

    if (!row || is_placed(v, row))
        return;
    if (v->places_n == VALUES_MAX) {
        v->is_full = true;
        return;
    }
    v->places = mem_grow(v->places, &v->places_cap, v->places_n + 1, sizeof *v->places);
    v->places[v->places_n++] = (struct value_place){
        .at = hit->at,
        .value = (uint32_t)(row - v->rows),
        .file = v->file,
        .nth = (uint32_t)hit->nth,
        .line = hit->line < UINT32_MAX ? (uint32_t)hit->line : UINT32_MAX,
    };
    row->last = (uint32_t)v->places_n;
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void count_values(struct values *v, bool (*leaves)(const void *ctx, uint32_t file),
                         const void *ctx, size_t *of_kind)
{
    uint32_t file = 0;
    bool is_out = true;

    for (size_t i = 0; i < v->rows_n; i++)
        v->rows[i].files = 0;
    for (size_t i = 0; i < v->places_n; i++) {
        const struct value_place *place = &v->places[i];
        struct value_row *row = &v->rows[place->value];

        if (i == 0 || place->file != file) {
            file = place->file;
            is_out = file != VALUES_FACTS && !leaves(ctx, file);
        }
        if (is_out)
            continue;
        if (row->files++ == 0) {
            row->first = (uint32_t)i;
            of_kind[row->kind]++;
        }
    }
}

void values_list(struct values *v, bool (*leaves)(const void *ctx, uint32_t file),
                 const void *ctx)
{
    size_t of_kind[ENTITY_COUNT] = {0}, from[ENTITY_COUNT], all = 0;

    count_values(v, leaves, ctx, of_kind);
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        from[kind] = all;
        all += of_kind[kind];
    }
    free(v->listed);
    v->listed = mem_new((all + 1) * sizeof *v->listed);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        v->lists[kind] = (struct value_list){.rows = v->listed + from[kind]};
    for (size_t i = 0; i < v->places_n; i++) {
        uint32_t value = v->places[i].value;
        const struct value_row *row = &v->rows[value];
        struct value_list *list = &v->lists[row->kind];

        if (row->files == 0 || row->first != i)
            continue;
        v->listed[from[row->kind] + list->n++] = value;
        list->seen += row->seen;
    }
}

const struct value_list *values_of(const struct values *v, enum entity_kind kind)
{
    return &v->lists[kind];
}

const struct value_row *value_at(const struct values *v, enum entity_kind kind, size_t i)
{
    const struct value_list *list = &v->lists[kind];

    return i < list->n ? &v->rows[list->rows[i]] : NULL;
}

const struct value_place *value_place(const struct values *v, const struct value_row *row)
{
    return &v->places[row->first];
}

void value_see(struct values *v, enum entity_kind kind, size_t i)
{
    struct value_list *list = &v->lists[kind];
    struct value_row *row = i < list->n ? &v->rows[list->rows[i]] : NULL;

    if (!row || row->seen)
        return;
    row->seen = true;
    list->seen++;
}

void values_see_all(struct values *v, enum entity_kind kind)
{
    struct value_list *list = &v->lists[kind];

    for (size_t i = 0; i < list->n; i++)
        v->rows[list->rows[i]].seen = true;
    list->seen = list->n;
}

void values_unsee(struct values *v)
{
    for (size_t i = 0; i < v->rows_n; i++)
        v->rows[i].seen = false;
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        v->lists[kind].seen = 0;
}

void values_sum(const struct values *v, enum entity_kind kind, uint8_t sum[MARK_BYTES])
{
    const struct value_list *list = &v->lists[kind];

    memset(sum, 0, MARK_BYTES);
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < MARK_BYTES; k++)
            sum[k] ^= v->rows[list->rows[i]].tag[k];
}
