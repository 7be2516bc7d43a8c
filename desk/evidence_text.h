/* evidence_text.h - the small text files of a bundle into struct evidence. Private to desk/.
 *
 * They are signed, but written by somebody else: what does not have its form is passed over, a
 * missing line leaves "" or 0. */
#ifndef CASEPACK_DESK_EVIDENCE_TEXT_H
#define CASEPACK_DESK_EVIDENCE_TEXT_H

#include "desk/evidence.h"

void evidence_read_case(struct evidence *e, struct str text); /* "key: value" lines */
void evidence_read_release(struct evidence *e,
                           struct str text);                   /* the sheet of bundle/plan.h */
void evidence_read_index(struct evidence *e, struct str text); /* tabs, # begins a comment */
void evidence_read_redaction(struct evidence *e, struct str text); /* the same */

#endif
