/* encoding_name.h - names of files: UTF-8, or GBK as Chinese systems leave them on disks and in zips
 * that do not say so. */
#ifndef CASEPACK_REDACT_ENCODING_NAME_H
#define CASEPACK_REDACT_ENCODING_NAME_H

#include "base/buf.h"

/* Appends name as UTF-8. False when it is neither: then it is not to be read as text. */
bool name_to_utf8(struct str name, bool *is_gb, struct buf *out) MUST_USE;

/* The way back. */
void name_from_utf8(struct str utf8, bool is_gb, struct buf *out);

#endif
