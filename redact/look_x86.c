/* look_x86.c - the look with SSE2, which every x86-64 has, and with AVX2. */
#include "redact/look_inside.h"

#ifdef __SSE2__

#include <immintrin.h>

/* Of each class and block, and of the blocks before and behind; block b of a look is at b + 1. */
struct masks {
    uint64_t of[LOOK_CLASSES][LOOK_BLOCKS + 2];
};

/* The masks of four blocks, shifted with what is beside them: the bits of the bytes k on. */
typedef uint64_t four_masks __attribute__((vector_size(32)));
typedef uint64_t four_masks_there __attribute__((vector_size(32), aligned(8), may_alias));
#define FOUR_AT(p) (*(four_masks_there *)(void *)(p))
#define FOUR(masks, b) \
    ((four_masks) * (const four_masks_there *)(const void *)((masks) + (b) + 1))
#define SHIFTED(masks, b, k)                                                            \
    ((k) == 0  ? FOUR(masks, b)                                                         \
     : (k) > 0 ? FOUR(masks, b) >> ((k)&63) | FOUR(masks, (b) + 1) << ((64 - (k)) & 63) \
               : FOUR(masks, b) << (-(k)&63) | FOUR(masks, (b)-1) >> ((64 + (k)) & 63))
#define HAS(cls, k) SHIFTED(m->of[CLASS_##cls], b, k)

/* ---- SSE2 ---------------------------------------------------------------------------------*/

/* Tables of nibbles need a shuffle that SSE2 has not. */
static uint64_t heads_sse2(const uint8_t *p, const struct look_heads *heads)
{
    uint64_t found = 0;

    for (int i = 0; i < LOOK_BYTES; i++)
        found |= (uint64_t)look_head(heads, p + i) << i;
    return found;
}

#define LANES 16
#define NAMED(name) name##_sse2
#define TARGET
#define VECTOR __m128i
#define V_LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define V_ALL(byte) _mm_set1_epi8((char)(byte))
#define V_EQUAL(a, b) _mm_cmpeq_epi8(a, b)
#define V_MINUS(a, b) _mm_sub_epi8(a, b)
#define V_LEAST(a, b) _mm_min_epu8(a, b)
#define V_OR(a, b) _mm_or_si128(a, b)
#define V_BITS(v) (unsigned)_mm_movemask_epi8(v)
#include "redact/look_lanes.def"
#undef LANES
#undef NAMED
#undef TARGET
#undef VECTOR
#undef V_LOAD
#undef V_ALL
#undef V_EQUAL
#undef V_MINUS
#undef V_LEAST
#undef V_OR
#undef V_BITS

/* ---- AVX2 ---------------------------------------------------------------------------------*/

#define LANES 32
#define NAMED(name) name##_avx2
#define TARGET __attribute__((target("avx2")))
#define VECTOR __m256i
#define V_LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define V_ALL(byte) _mm256_set1_epi8((char)(byte))
#define V_EQUAL(a, b) _mm256_cmpeq_epi8(a, b)
#define V_MINUS(a, b) _mm256_sub_epi8(a, b)
#define V_LEAST(a, b) _mm256_min_epu8(a, b)
#define V_OR(a, b) _mm256_or_si256(a, b)
#define V_BITS(v) (unsigned)_mm256_movemask_epi8(v)

TARGET static __m256i nibbles(const uint8_t table[16], __m256i which)
{
    __m128i half = _mm_loadu_si128((const __m128i *)(const void *)table);

    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(half), which);
}

TARGET static uint64_t heads_avx2(const uint8_t *p, const struct look_heads *heads)
{
    uint64_t found = 0;

    for (int half = 0; half < LOOK_BYTES / LANES; half++) {
        __m256i in = V_ALL(0xff);

        for (int i = 0; i < LOOK_HEAD; i++) {
            __m256i x = V_LOAD(p + half * LANES + i), low = _mm256_and_si256(x, V_ALL(15));
            __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), V_ALL(15));

            in = _mm256_and_si256(in, _mm256_and_si256(nibbles(heads->low[i], low),
                                                       nibbles(heads->high[i], high)));
        }
        found |= (uint64_t)~V_BITS(V_EQUAL(in, _mm256_setzero_si256())) << half * LANES;
    }
    return found;
}

#include "redact/look_lanes.def"

#endif
