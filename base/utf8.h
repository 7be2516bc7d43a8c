/* utf8.h - text as people see it: columns, folding, making hostile text visible.
 *
 * Over utf8proc. Widths: CJK and full-width 2, combining 0, everything else 1. East Asian
 * ambiguous characters count 1 here and are never printed by our own screens. */
#ifndef CASEPACK_BASE_UTF8_H
#define CASEPACK_BASE_UTF8_H

#include "base/buf.h"

/* Next code point of s at *at; a broken sequence gives U+FFFD and moves on by one byte. */
uint32_t utf8_next(struct str s, size_t *at);
void utf8_put(struct buf *out, uint32_t code_point);
bool utf8_is_valid(struct str s); /* strict: no overlong forms, no surrogates, no NUL */
size_t utf8_bad_at(struct str s); /* offset of the first broken byte, s.n when valid */

int utf8_char_cols(uint32_t code_point); /* 0, 1 or 2 */
size_t utf8_cols(struct str s);
/* Longest start of s that fits into cols and does not cut a wide character. */
struct str utf8_cut(struct str s, size_t cols);
/* The same up to the last place where a line may end: a blank, or beside a wide character and not
 * before a closing sign. A word that is longer than cols is cut. */
struct str utf8_line(struct str s, size_t cols);

/* Full-width ASCII (U+FF01..FF5E), ideographic blank, and the Chinese full stop/comma forms
 * that an input method sends for '.', ',' and '-' become ASCII; all else unchanged. For keys
 * and answers. */
uint32_t utf8_fold_width(uint32_t code_point);

/* NFKC with case folding: the canonical form in which names and words are compared. */
void utf8_fold(struct str s, struct buf *out);

/* Whether a character could act on a terminal or hide in a text. */
bool utf8_may_act(uint32_t code_point);
/* Appends s with everything that could act on a terminal made visible: control characters, ESC,
 * bidi controls, zero-width and unassigned characters as <U+202E>, broken bytes as <9B>. */
void utf8_visible(struct str s, struct buf *out);

#endif
