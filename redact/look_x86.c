/* look_x86.c - the look with SSE2, which every x86-64 has, with AVX2 and with AVX-512. */
#include "redact/look_inside.h"

#ifdef __SSE2__

#include <immintrin.h>
#include <string.h>

#define BLOCKS (LOOK_BLOCKS + 2 + 8) /* the last ones are never looked at */

enum four { FOUR_DIGIT, FOUR_HEX, FOUR_ALNUM, FOURS };

/* Of each class and block, and of the blocks before and behind; block b of a look is at b + 1. */
struct masks {
    uint64_t of[LOOK_CLASSES][BLOCKS];
    uint64_t fours[FOURS][BLOCKS]; /* where four in a row begin */
};

/* In the n blocks from b on, and in those beside them. */
static bool any_high(const struct masks *m, size_t b, size_t n)
{
    uint64_t any = 0;

    for (size_t i = 0; i < n + 2; i++)
        any |= m->of[CLASS_HIGH][b + i];
    return any != 0;
}

/* The masks of four or eight blocks, shifted with what is beside them: the bits of the bytes k
 * on. */
typedef uint64_t four_masks __attribute__((vector_size(32)));
typedef uint64_t four_masks_there __attribute__((vector_size(32), aligned(8), may_alias));
typedef uint64_t eight_masks __attribute__((vector_size(64)));
typedef uint64_t eight_masks_there __attribute__((vector_size(64), aligned(8), may_alias));
#define ROW_AT(p) (*(MASKS_THERE *)(void *)(p))
#define ROW(masks, b) ((MASKS) * (const MASKS_THERE *)(const void *)((masks) + ((b) + 1)))
#define SHIFTED(masks, b, k)                                                          \
    ((k) == 0  ? ROW(masks, b)                                                        \
     : (k) > 0 ? ROW(masks, b) >> ((k)&63) | ROW(masks, (b) + 1) << ((64 - (k)) & 63) \
               : ROW(masks, b) << (-(k)&63) | ROW(masks, (b)-1) >> ((64 + (k)) & 63))
/* `high` is known when this is compiled: without such bytes, half of it is nothing. */
#define HAS(cls, k)                                             \
    ((look_high_classes & CLASS_BIT(cls)) && !high ? (MASKS){0} \
                                                   : SHIFTED(m->of[CLASS_##cls], b, k))
#define FOUR_OF(cls, k) SHIFTED(m->fours[FOUR_##cls], b, k)

/* ---- SSE2 ---------------------------------------------------------------------------------*/

/* Tables of nibbles need a shuffle that SSE2 has not. */
static void heads_sse2(const uint8_t *p, const struct look_heads *heads, uint64_t *starts)
{
    for (size_t i = 0; i < LOOK_BLOCKS * LOOK_BYTES; i++)
        starts[i / LOOK_BYTES] |= (uint64_t)look_head(heads, p + i) << i % LOOK_BYTES;
}

#define MASKS four_masks
#define MASKS_THERE four_masks_there
#define LANES 16
#define PART_BITS uint16_t
#define NAMED(name) name##_sse2
#define TARGET
#define VECTOR __m128i
#define V_LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define V_ALL(byte) _mm_set1_epi8((char)(byte))
#define V_EQUAL(a, b) _mm_cmpeq_epi8(a, b)
#define V_MINUS(a, b) _mm_sub_epi8(a, b)
#define V_LEAST(a, b) _mm_min_epu8(a, b)
#define V_OR(a, b) _mm_or_si128(a, b)
#define V_BITS(v) (uint32_t) _mm_movemask_epi8(v)
#include "redact/look_lanes.def"

/* ---- lists --------------------------------------------------------------------------------*/

/* Eight at a time, whether there are as many or not: how often a loop goes round nobody could
 * foretell. */
__attribute__((target("bmi,popcnt"))) size_t list_bmi(const uint64_t masks[LOOK_BLOCKS],
                                                      uint16_t *list)
{
    size_t n = 0;

    for (size_t b = 0; b < LOOK_BLOCKS; b++) {
        uint16_t *to = list + n;

        n += (size_t)_mm_popcnt_u64(masks[b]);
        for (uint64_t left = masks[b]; left; to += 8)
            for (size_t k = 0; k < 8; k++, left = _blsr_u64(left))
                to[k] = (uint16_t)(b * LOOK_BYTES + _tzcnt_u64(left));
    }
    return n;
}

/* ---- AVX2 ---------------------------------------------------------------------------------*/

#define LANES 32
#define PART_BITS uint32_t
#define NAMED(name) name##_avx2
#define TARGET __attribute__((target("avx2")))
#define VECTOR __m256i
#define V_LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define V_ALL(byte) _mm256_set1_epi8((char)(byte))
#define V_EQUAL(a, b) _mm256_cmpeq_epi8(a, b)
#define V_MINUS(a, b) _mm256_sub_epi8(a, b)
#define V_LEAST(a, b) _mm256_min_epu8(a, b)
#define V_OR(a, b) _mm256_or_si256(a, b)
#define V_BITS(v) (uint32_t) _mm256_movemask_epi8(v)

TARGET static __m256i nibbles(const uint8_t table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

TARGET static void heads_avx2(const uint8_t *p, const struct look_heads *heads,
                              uint64_t *starts)
{
    __m256i low[LOOK_HEAD], high[LOOK_HEAD], nibble = V_ALL(15);

    for (int i = 0; i < LOOK_HEAD; i++) {
        low[i] = nibbles(heads->low[i]);
        high[i] = nibbles(heads->high[i]);
    }
    for (size_t at = 0; at < LOOK_BLOCKS * LOOK_BYTES; at += LANES) {
        __m256i in = V_ALL(0xff);

        for (int i = 0; i < LOOK_HEAD; i++) {
            __m256i x = V_LOAD(p + at + i);
            __m256i a = _mm256_shuffle_epi8(low[i], _mm256_and_si256(x, nibble));
            __m256i b = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);

            in = _mm256_and_si256(in, _mm256_and_si256(a, _mm256_shuffle_epi8(high[i], b)));
        }
        starts[at / LOOK_BYTES] |= (uint64_t)~V_BITS(V_EQUAL(in, _mm256_setzero_si256()))
                                   << at % LOOK_BYTES;
    }
}

#include "redact/look_lanes.def"
#undef MASKS
#undef MASKS_THERE

/* ---- AVX-512: a comparison gives the mask ------------------------------------------------------*/

#define MASKS eight_masks
#define MASKS_THERE eight_masks_there
#define LANES 64
#define PART_BITS uint64_t
#define NAMED(name) name##_avx512
#define TARGET __attribute__((target("avx512f,avx512bw")))
#define VECTOR __m512i
#define V_LOAD(p) _mm512_loadu_si512((const void *)(p))
#define V_ALL(byte) _mm512_set1_epi8((char)(byte))
#define V_EQUAL(a, b) _mm512_cmpeq_epi8_mask(a, b)
#define V_MINUS(a, b) _mm512_sub_epi8(a, b)
#define V_LEAST(a, b) _mm512_min_epu8(a, b)
#define V_OR(a, b) _mm512_or_si512(a, b)
#define V_BITS(mask) (mask)

TARGET static __m512i nibbles_of_64(const uint8_t table[16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)table));
}

TARGET static void heads_avx512(const uint8_t *p, const struct look_heads *heads,
                                uint64_t *starts)
{
    __m512i low[LOOK_HEAD], high[LOOK_HEAD], nibble = V_ALL(15);

    for (int i = 0; i < LOOK_HEAD; i++) {
        low[i] = nibbles_of_64(heads->low[i]);
        high[i] = nibbles_of_64(heads->high[i]);
    }
    for (size_t block = 0; block < LOOK_BLOCKS; block++) {
        __m512i in = V_ALL(0xff);

        for (int i = 0; i < LOOK_HEAD; i++) {
            __m512i x = V_LOAD(p + block * LOOK_BYTES + i);
            __m512i a = _mm512_shuffle_epi8(low[i], _mm512_and_si512(x, nibble));
            __m512i b = _mm512_and_si512(_mm512_srli_epi16(x, 4), nibble);

            in = _mm512_and_si512(in, _mm512_and_si512(a, _mm512_shuffle_epi8(high[i], b)));
        }
        starts[block] |= _mm512_test_epi8_mask(in, in);
    }
}

#include "redact/look_lanes.def"

#endif
