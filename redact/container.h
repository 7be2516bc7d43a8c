/* container.h - an archive read member by member and written again in the same format.
 *
 *   container_open() -> { container_next() -> container_data() read to its end or not
 *                         -> [container_begin() -> container_write() ...] } ...
 *   -> container_end() -> container_close()
 *
 * Nothing of the old archive is taken over but names, order and times of its members: no owners,
 * no extra fields, no comments, no bytes between members. What is written comes out in out, a
 * little at a time; the same calls give the same bytes. zip, tar, and what packs one stream, which
 * is then the only member, of no name: gzip, bzip2, xz, zstd. The only file that knows libarchive.
 *
 * Memory is what libarchive holds: little, but as much as the window that the packer chose, for
 * bzip2, xz and zstd (xz -9: 64 MiB; zstd: at most 128 MiB).
 *
 * E_ARCHIVE: damaged, or unpacking to too much (ratio, size, number). */
#ifndef CASEPACK_REDACT_CONTAINER_H
#define CASEPACK_REDACT_CONTAINER_H

#include "base/reader.h"

enum container_type {
    CONTAINER_GZIP,
    CONTAINER_BZIP2,
    CONTAINER_XZ,
    CONTAINER_ZSTD,
    CONTAINER_ZIP,
    CONTAINER_TAR,
};

static inline bool container_is_single(enum container_type type) /* one stream, packed */
{
    return type < CONTAINER_ZIP;
}

#define CONTAINER_MEMBERS_MAX 100000
#define CONTAINER_NAME_MAX 4096

struct container_budget { /* of a whole file, its inner archives included; zero to begin */
    uint64_t packed;      /* bytes of the file read so far */
    uint64_t unpacked;
    size_t members;
};

enum member_type { MEMBER_FILE, MEMBER_FOLDER, MEMBER_OTHER };

struct container_member {
    struct str name; /* UTF-8, valid until the next member; {NULL, 0}: not to be read as text */
    enum member_type type;
    bool encrypted;
};

struct container;

/* in and budget must outlive it; out is appended to. */
struct container *container_open(enum container_type type, struct reader *in,
                                 struct container_budget *budget, struct buf *out,
                                 struct err *err) MUST_USE;
void container_close(struct container *c);

/* *more false at the end. */
bool container_next(struct container *c, struct container_member *out, bool *more,
                    struct err *err) MUST_USE;
/* After a failure: it is the archive itself, or its budget, and not the member alone. */
bool container_is_broken(const struct container *c);
/* The data of the member; closing it is harmless. */
struct reader *container_data(struct container *c);

/* Begins the member in the new archive under that name; a single stream asks neither. */
bool container_begin(struct container *c, struct str name, uint64_t size,
                     struct err *err) MUST_USE;
bool container_write(struct container *c, struct str data, struct err *err) MUST_USE;
bool container_end(struct container *c, struct err *err) MUST_USE;

#endif
