/* nic.c - network adapters: which are real hardware, which are enabled, and their addresses.
 *
 * All of /sys/class/net, then each PCI network function that has no net device: hardware that
 * is there but switched off or without a driver. */
#include "collect/linux/addresses.h"

#define IFF_UP_BIT 0x1 /* linux/if.h */
#define ADAPTERS_MAX 512

/* What makes an adapter of a kind: a file or folder of that name in it. */
static const struct {
    const char *entry;
    const char *kind;
} kind_entries[] = {
    {"phy80211", "wireless"}, {"wireless", "wireless"}, {"bridge", "bridge"},
    {"bonding", "bond"},      {"tun_flags", "tunnel"},
};

/* DEVTYPE= of its uevent. */
static const struct {
    const char *devtype;
    const char *kind;
} kind_devtypes[] = {
    {"vlan", "vlan"},        {"wlan", "wireless"}, {"bridge", "bridge"}, {"bond", "bond"},
    {"wireguard", "tunnel"}, {"vxlan", "tunnel"},  {"gre", "tunnel"},    {"geneve", "tunnel"},
    {"ip6gretap", "tunnel"}, {"gretap", "tunnel"}, {"team", "bond"},     {"wwan", "wireless"},
};

/* ARPHRD_ number in type (linux/if_arp.h). */
static const struct {
    const char *number;
    const char *kind;
} kind_types[] = {
    {"772", "loopback"}, {"768", "tunnel"}, {"769", "tunnel"}, {"776", "tunnel"},
    {"778", "tunnel"},   {"512", "tunnel"}, {"823", "tunnel"}, {"65534", "tunnel"},
};

static struct str devtype_of(const struct sysfs *s, const char *path)
{
    struct attr uevent = sysfs_file(s, 4096, "%s/uevent", path);
    struct str rest = uevent.text, line;

    while (str_next(&rest, '\n', &line))
        if (str_starts(line, "DEVTYPE="))
            return str_sub(line, strlen("DEVTYPE="), line.n);
    return (struct str){NULL, 0};
}

static const char *kind_of(const struct sysfs *s, const struct adapter *nic)
{
    struct str devtype = devtype_of(s, nic->path);
    struct str type = sysfs_line(s, "%s/type", nic->path).text;

    for (size_t i = 0; i < COUNT_OF(kind_entries); i++)
        if (sysfs_is_there(s, "%s/%s", nic->path, kind_entries[i].entry))
            return kind_entries[i].kind;
    for (size_t i = 0; i < COUNT_OF(kind_devtypes); i++)
        if (str_is(devtype, kind_devtypes[i].devtype))
            return kind_devtypes[i].kind;
    for (size_t i = 0; i < COUNT_OF(kind_types); i++)
        if (str_is(type, kind_types[i].number))
            return kind_types[i].kind;
    return nic->physical ? "physical" : "virtual";
}

static void enabled_fact(const struct sysfs *s, unsigned i, struct adapter *nic)
{
    struct attr flags = sysfs_line(s, "%s/flags", nic->path);
    uint64_t bits;

    if (flags.state == FACT_OK && str_number(flags.text, &bits)) {
        nic->enabled = bits & IFF_UP_BIT;
        fact_add_flag(s->facts, KEY_NIC_ENABLED, i, nic->enabled,
                      fact_source_file(s->facts, flags.path));
    } else {
        fact_add_missing(s, KEY_NIC_ENABLED, i,
                         attr_was_read(&flags) ? FACT_UNREADABLE : flags.state, flags.path);
    }
}

static void link_name_fact(const struct sysfs *s, enum fact_key key, unsigned i,
                           const char *link)
{
    const char *name = sysfs_link_name(s, "%s", link);

    if (name)
        fact_add_said(s, key, i, str_of(name), link);
    else
        fact_add_missing(s, key, i, FACT_ABSENT, link);
}

static void adapter_facts(const struct sysfs *s, unsigned i, struct adapter *nic)
{
    struct attr link = sysfs_line(s, "%s/operstate", nic->path);
    struct attr mac = sysfs_line(s, "%s/address", nic->path);

    nic->kind = kind_of(s, nic);
    if (strcmp(nic->kind, "loopback") == 0) /* its zeros are the address of nothing */
        mac.state = FACT_NOT_APPLICABLE;
    fact_add_said(s, KEY_NIC_NAME, i, str_of(nic->name), nic->path);
    fact_add_said(s, KEY_NIC_KIND, i, str_of(nic->kind), nic->path);
    fact_add_flag(s->facts, KEY_NIC_PHYSICAL, i, nic->physical,
                  fact_source_file(s->facts, nic->device ? nic->device : nic->path));
    enabled_fact(s, i, nic);
    fact_add_attr(s, KEY_NIC_LINK, i, &link);
    fact_add_attr(s, KEY_NIC_MAC, i, &mac);
    link_name_fact(s, KEY_NIC_DRIVER, i, arena_printf(s->arena, "%s/device/driver", nic->path));
    link_name_fact(s, KEY_NIC_BUS, i, arena_printf(s->arena, "%s/device/subsystem", nic->path));
}

static bool is_folder(const struct sysfs *s, const char *path)
{
    struct err err = ERR_NONE;
    struct fs_info info;

    return fs_stat(s->root, path, FS_LINKS_INSIDE, &info, &err) && info.type == FS_FOLDER;
}

/* Files such as bonding_masters stand among the adapters. */
static void net_devices(const struct sysfs *s, const struct fs_names *names,
                        struct adapters *out)
{
    for (size_t i = 0; i < names->n && out->n < ADAPTERS_MAX; i++) {
        struct adapter *nic = &out->items[out->n];
        const char *real;

        nic->name = names->names[i];
        nic->path = arena_printf(s->arena, "/sys/class/net/%s", nic->name);
        if (!is_folder(s, nic->path))
            continue;
        nic->device = sysfs_real(s, "%s/device", nic->path);
        real = sysfs_real(s, "%s", nic->path);
        nic->physical = nic->device && !(real && strstr(real, "/devices/virtual/"));
        adapter_facts(s, (unsigned)out->n++, nic);
    }
}

static bool is_above(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return path && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* A virtio adapter hangs below its PCI function, so the whole path is compared. */
static bool has_net_device(const struct adapters *nics, const char *pci)
{
    for (size_t i = 0; i < nics->n; i++)
        if (is_above(pci, nics->items[i].device))
            return true;
    return false;
}

/* PCI base class 02h is "network controller". */
static void pci_without_device(const struct sysfs *s, const struct adapters *nics)
{
    static const char folder[] = "/sys/bus/pci/devices";
    unsigned n = (unsigned)nics->n;
    struct fs_names names;

    sysfs_list(s, folder, &names);
    for (size_t i = 0; i < names.n && n < ADAPTERS_MAX; i++) {
        const char *path = arena_printf(s->arena, "%s/%s", folder, names.names[i]);
        const char *real = sysfs_real(s, "%s", path);
        struct attr class = sysfs_line(s, "%s/class", path);

        if (!str_starts(class.text, "0x02") || !real || has_net_device(nics, real))
            continue;
        fact_add_said(s, KEY_NIC_NAME, n, str_of(names.names[i]), path);
        fact_add_said(s, KEY_NIC_KIND, n, STR("physical"), class.path);
        fact_add_flag(s->facts, KEY_NIC_PHYSICAL, n, true,
                      fact_source_file(s->facts, class.path));
        fact_add_flag(s->facts, KEY_NIC_ENABLED, n, false, fact_source_file(s->facts, path));
        fact_add_missing(s, KEY_NIC_LINK, n, FACT_ABSENT, path);
        fact_add_missing(s, KEY_NIC_MAC, n, FACT_ABSENT, path);
        link_name_fact(s, KEY_NIC_DRIVER, n, arena_printf(s->arena, "%s/driver", path));
        fact_add_said(s, KEY_NIC_BUS, n, STR("pci"), path);
        n++;
    }
}

static void all_missing(const struct sysfs *s, enum fact_state state, const char *path)
{
    fact_add_missing(s, KEY_NIC_PHYSICAL, 0, state, path);
    fact_add_missing(s, KEY_NIC_ENABLED, 0, state, path);
}

static bool nic_facts(const struct collect_target *target, struct collect_result *out,
                      struct err *err)
{
    static const char folder[] = "/sys/class/net";
    struct sysfs s = sysfs_of(target, out);
    struct adapters nics = {NULL, 0};
    struct fs_names names;
    enum fact_state state;

    (void)err;
    if (target->smbios_only) {
        all_missing(&s, FACT_NOT_APPLICABLE, "");
        return true;
    }
    state = sysfs_list(&s, folder, &names);
    if (state == FACT_OK) {
        nics.items = arena_take(s.arena, (names.n + 1) * sizeof(*nics.items));
        net_devices(&s, &names, &nics);
        address_facts(&s, &nics);
    } else {
        all_missing(&s, state, folder);
    }
    pci_without_device(&s, &nics);
    return true;
}

const struct collector collect_nic = {
    .name = "nic",
    .item = COLLECT_ITEM_NIC,
    .title = {"网卡", "Network adapters"},
    .may_hold = {"MAC, IP", "MAC, IP"},
    .facts = nic_facts,
};
