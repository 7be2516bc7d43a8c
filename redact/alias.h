/* alias.h - stable stand-ins: the same value of the same kind always gets the same alias.
 *
 *   kind         alias               keeps
 *   ipv4, ipv6   an address          class (private stays private), prefixes, .0 and .255
 *   mac          a MAC address       maker (OUI), flag bits, separators
 *   uuid         a UUID              dashes or none; table and text agree
 *   serial, oem  the same length     digits stay digits, letters letters, the rest stays
 *   host         H-7K2Q4M            DESKTOP-, WIN-, LAPTOP- with a tail of the same length
 *   user, domain U-..., D-...
 *   sid          S-1-5-21-x-y-z      the RID; one machine or domain, one alias
 *   activation   the same length     as serials
 *   people and   <手机#7K2Q4M>        that equal values are equal
 *   places
 *   email        U-...@D-....example the user's and the domain's own aliases
 *
 * An alias is written in the letters' case and separator form of the text it stands for. All
 * functions may be called from several threads at once. */
#ifndef CASEPACK_REDACT_ALIAS_H
#define CASEPACK_REDACT_ALIAS_H

#include "redact/keyed.h"
#include "redact/known.h"

struct alias_book;

/* All are used as long as the book lives. No alias is a value of known or met, which may be
 * NULL; of addresses that would be, the last octet is another one. */
struct alias_book *alias_book_new(const struct keyed *keys, const struct known *known,
                                  const struct known *met);
void alias_book_free(struct alias_book *book);

/* Appends the alias of text as it stands. Text that is not written as a value of its kind gets
 * an alias of the same length. */
void alias_for(struct alias_book *book, enum entity_kind kind, struct str text,
               struct buf *out);

/* What stands in for a kind when not even an alias may. */
const char *alias_mask(const struct alias_book *book, enum entity_kind kind);

/* The same, always of the same length: for places that cannot grow. */
void alias_same_length(struct alias_book *book, enum entity_kind kind, struct str text,
                       struct buf *out);

/* A UUID as 16 bytes, in either byte order. */
void alias_uuid_bytes(struct alias_book *book, const uint8_t in[UUID_BYTES],
                      uint8_t out[UUID_BYTES]);

/* For alias_core.c: addresses need no book (alias_net.c). memo: see keyed_octet(). */
void alias_ipv4(const struct keyed *keys, struct keyed_memo *memo, const uint8_t in[4],
                uint8_t out[4]);
bool alias_bears_ipv4(const uint8_t v[16]); /* in its last four bytes */
void alias_ipv6(const struct keyed *keys, struct keyed_memo *memo, const uint8_t in[16],
                uint8_t out[16]);
void alias_mac(const struct keyed *keys, const uint8_t in[6], uint8_t out[6]);

#endif
