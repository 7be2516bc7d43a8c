/* items.c - what could be carried, with sizes, for the person who chooses (screen 40). */
#include "collect/found.h"

#include "collect/provider.h"

#define FACT_JSON_BYTES 160 /* about what a fact takes in facts.json besides name and value */

static enum fact_state state_of_facts(const struct fact_list *facts, unsigned number)
{
    enum fact_state state = FACT_ABSENT;

    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);

        if (collect_item_of(f->key) != number)
            continue;
        if (f->state == FACT_OK)
            return FACT_OK;
        if (f->state == FACT_DENIED || f->state == FACT_UNREADABLE ||
            f->state == FACT_NOT_APPLICABLE)
            state = f->state;
    }
    return state;
}

static uint64_t size_of_facts(const struct fact_list *facts, unsigned number)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < fact_count(facts); i++) {
        const struct fact *f = fact_at(facts, i);

        if (collect_item_of(f->key) == number)
            bytes += FACT_JSON_BYTES + strlen(fact_key_row(f->key)->name) + f->text.n;
    }
    return bytes;
}

/* Texts of the sources' own making are made to be measured. */
static void count_texts(const struct collect_target *target, struct collect_item *out)
{
    struct artifact_list *list = artifact_list_new();
    struct err ignored = ERR_NONE;

    if (provider_texts(target, UINT64_C(1) << out->number, list, &ignored)) {
        for (size_t i = 0; i < artifact_count(list); i++) {
            out->size_bytes += artifact_at(list, i)->size_bytes;
            out->files++;
        }
    }
    artifact_list_free(list);
}

static void item_of_collector(const struct collector *c, const struct collect_target *target,
                              const struct collect_result *result, struct collect_item *out)
{
    *out = (struct collect_item){.number = c->item,
                                 .id = c->name,
                                 .title = c->title,
                                 .may_hold = c->may_hold,
                                 .chosen_by_default = true,
                                 .state = state_of_facts(result->facts, c->item),
                                 .size_bytes = size_of_facts(result->facts, c->item)};
    if (c->item == COLLECT_ITEM_SMBIOS) {
        out->state = result->smbios_state;
        out->size_bytes = SMBIOS_DUMP_TABLE_AT + result->smbios.table_n;
        out->files = 1;
    }
    out->available = out->state == FACT_OK;
    if (!out->available)
        out->size_bytes = out->files = 0;
    else
        count_texts(target, out);
}

/* One file that can be carried is enough; otherwise the worst thing that was met. */
static void count_found(const struct found_list *found, struct collect_item *item)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct found *f = &found->items[i];

        if (f->item != item->number)
            continue;
        if (f->withheld == WITHHELD_NO) {
            item->state = FACT_OK;
            item->size_bytes += f->size_bytes;
            item->files++;
        } else if (item->state != FACT_OK) {
            item->state = f->withheld == WITHHELD_DENIED ? FACT_DENIED : FACT_UNREADABLE;
        }
    }
}

static void item_of_source(const struct log_source *source, const struct found_list *found,
                           enum fact_state when_none, struct arena *a, struct collect_item *out)
{
    *out = (struct collect_item){
        .number = source->number,
        .id = arena_cstr(a, str_of(source->id)),
        .title = {arena_cstr(a, str_of(source->title.zh)),
                  arena_cstr(a, str_of(source->title.en))},
        .may_hold = {arena_cstr(a, str_of(source->may_hold.zh)),
                     arena_cstr(a, str_of(source->may_hold.en))},
        .is_log = true,
        .chosen_by_default = source->chosen,
        .state = when_none,
    };
    count_found(found, out);
    out->available = out->state == FACT_OK;
}

bool collect_items(const struct collect_target *target, const struct collect_result *result,
                   const char *profile, struct arena *a, struct collect_items *out,
                   struct err *err)
{
    enum fact_state when_none = target->smbios_only ? FACT_NOT_APPLICABLE : FACT_ABSENT;
    uint64_t looked_for = target->smbios_only ? 0 : UINT64_MAX;
    struct sources *sources = sources_choose(target->sources_file, profile, err);
    struct found_list found = {NULL, 0};
    bool good = false;

    if (!sources || !found_look(target->root, provider_of(target)->system_drive, sources,
                                looked_for, a, &found, err))
        goto out;
    out->n = collectors_n + sources->items_count;
    out->items = arena_take(a, out->n * sizeof(*out->items));
    for (size_t i = 0; i < collectors_n; i++)
        item_of_collector(&collectors[i], target, result, &out->items[i]);
    for (unsigned i = 0; i < sources->items_count; i++)
        item_of_source(&sources->items[i], &found, when_none, a, &out->items[collectors_n + i]);
    good = true;
out:
    sources_free(sources);
    return good;
}
