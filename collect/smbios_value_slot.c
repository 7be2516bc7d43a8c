/* smbios_value_slot.c - kinds of 7.10 System Slots, 7.11 and 7.42 Onboard Devices. */
#include <string.h>

#include "collect/smbios_kinds.h"
#include "collect/smbios_names.h"

enum {
    SLOT_MCA = 0x04,
    SLOT_EISA = 0x05,
    SLOT_PC_CARD = 0x07,
    PEERS_AT = 0x12,
    PEER_BYTES = 5,
};

/* 7.10.5: slot types whose number means something. */
static const struct {
    uint8_t first, last;
} numbered[] = {
    {SLOT_MCA, SLOT_PC_CARD},
    {0x0E, 0x13},
    {0x1F, 0x28},
    {0xA5, 0xC6},
};

static void read_slot_id(struct smbios_value *v)
{
    unsigned type = (unsigned)smbios_at(v, v->row->also, 1);
    bool known = false;

    smbios_read_plain(v);
    for (size_t i = 0; i < COUNT_OF(numbered); i++)
        known = known || (type >= numbered[i].first && type <= numbered[i].last);
    if (v->state == FACT_OK && !known)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_slot_id(const struct smbios_value *v, struct buf *out)
{
    if (smbios_at(v, v->row->also, 1) == SLOT_PC_CARD)
        buf_printf(out, "Adapter %u, Socket %u", (unsigned)v->number & 0xFF,
                   (unsigned)v->number >> 8);
    else
        smbios_put_number(out, v->number & 0xFF);
}

/* One byte, two since 2.1; bit 0 says that nothing is known. */
static void read_slot_bits(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number |= smbios_at(v, v->row->also, 1) << 8;
}

static void text_slot_bits(const struct smbios_value *v, struct buf *out)
{
    if (v->number & 1) {
        buf_puts(out, smbios_name_at(v->row->names, 0));
    } else {
        smbios_put_items(v->row->names, v->number, out);
    }
}

/* ---- PCI addresses ----------------------------------------------------------------------- */

/* Segment (2 bytes), bus, device and function: 0000:00:1f.6 */
static void put_pci(unsigned segment, unsigned bus, unsigned devfn, struct buf *out)
{
    buf_printf(out, "%04x:%02x:%02x.%x", segment, bus, devfn >> 3, devfn & 7);
}

static void read_bus_address(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && v->number == UINT32_MAX)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_bus_address(const struct smbios_value *v, struct buf *out)
{
    put_pci((unsigned)v->number & 0xFFFF, (unsigned)(v->number >> 16) & 0xFF,
            (unsigned)(v->number >> 24) & 0xFF, out);
}

/* 7.10.9: a PCI address and a width each. */
static void read_peers(struct smbios_value *v)
{
    smbios_read_plain(v);
    if (v->state == FACT_OK && PEERS_AT + 1 + PEER_BYTES * v->number > v->structure->length)
        v->state = FACT_BEYOND_LENGTH;
}

static void text_peers(const struct smbios_value *v, struct buf *out)
{
    for (unsigned i = 0; i < v->number; i++) {
        const uint8_t *p = v->structure->bytes + PEERS_AT + 1 + PEER_BYTES * i;

        buf_printf(out, "\n\tPeer Device %u: ", i + 1);
        put_pci(p[0] | (unsigned)p[1] << 8, p[2], p[3], out);
        buf_printf(out, " (Width %u)", p[4]);
    }
}

/* Moves v behind the peers: the row's offset is where the field stands when there are none. */
static bool go_behind_peers(struct smbios_value *v)
{
    uint64_t peers = smbios_at(v, PEERS_AT, 1);

    if (v->offset + PEER_BYTES * peers + v->row->width > v->structure->length) {
        v->state = FACT_BEYOND_LENGTH;
        return false;
    }
    v->offset = (uint8_t)(v->offset + PEER_BYTES * peers);
    return true;
}

static void read_after_peers(struct smbios_value *v)
{
    if (!go_behind_peers(v))
        return;
    smbios_read_plain(v);
    if (v->number == 0)
        v->state = FACT_NOT_APPLICABLE;
}

static void text_after_peers(const struct smbios_value *v, struct buf *out)
{
    if (v->row->names)
        buf_puts(out, smbios_name(v->row->names, v->number));
    else
        smbios_put_number(out, v->number);
}

/* Hundredths of a millimetre. */
static void text_pitch(const struct smbios_value *v, struct buf *out)
{
    buf_printf(out, "%u.%02u mm", (unsigned)v->number / 100, (unsigned)v->number % 100);
}

/* ---- 7.11 -------------------------------------------------------------------------------- */

/* Pairs of type (bit 7: enabled) and string up to the end of the structure. */
static void read_onboard(struct smbios_value *v)
{
    smbios_read_plain(v);
    v->number = v->state == FACT_OK ? (v->structure->length - v->offset) / 2U : 0;
}

static void text_onboard(const struct smbios_value *v, struct buf *out)
{
    for (unsigned i = 0; i < v->number; i++) {
        const uint8_t *p = v->structure->bytes + v->offset + 2 * i;

        if (v->number == 1)
            buf_puts(out, "\nOn Board Device Information");
        else
            buf_printf(out, "\nOn Board Device %u Information", i + 1);
        buf_printf(out, "\n\tType: %s\n\tStatus: %s\n\tDescription: ",
                   smbios_name(v->row->names, p[0] & 0x7F),
                   p[0] & 0x80 ? "Enabled" : "Disabled");
        smbios_put_string(v, p[1], out);
    }
}

KIND(slot_id, read_slot_id, text_slot_id);
KIND(slot_bits, read_slot_bits, text_slot_bits);
KIND(bus_address, read_bus_address, text_bus_address);
KIND(peers, read_peers, text_peers);
KIND(after_peers, read_after_peers, text_after_peers);
KIND(pitch, read_after_peers, text_pitch);
const struct smbios_kind kind_onboard = {
    .read = read_onboard, .text = text_onboard, .all_strings = true};
