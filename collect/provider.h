/* provider.h - who answers for a machine: one provider a kind of machine, one function a source.
 *
 *   dump      --smbios FILE: the firmware table and nothing else
 *   recorded  --root DIR, a machine that casepack record wrote down (collect/recorded.c)
 *   volume    --root DIR where the system disk of a Windows is mounted (collect/offline/)
 *   linux     this system, or a recorded tree of its files (collect/linux/)
 *   windows   this system (collect/windows/)
 *
 * provider_of() looks through providers[]; the first that fits answers for all sources, so facts
 * of two machines never mix. The folder of the platform that is built for defines the list. */
#ifndef CASEPACK_COLLECT_PROVIDER_H
#define CASEPACK_COLLECT_PROVIDER_H

#include "collect/collect.h"

#define ASK_KEYS_MAX 3

struct ask_row {
    const char *name; /* "disks" */
    unsigned item;    /* COLLECT_ITEM_DISK: what people choose it by */
    /* Get a fact in any case, not applicable when the provider cannot know; KEY_COUNT: none. */
    enum fact_key keys[ASK_KEYS_MAX];
};
const struct ask_row *ask_row(enum ask source);

/* Adds the facts of one source to out->facts; ASK_SMBIOS also fills out->smbios, by
 * smbios_settle(). Sources are asked in order: a later one may look at what an earlier one
 * found. A source that cannot be read, for want of rights too, is a state of its facts, not an
 * error. */
typedef bool source_facts(const struct collect_target *target, struct collect_result *out,
                          struct err *err);

/* Adds texts of the source's own making, read anew. */
typedef bool source_artifacts(const struct collect_target *target, struct artifact_list *out,
                              struct err *err);

struct provider {
    const char *name;
    bool (*fits)(const struct collect_target *target);
    const char *system_drive; /* what stands for "C:" in paths of the root; NULL: no Windows */
    source_facts *facts[ASK_COUNT];         /* NULL: can never be known here */
    source_artifacts *artifacts[ASK_COUNT]; /* NULL: it has none */
};

extern const struct provider *const providers[]; /* of the platform; the last fits everything */
extern const struct provider provider_dump, provider_recorded, provider_volume, provider_linux,
    provider_windows;

const struct provider *provider_of(const struct collect_target *target);

/* All texts of the chosen items, a set of bits by number. */
bool provider_texts(const struct collect_target *target, uint64_t chosen,
                    struct artifact_list *out, struct err *err) MUST_USE;

#endif
