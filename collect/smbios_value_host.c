/* smbios_value_host.c - kinds of 7.39 IPMI Device, 7.43 Host Interface, 7.44 TPM Device.
 *
 * A host interface (DSP0134 7.43, DSP0270):
 *   interface type, n, n bytes about the device, count of protocols, then for each protocol
 *   its type, m, m bytes */
#include <string.h>

#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

/* ---- 7.39 -------------------------------------------------------------------------------- */

enum { IPMI_INTERFACE_AT = 0x04, IPMI_SSIF = 4 };

static void text_ipmi_version(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "%u.%u", (unsigned)v->number >> 4, (unsigned)v->number & 15);
}

static void text_ipmi_slave(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "0x%02x", (unsigned)v->number >> 1);
}

/* Bit 0 says whether it is an I/O port; bit 0 of the address itself is elsewhere. */
static void text_ipmi_base(const struct smbios_value *v, struct buf *out)
{
    uint64_t lowest = 0, modifier;

    if (smbios_at(v, IPMI_INTERFACE_AT, 1) == IPMI_SSIF) {
        smbios_put_hex(out, (v->number & 0xFF) >> 1, 2);
        buf_puts(out, " (SMBus)");
        return;
    }
    if (smbios_field(v->structure, v->row->also, 1, &modifier))
        lowest = modifier >> 4 & 1;
    smbios_put_hex(out, (v->number & ~UINT64_C(1)) | lowest, 16);
    buf_puts(out, v->number & 1 ? " (I/O)" : " (Memory-mapped)");
}

/* ---- 7.44 -------------------------------------------------------------------------------- */

/* Four characters, fewer end with a NUL. */
static void text_tpm_vendor(const struct smbios_value *v, struct buf *out)
{
    const char *p = (const char *)v->structure->bytes + v->offset;

    for (size_t i = 0; i < 4 && p[i] != '\0'; i++)
        buf_putc(out, p[i] >= 0x20 && p[i] < 0x7F ? p[i] : '.');
}

static void text_tpm_version(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "%u.%u", (unsigned)v->number & 0xFF, (unsigned)v->number >> 8);
}

/* TPM 1.x keeps it in bytes 2 and 3, TPM 2.0 in two words, the major one above. */
static void read_tpm_firmware(struct smbios_value *v)
{
    uint64_t major = smbios_at(v, v->row->also, 1);

    smbios_read_plain(v);
    v->unit = (uint8_t)major;
    if (v->state == FACT_OK && major != 1 && major != 2)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_tpm_firmware(const struct smbios_value *v, struct buf *out)
{
    unsigned word = (unsigned)v->number;

    if (v->unit == 1)
        buf_printf(out, "%u.%u", word >> 16 & 0xFF, word >> 24);
    else
        buf_printf(out, "%u.%u", word >> 16, word & 0xFFFF);
}

/* ---- 7.43 -------------------------------------------------------------------------------- */

enum {
    HOST_TYPE_AT = 0x04,
    HOST_DATA_AT = 0x06,
    HOST_NETWORK = 0x40,
    HOST_OEM = 0xF0,
    PROTOCOL_REDFISH = 0x04,
    REDFISH_BYTES = 91, /* up to and with the length of the host name */
    IP_STATIC = 1,
    IP_AUTO = 3,
    IP_V6 = 2,
    MAC_BYTES = 6,
};

/* What a device record says, by its type: fields in the order they stand there. */
enum part { PART_ID, PART_STRING, PART_MAC, PART_PCI, PART_BITS, PART_HANDLE };
struct device_part {
    uint8_t device, at; /* at: from the type byte on */
    enum part part;
    const char *name;
};

static const struct device_part device_parts[] = {
    {2, 1, PART_ID, "idVendor"},
    {2, 3, PART_ID, "idProduct"},
    {3, 1, PART_ID, "VendorID"},
    {3, 3, PART_ID, "DeviceID"},
    {3, 5, PART_ID, "SubVendorID"},
    {3, 7, PART_ID, "SubDeviceID"},
    {4, 2, PART_ID, "idVendor"},
    {4, 4, PART_ID, "idProduct"},
    {4, 6, PART_STRING, "Serial Number"},
    {4, 7, PART_MAC, "MAC Address"},
    {4, 13, PART_BITS, "Device Characteristics"},
    {4, 15, PART_HANDLE, "Credential Bootstrapping Handle"},
    {5, 2, PART_ID, "VendorID"},
    {5, 4, PART_ID, "DeviceID"},
    {5, 6, PART_ID, "SubVendorID"},
    {5, 8, PART_ID, "SubDeviceID"},
    {5, 10, PART_MAC, "MAC Address"},
    {5, 16, PART_PCI, "Bus Address"},
    {5, 20, PART_BITS, "Device Characteristics"},
    {5, 22, PART_HANDLE, "Credential Bootstrapping Handle"},
};

/* Bytes of a device record that is complete, type byte included. */
static const uint8_t device_bytes[] = {[2] = 5, [3] = 9, [4] = 17, [5] = 24};

static void put_mac(const uint8_t *p, struct buf *out)
{
    for (size_t i = 0; i < MAC_BYTES; i++) {
        if (i > 0)
            buf_putc(out, ':');
        buf_hex(out, p + i, 1);
    }
}

static void put_part(const struct smbios_value *v, enum part part, unsigned at, struct buf *out)
{
    const uint8_t *p = v->structure->bytes + at;
    unsigned word = (unsigned)smbios_at(v, at, 2);

    switch (part) {
    case PART_ID:
    case PART_HANDLE:
        buf_printf(out, "0x%04x", word);
        break;
    case PART_STRING:
        smbios_put_string(v, p[0], out);
        break;
    case PART_MAC:
        put_mac(p, out);
        break;
    case PART_PCI:
        buf_printf(out, "%04x:%02x:%02x.%x", word, p[2], p[3] >> 3, p[3] & 7);
        break;
    case PART_BITS:
        smbios_put_items(&names_host_characteristics, word, out);
        break;
    }
}

static void put_device(const struct smbios_value *v, unsigned bytes, struct buf *out)
{
    unsigned device = (unsigned)smbios_at(v, HOST_DATA_AT, 1);

    buf_puts(out, "\n\tDevice Type: ");
    buf_puts(out, smbios_name(&names_host_device, device));
    if (device >= COUNT_OF(device_bytes) || bytes < device_bytes[device])
        return;
    for (size_t i = 0; i < COUNT_OF(device_parts); i++) {
        const struct device_part *part = &device_parts[i];

        if (part->device != device)
            continue;
        smbios_put_label(out, part->name);
        size_t from = out->n;
        put_part(v, part->part, HOST_DATA_AT + part->at, out);
        smbios_close_label(out, from);
    }
}

/* ---- DSP0270: Redfish over IP ------------------------------------------------------------ */

enum { IPV6_WORDS = 8 };

/* Where the longest run of zero words begins, and its length; a single zero is no run. */
static unsigned longest_zeros(const unsigned *words, unsigned *n)
{
    unsigned best = 0;

    *n = 1;
    for (unsigned i = 0, run = 0; i < IPV6_WORDS; i++) {
        run = words[i] == 0 ? run + 1 : 0;
        if (run > *n) {
            *n = run;
            best = i + 1 - run;
        }
    }
    if (*n == 1)
        *n = 0;
    return best;
}

/* RFC 5952: "::" for the longest run of zeros. */
static void put_ipv6(const uint8_t *p, struct buf *out)
{
    unsigned words[IPV6_WORDS], zeros_n;

    for (size_t i = 0; i < IPV6_WORDS; i++)
        words[i] = (unsigned)p[2 * i] << 8 | p[2 * i + 1];
    unsigned zeros = longest_zeros(words, &zeros_n);
    for (unsigned i = 0; i < IPV6_WORDS;) {
        if (zeros_n > 0 && i == zeros) {
            buf_puts(out, "::");
            i += zeros_n;
            continue;
        }
        buf_printf(out, "%s%x", i > 0 && i != zeros + zeros_n ? ":" : "", words[i]);
        i++;
    }
}

static void put_address(const uint8_t *p, unsigned format, struct buf *out)
{
    if (format == IP_V6)
        put_ipv6(p, out);
    else
        buf_printf(out, "%u.%u.%u.%u", p[0], p[1], p[2], p[3]);
}

/* Service UUID at 0, host at 10h, service at 32h: how it gets its address, the address's
 * format; then 16 bytes each of address and mask. */
static const struct {
    uint8_t at;
    const char *how, *format, *word;
} ends[] = {
    {0x10, "Host IP Assignment Type", "Host IP Address Format", ""},
    {0x32, "Redfish Service IP Discovery Type", "Redfish Service IP Address Format",
     "Redfish Service "},
};

enum { END_FORMAT = 1, END_ADDRESS = 2, END_MASK = 18 };

static void put_end(const uint8_t *p, size_t i, struct buf *out)
{
    const uint8_t *e = p + ends[i].at;
    const char *format = smbios_name(&names_ip_format, e[END_FORMAT]);

    buf_printf(out, SMBIOS_ITEM "%s: %s" SMBIOS_ITEM "%s: %s", ends[i].how,
               smbios_name(&names_ip_assignment, e[0]), ends[i].format, format);
    if (e[0] != IP_STATIC && e[0] != IP_AUTO)
        return;
    buf_printf(out, SMBIOS_ITEM "%s %sAddress: ", format, ends[i].word);
    put_address(e + END_ADDRESS, e[END_FORMAT], out);
    buf_printf(out, SMBIOS_ITEM "%s %sMask: ", format, ends[i].word);
    put_address(e + END_MASK, e[END_FORMAT], out);
    if (i > 0)
        buf_printf(
            out, SMBIOS_ITEM "Redfish Service Port: %u" SMBIOS_ITEM "Redfish Service Vlan: %lu",
            p[0x54] | (unsigned)p[0x55] << 8,
            p[0x56] | (unsigned long)p[0x57] << 8 | (unsigned long)p[0x58] << 16 |
                (unsigned long)p[0x59] << 24);
}

static void put_redfish(const struct smbios_value *v, unsigned at, unsigned bytes,
                        struct buf *out)
{
    const uint8_t *p = v->structure->bytes + at;
    struct smbios_value uuid = {.bytes = {(const char *)p, 16}, .uuid_swapped = true};
    struct str name = {(const char *)p + REDFISH_BYTES, p[REDFISH_BYTES - 1]};

    buf_puts(out, SMBIOS_ITEM "Service UUID: ");
    kind_uuid.text(&uuid, out);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        put_end(p, i, out);
    if (name.n > bytes - REDFISH_BYTES)
        name.n = bytes - REDFISH_BYTES;
    buf_puts(out, SMBIOS_ITEM "Redfish Service Hostname: ");
    smbios_put_text(name, out);
}

static void put_protocols(const struct smbios_value *v, unsigned at, struct buf *out)
{
    unsigned count = (unsigned)smbios_at(v, at, 1);

    for (at++; count-- > 0 && at + 2 <= v->structure->length;) {
        unsigned type = (unsigned)smbios_at(v, at, 1),
                 bytes = (unsigned)smbios_at(v, at + 1, 1);

        if (at + 2 + bytes > v->structure->length)
            return;
        buf_printf(out, "\n\tProtocol ID: %02x (%s)", type,
                   smbios_name(&names_host_protocol, type));
        if (type == PROTOCOL_REDFISH && bytes >= REDFISH_BYTES)
            put_redfish(v, at + 2, bytes, out);
        at += 2 + bytes;
    }
}

/* Before 3.2 there is no length: only the type, and who made an OEM interface, can be told. */
static void put_old_interface(const struct smbios_value *v, struct buf *out)
{
    const uint8_t *p = v->structure->bytes;

    buf_puts(out, "\n\tInterface Type: ");
    buf_puts(out, smbios_name(&names_host_interface, v->number));
    if (v->number == HOST_OEM && v->structure->length >= 0x09)
        buf_printf(out, "\n\tVendor ID: 0x%02X%02X%02X%02X", p[5], p[6], p[7], p[8]);
}

static void text_host_interface(const struct smbios_value *v, struct buf *out)
{
    unsigned version = smbios_version(v->table);
    uint64_t bytes;

    if (version != 0 && version < 0x0302) {
        put_old_interface(v, out);
        return;
    }
    buf_puts(out, "\n\tHost Interface Type: ");
    buf_puts(out, smbios_name(&names_host_interface, v->number));
    if (!smbios_field(v->structure, HOST_TYPE_AT + 1, 1, &bytes) ||
        HOST_DATA_AT + bytes >= v->structure->length)
        return;
    if (v->number == HOST_NETWORK && bytes > 0)
        put_device(v, (unsigned)bytes, out);
    put_protocols(v, HOST_DATA_AT + (unsigned)bytes, out);
}

KIND(ipmi_version, smbios_read_plain, text_ipmi_version);
KIND(ipmi_slave, smbios_read_plain, text_ipmi_slave);
KIND(ipmi_base, smbios_read_plain, text_ipmi_base);
KIND(tpm_vendor, smbios_read_plain, text_tpm_vendor);
KIND(tpm_version, smbios_read_plain, text_tpm_version);
KIND(tpm_firmware, read_tpm_firmware, text_tpm_firmware);
KIND(host_interface, smbios_read_plain, text_host_interface);
