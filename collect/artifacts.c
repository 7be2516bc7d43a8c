/* artifacts.c - the chosen items as artifacts: the firmware table and texts of the collectors in
 * memory, logs by their path. */
#include "collect/found.h"

#include "collect/provider.h"
#include "collect/smbios.h"

#define DUMP_MAX_BYTES (SMBIOS_DUMP_TABLE_AT + SMBIOS_MAX_TABLE_BYTES)

/* The table in the form that dmidecode --from-dump reads. */
static bool add_table(const struct collect_result *result, struct artifact_list *list,
                      struct err *err)
{
    struct buf dump = BUF_INIT(DUMP_MAX_BYTES);
    struct artifact *a;
    bool good;

    smbios_table_dump(&result->smbios, &dump);
    good = !buf_failed(&dump);
    if (good) {
        a = artifact_add(list);
        snprintf(a->stored, sizeof(a->stored), "smbios.bin");
        a->item = COLLECT_ITEM_SMBIOS;
        a->kind = ARTIFACT_TABLE;
        a->content = arena_str(artifact_list_arena(list), buf_str(&dump));
        a->size_bytes = a->content.n;
        smbios_spans(&result->smbios, artifact_list_arena(list), &a->spans, &a->spans_n);
    } else {
        err_set(err, E_TOO_LARGE, "smbios.bin");
    }
    buf_done(&dump);
    return good;
}

static bool add_logs(const struct found_list *found, struct artifact_list *list,
                     const struct progress *progress, struct err *err)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct found *f = &found->items[i];
        struct artifact *a = artifact_add(list);

        snprintf(a->stored, sizeof(a->stored), "logs/%04zu.log", i + 1);
        a->origin = f->origin;
        a->item = f->item;
        a->kind = ARTIFACT_TEXT;
        a->size_bytes = f->size_bytes;
        a->withheld = f->withheld;
        if (!progress_step(progress, a->stored, i + 1, found->n))
            return err_set(err, E_STOPPED, "%s", a->stored);
    }
    return true;
}

bool collect_artifacts(const struct collect_target *target, const char *profile,
                       uint64_t chosen, struct collect_result *out,
                       const struct progress *progress, struct err *err)
{
    struct artifact_list *list = artifact_list_new();
    struct sources *sources = sources_choose(target->sources_file, profile, err);
    struct found_list found = {NULL, 0};
    bool good = false;

    if (!sources)
        goto out;
    if (chosen >> COLLECT_ITEM_SMBIOS & 1 && out->smbios.n > 0 && !add_table(out, list, err))
        goto out;
    if (!provider_texts(target, chosen, list, err))
        goto out;
    if (!target->smbios_only &&
        !found_look(target->root, provider_of(target)->system_drive, sources, chosen,
                    artifact_list_arena(list), &found, err))
        goto out;
    if (!add_logs(&found, list, progress, err))
        goto out;
    artifact_list_free(out->artifacts);
    out->artifacts = list;
    list = NULL;
    good = true;
out:
    artifact_list_free(list);
    sources_free(sources);
    return good;
}
