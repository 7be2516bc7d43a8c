/* container.h - what read.c and the readers of the four formats share.
 *
 * A format lists the entries when it is opened, names ascending, each through
 * container_add(); which is where the rules that hold for every format stand. */
#ifndef CASEPACK_BUNDLE_CONTAINER_H
#define CASEPACK_BUNDLE_CONTAINER_H

#include "bundle/hasher.h"
#include "bundle/read.h"
#include "bundle/source.h"

struct container_format {
    /* Whether the container begins as one of this format; NULL: not one that has bytes. */
    bool (*is_one)(struct source *source);
    /* Checks the form and lists all entries. One that can be read only from the front also hands
     * their bytes to container_hash() when b->hasher is there. */
    bool (*open)(struct bundle *b, struct err *err);
    struct reader *(*read)(struct bundle *b, size_t i, struct err *err);
    void (*close)(struct bundle *b);
    bool hashes_at_open;
};

extern const struct container_format container_zip, container_tar, container_iso, container_dir;

struct bundle {
    const struct container_format *format;
    const char *path;
    struct source *source; /* NULL: a folder */
    struct arena *arena;
    struct bundle_entry *entries;
    size_t n, cap;
    uint64_t unpacked_bytes;
    struct str *kept; /* of each entry: its bytes, or p NULL */
    size_t kept_cap;
    uint64_t kept_bytes;
    const struct bundle_pass *pass; /* while it is opened; NULL: only the list */
    unsigned hashed;                /* the kinds of hashes that the entries have */
    struct hasher *hasher;
    uint64_t hashed_bytes;
    void *own; /* the format's */
};

/* E_BUNDLE_FORM: what is wrong with the container (name "") or with an entry. Always false. */
bool container_fault(struct err *err, const char *name, const char *fault);

/* A new entry; name is copied. False when a rule is broken. */
bool container_add(struct bundle *b, struct str name, uint64_t size_bytes,
                   struct err *err) MUST_USE;

/* Reads to the end and keeps the hashes in the entry, and the bytes of a small one: then the format
 * is not asked for them again. What is wrong with the data becomes its fault. */
bool container_hash(struct bundle *b, size_t i, struct reader *r, struct err *err) MUST_USE;

/* From a source that belongs to the bundle from now on, also on failure. */
struct bundle *bundle_open_source(struct source *source, const struct bundle_pass *pass,
                                  struct err *err) MUST_USE;

#endif
