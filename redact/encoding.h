/* encoding.h - a text in any of the field's encodings as UTF-8 for the scanner, and back again.
 *
 *   bytes -> [guess] -> lines or units -> UTF-8 -> [escapes] -> scanner
 *   scanner -> codec_keep() what stays, codec_replace() what goes -> bytes of the same encoding
 *
 *   codec_new() -> { codec_room() -> codec_filled() } ... -> codec_end() -> codec_finish()
 *
 * All decoded text comes back, in order and in any pieces, through codec_keep() and
 * codec_replace(), which tell by its length what it was written as: text that stays is written
 * byte for byte as it was read, broken bytes, byte order mark and spelling of escapes included.
 * Which text comes out does not depend on the pieces that went in. Memory is constant.
 *
 * An 8-bit text is UTF-8 or GB18030 line by line; where a line could be both, what the file is
 * elsewhere decides. Bytes that are neither are seen by the scanner as U+FFFD. So are bytes that
 * swallow the first byte of a known word: E5 7A is a character of GB18030, but before "hangsan"
 * rather a broken byte and the z of a name. Inside UTF-16 such a word ends the text as broken. */
#ifndef CASEPACK_REDACT_ENCODING_H
#define CASEPACK_REDACT_ENCODING_H

#include "base/buf.h"
#include "redact/encoding_trail.h"

struct encoding_guess {
    enum encoding encoding;
    size_t bom_n; /* bytes of the mark at the beginning */
};

/* From the first bytes of a text, at most ENCODING_SNIFF of them. */
#define ENCODING_SNIFF (64 * 1024)
struct encoding_guess encoding_guess(const uint8_t *p, size_t n);

/* What a line is (whole), or the beginning of one, of an 8-bit file that is UTF8, GB18030 or
 * ANY8 elsewhere. sure: it can be nothing else. */
enum encoding encoding_of_line(const uint8_t *p, size_t n, bool whole, enum encoding file,
                               bool *sure);

struct codec;
typedef void codec_text(void *ctx, const uint8_t *p, size_t n);

/* plain: strict UTF-8 without any of the above, so that offsets of spans stay true. */
struct codec *codec_new(bool plain, codec_text *text, void *ctx);
void codec_free(struct codec *c);

/* Bytes of the word that must not leave and begins at p[x]; 0 for none. p[0..n) may be looked at;
 * what stands before x is no part of it. The answer must not change while a text is read. */
typedef size_t codec_knows(void *ctx, const uint8_t *p, size_t x, size_t n);
void codec_ask(struct codec *c, codec_knows *knows, void *ctx); /* before the first byte */

/* Where to put the next bytes, at least one, and that n of them are there. False, now or at the
 * end: this is no text, or too much of it is broken. */
uint8_t *codec_room(struct codec *c, size_t *room);
bool codec_filled(struct codec *c, size_t n) MUST_USE;
bool codec_end(struct codec *c) MUST_USE;

void codec_keep(struct codec *c, const uint8_t *p, size_t n, struct buf *out);
/* with: UTF-8, written as the neighbourhood is. */
void codec_replace(struct codec *c, const uint8_t *p, size_t n, struct str with,
                   struct buf *out);
/* After codec_end(), when all text came back: what no text stands for. */
void codec_finish(struct codec *c, struct buf *out);

/* For who only reads: no text so far will come back. */
void codec_forget(struct codec *c);

/* All text since codec_forget() is the bytes it was read from, one for one. */
bool codec_is_verbatim(const struct codec *c);

uint64_t codec_at(const struct codec *c); /* original bytes that came back */

#endif
