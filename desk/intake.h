/* intake.h - many bundles into the desk's database: verified side by side, taken in one by one.
 *
 * Paths are bundles, or folders of them: below a folder, NAME.zip, NAME.tar.zst, NAME.iso, the
 * first piece of one that was split, and folders with a MANIFEST.txt; other files are passed
 * over, links are not followed. They are taken in their order, whatever the number of threads.
 * What was taken when intake stops, or is killed, stays; started again, it goes on. */
#ifndef CASEPACK_DESK_INTAKE_H
#define CASEPACK_DESK_INTAKE_H

#include "base/task.h"
#include "desk/store.h"

#define INTAKE_MAX_PATHS 1000000
#define INTAKE_MAX_JOBS 16

struct intake_row {
    const char *path;
    enum intake_outcome outcome;
    const char *bundle_id; /* "" when it is not known */
    const char *case_number;
    unsigned machine, sequence;
    unsigned newest; /* INTAKE_OLDER: the sequence number that counts */
    struct err why;  /* refused or unreadable */
};

struct intake_report {
    struct intake_row *rows;
    size_t n;
    size_t counts[INTAKE_OUTCOMES];
};

struct intake_options {
    const char *const *paths;
    size_t paths_n;
    const struct trust *trust;
    unsigned jobs; /* threads that verify; 0: one for each processor */
    const struct progress *progress;
};

/* Rows live in the arena. False when the database fails or the user stops; out then holds what
 * was taken until there. */
bool intake_run(struct store *s, const struct intake_options *options, struct arena *a,
                struct intake_report *out, struct err *err) MUST_USE;

/* The bundles below the paths, in the order in which they are taken. */
struct intake_list {
    const char **paths;
    size_t n, cap;
};
bool intake_find(const char *const *paths, size_t paths_n, struct arena *a,
                 struct intake_list *out, struct err *err) MUST_USE;
void intake_list_done(struct intake_list *list);

#endif
