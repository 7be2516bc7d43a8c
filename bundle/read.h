/* read.h - a bundle file looked at strictly: one canonical zip form, caps, nothing extracted.
 *
 * bundle_open() checks the whole container (contiguous entries, local = central headers,
 * ascending names, no extra fields, deflate that ends exactly, CRC); entries are then read as
 * streams. */
#ifndef CASEPACK_BUNDLE_READ_H
#define CASEPACK_BUNDLE_READ_H

#include "base/arena.h"
#include "base/reader.h"

struct bundle;

struct bundle_entry {
    const char *name;
    uint64_t size_bytes;
};

/* E_FS_* when it cannot be read, E_NOT_BUNDLE / E_BUNDLE_FORM with the entry and what is wrong.
 */
struct bundle *bundle_open(const char *path, struct err *err) MUST_USE;
/* Only the headers; each entry is checked when it is read to its end: for callers that read all
 * of them. */
struct bundle *bundle_open_headers(const char *path, struct err *err) MUST_USE;
void bundle_close(struct bundle *b);
/* Size and SHA-256 of the container itself. */
uint64_t bundle_size(const struct bundle *b);
bool bundle_hash(const struct bundle *b, uint8_t *sha256, struct err *err) MUST_USE;
size_t bundle_entries(const struct bundle *b);
const struct bundle_entry *bundle_entry_at(const struct bundle *b, size_t i);
bool bundle_find(const struct bundle *b, const char *name, size_t *i);
struct reader *bundle_read(struct bundle *b, size_t i, struct err *err) MUST_USE;
/* The whole of a small entry. */
bool bundle_text(struct bundle *b, const char *name, size_t max, struct buf *out,
                 struct err *err) MUST_USE;

#endif
