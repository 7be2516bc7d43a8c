/* guard_net.c - a bit for each gram's hash, and behind it a list of the words that have it. */
#include "redact/guard_net.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define BITS_MIN 12
#define BITS_MAX 22
#define PLACES_EVERY 16 /* hashes for each place at least, so that most bits stay clear */

static const struct shape {
    size_t least,
        most; /* bytes of a word: a gram and the steps from one to the last at least */
    size_t gram, step;
} shapes[NET_COUNT] = {
    [NET_LONG] = {7, SIZE_MAX, 4, 4},
    [NET_SHORT] = {4, 6, 3, 2},
    [NET_SHORTEST] = {2, 3, 2, 1},
};

struct net {
    const struct shape *shape;
    uint32_t bytes; /* those of a gram, all ones */
    uint32_t last;  /* hash */
    uint64_t *taken;
    uint32_t *heads; /* 1 + index of a place */
    struct net_place *places;
    size_t n, cap;
};

enum net_kind net_of(size_t n)
{
    for (int kind = 0; kind < NET_COUNT; kind++)
        if (n >= shapes[kind].least && n <= shapes[kind].most)
            return (enum net_kind)kind;
    return NET_COUNT;
}

/* In lower case, more or less: it sends to the right place, comparison decides. */
static inline uint32_t hash_at(const struct net *net, const uint8_t *p)
{
    uint32_t v;

    memcpy(&v, p, NET_GRAM_MAX);
    return ((v | 0x20202020u) & net->bytes) * 0x85EBCA6Bu >> (32 - BITS_MAX) & net->last;
}

static uint32_t hash_of(const struct net *net, struct str word, size_t at)
{
    uint8_t gram[NET_GRAM_MAX] = {0};

    memcpy(gram, word.p + at, net->shape->gram);
    return hash_at(net, gram);
}

/* ---- making it ----------------------------------------------------------------------------*/

static size_t first_gram(struct str word)
{
    return word.n > NET_WORD_END ? word.n - NET_WORD_END : 0;
}

/* How many words have each gram; more than a byte can say are as good as a byte's most. */
static uint8_t *count_grams(const struct net *net, enum net_kind kind, const struct str *words,
                            size_t n)
{
    uint8_t *counts = mem_new((size_t)net->last + 1);

    for (size_t i = 0; i < n; i++) {
        if (net_of(words[i].n) != kind)
            continue;
        for (size_t at = first_gram(words[i]); at + net->shape->gram <= words[i].n; at++) {
            uint8_t *count = &counts[hash_of(net, words[i], at)];
            *count = (uint8_t)(*count + (*count < UINT8_MAX));
        }
    }
    return counts;
}

/* Words of one net, domain or maker share most of their bytes: each goes by its rarest grams. */
static size_t choose_grams(const struct net *net, struct str word, const uint8_t *counts)
{
    size_t row = net->shape->step, last = word.n - net->shape->gram - (row - 1), best = last;
    unsigned fewest = UINT32_MAX;

    for (size_t from = first_gram(word); from <= last; from++) {
        unsigned others = 0;
        for (size_t k = 0; k < row; k++)
            others += counts[hash_of(net, word, from + k)];
        if (others <= fewest) {
            fewest = others;
            best = from;
        }
    }
    return best;
}

static void add_place(struct net *net, size_t word, struct str text, size_t at)
{
    uint32_t hash = hash_of(net, text, at);

    net->places = mem_grow(net->places, &net->cap, net->n + 1, sizeof *net->places);
    net->places[net->n++] = (struct net_place){
        .word = (uint32_t)word, .next = net->heads[hash], .rest = (uint32_t)(text.n - at)};
    net->heads[hash] = (uint32_t)net->n;
    net->taken[hash / 64] |= UINT64_C(1) << hash % 64;
}

static unsigned bits_for(size_t places)
{
    unsigned bits = BITS_MIN;

    while (bits < BITS_MAX && (size_t)1 << bits < places * PLACES_EVERY)
        bits++;
    return bits;
}

struct net *net_new(enum net_kind kind, const struct str *words, size_t n)
{
    static const uint8_t all[2 * NET_GRAM_MAX] = {0xff, 0xff, 0xff, 0xff};
    const struct shape *shape = &shapes[kind];
    size_t ours = 0;

    for (size_t i = 0; i < n; i++)
        ours += net_of(words[i].n) == kind;
    if (ours == 0)
        return NULL;
    struct net *net = mem_new(sizeof *net);
    unsigned bits = bits_for(ours * shape->step);
    net->shape = shape;
    memcpy(&net->bytes, all + NET_GRAM_MAX - shape->gram, sizeof net->bytes);
    net->last = (1u << bits) - 1;
    net->taken = mem_new(((size_t)1 << bits) / 8);
    net->heads = mem_new(((size_t)1 << bits) * sizeof *net->heads);
    uint8_t *counts = count_grams(net, kind, words, n);
    for (size_t i = 0; i < n; i++) {
        if (net_of(words[i].n) != kind)
            continue;
        size_t from = choose_grams(net, words[i], counts);
        for (size_t k = 0; k < shape->step; k++)
            add_place(net, i, words[i], from + k);
    }
    free(counts);
    return net;
}

void net_free(struct net *net)
{
    if (!net)
        return;
    free(net->taken);
    free(net->heads);
    free(net->places);
    free(net);
}

/* ---- asking it ----------------------------------------------------------------------------*/

size_t net_step(const struct net *net)
{
    return net->shape->step;
}

/* Shifts by what is known when compiling: others take three times as long. */
uint64_t net_taken(const struct net *net, const uint8_t *p, size_t n)
{
    size_t step = net->shape->step;
    uint64_t taken = 0;

    for (size_t i = 0; i < n; i++, p += step) {
        uint32_t hash = hash_at(net, p);
        taken = taken >> 1 | (uint64_t)(net->taken[hash / 64] >> hash % 64) << 63;
    }
    return n ? taken >> (64 - n) : 0;
}

static const struct net_place *place(const struct net *net, uint32_t at)
{
    return at ? &net->places[at - 1] : NULL;
}

const struct net_place *net_first(const struct net *net, const uint8_t *p)
{
    return place(net, net->heads[hash_at(net, p)]);
}

const struct net_place *net_next(const struct net *net, const struct net_place *p)
{
    return place(net, p->next);
}
