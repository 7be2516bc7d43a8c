/* alias_core.c - canonical value -> core, remembered so that no two values share one. */
#include "redact/alias_core.h"

#include <pthread.h>

#include "base/secret.h"
#include "redact/alias.h"
#include "redact/chars.h"
#include "redact/hash.h"

#define BOOK_MAX 65536 /* cores remembered; more are computed again each time */
#define TOKEN_CHARS 6  /* of five bits; a token that is taken grows by two */
#define TOKEN_MAX 24
#define SID_BYTES 12
#define TWEAKS_MAX 64

static const char token_alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford */

struct page { /* small: most of the time is spent on reading them from memory */
    uint32_t hash;
    uint16_t key_n, core_n;
    const uint8_t *bytes; /* kind, key, core; NULL: free */
};

struct table { /* open addressing, grows by doubling */
    struct page *pages;
    size_t n, used;
};

struct core_book {
    const struct keyed *keys;
    const struct known *known, *met;
    pthread_mutex_t lock;
    struct arena *arena;
    struct keyed_memo memo;
    struct table cores; /* (kind, canonical) -> core */
    struct table taken; /* (kind, core): given to some value already */
};

struct core_book *core_book_new(const struct keyed *keys, const struct known *known,
                                const struct known *met)
{
    struct core_book *book = mem_new(sizeof *book);

    book->keys = keys;
    book->known = known;
    book->met = met;
    book->arena = arena_new();
    pthread_mutex_init(&book->lock, NULL);
    return book;
}

void core_book_free(struct core_book *book)
{
    if (!book)
        return;
    free(book->cores.pages);
    free(book->taken.pages);
    arena_free(book->arena);
    secret_wipe(&book->memo, sizeof book->memo);
    pthread_mutex_destroy(&book->lock);
    free(book);
}

/* ---- tables -------------------------------------------------------------------------------*/

static uint32_t hash_of(enum entity_kind kind, struct str key)
{
    return (uint32_t)hash_bytes(hash_byte(HASH_START, (uint8_t)kind), key.p, key.n);
}

static struct str page_core(const struct page *page)
{
    return (struct str){(const char *)page->bytes + 1 + page->key_n, page->core_n};
}

static bool page_is(const struct page *page, uint32_t hash, enum entity_kind kind,
                    struct str key)
{
    return page->hash == hash && page->key_n == key.n && page->bytes[0] == (uint8_t)kind &&
           memcmp(page->bytes + 1, key.p, key.n) == 0;
}

/* The page of the key, or a free one. */
static struct page *page_in(const struct table *t, uint32_t hash, enum entity_kind kind,
                            struct str key)
{
    size_t slot = hash & (t->n - 1);

    while (t->pages[slot].bytes && !page_is(&t->pages[slot], hash, kind, key))
        slot = (slot + 1) & (t->n - 1);
    return &t->pages[slot];
}

static const struct page *page_of(const struct table *t, enum entity_kind kind, struct str key)
{
    const struct page *page = t->n ? page_in(t, hash_of(kind, key), kind, key) : NULL;

    return page && page->bytes ? page : NULL;
}

static void table_grow(struct table *t)
{
    struct table was = *t;

    t->n = was.n ? 2 * was.n : 256;
    t->pages = mem_new(t->n * sizeof *t->pages);
    for (size_t i = 0; i < was.n; i++) {
        size_t slot = was.pages[i].hash & (t->n - 1);

        while (was.pages[i].bytes && t->pages[slot].bytes)
            slot = (slot + 1) & (t->n - 1);
        if (was.pages[i].bytes)
            t->pages[slot] = was.pages[i];
    }
    free(was.pages);
}

/* Of at most VALUE_MAX bytes each. */
static void table_put(struct table *t, struct arena *a, enum entity_kind kind, struct str key,
                      struct str core)
{
    uint8_t *bytes = arena_take(a, 1 + key.n + core.n);
    uint32_t hash = hash_of(kind, key);

    if (2 * (t->used + 1) > t->n)
        table_grow(t);
    bytes[0] = (uint8_t)kind;
    memcpy(bytes + 1, key.p, key.n);
    if (core.n)
        memcpy(bytes + 1 + key.n, core.p, core.n);
    struct page *page = page_in(t, hash, kind, key);
    t->used += !page->bytes;
    *page = (struct page){hash, (uint16_t)key.n, (uint16_t)core.n, bytes};
}

/* As the value of an address, or as a word of its kind or of one that stands in the same places: in
 * what was redacted before, our own aliases are names. */
static bool is_known(const struct known *known, enum entity_kind kind, struct str core)
{
    static const enum entity_kind words[] = {ENTITY_KEYWORD, ENTITY_HOST, ENTITY_USER,
                                             ENTITY_DOMAIN};
    bool is_known = known_has(known, kind, core.p, core.n);
    struct value v;

    if (value_of(kind, core, &v))
        is_known |= known_has(known, kind, v.p, v.n);
    for (size_t i = 0; i < COUNT_OF(words) && core.n > CORE_TOKEN_AT; i++)
        if (core.p[1] == '-' && value_of(words[i], core, &v))
            is_known |= known_has(known, words[i], v.p, v.n);
    return is_known;
}

static bool is_taken(const struct core_book *book, enum entity_kind kind, struct str core)
{
    return page_of(&book->taken, kind, core) || is_known(book->known, kind, core) ||
           (book->met && known_has(book->met, kind, core.p, core.n));
}

/* ---- cores --------------------------------------------------------------------------------*/

static struct str core_str(const struct core *core)
{
    return (struct str){(const char *)core->p, core->n};
}

static void digits_core(const struct core_book *book, enum entity_kind kind, struct str key,
                        struct core *core)
{
    uint8_t radix[VALUE_MAX], digits[VALUE_MAX];
    size_t n = 0;

    for (unsigned tweak = 0; tweak < TWEAKS_MAX; tweak++) {
        for (size_t i = n = 0; i < key.n; i++) {
            uint8_t c = (uint8_t)key.p[i];
            if (!is_alnum(c))
                continue;
            radix[n] = is_digit(c) ? 10 : 26;
            digits[n++] = (uint8_t)(is_digit(c) ? c - '0' : c - 'A');
        }
        keyed_digits(book->keys, kind, tweak, radix, digits, n);
        for (size_t i = n = 0; i < key.n; i++) {
            uint8_t c = (uint8_t)key.p[i];
            core->p[i] = is_digit(c)   ? (uint8_t)('0' + digits[n++])
                         : is_alnum(c) ? (uint8_t)('A' + digits[n++])
                                       : '#';
        }
        core->n = key.n;
        if (!is_taken(book, kind, core_str(core)))
            return;
    }
}

static void token_text(const uint8_t *tag, size_t chars, uint8_t *out)
{
    for (size_t i = 0; i < chars; i++)
        out[i] = (uint8_t)token_alphabet[tag[i] & 31];
}

static void token_core(const struct core_book *book, enum entity_kind kind, struct str key,
                       struct core *core)
{
    uint8_t tag[TAG_BYTES];

    keyed_tag(book->keys, kind, key, tag);
    core->p[0] = to_upper((uint8_t)entity_row(kind)->name[0]);
    core->p[1] = '-';
    for (size_t chars = TOKEN_CHARS; chars <= TOKEN_MAX; chars += 2) {
        token_text(tag, chars, core->p + CORE_TOKEN_AT);
        core->n = CORE_TOKEN_AT + chars;
        if (!is_taken(book, kind, core_str(core)))
            return;
    }
}

/* The permutation may hit an address that is somebody's: then another host of the same net. */
static void ipv4_core(struct core_book *book, const uint8_t in[4], struct core *core)
{
    uint8_t octets[5] = {in[0], in[1], in[2], in[3], 0}, tag[TAG_BYTES];

    core->n = 4;
    alias_ipv4(book->keys, &book->memo, in, core->p);
    while (in[3] && in[3] != 255 && is_taken(book, ENTITY_IPV4, core_str(core)) &&
           ++octets[4]) {
        keyed_tag(book->keys, ENTITY_IPV4, (struct str){(const char *)octets, sizeof octets},
                  tag);
        core->p[3] = (uint8_t)(1 + tag[0] % 254);
    }
}

/* The same for an adapter: another one of the same maker. */
static void mac_core(const struct core_book *book, const uint8_t in[6], struct core *core)
{
    uint8_t octets[7] = {in[0], in[1], in[2], in[3], in[4], in[5], 0}, tag[TAG_BYTES];

    core->n = 6;
    alias_mac(book->keys, in, core->p);
    while (is_taken(book, ENTITY_MAC, core_str(core)) && ++octets[6]) {
        keyed_tag(book->keys, ENTITY_MAC, (struct str){(const char *)octets, sizeof octets},
                  tag);
        memcpy(core->p + 3, tag, 3);
    }
}

size_t core_stock_prefix(struct str host)
{
    static const struct stock {
        const char *prefix;
        size_t tail;
    } stocks[] = {{"desktop-", 7}, {"laptop-", 8}, {"win-", 11}};

    for (size_t i = 0; i < COUNT_OF(stocks); i++) {
        size_t n = strlen(stocks[i].prefix);
        if (host.n == n + stocks[i].tail &&
            str_eq_nocase(str_sub(host, 0, n), str_of(stocks[i].prefix)))
            return n;
    }
    return 0;
}

static void host_core(const struct core_book *book, struct str key, struct core *core)
{
    size_t prefix = core_stock_prefix(key);
    uint8_t tag[TAG_BYTES];

    if (!prefix) {
        token_core(book, ENTITY_HOST, key, core);
        return;
    }
    keyed_tag(book->keys, ENTITY_HOST, key, tag);
    core->n = key.n;
    for (size_t i = 0; i < prefix; i++)
        core->p[i] = to_upper((uint8_t)key.p[i]);
    token_text(tag, key.n - prefix, core->p + prefix);
}

static void make_core(struct core_book *book, enum entity_kind kind, struct str key,
                      struct core *core)
{
    const uint8_t *v = (const uint8_t *)key.p;

    switch (kind) {
    case ENTITY_IPV4:
        ipv4_core(book, v, core);
        break;
    case ENTITY_IPV6:
        core->n = 16;
        alias_ipv6(book->keys, &book->memo, v, core->p);
        break;
    case ENTITY_MAC:
        mac_core(book, v, core);
        break;
    case ENTITY_UUID:
        keyed_tag(book->keys, kind, key, core->p);
        core->n = UUID_BYTES;
        break;
    case ENTITY_HOST:
        host_core(book, key, core);
        break;
    case ENTITY_SERIAL:
    case ENTITY_OEM:
    case ENTITY_ACTIVATION:
    case ENTITY_PRODUCT_ID:
        digits_core(book, kind, key, core);
        break;
    case ENTITY_SID:
        keyed_tag(book->keys, kind, key, core->p);
        core->n = SID_BYTES;
        break;
    default:
        token_core(book, kind, key, core);
    }
}

/* A core that was given is marked as taken, so that no two values share one. */
static void core_of(struct core_book *book, enum entity_kind kind, struct str key,
                    struct core *core)
{
    const struct page *page = page_of(&book->cores, kind, key);

    if (page) {
        struct str found = page_core(page);
        core->n = found.n;
        memcpy(core->p, found.p, found.n);
        return;
    }
    make_core(book, kind, key, core);
    if (kind == ENTITY_IPV6 && alias_bears_ipv4((const uint8_t *)key.p)) {
        struct core v4;
        core_of(book, ENTITY_IPV4, str_sub(key, 12, 4), &v4);
        memcpy(core->p + 12, v4.p, 4);
    }
    if (book->cores.used < BOOK_MAX) {
        table_put(&book->cores, book->arena, kind, key, core_str(core));
        table_put(&book->taken, book->arena, kind, core_str(core), STR(""));
    }
}

void core_book_find(struct core_book *book, enum entity_kind kind, struct str key,
                    struct core *core)
{
    pthread_mutex_lock(&book->lock);
    core_of(book, kind, key, core);
    pthread_mutex_unlock(&book->lock);
}
