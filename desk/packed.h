/* packed.h - a text as a column of bytes: one zstd frame that says its own size (RFC 8878). */
#ifndef CASEPACK_DESK_PACKED_H
#define CASEPACK_DESK_PACKED_H

#include "base/err.h"

#define PACKED_MAX_BYTES (8 * 1024 * 1024) /* unpacked */

/* Both append to out. E_TOO_LARGE; E_DATABASE when packed is not what pack_text() made. */
bool pack_text(struct str text, struct buf *out, struct err *err) MUST_USE;
bool unpack_text(struct str packed, struct buf *out, struct err *err) MUST_USE;

#endif
