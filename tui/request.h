/* request.h - digits that the hotline reads to the user: a case number for screen 20, items for
 * screen 40 (docs/spoken-codes.md).
 *
 * They are typed as they are said, "9:31041 1:12155", with or without the numbers of the groups, the
 * colons and the blanks: "931041112155", "3104112155". */
#ifndef CASEPACK_TUI_REQUEST_H
#define CASEPACK_TUI_REQUEST_H

#include "bundle/spoken_message.h"

/* Digits, and what may stand between groups of them. */
bool request_is(struct str text);

/* E_SPOKEN_GROUP names the group to ask for, and the one correction that would make it fit, which
 * is never applied: "1:12158 --> 1:12155 ?". E_SPOKEN when each group fits and they are no request. */
bool request_read(struct str text, struct spoken_request *out, struct err *err) MUST_USE;

#endif
