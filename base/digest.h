/* digest.h - hashes, MAC and random bytes over libgcrypt (FIPS 180-4, GB/T 32905, RFC 7693,
 * 2104).
 *
 * digest_start() once, before a second thread runs; the others end the program (E6005) without
 * it. */
#ifndef CASEPACK_BASE_DIGEST_H
#define CASEPACK_BASE_DIGEST_H

#include "base/err.h"

#define SHA256_BYTES 32
#define SM3_BYTES 32
#define BLAKE2B_BYTES 64
#define SHA512_BYTES 64

/* Bits of a set. */
enum digest_kind {
    DIGEST_SHA256 = 1,
    DIGEST_SM3 = 2,
    DIGEST_BLAKE2B = 4,
    DIGEST_SHA512 = 8,
};

bool digest_start(struct err *err) MUST_USE;

/* One pass over the data gives all kinds of the set. */
struct digest *digest_new(unsigned kinds);
void digest_add(struct digest *d, const void *p, size_t n);
void digest_get(struct digest *d, enum digest_kind kind, uint8_t *out); /* ends the adding */
void digest_free(struct digest *d);

void digest_once(enum digest_kind kind, const void *p, size_t n, uint8_t *out);

/* HMAC-SHA256; out holds 32 bytes. */
void digest_mac(const void *key, size_t key_bytes, const void *p, size_t n, uint8_t *out);

void digest_random(void *p, size_t n); /* from the operating system's generator */

/* Lower-case hex of n bytes and a NUL into out (2n + 1 bytes), and back (exact length, lower
 * case). */
void hex_from(const uint8_t *p, size_t n, char *out);
bool hex_to(struct str hex, uint8_t *out, size_t n) MUST_USE;

/* The same time for equal and different bytes. */
bool bytes_equal(const void *a, const void *b, size_t n);

#endif
