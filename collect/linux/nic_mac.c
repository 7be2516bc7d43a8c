/* nic_mac.c - the address of an adapter, who gave it, and the one in its hardware.
 *
 * addr_assign_type (linux/netdevice.h) says who gave the address in use:
 *   0 the hardware   1 the kernel at random   2 another adapter   3 somebody
 * The address in the hardware is known when it is the one in use, and where a driver shows it
 * besides: bonding_slave/perm_hwaddr, phy80211/macaddress. */
#include "collect/linux/nic.h"

/* The address in the hardware, when sysfs shows it apart from the one in use. */
static struct attr shown_apart(const struct sysfs *s, const struct adapter *nic)
{
    static const char *const places[] = {"bonding_slave/perm_hwaddr", "phy80211/macaddress"};
    struct attr attr = {.state = FACT_ABSENT, .path = nic->path};

    for (size_t i = 0; i < COUNT_OF(places) && attr.state != FACT_OK; i++)
        attr = sysfs_line(s, "%s/%s", nic->path, places[i]);
    return attr;
}

/* NULL: nothing tells. */
static const char *kind_of(struct str assigned, const struct attr *mac,
                           const struct attr *apart)
{
    static const struct {
        const char *type;
        const char *kind;
    } kinds[] = {{"0", "permanent"}, {"1", "random"}, {"2", "set"}, {"3", "set"}};

    if (apart->state == FACT_OK && str_eq_nocase(str_trim(mac->text), str_trim(apart->text)))
        return "permanent";
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_is(assigned, kinds[i].type))
            return kinds[i].kind;
    return NULL;
}

static void permanent_fact(const struct sysfs *s, unsigned i, const char *kind,
                           const struct attr *mac, const struct attr *apart)
{
    if (apart->state == FACT_OK)
        fact_add_attr(s, KEY_NIC_MAC_PERMANENT, i, apart);
    else if (kind && strcmp(kind, "permanent") == 0)
        fact_add_attr(s, KEY_NIC_MAC_PERMANENT, i, mac);
    else
        fact_add_missing(s, KEY_NIC_MAC_PERMANENT, i, FACT_ABSENT, apart->path);
}

static void nothing_more(const struct sysfs *s, unsigned i, const struct attr *mac)
{
    enum fact_state state = attr_was_read(mac) ? FACT_ABSENT : mac->state;

    fact_add_missing(s, KEY_NIC_MAC_KIND, i, state, mac->path);
    fact_add_missing(s, KEY_NIC_MAC_PERMANENT, i, state, mac->path);
}

void nic_mac_facts(const struct sysfs *s, unsigned i, const struct adapter *nic,
                   const struct junk_macs *junk)
{
    struct attr mac = sysfs_line(s, "%s/address", nic->path);
    struct attr assigned = sysfs_line(s, "%s/addr_assign_type", nic->path), apart;
    const char *kind;

    if (strcmp(nic->kind, "loopback") == 0) /* its zeros are the address of nothing */
        mac.state = FACT_NOT_APPLICABLE;
    fact_add_attr(s, KEY_NIC_MAC, i, &mac);
    if (mac.state != FACT_OK) {
        nothing_more(s, i, &mac);
        return;
    }
    apart = shown_apart(s, nic);
    kind = kind_of(assigned.text, &mac, &apart);
    permanent_fact(s, i, kind, &mac, &apart);
    if (junk_macs_has(junk, str_trim(mac.text)))
        fact_add_said(s, KEY_NIC_MAC_KIND, i, STR("junk"), mac.path);
    else if (kind)
        fact_add_said(s, KEY_NIC_MAC_KIND, i, str_of(kind), assigned.path);
    else
        fact_add_missing(s, KEY_NIC_MAC_KIND, i,
                         attr_was_read(&assigned) ? FACT_UNREADABLE : assigned.state,
                         assigned.path);
}
