/* encoding_trail.h - what each stretch of decoded text was written as, until it is written again.
 *
 * A decoder adds a piece for what it gives on; whoever takes the text takes the pieces from the
 * front. Neighbours of one form are one piece, so plain text costs nothing however long it is.
 * A raw piece holds the bytes that stood in for its text: a broken byte, an escape. */
#ifndef CASEPACK_REDACT_ENCODING_TRAIL_H
#define CASEPACK_REDACT_ENCODING_TRAIL_H

#include "base/str.h"

enum encoding { /* also: how a piece is written */
                ENCODING_UTF8,
                ENCODING_GB18030,
                ENCODING_UTF16LE,
                ENCODING_UTF16BE,
                ENCODING_ANY8, /* UTF-8 or GB18030: nothing but ASCII seen so far */
};

#define TRAIL_RAW_MAX 16

struct trail_piece {
    size_t n;           /* bytes of decoded text that are left of it */
    enum encoding form; /* of its neighbourhood when it is raw */
    uint8_t raw_n;      /* 0: the text itself, written in that form */
    uint8_t raw[TRAIL_RAW_MAX];
};

struct trail { /* all zero to begin */
    struct trail_piece *pieces;
    size_t head, tail, cap;
};

void trail_done(struct trail *t);
void trail_add(struct trail *t, enum encoding form, size_t n);
void trail_add_raw(struct trail *t, enum encoding form, size_t n, const void *raw,
                   size_t raw_n);

/* The piece at the front; NULL when there is none. */
const struct trail_piece *trail_front(const struct trail *t);
void trail_take(struct trail *t, size_t n); /* n at most what is left of the front */

#endif
