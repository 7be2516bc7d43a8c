/* memo.h - the latest short texts and what was made of each: logs repeat themselves.
 *
 * A newer text may take the place of an older one; then that is made anew. One thread. */
#ifndef CASEPACK_REDACT_MEMO_H
#define CASEPACK_REDACT_MEMO_H

#include "base/str.h"

#define MEMO_TEXT_MAX 48
#define MEMO_MADE_MAX 64

struct memo;

struct memo *memo_new(void);
void memo_free(struct memo *m); /* wipes it */

/* What was put for a text under that tag; valid until the next memo_put(). */
bool memo_get(const struct memo *m, uint8_t tag, struct str text, struct str *made);
/* Texts and what is made of them that are too long are not kept. */
void memo_put(struct memo *m, uint8_t tag, struct str text, struct str made);

#endif
