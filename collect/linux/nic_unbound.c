/* nic_unbound.c - network hardware without an adapter: switched off, or without a driver.
 *
 *   /sys/bus/pci/devices/0000:00:1f.6/class          0x020000  network controller, Ethernet
 *   /sys/bus/usb/devices/2-1:1.0/bInterfaceClass     02, bInterfaceSubClass 06: CDC Ethernet
 * USB adapters that speak a maker's own language are not known without their driver. */
#include "collect/linux/nic.h"

struct hardware {
    const char *path; /* on its bus */
    const char *name;
    const char *class_path;
    const char *kind;
};

static bool is_above(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return path && strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* A virtio adapter hangs below its PCI function, so the whole path is compared. */
static bool has_adapter(const struct adapters *nics, const char *real)
{
    for (size_t i = 0; i < nics->n; i++)
        if (is_above(real, nics->items[i].device))
            return true;
    return false;
}

/* PCI base class 02h is "network controller", 0280h one that is neither Ethernet nor another
 * wire: Wi-Fi. 0207h is InfiniBand, which needs no adapter to work. */
static const char *pci_kind(const struct sysfs *s, struct hardware *h)
{
    struct attr class = sysfs_line(s, "%s/class", h->path);

    h->class_path = class.path;
    if (!str_starts(class.text, "0x02") || str_starts(class.text, "0x0207"))
        return NULL;
    return str_starts(class.text, "0x0280") ? "wireless" : "physical";
}

/* USB CDC 1.2, table 4: 06h Ethernet, 0Dh NCM, 0Eh mobile broadband. */
static const char *usb_kind(const struct sysfs *s, struct hardware *h)
{
    static const struct {
        const char *subclass;
        const char *kind;
    } kinds[] = {{"06", "physical"}, {"0d", "physical"}, {"0e", "wireless"}};
    struct attr class = sysfs_line(s, "%s/bInterfaceClass", h->path);
    struct str subclass = sysfs_line(s, "%s/bInterfaceSubClass", h->path).text;

    h->class_path = class.path;
    for (size_t i = 0; str_is(class.text, "02") && i < COUNT_OF(kinds); i++)
        if (str_is(subclass, kinds[i].subclass))
            return kinds[i].kind;
    return NULL;
}

/* ACPI 6.5, 6.3.7 _STA: bit 1 is "enabled and decoding its resources". */
static bool is_off_in_firmware(const struct sysfs *s, const struct hardware *h,
                               const char **path)
{
    struct attr status = sysfs_line(s, "%s/firmware_node/status", h->path);
    uint64_t bits;

    *path = status.path;
    return status.state == FACT_OK && str_number(status.text, &bits) && !(bits & 2);
}

static void disabled_fact(const struct sysfs *s, unsigned i, const struct hardware *h)
{
    const char *driver = arena_printf(s->arena, "%s/driver", h->path), *path;
    struct attr enable = sysfs_line(s, "%s/enable", h->path);
    struct str by = STR("no-adapter");

    if (is_off_in_firmware(s, h, &path)) {
        by = STR("acpi");
    } else if (!sysfs_link_name(s, "%s", driver)) {
        by = STR("no-driver");
        path = driver;
    } else if (str_is(enable.text, "0")) {
        by = STR("pci-off");
        path = enable.path;
    } else {
        path = h->path;
    }
    fact_add_said(s, KEY_NIC_DISABLED_BY, i, by, path);
}

static void hardware_facts(const struct sysfs *s, unsigned i, const struct hardware *h,
                           const char *bus)
{
    static const enum fact_key missing[] = {KEY_NIC_LINK, KEY_NIC_MAC, KEY_NIC_MAC_KIND,
                                            KEY_NIC_MAC_PERMANENT};

    fact_add_said(s, KEY_NIC_NAME, i, str_of(h->name), h->path);
    fact_add_said(s, KEY_NIC_KIND, i, str_of(h->kind), h->class_path);
    fact_add_flag(s->facts, KEY_NIC_PHYSICAL, i, true,
                  fact_source_file(s->facts, h->class_path));
    fact_add_flag(s->facts, KEY_NIC_ENABLED, i, false, fact_source_file(s->facts, h->path));
    fact_add_said(s, KEY_NIC_STATE, i, STR("disabled"), h->path);
    disabled_fact(s, i, h);
    for (size_t k = 0; k < COUNT_OF(missing); k++)
        fact_add_missing(s, missing[k], i, FACT_ABSENT, h->path);
    nic_link_fact(s, KEY_NIC_DRIVER, i, arena_printf(s->arena, "%s/driver", h->path));
    fact_add_said(s, KEY_NIC_BUS, i, str_of(bus), h->path);
}

void nic_unbound_facts(const struct sysfs *s, const struct adapters *nics)
{
    static const struct {
        const char *bus;
        const char *folder;
        const char *(*kind)(const struct sysfs *s, struct hardware *h);
    } buses[] = {
        {"pci", "/sys/bus/pci/devices", pci_kind},
        {"usb", "/sys/bus/usb/devices", usb_kind},
    };
    unsigned n = (unsigned)nics->n;
    struct fs_names names;

    for (size_t b = 0; b < COUNT_OF(buses); b++) {
        sysfs_list(s, buses[b].folder, &names);
        for (size_t i = 0; i < names.n && n < ADAPTERS_MAX; i++) {
            struct hardware h = {.name = names.names[i]};
            const char *real;

            h.path = arena_printf(s->arena, "%s/%s", buses[b].folder, h.name);
            real = sysfs_real(s, "%s", h.path);
            h.kind = buses[b].kind(s, &h);
            if (h.kind && real && !has_adapter(nics, real))
                hardware_facts(s, n++, &h, buses[b].bus);
        }
    }
}
