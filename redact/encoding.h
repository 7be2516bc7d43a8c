/* encoding.h - is a stream strict UTF-8 text? Checked in pieces, also inside a character. */
#ifndef CASEPACK_REDACT_ENCODING_H
#define CASEPACK_REDACT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct utf8_check { /* all zero to begin */
    uint8_t more;   /* bytes of the character still to come */
    uint8_t lo, hi; /* what the next of them may be */
};

/* False for overlong forms, surrogates, beyond U+10FFFF, and NUL: that is no text. */
bool utf8_check_feed(struct utf8_check *c, const uint8_t *p, size_t n);
bool utf8_check_end(const struct utf8_check *c); /* false inside a character */

#endif
