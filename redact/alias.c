/* alias.c - the book: canonical value -> core of its alias, and the core as a text's form. */
#include "redact/alias.h"

#include <pthread.h>

#include "redact/chars.h"
#include "redact/hash.h"

#define BOOK_MAX 65536 /* cores remembered; more are computed again each time */
#define TOKEN_CHARS 6  /* of five bits; a token that is taken grows by two */
#define TOKEN_MAX 24
#define TOKEN_HEAD 2 /* "U-" */
#define SID_BYTES 12
#define TWEAKS_MAX 64

/* What stands in for people and places shows its kind: <手机#7K2Q4M>. A fake that looks real
 * would be somebody's. */
static const char *const tags[ENTITY_COUNT] = {
    [ENTITY_RESIDENT_ID] = "身份证", [ENTITY_ORG_CODE] = "信用代码",
    [ENTITY_BANK_CARD] = "银行卡",   [ENTITY_PASSPORT] = "护照",
    [ENTITY_IMEI] = "串号",          [ENTITY_MOBILE] = "手机",
    [ENTITY_LANDLINE] = "电话",      [ENTITY_PLATE] = "车牌",
    [ENTITY_IM] = "通信号",          [ENTITY_GPS] = "位置",
    [ENTITY_SSID] = "无线",          [ENTITY_ADDRESS] = "地址",
    [ENTITY_ORG] = "单位",           [ENTITY_PERSON] = "人员",
};

/* No keyed alias of what can be guessed. */
static const char *const masks[ENTITY_COUNT] = {
    [ENTITY_PRIVATE_KEY] = "<私钥>",     [ENTITY_PASSWORD] = "<密码>",
    [ENTITY_TOKEN] = "<令牌>",           [ENTITY_RECOVERY_KEY] = "<恢复密钥>",
    [ENTITY_PRODUCT_KEY] = "<产品密钥>", [ENTITY_GPS] = "<位置>",
};

#define PLAIN_MASK "****"

static const char token_alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford */

struct core { /* of one value; fixed bytes for addresses, text for the rest */
    size_t n;
    uint8_t p[VALUE_MAX];
};

struct page {
    uint64_t hash;
    enum entity_kind kind;
    struct str key, core;
};

struct table { /* open addressing, grows by doubling */
    struct page *pages;
    size_t n, used;
};

struct alias_book {
    const struct keyed *keys;
    const struct known *known, *met;
    pthread_mutex_t lock;
    struct arena *arena;
    struct table cores; /* (kind, canonical) -> core */
    struct table taken; /* (kind, core): given to some value already */
    /* The tag or mask of that kind holds a known word: then none of our words is shown. */
    bool plain[ENTITY_COUNT];
};

const char *alias_mask(const struct alias_book *book, enum entity_kind kind)
{
    return masks[kind] && !book->plain[kind] ? masks[kind] : PLAIN_MASK;
}

/* A site may call sensitive what we write in place of its values. */
static void avoid_word(struct alias_book *book, struct str word)
{
    size_t at;

    if (word.n < 3 || (uint8_t)word.p[0] < 0x80)
        return; /* our words are Chinese */
    for (int kind = 0; kind < ENTITY_COUNT; kind++)
        for (size_t i = 0; i < 2 && !book->plain[kind]; i++) {
            struct str ours = str_of(i ? tags[kind] : masks[kind]);
            for (at = 0; at + word.n <= ours.n && !book->plain[kind]; at++)
                book->plain[kind] = str_eq(str_sub(ours, at, word.n), word);
        }
}

struct alias_book *alias_book_new(const struct keyed *keys, const struct known *known,
                                  const struct known *met)
{
    struct alias_book *book = mem_new(sizeof *book);

    book->keys = keys;
    book->known = known;
    book->met = met;
    book->arena = arena_new();
    for (size_t i = 0; i < known_count(known); i++)
        avoid_word(book, known_at(known, i)->text);
    pthread_mutex_init(&book->lock, NULL);
    return book;
}

void alias_book_free(struct alias_book *book)
{
    if (!book)
        return;
    free(book->cores.pages);
    free(book->taken.pages);
    arena_free(book->arena);
    pthread_mutex_destroy(&book->lock);
    free(book);
}

/* ---- tables -------------------------------------------------------------------------------*/

static struct page *page_in(struct page *pages, size_t n, uint64_t hash, enum entity_kind kind,
                            struct str key)
{
    size_t slot = hash & (n - 1);

    while (pages[slot].key.p && !(pages[slot].hash == hash && pages[slot].kind == kind &&
                                  str_eq(pages[slot].key, key)))
        slot = (slot + 1) & (n - 1);
    return &pages[slot];
}

static struct page *page_of(const struct table *t, enum entity_kind kind, struct str key)
{
    uint64_t hash = hash_bytes(hash_byte(HASH_START, (uint8_t)kind), key.p, key.n);
    struct page *page = t->n ? page_in(t->pages, t->n, hash, kind, key) : NULL;

    return page && page->key.p ? page : NULL;
}

static void table_put(struct table *t, struct arena *a, enum entity_kind kind, struct str key,
                      struct str core)
{
    uint64_t hash = hash_bytes(hash_byte(HASH_START, (uint8_t)kind), key.p, key.n);

    if (2 * (t->used + 1) > t->n) {
        size_t n = t->n ? 2 * t->n : 256;
        struct page *pages = mem_new(n * sizeof *pages);

        for (size_t i = 0; i < t->n; i++)
            if (t->pages[i].key.p)
                *page_in(pages, n, t->pages[i].hash, t->pages[i].kind, t->pages[i].key) =
                    t->pages[i];
        free(t->pages);
        t->pages = pages;
        t->n = n;
    }
    struct page *page = page_in(t->pages, t->n, hash, kind, key);
    if (!page->key.p)
        t->used++;
    *page = (struct page){hash, kind, arena_str(a, key), arena_str(a, core)};
}

static bool is_taken(const struct alias_book *book, enum entity_kind kind, struct str core)
{
    return page_of(&book->taken, kind, core) || known_has(book->known, kind, core.p, core.n) ||
           (book->met && known_has(book->met, kind, core.p, core.n));
}

/* ---- cores --------------------------------------------------------------------------------*/

static struct str core_str(const struct core *core)
{
    return (struct str){(const char *)core->p, core->n};
}

static void digits_core(const struct alias_book *book, enum entity_kind kind, struct str key,
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

static void token_core(const struct alias_book *book, enum entity_kind kind, struct str key,
                       struct core *core)
{
    uint8_t tag[TAG_BYTES];

    keyed_tag(book->keys, kind, key, tag);
    core->p[0] = to_upper((uint8_t)entity_row(kind)->name[0]);
    core->p[1] = '-';
    for (size_t chars = TOKEN_CHARS; chars <= TOKEN_MAX; chars += 2) {
        token_text(tag, chars, core->p + TOKEN_HEAD);
        core->n = TOKEN_HEAD + chars;
        if (!is_taken(book, kind, core_str(core)))
            return;
    }
}

/* The permutation may hit an address that is somebody's: then another host of the same net. */
static void ipv4_core(const struct alias_book *book, const uint8_t in[4], struct core *core)
{
    uint8_t octets[5] = {in[0], in[1], in[2], in[3], 0}, tag[TAG_BYTES];

    core->n = 4;
    alias_ipv4(book->keys, in, core->p);
    while (in[3] && in[3] != 255 && is_taken(book, ENTITY_IPV4, core_str(core)) &&
           ++octets[4]) {
        keyed_tag(book->keys, ENTITY_IPV4, (struct str){(const char *)octets, sizeof octets},
                  tag);
        core->p[3] = (uint8_t)(1 + tag[0] % 254);
    }
}

/* Names that an installer makes up say "never renamed": the prefix stays. */
static size_t stock_prefix(struct str name)
{
    static const struct stock {
        const char *prefix;
        size_t tail;
    } stocks[] = {{"desktop-", 7}, {"laptop-", 8}, {"win-", 11}};

    for (size_t i = 0; i < COUNT_OF(stocks); i++) {
        size_t n = strlen(stocks[i].prefix);
        if (name.n == n + stocks[i].tail &&
            str_eq_nocase(str_sub(name, 0, n), str_of(stocks[i].prefix)))
            return n;
    }
    return 0;
}

static void host_core(const struct alias_book *book, struct str key, struct core *core)
{
    size_t prefix = stock_prefix(key);
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

static void make_core(const struct alias_book *book, enum entity_kind kind, struct str key,
                      struct core *core)
{
    const uint8_t *v = (const uint8_t *)key.p;

    switch (kind) {
    case ENTITY_IPV4:
        ipv4_core(book, v, core);
        break;
    case ENTITY_IPV6:
        core->n = 16;
        alias_ipv6(book->keys, v, core->p);
        break;
    case ENTITY_MAC:
        core->n = 6;
        alias_mac(book->keys, v, core->p);
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

static void core_of(struct alias_book *book, enum entity_kind kind, struct str key,
                    struct core *core)
{
    const struct page *page = page_of(&book->cores, kind, key);

    if (page) {
        core->n = page->core.n;
        memcpy(core->p, page->core.p, page->core.n);
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

/* Values with cores of their own canonical length are marked as taken, so that no two values
 * share one. */
static void find_core(struct alias_book *book, enum entity_kind kind, struct str key,
                      struct core *core)
{
    pthread_mutex_lock(&book->lock);
    core_of(book, kind, key, core);
    pthread_mutex_unlock(&book->lock);
}

/* ---- forms --------------------------------------------------------------------------------*/

static void print_shaped(const struct core *core, struct str text, struct buf *out)
{
    size_t used = 0;

    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = (uint8_t)text.p[i];
        if (!is_alnum(c) && c < 0x80) {
            buf_putc(out, (char)c);
            continue;
        }
        uint8_t a = core->p[used++];
        buf_putc(out, (char)(is_lower(c) ? to_lower(a) : a));
    }
}

/* An alias of the same length for any text, in pieces when it is long. */
static void print_by_shape(struct alias_book *book, enum entity_kind kind, struct str text,
                           struct buf *out)
{
    for (size_t at = 0; at < text.n; at += VALUE_MAX) {
        struct str piece = str_sub(text, at, VALUE_MAX);
        struct value v;
        struct core core;
        enum entity_kind as = kind == ENTITY_SERIAL ? kind : ENTITY_OEM;

        if (!value_of(as, piece, &v))
            continue;
        find_core(book, as, (struct str){(const char *)v.p, v.n}, &core);
        print_shaped(&core, piece, out);
    }
}

void alias_uuid_bytes(struct alias_book *book, const uint8_t in[UUID_BYTES],
                      uint8_t out[UUID_BYTES])
{
    uint8_t canonical[UUID_BYTES];
    bool swapped = uuid_canonical(in, canonical);
    struct core core;

    find_core(book, ENTITY_UUID, (struct str){(const char *)canonical, UUID_BYTES}, &core);
    memcpy(out, core.p, UUID_BYTES);
    if (swapped)
        uuid_swap(out);
}

static void print_uuid(struct alias_book *book, struct str text, struct buf *out)
{
    uint8_t v[UUID_BYTES], alias[UUID_BYTES];

    if (!uuid_parse(text, v))
        return;
    alias_uuid_bytes(book, v, alias);
    hex_print_as(alias, text, out);
}

static void print_email(struct alias_book *book, struct str text, struct buf *out)
{
    size_t at = 0;

    if (!str_find(text, "@", &at)) {
        print_by_shape(book, ENTITY_EMAIL, text, out);
        return;
    }
    alias_for(book, ENTITY_USER, str_sub(text, 0, at), out);
    buf_putc(out, '@');
    alias_for(book, ENTITY_DOMAIN, str_sub(text, at + 1, text.n), out);
    buf_puts(out, ".example"); /* RFC 2606: still an address, and nobody's */
}

/* "pc1.corp.lan": the host's own alias and its domain's, the same as where they stand alone. */
static void print_fqdn(struct alias_book *book, struct str text, struct buf *out)
{
    struct str rest = text, host;

    if (!str_next(&rest, '.', &host))
        return;
    alias_for(book, ENTITY_HOST, host, out);
    buf_putc(out, '.');
    if (value_is_common(ENTITY_DOMAIN, rest))
        buf_add_str(out, rest);
    else
        alias_for(book, ENTITY_DOMAIN, rest, out);
}

static void print_host(const struct core *core, struct str text, struct buf *out)
{
    size_t prefix = stock_prefix(text);

    buf_add(out, text.p, prefix);
    for (size_t i = prefix; i < core->n; i++)
        buf_putc(out, (char)(prefix && is_lower((uint8_t)text.p[0]) ? to_lower(core->p[i])
                                                                    : core->p[i]));
}

/* The parts that every organisation has stay: FYDIBOHF23SPDLT is "Exchange 12" to all. */
static void print_exchange_dn(const struct core *core, struct str text, struct buf *out)
{
    if (str_starts(text, "/o="))
        buf_printf(out,
                   "/o=%.*s/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)"
                   "/cn=Recipients/cn=%.*s",
                   (int)core->n, (const char *)core->p, (int)core->n, (const char *)core->p);
    else
        buf_add(out, core->p, core->n);
}

static void print_core(const struct alias_book *book, enum entity_kind kind,
                       const struct core *core, struct str text, struct buf *out)
{
    switch (kind) {
    case ENTITY_IPV4:
        ipv4_print_as(core->p, text, out);
        break;
    case ENTITY_IPV6:
        ipv6_print_as(core->p, text, out);
        break;
    case ENTITY_MAC:
        hex_print_as(core->p, text, out);
        break;
    case ENTITY_SERIAL:
    case ENTITY_OEM:
    case ENTITY_ACTIVATION:
    case ENTITY_PRODUCT_ID:
        print_shaped(core, text, out);
        break;
    case ENTITY_SID:
        sid_print_as(core->p, text, out);
        break;
    case ENTITY_EXCHANGE_DN:
        print_exchange_dn(core, text, out);
        break;
    case ENTITY_HOST:
        print_host(core, text, out);
        break;
    default:
        if (tags[kind] && !book->plain[kind])
            buf_printf(out, "<%s#%.*s>", tags[kind], (int)(core->n - TOKEN_HEAD),
                       (const char *)core->p + TOKEN_HEAD);
        else
            buf_add(out, core->p, core->n);
    }
}

void alias_for(struct alias_book *book, enum entity_kind kind, struct str text, struct buf *out)
{
    struct value v, narrow;
    struct core core;

    text = value_narrow(text, &narrow);
    if (!value_of(kind, text, &v)) {
        print_by_shape(book, kind, text, out);
    } else if (kind == ENTITY_UUID) {
        print_uuid(book, text, out);
    } else if (kind == ENTITY_EMAIL) {
        print_email(book, text, out);
    } else if (kind == ENTITY_HOST && memchr(text.p, '.', text.n)) {
        print_fqdn(book, text, out);
    } else {
        find_core(book, kind, (struct str){(const char *)v.p, v.n}, &core);
        print_core(book, kind, &core, text, out);
    }
}

void alias_same_length(struct alias_book *book, enum entity_kind kind, struct str text,
                       struct buf *out)
{
    struct value v;

    if ((kind == ENTITY_UUID || kind == ENTITY_MAC) && value_of(kind, text, &v))
        alias_for(book, kind, text, out);
    else
        print_by_shape(book, kind, text, out);
}
