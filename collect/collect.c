/* collect.c - asks the sources of a machine, one after the other. */
#include "collect/provider.h"

static void result_free(struct collect_result *result)
{
    fact_list_free(result->facts);
    artifact_list_free(result->artifacts);
}

static bool ask_item(const struct collect_target *target, unsigned item,
                     struct collect_result *result, struct err *err)
{
    for (enum ask i = 0; i < ASK_COUNT; i++)
        if (ask_row(i)->item == item && !collect_ask(target, i, result, err))
            return false;
    return true;
}

static bool run_all(const struct collect_target *target, struct collect_result *result,
                    const struct progress *progress, struct err *err)
{
    for (size_t i = 0; i < collectors_n; i++) {
        if (!progress_step(progress, collectors[i].name, i, collectors_n))
            return err_set(err, E_STOPPED, "%s", collectors[i].name);
        if (!ask_item(target, collectors[i].item, result, err))
            return false;
    }
    return progress_step(progress, "facts", collectors_n, collectors_n) ||
           err_set(err, E_STOPPED, "facts");
}

bool collect_facts(const struct collect_target *target, struct collect_result *out,
                   const struct progress *progress, struct err *err)
{
    struct collect_result fresh = {.facts = fact_list_new(), .artifacts = artifact_list_new()};

    if (!run_all(target, &fresh, progress, err)) {
        result_free(&fresh);
        return false;
    }
    result_free(out);
    *out = fresh;
    return true;
}

enum fact_state collect_state_of(const struct err *err)
{
    switch (err->code) {
    case E_FS_ABSENT:
        return FACT_ABSENT;
    case E_FS_DENIED:
        return FACT_DENIED;
    default:
        return FACT_UNREADABLE;
    }
}

/* The part of a fact's name before the first dot says where it belongs. */
unsigned collect_item_of(enum fact_key key)
{
    static const struct {
        const char *group;
        unsigned item;
    } groups[] = {
        {"smbios.", COLLECT_ITEM_SMBIOS}, {"disk.", COLLECT_ITEM_DISK},
        {"nic.", COLLECT_ITEM_NIC},       {"os.", COLLECT_ITEM_OS},
        {"firmware.", COLLECT_ITEM_OS},   {"clock.", COLLECT_ITEM_OS},
        {"system.", COLLECT_ITEM_OS},     {"activation.", COLLECT_ITEM_OS},
        {"client.", COLLECT_ITEM_OS},     {"service.", COLLECT_ITEM_OS},
    };
    const struct fact_key_row *row = fact_key_row(key);

    for (size_t i = 0; row && i < COUNT_OF(groups); i++)
        if (str_starts(str_of(row->name), groups[i].group))
            return groups[i].item;
    return 0;
}
