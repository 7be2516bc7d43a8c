/* write.h - a sealed plan onto a medium: part file, fsync, read back, rename, seal last.
 *
 * A format is one vtable (write_zip.c ...). The medium never holds anything that could be taken
 * for a good bundle until it is one: NAME.part -> NAME -> NAME.ok (bundle id, size, outer
 * SHA-256). */
#ifndef CASEPACK_BUNDLE_WRITE_H
#define CASEPACK_BUNDLE_WRITE_H

#include "base/task.h"
#include "bundle/plan.h"

struct write_job; /* formats.h */

struct bundle_format {
    const char *name;   /* "zip" */
    const char *suffix; /* ".zip" */
    /* Every file of the plan into the sink or the folder of the job. */
    bool (*write)(struct write_job *job, struct err *err);
    unsigned packs; /* to one Nth at the very best; 0: it does not pack */
    unsigned takes; /* so many times the content while it is written; 0: once */
    bool is_folder;
};
extern const struct bundle_format *const bundle_formats[];
extern const size_t bundle_formats_n;
const struct bundle_format *bundle_format_of(struct str name); /* NULL when unknown */

struct bundle_target {
    const struct bundle_format *format;
    const char *out_dir; /* must exist */
    const char *stem;
    uint64_t split_bytes; /* pieces of this size, NAME.zip.001 ...; 0: in one piece */
    unsigned threads;     /* 0: as many as the machine has processors */
};
#define SPLIT_MIN_BYTES 4096

struct bundle_written {
    char path[4096]; /* of the container, the folder, or the first piece */
    uint64_t size_bytes;
    uint8_t outer_sha256[SHA256_BYTES];
    size_t pieces; /* 0: in one piece */
};

/* An old bundle of that name is replaced only by a complete new one. What a run left that was
 * killed goes first; E_NO_SPACE before anything is written when the medium is too small in any
 * case. progress items: "write", "read-back". On failure the part files are removed and the old
 * state stays. */
bool bundle_write_to(const struct plan *plan, const struct bundle_target *target,
                     const struct progress *progress, struct bundle_written *out,
                     struct err *err) MUST_USE;
/* The same in one piece. */
bool bundle_write(const struct plan *plan, const struct bundle_format *format,
                  const char *out_dir, const char *stem, const struct progress *progress,
                  struct bundle_written *out, struct err *err) MUST_USE;

/* Free bytes on the file system of dir; false when dir is no writable folder (err says why). */
bool bundle_space(const char *dir, uint64_t *free_bytes, struct err *err) MUST_USE;

#endif
