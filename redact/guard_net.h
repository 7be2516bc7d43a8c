/* guard_net.h - where in a text could one of many words end? A net for words of some lengths.
 *
 * Each word goes by as many grams in a row as the net has steps, so that one of them begins at a
 * byte that is looked at, whichever bytes of a text those are: every step-th. Which grams of a word
 * are taken is chosen by how few other words have them.
 *
 *   net_new() -> { net_taken() -> { net_first() -> net_next() ... } ... } -> net_free() */
#ifndef CASEPACK_REDACT_GUARD_NET_H
#define CASEPACK_REDACT_GUARD_NET_H

#include "base/str.h"

#define NET_GRAM_MAX 4  /* bytes that are read at each place */
#define NET_WORD_END 32 /* the last bytes of a word, of which the grams are chosen */
#define NET_STEP_MAX 4  /* a multiple of the steps of all nets */

enum net_kind { /* by the length of the words */
                NET_LONG,
                NET_SHORT,
                NET_SHORTEST,
                NET_COUNT
};

/* The net for words of n bytes; NET_COUNT when they are too short for any. */
enum net_kind net_of(size_t n);

struct net;

struct net_place {
    uint32_t word, next;
    uint32_t rest; /* bytes from the gram's first to the end of the word */
};

/* In lower case (ASCII); not copied, used by this call only. Words for other nets are left out; NULL
 * when none is left. */
struct net *net_new(enum net_kind kind, const struct str *words, size_t n);
void net_free(struct net *net);

size_t net_step(const struct net *net);
/* A bit for each of the n (at most 64) looked at bytes from p on where a word's gram may begin;
 * NET_GRAM_MAX bytes from the last of them on are read. */
uint64_t net_taken(const struct net *net, const uint8_t *p, size_t n);
/* Words that have a gram like the one at p; NULL when there are no more. In any order. */
const struct net_place *net_first(const struct net *net, const uint8_t *p);
const struct net_place *net_next(const struct net *net, const struct net_place *place);

#endif
