/* common.c - values that tell nothing about a site and therefore stay as they are. */
#include <pthread.h>

#include "redact/chars.h"
#include "redact/value.h"
#include "redact/word_set.h"

/* REDACTION.md "user name", with the accounts that Debian and its services make. */
static const char *const common_users[] = {
    "system",
    "local service",
    "network service",
    "localservice",
    "networkservice",
    "administrator",
    "administrators",
    "public",
    "default",
    "default user",
    "all users",
    "defaultaccount",
    "defaultuser0",
    "wdagutilityaccount",
    "trustedinstaller",
    "guest",
    "root",
    "daemon",
    "bin",
    "sys",
    "sync",
    "games",
    "man",
    "lp",
    "mail",
    "news",
    "uucp",
    "proxy",
    "www-data",
    "backup",
    "list",
    "irc",
    "nobody",
    "nogroup",
    "users",
    "user",
    "admin",
    "messagebus",
    "sshd",
    "systemd-network",
    "systemd-resolve",
    "systemd-timesync",
    "systemd-coredump",
    "_apt",
    "postgres",
    "mysql",
    "lightdm",
    "gdm",
    "gdm3",
    "avahi",
    "colord",
    "polkitd",
    "rtkit",
    "saned",
    "ntp",
    "statd",
    "tss",
    "uuidd",
    "pulse",
    "kernoops",
};

static const char *const common_hosts[] = {
    "localhost",     "localhost.localdomain",
    "localhost4",    "localhost6",
    "ip6-localhost", "ip6-loopback",
    "(none)",        "unknown",
    "none",          "null",
};

static const char *const common_domains[] = {
    "local",  "lan",  "localdomain", "localhost", "workgroup",
    "(none)", "none", "unknown",     "home.arpa",
};

static struct sets {
    const struct word_set *users, *hosts, *domains;
} sets;

static void make_sets(void)
{
    sets.users = word_set_new(common_users, COUNT_OF(common_users));
    sets.hosts = word_set_new(common_hosts, COUNT_OF(common_hosts));
    sets.domains = word_set_new(common_domains, COUNT_OF(common_domains));
}

static const struct sets *all_sets(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make_sets);
    return &sets;
}

static bool in_set(const struct word_set *set, struct str text)
{
    text = str_trim(text);
    return text.n == 0 || word_set_has(set, text);
}

/* 0/8 holds "any" and inverse masks, 127/8 loopback, 224/4 multicast, 240/4 masks. */
bool ipv4_is_common(const uint8_t v[4])
{
    return v[0] == 0 || v[0] == 127 || v[0] >= 224;
}

/* ::, ::1 and multicast, but not ff02::1:ffXX:XXXX, which bears the end of an address. */
static bool common_ipv6(const uint8_t v[16])
{
    static const uint8_t zero[15];
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

    if (memcmp(v, zero, 15) == 0)
        return v[15] <= 1;
    if (memcmp(v, mapped, 12) == 0)
        return ipv4_is_common(v + 12);
    return v[0] == 0xff && !(v[11] == 1 && v[12] == 0xff);
}

/* All zero, broadcast, and group addresses (I/G bit), but not 33:33:ff:XX:XX:XX: see above. */
static bool common_mac(const uint8_t v[6])
{
    static const uint8_t zero[6], neighbour[3] = {0x33, 0x33, 0xff};

    if (memcmp(v, zero, 6) == 0)
        return true;
    if (memcmp(v, neighbour, 3) == 0)
        return false;
    return v[0] & 1;
}

/* All bytes equal: the ids of a table that nobody filled in. */
static bool common_uuid(const uint8_t v[UUID_BYTES])
{
    for (size_t i = 1; i < UUID_BYTES; i++)
        if (v[i] != v[0])
            return false;
    return v[0] == 0 || v[0] == 0xff;
}

bool value_is_common(enum entity_kind kind, struct str text)
{
    struct value v;

    switch (kind) {
    case ENTITY_IPV4:
        return value_of(kind, text, &v) && ipv4_is_common(v.p);
    case ENTITY_IPV6:
        return value_of(kind, text, &v) && common_ipv6(v.p);
    case ENTITY_MAC:
        return value_of(kind, text, &v) && common_mac(v.p);
    case ENTITY_UUID:
        return value_of(kind, text, &v) && common_uuid(v.p);
    case ENTITY_USER:
        return in_set(all_sets()->users, text);
    case ENTITY_HOST:
        return in_set(all_sets()->hosts, text);
    case ENTITY_DOMAIN:
        return in_set(all_sets()->domains, text);
    default:
        return false;
    }
}
