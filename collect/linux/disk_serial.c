/* disk_serial.c - the places where Linux shows the serial of a disk, and whether they agree.
 *
 *   SCSI VPD page (SPC-4, 7.8): byte 1 page code, bytes 2-3 length, big-endian, then the page
 *     80h  unit serial number: ASCII, any length, padded with blanks
 *     89h  ATA information (SAT-3, 12.4.2): IDENTIFY DEVICE data from byte 60 on; its words
 *          10-19 are the serial, 20 ASCII characters, the two of each word swapped */
#include "collect/linux/disk_serial.h"

#define PAGE_MAX_BYTES 4096
#define PAGE_HEADER_BYTES 4
#define IDENTIFY_AT 60
#define IDENTIFY_SERIAL_AT (IDENTIFY_AT + 2 * 10)
#define IDENTIFY_SERIAL_BYTES 20
#define UDEV_MAX_BYTES (256 * 1024)

/* A read attribute whose text was cut out of what the file holds. NULs count as blanks. */
static void set_text(struct attr *attr, struct str text)
{
    attr->text = text;
    if (text.n > 0 && serial_trim(text).n == 0)
        attr->state = FACT_BLANK;
    else
        attr->state = fact_state_of(text);
}

/* A text attribute; the kernel ends most of them, not all, with a newline. */
static struct attr text_serial(const struct sysfs *s, const char *folder)
{
    struct attr attr = sysfs_file(s, PAGE_MAX_BYTES, "%s/serial", folder);
    struct str text = attr.text;

    if (!attr_was_read(&attr))
        return attr;
    if (text.n > 0 && text.p[text.n - 1] == '\n')
        text.n--;
    set_text(&attr, text);
    return attr;
}

/* The bytes after the header of a VPD page; unreadable when it is not that page or is cut. */
static struct attr vpd_page(const struct sysfs *s, const struct disk *d, unsigned code)
{
    struct attr attr = sysfs_file(s, PAGE_MAX_BYTES, "%s/device/vpd_pg%02x", d->path, code);
    const uint8_t *p = (const uint8_t *)attr.text.p;
    size_t n;

    if (!attr_was_read(&attr))
        return attr;
    if (attr.text.n < PAGE_HEADER_BYTES || p[1] != code) {
        attr.state = FACT_UNREADABLE;
        return attr;
    }
    n = (size_t)p[2] << 8 | p[3];
    if (n > attr.text.n - PAGE_HEADER_BYTES)
        attr.state = FACT_UNREADABLE;
    else
        set_text(&attr, str_sub(attr.text, PAGE_HEADER_BYTES, n));
    return attr;
}

/* USB: the nearest device above that has a vendor number owns the serial. */
static struct attr from_usb(const struct sysfs *s, const struct disk *d)
{
    if (strstr(d->real, "/usb"))
        for (const char *at = path_parent(s, d->real); *at; at = path_parent(s, at))
            if (sysfs_is_there(s, "%s/idVendor", at))
                return text_serial(s, at);
    return (struct attr){.state = FACT_ABSENT, .path = d->path};
}

static struct attr from_scsi_page(const struct sysfs *s, const struct disk *d)
{
    return vpd_page(s, d, 0x80);
}

/* NVMe and MMC. */
static struct attr from_device(const struct sysfs *s, const struct disk *d)
{
    return text_serial(s, arena_printf(s->arena, "%s/device", d->path));
}

/* virtio. */
static struct attr from_block(const struct sysfs *s, const struct disk *d)
{
    return text_serial(s, d->path);
}

static struct attr from_identify(const struct sysfs *s, const struct disk *d)
{
    struct attr attr = vpd_page(s, d, 0x89);
    size_t at = IDENTIFY_SERIAL_AT - PAGE_HEADER_BYTES;
    char *swapped;

    if (!attr_was_read(&attr))
        return attr;
    if (attr.text.n < at + IDENTIFY_SERIAL_BYTES) {
        attr.state = FACT_UNREADABLE;
        return attr;
    }
    swapped = arena_take(s->arena, IDENTIFY_SERIAL_BYTES);
    for (size_t i = 0; i < IDENTIFY_SERIAL_BYTES; i++)
        swapped[i] = attr.text.p[at + (i ^ 1)];
    set_text(&attr, (struct str){swapped, IDENTIFY_SERIAL_BYTES});
    return attr;
}

/* The line "E:NAME=..." of a record of udev. */
static bool udev_value(struct str record, const char *name, struct str *out)
{
    struct str line, key;

    while (str_next(&record, '\n', &line)) {
        if (!str_starts(line, "E:") || !str_next(&line, '=', &key) ||
            !str_is(str_sub(key, 2, key.n), name))
            continue;
        *out = line;
        return true;
    }
    return false;
}

/* What udev remembers of the disk itself: ID_SERIAL_SHORT is the serial of an ATA disk, but an
 * address (page 83h) where the bus is SCSI. */
static struct attr from_udev(const struct sysfs *s, const struct disk *d)
{
    static const char *const names[] = {"SCSI_IDENT_SERIAL", "ID_SCSI_SERIAL",
                                        "ID_SERIAL_SHORT"};
    struct str device = str_trim(sysfs_line(s, "%s/dev", d->path).text);
    struct attr attr = sysfs_file(s, UDEV_MAX_BYTES, "/run/udev/data/b%.*s", STR_ARG(device));
    struct str bus = {NULL, 0}, text = {NULL, 0};
    size_t i = 0, n;

    if (!attr_was_read(&attr))
        return attr;
    (void)udev_value(attr.text, "ID_BUS", &bus);
    n = COUNT_OF(names) - (str_is(bus, "scsi") ? 1 : 0);
    while (i < n && !udev_value(attr.text, names[i], &text))
        i++;
    if (i == n) {
        attr.state = FACT_ABSENT;
        return attr;
    }
    attr.path = arena_printf(s->arena, "%s %s", attr.path, names[i]);
    set_text(&attr, text);
    return attr;
}

/* The places in the order in which they are believed. A bridge on USB answers for itself in
 * the first and for the disk behind it in others: they need not agree. */
static const struct {
    struct attr (*read)(const struct sysfs *s, const struct disk *d);
    bool of_disk;
} places[] = {
    {from_usb, false},  {from_scsi_page, true}, {from_device, true},
    {from_block, true}, {from_identify, true},  {from_udev, true},
};

/* udev writes '_' for blanks and for what a file name should not hold. */
static bool is_same(struct str a, struct str b)
{
    a = serial_trim(a);
    b = serial_trim(b);
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (a.p[i] != b.p[i] && a.p[i] != '_' && b.p[i] != '_')
            return false;
    return true;
}

/* What a place after the deciding one says otherwise. */
static struct attr find_other(const struct sysfs *s, const struct disk *d, size_t decided,
                              const struct attr *best)
{
    for (size_t i = decided + 1; places[decided].of_disk && i < COUNT_OF(places); i++) {
        struct attr attr = places[i].read(s, d);

        if (attr.state == FACT_OK && !is_same(attr.text, best->text))
            return attr;
    }
    return (struct attr){.state = FACT_ABSENT, .path = d->path};
}

/* Beside IDENTIFY data, whose order is known, a page that is swapped shows itself. */
static enum serial_form form_of(const struct attr *best, const struct attr *other)
{
    if (other->state == FACT_OK && str_ends(str_of(other->path), "/vpd_pg89") &&
        serial_is_swap_of(best->text, other->text))
        return SERIAL_PAIR_SWAPPED;
    return serial_form_of(best->text);
}

void disk_serial(const struct sysfs *s, const struct disk *d, struct disk_serial *out)
{
    struct attr failed = {.state = FACT_ABSENT, .path = d->path};

    *out = (struct disk_serial){.other = failed};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct attr attr = places[i].read(s, d);

        /* After a place that could not be read, nothing but a real value is believed. */
        if (attr.state == FACT_OK || (attr_was_read(&attr) && failed.state == FACT_ABSENT)) {
            out->best = attr;
            out->other = find_other(s, d, i, &attr);
            out->form = form_of(&out->best, &out->other);
            return;
        }
        if (attr.state != FACT_ABSENT && failed.state == FACT_ABSENT)
            failed = attr;
    }
    out->best = failed;
}
