/* formats.h - one vtable for each write_x.c; write.c lists them. */
#ifndef CASEPACK_BUNDLE_FORMATS_H
#define CASEPACK_BUNDLE_FORMATS_H

#include "bundle/outgoing.h"
#include "bundle/sink.h"
#include "bundle/write.h"

/* What a format is given to do: every file of the plan, in order. */
struct write_job {
    const struct plan *plan;
    const char *stem;    /* the folder within an ISO */
    const char *out_dir; /* for files that are needed on the way */
    unsigned threads;
    struct sink *sink;  /* of a container; the caller syncs it */
    const char *folder; /* of the folder format: to be made, filled and synced */
    struct outgoing_count count;
};

extern const struct bundle_format format_zip, format_tar, format_dir, format_iso;

#endif
