/* checksum.h - check digits of the ids that people and organisations bear. */
#ifndef CASEPACK_REDACT_CHECKSUM_H
#define CASEPACK_REDACT_CHECKSUM_H

#include "base/str.h"

/* ISO/IEC 7812-1, B: digits only. */
bool checksum_luhn(struct str digits);

/* GB 11643-1999: 18 characters; also the province and the date must be possible. */
bool checksum_resident(struct str id);
/* The parts that need no check digit: of the 18 or the old 15 characters. */
bool checksum_resident_shape(struct str id);

/* GB 32100-2015: 18 characters of 0-9A-HJ-NPQRTUWXY. */
bool checksum_org(struct str code);
bool checksum_org_shape(struct str code);

#endif
