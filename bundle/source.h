/* source.h - the bytes of a container, wherever they lie: one file, or pieces that are joined by
 * reading. */
#ifndef CASEPACK_BUNDLE_SOURCE_H
#define CASEPACK_BUNDLE_SOURCE_H

#include "base/digest.h"

struct source;

/* One ordinary file: E_FS_* when it cannot be opened. Paths are copied. */
struct source *source_open(const char *path, struct err *err) MUST_USE;
/* paths are those of the pieces in order; name stands for all of them in messages. */
struct source *source_join(const char *name, const char *const *paths, size_t n,
                           struct err *err) MUST_USE;
void source_close(struct source *s);

uint64_t source_size(const struct source *s);
const char *source_name(const struct source *s);
/* All n bytes at offset at; E_BUNDLE_FORM when the container ends before. */
bool source_read(struct source *s, void *p, size_t n, uint64_t at, struct err *err) MUST_USE;
/* SHA-256 of n bytes from offset at on. */
bool source_hash(struct source *s, uint64_t at, uint64_t n, uint8_t *sha256,
                 struct err *err) MUST_USE;

size_t source_pieces(const struct source *s);
void source_piece(const struct source *s, size_t i, uint64_t *at, uint64_t *size_bytes);

#endif
