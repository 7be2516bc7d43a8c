/* windisk.c - what the driver of a disk told Windows, as facts.
 *
 * STORAGE_DEVICE_DESCRIPTOR (winioctl.h), little-endian:
 *   00h version 4  04h size 4  08h type 1  09h modifier 1  0Ah RemovableMedia 1  0Bh queueing 1
 *   0Ch offset of the vendor 4  10h of the product 4  14h of the revision 4  18h of the serial 4
 *   1Ch BusType 4; texts end in NUL, offset 0: not told */
#include "collect/windisk.h"

#include "collect/serial_form.h"

#define AT_REMOVABLE 0x0a
#define AT_VENDOR 0x0c
#define AT_PRODUCT 0x10
#define AT_REVISION 0x14
#define AT_SERIAL 0x18
#define AT_BUS 0x1c
#define HEADER_BYTES 0x20
#define CALL "IOCTL_STORAGE_QUERY_PROPERTY"

/* STORAGE_BUS_TYPE; outside: the bus leads out of the case. */
static const struct {
    const char *name;
    bool outside;
} buses[] = {
    [0x01] = {"scsi", false},    [0x02] = {"atapi", false}, [0x03] = {"ata", false},
    [0x04] = {"firewire", true}, [0x06] = {"fc", false},    [0x07] = {"usb", true},
    [0x08] = {"raid", false},    [0x09] = {"iscsi", false}, [0x0a] = {"sas", false},
    [0x0b] = {"sata", false},    [0x0c] = {"sd", true},     [0x0d] = {"mmc", false},
    [0x0e] = {"virtual", false}, [0x0f] = {"file", false},  [0x10] = {"spaces", false},
    [0x11] = {"nvme", false},    [0x12] = {"scm", false},   [0x13] = {"ufs", false},
};

static uint32_t number_at(struct str d, size_t at)
{
    uint32_t number = 0;

    for (size_t i = 4; i > 0; i--)
        number = number << 8 | (uint8_t)d.p[at + i - 1];
    return number;
}

/* The text whose offset stands at a place of the header; false when none is told. */
static bool text_at(struct str d, size_t at, struct str *out)
{
    size_t from = number_at(d, at), n = 0;

    if (from < HEADER_BYTES || from >= d.n)
        return false;
    while (from + n < d.n && d.p[from + n])
        n++;
    *out = str_sub(d, from, n);
    return true;
}

static void text_fact(struct fact_list *facts, enum fact_key key, unsigned i, struct str d,
                      size_t at, struct fact_source source)
{
    struct str text;

    if (text_at(d, at, &text))
        fact_add_text(facts, key, i, str_trim(text), source);
    else
        fact_add_state(facts, key, i, FACT_ABSENT, source);
}

/* Drivers give the product in one field or divided among two. */
static void model_fact(struct fact_list *facts, unsigned i, struct str d,
                       struct fact_source source)
{
    struct str vendor, product;
    bool has_vendor = text_at(d, AT_VENDOR, &vendor);

    if (!text_at(d, AT_PRODUCT, &product)) {
        fact_add_state(facts, KEY_DISK_MODEL, i, FACT_ABSENT, source);
        return;
    }
    vendor = has_vendor ? str_trim(vendor) : (struct str){NULL, 0};
    product = str_trim(product);
    fact_add_text(facts, KEY_DISK_MODEL, i,
                  str_of(arena_printf(fact_list_arena(facts), "%.*s%s%.*s", STR_ARG(vendor),
                                      vendor.n ? " " : "", STR_ARG(product))),
                  source);
}

static void serial_facts(struct fact_list *facts, unsigned i, struct str d,
                         struct fact_source source)
{
    struct str raw;
    struct fact *f;

    if (!text_at(d, AT_SERIAL, &raw)) {
        fact_add_state(facts, KEY_DISK_SERIAL, i, FACT_ABSENT, source);
        return;
    }
    f = fact_add_text(facts, KEY_DISK_SERIAL, i, raw, source);
    fact_add_number(facts, KEY_DISK_SERIAL_RAW_BYTES, i, raw.n, source);
    fact_add_number(facts, KEY_DISK_SERIAL_BYTES, i, serial_trim(raw).n, source);
    if (f->state == FACT_OK)
        fact_add_text(facts, KEY_DISK_SERIAL_FORM, i,
                      str_of(serial_form_name(serial_form_of(raw))), source);
    else
        fact_add_state(facts, KEY_DISK_SERIAL_FORM, i, FACT_NOT_APPLICABLE, source);
}

/* Any one of the three that says outside makes the disk removable: a USB hard disk says of
 * itself that its medium is fixed. */
static void removable_facts(struct fact_list *facts, unsigned i,
                            const struct windows_disk *disk, struct fact_source source)
{
    static const char *const said[] = {[CONTAINER_SILENT] = "silent",
                                       [CONTAINER_INSIDE] = "inside",
                                       [CONTAINER_OUTSIDE] = "outside"};
    uint32_t bus = number_at(disk->descriptor, AT_BUS);
    bool medium = disk->descriptor.p[AT_REMOVABLE] != 0;
    bool way = bus < COUNT_OF(buses) && buses[bus].outside;
    const char *told =
        arena_printf(fact_list_arena(facts), "medium %s; path %s%s; root container %s",
                     medium ? "removable" : "fixed", way ? "through " : "inside",
                     way ? buses[bus].name : "", said[disk->container]);

    fact_add_flag(facts, KEY_DISK_REMOVABLE, i,
                  medium || way || disk->container == CONTAINER_OUTSIDE, source);
    fact_add_text(facts, KEY_DISK_REMOVABLE_CHAIN, i, str_of(told), source);
}

static void bus_fact(struct fact_list *facts, unsigned i, struct str d,
                     struct fact_source source)
{
    uint32_t bus = number_at(d, AT_BUS);
    const char *name = bus < COUNT_OF(buses) && buses[bus].name ? buses[bus].name : "other";

    fact_add_text(facts, KEY_DISK_BUS, i, str_of(name), source);
}

void windows_disk_facts(struct fact_list *facts, unsigned i, const struct windows_disk *disk)
{
    static const enum fact_key keys[] = {KEY_DISK_SERIAL, KEY_DISK_REMOVABLE};
    const char *name = arena_printf(fact_list_arena(facts), "PhysicalDrive%u", disk->number);
    struct fact_source source = fact_source_call(facts, CALL, name);
    bool is_whole = disk->descriptor.n >= HEADER_BYTES;

    fact_add_text(facts, KEY_DISK_NAME, i, str_of(name), source);
    for (size_t k = 0; !is_whole && k < COUNT_OF(keys); k++)
        fact_add_state(facts, keys[k], i,
                       disk->state == FACT_OK ? FACT_UNREADABLE : disk->state, source);
    if (!is_whole)
        return;
    bus_fact(facts, i, disk->descriptor, source);
    model_fact(facts, i, disk->descriptor, source);
    text_fact(facts, KEY_DISK_FIRMWARE, i, disk->descriptor, AT_REVISION, source);
    if (disk->size_bytes > 0)
        fact_add_number(facts, KEY_DISK_SIZE_BYTES, i, disk->size_bytes, source);
    serial_facts(facts, i, disk->descriptor, source);
    removable_facts(facts, i, disk, source);
}
