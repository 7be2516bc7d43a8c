/* value.c - parse and print addresses and ids; the canonical form of every kind. */
#include "redact/value.h"

#include "redact/chars.h"

#define IPV6_GROUPS 8
#define IPV6_TEXT_MAX 46

static uint8_t byte_at(struct str s, size_t i)
{
    return (uint8_t)s.p[i];
}

/* ---- IPv4 ---------------------------------------------------------------------------------*/

bool ipv4_parse(struct str text, uint8_t out[4])
{
    char sep = 0;
    size_t at = 0;

    for (int part = 0; part < 4; part++) {
        unsigned value = 0;
        size_t from = at;

        while (at < text.n && at - from < 3 && is_digit(byte_at(text, at)))
            value = value * 10 + byte_at(text, at++) - '0';
        if (at == from || value > 255 || (at - from > 1 && text.p[from] == '0'))
            return false;
        out[part] = (uint8_t)value;
        if (part == 3)
            break;
        if (at == text.n ||
            (part == 0 ? text.p[at] != '.' && text.p[at] != '-' : text.p[at] != sep))
            return false;
        sep = text.p[at++];
    }
    return at == text.n;
}

void ipv4_print_as(const uint8_t v[4], struct str example, struct buf *out)
{
    char sep = memchr(example.p, '-', example.n) ? '-' : '.';

    for (int i = 0; i < 4; i++) {
        if (i)
            buf_putc(out, sep);
        if (v[i] >= 100)
            buf_putc(out, (char)('0' + v[i] / 100));
        if (v[i] >= 10)
            buf_putc(out, (char)('0' + v[i] / 10 % 10));
        buf_putc(out, (char)('0' + v[i] % 10));
    }
}

/* ---- IPv6 ---------------------------------------------------------------------------------*/

/* Groups from *at on, until the text or the groups end or "::" follows. Returns their number;
 * a dotted quad at the end counts two. -1 when malformed. */
static int ipv6_run(struct str text, size_t *at, uint16_t *groups, int room)
{
    int n = 0;

    while (*at < text.n && text.p[*at] != ':') {
        size_t from = *at;
        unsigned value = 0;

        while (*at < text.n && *at - from < 5 && is_hex(byte_at(text, *at)))
            value = value << 4 | hex_value(byte_at(text, (*at)++));
        if (*at < text.n && text.p[*at] == '.') {
            uint8_t v4[4];
            if (n + 2 > room || !ipv4_parse(str_sub(text, from, text.n), v4) ||
                memchr(text.p + from, '-', text.n - from))
                return -1;
            groups[n] = (uint16_t)(v4[0] << 8 | v4[1]);
            groups[n + 1] = (uint16_t)(v4[2] << 8 | v4[3]);
            *at = text.n;
            return n + 2;
        }
        if (*at == from || *at - from > 4 || n == room)
            return -1;
        groups[n++] = (uint16_t)value;
        if (*at + 1 < text.n && text.p[*at] == ':' && text.p[*at + 1] != ':')
            (*at)++;
        else
            break;
    }
    return n;
}

bool ipv6_parse(struct str text, uint8_t out[16])
{
    uint16_t head[IPV6_GROUPS], tail[IPV6_GROUPS];
    size_t at = 0;
    int head_n, tail_n = 0;

    if (text.n < 2 || text.n >= IPV6_TEXT_MAX)
        return false;
    head_n = ipv6_run(text, &at, head, IPV6_GROUPS);
    if (head_n < 0)
        return false;
    if (at < text.n) {
        if (!str_starts(str_sub(text, at, text.n), "::"))
            return false;
        at += 2;
        tail_n = ipv6_run(text, &at, tail, IPV6_GROUPS);
        if (tail_n < 0 || at != text.n || head_n + tail_n >= IPV6_GROUPS)
            return false;
    } else if (head_n != IPV6_GROUPS) {
        return false;
    }
    memset(out, 0, 16);
    for (int i = 0; i < head_n; i++) {
        out[2 * i] = (uint8_t)(head[i] >> 8);
        out[2 * i + 1] = (uint8_t)head[i];
    }
    for (int i = 0; i < tail_n; i++) {
        int to = IPV6_GROUPS - tail_n + i;
        out[2 * to] = (uint8_t)(tail[i] >> 8);
        out[2 * to + 1] = (uint8_t)tail[i];
    }
    return true;
}

/* The longest run of two or more zero groups, the first of equals (RFC 5952, 4.2). */
static void zero_run(const uint8_t v[16], int *from, int *n)
{
    *from = -1;
    *n = 1;
    for (int i = 0; i < IPV6_GROUPS; i++) {
        int run = 0;
        while (i + run < IPV6_GROUPS && !v[2 * (i + run)] && !v[2 * (i + run) + 1])
            run++;
        if (run > *n) {
            *from = i;
            *n = run;
        }
    }
}

static bool has_upper_only(struct str s)
{
    bool upper = false;

    for (size_t i = 0; i < s.n; i++) {
        if (is_lower(byte_at(s, i)))
            return false;
        upper |= is_upper(byte_at(s, i));
    }
    return upper;
}

void ipv6_print_as(const uint8_t v[16], struct str example, struct buf *out)
{
    bool upper = has_upper_only(example), mixed = memchr(example.p, '.', example.n);
    int groups = mixed ? IPV6_GROUPS - 2 : IPV6_GROUPS, from, n;

    zero_run(v, &from, &n);
    for (int i = 0; i < groups; i++) {
        if (i == from) {
            buf_puts(out, "::");
            i += n - 1;
            continue;
        }
        if (i && i != from + n)
            buf_putc(out, ':');
        unsigned group = (unsigned)v[2 * i] << 8 | v[2 * i + 1];
        if (upper)
            buf_printf(out, "%X", group);
        else
            buf_printf(out, "%x", group);
    }
    if (mixed) {
        if (from + n < groups || from < 0)
            buf_putc(out, ':');
        buf_printf(out, "%u.%u.%u.%u", v[12], v[13], v[14], v[15]);
    }
}

/* ---- hexadecimal ids ----------------------------------------------------------------------*/

/* n bytes from pairs of digits; other bytes between them must be sep, which 0 is for none. */
static bool hex_pairs(struct str text, char sep, uint8_t *out, size_t n)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = byte_at(text, i);
        if (!is_hex(c)) {
            if (c == 0 || (char)c != sep)
                return false;
            continue;
        }
        if (digits == 2 * n)
            return false;
        out[digits / 2] = (uint8_t)(digits % 2 ? (unsigned)out[digits / 2] << 4 | hex_value(c)
                                               : hex_value(c));
        digits++;
    }
    return digits == 2 * n;
}

/* "enx001122334455": how systemd names an adapter by its address. */
static size_t adapter_prefix(struct str text)
{
    static const char *const prefixes[] = {"enx", "wlx", "wwx"};

    for (size_t i = 0; text.n == 15 && i < COUNT_OF(prefixes); i++)
        if (str_starts(text, prefixes[i]))
            return 3;
    return 0;
}

bool mac_parse(struct str text, uint8_t out[6])
{
    struct shape {
        size_t n, step;
        char sep;
    };
    static const struct shape shapes[] = {{17, 3, '-'}, {17, 3, ':'}, {17, 3, '_'},
                                          {14, 5, '.'}, {14, 5, '-'}, {12, 0, 0}};
    size_t skip = adapter_prefix(text);

    text = str_sub(text, skip, text.n);
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const struct shape *s = &shapes[i];
        bool fits = text.n == s->n;

        for (size_t at = s->step; fits && s->step && at <= text.n; at += s->step)
            fits = text.p[at - 1] == s->sep;
        if (fits && hex_pairs(text, s->sep, out, 6))
            return true;
    }
    return false;
}

bool uuid_parse(struct str text, uint8_t out[UUID_BYTES])
{
    if (text.n == 36) {
        for (size_t i = 8; i <= 23; i += 5)
            if (text.p[i] != '-')
                return false;
    } else if (text.n != 32) {
        return false;
    }
    return hex_pairs(text, text.n == 36 ? '-' : 0, out, UUID_BYTES);
}

void hex_print_as(const uint8_t *v, struct str example, struct buf *out)
{
    size_t skip = adapter_prefix(example), digit = 0;
    struct str form = str_sub(example, skip, example.n);
    const char *digits = has_upper_only(form) ? "0123456789ABCDEF" : "0123456789abcdef";

    buf_add(out, example.p, skip);
    for (size_t i = 0; i < form.n; i++) {
        if (!is_hex(byte_at(form, i))) {
            buf_putc(out, form.p[i]);
            continue;
        }
        buf_putc(out, digits[digit % 2 ? v[digit / 2] & 15 : v[digit / 2] >> 4]);
        digit++;
    }
}

void uuid_swap(uint8_t v[UUID_BYTES])
{
    static const uint8_t order[UUID_BYTES] = {3, 2, 1,  0,  5,  4,  7,  6,
                                              8, 9, 10, 11, 12, 13, 14, 15};
    uint8_t was[UUID_BYTES];

    memcpy(was, v, UUID_BYTES);
    for (size_t i = 0; i < UUID_BYTES; i++)
        v[i] = was[order[i]];
}

bool uuid_canonical(const uint8_t v[UUID_BYTES], uint8_t out[UUID_BYTES])
{
    memcpy(out, v, UUID_BYTES);
    uuid_swap(out);
    if (memcmp(v, out, UUID_BYTES) > 0)
        return true;
    memcpy(out, v, UUID_BYTES);
    return false;
}

/* ---- security ids -------------------------------------------------------------------------*/

bool sid_parse(struct str text, struct sid *out)
{
    size_t at = str_sub(text, 0, 9).n;
    size_t parts = 0;

    if (!str_eq_nocase(str_sub(text, 0, 9), STR("s-1-5-21-")) &&
        !str_eq_nocase(str_sub(text, 0, 9), STR("s-1-12-1-")))
        return false;
    out->rid_at = text.n;
    while (at < text.n) {
        size_t from = at;
        while (at < text.n && is_digit(byte_at(text, at)))
            at++;
        if (at == from || at - from > 10 || ++parts > 4 || (at < text.n && text.p[at] != '-'))
            return false;
        if (parts == 3)
            out->rid_at = at;
        at++;
    }
    return parts >= 3 && text.p[text.n - 1] != '-';
}

void sid_print_as(const uint8_t v[12], struct str example, struct buf *out)
{
    struct sid sid;

    if (!sid_parse(example, &sid))
        return;
    buf_add(out, example.p, 8);
    for (size_t i = 0; i < 3; i++)
        buf_printf(out, "-%u",
                   (unsigned)v[4 * i] << 24 | (unsigned)v[4 * i + 1] << 16 |
                       (unsigned)v[4 * i + 2] << 8 | v[4 * i + 3]);
    buf_add(out, example.p + sid.rid_at, example.n - sid.rid_at);
}

/* ---- full-width forms ---------------------------------------------------------------------*/

/* U+FF01..FF5E are ASCII in full width. */
static uint8_t narrow_at(struct str s, size_t i)
{
    if (i + 2 >= s.n || byte_at(s, i) != 0xef || byte_at(s, i + 2) < 0x80)
        return 0;
    uint8_t a = byte_at(s, i + 1), b = byte_at(s, i + 2);
    if (a == 0xbc && b >= 0x81 && b <= 0xbf)
        return (uint8_t)(b - 0x81 + '!');
    return a == 0xbd && b >= 0x80 && b <= 0x9e ? (uint8_t)(b - 0x80 + '`') : 0;
}

struct str value_narrow(struct str text, struct value *scratch)
{
    if (text.n > VALUE_MAX || !memchr(text.p, 0xef, text.n))
        return text;
    scratch->n = 0;
    for (size_t i = 0; i < text.n;) {
        uint8_t c = narrow_at(text, i);
        scratch->p[scratch->n++] = c ? c : byte_at(text, i);
        i += c ? 3 : 1;
    }
    return (struct str){(const char *)scratch->p, scratch->n};
}

/* ---- canonical ----------------------------------------------------------------------------*/

static bool canonical_digits(struct str text, struct value *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (is_digit(byte_at(text, i)))
            out->p[out->n++] = byte_at(text, i);
    return out->n > 0;
}

static void drop_front(struct value *v, size_t n)
{
    v->n -= n;
    memmove(v->p, v->p + n, v->n);
}

/* Without the country and the 0 before the area: "+86 138...", "(86-317)8...", "0317-8...". */
static bool canonical_phone(struct str text, struct value *out)
{
    if (!canonical_digits(text, out))
        return false;
    if (out->n > 11 && memcmp(out->p, "0086", 4) == 0)
        drop_front(out, 4);
    else if (out->n > 9 && memcmp(out->p, "86", 2) == 0)
        drop_front(out, 2);
    if (out->n > 8 && out->p[0] == '0')
        drop_front(out, 1);
    return true;
}

static bool canonical_exact(struct str text, struct value *out)
{
    text = str_trim(text);
    memcpy(out->p, text.p, text.n);
    out->n = text.n;
    return out->n > 0;
}

/* Letters and digits in capitals, and what is not ASCII but the dot of a number plate. */
static bool canonical_id(struct str text, struct value *out)
{
    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = byte_at(text, i);
        if (c == 0xc2 && i + 1 < text.n && byte_at(text, i + 1) == 0xb7)
            i++;
        else if (is_alnum(c) || c >= 0x80)
            out->p[out->n++] = to_upper(c);
    }
    return out->n > 0;
}

/* The part that names a machine or domain: "S-1-5-21-a-b-c" of every account of it. */
static bool canonical_sid(struct str text, struct value *out)
{
    struct sid sid;

    if (!sid_parse(text, &sid))
        return false;
    for (size_t i = 0; i < sid.rid_at; i++)
        out->p[out->n++] = to_upper(byte_at(text, i));
    return true;
}

/* Blanks inside a name do not count. */
static bool canonical_person(struct str text, struct value *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_blank(byte_at(text, i)))
            out->p[out->n++] = to_lower(byte_at(text, i));
    return out->n > 0;
}

static bool canonical_serial(struct str text, struct value *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (is_alnum(byte_at(text, i)) || byte_at(text, i) >= 0x80)
            out->p[out->n++] = to_upper(byte_at(text, i));
    return true;
}

static bool canonical_name(struct str text, struct value *out)
{
    text = str_trim(text);
    for (size_t i = 0; i < text.n; i++)
        out->p[out->n++] = to_lower(byte_at(text, i));
    return true;
}

static bool canonical_uuid(struct str text, struct value *out)
{
    uint8_t v[UUID_BYTES];

    if (!uuid_parse(text, v))
        return false;
    uuid_canonical(v, out->p);
    out->n = UUID_BYTES;
    return true;
}

bool value_of(enum entity_kind kind, struct str text, struct value *out)
{
    struct value narrow;

    out->n = 0;
    if (text.n > VALUE_MAX)
        return false;
    text = value_narrow(text, &narrow);
    switch (kind) {
    case ENTITY_IPV4:
        out->n = 4;
        return ipv4_parse(text, out->p);
    case ENTITY_IPV6:
        out->n = 16;
        return ipv6_parse(text, out->p);
    case ENTITY_MAC:
        out->n = 6;
        return mac_parse(text, out->p);
    case ENTITY_UUID:
        return canonical_uuid(text, out);
    case ENTITY_SERIAL:
    case ENTITY_OEM:
        return canonical_serial(text, out);
    case ENTITY_ACTIVATION:
    case ENTITY_PRODUCT_ID:
    case ENTITY_RESIDENT_ID:
    case ENTITY_ORG_CODE:
    case ENTITY_PASSPORT:
    case ENTITY_PLATE:
        return canonical_id(text, out);
    case ENTITY_BANK_CARD:
    case ENTITY_IMEI:
        return canonical_digits(text, out);
    case ENTITY_MOBILE:
    case ENTITY_LANDLINE:
        return canonical_phone(text, out);
    case ENTITY_SID:
        return canonical_sid(text, out);
    case ENTITY_SSID:
        return canonical_exact(text, out);
    case ENTITY_PERSON:
        return canonical_person(text, out);
    default:
        return canonical_name(text, out);
    }
}
