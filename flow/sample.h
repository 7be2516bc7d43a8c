/* sample.h - a case with invented data that has come to the end: for the hotline's mirror of the
 * screens, and for the pictures in the guide. Reads no machine and writes nothing. */
#ifndef CASEPACK_FLOW_SAMPLE_H
#define CASEPACK_FLOW_SAMPLE_H

#include "flow/flow.h"

/* STEP_WRITTEN with everything before it, machine 3 of 10. flow_free() as for any flow. */
struct flow *flow_sample(const char *profile, struct err *err) MUST_USE;

/* Verdicts as a report code says them: states in the order of the profile's checks. Values are
 * not said, so none are shown. */
void flow_sample_fill(struct flow *f, const uint8_t *states, size_t n);

#endif
