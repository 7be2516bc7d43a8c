/* head.h - the first four bytes of labels and of known words, letters in any case: filters that
 * send most places of a text on after one look. */
#ifndef CASEPACK_REDACT_HEAD_H
#define CASEPACK_REDACT_HEAD_H

#include <stdint.h>
#include <string.h>

#define HEAD_BYTES 4
#define HEAD_MAP_BITS 17
#define HEAD_MAP_SIZE ((size_t)1 << HEAD_MAP_BITS)

/* What a byte of a map says of the heads with its hash. */
enum { HEAD_LABEL = 1, HEAD_KNOWN = 2, HEAD_SHORT = 4 /* beside HEAD_LABEL */ };

/* Folds letters, and merges a few other bytes. HEAD_BYTES must be readable. */
static inline uint32_t head_of(const uint8_t *p)
{
    uint32_t head;

    memcpy(&head, p, HEAD_BYTES);
    return head | 0x20202020u;
}

static inline uint32_t head_hash(uint32_t head, unsigned bits)
{
    return head * 0x9E3779B1u >> (32 - bits);
}

static inline uint8_t *head_slot(uint8_t map[HEAD_MAP_SIZE], const uint8_t *p)
{
    return &map[head_hash(head_of(p), HEAD_MAP_BITS)];
}

static inline uint8_t head_look_up(const uint8_t map[HEAD_MAP_SIZE], const uint8_t *p)
{
    return map[head_hash(head_of(p), HEAD_MAP_BITS)];
}

#endif
