/* hasher.h - the hashes of one file after the other, of large ones on a second thread beside the
 * reading.
 *
 *   hasher_new()
 *   for each file: hasher_room(), fill it, hasher_put() many -> hasher_end()
 *   hasher_free()
 *
 * The calling thread reads and unpacks; when it would have to wait for room it hashes as well, so
 * that both threads are busy whichever work is the greater. Memory is constant. */
#ifndef CASEPACK_BUNDLE_HASHER_H
#define CASEPACK_BUNDLE_HASHER_H

#include "base/digest.h"

#define HASHER_BLOCK (128 * 1024)

struct hasher;

/* kinds: DIGEST_SHA256 or DIGEST_SM3 or both. */
struct hasher *hasher_new(unsigned kinds);
void hasher_free(struct hasher *h);

uint8_t *hasher_room(struct hasher *h); /* HASHER_BLOCK bytes to fill */
void hasher_put(struct hasher *h, size_t n);
/* The hashes of what was put since the last end; those not asked for stay untouched. */
void hasher_end(struct hasher *h, uint8_t *sha256, uint8_t *sm3);

#endif
