/* collect.h - evidence from a machine: facts now, artifacts named for later.
 *
 *   collect_facts() fills facts of every collector; a source that cannot be read becomes a
 * state of its facts, never an error and never an "empty". collect_items() tells what could be
 * carried (screen 40); collect_artifacts() then finds and measures what was chosen.
 *
 * No program is executed and nothing is written. */
#ifndef CASEPACK_COLLECT_COLLECT_H
#define CASEPACK_COLLECT_COLLECT_H

#include "base/fs.h"
#include "base/lang.h"
#include "base/task.h"
#include "facts/artifact.h"
#include "facts/smbios_table.h"

struct collect_target {
    struct fs_root *root;    /* never NULL */
    bool smbios_only;        /* --smbios FILE: only the table, other facts not applicable */
    struct str smbios_file;  /* the bytes of that file */
    const char *smbios_name; /* its name, for messages */
    struct str sources_file; /* sources.yaml of a profile pack; p NULL: that of the profile */
};

struct collect_result {
    struct fact_list *facts;
    struct artifact_list *artifacts;
    struct smbios_table smbios;   /* n == 0 when there is none */
    enum fact_state smbios_state; /* ok, absent, denied, unreadable */
};

/* Numbers of the collectors' items; the log sources of a profile come after them. */
enum {
    COLLECT_ITEM_SMBIOS = 1,
    COLLECT_ITEM_DISK = 2,
    COLLECT_ITEM_NIC = 3,
    COLLECT_ITEM_OS = 4,
};

/* One item of facts, in people's words; how each kind of machine answers: collect/provider.h. */
struct collector {
    const char *name; /* "smbios", "disk", "nic", "os"; also the progress item */
    unsigned item;    /* its number in collect_items() */
    struct text2 title;
    struct text2 may_hold;
};

extern const struct collector collectors[]; /* collect/registry.c, in order of number */
extern const size_t collectors_n;

/* The sources of a machine, in the order in which they are asked. */
enum ask {
#define ASK(id, name, item, key1, key2, key3) ASK_##id,
#include "collect/ask.def"
#undef ASK
    ASK_COUNT
};

/* Asks one source alone; out->facts is the caller's. */
bool collect_ask(const struct collect_target *target, enum ask source,
                 struct collect_result *out, struct err *err) MUST_USE;

/* Runs all collectors. Fails only on E_STOPPED and internal errors. out is zeroed before the
 * first call; what an earlier run left in it is freed. The lists belong to the caller. */
bool collect_facts(const struct collect_target *target, struct collect_result *out,
                   const struct progress *progress, struct err *err) MUST_USE;

/* A line of screen 40: the collectors 1.., then the log sources of the profile. */
struct collect_item {
    unsigned number;
    const char *id; /* "smbios", "client-logs" */
    struct text2 title;
    struct text2 may_hold;
    bool is_log;
    bool chosen_by_default;
    bool available;        /* false: nothing there or not readable, state says which */
    enum fact_state state; /* ok, absent, denied, unreadable, not applicable */
    uint64_t size_bytes;   /* about; of what collect_artifacts would carry */
    unsigned files;
};

struct collect_items {
    struct collect_item *items;
    size_t n;
};

/* profile names a folder of templates/profiles; items live in the arena. */
bool collect_items(const struct collect_target *target, const struct collect_result *result,
                   const char *profile, struct arena *a, struct collect_items *out,
                   struct err *err) MUST_USE;

/* Names and measures the artifacts of the chosen items (a bit set by item number) into
 * out->artifacts, in place of what an earlier call found. Files that cannot be read are named
 * too, withheld with the reason. */
bool collect_artifacts(const struct collect_target *target, const char *profile,
                       uint64_t chosen, struct collect_result *out,
                       const struct progress *progress, struct err *err) MUST_USE;

/* The state that stands for a failed read of a source. */
enum fact_state collect_state_of(const struct err *err);

/* The item a fact belongs to, by its key; 0 for a key of no item. */
unsigned collect_item_of(enum fact_key key);

#endif
