/* archive_kit.h - archives for tests, in memory; a mistake fails the test. */
#ifndef CASEPACK_TESTS_SUPPORT_ARCHIVE_KIT_H
#define CASEPACK_TESTS_SUPPORT_ARCHIVE_KIT_H

#include "base/buf.h"

struct archive;

enum archive_kind {
    ARCHIVE_ZIP,
    ARCHIVE_TAR,
    ARCHIVE_TAR_GZ,
    ARCHIVE_TAR_BZ2,
    ARCHIVE_TAR_XZ,
    ARCHIVE_TAR_ZST,
    ARCHIVE_GZ,
    ARCHIVE_BZ2,
    ARCHIVE_XZ,
    ARCHIVE_ZST,
    ARCHIVE_ZIP_ENCRYPTED
};

/* archive_kit_begin() -> archive_kit_add() ... -> archive_kit_end(); bytes go to out. */
struct archive *archive_kit_begin(enum archive_kind kind, struct buf *out);
void archive_kit_add(struct archive *a, const char *name, struct str data);
void archive_kit_link(struct archive *a, const char *name, const char *to);
void archive_kit_end(struct archive *a);

/* The member's data into out; false when there is none of that name. */
bool archive_kit_get(struct str archive, const char *name, struct buf *out);
/* Names, each followed by a newline. */
void archive_kit_names(struct str archive, struct buf *out);

#endif
