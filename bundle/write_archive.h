/* write_archive.h - what the formats that libarchive writes have in common.
 *
 *   struct archive_out out = {job, err};
 *   archive_write_new(), set format and filters -> archive_start() -> archive_put() for each
 *   file -> archive_end(), always */
#ifndef CASEPACK_BUNDLE_WRITE_ARCHIVE_H
#define CASEPACK_BUNDLE_WRITE_ARCHIVE_H

#include "bundle/formats.h"

/* 1980-01-01, as in a zip. */
#define ARCHIVE_TIME 315532800

struct archive;
struct archive_entry;

struct archive_out {
    struct write_job *job;
    struct err *err;
    /* Where the bytes go; NULL: straight to the sink. */
    bool (*put)(struct archive_out *out, const void *p, size_t n);
    bool is_ending; /* set by archive_end() when the write failed: nothing more goes out */
};

/* What the archive gives goes to the sink of the job, in steps that may be stopped. */
bool archive_start(struct archive *a, struct archive_out *out) MUST_USE;
/* The header and the bytes of the file. */
bool archive_put(struct archive *a, struct archive_entry *e, struct archive_out *out,
                 const struct plan_file *file) MUST_USE;
/* Finishes what is ok so far, or gives up; frees a, which may be NULL. False with err set when
 * anything failed. */
bool archive_end(struct archive *a, bool ok, struct archive_out *out) MUST_USE;

#endif
