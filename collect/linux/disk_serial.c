/* disk_serial.c - the places where Linux shows the serial of a disk.
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

struct str serial_trim(struct str serial)
{
    while (serial.n > 0 && (serial.p[0] == ' ' || serial.p[0] == '\0'))
        serial = str_sub(serial, 1, serial.n);
    while (serial.n > 0 && (serial.p[serial.n - 1] == ' ' || serial.p[serial.n - 1] == '\0'))
        serial.n--;
    return serial;
}

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

/* What udev remembers: a line "E:ID_SERIAL_SHORT=WD-..." in /run/udev/data/b8:0. */
static struct attr from_udev(const struct sysfs *s, const struct disk *d)
{
    static const char key[] = "E:ID_SERIAL_SHORT=";
    struct str device = str_trim(sysfs_line(s, "%s/dev", d->path).text);
    struct attr attr = sysfs_file(s, UDEV_MAX_BYTES, "/run/udev/data/b%.*s", STR_ARG(device));
    struct str rest = attr.text, line;

    if (!attr_was_read(&attr))
        return attr;
    attr.path = arena_printf(s->arena, "%s ID_SERIAL_SHORT", attr.path);
    while (str_next(&rest, '\n', &line)) {
        if (str_starts(line, key)) {
            set_text(&attr, str_sub(line, strlen(key), line.n));
            return attr;
        }
    }
    attr.state = FACT_ABSENT;
    return attr;
}

struct attr disk_serial(const struct sysfs *s, const struct disk *d)
{
    static struct attr (*const places[])(const struct sysfs *s, const struct disk *d) = {
        from_usb, from_scsi_page, from_device, from_block, from_identify, from_udev,
    };
    struct attr failed = {.state = FACT_ABSENT, .path = d->path};

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct attr attr = places[i](s, d);

        /* After a place that could not be read, nothing but a real value is believed. */
        if (attr.state == FACT_OK || (attr_was_read(&attr) && failed.state == FACT_ABSENT))
            return attr;
        if (attr.state != FACT_ABSENT && failed.state == FACT_ABSENT)
            failed = attr;
    }
    return failed;
}
