/* dict.c - two open-addressed tables: first bytes -> lengths, folded form -> kind and edge. */
#include "redact/dict.h"

#include "redact/chars.h"
#include "redact/hash.h"
#include "redact/label.h"

struct entry { /* one form */
    uint64_t hash;
    uint32_t at; /* of the folded bytes in text */
    uint16_t n;  /* 0: free */
    uint8_t kind;
    uint8_t edge;
};

struct group { /* all forms with the same first bytes */
    uint32_t key;
    uint16_t shortest, longest;           /* longest 0: free */
    bool joins;                           /* some may end right before a letter or digit */
    uint64_t lengths[VALUE_MAX / 64 + 1]; /* a bit for each length that occurs */
};

struct dict_index {
    struct entry *entries;
    size_t entries_n, used; /* a power of two; at most half used */
    struct group *groups;
    size_t groups_n, groups_used;
    struct buf text;
};

struct dict *dict_new(void)
{
    struct dict *d = mem_new(sizeof *d);

    label_start();
    d->map = mem_new(HEAD_MAP_SIZE);
    memcpy(d->map, label_map, HEAD_MAP_SIZE);
    d->filter = mem_new(((size_t)1 << DICT_FILTER_BITS) / 8);
    d->pairs = mem_new(65536 / 8);
    d->index = mem_new(sizeof *d->index);
    d->index->entries_n = d->index->groups_n = 64;
    d->index->entries = mem_new(64 * sizeof(struct entry));
    d->index->groups = mem_new(64 * sizeof(struct group));
    d->index->text = BUF_INIT(UINT32_MAX);
    return d;
}

void dict_free(struct dict *d)
{
    if (!d)
        return;
    buf_done(&d->index->text);
    free(d->index->entries);
    free(d->index->groups);
    free(d->index);
    free(d->map);
    free(d->filter);
    free(d->pairs);
    free(d);
}

static size_t entry_slot(const struct dict_index *ix, uint64_t hash, const uint8_t *folded,
                         size_t n)
{
    size_t slot = (hash ^ hash >> 29) & (ix->entries_n - 1);

    for (; ix->entries[slot].n; slot = (slot + 1) & (ix->entries_n - 1)) {
        const struct entry *e = &ix->entries[slot];
        if (e->hash == hash && e->n == n && memcmp(ix->text.p + e->at, folded, n) == 0)
            break;
    }
    return slot;
}

static size_t group_slot(const struct dict_index *ix, uint32_t key)
{
    size_t slot = (key * 0x9E3779B1u >> 7) & (ix->groups_n - 1);

    while (ix->groups[slot].longest && ix->groups[slot].key != key)
        slot = (slot + 1) & (ix->groups_n - 1);
    return slot;
}

static void grow_entries(struct dict_index *ix)
{
    struct entry *was = ix->entries;
    size_t was_n = ix->entries_n;

    ix->entries_n *= 2;
    ix->entries = mem_new(ix->entries_n * sizeof *ix->entries);
    for (size_t i = 0; i < was_n; i++)
        if (was[i].n)
            ix->entries[entry_slot(ix, was[i].hash, (const uint8_t *)ix->text.p + was[i].at,
                                   was[i].n)] = was[i];
    free(was);
}

static void grow_groups(struct dict_index *ix)
{
    struct group *was = ix->groups;
    size_t was_n = ix->groups_n;

    ix->groups_n *= 2;
    ix->groups = mem_new(ix->groups_n * sizeof *ix->groups);
    for (size_t i = 0; i < was_n; i++)
        if (was[i].longest)
            ix->groups[group_slot(ix, was[i].key)] = was[i];
    free(was);
}

/* Words of two and three bytes live under a key of two bytes that no four bytes can have: the
 * fold sets bit 5 of each byte. */
static uint32_t first_key(const uint8_t *p, bool is_short)
{
    if (is_short)
        return (uint32_t)(p[0] | 0x20) << 8 | (uint32_t)(p[1] | 0x20);
    return head_of(p);
}

static void set_filter(struct dict *d, const uint8_t *p, size_t n)
{
    bool is_short = n < HEAD_BYTES;
    uint32_t key = first_key(p, is_short);
    uint64_t *bits = is_short ? d->pairs : d->filter;
    uint32_t bit = is_short ? key : head_hash(key, DICT_FILTER_BITS);

    bits[bit >> 6] |= UINT64_C(1) << (bit & 63);
    d->has_short |= is_short;
    if (!is_short)
        *head_slot(d->map, p) |= HEAD_KNOWN;
}

void dict_let_pass(struct dict *d, struct str text)
{
    const uint8_t *p = (const uint8_t *)text.p;

    set_filter(d, p, text.n);
    look_add_word(&d->heads, p, text.n, true);
}

static void add_group(struct dict *d, const uint8_t *folded, size_t n, enum form_edge edge)
{
    struct dict_index *ix = d->index;
    uint32_t key = first_key(folded, n < HEAD_BYTES);

    set_filter(d, folded, n);
    struct group *g = &ix->groups[group_slot(ix, key)];
    if (!g->longest) {
        *g = (struct group){.key = key, .shortest = (uint16_t)n};
        ix->groups_used++;
    }
    g->joins |= edge == EDGE_NONE || edge == EDGE_NUMBER;
    if (n < g->shortest)
        g->shortest = (uint16_t)n;
    if (n > g->longest)
        g->longest = (uint16_t)n;
    g->lengths[n / 64] |= UINT64_C(1) << n % 64;
    if (2 * ix->groups_used > ix->groups_n)
        grow_groups(ix);
}

void dict_add(struct dict *d, const struct form *form)
{
    struct dict_index *ix = d->index;
    uint8_t folded[VALUE_MAX];
    size_t n = form->text.n;
    uint64_t hash = HASH_START;

    if (n < DICT_WORD_MIN || n > VALUE_MAX)
        return;
    for (size_t i = 0; i < n; i++) {
        folded[i] = to_lower((uint8_t)form->text.p[i]);
        hash = hash_byte(hash, folded[i]);
    }
    look_add_word(&d->heads, folded, n, form->edge == EDGE_NONE);
    struct entry *e = &ix->entries[entry_slot(ix, hash, folded, n)];
    if (e->n) { /* one text, two kinds: the kind that comes first in entities.def */
        if (form->kind < e->kind)
            e->kind = (uint8_t)form->kind;
        if (form->edge < e->edge)
            e->edge = (uint8_t)form->edge;
        add_group(d, folded, n, form->edge);
        return;
    }
    *e = (struct entry){hash, (uint32_t)ix->text.n, (uint16_t)n, (uint8_t)form->kind,
                        (uint8_t)form->edge};
    buf_add(&ix->text, folded, n);
    add_group(d, folded, n, form->edge);
    if (2 * ++ix->used > ix->entries_n)
        grow_entries(ix);
}

/* ---- finding ------------------------------------------------------------------------------*/

/* p[at] and p[at + 1] are a hex pair and nothing longer, towards either side of a separator. */
static bool is_pair(const uint8_t *p, size_t at, size_t hi)
{
    return at + 2 <= hi && is_hex(p[at]) && is_hex(p[at + 1]) &&
           (at + 2 == hi || !is_alnum(p[at + 2]));
}

static bool is_separator(uint8_t c)
{
    return c == ':' || c == '-';
}

/* Two more pairs follow p[end), or two come before p[x]: the word is a pair of an address. */
static bool among_pairs(const uint8_t *p, size_t x, size_t end, size_t lo, size_t hi)
{
    if (end + 6 <= hi && is_separator(p[end]) && is_pair(p, end + 1, hi) &&
        p[end + 3] == p[end] && is_pair(p, end + 4, hi))
        return true;
    return x >= lo + 6 && is_separator(p[x - 1]) && is_pair(p, x - 3, hi) &&
           p[x - 4] == p[x - 1] && is_pair(p, x - 6, hi);
}

/* At i in direction step: ":" and a group of one to four hex digits, twice, or "::". */
static bool groups_beyond(const uint8_t *p, size_t i, size_t step, size_t lo, size_t hi)
{
    for (int groups = 0; groups < 2; groups++) {
        size_t digits = 0;

        if (i < lo || i >= hi || p[i] != ':')
            return false;
        for (i += step; i >= lo && i < hi && is_hex(p[i]) && digits < 5; i += step)
            digits++;
        if (digits == 0) /* i - lo wraps below lo, and is then beyond hi */
            return i >= lo && i < hi && p[i] == ':';
        if (digits == 5 || (i >= lo && i < hi && is_alnum(p[i])))
            return false;
    }
    return true;
}

/* The word is a group of an IPv6 address: "dc15" in fe80::1:dc15. */
static bool among_groups(const uint8_t *p, size_t x, size_t end, size_t lo, size_t hi)
{
    for (size_t i = x; i < end; i++)
        if (!is_hex(p[i]))
            return false;
    return groups_beyond(p, end, 1, lo, hi) || groups_beyond(p, x - 1, (size_t)0 - 1, lo, hi);
}

static bool edges_ok(enum form_edge edge, const uint8_t *p, size_t x, size_t end, size_t lo,
                     size_t hi)
{
    uint8_t before = x > lo ? p[x - 1] : 0, after = end < hi ? p[end] : 0;

    if (edge == EDGE_NONE)
        return true;
    if (edge == EDGE_NUMBER)
        return !is_digit(before) && !is_digit(after) &&
               !(before == '.' && x >= lo + 2 && is_digit(p[x - 2])) &&
               !(after == '.' && end + 1 < hi && is_digit(p[end + 1]));
    if (edge == EDGE_HEX)
        return !is_alnum(before) && !is_alnum(after) && before != ':' &&
               !(after == ':' && end + 1 < hi && is_alnum(p[end + 1]));
    if (is_alnum(p[x]) && alnum_before(p, x, lo))
        return false;
    if (is_alnum(p[end - 1]) && is_alnum(after))
        return false;
    return edge != EDGE_SHORT ||
           (!among_pairs(p, x, end, lo, hi) && !among_groups(p, x, end, lo, hi));
}

static void find_in_group(const struct dict_index *ix, const struct group *g, const uint8_t *p,
                          size_t x, size_t lo, size_t hi, struct dict_match *out)
{
    uint8_t folded[VALUE_MAX];
    uint64_t hash = HASH_START;
    size_t room = hi - x, most = g->longest < room ? g->longest : room;

    for (size_t n = 1; n <= most; n++) {
        folded[n - 1] = to_lower(p[x + n - 1]);
        hash = hash_byte(hash, folded[n - 1]);
        if (n < g->shortest || !(g->lengths[n / 64] >> n % 64 & 1) ||
            (!g->joins && n < room && is_alnum(p[x + n - 1]) && is_alnum(p[x + n])))
            continue;
        const struct entry *e = &ix->entries[entry_slot(ix, hash, folded, n)];
        if (e->n && edges_ok((enum form_edge)e->edge, p, x, x + n, lo, hi))
            *out = (struct dict_match){(enum entity_kind)e->kind, n};
    }
}

bool dict_find(const struct dict *d, const uint8_t *p, size_t x, size_t lo, size_t hi,
               struct dict_match *out)
{
    const struct dict_index *ix = d->index;

    out->n = 0;
    for (int is_short = 1; is_short >= 0; is_short--) {
        if (hi - x < (is_short ? DICT_WORD_MIN : HEAD_BYTES) || (is_short && !d->has_short))
            continue;
        const struct group *g = &ix->groups[group_slot(ix, first_key(p + x, is_short))];
        if (g->longest)
            find_in_group(ix, g, p, x, lo, hi, out);
    }
    return out->n > 0;
}
