/* look_inside.h - classes of bytes, for the ways of looking. */
#ifndef CASEPACK_REDACT_LOOK_INSIDE_H
#define CASEPACK_REDACT_LOOK_INSIDE_H

#include "redact/look.h"

enum look_class {
#define CLASS(name, bytes) CLASS_##name,
#define HIGH_CLASS(name, bytes) CLASS_##name,
#define JOINED(name, classes) CLASS_##name,
#include "redact/look.def"
    LOOK_CLASSES
};

#define CLASS_BIT(name) (UINT64_C(1) << CLASS_##name)

static const uint64_t look_high_classes = 0
#define HIGH_CLASS(name, bytes) | CLASS_BIT(name)
#include "redact/look.def"
    ;

look_at look_plain, words_plain;
look_list list_plain;

#ifdef __SSE2__
look_at look_sse2, words_sse2;
look_at look_avx2, words_avx2;
look_at look_avx512, words_avx512;
look_list list_bmi; /* where there is AVX2: see base/system.h */
#endif

/* Does a head begin at p, of which LOOK_HEAD bytes are read? */
static inline bool look_head(const struct look_heads *heads, const uint8_t *p)
{
    return heads->both[0][p[0]] & heads->both[1][p[1]] & heads->both[2][p[2]];
}

#endif
