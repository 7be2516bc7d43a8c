/* inflate.h - a deflate stream inside a container as a reader that trusts nothing.
 *
 * The stream must give exactly size_bytes with this CRC, end exactly at packed_bytes, and leave
 * the unused bits of its last byte zero; E_BUNDLE_FORM names the entry. */
#ifndef CASEPACK_BUNDLE_INFLATE_H
#define CASEPACK_BUNDLE_INFLATE_H

#include "base/reader.h"
#include "bundle/source.h"

struct deflated {
    uint64_t at; /* in the container */
    uint64_t packed_bytes;
    uint64_t size_bytes;
    uint32_t crc;
};

/* source and name stay the caller's and must outlive the reader; data is copied. */
struct reader *inflate_open(struct source *source, const char *name,
                            const struct deflated *data, struct err *err) MUST_USE;

#endif
