/* marking.h - what does not leave, and a second person's word on files with a marking (54, 55).
 *
 * A file that bears a marking of the second tier (redact/mark.h) is withheld until another person
 * than the operator judges it, with the own code and the passphrase of the own key. Their word is
 * recorded in redaction.txt and on the release sheet, a refusal as well. A file that is let pass is
 * searched again and reviewed like any other, and then that person has to release the pack,
 * whatever the policy says, so that the record bears their signature. A marking of the first tier
 * never leaves. A session remembers the word as long as the file keeps its size. */
#ifndef CASEPACK_FLOW_MARKING_H
#define CASEPACK_FLOW_MARKING_H

#include "flow/flow.h"

struct flow_held { /* a file that does not leave; after flow_review() */
    size_t artifact;
    const char *origin; /* redacted, visible */
    enum withheld reason;
    const char *judged_by; /* who left it withheld; "" when nobody was asked */
};

size_t flow_held(const struct flow *f);
bool flow_held_at(const struct flow *f, size_t i, struct flow_held *out);
bool held_can_pass(const struct flow_held *held); /* a second person may let it */

/* Void the review. Errors: E_POLICY_REFUSED when nobody may judge it, E_NOT_RELEASED without the
 * operator's code, E_SAME_PERSON, E_PASSPHRASE_NEEDED, those of the key. */
bool flow_pass_marking(struct flow *f, size_t artifact, const char *person,
                       struct str passphrase, struct err *err) MUST_USE;
/* No passphrase: what is refused stays here. */
bool flow_keep_marking(struct flow *f, size_t artifact, const char *person,
                       struct err *err) MUST_USE;

/* Whether a second person has to release: by policy, or for a marking that was let pass. */
bool flow_needs_second(const struct flow *f);

#endif
