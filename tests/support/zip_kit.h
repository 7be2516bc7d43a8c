/* zip_kit.h - zips made by hand: the canonical form of a bundle, or with one thing spoiled. */
#ifndef CASEPACK_TESTS_SUPPORT_ZIP_KIT_H
#define CASEPACK_TESTS_SUPPORT_ZIP_KIT_H

#include "base/buf.h"

#define ZIP_FILES_MAX 32
#define ZIP_MAX (16 * 1024 * 1024)

struct zip_file {
    const char *name;
    const char *central_name; /* NULL: the same */
    struct str data;
    uint32_t stated_size; /* 0: the real one */
    bool store;
    bool hidden; /* not in the directory */
    bool more_after;
    bool loose_bits;
};

struct zip {
    struct zip_file files[ZIP_FILES_MAX];
    size_t n;
    uint16_t version, flags, time, date;
    uint16_t local_extra, central_extra;
    uint32_t attributes;
    struct str before, between, after, comment;
    bool directory_reversed;
    int count_off; /* added to the number of entries in the end record */
    uint32_t crc_off;
};

/* Without files; what a struct zip starts from. */
extern const struct zip zip_canonical;

void zip_build(const struct zip *z, struct buf *out);

/* One entry alone, and where it came to lie. */
struct zip_placed {
    uint32_t at, crc, packed, size;
};
void zip_put_local(struct buf *out, const struct zip *z, const struct zip_file *f,
                   struct zip_placed *p);

#endif
