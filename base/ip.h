/* ip.h - IP addresses between bytes and text, without the network's own library. */
#ifndef CASEPACK_BASE_IP_H
#define CASEPACK_BASE_IP_H

#include "base/str.h"

#define IPV4_BYTES 4
#define IPV6_BYTES 16
#define IPV6_TEXT_MAX 46 /* with the NUL */

/* "192.0.2.7": four decimal numbers without leading zeros. */
bool ipv4_of_text(struct str text, uint8_t out[IPV4_BYTES]) MUST_USE;

/* RFC 5952: lower case, the longest run of zero groups as "::". */
void ipv6_to_text(const uint8_t in[IPV6_BYTES], char out[IPV6_TEXT_MAX]);

#endif
