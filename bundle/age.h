/* age.h - files that only the desk can open: age v1, one X25519 recipient (C2SP age).
 *
 *   age-encryption.org/v1
 *   -> X25519 base64(ephemeral share)
 *   base64(file key, wrapped)
 *   --- base64(MAC of the header)
 *   16 bytes of nonce, then chunks of 64 KiB, each followed by its 16-byte tag
 *
 * Opened by: age -d -i key.txt FILE.age */
#ifndef CASEPACK_BUNDLE_AGE_H
#define CASEPACK_BUNDLE_AGE_H

#include "base/reader.h"
#include "bundle/crypto_x25519.h"

/* "age1" and 58 letters: Bech32 (BIP 173), lower case only. E_VALUE for anything else, also for
 * points of small order. */
bool age_recipient(struct str text, uint8_t *recipient, struct err *err) MUST_USE;

/* Reads as the age file of what plain gives, in constant memory; takes plain over, also when it
 * fails. A file is whole only when its last chunk was read: when plain fails, so does this. */
struct reader *age_reader(struct reader *plain, const uint8_t *recipient,
                          struct err *err) MUST_USE;

#endif
