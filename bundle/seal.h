/* seal.h - NAME.ok beside a bundle: written last, so it says that NAME is complete.
 *
 *   casepack seal 1
 *   bundle id: 64 hex digits
 *   size: bytes of NAME
 *   sha256: of NAME, 64 hex digits
 */
#ifndef CASEPACK_BUNDLE_SEAL_H
#define CASEPACK_BUNDLE_SEAL_H

#include "base/digest.h"

#define SEAL_SUFFIX ".ok"
#define SEAL_MAX_BYTES 512

struct seal {
    char bundle_id[2 * SHA256_BYTES + 1];
    uint64_t size_bytes;
    uint8_t sha256[SHA256_BYTES];
};

void seal_text(const struct seal *seal, struct buf *out);
bool seal_parse(struct str text,
                struct seal *out) MUST_USE; /* exactly what seal_text() writes */

#endif
