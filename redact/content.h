/* content.h - what a file is, by its first bytes and never by its name. */
#ifndef CASEPACK_REDACT_CONTENT_H
#define CASEPACK_REDACT_CONTENT_H

#include "base/str.h"

#define CONTENT_HEAD 512 /* bytes that it takes to tell */

enum content {
    CONTENT_TEXT,   /* or nothing that is known: the codec decides */
    CONTENT_BINARY, /* a format that is withheld */
    CONTENT_GZIP,
    CONTENT_BZIP2,
    CONTENT_XZ,
    CONTENT_ZSTD,
    CONTENT_ZIP,
    CONTENT_TAR,
    CONTENT_TABLE, /* may be an SMBIOS table: its structures decide */
};

enum content content_of(struct str head);
/* A zip whose first member has that name is a document or a program. */
bool content_is_document(struct str first_member);

#endif
