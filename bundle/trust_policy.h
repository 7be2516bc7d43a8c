/* trust_policy.h - the file POLICY of a trust folder, read and changed. */
#ifndef CASEPACK_BUNDLE_TRUST_POLICY_H
#define CASEPACK_BUNDLE_TRUST_POLICY_H

#include "bundle/trust.h"

#define POLICY_FILE "POLICY"

/* Adds what dir/POLICY says, when it is there. E_KEY_FORM names the line that is none. */
bool policy_read(const char *dir, struct trust_policy *p, struct err *err) MUST_USE;
/* The same of text, which file is the name of. */
bool policy_parse(struct str text, const char *file, struct trust_policy *p,
                  struct err *err) MUST_USE;
void policy_done(struct trust_policy *p);

/* Puts line in the place of those that begin with start, or at the end; other lines stay as they
 * are. Nothing is written when line is there already. */
bool policy_put(const char *dir, const char *start, const char *line, struct err *err) MUST_USE;

#endif
