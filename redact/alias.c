/* alias.c - the core of a value's alias written as the text it stands for. */
#include "redact/alias.h"

#include "redact/alias_core.h"
#include "redact/chars.h"

#define PLAIN_MASK "****"

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

struct alias_book {
    struct core_book *cores;
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

    book->cores = core_book_new(keys, known, met);
    for (size_t i = 0; i < known_count(known); i++)
        avoid_word(book, known_at(known, i)->text);
    return book;
}

void alias_book_free(struct alias_book *book)
{
    if (!book)
        return;
    core_book_free(book->cores);
    free(book);
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
        core_book_find(book->cores, as, (struct str){(const char *)v.p, v.n}, &core);
        print_shaped(&core, piece, out);
    }
}

void alias_uuid_bytes(struct alias_book *book, const uint8_t in[UUID_BYTES],
                      uint8_t out[UUID_BYTES])
{
    uint8_t canonical[UUID_BYTES];
    bool swapped = uuid_canonical(in, canonical);
    struct core core;

    core_book_find(book->cores, ENTITY_UUID, (struct str){(const char *)canonical, UUID_BYTES},
                   &core);
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
    size_t prefix = core_stock_prefix(text);

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

static void print_tag(const char *tag, const struct core *core, struct buf *out)
{
    buf_putc(out, '<');
    buf_puts(out, tag);
    buf_putc(out, '#');
    buf_add(out, core->p + CORE_TOKEN_AT, core->n - CORE_TOKEN_AT);
    buf_putc(out, '>');
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
            print_tag(tags[kind], core, out);
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
        core_book_find(book->cores, kind, (struct str){(const char *)v.p, v.n}, &core);
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
