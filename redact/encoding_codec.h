/* encoding_codec.h - the inside of a codec, for the files of the codec.
 *
 *   in:   [ a line or unit that is not whole yet | room ]
 *   text: [ decoded, its end may be half an escape ]
 *
 * written holds what each stretch of decoded text was written as, spelled what each stretch of
 * text behind the escapes was spelled as. */
#ifndef CASEPACK_REDACT_ENCODING_CODEC_H
#define CASEPACK_REDACT_ENCODING_CODEC_H

#include <string.h>

#include "redact/encoding.h"
#include "redact/encoding_char.h"
#include "redact/value.h"

#define LINE_PIECE (64 * 1024) /* a longer line is decided on in pieces of this */
#define IN_BYTES (2 * LINE_PIECE)
#define TEXT_BYTES (4 * LINE_PIECE) /* no byte and no unit gives more than three */

struct codec {
    codec_text *give;
    void *ctx;
    codec_knows *knows; /* or NULL */
    void *knows_ctx;
    bool plain, guessed;
    struct encoding_guess guess;
    enum encoding eight; /* of an 8-bit text: UTF8, GB18030, or ANY8 as long as it is open */
    struct trail written, spelled;
    uint64_t at, seen, broken, gb_all, gb_common;
    unsigned pairs, strange, shifted; /* UTF-16: units in a row that are suspicious */
    uint8_t mark[3], odd;
    bool mark_due, odd_due;
    uint8_t before;               /* the last byte given on */
    bool behind_escape;           /* and it was of an escape */
    uint8_t part[CHAR_BYTES_MAX]; /* a character that came back in part */
    size_t part_n;
    struct buf dropped;
    size_t in_n, text_n, in_high, text_high; /* high: most that it held, to be wiped */
    uint8_t in[IN_BYTES];
    uint8_t text[TEXT_BYTES];
};

/* Appends decoded text that was written in that form; or what stands in for broken bytes. */
void codec_put(struct codec *c, enum encoding form, const void *p, size_t n);
void codec_put_broken(struct codec *c, enum encoding form, const uint8_t *p, size_t n);
/* The same in two steps: where n bytes may be put, and that so many were. */
uint8_t *codec_text_room(struct codec *c, size_t n);
void codec_text_grew(struct codec *c, enum encoding form, size_t n);
/* A long stretch that is text as it stands. */
void codec_put_block(struct codec *c, enum encoding form, const uint8_t *p, size_t n);
bool codec_is_too_broken(const struct codec *c);
/* Bytes of the known word at p[x]; 0 also when nobody knows words. */
size_t codec_word(const struct codec *c, const uint8_t *p, size_t x, size_t n);

/* Takes whole lines or units from the front of in, and with all what is left as well. False:
 * this is no text. */
bool codec_take_lines(struct codec *c, bool all, size_t *used);
bool codec_take_units(struct codec *c, bool all, size_t *used);

#endif
