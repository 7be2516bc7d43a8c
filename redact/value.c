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

    buf_printf(out, "%u%c%u%c%u%c%u", v[0], sep, v[1], sep, v[2], sep, v[3]);
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

/* n bytes from pairs of digits; other bytes between them must be those of the set sep. */
static bool hex_pairs(struct str text, const char *sep, uint8_t *out, size_t n)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.n; i++) {
        uint8_t c = byte_at(text, i);
        if (!is_hex(c)) {
            if (c == 0 || !strchr(sep, c))
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

    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (text.n == 15 && str_starts(text, prefixes[i]))
            return 3;
    return 0;
}

bool mac_parse(struct str text, uint8_t out[6])
{
    struct shape {
        size_t n, step;
        const char *sep;
    };
    static const struct shape shapes[] = {
        {17, 3, "-"}, {17, 3, ":"}, {14, 5, "."}, {12, 0, ""}};
    size_t skip = adapter_prefix(text);

    text = str_sub(text, skip, text.n);
    for (size_t i = 0; i < COUNT_OF(shapes); i++) {
        const struct shape *s = &shapes[i];
        bool fits = text.n == s->n;

        for (size_t at = s->step; fits && s->step && at <= text.n; at += s->step)
            fits = text.p[at - 1] == s->sep[0];
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
    return hex_pairs(text, text.n == 36 ? "-" : "", out, UUID_BYTES);
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

/* ---- canonical ----------------------------------------------------------------------------*/

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
    out->n = 0;
    if (text.n > VALUE_MAX)
        return false;
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
    default:
        return canonical_name(text, out);
    }
}
