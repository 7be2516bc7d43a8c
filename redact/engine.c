/* engine.c - a redactor from its making to its first scan: keys, actions, what is known. */
#include "redact/engine.h"

/* REDACTION.md "placeholders exactly"; what the rules of a profile call a placeholder comes in
 * with the facts. */
static const char *const placeholder_serials[] = {
    "To be filled by O.E.M.",
    "Default string",
    "System Serial Number",
    "Not Specified",
    "None",
    "INVALID",
    "Chassis Serial Number",
    "Base Board Serial Number",
    "00000000",
    "0123456789",
    "123456789",
    "N/A",
    "Not Applicable",
    "Unknown",
    "No Asset Tag",
    "Asset-1234567890",
    "No Asset Information",
    "Chassis Asset Tag",
    "Base Board Asset Tag",
    "SerNum0",
    "SerNum1",
    "SerNum2",
    "SerNum3",
    "AssetTagNum0",
    "AssetTagNum1",
    "Empty",
};

struct redactor *redactor_with_keys(struct keyed *keys)
{
    struct redactor *r = mem_new(sizeof *r);

    pthread_mutex_init(&r->lock, NULL);
    r->keys = keys;
    r->known = known_new();
    r->stays = known_new();
    r->met = known_new();
    r->finds = finds_room_new(FINDS_BYTES_MAX);
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        r->actions[kind] = r->scan_actions[kind] = entity_row((enum entity_kind)kind)->action;
    for (size_t i = 0; i < COUNT_OF(placeholder_serials); i++)
        known_add(r->stays, ENTITY_SERIAL, str_of(placeholder_serials[i]));
    return r;
}

struct redactor *redactor_new(const struct redact_config *config, struct err *err)
{
    if (config->level > 3)
        return err_null(err, E_VALUE, "disclosure level %u", config->level);
    struct redactor *r = redactor_with_keys(
        keyed_new(config->site_key, config->case_number ? config->case_number : ""));
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        redactor_settle_kind(r, (enum entity_kind)kind,
                             entity_action((enum entity_kind)kind, config->level));
    return r;
}

void redactor_free(struct redactor *r)
{
    if (!r)
        return;
    alias_book_free(r->book);
    dict_free(r->dict);
    known_free(r->known);
    known_free(r->stays);
    known_free(r->met);
    finds_room_free(r->finds);
    keyed_free(r->keys);
    free(r->values);
    pthread_mutex_destroy(&r->lock);
    free(r);
}

/* ---- ready --------------------------------------------------------------------------------*/

static void form_into_dict(void *ctx, const struct form *form)
{
    dict_add(ctx, form);
}

static int by_value(const void *a, const void *b)
{
    const struct known_word *x = *(const struct known_word *const *)a;
    const struct known_word *y = *(const struct known_word *const *)b;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return str_compare(x->canonical, y->canonical);
}

/* Two values that would share an alias are told apart in a fixed order. */
static void settle_aliases(struct redactor *r, const struct known *known)
{
    size_t n = known_count(known);
    const struct known_word **words = mem_new((n + 1) * sizeof *words);
    struct buf scratch = BUF_INIT(4 * VALUE_MAX);

    for (size_t i = 0; i < n; i++)
        words[i] = known_at(known, i);
    qsort(words, n, sizeof *words, by_value);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&scratch);
        alias_for(r->book, words[i]->kind, words[i]->text, &scratch);
    }
    buf_done(&scratch);
    free(words);
}

void redactor_ready(struct redactor *r)
{
    pthread_mutex_lock(&r->lock);
    if (!r->ready) {
        dict_free(r->dict);
        alias_book_free(r->book);
        r->dict = dict_new();
        r->book = alias_book_new(r->keys, r->known, r->met);
        known_forms(r->known, form_into_dict, r->dict);
        if (r->rules)
            site_rules_into(r->rules, r->dict);
        settle_aliases(r, r->known);
        settle_aliases(r, r->met);
        r->ready = true;
    }
    pthread_mutex_unlock(&r->lock);
}

struct scan_source redactor_source(const struct redactor *r)
{
    return (struct scan_source){.dict = r->dict,
                                .known = r->known,
                                .met = r->met,
                                .stays = r->stays,
                                .rules = r->rules,
                                .actions = r->scan_actions};
}

void redactor_use_rules(struct redactor *r, const struct site_rules *rules)
{
    r->rules = rules;
    r->ready = false;
}

/* ---- decisions ----------------------------------------------------------------------------*/

bool redactor_decide(struct redactor *r, enum entity_kind kind, enum redact_action action,
                     struct err *err)
{
    if ((unsigned)kind >= ENTITY_COUNT || (unsigned)action >= REDACT_ACTION_COUNT)
        return err_set(err, E_INTERNAL, "decision %d for kind %d", (int)action, (int)kind);
    redactor_settle_kind(r, kind, action);
    return true;
}

enum redact_action redactor_action(const struct redactor *r, enum entity_kind kind)
{
    return r->actions[kind];
}

bool redactor_leaves(const struct redactor *r, enum entity_kind kind, struct str text)
{
    struct value v;

    return value_is_common(kind, text) ||
           (value_of(kind, str_trim(text), &v) && known_has(r->stays, kind, v.p, v.n));
}

void redactor_ask_placeholder(struct redactor *r, text_is_placeholder *is_placeholder,
                              void *ctx)
{
    r->is_placeholder = is_placeholder;
    r->placeholder_ctx = ctx;
}

bool redactor_leaves_span(const struct redactor *r, enum entity_kind kind, struct str text)
{
    return redactor_leaves(r, kind, text) || (kind == ENTITY_SERIAL && r->is_placeholder &&
                                              r->is_placeholder(r->placeholder_ctx, text));
}

void redactor_put(struct redactor *r, enum entity_kind kind, struct str text,
                  enum redact_action action, struct buf *out)
{
    if (action == REDACT_KEEP)
        buf_add_str(out, text);
    else if (action == REDACT_ALIAS)
        alias_for(r->book, kind, text, out);
    else
        buf_puts(out, alias_mask(r->book, kind));
}

/* The end of a hit that another one overlaps is no value: it is masked. */
void redactor_replace(struct redactor *r, const struct hit *hit, struct str text,
                      struct buf *out)
{
    if (hit->rest)
        buf_puts(out, MASK_TEXT);
    else
        redactor_put(r, hit->kind, text, redactor_action_of(r, hit->kind, text), out);
}
