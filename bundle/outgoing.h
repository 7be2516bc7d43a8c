/* outgoing.h - a file of the plan on its way out: what passes is what was reviewed, or it stops.
 */
#ifndef CASEPACK_BUNDLE_OUTGOING_H
#define CASEPACK_BUNDLE_OUTGOING_H

#include "base/task.h"
#include "bundle/plan.h"

struct outgoing {
    const struct plan_file *file;
    struct reader *reader;
    struct digest *digest;
    uint64_t passed;
};

struct outgoing_count { /* over all files, for the progress "write" */
    const struct progress *progress;
    uint64_t done, total;
};

bool outgoing_open(struct outgoing *o, const struct plan_file *file, struct err *err) MUST_USE;
/* Fills p to cap, or with the rest of the file: then *last is set, and size and hash were found
 * to be those of the plan (E_REVIEW_CHANGED otherwise). */
bool outgoing_fill(struct outgoing *o, void *p, size_t cap, size_t *got, bool *last,
                   struct outgoing_count *count, struct err *err) MUST_USE;
void outgoing_close(struct outgoing *o);

#endif
