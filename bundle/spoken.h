/* spoken.h - digits for the phone (BUNDLE.md, "Spoken codes").
 *
 * Groups of 4 digits + 1 Damm check digit over (group number, d1..d4). A code is written as
 * groups with one blank between: "12345 67890". */
#ifndef CASEPACK_BUNDLE_SPOKEN_H
#define CASEPACK_BUNDLE_SPOKEN_H

#include "base/buf.h"

#define SPOKEN_DIGITS 4 /* of a group, without its check digit */

/* The check digit of group number g (0 is the head) over 4 digits 0..9. */
unsigned spoken_check(unsigned g, const uint8_t *digits);

/* The group with its check digit: "12345". */
void spoken_put(unsigned g, const uint8_t *digits, struct buf *out);

/* KK of a head group, over its two digits before KK and all others of the code: the groups as
 * numbers, PP * 10^4 + first group * 10^8 + second group * 10^12 ... mod 97. Groups of zeros at
 * the end change nothing. */
unsigned spoken_sum(const uint8_t *head, const uint8_t *digits, size_t n);

/* Two groups from the first bytes of the bundle id (64 hex digits). */
void spoken_bundle_code(const char *bundle_id, struct buf *out);

/* "30 86": what the hotline says back once it holds a bundle of this id, so that both sides speak.
 * From SHA-256 of "casepack answer 1" and the id: the spoken code tells nothing of it. */
void spoken_answer(const char *bundle_id, struct buf *out);

/* Report code: head "PPKK"+D (PP profile and pack version, KK = spoken_sum() over all states),
 * then one digit a check, four checks a group; all-zero groups are not spoken, so each spoken
 * group is written with its number: "0:PPKKD 2:....D". */
void spoken_report_code(unsigned pack, const uint8_t *states, size_t n, struct buf *out);

/* n groups of digits from hash bytes without bias; 0 when the bytes run out. */
size_t spoken_groups(const uint8_t *hash, size_t bytes, unsigned groups, struct buf *out);

#endif
