/* disk.c - identity of all disks from sysfs: serial, removable or not, which holds the system.
 *
 * Where a serial stands depends on the kind of disk; the first place that exists decides, also
 * when it is blank there. What other programs remember (udev's database) is only asked when the
 * kernel has nothing or denies it, and the source of the fact then says so. */
#include "collect/linux/disk_serial.h"
#include "collect/linux/sources.h"
#include "collect/linux/system_disk.h"

#define DISKS_MAX 512
#define SECTOR_BYTES 512 /* /sys/block/X/size counts these whatever the disk says */

/* First match in the resolved path decides: USB before the SCSI host that it emulates. */
static const struct {
    const char *in_path;
    const char *bus;
} buses[] = {
    {"/usb", "usb"},   {"/fw", "firewire"},   {"/nvme", "nvme"}, {"/mmc_host/", "mmc"},
    {"/ata", "sata"},  {"/session", "iscsi"}, {"/rport-", "fc"}, {"/end_device-", "sas"},
    {"/host", "scsi"}, {"/virtio", "virtio"}, {"/vbd-", "xen"},  {"/floppy", "floppy"},
};

static bool has(const char *path, const char *part)
{
    return strstr(path, part) != NULL;
}

static const char *bus_of(const struct sysfs *s, const struct disk *d)
{
    static const char scsi_type_cdrom[] = "5", mmc_type_card[] = "SD";
    struct str type = sysfs_line(s, "%s/device/type", d->path).text;

    if (str_is(type, scsi_type_cdrom))
        return "cdrom";
    if (str_is(type, mmc_type_card) && has(d->real, "/mmc_host/"))
        return "sd";
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
    static const enum fact_key keys[] = {KEY_DISK_SERIAL_RAW_BYTES, KEY_DISK_SERIAL_BYTES,
                                         KEY_DISK_SERIAL_FORM};
    struct disk_serial serial;
    struct str text;
    const char *path;

    disk_serial(s, d, &serial);
    text = serial.best.text;
    path = serial.best.path;
    if (attr_was_read(&serial.best)) {
        struct fact_source source = fact_source_file(s->facts, path);

        fact_add_missing(s, KEY_DISK_SERIAL, i, serial.best.state, path)->text = text;
        fact_add_number(s->facts, KEY_DISK_SERIAL_RAW_BYTES, i, text.n, source);
        fact_add_number(s->facts, KEY_DISK_SERIAL_BYTES, i, serial_trim(text).n, source);
        if (serial.best.state == FACT_OK)
            fact_add_said(s, KEY_DISK_SERIAL_FORM, i, str_of(serial_form_name(serial.form)),
                          path);
        else
            fact_add_missing(s, KEY_DISK_SERIAL_FORM, i, FACT_NOT_APPLICABLE, path);
    } else {
        fact_add_missing(s, KEY_DISK_SERIAL, i, serial.best.state, path);
        for (size_t k = 0; k < COUNT_OF(keys); k++)
            fact_add_missing(s, keys[k], i, serial.best.state, path);
    }
    fact_add_missing(s, KEY_DISK_SERIAL_OTHER, i, serial.other.state, serial.other.path)->text =
        serial.other.text;
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

/* Where the path itself goes out of the case. */
static const char *way_out(const struct disk *d)
{
    static const struct {
        const char *bus;
        const char *way;
    } ways[] = {{"usb", "through usb"}, {"firewire", "through firewire"}, {"sd", "card slot"}};

    for (size_t i = 0; i < COUNT_OF(ways); i++)
        if (strcmp(d->bus, ways[i].bus) == 0)
            return ways[i].way;
    return has(d->real, "/usb") ? ways[0].way : NULL;
}

/* A USB hard disk says 0 of itself (its medium cannot be taken out), so all three are looked
 * at. Any one that says removable makes the disk removable. */
static void removable_facts(const struct sysfs *s, unsigned i, const struct disk *d)
{
    struct attr medium = sysfs_line(s, "%s/removable", d->path);
    struct attr chain = chain_says(s, d);
    const char *way = way_out(d);
    bool by_chain = str_is(chain.text, "removable");
    bool by_medium = str_is(medium.text, "1");
    const char *path = by_chain ? chain.path : way ? d->real : medium.path;
    const char *told;

    if (!by_chain && !way && medium.state != FACT_OK && chain.state != FACT_OK) {
        fact_add_missing(s, KEY_DISK_REMOVABLE, i, medium.state, medium.path);
        fact_add_missing(s, KEY_DISK_REMOVABLE_CHAIN, i, medium.state, medium.path);
        return;
    }
    told = arena_printf(s->arena, "medium %s; path %s; %s", medium_word(&medium),
                        way ? way : "inside",
                        chain.state == FACT_OK ? chain_text(s, &chain) : "chain silent");
    fact_add_flag(s->facts, KEY_DISK_REMOVABLE, i, by_medium || way || by_chain,
                  fact_source_file(s->facts, path));
    fact_add_said(s, KEY_DISK_REMOVABLE_CHAIN, i, str_of(told), chain.path);
}

/* Each disk says whether it is a candidate and by which way; how many there are is said once. */
static void system_facts(const struct sysfs *s, unsigned i, const struct disk *d,
                         const struct system_disks *found)
{
    const char *way = system_disks_way(found, d->name);

    if (found->n > 0)
        fact_add_flag(s->facts, KEY_DISK_SYSTEM, i, way != NULL,
                      fact_source_file(s->facts, found->path));
    else
        fact_add_missing(s, KEY_DISK_SYSTEM, i, FACT_ABSENT, found->path);
    if (way)
        fact_add_said(s, KEY_DISK_SYSTEM_PATH, i, str_of(way), found->path);
}

static void candidates_facts(const struct sysfs *s, const struct system_disks *found)
{
    fact_add_number(s->facts, KEY_DISK_SYSTEM_CANDIDATES, 0, found->n,
                    fact_source_file(s->facts, found->path));
    if (found->n == 0 && *found->lost)
        fact_add_said(s, KEY_DISK_SYSTEM_PATH, 0,
                      str_of(arena_printf(s->arena, "%s -> not known", found->lost)),
                      found->path);
}

/* Devices that stand on others (loop, dm, md, zram), second paths to an NVMe disk that is
 * listed already and the boot areas of an eMMC are no disks. */
static bool is_disk(const struct sysfs *s, const struct disk *d)
{
    static const char *const stacked[] = {"loop", "ram", "zram", "dm-", "md"};

    for (size_t i = 0; i < COUNT_OF(stacked); i++)
        if (str_starts(str_of(d->name), stacked[i]))
            return false;
    return !has(d->real, "/devices/virtual/block/") &&
           !(str_starts(str_of(d->name), "mmcblk") && has(d->name, "boot")) &&
           !str_is(sysfs_line(s, "%s/hidden", d->path).text, "1");
}

static void all_missing(const struct sysfs *s, enum fact_state state, const char *path)
{
    static const enum fact_key keys[] = {KEY_DISK_SERIAL, KEY_DISK_REMOVABLE, KEY_DISK_SYSTEM};

    for (size_t i = 0; i < COUNT_OF(keys); i++)
        fact_add_missing(s, keys[i], 0, state, path);
}

bool linux_disks(const struct collect_target *target, struct collect_result *out,
                 struct err *err)
{
    static const char folder[] = "/sys/block";
    struct sysfs s = sysfs_of(target, out);
    struct system_disks found;
    struct fs_names names;
    enum fact_state state;
    unsigned n = 0;

    (void)err;
    state = sysfs_list(&s, folder, &names);
    if (state != FACT_OK) {
        all_missing(&s, state, folder);
        return true;
    }
    system_disks_find(&s, &found);
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
        system_facts(&s, n, &d, &found);
        n++;
    }
    candidates_facts(&s, &found);
    return true;
}
