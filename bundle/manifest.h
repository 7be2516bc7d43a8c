/* manifest.h - MANIFEST.txt and MANIFEST.sm3: one hash a line, BSD tag form, names ascending.
 *
 *   SHA256 (logs/0001.log) = 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 */
#ifndef CASEPACK_BUNDLE_MANIFEST_H
#define CASEPACK_BUNDLE_MANIFEST_H

#include "base/arena.h"
#include "base/digest.h"

#define MANIFEST_MAX_BYTES (1024 * 1024)
#define MANIFEST_HASH_BYTES 32

struct manifest_row {
    const char *name;
    uint8_t hash[MANIFEST_HASH_BYTES];
};

struct manifest {
    struct manifest_row *rows; /* names strictly ascending */
    size_t n;
};

/* Appends a line; kind is DIGEST_SHA256 or DIGEST_SM3. */
void manifest_add(struct buf *out, enum digest_kind kind, const char *name,
                  const uint8_t *hash);

/* Accepts exactly what manifest_add() writes; E_BUNDLE_FORM names file_name and the line. Rows
 * live in the arena. */
bool manifest_parse(struct str text, enum digest_kind kind, const char *file_name,
                    struct arena *a, struct manifest *out, struct err *err) MUST_USE;

const struct manifest_row *manifest_find(const struct manifest *m, const char *name);

#endif
