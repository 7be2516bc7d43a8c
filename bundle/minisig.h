/* minisig.h - minisign files, algorithm "ED" only (prehashed BLAKE2b-512), one canonical text
 * form.
 *
 *   untrusted comment: signature from casepack
 *   base64("ED" key-id[8] signature[64])
 *   trusted comment: casepack v1 case:CAS-00000-A0B0C0 seq:1
 *   base64(signature over signature[64] + trusted comment)
 */
#ifndef CASEPACK_BUNDLE_MINISIG_H
#define CASEPACK_BUNDLE_MINISIG_H

#include "bundle/keys.h"

/* Appends the .minisig text. trusted_comment: printable ASCII, one line, at most 200 bytes. */
bool minisig_make(const struct signing_key *key, struct str message,
                  const char *trusted_comment, struct buf *out, struct err *err) MUST_USE;

/* Any other form than the one above is E_BUNDLE_FORM, a signature that does not fit E_SIGNATURE.
 * E_NOT_TRUSTED when the key is not among keys. *key_id is filled whenever the form is right. The
 * trusted comment is cut out of text. */
bool minisig_check(struct str text, struct str message, const struct public_key *keys, size_t n,
                   const struct public_key **signer, struct str *trusted_comment,
                   uint8_t *key_id, struct err *err) MUST_USE;

#endif
