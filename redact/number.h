/* number.h - telephone numbers: what match_number() and the takers share. */
#ifndef CASEPACK_REDACT_NUMBER_H
#define CASEPACK_REDACT_NUMBER_H

#include "base/str.h"

/* 400 and 800 numbers, 95xxx, 12345: everybody's, they stay. */
bool number_is_hotline(struct str number);

#endif
