/* request.h - digits that the hotline reads to the user: a case number for screen 20, items for
 * screen 40 (docs/spoken-codes.md).
 *
 * They are typed as they are said, "9:31041 1:12155", or without the numbers of the groups and with
 * or without blanks, "3104112155". */
#ifndef CASEPACK_TUI_REQUEST_H
#define CASEPACK_TUI_REQUEST_H

#include "bundle/spoken_message.h"

/* Digits, and what may stand between groups of them. */
bool request_is(struct str text);

/* E_SPOKEN names the group to ask for, and the one correction that would make it fit, which is
 * never applied: "1:12158 --> 1:12155 ?". */
bool request_read(struct str text, struct spoken_request *out, struct err *err) MUST_USE;

#endif
