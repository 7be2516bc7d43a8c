/* sm2.h - SM2 signatures with SM3 (GM/T 0003, GM/T 0009), identity 1234567812345678.
 *
 * A signature is DER, SEQUENCE { INTEGER r, INTEGER s }, in its one shortest form; a public key
 * is PEM, 64 characters a line. Checked without casepack by
 *   openssl dgst -sm3 -verify sm2.pem -sigopt distid:1234567812345678 -signature FILE MESSAGE
 *
 * The secret lives in secret memory; what is stored of it is sealed by whoever stores it. */
#ifndef CASEPACK_BUNDLE_SM2_H
#define CASEPACK_BUNDLE_SM2_H

#include "base/buf.h"
#include "bundle/crypto_sm2.h"

#define SM2_DER_MAX 72

struct sm2_key;

struct sm2_key *sm2_key_new(struct err *err) MUST_USE; /* from the system's generator */
/* The key of a stored secret (SM2_SECRET_BYTES); E_KEY_FORM when it is not one. */
struct sm2_key *sm2_key_of(const uint8_t *secret, struct err *err) MUST_USE;
void sm2_key_free(struct sm2_key *key);
const uint8_t *sm2_key_secret(const struct sm2_key *key); /* to seal and store; do not copy */
const uint8_t *sm2_key_public(const struct sm2_key *key); /* SM2_PUBLIC_BYTES */

void sm2_public_pem(const uint8_t *public_key, struct buf *out);
/* Exactly what sm2_public_pem() writes; E_KEY_FORM. */
bool sm2_public_from_pem(struct str pem, uint8_t *public_key, struct err *err) MUST_USE;

/* Appends the DER signature. */
bool sm2_sign(const struct sm2_key *key, struct str message, struct buf *out,
              struct err *err) MUST_USE;
/* E_BUNDLE_FORM when der does not have its one form, E_SIGNATURE. */
bool sm2_check(struct str der, struct str message, const uint8_t *public_key,
               struct err *err) MUST_USE;

/* SM3(Z || message), Z = SM3(bits of the identity, identity, a, b, G, public key). */
void sm2_message_hash(const uint8_t *public_key, struct str message, uint8_t *hash);

#endif
