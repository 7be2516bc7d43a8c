/* word_set.c - open addressing over an array of indexes. */
#include "redact/word_set.h"

#include <string.h>

#include "base/arena.h"
#include "redact/chars.h"
#include "redact/hash.h"

struct word_set {
    const char *const *words;
    size_t longest;
    uint64_t
        lengths[256]; /* of words, by first byte: bit n, the last for that and longer ones */
    size_t slots_n;   /* a power of two; at most a quarter used */
    uint16_t *slots;  /* 1 + index of a word, 0 free */
};

static bool is_word_of(struct str text, const char *word)
{
    for (size_t i = 0; i < text.n; i++)
        if (!word[i] || to_lower((uint8_t)text.p[i]) != (uint8_t)word[i])
            return false;
    return word[text.n] == 0;
}

static uint64_t length_bit(size_t n)
{
    return UINT64_C(1) << (n < 63 ? n : 63);
}

static size_t slot_of(const struct word_set *set, struct str text)
{
    uint64_t hash = HASH_START;

    for (size_t i = 0; i < text.n; i++)
        hash = hash_byte(hash, to_lower((uint8_t)text.p[i]));
    size_t slot = (hash ^ hash >> 29) & (set->slots_n - 1);
    while (set->slots[slot] && !is_word_of(text, set->words[set->slots[slot] - 1]))
        slot = (slot + 1) & (set->slots_n - 1);
    return slot;
}

const struct word_set *word_set_new(const char *const *words, size_t n)
{
    struct word_set *set = mem_new(sizeof *set);

    set->words = words;
    for (set->slots_n = 16; set->slots_n < 4 * n;)
        set->slots_n *= 2;
    set->slots = mem_new(set->slots_n * sizeof *set->slots);
    for (size_t i = 0; i < n; i++) {
        struct str word = str_of(words[i]);
        set->slots[slot_of(set, word)] = (uint16_t)(i + 1);
        set->lengths[(uint8_t)word.p[0]] |= length_bit(word.n);
        if (word.n > set->longest)
            set->longest = word.n;
    }
    return set;
}

bool word_set_has(const struct word_set *set, struct str text)
{
    if (text.n == 0 || text.n > set->longest ||
        !(set->lengths[to_lower((uint8_t)text.p[0])] & length_bit(text.n)))
        return false;
    return set->slots[slot_of(set, text)];
}
