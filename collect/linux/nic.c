/* nic.c - network adapters: which are real hardware, which are enabled, and their addresses.
 *
 * All of /sys/class/net, then hardware of the buses that has no adapter: it is there, but
 * switched off or without a driver. */
#include "collect/linux/nic.h"

#include "collect/linux/sources.h"

void nic_link_fact(const struct sysfs *s, enum fact_key key, unsigned i, const char *link)
{
    const char *name = sysfs_link_name(s, "%s", link);

    if (name)
        fact_add_said(s, key, i, str_of(name), link);
    else
        fact_add_missing(s, key, i, FACT_ABSENT, link);
}

static void adapter_facts(const struct sysfs *s, unsigned i, struct adapter *nic,
                          const struct junk_macs *junk)
{
    struct attr link = sysfs_line(s, "%s/operstate", nic->path);

    nic_kind_find(s, nic);
    fact_add_said(s, KEY_NIC_NAME, i, str_of(nic->name), nic->path);
    fact_add_said(s, KEY_NIC_KIND, i, str_of(nic->kind), nic->path);
    fact_add_flag(s->facts, KEY_NIC_PHYSICAL, i, nic->physical,
                  fact_source_file(s->facts, nic->device ? nic->device : nic->path));
    nic_state_facts(s, i, nic);
    fact_add_attr(s, KEY_NIC_LINK, i, &link);
    nic_mac_facts(s, i, nic, junk);
    nic_link_fact(s, KEY_NIC_DRIVER, i, arena_printf(s->arena, "%s/device/driver", nic->path));
    nic_link_fact(s, KEY_NIC_BUS, i, arena_printf(s->arena, "%s/device/subsystem", nic->path));
}

static bool is_folder(const struct sysfs *s, const char *path)
{
    struct err err = ERR_NONE;
    struct fs_info info;

    return fs_stat(s->root, path, FS_LINKS_INSIDE, &info, &err) && info.type == FS_FOLDER;
}

/* Files such as bonding_masters stand among the adapters. */
static void net_devices(const struct sysfs *s, const struct fs_names *names,
                        const struct junk_macs *junk, struct adapters *out)
{
    for (size_t i = 0; i < names->n && out->n < ADAPTERS_MAX; i++) {
        struct adapter *nic = &out->items[out->n];

        nic->name = names->names[i];
        nic->path = arena_printf(s->arena, "/sys/class/net/%s", nic->name);
        if (!is_folder(s, nic->path))
            continue;
        nic->device = sysfs_real(s, "%s/device", nic->path);
        adapter_facts(s, (unsigned)out->n++, nic, junk);
    }
}

static void all_missing(const struct sysfs *s, enum fact_state state, const char *path)
{
    fact_add_missing(s, KEY_NIC_PHYSICAL, 0, state, path);
    fact_add_missing(s, KEY_NIC_ENABLED, 0, state, path);
}

bool linux_adapters(const struct collect_target *target, struct collect_result *out,
                    struct err *err)
{
    static const char folder[] = "/sys/class/net";
    struct sysfs s = sysfs_of(target, out);
    struct adapters nics = {NULL, 0};
    struct junk_macs *junk;
    struct fs_names names;
    enum fact_state state;

    junk = junk_macs_load(err);
    if (!junk)
        return false;
    state = sysfs_list(&s, folder, &names);
    if (state == FACT_OK) {
        nics.items = arena_take(s.arena, (names.n + 1) * sizeof(*nics.items));
        net_devices(&s, &names, junk, &nics);
        address_facts(&s, &nics);
        nic_unbound_facts(&s, &nics);
    } else {
        all_missing(&s, state, folder);
    }
    junk_macs_free(junk);
    return true;
}
