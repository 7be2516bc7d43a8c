/* provider.c - finds who answers for a machine, and asks. */
#include "collect/provider.h"

const struct ask_row *ask_row(enum ask source)
{
    static const struct ask_row rows[ASK_COUNT] = {
#define ASK(id, name, item, key1, key2, key3) [ASK_##id] = {(name), (item), {key1, key2, key3}},
#include "collect/ask.def"
#undef ASK
    };

    return &rows[source];
}

const struct provider *provider_of(const struct collect_target *target)
{
    const struct provider *const *p = providers;

    while (!(*p)->fits(target))
        p++;
    return *p;
}

static void not_applicable(const struct ask_row *row, struct fact_list *facts)
{
    for (size_t i = 0; i < ASK_KEYS_MAX; i++)
        if (row->keys[i] != KEY_COUNT)
            fact_add_state(facts, row->keys[i], 0, FACT_NOT_APPLICABLE,
                           fact_source_file(facts, ""));
}

bool collect_ask(const struct collect_target *target, enum ask source,
                 struct collect_result *out, struct err *err)
{
    const struct provider *p = provider_of(target);

    if (p->facts[source])
        return p->facts[source](target, out, err);
    not_applicable(ask_row(source), out->facts);
    return true;
}

bool provider_texts(const struct collect_target *target, uint64_t chosen,
                    struct artifact_list *out, struct err *err)
{
    const struct provider *p = provider_of(target);

    for (enum ask i = 0; i < ASK_COUNT; i++)
        if (p->artifacts[i] && chosen >> ask_row(i)->item & 1 &&
            !p->artifacts[i](target, out, err))
            return false;
    return true;
}
