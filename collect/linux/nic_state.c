/* nic_state.c - enabled, down or disabled, and what has disabled it.
 *
 * A switch for radio is a folder of /sys/class/rfkill below the hardware it is for:
 *   rfkill0 -> ../../devices/.../ieee80211/phy0/rfkill0    soft, hard: "1" is off */
#include "collect/linux/nic.h"

#define IFF_UP_BIT 0x1 /* linux/if.h */

struct blocked {
    const char *by; /* NULL: nothing */
    const char *path;
};

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return path && strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* A key on the case is said before a switch in software: it is the harder one to find. */
static struct blocked by_switch(const struct sysfs *s, const struct adapter *nic)
{
    static const char *const files[] = {"hard", "soft"};
    static const char *const words[] = {"rfkill-hard", "rfkill-soft"};
    static const char folder[] = "/sys/class/rfkill";
    const char *radio = sysfs_real(s, "%s/phy80211", nic->path);
    struct fs_names names = {NULL, 0};

    if (radio)
        sysfs_list(s, folder, &names);
    for (size_t i = 0; i < names.n; i++) {
        if (!is_below(sysfs_real(s, "%s/%s", folder, names.names[i]), radio))
            continue;
        for (size_t k = 0; k < COUNT_OF(files); k++) {
            struct attr off = sysfs_line(s, "%s/%s/%s", folder, names.names[i], files[k]);

            if (str_is(off.text, "1"))
                return (struct blocked){words[k], off.path};
        }
    }
    return (struct blocked){NULL, NULL};
}

/* PCI counts who has switched the function on. A driver may switch an adapter off while its
 * cable is out, so this tells of adapters only that nobody has switched on. */
static struct blocked by_bus(const struct sysfs *s, const struct adapter *nic)
{
    struct attr enable = sysfs_line(s, "%s/device/enable", nic->path);

    if (str_is(enable.text, "0"))
        return (struct blocked){"pci-off", enable.path};
    return (struct blocked){NULL, NULL};
}

static void enabled_facts(const struct sysfs *s, unsigned i, struct str word, const char *path)
{
    fact_add_flag(s->facts, KEY_NIC_ENABLED, i, str_is(word, "enabled"),
                  fact_source_file(s->facts, path));
    fact_add_said(s, KEY_NIC_STATE, i, word, path);
}

static void unknown_facts(const struct sysfs *s, unsigned i, const struct attr *flags)
{
    enum fact_state state = attr_was_read(flags) ? FACT_UNREADABLE : flags->state;

    fact_add_missing(s, KEY_NIC_ENABLED, i, state, flags->path);
    fact_add_missing(s, KEY_NIC_STATE, i, state, flags->path);
}

void nic_state_facts(const struct sysfs *s, unsigned i, struct adapter *nic)
{
    struct attr flags = sysfs_line(s, "%s/flags", nic->path);
    struct blocked blocked = by_switch(s, nic);
    uint64_t bits = 0;
    bool known = flags.state == FACT_OK && str_number(flags.text, &bits);

    nic->enabled = !blocked.by && bits & IFF_UP_BIT;
    if (!blocked.by && known && !nic->enabled)
        blocked = by_bus(s, nic);
    if (blocked.by)
        enabled_facts(s, i, STR("disabled"), blocked.path);
    else if (known)
        enabled_facts(s, i, nic->enabled ? STR("enabled") : STR("down"), flags.path);
    else
        unknown_facts(s, i, &flags);
    if (blocked.by)
        fact_add_said(s, KEY_NIC_DISABLED_BY, i, str_of(blocked.by), blocked.path);
    else
        fact_add_missing(s, KEY_NIC_DISABLED_BY, i, FACT_NOT_APPLICABLE, nic->path);
}
