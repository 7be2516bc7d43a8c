/* alias_net.c - addresses that stay valid, stay in their class and keep their neighbours.
 *
 * Prefix-preserving as in Crypto-PAn (Xu, Fan, Ammar, Moon 2002), inside the class. */
#include "redact/alias.h"

/* ---- IPv4 ---------------------------------------------------------------------------------*/

struct net4 {
    uint8_t net[2];
    uint8_t bits; /* at most 16: the class shows in the first two octets */
};

static const struct net4
    nets4[] =
        {
            {{10, 0}, 8},    {{172, 16}, 12}, {{192, 168}, 16}, {{169, 254}, 16},
            {{100, 64}, 10}, {{198, 18}, 15}, {{0, 0}, 8},      {{127, 0}, 8},
            {{224, 0}, 3}, /* never an alias of a public address */
};

/* Its row in nets4, or the number of rows for a public address. */
static size_t net4_of(const uint8_t v[4])
{
    size_t i = 0;

    for (; i < COUNT_OF(nets4); i++) {
        unsigned mask = 0xffff0000u >> nets4[i].bits & 0xffff;
        unsigned net = (unsigned)nets4[i].net[0] << 8 | nets4[i].net[1];
        if ((((unsigned)v[0] << 8 | v[1]) & mask) == net)
            break;
    }
    return i;
}

static unsigned keep_in_octet(unsigned keep, size_t octet)
{
    unsigned before = (unsigned)octet * 8;

    return keep <= before ? 0 : keep - before > 8 ? 8 : keep - before;
}

static void permute4(const struct keyed *keys, struct keyed_memo *memo, const uint8_t in[4],
                     unsigned keep, uint8_t out[4])
{
    for (size_t i = 0; i < 3; i++)
        out[i] = keyed_octet(keys, memo, ENTITY_IPV4, in, i, in[i], keep_in_octet(keep, i));
    out[3] = in[3];
    if (in[3] == 0 || in[3] == 255)
        return; /* network and broadcast stay recognisable */
    do
        out[3] = keyed_octet(keys, memo, ENTITY_IPV4, in, 3, out[3], 0);
    while (out[3] == 0 || out[3] == 255);
}

void alias_ipv4(const struct keyed *keys, struct keyed_memo *memo, const uint8_t in[4],
                uint8_t out[4])
{
    size_t net = net4_of(in);
    unsigned keep = net < COUNT_OF(nets4) ? nets4[net].bits : 0;
    uint8_t at[4];

    memcpy(at, in, 4);
    do {
        permute4(keys, memo, at, keep, out);
        memcpy(at, out, 4);
    } while (net4_of(out) != net);
}

/* ---- MAC ----------------------------------------------------------------------------------*/

static void permute_tail(const struct keyed *keys, const uint8_t in[3], uint8_t out[3])
{
    uint64_t x = (uint64_t)in[0] << 16 | (uint64_t)in[1] << 8 | in[2];

    x = keyed_number(keys, ENTITY_MAC, x, 24);
    out[0] = (uint8_t)(x >> 16);
    out[1] = (uint8_t)(x >> 8);
    out[2] = (uint8_t)x;
}

void alias_mac(const struct keyed *keys, const uint8_t in[6], uint8_t out[6])
{
    memcpy(out, in, 3);
    permute_tail(keys, in + 3, out + 3);
}

/* ---- IPv6 ---------------------------------------------------------------------------------*/

struct net6 {
    uint8_t net[2];
    uint8_t bits; /* of net that must be equal */
    uint8_t keep; /* bits of the prefix that stay */
};

static const struct net6 nets6[] = {
    {{0xfe, 0x80}, 10, 64}, {{0xfc, 0x00}, 7, 8},  {{0xff, 0x00}, 8, 64},
    {{0x20, 0x00}, 3, 3},   {{0x00, 0x00}, 8, 64},
};

static unsigned net6_keep(const uint8_t v[16])
{
    for (size_t i = 0; i < COUNT_OF(nets6); i++) {
        unsigned mask = 0xffff0000u >> nets6[i].bits & 0xffff;
        unsigned net = (unsigned)nets6[i].net[0] << 8 | nets6[i].net[1];
        if ((((unsigned)v[0] << 8 | v[1]) & mask) == net)
            return nets6[i].keep;
    }
    return 8;
}

bool alias_bears_ipv4(const uint8_t v[16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};

    return memcmp(v, mapped, 12) == 0 || memcmp(v, nat64, 12) == 0;
}

/* The interface id as a number; ids that bear a MAC follow the MAC's alias (RFC 4291, A). */
static void permute_id(const struct keyed *keys, const uint8_t in[8], uint8_t out[8])
{
    uint64_t x = 0;

    memcpy(out, in, 8);
    if (in[3] == 0xff && in[4] == 0xfe) {
        permute_tail(keys, in + 5, out + 5);
        return;
    }
    for (int i = 0; i < 8; i++)
        x = x << 8 | in[i];
    if (x == 0)
        return;
    do
        x = keyed_number(keys, ENTITY_IPV6, x, 64);
    while (x == 0 || (x >> 24 & 0xffff) == 0xfffe);
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(x >> (56 - 8 * i));
}

void alias_ipv6(const struct keyed *keys, struct keyed_memo *memo, const uint8_t in[16],
                uint8_t out[16])
{
    unsigned keep = net6_keep(in);

    memcpy(out, in, 16);
    if (alias_bears_ipv4(in)) {
        alias_ipv4(keys, memo, in + 12, out + 12);
    } else if (in[0] == 0xff) { /* ff02::1:ffXX:XXXX */
        permute_tail(keys, in + 13, out + 13);
    } else {
        for (size_t i = 0; i < 8; i++)
            out[i] = keyed_octet(keys, memo, ENTITY_IPV6, in, i, in[i], keep_in_octet(keep, i));
        permute_id(keys, in + 8, out + 8);
    }
}
