/* keyed.h - everything that depends on the site key: tags and keyed permutations.
 *
 *   case key = HMAC(site key, "casepack case " case number)
 *   kind key = HMAC(case key, name of the kind)
 *   tag      = HMAC(kind key, canonical value)
 *
 * A permutation never maps two values to one, needs no table and gives the same result in any
 * order and on any number of threads. Read-only after keyed_new(). */
#ifndef CASEPACK_REDACT_KEYED_H
#define CASEPACK_REDACT_KEYED_H

#include "redact/redact.h"

#define TAG_BYTES 32
#define KEYED_DIGITS_MAX 512

struct keyed;

struct keyed *keyed_new(const uint8_t *site_key, const char *case_number);
void keyed_free(struct keyed *k);

void keyed_tag(const struct keyed *k, enum entity_kind kind, struct str canonical,
               uint8_t tag[TAG_BYTES]);

/* A permutation of the numbers below 2^bits (bits even, 2..64). */
uint64_t keyed_number(const struct keyed *k, enum entity_kind kind, uint64_t x, unsigned bits);

/* A permutation of the strings of n digits where digit i counts to radix[i]; n at most
 * KEYED_DIGITS_MAX. Another tweak is another permutation. */
void keyed_digits(const struct keyed *k, enum entity_kind kind, unsigned tweak,
                  const uint8_t *radix, uint8_t *digits, size_t n);

/* One octet of a prefix-preserving permutation (Crypto-PAn; one tag holds the tree of bits of
 * an octet): two inputs that share their first bits share as many in the output. before are the
 * n original octets ahead of it, at most KEYED_DEPTH; its first keep bits stay. */
#define KEYED_DEPTH 8
struct keyed_memo;
uint8_t keyed_octet(const struct keyed *k, struct keyed_memo *memo, enum entity_kind kind,
                    const uint8_t *before, size_t n, uint8_t octet, unsigned keep);

/* The tags that keyed_octet() made last, which neighbours share: all zero to begin, for one thread
 * and one key, to be wiped. NULL does as well. */
struct keyed_memo {
    struct keyed_branch {
        bool used;
        enum entity_kind kind;
        uint8_t before[KEYED_DEPTH], tag[TAG_BYTES];
    } branches[KEYED_DEPTH];
};

#endif
