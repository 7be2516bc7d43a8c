/* smbios_facts.c - identity structures as facts, each with the place it came from. */
#include "collect/smbios.h"
#include "collect/smbios_field.h"

#define TEXT_MAX SMBIOS_MAX_TABLE_BYTES /* one string may fill a table */
#define INSTANCES_MAX 64 /* of one type; real machines have a dozen boards at most */

static struct fact_source source_of(uint8_t type, const struct smbios_row *row)
{
    return (struct fact_source){
        .kind = SOURCE_SMBIOS, .smbios_type = type, .offset = row->offset};
}

static void add_value(const struct smbios_value *v, unsigned instance, struct buf *text,
                      struct fact_list *out)
{
    enum fact_key key = v->row->key;
    struct fact_source source = source_of(v->structure->type, v->row);

    source.offset = v->offset;
    source.string_number = v->string_number;
    source.handle = v->structure->handle;
    if (v->state != FACT_OK && v->state != FACT_BLANK) {
        fact_add_state(out, key, instance, v->state, source);
        return;
    }
    switch (fact_key_row(key)->type) {
    case FACT_FLAG:
        fact_add_flag(out, key, instance, v->number != 0, source);
        break;
    case FACT_NUMBER:
        fact_add_number(out, key, instance, v->number, source);
        break;
    case FACT_TEXT:
        buf_clear(text);
        smbios_value_text(v, text);
        fact_add_text(out, key, instance, buf_str(text), source);
    }
}

static void add_structure(const struct smbios_table *t, const struct smbios_structure *s,
                          unsigned instance, struct buf *text, struct fact_list *out)
{
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(s->type, &n);

    for (size_t i = 0; i < n; i++) {
        struct smbios_value v;

        if (!rows[i].has_key)
            continue;
        smbios_value_read(t, s, &rows[i], &v);
        add_value(&v, instance, text, out);
    }
}

/* Every field of a type that has no structure. */
static void add_state(uint8_t type, enum fact_state state, struct fact_list *out)
{
    size_t n;
    const struct smbios_row *rows = smbios_rows_of(type, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].has_key)
            fact_add_state(out, rows[i].key, 0, state, source_of(type, &rows[i]));
}

static void add_version(const struct smbios_table *t, struct buf *text, struct fact_list *out)
{
    struct fact_source none = {.kind = SOURCE_NONE};

    if (t->major == 0 && t->minor == 0) {
        fact_add_state(out, KEY_SMBIOS_VERSION, 0, FACT_ABSENT, none);
        return;
    }
    buf_clear(text);
    buf_printf(text, "%u.%u", t->major, t->minor);
    if (t->entry == SMBIOS_ENTRY_30)
        buf_printf(text, ".%u", t->revision);
    fact_add_text(out, KEY_SMBIOS_VERSION, 0, buf_str(text), none);
}

static void add_table(const struct smbios_table *t, struct buf *text, struct fact_list *out)
{
    struct fact_source none = {.kind = SOURCE_NONE};

    add_version(t, text, out);
    fact_add_number(out, KEY_SMBIOS_TABLE_BYTES, 0, t->table_n, none);
    fact_add_number(out, KEY_SMBIOS_STRUCTURES, 0, t->n, none);
    buf_clear(text);
    smbios_odd_text(t->odd, text);
    fact_add_text(out, KEY_SMBIOS_ODD, 0, t->odd ? buf_str(text) : STR("none"), none);
}

void smbios_facts(const struct smbios_table *t, struct fact_list *out)
{
    struct buf text = BUF_INIT(TEXT_MAX);

    add_table(t, &text, out);
    for (uint8_t type = 0; type < SMBIOS_IDENTITY_TYPES; type++) {
        unsigned instance = 0;

        for (size_t i = 0; i < t->n && instance < INSTANCES_MAX; i++)
            if (t->structures[i].type == type)
                add_structure(t, &t->structures[i], instance++, &text, out);
        if (instance == 0)
            add_state(type, FACT_ABSENT, out);
    }
    buf_done(&text);
}

void smbios_facts_without_table(enum fact_state state, struct fact_list *out)
{
    struct fact_source none = {.kind = SOURCE_NONE};

    for (enum fact_key key = KEY_SMBIOS_VERSION; key <= KEY_SMBIOS_ODD; key++)
        fact_add_state(out, key, 0, state, none);
    for (uint8_t type = 0; type < SMBIOS_IDENTITY_TYPES; type++)
        add_state(type, state, out);
}

void smbios_settle(struct collect_result *out, const struct smbios_table *t,
                   enum fact_state state)
{
    if (state == FACT_OK && t->n == 0)
        state = FACT_UNREADABLE;
    out->smbios_state = state;
    if (state == FACT_OK) {
        out->smbios = *t;
        smbios_facts(t, out->facts);
    } else {
        out->smbios = (struct smbios_table){.n = 0};
        smbios_facts_without_table(state, out->facts);
    }
}
