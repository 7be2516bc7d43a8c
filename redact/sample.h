/* sample.h - a few places of each kind for the review: the line before and after. */
#ifndef CASEPACK_REDACT_SAMPLE_H
#define CASEPACK_REDACT_SAMPLE_H

#include "redact/engine.h"

struct sample_set;

struct sample_set *sample_set_new(struct redactor *r, struct arena *a);
/* The first SCAN_SAMPLES values of a kind are taken, each once; the rest is ignored. */
void sample_add(struct sample_set *set, const struct hit *hit, const struct text *around,
                uint64_t at, uint64_t line);
/* Frees the set; the samples lie in the arena. */
void sample_set_end(struct sample_set *set, struct scan_sample **samples, size_t *n);

#endif
