/* inflate.h - a deflate stream inside a file as a reader that trusts nothing.
 *
 * The stream must give exactly size_bytes with this CRC, end exactly at packed_bytes, and leave
 * the unused bits of its last byte zero; E_BUNDLE_FORM names the entry. */
#ifndef CASEPACK_BUNDLE_INFLATE_H
#define CASEPACK_BUNDLE_INFLATE_H

#include "base/reader.h"

struct deflated {
    int fd; /* both stay the caller's */
    const char *path;
    const char *name;
    uint64_t at;
    uint64_t packed_bytes;
    uint64_t size_bytes;
    uint32_t crc;
};

/* data must outlive the reader. */
struct reader *inflate_open(const struct deflated *data, struct err *err) MUST_USE;

#endif
