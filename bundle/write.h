/* write.h - a sealed plan onto a medium: part file, fsync, read back, rename, seal last.
 *
 * A format is one vtable (write_zip.c ...). The medium never holds anything that could be taken
 * for a good bundle until it is one: NAME.part -> NAME -> NAME.ok (bundle id, size, outer
 * SHA-256). */
#ifndef CASEPACK_BUNDLE_WRITE_H
#define CASEPACK_BUNDLE_WRITE_H

#include "base/task.h"
#include "bundle/plan.h"

struct bundle_format {
    const char *name;   /* "zip" */
    const char *suffix; /* ".zip" */
    /* Writes the plan to part_path (created by it) and fsyncs it. */
    bool (*write)(const struct plan *plan, const char *part_path,
                  const struct progress *progress, struct err *err);
};
extern const struct bundle_format *const bundle_formats[];
extern const size_t bundle_formats_n;
const struct bundle_format *bundle_format_of(struct str name); /* NULL when unknown */

struct bundle_written {
    char path[4096];
    uint64_t size_bytes;
    uint8_t outer_sha256[SHA256_BYTES];
};

/* out_dir must exist. An old bundle of that name is replaced only by a complete new one.
 * progress items: "write", "read-back". On failure the part file is removed and the old state
 * stays. */
bool bundle_write(const struct plan *plan, const struct bundle_format *format,
                  const char *out_dir, const char *stem, const struct progress *progress,
                  struct bundle_written *out, struct err *err) MUST_USE;

/* Free bytes on the file system of dir; false when dir is no writable folder (err says why). */
bool bundle_space(const char *dir, uint64_t *free_bytes, struct err *err) MUST_USE;

#endif
