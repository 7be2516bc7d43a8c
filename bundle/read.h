/* read.h - a bundle looked at strictly: one canonical form for each format, caps, nothing
 * extracted.
 *
 * A zip, a tar.zst, an ISO image, pieces of one of them (NAME.zip.001 ...), or a folder. path may
 * name the container, its first piece, the folder, or the seal NAME.ok beside it. Entries are
 * read as streams, one at a time: a reader is closed before the next is opened. */
#ifndef CASEPACK_BUNDLE_READ_H
#define CASEPACK_BUNDLE_READ_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/reader.h"
#include "base/task.h"

struct bundle;

struct bundle_entry {
    const char *name;
    uint64_t size_bytes;
    /* After bundle_open_hashed(): */
    uint8_t sha256[SHA256_BYTES];
    uint8_t sm3[SM3_BYTES];
    const char
        *fault; /* what is wrong with its data, and there are no hashes (msgid); or NULL */
};

/* E_FS_* when it cannot be read, E_NOT_BUNDLE / E_BUNDLE_FORM with the entry and what is wrong.
 * bundle_open() also reads every entry to its end. */
struct bundle *bundle_open(const char *path, struct err *err) MUST_USE;
/* Only the list; each entry is checked when it is read to its end. */
struct bundle *bundle_open_headers(const char *path, struct err *err) MUST_USE;

/* One pass over everything that hashes every entry: for who verifies. */
struct bundle_pass {
    unsigned kinds; /* DIGEST_SHA256, DIGEST_SM3 */
    const struct progress *progress;
    const char *item; /* of the progress */
    uint64_t total;   /* of the progress, in bytes of all entries; 0: not known */
};
struct bundle *bundle_open_hashed(const char *path, const struct bundle_pass *pass,
                                  struct err *err) MUST_USE;
void bundle_close(struct bundle *b);

/* Size and SHA-256 of the container itself. Of a folder: of all its files, and of the lines that
 * manifest.h writes of them. */
uint64_t bundle_size(const struct bundle *b);
bool bundle_hash(struct bundle *b, uint8_t *sha256, struct err *err) MUST_USE;

size_t bundle_entries(const struct bundle *b);
const struct bundle_entry *bundle_entry_at(const struct bundle *b, size_t i);
bool bundle_find(const struct bundle *b, const char *name, size_t *i);
struct reader *bundle_read(struct bundle *b, size_t i, struct err *err) MUST_USE;
/* The whole of a small entry. After bundle_open_hashed() they are the bytes that were hashed, or it
 * is E_ALTERED. */
bool bundle_text(struct bundle *b, const char *name, size_t max, struct buf *out,
                 struct err *err) MUST_USE;

#endif
