/* hkdf.h - keys from a secret, HMAC-SHA256 (RFC 5869), one block. */
#ifndef CASEPACK_BUNDLE_HKDF_H
#define CASEPACK_BUNDLE_HKDF_H

#include "base/digest.h"

#define HKDF_BYTES SHA256_BYTES
#define HKDF_INFO_MAX 64

/* The first 32 bytes of the output. salt may be empty; info: at most HKDF_INFO_MAX bytes. */
void hkdf(struct str secret, struct str salt, struct str info, uint8_t *out);

#endif
