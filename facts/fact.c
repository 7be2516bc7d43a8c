/* fact.c - the list of facts, and keys.def by row. */
#include "facts/fact.h"

#include <stdlib.h>

struct fact_list {
    struct arena *arena;
    struct fact **facts;
    size_t n;
    size_t cap;
};

static const struct fact_key_row key_rows[KEY_COUNT] = {
#define FACT_KEY(id, name, type, cls, wmic, linux_hand) \
    [KEY_##id] = {name, type, cls, wmic, linux_hand},
#include "facts/keys.def"
#undef FACT_KEY
};

static const struct hand_row {
    const char *powershell, *sysfs;
} hand_rows[KEY_COUNT] = {
#define HAND(id, powershell, sysfs) [KEY_##id] = {powershell, sysfs},
#include "facts/hands.def"
#undef HAND
};

static const char *const state_names[FACT_STATE_COUNT] = {
    [FACT_OK] = "ok",
    [FACT_EMPTY] = "empty",
    [FACT_BLANK] = "blank",
    [FACT_ABSENT] = "absent",
    [FACT_BEYOND_LENGTH] = "beyond-length",
    [FACT_INDEX_ZERO] = "index-zero",
    [FACT_INDEX_RANGE] = "index-out-of-range",
    [FACT_DENIED] = "denied",
    [FACT_UNREADABLE] = "unreadable",
    [FACT_NOT_APPLICABLE] = "not-applicable",
    [FACT_REDACTED] = "redacted",
};

struct fact_list *fact_list_new(void)
{
    struct fact_list *list = mem_new(sizeof(*list));

    list->arena = arena_new();
    return list;
}

void fact_list_free(struct fact_list *list)
{
    if (!list)
        return;
    arena_free(list->arena);
    free(list->facts);
    free(list);
}

struct arena *fact_list_arena(struct fact_list *list)
{
    return list->arena;
}

struct fact *fact_add(struct fact_list *list, enum fact_key key, unsigned instance)
{
    struct fact *f = arena_take(list->arena, sizeof(*f));

    f->key = key;
    f->instance = instance;
    f->source.path = "";
    f->classes = "";
    list->facts = mem_grow(list->facts, &list->cap, list->n + 1, sizeof(struct fact *));
    list->facts[list->n++] = f;
    return f;
}

struct fact *fact_add_text(struct fact_list *list, enum fact_key key, unsigned instance,
                           struct str text, struct fact_source source)
{
    struct fact *f = fact_add_state(list, key, instance, fact_state_of(text), source);

    f->text = arena_str(list->arena, text);
    return f;
}

struct fact *fact_add_number(struct fact_list *list, enum fact_key key, unsigned instance,
                             uint64_t number, struct fact_source source)
{
    struct fact *f = fact_add_state(list, key, instance, FACT_OK, source);

    f->number = number;
    f->text = str_of(arena_printf(list->arena, "%llu", (unsigned long long)number));
    return f;
}

struct fact *fact_add_flag(struct fact_list *list, enum fact_key key, unsigned instance,
                           bool yes, struct fact_source source)
{
    struct fact *f = fact_add_state(list, key, instance, FACT_OK, source);

    f->number = yes;
    f->text = yes ? STR("yes") : STR("no");
    return f;
}

struct fact *fact_add_state(struct fact_list *list, enum fact_key key, unsigned instance,
                            enum fact_state state, struct fact_source source)
{
    struct fact *f = fact_add(list, key, instance);

    f->state = state;
    f->source = source;
    if (!f->source.path)
        f->source.path = "";
    return f;
}

struct fact *fact_add_copy(struct fact_list *list, const struct fact *from)
{
    struct fact *f = fact_add(list, from->key, from->instance);

    *f = *from;
    f->text = arena_str(list->arena, from->text);
    f->source.path = arena_cstr(list->arena, str_of(from->source.path));
    f->classes = arena_cstr(list->arena, str_of(from->classes));
    return f;
}

struct fact_source fact_source_file(struct fact_list *list, const char *path)
{
    return (struct fact_source){.kind = SOURCE_FILE,
                                .path = arena_cstr(list->arena, str_of(path))};
}

struct fact_source fact_source_call(struct fact_list *list, const char *call, const char *of)
{
    return (struct fact_source){
        .kind = SOURCE_IOCTL,
        .path = arena_printf(list->arena, "%s%s%s", call, *of ? " " : "", of)};
}

size_t fact_count(const struct fact_list *list)
{
    return list->n;
}

const struct fact *fact_at(const struct fact_list *list, size_t i)
{
    return i < list->n ? list->facts[i] : NULL;
}

const struct fact *fact_find(const struct fact_list *list, enum fact_key key, unsigned instance)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->facts[i]->key == key && list->facts[i]->instance == instance)
            return list->facts[i];
    return NULL;
}

unsigned fact_instances(const struct fact_list *list, enum fact_key key)
{
    unsigned count = 0;

    for (size_t i = 0; i < list->n; i++)
        if (list->facts[i]->key == key && list->facts[i]->instance >= count)
            count = list->facts[i]->instance + 1;
    return count;
}

enum fact_state fact_state_of(struct str text)
{
    if (text.n == 0)
        return FACT_EMPTY;
    return str_trim(text).n == 0 ? FACT_BLANK : FACT_OK;
}

const struct fact_key_row *fact_key_row(enum fact_key key)
{
    return (size_t)key < KEY_COUNT ? &key_rows[key] : NULL;
}

static const struct hand_row *hand_row(enum fact_key key)
{
    static const struct hand_row none = {"", ""};

    return (size_t)key < KEY_COUNT && hand_rows[key].sysfs ? &hand_rows[key] : &none;
}

const char *fact_hand_powershell(enum fact_key key)
{
    return hand_row(key)->powershell;
}

const char *fact_hand_sysfs(enum fact_key key)
{
    return hand_row(key)->sysfs;
}

bool fact_key_of(struct str name, enum fact_key *out)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (str_is(name, key_rows[i].name)) {
            *out = (enum fact_key)i;
            return true;
        }
    }
    return false;
}

const char *fact_state_name(enum fact_state state)
{
    return (size_t)state < FACT_STATE_COUNT ? state_names[state] : "unreadable";
}

bool fact_state_of_name(struct str name, enum fact_state *out)
{
    for (size_t i = 0; i < FACT_STATE_COUNT; i++) {
        if (str_is(name, state_names[i])) {
            *out = (enum fact_state)i;
            return true;
        }
    }
    return false;
}

const char *source_kind_name(enum source_kind kind)
{
    static const char *const names[] = {"none", "smbios", "file", "ioctl", "registry"};

    return (size_t)kind < COUNT_OF(names) ? names[kind] : "none";
}
