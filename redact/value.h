/* value.h - values between their written forms and the one canonical form they are known by.
 *
 *   kind                      written                          canonical
 *   ipv4                      10.0.0.5  10-0-0-5               4 bytes
 *   ipv6                      RFC 4291, any case               16 bytes
 *   mac                       -  :  xxxx.xxxx.xxxx  bare  enx  6 bytes
 *   uuid                      with dashes or bare, any case    16 bytes, see uuid_canonical()
 *   serial, oem               as is                            letters and digits, upper case
 *   mobile, landline          +86  (86-317)  0317-             digits behind country and 0
 *   bank-card, imei           groups or none                   digits
 *   resident-id, plate, ...   any case and separators          letters and digits, upper case
 *   sid                       with or without RID              S-1-5-21-a-b-c
 *   ssid                      as is                            as is
 *   host, domain, user, ...   as is                            trimmed, ASCII lower case
 *
 * Full-width letters, digits and signs are the same as those of ASCII in all of them. */
#ifndef CASEPACK_REDACT_VALUE_H
#define CASEPACK_REDACT_VALUE_H

#include "redact/redact.h"

#define VALUE_MAX 512 /* bytes of a written or canonical value that the engine knows */
#define UUID_BYTES 16

struct value { /* canonical */
    size_t n;
    uint8_t p[VALUE_MAX];
};

/* False when text is not written as a value of that kind, or is longer than VALUE_MAX. */
bool value_of(enum entity_kind kind, struct str text, struct value *out) MUST_USE;

/* The whole text is one address; nothing around it. */
bool ipv4_parse(struct str text, uint8_t out[4]) MUST_USE;
bool ipv6_parse(struct str text, uint8_t out[16]) MUST_USE;
bool mac_parse(struct str text, uint8_t out[6]) MUST_USE;
bool uuid_parse(struct str text, uint8_t out[UUID_BYTES]) MUST_USE;

struct sid {
    size_t rid_at; /* where "-RID" begins; the text's end when there is none */
};
bool sid_parse(struct str text, struct sid *out) MUST_USE;
void sid_print_as(const uint8_t v[12], struct str example, struct buf *out); /* the RID stays */

/* text with full-width forms as ASCII; in scratch when there are any. */
struct str value_narrow(struct str text, struct value *scratch);

/* Appended to out. As: the letters' case, separators and prefix of an example that parses. */
void ipv4_print_as(const uint8_t v[4], struct str example, struct buf *out);
void ipv6_print_as(const uint8_t v[16], struct str example, struct buf *out); /* RFC 5952 */
void hex_print_as(const uint8_t *v, struct str example, struct buf *out);     /* MAC, UUID */

/* SMBIOS keeps the first three fields of a UUID in the other byte order. The canonical form is
 * the smaller of the two orders, so that text and table agree without knowing which is which.
 * True when v itself was the other order. */
bool uuid_canonical(const uint8_t v[UUID_BYTES], uint8_t out[UUID_BYTES]);
void uuid_swap(uint8_t v[UUID_BYTES]);

/* Values that tell nothing about a site and always stay: loopback, masks, multicast, all-zero
 * and broadcast MACs, well-known accounts, localhost. */
bool value_is_common(enum entity_kind kind, struct str text);
bool ipv4_is_common(const uint8_t v[4]);

#endif
