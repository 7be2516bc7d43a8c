/* release.h - from the reviewed redaction to the written bundle (60-90).
 *
 *   flow_plan() -> flow_release() [-> flow_release_second()] -> flow_sign() -> flow_write()
 *
 * A second person is asked for by the policy, or because a marking was let pass (marking.h). */
#ifndef CASEPACK_FLOW_RELEASE_H
#define CASEPACK_FLOW_RELEASE_H

#include "bundle/plan.h"
#include "bundle/write.h"
#include "flow/flow.h"

/* Release, 60-61. */
bool flow_plan(struct flow *f, const struct progress *progress, struct err *err) MUST_USE;
const struct plan *flow_the_plan(const struct flow *f);
const char *flow_release_code(const struct flow *f); /* digits of the bundle id, two groups */
bool flow_release(struct flow *f, const char *operator_id, struct err *err) MUST_USE;
/* Only where the policy asks: another person, who typed the release code from screen 60. Their
 * key is "officer" of the key folder, made on first use with the passphrase. */
bool flow_release_second(struct flow *f, const char *releaser_id, struct str typed_code,
                         struct str passphrase, struct err *err) MUST_USE;
bool flow_refuse(struct flow *f, const char *releaser_id, struct err *err) MUST_USE;
bool flow_officer_exists(const struct flow *f); /* whether the second person's key was made */

/* Sign, 70. The site key is made when there is none; passphrase {NULL,0} leaves it unsealed. */
bool flow_key_state(const struct flow *f, bool *exists, bool *sealed, struct err *err) MUST_USE;
bool flow_sign(struct flow *f, struct str passphrase, struct err *err) MUST_USE;

/* Write, 80-90. split_bytes: the size of a piece; 0: in one piece. */
void flow_split(struct flow *f, uint64_t split_bytes);
bool flow_write(struct flow *f, const char *out_dir, const char *format,
                const struct progress *progress, struct err *err) MUST_USE;
const struct bundle_written *flow_written(const struct flow *f);
const char *flow_file_stem(const struct flow *f); /* casepack-CAS-00000-A0B0C0-m03-s1 */
const char *flow_bundle_id(const struct flow *f);
const char *flow_bundle_code(const struct flow *f);   /* "12345 67890" */
const char *flow_answer_digits(const struct flow *f); /* "30 86": what the hotline says back */

/* Where the policy allows it (E_POLICY_REFUSED): what a phone may read of the bundle, its id and
 * the report code; as text, and as an SVG image for out. After flow_plan(). */
bool flow_qr_text(const struct flow *f, struct buf *out, struct err *err) MUST_USE;
bool flow_qr_svg(const struct flow *f, struct buf *out, struct err *err) MUST_USE;
/* NAME.age beside the written bundle, for one age recipient, after the bundle was verified once
 * more. path holds 4096 bytes. E_VALUE for a bundle in pieces, E_FS_KIND
 * for a folder. */
bool flow_seal(struct flow *f, const char *recipient, const struct progress *progress,
               char *path, struct err *err) MUST_USE;

#endif
