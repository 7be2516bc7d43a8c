/* record.h - this machine as a redacted recording for tests (casepack record).
 *
 * A plain tar (POSIX.1-1988) of what a bundle would say of the machine without its logs; unpacked
 * it is given back with --root (collect/recorded.c). */
#ifndef CASEPACK_FLOW_RECORD_H
#define CASEPACK_FLOW_RECORD_H

#include "flow/flow.h"

/* From a flow that was only made: checks, collects, reviews and plans with every kind of value at
 * its safest action, then writes path, which must not exist (E_OUT_EXISTS). */
bool flow_record(struct flow *f, const char *path, const struct progress *progress,
                 struct err *err) MUST_USE;

#endif
