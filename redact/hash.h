/* hash.h - FNV-1a, byte by byte: hash tables over our own data, no secret depends on it. */
#ifndef CASEPACK_REDACT_HASH_H
#define CASEPACK_REDACT_HASH_H

#include <stddef.h>
#include <stdint.h>

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

#endif
