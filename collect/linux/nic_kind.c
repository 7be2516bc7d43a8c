/* nic_kind.c - what sort of adapter it is, and whether it is hardware that counts. */
#include "collect/linux/nic.h"

struct sign {
    const char *is;
    const char *kind;
};

/* A file or folder of that name in it. */
static const struct sign entries[] = {
    {"phy80211", "wireless"}, {"wireless", "wireless"}, {"bridge", "bridge"},
    {"bonding", "bond"},      {"tun_flags", "tunnel"},
};

/* DEVTYPE= of its uevent. */
static const struct sign devtypes[] = {
    {"vlan", "vlan"},        {"wlan", "wireless"}, {"bridge", "bridge"},
    {"bond", "bond"},        {"team", "bond"},     {"bluetooth", "bluetooth"},
    {"wireguard", "tunnel"}, {"vxlan", "tunnel"},  {"gre", "tunnel"},
    {"geneve", "tunnel"},    {"gretap", "tunnel"}, {"ip6gretap", "tunnel"},
    {"ppp", "tunnel"},       {"wwan", "wireless"},
};

/* ARPHRD_ number in type (linux/if_arp.h): loopback, PPP, IP in IP, GRE and their like. */
static const struct sign types[] = {
    {"772", "loopback"}, {"512", "tunnel"}, {"768", "tunnel"}, {"769", "tunnel"},
    {"776", "tunnel"},   {"778", "tunnel"}, {"823", "tunnel"}, {"65534", "tunnel"},
};

/* Hardware is behind these too, but no adapter of this machine: a telephone, another PC. */
static const struct sign buses[] = {{"bluetooth", "bluetooth"}, {"thunderbolt", "virtual"}};

static struct str devtype_of(const struct sysfs *s, const char *path)
{
    struct attr uevent = sysfs_file(s, 4096, "%s/uevent", path);
    struct str rest = uevent.text, line;

    while (str_next(&rest, '\n', &line))
        if (str_starts(line, "DEVTYPE="))
            return str_sub(line, strlen("DEVTYPE="), line.n);
    return (struct str){NULL, 0};
}

static const char *kind_of_entry(const struct sysfs *s, const char *path)
{
    for (size_t i = 0; i < COUNT_OF(entries); i++)
        if (sysfs_is_there(s, "%s/%s", path, entries[i].is))
            return entries[i].kind;
    return NULL;
}

static const char *kind_of_text(struct str text, const struct sign *signs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(text, signs[i].is))
            return signs[i].kind;
    return NULL;
}

void nic_kind_find(const struct sysfs *s, struct adapter *nic)
{
    const char *real = sysfs_real(s, "%s", nic->path);
    const char *bus = sysfs_link_name(s, "%s/device/subsystem", nic->path);
    const char *elsewhere = kind_of_text(str_of(bus), buses, COUNT_OF(buses));

    nic->kind = kind_of_entry(s, nic->path);
    if (!nic->kind)
        nic->kind = kind_of_text(devtype_of(s, nic->path), devtypes, COUNT_OF(devtypes));
    if (!nic->kind)
        nic->kind =
            kind_of_text(sysfs_line(s, "%s/type", nic->path).text, types, COUNT_OF(types));
    if (!nic->kind)
        nic->kind = elsewhere;
    nic->physical = nic->device && !(real && strstr(real, "/devices/virtual/")) && !elsewhere &&
                    !(nic->kind && strcmp(nic->kind, "bluetooth") == 0);
    if (!nic->kind)
        nic->kind = nic->physical ? "physical" : "virtual";
}
