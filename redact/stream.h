/* stream.h - one artifact on its way: original bytes in, redacted bytes out, piece by piece.
 *
 *   stream_open() -> stream_next() until piece->n is 0 -> stream_close()
 *
 * Both passes use it, so that they cannot differ. Nothing is kept but what the scanner holds.
 * Errors of stream_next(): E_TEXT_FORM (not strict UTF-8), E_SMBIOS_FORM, those of readers. */
#ifndef CASEPACK_REDACT_STREAM_H
#define CASEPACK_REDACT_STREAM_H

#include "redact/engine.h"

struct stream;

/* seen may be NULL. */
struct stream *stream_open(struct redactor *r, const struct artifact *artifact,
                           struct fs_root *root, hit_seen *seen, void *ctx,
                           struct err *err) MUST_USE;
bool stream_next(struct stream *s, struct str *piece, struct err *err) MUST_USE;
void stream_close(struct stream *s);

uint64_t stream_original_bytes(const struct stream *s);
uint64_t stream_lines(const struct stream *s); /* of the original, so far */

#endif
