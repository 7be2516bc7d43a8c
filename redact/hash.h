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

/* Of a stream in any pieces: were these bytes the same as those? For accidents, not attacks. */
struct fingerprint { /* all zero to begin */
    uint64_t hash;
    uint64_t n;
    uint8_t part[8]; /* the last n % 8 bytes */
};

static inline void fingerprint_word(struct fingerprint *f, const uint8_t *p)
{
    uint64_t word;

    memcpy(&word, p, sizeof word);
    f->hash = (f->hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    f->hash ^= f->hash >> 32;
}

static inline void fingerprint_add(struct fingerprint *f, const void *bytes, size_t n)
{
    const uint8_t *p = bytes, *end = p + n;

    while (p < end && (f->n % 8 || end - p < 8)) {
        f->part[f->n++ % 8] = *p++;
        if (f->n % 8 == 0)
            fingerprint_word(f, f->part);
    }
    for (; end - p >= 8; p += 8, f->n += 8)
        fingerprint_word(f, p);
    while (p < end)
        f->part[f->n++ % 8] = *p++;
}

static inline uint64_t fingerprint_get(const struct fingerprint *f)
{
    return hash_bytes(f->hash ^ f->n, f->part, f->n % 8);
}

#endif
