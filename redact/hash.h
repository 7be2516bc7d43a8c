/* hash.h - FNV-1a, byte by byte: hash tables over our own data, no secret depends on it; and a
 * fingerprint of whole files. */
#ifndef CASEPACK_REDACT_HASH_H
#define CASEPACK_REDACT_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t hash_byte(uint64_t hash, uint8_t c)
{
    return (hash ^ c) * UINT64_C(0x100000001b3);
}

static inline uint64_t hash_bytes(uint64_t hash, const void *p, size_t n)
{
    const uint8_t *bytes = p;

    for (size_t i = 0; i < n; i++)
        hash = hash_byte(hash, bytes[i]);
    return hash ^ hash >> 29; /* the low bits choose the slot */
}

/* Of a stream in any pieces: were these bytes the same as those? For accidents, not attacks. Eight
 * lanes, because a multiplication takes longer than the reading of eight bytes. */
#define FINGERPRINT_LANES 8
#define FINGERPRINT_BLOCK ((size_t)FINGERPRINT_LANES * 8)

struct fingerprint { /* all zero to begin */
    uint64_t lanes[FINGERPRINT_LANES];
    uint64_t n;
    uint8_t part[FINGERPRINT_BLOCK]; /* the last n % FINGERPRINT_BLOCK bytes */
};

static inline uint64_t fingerprint_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

static inline void fingerprint_block(struct fingerprint *f, const uint8_t *p)
{
    uint64_t words[FINGERPRINT_LANES];

    memcpy(words, p, sizeof words);
    for (size_t i = 0; i < FINGERPRINT_LANES; i++)
        f->lanes[i] = fingerprint_mix(f->lanes[i], words[i]);
}

static inline void fingerprint_add(struct fingerprint *f, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;

    while (n && (f->n % FINGERPRINT_BLOCK || n < FINGERPRINT_BLOCK)) {
        f->part[f->n++ % FINGERPRINT_BLOCK] = *p++;
        n--;
        if (f->n % FINGERPRINT_BLOCK == 0)
            fingerprint_block(f, f->part);
    }
    for (; n >= FINGERPRINT_BLOCK; p += FINGERPRINT_BLOCK, n -= FINGERPRINT_BLOCK) {
        fingerprint_block(f, p);
        f->n += FINGERPRINT_BLOCK;
    }
    while (n--)
        f->part[f->n++ % FINGERPRINT_BLOCK] = *p++;
}

static inline uint64_t fingerprint_get(const struct fingerprint *f)
{
    uint64_t hash = f->n;

    for (size_t i = 0; i < FINGERPRINT_LANES; i++)
        hash = fingerprint_mix(hash, f->lanes[i]);
    return hash_bytes(hash, f->part, f->n % FINGERPRINT_BLOCK);
}

/* Of a few bytes. */
static inline uint64_t hash_short(uint64_t hash, const void *p, size_t n)
{
    const uint8_t *bytes = p;
    uint64_t word = 0;

    hash = fingerprint_mix(hash, n);
    for (; n >= 8; n -= 8, bytes += 8) {
        memcpy(&word, bytes, 8);
        hash = fingerprint_mix(hash, word);
    }
    for (word = 0; n; n--)
        word = word << 8 | bytes[n - 1];
    return fingerprint_mix(hash, word);
}

#endif
