/* deflate.h - raw deflate (RFC 1951) by several threads: the same bytes whatever their number.
 *
 * A file is cut into chunks of a fixed size. Each is packed by itself, with the 32 KiB before it
 * as dictionary, and ends at a byte boundary (sync flush), so that the packed chunks one behind
 * the other are the deflate stream of the file. Chunks of several files may be under way.
 *
 *   deflate_new()
 *   while there is data:
 *       deflate_is_full() -> deflate_take() the oldest chunk and write it
 *       deflate_room(), fill it, deflate_put()
 *   deflate_take() until it says false -> deflate_free()
 *
 * One caller only. Its own thread packs too while it would wait, so threads 1 starts none. */
#ifndef CASEPACK_BUNDLE_DEFLATE_H
#define CASEPACK_BUNDLE_DEFLATE_H

#include "base/str.h"

#define DEFLATE_CHUNK (256 * 1024)
#define DEFLATE_THREADS_MAX 8

struct deflater;

struct deflated_chunk {
    struct str packed; /* valid until the next deflate_put() */
    size_t size_bytes; /* before it was packed */
    uint32_t crc;      /* of the file up to the end of this chunk */
    bool first, last;  /* of its file */
};

struct deflater *deflate_new(unsigned threads);
void deflate_free(struct deflater *d); /* at any moment; what is under way is thrown away */

bool deflate_is_full(const struct deflater *d);
/* DEFLATE_CHUNK bytes to fill; not while it is full. */
uint8_t *deflate_room(struct deflater *d);
/* The n bytes there: a whole chunk, or less when it is the last of its file. */
void deflate_put(struct deflater *d, size_t n, bool last);
/* The oldest chunk that was put; false when there is none. */
bool deflate_take(struct deflater *d, struct deflated_chunk *out);

#endif
