/* known.c - a set of words by kind and canonical form, open addressing over an array. */
#include "redact/known.h"

#include "redact/chars.h"
#include "redact/hash.h"

#define WAYS_MAX 8 /* to write a value, that are remembered */

struct known {
    struct arena *arena;
    struct known_word *words;
    size_t n, cap;
    uint32_t *slots; /* 1 + index of a word, 0 free; at most half full */
    size_t slots_n;  /* a power of two */
};

struct known *known_new(void)
{
    struct known *k = mem_new(sizeof *k);

    k->arena = arena_new();
    k->slots_n = 64;
    k->slots = mem_new(k->slots_n * sizeof *k->slots);
    return k;
}

void known_free(struct known *k)
{
    if (!k)
        return;
    arena_free(k->arena);
    free(k->words);
    free(k->slots);
    free(k);
}

static size_t slot_of(const struct known *k, enum entity_kind kind, const void *p, size_t n,
                      uint64_t hash)
{
    size_t slot = hash & (k->slots_n - 1);

    for (; k->slots[slot]; slot = (slot + 1) & (k->slots_n - 1)) {
        const struct known_word *w = &k->words[k->slots[slot] - 1];
        if (w->hash == hash && w->kind == kind && w->canonical.n == n &&
            memcmp(w->canonical.p, p, n) == 0)
            break;
    }
    return slot;
}

static uint64_t hash_of(enum entity_kind kind, const void *p, size_t n)
{
    return hash_bytes(hash_byte(HASH_START, (uint8_t)kind), p, n);
}

static void grow_slots(struct known *k)
{
    free(k->slots);
    k->slots_n *= 2;
    k->slots = mem_new(k->slots_n * sizeof *k->slots);
    for (size_t i = 0; i < k->n; i++) {
        const struct known_word *w = &k->words[i];
        k->slots[slot_of(k, w->kind, w->canonical.p, w->canonical.n, w->hash)] =
            (uint32_t)(i + 1);
    }
}

/* "SN-12 34" and "SN1234": known_forms() makes no such ways of its own for a serial. */
static bool is_written_freely(enum entity_kind kind)
{
    return kind != ENTITY_MAC && kind != ENTITY_UUID && kind != ENTITY_IPV4 &&
           kind != ENTITY_IPV6;
}

/* The chain of one value's words from first on holds text, or needs no more. */
static bool is_among(const struct known *k, uint32_t first, struct str text)
{
    unsigned ways = 0;

    for (uint32_t i = first; i; i = k->words[i - 1].next, ways++)
        if (str_eq_nocase(k->words[i - 1].text, text))
            return true;
    return ways > 0 && (ways == WAYS_MAX || !is_written_freely(k->words[first - 1].kind));
}

bool known_add(struct known *k, enum entity_kind kind, struct str text)
{
    struct value v, narrow;

    text = value_narrow(str_trim(text), &narrow);
    if (!value_of(kind, text, &v) || v.n == 0)
        return false;
    uint64_t hash = hash_of(kind, v.p, v.n);
    size_t slot = slot_of(k, kind, v.p, v.n, hash);
    if (is_among(k, k->slots[slot], text))
        return true;
    k->words = mem_grow(k->words, &k->cap, k->n + 1, sizeof *k->words);
    k->words[k->n] = (struct known_word){
        .kind = kind,
        .text = arena_str(k->arena, text),
        .canonical = {arena_copy(k->arena, v.p, v.n), v.n},
        .hash = hash,
        .next = k->slots[slot],
    };
    k->slots[slot] = (uint32_t)++k->n;
    if (2 * k->n > k->slots_n)
        grow_slots(k);
    return true;
}

bool known_has(const struct known *k, enum entity_kind kind, const void *canonical, size_t n)
{
    return k->n && k->slots[slot_of(k, kind, canonical, n, hash_of(kind, canonical, n))];
}

size_t known_count(const struct known *k)
{
    return k->n;
}

const struct known_word *known_at(const struct known *k, size_t i)
{
    return &k->words[i];
}

/* ---- forms --------------------------------------------------------------------------------*/

static void give_as(const uint8_t *v, const char *example, struct form *form, form_seen *seen,
                    void *ctx)
{
    struct buf b = BUF_INIT(64);

    hex_print_as(v, str_of(example), &b);
    form->text = buf_str(&b);
    seen(ctx, form);
    buf_done(&b);
}

static void mac_forms(struct form *form, const uint8_t *v, form_seen *seen, void *ctx)
{
    static const char *const examples[] = {
        "00-00-00-00-00-00", "00:00:00:00:00:00", "00_00_00_00_00_00",
        "0000.0000.0000",    "0000-0000-0000",    "000000000000",
        "enx000000000000",   "wlx000000000000",   "wwx000000000000"};

    for (size_t i = 0; i < COUNT_OF(examples); i++)
        give_as(v, examples[i], form, seen, ctx);
}

static void uuid_forms(struct form *form, const uint8_t *canonical, form_seen *seen, void *ctx)
{
    uint8_t v[UUID_BYTES];

    memcpy(v, canonical, UUID_BYTES);
    for (int order = 0; order < 2; order++) {
        give_as(v, "00000000-0000-0000-0000-000000000000", form, seen, ctx);
        give_as(v, "00000000000000000000000000000000", form, seen, ctx);
        uuid_swap(v);
    }
}

static void ipv4_forms(struct form *form, const uint8_t *v, form_seen *seen, void *ctx)
{
    static const char *const examples[] = {".", "-"};

    for (size_t i = 0; i < COUNT_OF(examples); i++) {
        struct buf b = BUF_INIT(64);
        form->edge = i ? EDGE_WORD : EDGE_NUMBER;
        ipv4_print_as(v, str_of(examples[i]), &b);
        form->text = buf_str(&b);
        seen(ctx, form);
        buf_done(&b);
    }
}

static void ipv6_forms(struct form *form, const uint8_t *v, form_seen *seen, void *ctx)
{
    struct buf b = BUF_INIT(64);

    ipv6_print_as(v, STR(""), &b);
    form->edge = EDGE_HEX;
    form->text = buf_str(&b);
    seen(ctx, form);
    buf_done(&b);
}

static enum form_edge edge_of(const struct known_word *w)
{
    if (w->text.n < 4 || (w->text.n == 4 && w->kind != ENTITY_KEYWORD))
        return EDGE_SHORT;
    return w->kind == ENTITY_KEYWORD ? EDGE_NONE : EDGE_WORD;
}

void known_forms(const struct known *k, form_seen *seen, void *ctx)
{
    for (size_t i = 0; i < k->n; i++) {
        const struct known_word *w = &k->words[i];
        const uint8_t *v = (const uint8_t *)w->canonical.p;
        struct form form = {.text = w->text, .kind = w->kind, .edge = edge_of(w)};

        switch (w->kind) {
        case ENTITY_MAC:
            mac_forms(&form, v, seen, ctx);
            break;
        case ENTITY_UUID:
            uuid_forms(&form, v, seen, ctx);
            break;
        case ENTITY_IPV4:
            ipv4_forms(&form, v, seen, ctx);
            break;
        case ENTITY_IPV6:
            ipv6_forms(&form, v, seen, ctx);
            break;
        default:
            seen(ctx, &form);
        }
    }
}
