/* sources.h - the log sources of a profile: templates/profiles/NAME/sources.yaml.
 *
 *   sources_load() -> look -> sources_free() */
#ifndef CASEPACK_COLLECT_SOURCES_H
#define CASEPACK_COLLECT_SOURCES_H

#include "base/err.h"
#include "base/lang.h"

#define SOURCE_NUMBER_FIRST 5 /* after the collectors */
#define SOURCE_NUMBER_LAST 63 /* chosen items are a set of 64 bits */

struct log_source {
    unsigned number;
    char *id; /* "client-logs" */
    struct text2 title;
    struct text2 may_hold;
    bool chosen;        /* by default */
    uint64_t max_bytes; /* of one file */
    unsigned max_files;
    char **on_linux; /* patterns */
    unsigned on_linux_count;
    char **on_windows;
    unsigned on_windows_count;
};

struct never { /* patterns of paths that are not read whatever a source says */
    unsigned version;
    char **never;
    unsigned never_count;
};

struct sources {
    unsigned version;
    struct never *always; /* templates/never.yaml: holds for every profile and every pack */
    char **never;         /* the profile's own */
    unsigned never_count;
    struct log_source *items; /* numbers rise */
    unsigned items_count;
};

/* E_PROFILE when there is no such profile, E_YAML with file, line and key for a mistake. */
struct sources *sources_load(const char *profile, struct err *err) MUST_USE;
struct sources *sources_parse(struct str yaml, const char *file_name, struct err *err) MUST_USE;
/* From yaml where there is some, else those of the profile. */
struct sources *sources_choose(struct str yaml, const char *profile, struct err *err) MUST_USE;
void sources_free(struct sources *sources);

/* Whether a path is on the list of what is never read. */
bool sources_forbid(const struct sources *sources, const char *path);

#endif
