/* session.h - the state of a case on the medium where its packs go: DIR/casepack.session.
 *
 *   casepack session 1 LF     the first line, authenticated
 *   12 bytes                  nonce
 *   ...                       JSON, sealed with ChaCha20-Poly1305
 *   16 bytes                  tag
 *
 * The key is HKDF(alias key, "casepack session 1"), so only the key folder that began a case goes
 * on with it. Inside: the case, the policy, site keywords, chosen items, decisions, tags of values
 * that were looked at (keyed hashes, never values), and the verdicts of each machine whose pack
 * lies there. Nothing that was read from a machine is in it but these verdicts.
 *
 * A session does not restore work, it restores decisions: the machine is read and searched again,
 * and what was looked at counts only where the tags still agree. A release is never restored.
 * Written whole (part file, rename): after a power cut the old or the new one is there. */
#ifndef CASEPACK_FLOW_SESSION_H
#define CASEPACK_FLOW_SESSION_H

#include "flow/flow.h"

#define SESSION_FILE "casepack.session"

struct session_info {
    int64_t saved_s;     /* time */
    enum flow_step step; /* that was reached */
    unsigned screen;     /* where the user was */
    unsigned machine;
    char number[32]; /* of the case */
};

bool session_is_there(const char *dir);

bool session_save(struct flow *f, const char *dir, unsigned screen, struct err *err) MUST_USE;

/* Only looks. E_SESSION when it is damaged or belongs to another key folder. */
bool session_look(struct flow *f, const char *dir, struct session_info *out,
                  struct err *err) MUST_USE;

/* Takes it over into a flow that has not begun. One whose pack was written goes on with the next
 * machine; info then says STEP_START. */
bool session_load(struct flow *f, const char *dir, struct session_info *out,
                  struct err *err) MUST_USE;

#endif
