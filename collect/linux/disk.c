/* disk.c - identity of all disks from sysfs: serial, removable or not, which holds the system.
 *
 * Where a serial stands depends on the kind of disk; the first place that exists decides, also
 * when it is blank there. What other programs remember (udev's database) is only asked when the
 * kernel has nothing or denies it, and the source of the fact then says so. */
#include "collect/linux/disk_serial.h"
#include "collect/linux/system_disk.h"

#define DISKS_MAX 512
#define SECTOR_BYTES 512 /* /sys/block/X/size counts these whatever the disk says */

/* First match in the resolved path decides: USB before the SCSI host that it emulates. */
static const struct {
    const char *in_path;
    const char *bus;
} buses[] = {
    {"/usb", "usb"},   {"/nvme", "nvme"},     {"/mmc_host/", "mmc"}, {"/ata", "sata"},
    {"/host", "scsi"}, {"/virtio", "virtio"}, {"/vbd-", "xen"},
};

static bool has(const char *path, const char *part)
{
    return strstr(path, part) != NULL;
}

static const char *bus_of(const struct sysfs *s, const struct disk *d)
{
    static const char scsi_type_cdrom[] = "5";

    if (str_is(sysfs_line(s, "%s/device/type", d->path).text, scsi_type_cdrom))
        return "cdrom";
    for (size_t i = 0; i < COUNT_OF(buses); i++)
        if (has(d->real, buses[i].in_path))
            return buses[i].bus;
    return "other";
}

/* The first of the named attributes that is there. */
static struct attr first_attr(const struct sysfs *s, const struct disk *d,
                              const char *const *names)
{
    struct attr attr = {.state = FACT_ABSENT, .path = d->path};

    for (; *names && attr.state == FACT_ABSENT; names++)
        attr = sysfs_line(s, "%s/%s", d->path, *names);
    return attr;
}

static void identity_facts(const struct sysfs *s, unsigned i, const struct disk *d)
{
    static const char *const models[] = {"device/model", "device/name", NULL};
    static const char *const firmwares[] = {"device/firmware_rev", "device/rev", "device/fwrev",
                                            NULL};
    struct attr model = first_attr(s, d, models);
    struct attr firmware = first_attr(s, d, firmwares);
    struct attr size = sysfs_line(s, "%s/size", d->path);
    uint64_t sectors;

    fact_add_said(s, KEY_DISK_NAME, i, str_of(d->name), d->path);
    fact_add_said(s, KEY_DISK_BUS, i, str_of(d->bus), d->real);
    fact_add_attr(s, KEY_DISK_MODEL, i, &model);
    fact_add_attr(s, KEY_DISK_FIRMWARE, i, &firmware);
    if (size.state == FACT_OK && str_number(size.text, &sectors) &&
        sectors <= UINT64_MAX / SECTOR_BYTES)
        fact_add_number(s->facts, KEY_DISK_SIZE_BYTES, i, sectors * SECTOR_BYTES,
                        fact_source_file(s->facts, size.path));
    else
        fact_add_missing(s, KEY_DISK_SIZE_BYTES, i,
                         size.state == FACT_OK ? FACT_UNREADABLE : size.state, size.path);
}

static void serial_facts(const struct sysfs *s, unsigned i, const struct disk *d)
{
    struct attr serial = disk_serial(s, d);
    struct fact_source source = fact_source_file(s->facts, serial.path);
    struct fact *f = fact_add_state(s->facts, KEY_DISK_SERIAL, i, serial.state, source);

    if (!attr_was_read(&serial)) {
        fact_add_state(s->facts, KEY_DISK_SERIAL_RAW_BYTES, i, serial.state, source);
        fact_add_state(s->facts, KEY_DISK_SERIAL_BYTES, i, serial.state, source);
        return;
    }
    f->text = serial.text;
    fact_add_number(s->facts, KEY_DISK_SERIAL_RAW_BYTES, i, serial.text.n, source);
    fact_add_number(s->facts, KEY_DISK_SERIAL_BYTES, i, serial_trim(serial.text).n, source);
}

/* Up the device path to the first attribute that says "removable" or "fixed", as lsblk does for
 * HOTPLUG. The kernel sets it for USB ports and PCI slots; "unknown" is passed by. */
static struct attr chain_says(const struct sysfs *s, const struct disk *d)
{
    struct attr attr = {.state = FACT_ABSENT, .path = d->real};

    for (const char *at = path_parent(s, d->real); *at; at = path_parent(s, at)) {
        attr = sysfs_line(s, "%s/removable", at);
        if (str_is(attr.text, "removable") || str_is(attr.text, "fixed"))
            return attr;
    }
    return (struct attr){.state = FACT_ABSENT, .path = d->real};
}

static const char *medium_word(const struct attr *medium)
{
    if (medium->state != FACT_OK)
        return fact_state_name(medium->state);
    return str_is(medium->text, "1") ? "removable" : "fixed";
}

static const char *chain_text(const struct sysfs *s, const struct attr *chain)
{
    return arena_printf(s->arena, "%s %.*s", chain->path, STR_ARG(chain->text));
}

/* A USB hard disk says 0 of itself (its medium cannot be taken out), so all three are looked
 * at. Any one that says removable makes the disk removable. */
static void removable_facts(const struct sysfs *s, unsigned i, const struct disk *d)
{
    struct attr medium = sysfs_line(s, "%s/removable", d->path);
    struct attr chain = chain_says(s, d);
    bool in_usb = has(d->real, "/usb");
    bool by_chain = str_is(chain.text, "removable");
    bool by_medium = str_is(medium.text, "1");
    const char *path = by_chain ? chain.path : in_usb ? d->real : medium.path;
    const char *told;

    if (!by_chain && !in_usb && medium.state != FACT_OK && chain.state != FACT_OK) {
        fact_add_missing(s, KEY_DISK_REMOVABLE, i, medium.state, medium.path);
        fact_add_missing(s, KEY_DISK_REMOVABLE_CHAIN, i, medium.state, medium.path);
        return;
    }
    told = arena_printf(s->arena, "medium %s; path %s; %s", medium_word(&medium),
                        in_usb ? "through usb" : "inside",
                        chain.state == FACT_OK ? chain_text(s, &chain) : "chain silent");
    fact_add_flag(s->facts, KEY_DISK_REMOVABLE, i, by_medium || in_usb || by_chain,
                  fact_source_file(s->facts, path));
    fact_add_said(s, KEY_DISK_REMOVABLE_CHAIN, i, str_of(told), chain.path);
}

static void system_fact(const struct sysfs *s, unsigned i, const struct disk *d,
                        const struct system_disks *holders)
{
    if (holders->n > 0)
        fact_add_flag(s->facts, KEY_DISK_SYSTEM, i, system_disks_has(holders, d->name),
                      fact_source_file(s->facts, holders->path));
    else
        fact_add_missing(s, KEY_DISK_SYSTEM, i, FACT_ABSENT, holders->path);
}

/* Devices that stand on others (loop, dm, md, zram) and second paths to an NVMe disk that is
 * listed already are no disks. */
static bool is_disk(const struct sysfs *s, const struct disk *d)
{
    static const char *const stacked[] = {"loop", "ram", "zram", "dm-", "md"};

    for (size_t i = 0; i < COUNT_OF(stacked); i++)
        if (str_starts(str_of(d->name), stacked[i]))
            return false;
    return !has(d->real, "/devices/virtual/block/") &&
           !str_is(sysfs_line(s, "%s/hidden", d->path).text, "1");
}

static void all_missing(const struct sysfs *s, enum fact_state state, const char *path)
{
    static const enum fact_key keys[] = {KEY_DISK_SERIAL, KEY_DISK_REMOVABLE, KEY_DISK_SYSTEM};

    for (size_t i = 0; i < COUNT_OF(keys); i++)
        fact_add_missing(s, keys[i], 0, state, path);
}

static bool disk_facts(const struct collect_target *target, struct collect_result *out,
                       struct err *err)
{
    static const char folder[] = "/sys/block";
    struct sysfs s = sysfs_of(target, out);
    struct system_disks holders;
    struct fs_names names;
    enum fact_state state;
    unsigned n = 0;

    (void)err;
    if (target->smbios_only) {
        all_missing(&s, FACT_NOT_APPLICABLE, "");
        return true;
    }
    state = sysfs_list(&s, folder, &names);
    if (state != FACT_OK) {
        all_missing(&s, state, folder);
        return true;
    }
    system_disks_find(&s, &holders);
    for (size_t i = 0; i < names.n && n < DISKS_MAX; i++) {
        struct disk d = {.name = names.names[i]};

        d.path = arena_printf(s.arena, "%s/%s", folder, d.name);
        d.real = sysfs_real(&s, "%s", d.path);
        if (!d.real)
            d.real = d.path;
        if (!is_disk(&s, &d))
            continue;
        d.bus = bus_of(&s, &d);
        identity_facts(&s, n, &d);
        serial_facts(&s, n, &d);
        removable_facts(&s, n, &d);
        system_fact(&s, n, &d, &holders);
        n++;
    }
    return true;
}

const struct collector collect_disk = {
    .name = "disk",
    .item = COLLECT_ITEM_DISK,
    .title = {"磁盘身份", "Disk identity"},
    .may_hold = {"序列号", "serials"},
    .facts = disk_facts,
};
