/* unzstd.h - a container that is one zstd frame, as a reader that trusts nothing.
 *
 * RFC 8878. The frame begins as ours does: no content size, no dictionary, a window of 2 MiB;
 * nothing stands behind it. E_BUNDLE_FORM otherwise. Memory is constant. */
#ifndef CASEPACK_BUNDLE_UNZSTD_H
#define CASEPACK_BUNDLE_UNZSTD_H

#include "base/reader.h"
#include "bundle/source.h"

bool unzstd_is_one(struct source *source);
/* source must outlive the reader. */
struct reader *unzstd_open(struct source *source, struct err *err) MUST_USE;

#endif
