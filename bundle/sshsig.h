/* sshsig.h - OpenSSH signatures (openssh PROTOCOL.sshsig, RFC 8709), one canonical form.
 *
 *   -----BEGIN SSH SIGNATURE-----
 *   base64, 70 characters a line, of
 *     "SSHSIG" version 1, public key, namespace "casepack", reserved "", "sha512", signature
 *   -----END SSH SIGNATURE-----
 *
 * What is signed: "SSHSIG", namespace, reserved, "sha512", SHA-512 of the message. Checked
 * without casepack by
 *   ssh-keygen -Y verify -f allowed -I site -n casepack -s FILE.sshsig < MESSAGE */
#ifndef CASEPACK_BUNDLE_SSHSIG_H
#define CASEPACK_BUNDLE_SSHSIG_H

#include "bundle/keys.h"

/* Appends the armored signature. */
bool sshsig_make(const struct signing_key *key, struct str message, struct buf *out,
                 struct err *err) MUST_USE;

/* Its two halves: what Ed25519 signs, and the armored form of a signature over that. */
#define SSHSIG_SIGNED_BYTES 100
void sshsig_signed_bytes(struct str message, uint8_t *out);
void sshsig_text(const uint8_t *public_key, const uint8_t *signature, struct buf *out);

/* E_BUNDLE_FORM for any other form than the one above, E_NOT_TRUSTED when the key in it is not
 * among keys, E_SIGNATURE when it is over another message. */
bool sshsig_check(struct str text, struct str message, const struct public_key *keys, size_t n,
                  const struct public_key **signer, struct err *err) MUST_USE;

/* A line for ssh-keygen's file of allowed signers: principal, namespaces="casepack", the key.
 * principal: letters, digits, ".@_-", 1 to 64 of them, else E_VALUE. */
bool sshsig_allowed_line(const struct public_key *key, const char *principal, struct buf *out,
                         struct err *err) MUST_USE;

#endif
