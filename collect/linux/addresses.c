/* addresses.c - the machine's IP addresses as procfs shows them.
 *
 *   /proc/net/fib_trie   an address of this machine is the line before "/32 host LOCAL":
 *            |-- 192.0.2.7
 *               /32 host LOCAL
 *   /proc/net/route      adapter and network of each route, as hexadecimal words of a PC's
 *                        processor, lowest byte last:  eth0  000200C0  00000000  0001  0 0 0  00FFFFFF  0 0 0
 *   /proc/net/if_inet6   fe800000000000000000000000000001 02 40 20 80     eth0 */
#include "collect/linux/addresses.h"

#include "base/digest.h"
#include "base/ip.h"

#define TABLE_MAX_BYTES (4 * 1024 * 1024)
#define ADDRESSES_MAX 1024

static bool word_at(struct str line, unsigned number, struct str *word)
{
    for (unsigned i = 0; i <= number; i++)
        if (!word_next(&line, word))
            return false;
    return true;
}

/* "000200C0" is the number of 192.0.2.0. */
static bool hex_word(struct str text, uint32_t *out)
{
    char number[11] = "0x";
    uint64_t value;

    if (text.n == 0 || text.n > 8)
        return false;
    memcpy(number + 2, text.p, text.n);
    if (!str_number((struct str){number, text.n + 2}, &value))
        return false;
    *out = __builtin_bswap32((uint32_t)value);
    return true;
}

static bool adapter_named(const struct adapters *nics, struct str name, unsigned *instance)
{
    for (size_t i = 0; i < nics->n; i++) {
        if (str_is(name, nics->items[i].name)) {
            *instance = (unsigned)i;
            return true;
        }
    }
    return false;
}

/* An address whose network no route names is put down to the first enabled adapter. */
static unsigned first_enabled(const struct adapters *nics)
{
    for (size_t i = 0; i < nics->n; i++)
        if (nics->items[i].enabled && strcmp(nics->items[i].kind, "loopback") != 0)
            return (unsigned)i;
    return 0;
}

/* The adapter of the narrowest route whose network holds address. */
static unsigned adapter_of_ipv4(const struct adapters *nics, struct str routes,
                                uint32_t address)
{
    unsigned best = first_enabled(nics), instance;
    struct str line, word;
    uint32_t network, mask, best_mask = 0;

    while (str_next(&routes, '\n', &line)) {
        if (!word_at(line, 1, &word) || !hex_word(word, &network) || !word_at(line, 7, &word) ||
            !hex_word(word, &mask))
            continue;
        if (mask == 0 || (address & mask) != network || mask < best_mask)
            continue;
        if (word_at(line, 0, &word) && adapter_named(nics, word, &instance)) {
            best = instance;
            best_mask = mask;
        }
    }
    return best;
}

/* The same address stands in the table of each rule. */
static void add_ipv4(const struct sysfs *s, const struct adapters *nics, struct str routes,
                     struct str text, const char *path)
{
    uint8_t b[IPV4_BYTES];

    if (!ipv4_of_text(text, b) || b[0] == 127 || fact_is_known(s, KEY_NIC_IPV4, text))
        return;
    uint32_t address = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    fact_add_said(s, KEY_NIC_IPV4, adapter_of_ipv4(nics, routes, address), text, path);
}

static void ipv4_facts(const struct sysfs *s, const struct adapters *nics)
{
    struct attr trie = sysfs_file(s, TABLE_MAX_BYTES, "/proc/net/fib_trie");
    struct attr routes = sysfs_file(s, TABLE_MAX_BYTES, "/proc/net/route");
    struct str rest = trie.text, line, address = {NULL, 0};
    unsigned n = 0;

    while (n < ADDRESSES_MAX && str_next(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, "|-- ")) {
            address = str_sub(line, strlen("|-- "), line.n);
        } else if (str_is(line, "/32 host LOCAL")) {
            add_ipv4(s, nics, routes.text, address, trie.path);
            n++;
        }
    }
}

static void ipv6_facts(const struct sysfs *s, const struct adapters *nics)
{
    static const uint8_t loopback[IPV6_BYTES] = {[IPV6_BYTES - 1] = 1};
    struct attr table = sysfs_file(s, TABLE_MAX_BYTES, "/proc/net/if_inet6");
    struct str rest = table.text, line, word;
    char text[IPV6_TEXT_MAX];
    uint8_t bytes[IPV6_BYTES];
    unsigned instance, n = 0;

    while (n < ADDRESSES_MAX && str_next(&rest, '\n', &line)) {
        if (!word_at(line, 0, &word) || !hex_to(word, bytes, sizeof(bytes)) ||
            memcmp(bytes, loopback, sizeof(bytes)) == 0)
            continue;
        if (!word_at(line, 5, &word) || !adapter_named(nics, word, &instance))
            instance = first_enabled(nics);
        ipv6_to_text(bytes, text);
        fact_add_said(s, KEY_NIC_IPV6, instance, str_of(text), table.path);
        n++;
    }
}

void address_facts(const struct sysfs *s, const struct adapters *nics)
{
    ipv4_facts(s, nics);
    ipv6_facts(s, nics);
}
