/* seal.h - NAME.ok beside a bundle: written last, so it says that NAME is complete.
 *
 *   casepack seal 1
 *   bundle id: 64 hex digits
 *   size: bytes of NAME
 *   sha256: of NAME, 64 hex digits
 *   piece 001: size sha256              one for each NAME.001 ... when NAME was split
 *
 * Of a folder, size is the sum of its files and sha256 that of the lines manifest.h writes of all
 * of them. */
#ifndef CASEPACK_BUNDLE_SEAL_H
#define CASEPACK_BUNDLE_SEAL_H

#include "base/arena.h"
#include "base/digest.h"

#define SEAL_SUFFIX ".ok"
#define SEAL_MAX_BYTES (128 * 1024)

struct seal_piece {
    uint64_t size_bytes;
    uint8_t sha256[SHA256_BYTES];
};

struct seal {
    char bundle_id[2 * SHA256_BYTES + 1];
    uint64_t size_bytes;
    uint8_t sha256[SHA256_BYTES];
    struct seal_piece *pieces;
    size_t pieces_n; /* 0: in one piece */
};

void seal_text(const struct seal *seal, struct buf *out);
/* Accepts exactly what seal_text() writes; the pieces live in the arena. */
bool seal_parse(struct str text, struct arena *a, struct seal *out) MUST_USE;

#endif
